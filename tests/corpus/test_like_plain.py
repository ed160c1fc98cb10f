"""What is odd in a file: of each dossier the corpus tells what a plain audit tells of it, and of each line that cannot be
read that it was lost.
"""

import gzip
import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from provenance.auditing import audit_paths
from provenance.cli import main
from provenance.corpus import batches, reading
from provenance.corpus.rows import COLUMNS, audit_rows
from provenance.files.load import is_unreadable
from provenance.model.loose_names import LooseFinder, finder_of

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
    for every in ([], ["--all"]):
        ways = ([], ["--jobs", "1"], ["--jobs", "2"])
        validated = [command("validate", str(path), "-q", *every, *more) for more in ways]
        assert len({(one.exit_code, "\n".join(sorted(one.stdout.splitlines()))) for one in validated}) == 1
    return rows


def test_a_confidential_source_hides_no_dossier() -> None:
    hidden = {"type": "source", "dossier": "bridge", "id": "s", "name": "Zed Zedson", "confidential": True}
    path = write("small.claims.jsonl", [*bridge(), json.dumps(hidden)])
    rows = assert_like_plain(path)
    assert {row["dossier"] for row in rows} == {"bridge"}
    assert "The bridge is closed." in {row["text"] for row in rows}


@pytest.mark.parametrize("key", ["confidential", "CONFIDENTIAL", "coNFIDential", "confdential", "confindential"])
def test_a_name_is_hidden_however_badly_its_record_says_so(key: str) -> None:
    hidden = json.dumps({"type": "source", "dossier": "bridge", "id": "s", "name": "Zed Zedson", key: True})
    said = json.dumps(
        {"type": "statement", "dossier": "other", "chain": "Zed Zedson", "in": "d1", "says": {"closed": "it is"}}
    )
    rows = assert_like_plain(write("one.claims.jsonl", [*bridge(), hidden, *bridge("other"), said]))
    assert {row["dossier"] for row in rows} == {"bridge", "other"}
    assert "Zedson" not in json.dumps(rows)
    assert "Zedson" not in command("audit", "one.claims.jsonl", "--output", "json").stdout
    # In a corpus, the other dossier may stand in a file of its own.
    write("one.claims.jsonl", [*bridge(), hidden])
    write("two.claims.jsonl", [*bridge("other"), said])
    command("audit", ".", "--output", "jsonl=rows.jsonl")
    found = Path("rows.jsonl").read_text("utf-8")
    assert "other" in found
    assert "Zedson" not in found


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


@pytest.mark.parametrize("place", [0, 3, 12])
def test_records_that_name_no_dossier_and_those_that_name_that_of_the_file(place: int) -> None:
    nameless, named = bridge(None), bridge("bridge")
    mixed = [one if number % 2 else other for number, (one, other) in enumerate(zip(nameless, named, strict=True))]
    rows = assert_like_plain(write("bridge.claims.jsonl", [*mixed[:place], *bridge("other"), *mixed[place:]]))
    assert [row["dossier"] for row in rows if row["kind"] == "claim"].count("bridge") == 1


@pytest.mark.parametrize("place", range(3))
def test_that_records_name_no_dossier_is_told_wherever_the_others_are(
    place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SMALL", 1)
    monkeypatch.setattr(batches, "LARGE", 1)
    dossiers = [bridge("one"), bridge("two")]
    dossiers.insert(place, bridge(None))
    rows = assert_like_plain(write("c.claims.jsonl", itertools.chain.from_iterable(dossiers)))
    (told_of,) = (row for row in rows if row["rule"] == "schema-violation")
    assert (told_of["dossier"], told_of["line"]) == ("c", 6 * place + 2)
    # A file in which none is named holds one dossier, and there is nothing to tell.
    assert {row["rule"] for row in assert_like_plain(write("d.claims.jsonl", bridge(None)))}.isdisjoint(
        {"schema-violation"}
    )


def test_that_records_name_no_dossier_is_told_in_one_batch_and_once_others_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a record of the dossier itself; and where the first run knew of no others."""
    nameless = bridge(None)[1:]
    for dossiers in ([*bridge("one"), *nameless], [*nameless, *bridge("one")]):
        rows = assert_like_plain(write("c.claims.jsonl", dossiers))
        assert [row["dossier"] for row in rows if row["rule"] == "schema-violation"] == ["c"]
    monkeypatch.setattr(batches, "SMALL", 1)
    monkeypatch.setattr(batches, "LARGE", 1)
    alone, _ = audited(write("d.claims.jsonl", nameless))
    assert "schema-violation" not in {row["rule"] for row in alone}
    rows, _ = audited(write("d.claims.jsonl", [*nameless, *bridge("one")]))
    assert [row["dossier"] for row in rows if row["rule"] == "schema-violation"] == ["d"]


def test_a_mark_before_the_first_record() -> None:
    assert_like_plain(write("c.claims.jsonl", [b"\xef\xbb\xbf" + bridge()[0].encode(), *bridge()[1:]]))
    rows = assert_like_plain(write("only.claims.jsonl", [b"\xef\xbb\xbf"]))
    assert [row["message"] for row in rows] == ["ce fichier est vide"]


TWICE = [
    '{"type": "claim", "dossier": "bridge", "id": "x", "text" : "A first text.", "text": "Another."}',
    '{"type": "claim", "dossier": "bridge", "id": "x", "text"  :"A first text.", "text": "Another."}',
    '{"type": "claim", "dossier": "bridge", "id"\t: "x", "text": "A first text.", "text": "Another."}',
    '{"type" : "claim", "dossier": "bridge", "id": "x", "text": "A first text.", "id": "y"}',
    '{"type": "claim", "dossier" : "other", "dossier": "bridge", "id": "x", "text": "A first text."}',
    '{"type": "claim", "dossier" : "third", "dossier": "bridge", "id": "x", "text": "A first text."}',
    '{"type": "claim", "dossi\\u0065r" : "other", "dossier": "bridge", "id": "x", "text": "A first text."}',
    '{"type": "claim", "dossier" : "bridge", "dossier": "other", "id": "x", "text": "A first text."}',
    '{"type": "statement", "dossier": "bridge", "in": "d1", "says" : {"closed": "first", "closed": "second"}}',
]


@pytest.mark.parametrize("line", TWICE)
@pytest.mark.parametrize("place", [0, 9])
def test_a_key_that_is_written_twice_wherever_spaces_stand(line: str, place: int) -> None:
    lines = [*bridge(), *bridge("other")]
    rows = assert_like_plain(write("c.claims.jsonl", [*lines[:place], line, *lines[place:]]))
    assert "duplicate-id" in {row["rule"] for row in rows}


def nested(levels: int) -> str:
    text = "[" * levels + "]" * levels
    return '{"type": "claim", "dossier": "bridge", "id": "x", "text": "a", "about": ' + text + "}"


def test_what_is_nested_too_deep() -> None:
    path = write("c.claims.jsonl", [*bridge(), nested(64), *bridge("other")])
    rows, code = audited(path)
    assert lost(rows) == [(7, "nested deeper than 64 levels")]
    assert (rows, code) == audited(path, 2)
    assert code == command("audit", str(path)).exit_code == 3
    assert_like_plain(write("less.claims.jsonl", [*bridge(), nested(63)]))


@pytest.mark.parametrize("lines", [[], ["", " ", "\r"]])
def test_a_file_that_holds_nothing(lines: list[str]) -> None:
    rows = assert_like_plain(write("c.claims.jsonl", lines))
    assert [(row["severity"], row["message"]) for row in rows] == [("error", "ce fichier est vide")]
    Path("p.jsonl.gz").write_bytes(gzip.compress(Path("c.claims.jsonl").read_bytes()))
    rows, code = audited(Path("p.jsonl.gz"))
    assert [(row["severity"], row["message"]) for row in rows] == [("error", "ce fichier est vide")]
    done = CliRunner().invoke(main, ["audit", "-", "--output", "jsonl=o.jsonl"], input=b"")
    assert code == done.exit_code == 1


def test_a_line_that_is_too_long_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("c.claims.jsonl", [*bridge(), *bridge("other")])
    wanted = [(row["claim"], row["dossier"], row["status"]) for row in plainly(path)]
    long = json.dumps({"type": "claim", "dossier": "bridge", "id": "x", "text": "long " * 100})
    path = write("c.claims.jsonl", [*bridge()[:3], long, *bridge()[3:], *bridge("other")])
    monkeypatch.setattr(reading, "MAX_LINE", 300)
    rows, code = audited(path)
    assert [(row["claim"], row["dossier"], row["status"]) for row in rows if row["kind"] != "lost"] == wanted
    assert [line for line, _ in lost(rows)] == [4]
    assert code == command("validate", str(path), "--jobs", "1").exit_code == 3


def test_records_of_several_lines_that_stand_apart() -> None:
    records = [json.loads(line) for line in bridge() + bridge("other") + bridge()[3:4]]
    records[-1]["id"] = "again"
    plain = write("c.claims.jsonl", map(json.dumps, records))
    written = [json.dumps(record, indent=2) for record in records]
    pyarrow.parquet.write_table(pyarrow.table({"record": written}), "c.claims.parquet")
    wanted = [row | {"file": "c.claims.parquet"} for row in plainly(plain)]
    rows, code = audited(Path("c.claims.parquet"))
    without = [{key: value for key, value in row.items() if key != "fingerprint"} for row in wanted]
    assert told([{key: row[key] for key in row if key != "fingerprint"} for row in rows]) == told(without)
    assert audited(Path("c.claims.parquet"), 2) == (rows, code)


def test_the_words_of_lines_that_cannot_be_read_are_made_ready_to_be_hidden_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Path("made")

    def noted(self: LooseFinder, text: str) -> list[Any]:
        # In a process of its own.
        with made.open("a") as stream:
            stream.write(f"{id(self)}\n")
        return []

    monkeypatch.setattr(LooseFinder, "find", noted)
    finder_of.cache_clear()
    broken = '{"type": "source", "name": "Zed Zedson, ' + ", ".join(f"Ann{n} Ray{n}" for n in range(40))
    lines = [line for number in range(20) for line in bridge(f"story-{number}")]
    rows, _ = audited(write("c.claims.jsonl", [*lines, broken]))
    assert len([row for row in rows if row["kind"] == "claim"]) == 20
    assert len(set(made.read_text().split())) == 1


def test_in_a_folder_claim_files_are_taken_packed_or_not() -> None:
    plain = write("plain.claims.jsonl", bridge()).read_bytes()
    Path("in/deep").mkdir(parents=True)
    Path("in/a.claims.jsonl").write_bytes(plain)
    Path("in/deep/b.claims.jsonl.gz").write_bytes(gzip.compress(plain))
    pyarrow.parquet.write_table(pyarrow.table({"record": bridge()}), "in/c.claims.parquet")
    # A result, and texts that somebody keeps beside the dossiers, are none of them.
    pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), "in/rows.parquet")
    for name in ("in/texts.jsonl", "in/texts.jsonl.gz", "in/.hidden.jsonl"):
        Path(name).write_bytes(gzip.compress(plain) if name.endswith("gz") else plain)
    rows, _ = audited(Path("in"))
    taken = ["in/a.claims.jsonl", "in/c.claims.parquet", "in/deep/b.claims.jsonl.gz"]
    assert sorted({row["file"] for row in rows}) == taken
    Path("empty").mkdir()
    for jobs in ([], ["--jobs", "2"]):
        done = command("validate", "empty", *jobs)
        assert (done.exit_code, "no claim file" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        "sources: {w: {name: Anne Roux, confidential: true}}\n",
        "sources: {w: {name: Anne Roux, confidential: true}\n",
        '{"sources": {"w": {"name": "Anne Roux", "confidential": true}}}',
    ],
)
def test_a_name_that_a_file_of_another_kind_hides_is_hidden_in_all(text: str) -> None:
    Path("in").mkdir()
    records = bridge()
    records[0] = records[0].replace('"language"', '"opened": "soon", "language"')
    write("in/a.claims.jsonl", [*records[:-2], records[-2].replace("d1", "Anne Roux"), records[-1]])
    Path("in", f"b.claims.{'json' if text.startswith('{') else 'yaml'}").write_text(text, "utf-8")
    rows, _ = audited(Path("in"))
    assert "The bridge is closed." in {row["text"] for row in rows}
    assert "Roux" not in json.dumps(rows)
    for jobs in ("1", "2"):
        done = command("validate", "in", "--jobs", jobs, "--all")
        assert "a.claims.jsonl" in done.stdout
        assert "Roux" not in done.output


def test_a_column_a_key_of_any_type() -> None:
    records = [json.loads(line) for line in bridge()]
    records[0]["title"] = '{"a": 1}'
    records[3]["text"] = "[1, 2]"
    records[4]["chain"] = ["Anne Roux", {"source": "AFP", "cue": "said"}]
    records[4]["says"] = {"closed": "[closed]", "other": "{open}"}
    records.insert(4, {"type": "claim", "dossier": "bridge", "id": "other", "text": "{}", "concerns": ["Anne Roux"]})
    plain = write("c.claims.jsonl", map(json.dumps, records))
    keys = dict.fromkeys(key for record in records for key in record)
    columns: dict[str, Any] = {key: [record.get(key) for record in records] for key in keys}
    for key in ("chain", "concerns"):
        columns[key] = [
            value if value is None or isinstance(value, str) else json.dumps(value) for value in columns[key]
        ]
    says = [None if value is None else list(value.items()) for value in columns["says"]]
    columns["says"] = pyarrow.array(says, pyarrow.map_(pyarrow.string(), pyarrow.string()))
    pyarrow.parquet.write_table(pyarrow.table(columns), "c.claims.parquet")
    rows, code = audited(Path("c.claims.parquet"))
    assert [row["text"] for row in rows if row["kind"] == "claim"] == ["[1, 2]", "{}"]

    def said(found: Rows) -> list[str]:
        return told([row | {"file": None, "line": None, "fingerprint": None} for row in found])

    assert said(rows) == said(plainly(plain))
    assert code == command("audit", str(plain)).exit_code


def test_lines_that_hold_nothing_but_spaces_of_any_kind() -> None:
    blank = ["\u00a0", "\u2003\u3000", "\x1c", "\x0b"]
    assert_like_plain(write("c.claims.jsonl", [blank[0], *bridge(), *blank, *bridge("other"), *blank]))
    assert_like_plain(write("only.claims.jsonl", blank))
    path = write("broken.claims.jsonl", [blank[0], "{"])
    rows, code = audited(path)
    assert [line for line, _ in lost(rows)] == [2]
    assert (len(rows), code) == (1, command("audit", str(path)).exit_code)
