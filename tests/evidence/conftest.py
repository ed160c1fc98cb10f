"""A folder with one claim file."""

from pathlib import Path

import pytest

from tests.evidence.made import CLAIMS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.claims.yaml").write_text(CLAIMS, "utf-8")
    return tmp_path
