"""What is odd in a file: of each dossier the corpus tells what a plain audit tells of it, and of each line that cannot be
read that it was lost.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from provenance.auditing import audit_paths
from provenance.cli import main
from provenance.corpus.rows import COLUMNS, audit_rows
from provenance.files.load import is_unreadable

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bridge(dossier: str | None = "bridge") -> list[str]:
    """The records of a small dossier, which may not say its name."""
    of = {} if dossier is None else {"dossier": dossier}
    records: list[dict[str, Any]] = [
        {"type": "dossier", **of, "language": "en", "as_of": "2022-08-01"},
        {"type": "document", **of, "id": "d1", "publisher": "The Paper", "published": "2022-07-01"},
        {"type": "document", **of, "id": "d2", "publisher": "The Gazette", "published": "2022-07-02"},
        {"type": "claim", **of, "id": "closed", "text": "The bridge is closed."},
        {"type": "statement", **of, "chain": "Anne Roux", "in": "d1", "says": {"closed": "it is closed"}},
        {"type": "statement", **of, "chain": "Anne Roux → AFP", "in": "d2", "says": {"closed": "closed"}},
    ]
    return [json.dumps(record) for record in records]


def write(name: str, lines: Iterable[str | bytes]) -> Path:
    path = Path(name)
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    return path


def command(*arguments: str) -> Result:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def audited(path: Path, jobs: int = 1) -> tuple[Rows, int]:
    """The rows of the corpus, and how the run ended."""
    out = f"{path.name}-{jobs}.out.jsonl"
    done = command("audit", str(path), "--jobs", str(jobs), "--output", f"jsonl={out}")
    lines = Path(out).read_text("utf-8").splitlines()[1:]
    return [dict.fromkeys(COLUMNS) | json.loads(line) for line in lines], done.exit_code


def plainly(path: Path) -> Rows:
    """The rows of a plain audit; what could not be read is no dossier."""
    audits = [audit for audit in audit_paths([path]) if not is_unreadable(audit.dossier)]
    return [row for audit in audits for row in audit_rows(audit, None)]


def told(rows: Rows) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows if row["kind"] != "lost")


def lost(rows: Rows) -> list[tuple[int, str]]:
    return [(row["line"], row["message"]) for row in rows if row["kind"] == "lost"]


def assert_like_plain(path: Path) -> Rows:
    """The same rows, by one process and by two, and the same from `validate`."""
    rows, code = audited(path)
    assert told(rows) == told(plainly(path))
    assert audited(path, 2) == (rows, code)
    assert code == command("audit", str(path)).exit_code
    validated = [command("validate", str(path), *more) for more in ([], ["--jobs", "1"], ["--jobs", "2"])]
    assert len({one.exit_code for one in validated}) == 1
    return rows


def test_a_confidential_source_hides_no_dossier() -> None:
    hidden = {"type": "source", "dossier": "bridge", "id": "s", "name": "Zed Zedson", "confidential": True}
    path = write("small.claims.jsonl", [*bridge(), json.dumps(hidden)])
    rows = assert_like_plain(path)
    assert {row["dossier"] for row in rows} == {"bridge"}
    assert "The bridge is closed." in {row["text"] for row in rows}


def test_a_dossier_that_is_called_as_whom_it_hides() -> None:
    hidden = {"type": "source", "dossier": "zedson", "id": "s", "name": "zedson", "confidential": True}
    rows, _ = audited(write("small.claims.jsonl", [*bridge("zedson"), json.dumps(hidden), *bridge("other")]))
    assert {row["dossier"] for row in rows} == {"confidential source", "other"}


BAD = b'{"type": "claim", "dossier": "bridge", "id": "x", "text": "caf\xe9 noir"}'


@pytest.mark.parametrize("dossier", ["bridge", "other"])
def test_a_byte_that_is_no_utf_8_costs_its_line(dossier: str) -> None:
    bad = BAD.replace(b"bridge", dossier.encode())
    path = write("c.claims.jsonl", [*bridge(), bad, *bridge("third")])
    rows, code = audited(path)
    assert lost(rows) == [(7, "this file is not UTF-8 (byte 0xE9); save it as UTF-8")]
    assert {row["dossier"] for row in rows} == {"bridge", "third", None}
    assert audited(path, 2) == (rows, code)
    for jobs in ([], ["--jobs", "1"], ["--jobs", "2"]):
        assert command("validate", str(path), *jobs).exit_code == 3
    assert code == command("audit", str(path)).exit_code == 3


@pytest.mark.parametrize(
    "record",
    [
        {"type": "claim", "dossier": "bridge", "id": "x", "text": "half \ud800 a character"},
        {"type": "claim", "dossier": "bridge", "id": "half \ud800", "text": "a text"},
        {"type": "claim", "dossier": "half \ud800", "id": "x", "text": "a text"},
        {"type": "claim", "dossier": "bridge", "id": "x", "text": "a text", "half \udc00": "y"},
        {"type": "statement", "dossier": "bridge", "in": "d1", "says": {"closed": "\udfff"}},
    ],
)
def test_half_a_character_costs_its_line(record: dict[str, Any]) -> None:
    path = write("c.claims.jsonl", [*bridge(), json.dumps(record), *bridge("third")])
    rows, code = audited(path)
    assert lost(rows) == [(7, "half a character: a \\uD… escape stands without its other half")]
    assert {row["dossier"] for row in rows} == {"bridge", "third", None}
    assert audited(path, 2) == (rows, code)
    for jobs in ([], ["--jobs", "1"], ["--jobs", "2"]):
        assert command("validate", str(path), *jobs).exit_code == 3
    assert code == command("audit", str(path)).exit_code == 3
