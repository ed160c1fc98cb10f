"""`--watch`: a real process, real files, and what it prints after each change."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WAIT = 30.0
ONE = "dossier: {name}\ntitle: Story {name}\nlanguage: en\nas_of: 2022-08-01\nsources: {{m: {{name: The minister, kind: person}}}}\nclaims: {{c1: A claim.}}\nstatements: [{{chain: m, says: {{c1: words}}}}]\n"


class Watching:
    """The program while it watches a folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "provenance", "audit", ".", "--watch", *options],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        )  # fmt: skip
        self._said = ""
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said += line

    def until(self, pattern: str) -> str:
        """What was said up to a pattern; it is not said again."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            match = re.search(pattern, self._said)
            if match:
                said, self._said = self._said[: match.end()], self._said[match.end() :]
                return said
            time.sleep(0.02)
        raise AssertionError(f"never said {pattern!r}; said: {self._said}")

    def quiet(self, seconds: float = 0.8) -> None:
        time.sleep(seconds)
        assert self._said.strip() == ""

    def close(self) -> None:
        self._thread.join(WAIT)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    begun: list[Watching] = []

    def begin(*options: str) -> Watching:
        begun.append(Watching(tmp_path, *options))
        begun[-1].until("watching; interrupt to end\n")
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.wait()
        one.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.claims.yaml").write_text(ONE.format(name=name), "utf-8")
    (tmp_path / "provenance.toml").write_text("", "utf-8")
    return tmp_path


def test_only_what_changed_is_audited_again(folder: Path, watching: Callable[..., Watching]) -> None:
    one = watching()
    path = folder / "a/a.claims.yaml"
    path.write_text(ONE.format(name="a").replace("Story a", "Another title"), "utf-8")
    said = one.until(r"NEXT .*\n")
    assert "a/a.claims.yaml" in said
    assert "Another title" in said
    assert "Story b" not in said
    # A file that comes, one that goes, one that is broken and mended.
    (folder / "c").mkdir()
    (folder / "c/c.claims.yaml").write_text(ONE.format(name="c"), "utf-8")
    assert "Story c" in one.until(r"NEXT .*\n")
    (folder / "c/c.claims.yaml").unlink()
    path.write_text("claims: [", "utf-8")
    one.until("not closed|YAML|expected")
    path.write_text(ONE.format(name="a"), "utf-8")
    assert "Story a" in one.until(r"NEXT .*\n")
    # Its code is known once the run is over, a moment after its last word.
    one.quiet()
    assert one.end() == 0


def test_texts_beside_a_dossier_count_even_before_they_are_there(
    folder: Path, watching: Callable[..., Watching]
) -> None:
    (folder / "a/a.claims.yaml").write_text(
        ONE.format(name="a").replace("claims:", "documents: {d: {publisher: P, file: text.txt}}\nclaims:"), "utf-8"
    )
    one = watching()
    (folder / "a/text.txt").write_text("The minister used other words here.\n", "utf-8")
    assert "Story a" in one.until(r"NEXT .*\n")
    (folder / "a/text.txt").write_text("The minister said words.\n", "utf-8")
    assert "Story a" in one.until(r"NEXT .*\n")
    (folder / "a/unrelated.txt").write_text("nothing\n", "utf-8")
    one.quiet()


def test_a_configuration_that_breaks_and_one_that_changes(folder: Path, watching: Callable[..., Watching]) -> None:
    one = watching("-q")
    for wrong in ("polcy = 1\n", 'ignore = "[z-a]"\n', "x = [\n"):
        (folder / "provenance.toml").write_text(wrong, "utf-8")
        one.until(r"provenance\.toml:\d+:\d+: .*\n")
    (folder / "provenance.toml").write_text('language = "fr"\n[rules]\nsingle-origin = "error"\n', "utf-8")
    said = one.until(r"b\.claims\.yaml:\d+:\d+: erreur \[PV301")
    assert "a/a.claims.yaml" in said


def test_files_that_tell_of_all_keep_telling_of_all(folder: Path, watching: Callable[..., Watching]) -> None:
    one = watching("-o", "json=out.json", "-o", "text")
    assert len(json.loads((folder / "out.json").read_text("utf-8"))["dossiers"]) == 2
    (folder / "b/b.claims.yaml").write_text(ONE.format(name="b").replace("Story b", "Another"), "utf-8")
    one.until(r"NEXT .*\n")
    end = time.monotonic() + WAIT
    titles: list[str] = []
    while titles != ["Story a", "Another"] and time.monotonic() < end:
        time.sleep(0.05)
        titles = [d["title"] for d in json.loads((folder / "out.json").read_text("utf-8"))["dossiers"]]
    assert titles == ["Story a", "Another"]
    # Somewhere it cannot be written: said, and the watch goes on.
    (folder / "out.json").unlink()
    (folder / "out.json").mkdir()
    (folder / "b/b.claims.yaml").write_text(ONE.format(name="b"), "utf-8")
    one.until("cannot be written")
    os.rmdir(folder / "out.json")
    (folder / "b/b.claims.yaml").write_text(ONE.format(name="b") + "# again\n", "utf-8")
    one.until(r"NEXT .*\n")
