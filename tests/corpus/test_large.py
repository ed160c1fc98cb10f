"""A dossier that is cut into parts is told of as if it had not been: every row, every figure, whatever leads from one
part to another.
"""

import dataclasses
import gzip
import json
import os
import random
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import CliRunner

from provenance.auditing import AuditOptions
from provenance.cli import main
from provenance.corpus import batches, validating
from provenance.corpus.auditing import BatchAuditor, BatchReader, Tally
from provenance.corpus.batches import Batch
from provenance.corpus.large import cutting, tables
from provenance.corpus.large.cutting import LargeDossier, is_large
from provenance.corpus.large.evidence import EvidenceItems
from provenance.corpus.large.part import DossierPart
from provenance.corpus.large.tables import CUT_KEYS, Tables
from provenance.corpus.reading import RecordFile
from provenance.corpus.run import CorpusArguments, CorpusRun
from provenance.corpus.store import figures_of
from provenance.corpus.validating import validated
from provenance.files.raw import NOWHERE_ELSE, Elsewhere
from tests.corpus.large import large_dossier
from tests.corpus.made import corpus

Record = dict[str, Any]
Told = tuple[list[str], dict[str, Any]]
SHOWN = "x.claims.jsonl"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines_of(records: list[Record]) -> list[tuple[int, bytes]]:
    return [(n + 1, json.dumps(record, ensure_ascii=False).encode() + b"\n") for n, record in enumerate(records)]


def told(rows: list[Any], tally: Tally) -> Told:
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in rows), figures_of(tally)


def as_whole(records: list[Record]) -> Told:
    return told(
        *BatchAuditor(AuditOptions(), None, "warning").audit(Batch(Path(SHOWN), SHOWN, tuple(lines_of(records))))
    )


def as_parts(
    records: list[Record],
    change: Callable[[DossierPart], DossierPart] = lambda part: part,
    name: str = "large",
    elsewhere: Elsewhere = NOWHERE_ELSE,
) -> tuple[Told, int] | None:
    """What is told of the parts, and how many there are; None where it is not cut, or should not have been."""
    auditor, rows, tally, count = BatchAuditor(AuditOptions(), None, "warning"), [], Tally(), 0
    large = LargeDossier(Path(SHOWN), SHOWN, name, lines_of(records), Path())
    large.elsewhere = elsewhere
    for part, lines in large.parts():
        count += 1
        found, figures = auditor.audit(Batch(Path(SHOWN), SHOWN, lines, part=change(part)))
        rows += found
        tally.add(figures)
    return (told(rows, tally), count) if count and not tally.refused else None


@cache
def made(seed: int) -> tuple[list[Record], Told]:
    rng = random.Random(seed)
    records = large_dossier(rng, rng.choice([3, 8, 20]))
    return records, as_whole(records)


@cache
def those_cut() -> list[tuple[list[Record], Told]]:
    """Dossiers that can be cut, and what is told of each."""
    return [one for one in map(made, range(120)) if as_parts(one[0]) is not None]


@pytest.mark.parametrize("size", [1, 1500])
@pytest.mark.parametrize("begin", range(0, 120, 20))
def test_parts_say_what_the_whole_says(begin: int, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PART", size)
    counts = []
    for seed in range(begin, begin + 20):
        records, whole = made(seed)
        parts = as_parts(records)
        if parts is not None:
            assert parts[0] == whole, seed
            counts.append(parts[1])
    assert len(counts) > 2
    assert sum(counts) > len(counts)


def test_evidence_goes_with_its_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    """An item of which the laboratory is named by its alias; one of two claims, which are one part; one of which nobody
    says where it is from.
    """
    monkeypatch.setattr(cutting, "PART", 1)
    of: Record = {"dossier": "large"}
    records: list[Record] = [
        {"type": "dossier", **of, "language": "en", "as_of": "2022-08-01"},
        {"type": "source", **of, "id": "lab", "name": "The laboratory", "kind": "institution", "aliases": ["Lab One"]},
        {"type": "source", **of, "id": "ann", "name": "Ann", "kind": "person"},
        {"type": "source", **of, "id": "bob", "name": "Bob", "kind": "person"},
        {"type": "document", **of, "id": "d", "publisher": "ann", "published": "2022-07-01"},
    ]
    for n in range(6):
        records.append({"type": "claim", **of, "id": f"c{n}", "text": f"Claim {n}."})
        records.append({"type": "statement", **of, "chain": "Ann", "in": "d", "says": {f"c{n}": "words"}})
    given: Record = {"type": "evidence", **of, "given_by": "Bob"}
    records += [
        given | {"id": "log", "shows": "c0", "authenticated_by": "LAB ONE"},
        given | {"id": "film", "refutes": ["c1", "c2"], "authenticated_by": "lab"},
        {"type": "evidence", **of, "id": "note", "shows": ["c3"]},
        given | {"id": "later", "shows": "c4", "authenticated_by": "lab", "on": "2022-09-01"},
    ]
    found = as_parts(records)
    assert found is not None
    # Five of claims, and that of the document.
    assert found == (as_whole(records), 6)
    rows = [json.loads(row) for row in found[0][0]]
    assert {row["claim"]: row["status"] for row in rows if row["kind"] == "claim"} == {
        "c0": "confirmed", "c1": "refuted", "c2": "refuted", "c3": "unconfirmed", "c4": "unconfirmed",
        "c5": "unconfirmed",
    }  # fmt: skip
    # What a name means, or whom, is decided with all of the dossier.
    for item in (
        {"id": "log", "name": "Ann"}, {"id": "AFP"}, {"id": "i", "name": "d"}, {"id": "bob"}, {"id": "d"},
        {"id": "i", "given_by": "Reuters"}, {"id": "i", "given_by": "Nobody known"}, {"id": "i", "shows": "c9"},
        {"id": "i", "given_by": "film"}, {"id": "i", "colour": "red"}, {"id": "i", "name": "film"}, {"id": 3},
    ):  # fmt: skip
        changed = [record for record in records if record.get("id") != "log"]
        assert as_parts([*changed, given | {"shows": "c0"} | item]) is None, item
    spoken = {"type": "statement", **of, "chain": "film → Ann", "in": "d", "says": {"c5": "words"}}
    assert as_parts([*records, spoken]) is None


def test_records_that_name_no_dossier_are_cut_where_they_are_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PART", 1)
    counts = []
    for seed in range(20):
        named = large_dossier(random.Random(seed), 8, "x")
        nameless = [{key: value for key, value in record.items() if key != "dossier"} for record in named]
        parts = as_parts(nameless, name="x")
        assert (parts is None) == (as_parts(named, name="x") is None), seed
        if parts is not None:
            assert parts[0] == as_whole(nameless), seed
            counts.append(parts[1])
        assert as_parts(nameless, name="x", elsewhere=Elsewhere(dossiers=True)) is None
    assert len(counts) > 5
    assert max(counts) > 5


def test_what_leads_to_very_many_documents_is_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PART", 1)
    monkeypatch.setattr(tables, "MAX_TIED_DOCUMENTS", 2)
    assert all(
        found is None or found[0] == whole for found, whole in ((as_parts(r), whole) for r, whole in those_cut())
    )
    head = {"type": "dossier", "dossier": "large", "id": "large"}
    records: list[Record] = [head]
    for n in range(5):
        before = {"revises": f"d{n - 1}"} if n else {}
        records += [
            {"type": "document", "dossier": "large", "id": f"d{n}", "publisher": "The Morning"} | before,
            {"type": "claim", "dossier": "large", "id": f"c{n}", "text": f"Claim {n}."},
            {"type": "statement", "dossier": "large", "chain": "Ann", "in": f"d{n}", "says": {f"c{n}": "words"}},
        ]
    # The head is told of with them.
    assert as_parts(records) == (as_whole(records), 1)
    monkeypatch.setattr(tables, "MAX_TIED_DOCUMENTS", 5)
    assert as_parts(records) == (as_whole(records), 10)


@pytest.mark.parametrize(
    ("chains", "cut"),
    [
        (["Ann («said», 2022-07-01)", "Bob"], True),
        # What was read as a name and a cue is a name later on.
        (["Ann (Paris)", "Ann (Paris)."], False),
        (["Ann?", "Bob"], True),
        # Whether the state speaks is inferred.
        (["Ann? → Russie", "Bob"], False),
        (["Ann", "→ Bob"], False),
    ],
)
def test_chains_of_which_all_of_a_dossier_has_to_know(chains: list[str], cut: bool) -> None:
    records: list[Record] = [{"type": "document", "dossier": "large", "id": "d", "publisher": "The Morning"}]
    for n, chain in enumerate(chains):
        records += [
            {"type": "claim", "dossier": "large", "id": f"c{n}", "text": f"Claim {n}."},
            {"type": "statement", "dossier": "large", "chain": chain, "in": "d", "says": {f"c{n}": "words"}},
        ]
    found = as_parts(records)
    assert (found is not None) == cut
    assert found is None or found[0] == as_whole(records)


def test_a_part_holds_the_sources_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = [
        {"id": "house", "name": "The house", "kind": "institution"},
        {"id": "ann", "name": "Ann", "kind": "person", "part_of": "The House"},
        {"id": "bob", "name": "Bob", "kind": "person"},
        {"id": "nobody", "name": "Nobody", "kind": "person", "part_of": "house"},
        {"id": "AFP", "name": "AFP", "kind": "agency"},
        {"id": "us", "name": "We", "kind": "state"},
    ]
    records: list[Record] = [{"type": "source", "dossier": "large", **source} for source in declared]
    for n, chain in enumerate(["Ann", "Bob"]):
        records += [
            {"type": "document", "dossier": "large", "id": f"d{n}", "publisher": "Gazette"},
            {"type": "claim", "dossier": "large", "id": f"c{n}", "text": f"Claim {n}."},
            {"type": "statement", "dossier": "large", "chain": chain, "in": f"d{n}", "says": {f"c{n}": "words"}},
        ]
    monkeypatch.setattr(cutting, "PART", 1)
    assert as_parts(records) == (as_whole(records), 4)
    parts: dict[str, list[str]] = {}
    for part, lines in LargeDossier(Path(SHOWN), SHOWN, "large", lines_of(records), Path()).parts():
        (own, *_) = [records[n - 1].get("id", "") for n, _ in lines if n not in part.elsewhere and n > 6]
        parts[own] = [records[n - 1]["id"] for n, _ in lines if n <= 6]
    # The first tells of the one that nobody names, with the house above it; the agency and the state are in each.
    assert parts == {
        "d0": ["house", "nobody", "AFP", "us"], "c0": ["house", "ann", "AFP", "us"], "d1": ["AFP", "us"],
        "c1": ["bob", "AFP", "us"],
    }  # fmt: skip
    # A document that is called as a source of another part is told so: this is no matter of one part.
    assert as_parts([*records, {"type": "document", "dossier": "large", "id": "bob", "publisher": "Gazette"}]) is None


def test_each_record_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PART", 1)
    for seed in range(12):
        records, _ = made(seed)
        large = LargeDossier(Path(SHOWN), SHOWN, "large", lines_of(records), Path())
        own = [n for part, lines in large.parts() for n, _ in lines if n not in part.elsewhere]
        assert len(own) == len(set(own))
        # Of a declared source that somebody names there is nothing to tell.
        left = {records[n - 1]["type"] for n in set(range(1, len(records) + 1)) - set(own)}
        assert not own or left <= {"source"}


def test_every_key_of_a_record_was_thought_of() -> None:
    """A key that becomes plain may lead from one part to another: what it does is to be thought of before it is here."""
    known = {
        "dossier": "title language as_of",
        "source": "name kind role part_of owned_by aliases basis reliability",
        "document": "publisher published retrieved language url archive headline read_at revises corrects retracts translates",
        "claim": "text about value status status_by contradicts narrower_than many running on",
        "statement": "chain own in says denies confirms questions no_comment evades no_evidence claim quote stance certainty"
        " text mode cue said_on only scope voice flagged because first_hand against_interest retracts",
        "evidence": "name kind given_by shows refutes authenticated_by on",
    }
    assert {kind: {"type", "dossier", "id", *keys.split()} for kind, keys in known.items()} == CUT_KEYS


def without(**changes: Any) -> Callable[[pytest.MonkeyPatch], Callable[[DossierPart], DossierPart]]:
    return lambda patch: lambda part: dataclasses.replace(part, **changes)


def with_patch(name: str, value: Any) -> Callable[[pytest.MonkeyPatch], Callable[[DossierPart], DossierPart]]:
    def change(patch: pytest.MonkeyPatch) -> Callable[[DossierPart], DossierPart]:
        patch.setattr(Tables, name, value)
        return lambda part: part

    return change


def without_evidence(patch: pytest.MonkeyPatch) -> Callable[[DossierPart], DossierPart]:
    """Items that stand in parts of their own, away from their claims."""
    add = EvidenceItems.add

    def alone(self: EvidenceItems, record: int, data: Record) -> list[str]:
        add(self, record, data)
        return []

    patch.setattr(EvidenceItems, "add", alone)
    return lambda part: part


def counted_anew(part: DossierPart) -> DossierPart:
    return dataclasses.replace(part, positions=tuple(range(len(part.positions))))


def without_joins(self: Tables) -> dict[int, int]:
    self._copies, self._crowded = set(), {}
    assert all(True for _ in self.documents.linked(lambda hashed: self._node(hashed, 1)))
    return {}


@pytest.mark.parametrize(
    "change",
    [
        without(numbers=()),
        without(implied=()),
        without(shipped=()),
        without(speaking=()),
        without(alike=frozenset()),
        without(elsewhere=frozenset()),
        without(is_first=True),
        lambda patch: counted_anew,
        with_patch("_joined_documents", without_joins),
        with_patch("_compare_questions", lambda self: None),
        with_patch("_join_with_claim", lambda self, node, claim: None),
        with_patch("_join_taken_back", lambda self: None),
        without_evidence,
    ],
    ids=["numbers", "implied", "shipped", "speaking", "alike", "elsewhere", "first", "positions", "documents", "questions",
         "ids", "taken back", "evidence"],
)  # fmt: skip
def test_what_is_left_out_would_be_missed(
    change: Callable[[pytest.MonkeyPatch], Callable[[DossierPart], DossierPart]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "PART", 1)
    right = those_cut()
    changed = change(monkeypatch)

    def is_seen(records: list[Record], whole: Told) -> bool:
        try:
            found = as_parts(records, changed)
        except KeyError:
            return True
        return found is None or found[0] != whole

    assert any(is_seen(records, whole) for records, whole in right)


def run(*arguments: str) -> list[str]:
    """The rows that a command writes, in some order."""
    CliRunner().invoke(main, ["audit", *arguments, "--output", "parquet=rows.parquet", "--force", "-q"])
    return sorted(json.dumps(row, default=str) for row in pyarrow.parquet.read_table("rows.parquet").to_pylist())


def cut_small(monkeypatch: pytest.MonkeyPatch, large: int = 2000, part: int = 1500) -> None:
    """Cut dossiers that are hardly large."""
    monkeypatch.setattr(cutting, "LARGE", large)
    monkeypatch.setattr(cutting, "PART", part)


def written(path: str, *dossiers: list[Record]) -> Path:
    lines = b"".join(line for one in dossiers for _, line in lines_of(one))
    Path(path).write_bytes(gzip.compress(lines) if path.endswith(".gz") else lines)
    return Path(path)


def plain_ones(count: int) -> list[list[Record]]:
    """Large dossiers that can be cut, each under its own name."""
    found = (records for records, _ in those_cut() if len(records) > 40)
    return [[r | {"dossier": f"large-{n}"} | ({"id": f"large-{n}"} if r["type"] == "dossier" else {}) for r in records]
            for n, records in zip(range(count), found)]  # fmt: skip


@pytest.mark.parametrize("kind", ["x.claims.jsonl", "x.claims.jsonl.gz", "scattered.claims.jsonl"])
def test_large_dossiers_among_others(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small = corpus(12)
    dossiers = [small[0], *plain_ones(4), *small[1:]]
    if kind.startswith("scattered"):
        records = [record for one in dossiers for record in one]
        random.Random(1).shuffle(records)
        dossiers = [records]
    written(kind, *dossiers)
    whole = run(kind)
    count = 0
    parts = LargeDossier.parts

    def counted(self: LargeDossier) -> Any:
        nonlocal count
        for found in parts(self):
            count += 1
            yield found

    cut_small(monkeypatch)
    monkeypatch.setattr(LargeDossier, "parts", counted)
    for jobs in ("1", "2", "3"):
        Path("rows.parquet.cache/run.json").unlink()
        for kept in Path("rows.parquet.cache").iterdir():
            kept.unlink()
        count = 0
        assert run(kind, "--jobs", jobs) == whole
        assert count > 8


def corpus_run(path: str) -> Any:
    return CorpusRun(CorpusArguments((Path(path),), (("parquet", Path("rows.parquet")),), force=True)).run()


def test_parts_are_kept_and_what_is_unchanged_is_not_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cut_small(monkeypatch)
    one, two = plain_ones(2)
    written("x.claims.jsonl", one, two)
    first = corpus_run("x.claims.jsonl")
    assert corpus_run("x.claims.jsonl").unchanged
    # At the end of the last dossier something is added: the parts before it stay.
    written("x.claims.jsonl", one, two, [{"type": "claim", "dossier": "large-1", "id": "new", "text": "A new claim."}])
    again = corpus_run("x.claims.jsonl")
    assert again.reused > 2
    assert again.tally.claims == first.tally.claims + 1
    whole = run("x.claims.jsonl")
    cut_small(monkeypatch, 1 << 30)
    written("y.claims.jsonl", one, two, [{"type": "claim", "dossier": "large-1", "id": "new", "text": "A new claim."}])
    assert [row.replace("y.claims", "x.claims") for row in run("y.claims.jsonl")] == whole


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_dossier_that_is_not_plain_is_audited_as_a_whole(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = plain_ones(3)
    named = {record["type"]: record["id"] for record in two if record["type"] in ("document", "claim")}
    faulty = {"type": "statement", "dossier": "large-1", "chain": "Ann", "in": named["document"], "stance": "sure"}
    faulty |= {"claim": named["claim"], "quote": "words"}
    written("x.claims.jsonl", one, [*two, faulty], three)
    whole = run("x.claims.jsonl")
    assert any("schema-violation" in row for row in whole)
    cut_small(monkeypatch)
    Path("x.claims.jsonl").rename("y.claims.jsonl")
    assert [row.replace("y.claims", "x.claims") for row in run("y.claims.jsonl", "--jobs", jobs)] == whole
    # It is known as a whole when another one changes.
    written("y.claims.jsonl", one, [*two, faulty], three[:-1])
    made_again = Path("made-again")
    audit = BatchAuditor.audit

    def noted(self: BatchAuditor, batch: Batch) -> Any:
        # In a process of its own.
        with made_again.open("ab") as stream:
            stream.writelines(line for _, line in batch.lines)
        return audit(self, batch)

    monkeypatch.setattr(BatchAuditor, "audit", noted)
    corpus_run("y.claims.jsonl")
    assert b"large-2" in made_again.read_bytes()
    assert b"large-1" not in made_again.read_bytes()


def test_a_part_that_kills_its_process_is_named_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    (records,) = plain_ones(1)
    claim = next(record["id"] for record in records if record["type"] == "claim")
    written("x.claims.jsonl", records)
    cut_small(monkeypatch, part=1)
    whole = [json.loads(row) for row in run("x.claims.jsonl")]
    audit = BatchAuditor.audit

    def killed(self: BatchAuditor, batch: Batch) -> Any:
        if any(json.loads(line).get("id") == claim for _, line in batch.lines):
            os.kill(os.getpid(), signal.SIGKILL)
        return audit(self, batch)

    monkeypatch.setattr(BatchAuditor, "audit", killed)
    Path("x.claims.jsonl").rename("y.claims.jsonl")
    rest = [json.loads(row) for row in run("y.claims.jsonl", "--jobs", "2")]
    (lost,) = [row for row in rest if row["kind"] == "lost"]
    assert "large-0" in lost["message"]
    assert "SIGKILL" in lost["message"]
    told = {row["claim"] for row in rest if row["kind"] == "claim"}
    assert told < {row["claim"] for row in whole if row["kind"] == "claim"}
    assert claim not in told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("provenance.toml", '[rules]\nunsorted-ids = "warning"\n'),
        ("sources.yaml", "sources: {ann: {name: Ann, kind: person}}\n"),
    ],
)
def test_what_asks_for_all_of_a_dossier_leaves_it_whole(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written("x.claims.jsonl", *plain_ones(1))
    Path(name).write_text(text, "utf-8")
    whole = run("x.claims.jsonl")
    cut_small(monkeypatch)
    monkeypatch.setattr(LargeDossier, "parts", lambda self: pytest.fail("it is cut"))
    Path("x.claims.jsonl").rename("y.claims.jsonl")
    assert [row.replace("y.claims", "x.claims") for row in run("y.claims.jsonl")] == whole


def test_a_hidden_name_leaves_it_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = {"type": "source", "dossier": "small", "id": "s", "name": "The Morning", "confidential": True}
    written("x.claims.jsonl", *plain_ones(1), [secret])
    whole = run("x.claims.jsonl")
    cut_small(monkeypatch)
    Path("x.claims.jsonl").rename("y.claims.jsonl")
    assert [row.replace("y.claims", "x.claims") for row in run("y.claims.jsonl")] == whole


def test_validating_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = plain_ones(3)
    faulty = {"type": "claim", "dossier": "large-1", "id": "odd", "text": ""}
    written("x.claims.jsonl", one, [*two, faulty], three, *corpus(3))

    def found() -> list[tuple[str, bool, int]]:
        asked: list[tuple[Any, bool]] = [("error", False), ("note", False), ("error", True)]
        done = [list(validated([Path("x.claims.jsonl")], 2, fail_on, None, all_, 80)) for fail_on, all_ in asked]
        return [
            ("".join(v.text for v in one), any(v.failed for v in one), sum(v.dossiers for v in one)) for one in done
        ]

    before = found()
    assert before[0][2] == 6
    cut_small(monkeypatch)
    assert found() == before


@pytest.mark.parametrize(
    ("publisher", "named"),
    [("The Morning", {"dossier": "large"}), ("AFP", {"dossier": "large"}), ("The Morning", {}), ("AFP", {})],
)
def test_a_large_dossier_without_a_fault_is_never_made(
    publisher: str, named: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    records: list[Record] = [{"type": "dossier", **named, "language": "en"}]
    for n in range(40):
        records += [
            {"type": "document", **named, "id": f"d{n}", "publisher": publisher},
            {"type": "claim", **named, "id": f"c{n}", "text": f"Claim {n}."},
            {"type": "statement", **named, "chain": "Ann", "in": f"d{n}", "says": {f"c{n}": "words"}},
        ]
    written("x.claims.jsonl", records)
    cut_small(monkeypatch)
    monkeypatch.setattr(validating, "whole_batch", lambda large: pytest.fail("it is made"))
    assert is_large(1, cutting.LINES + 1)
    (large,) = (one for one in batches.batches(RecordFile(Path("x.claims.jsonl")), Path()) if one is not None)
    assert isinstance(large, LargeDossier)
    assert BatchReader().is_faultless(large)
    (found,) = validated([Path("x.claims.jsonl")], 1, "error", None, False, 80)
    assert (found.text, found.failed, found.dossiers) == ("", False, 1)


def test_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two stories with nothing in common but names: each is a part, and is told of as in the whole."""
    head = {"type": "dossier", "dossier": "large", "id": "large", "language": "en", "as_of": "2022-08-01"}
    monkeypatch.setattr(cutting, "PART", 1)
    records: list[Record] = [
        head,
        {"type": "document", "dossier": "large", "id": "a", "publisher": "The Morning", "published": "2022-07-01"},
        {"type": "document", "dossier": "large", "id": "b", "publisher": "The Morning", "published": "2022-07-01"},
        {"type": "document", "dossier": "large", "id": "c", "publisher": "the morning", "retracts": "b"},
        {"type": "document", "dossier": "large", "id": "e", "publisher": "Gazette"},
        {"type": "claim", "dossier": "large", "id": "one", "text": "One."},
        {"type": "claim", "dossier": "large", "id": "two", "text": "Two."},
        {"type": "statement", "dossier": "large", "chain": "Ann", "in": "a", "says": {"one": "words"}},
        {"type": "statement", "dossier": "large", "chain": "Ann → b", "in": "e", "says": {"two": "words"}},
        {"type": "statement", "dossier": "large", "chain": "AFP → Ann", "in": "e", "says": {"two": "words"}},
    ]
    large = LargeDossier(Path(SHOWN), SHOWN, "large", lines_of(records), Path())
    parts = list(large.parts())
    # The four documents and the two claims; what `two` needs are the head, and `e` and `b` with its retraction.
    assert [[number for number, _ in lines if number not in part.elsewhere] for part, lines in parts] == [
        [1, 2], [3], [4], [5], [6, 8], [7, 9, 10],
    ]  # fmt: skip
    assert [number for number, _ in parts[-1][1]] == [1, 3, 4, 5, 7, 9, 10]
    assert parts[-1][0].positions == (1, 2)
    auditor = BatchAuditor(AuditOptions(), None, "warning")
    rows, tally = auditor.audit(Batch(Path(SHOWN), SHOWN, parts[-1][1], part=parts[-1][0]))
    claim, *findings = rows
    assert (claim["claim"], claim["status"], claim["line"], tally.dossiers) == ("two", "unconfirmed", 7, 0)
    by_rule = {row["rule"]: row for row in findings}
    # The third record of a statement; the second document of that paper and day, in both parts called « no. 2 ».
    assert by_rule["chain-reversed"]["subject"] == "#3"
    assert by_rule["retracted-source-used"]["message"].startswith("The Morning (1 July 2022), no. 2 was retracted")
