"""A dash stands for standard output in every output of every command; where several files come of it, it is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.cli import main

CLAIMS = """sources: {m: {name: M}}
documents: {d: {publisher: Le Journal, published: 2024-05-01}}
claims: {c1: Le pont est fermé.}
statements: [{chain: m, in: d, says: {c1: le pont est fermé}}]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.claims.yaml").write_text(CLAIMS, "utf-8")
    (tmp_path / "t.md").write_text("Le pont est fermé, a dit le maire, Jean Roux.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ("audit a.claims.yaml -o json=-", b"{"),
        ("audit a.claims.yaml -o html=-", b"<!doctype html>"),
        ("audit a.claims.yaml --write-baseline -", b"{"),
        ("graph a.claims.yaml -o -", b"<?xml"),
        ("graph a.claims.yaml --format graphml -o -", b"<?xml"),
        ("export a.claims.yaml --to stix -o -", b"{"),
        ("export a.claims.yaml --to xlsx -o -", b"PK"),
        ("extract t.md -o -", b"# "),
        ("extract t.md --output json -o -", b"{"),
        ("copies t.md -o -", b"original,copy"),
        ("verify . -o -", b"# "),
    ],
)
def test_a_dash_is_standard_output(here: Path, arguments: str, begins: bytes) -> None:
    before = _files(here)
    done = CliRunner().invoke(main, arguments.split())
    assert done.exit_code in (0, 1), done.stderr
    assert done.stdout_bytes.lstrip().lower().startswith(begins.lower())
    assert _files(here) == before


def test_rows_of_a_corpus_are_asked_on_standard_output(here: Path) -> None:
    assert CliRunner().invoke(main, ["audit", "a.claims.yaml", "-o", "parquet=o.parquet"]).exit_code == 0
    before = _files(here)
    question = "SELECT claim, status FROM claims"
    done = CliRunner().invoke(main, ["query", question, "o.parquet", "-o", "-"])
    assert done.stdout.splitlines()[:2] == ['"claim","status"', '"c1","unconfirmed"']
    assert CliRunner().invoke(main, ["alike", "o.parquet", "-o", "-"]).stdout.startswith("file,dossier,claim")
    assert _files(here) == before


@pytest.mark.parametrize(
    "arguments",
    [
        "audit a.claims.yaml --reports -",
        "audit a.claims.yaml -o docx=-",
        "audit a.claims.yaml -o jsonl=-",
        "audit a.claims.yaml -o parquet=-",
        "export a.claims.yaml --to csv -o -",
        "import t.md --from wikitext -o -",
    ],
)
def test_several_files_and_what_is_gone_on_with_are_not(here: Path, arguments: str) -> None:
    before = _files(here)
    done = CliRunner().invoke(main, arguments.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert "standard output" in done.stderr or "a file or a folder" in done.stderr
    assert _files(here) == before


def test_what_is_said_of_a_file_is_whole(here: Path) -> None:
    done = CliRunner().invoke(main, ["audit", "a.claims.yaml", "-o", "json=-"])
    assert json.loads(done.stdout)["dossiers"][0]["claims"][0]["status"] == "unconfirmed"
