"""One thing made of two in several files."""

from pathlib import Path

import pytest

from provenance.editing.workspace import Workspace
from provenance.files.writing import write_whole


def test_a_merge_that_was_killed_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What declares the source that goes is written last: until then every file still knows both."""
    registry = tmp_path / "sources.yaml"
    registry.write_text("sources:\n  bob: {name: Bob Hill}\n  robert: {name: Robert Hill}\n", "utf-8")
    files = [tmp_path / name / f"{name}.claims.yaml" for name in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.write_text("claims: {c: A claim.}\nstatements:\n  - {chain: bob, says: {c: words}}\n", "utf-8")
    written: list[str] = []

    def write(path: Path, content: str) -> None:
        written.append(path.name)
        write_whole(path, content)

    monkeypatch.setattr("provenance.editing.workspace.write_whole", write)
    workspace = Workspace(files[0])
    before = {file: file.read_text("utf-8") for file in (files[1], registry)}
    workspace.merge("source", "bob", "robert")
    assert written == ["one.claims.yaml", "two.claims.yaml", "sources.yaml"]
    after = registry.read_text("utf-8")
    for file, text in before.items():
        file.write_text(text, "utf-8")
    Workspace(files[0]).merge("source", "bob", "robert")
    assert "chain: robert" in files[1].read_text("utf-8")
    assert registry.read_text("utf-8") == after
