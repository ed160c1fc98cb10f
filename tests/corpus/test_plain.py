"""Two ways through a corpus, one answer: what is read by the short way is what the long way reads, row for row."""

import dataclasses
import gc
import itertools
import json
import random
import shutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpora import records as benchmark_records
from provenance.auditing import AuditOptions
from provenance.corpus import auditing
from provenance.corpus.auditing import BatchAuditor, BatchReader, Tally
from provenance.corpus.batches import Batch
from provenance.corpus.listing import batches_in
from provenance.corpus.reading import RecordFile
from provenance.corpus.store import figures_of
from provenance.corpus.stretches import Stretch, batch_of
from provenance.corpus.validating import validated
from provenance.files.discover import claim_files
from provenance.files.faultless import FaultFinder
from provenance.files.located import Unreadable
from provenance.files.raw import read_raw
from provenance.model import dates
from provenance.model.dossier import Dossier
from provenance.model.policy import POLICIES
from tests.corpus.made import corpus
from tests.corpus.odd import changed, odd_dossier, plain_dossier, records_of, write_lines

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIGURATION = """
[rules]
unarchived-source = "warning"
single-origin = "off"
unsorted-ids = "error"

[[suppress]]
rule = "unconfirmed-claim"
reason = "the desk knows"
"""
REGISTRY = "sources: {ann: {name: Ann, kind: person, part_of: house}, house: {name: The house, kind: government}}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What switches the short way off, when it is asked to."""
    with monkeypatch.context() as patch:
        yield patch


def batches(path: Path) -> list[Batch]:
    file = RecordFile(path)
    held = [one for one in batches_in(file, path.parent) if one is not None]
    return [batch_of(one.read(file) if isinstance(one, Stretch) else one) for one in held]


def without_short_way(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(auditing, "plain_dossier", lambda name, records, file, line: None)


def read(path: Path) -> list[Dossier]:
    reader, tally = BatchReader(), Tally()
    return [dossier for batch in batches(path) for dossier in reader.dossiers(batch, tally)]


def audited(path: Path, options: AuditOptions, language: str | None) -> list[Any]:
    auditor = BatchAuditor(options, language, "warning")
    done = [auditor.audit(batch) for batch in batches(path)]
    return [(rows, figures_of(tally)) for rows, tally in done]


def data_of(value: Any) -> Any:
    """Everything that an object holds, but the functions."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return type(value).__name__, [(name, data_of(one)) for name, one in held if not callable(one)]
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, dict):
        return [(key, data_of(one)) for key, one in value.items()]
    return [data_of(one) for one in value] if isinstance(value, list | tuple) else value


def pointers(dossier: Dossier) -> list[tuple[Any, ...]]:
    held = [*dossier.sources.values(), *dossier.documents.values(), *dossier.claims.values(), *dossier.statements]
    found = [one.pointer for one in held if one.pointer]
    return [*found, *((*pointer, "publisher") for pointer in found), (), ("as_of",), ("policy",), ("nothing", "there")]


def assert_same_reading(path: Path, patch: pytest.MonkeyPatch) -> int:
    """How many dossiers were read by the short way."""
    short: list[bool] = []
    original = auditing.plain_dossier

    def counted(*arguments: Any) -> Dossier | None:
        found = original(*arguments)
        short.append(found is not None)
        return found

    patch.setattr(auditing, "plain_dossier", counted)
    quick = read(path)
    without_short_way(patch)
    for one, other in zip(quick, read(path), strict=True):
        assert data_of(one) == data_of(other)
        for pointer in pointers(other):
            for key in (False, True):
                assert one.place(pointer, key) == other.place(pointer, key)
        assert one.source_lines(one.file, 2) == other.source_lines(other.file, 2)
    patch.setattr(auditing, "plain_dossier", original)
    return sum(short)


def assert_same_audit(path: Path, patch: pytest.MonkeyPatch, options: AuditOptions, language: str | None) -> None:
    original = auditing.plain_dossier
    quick = audited(path, options, language)
    without_short_way(patch)
    assert quick == audited(path, options, language)
    patch.setattr(auditing, "plain_dossier", original)


@pytest.mark.parametrize("seed", range(6))
def test_random_dossiers_are_read_and_audited_alike(seed: int, long_way: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    made = [plain_dossier(rng, f"story-{n}") for n in range(60)]
    path = write_lines(Path("c.claims.jsonl"), made, rng)
    assert assert_same_reading(path, long_way) > 10
    assert_same_audit(path, long_way, AuditOptions(), None)


def test_records_that_name_no_dossier_are_read_and_audited_alike(long_way: pytest.MonkeyPatch) -> None:
    short = 0
    for seed in range(12):
        rng = random.Random(seed)
        records = [
            {key: value for key, value in record.items() if key != "dossier"}
            for record in plain_dossier(rng, f"c{seed}")
        ]
        path = write_lines(Path(f"c{seed}.claims.jsonl"), [records], rng)
        short += assert_same_reading(path, long_way)
        assert_same_audit(path, long_way, AuditOptions(), None)
    assert short > 3


@pytest.mark.parametrize("seed", range(12))
def test_odd_dossiers_are_read_and_audited_alike(seed: int, long_way: pytest.MonkeyPatch) -> None:
    rng = random.Random(f"odd {seed}")
    make = (plain_dossier, plain_dossier, odd_dossier)
    made = [rng.choice(make)(rng, f"story-{n}") for n in range(12)]
    path = write_lines(Path("c.claims.jsonl"), made, rng, rng.choice([0, 0, 0.01]))
    assert_same_reading(path, long_way)
    options = AuditOptions(
        as_of=rng.choice([None, dates.parse("2022-07-06")]),
        policy=rng.choice([None, POLICIES["three-independent"]]),
        secrets=rng.choice([(), ("Bob", "Iouri Ouchakov")]),
        show_confidential=rng.random() < 0.2,
    )
    assert_same_audit(path, long_way, options, rng.choice([None, "fr", "en"]))


@pytest.mark.parametrize("beside", ["registry", "configuration", "both"])
def test_what_stands_beside_a_corpus_counts_for_all_of_it(beside: str, long_way: pytest.MonkeyPatch) -> None:
    if beside in ("registry", "both"):
        Path("sources.yaml").write_text(REGISTRY, "utf-8")
    if beside in ("configuration", "both"):
        Path("provenance.toml").write_text(CONFIGURATION, "utf-8")
    rng = random.Random(beside)
    path = write_lines(Path("c.claims.jsonl"), [plain_dossier(rng, f"story-{n}") for n in range(30)], rng)
    assert_same_reading(path, long_way)
    assert_same_audit(path, long_way, AuditOptions(), None)


def test_every_dossier_of_the_tree(long_way: pytest.MonkeyPatch) -> None:
    made = []
    for number, file in enumerate(claim_files([ROOT / "seeds", ROOT / "tests", ROOT / "templates"])):
        try:
            made += [records_of(raw.data, f"{file.stem}-{number}") for raw in read_raw(file, str(file))]
        except Unreadable:
            continue
    assert len(made) > 5
    with Path("c.claims.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, default=str) + "\n" for records in made for record in records)
    assert_same_reading(Path("c.claims.jsonl"), long_way)
    assert_same_audit(Path("c.claims.jsonl"), long_way, AuditOptions(), None)


def test_the_corpora_of_tests_and_of_the_benchmark(long_way: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)
    path = write_lines(Path("made.claims.jsonl"), corpus(60), rng)
    assert_same_audit(path, long_way, AuditOptions(), None)
    shutil.rmtree("made.claims.jsonl.cache", ignore_errors=True)
    bench = Path("bench.claims.jsonl")
    with bench.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in benchmark_records(500))
    assert assert_same_reading(bench, long_way) > 45
    assert_same_audit(bench, long_way, AuditOptions(), None)


@pytest.mark.parametrize("beside", ["", CONFIGURATION])
def test_what_is_passed_over_as_faultless_has_no_fault(beside: str, long_way: pytest.MonkeyPatch) -> None:
    if beside:
        Path("provenance.toml").write_text(beside, "utf-8")
    rng = random.Random(7)
    makers = (plain_dossier, plain_dossier, odd_dossier)
    for number in range(8):
        made = [rng.choice(makers)(rng, f"story-{n}") for n in range(10)]
        path = write_lines(Path(f"c{number}.claims.jsonl"), made, rng, rng.choice([0, 0, 0.01]))
        asked: tuple[Any, ...] = ([path], 1, rng.choice(["error", "note"]), None, rng.random() < 0.3, 100)
        quick = list(validated(*asked))
        with long_way.context() as patch:
            patch.setattr(FaultFinder, "is_faultless", lambda self, records, written: False)
            without_short_way(patch)
            for one, other in zip(quick, validated(*asked), strict=True):
                said = (one.text, one.dossiers, one.failed, one.lost)
                assert said == (other.text, other.dossiers, other.failed, other.lost)


@pytest.mark.parametrize("seed", range(2))
def test_one_thing_that_is_wrong_is_not_passed_over(seed: int, long_way: pytest.MonkeyPatch) -> None:
    """Of dossiers without a fault, each changed in one place: in a record, or in how it is written."""
    rng = random.Random(f"one {seed}")
    grouped = itertools.groupby(benchmark_records(600, seed), lambda record: record["dossier"])
    with Path("c.claims.jsonl").open("w", encoding="utf-8") as stream:
        for _, held in grouped:
            records = list(held)
            if rng.random() < 0.6:
                records = changed(rng, records)
            lines = [json.dumps(record) for record in records]
            if rng.random() < 0.5:
                at = rng.randrange(len(lines))
                key = rng.choice(list(records[at]))
                again = json.dumps(records[at][key])
                lines[at] = rng.choice(
                    [
                        f'{lines[at][:-1]}, "{key}": {again}}}',
                        f'{lines[at][:-1]}, "{key}" : {again}}}',
                        lines[at].replace('":', '" :', 1),
                        lines[at][:-2] + ': \\":"}' if lines[at].endswith('"}') else lines[at],
                    ]
                )
            stream.writelines(f"{line}\n" for line in lines)
    asked: tuple[Any, ...] = ([Path("c.claims.jsonl")], 1, "error", None, False, 100)
    quick = list(validated(*asked))
    with long_way.context() as patch:
        patch.setattr(FaultFinder, "is_faultless", lambda self, records, written: False)
        without_short_way(patch)
        slow = list(validated(*asked))
    for one, other in zip(quick, slow, strict=True):
        assert (one.text, one.dossiers, one.failed, one.lost) == (other.text, other.dossiers, other.failed, other.lost)
    assert slow[0].failed


@pytest.mark.parametrize(
    ("changes", "faultless"),
    [
        ({}, True),
        ({"publisher": "Reuterss"}, False),  # nearly that of the first document, which brought its names with it
        ({"revises": "doc0"}, True),
        ({"revises": "doc2"}, False),
        ({"published": "no day"}, False),
        ({"file": "article.txt"}, False),
    ],
)
def test_what_is_certain_to_have_no_fault(changes: dict[str, str], faultless: bool) -> None:
    first = "Reuters" if "publisher" in changes else "Outlet B"
    made: list[dict[str, Any]] = [
        {"type": "document", "dossier": "d", "id": "doc0", "publisher": first},
        {"type": "document", "dossier": "d", "id": "doc1", "publisher": "Outlet A", **changes},
        {"type": "document", "dossier": "d", "id": "doc2", "publisher": "Outlet C"},
        {"type": "claim", "dossier": "d", "id": "c1", "text": "A claim."},
        {"type": "statement", "dossier": "d", "chain": "Ann → AFP", "in": "doc1", "says": {"c1": "words"}},
    ]
    lines = [json.dumps(one).encode() for one in made]
    assert FaultFinder().unsure(lines, json.loads) == (([], 1) if faultless else (list(range(5)), 0))


@pytest.mark.parametrize(
    ("place", "change"),
    [
        *((place, {"colour": "red"}) for place in range(6)),
        *((place, {"type": "source"}) for place in range(6)),
        *((place, {"id": ""}) for place in (1, 2, 3, 4, 5)),
        *((0, change) for change in ({"language": "de"}, {"title": ""}, {"as_of": "soon"}, {"id": None})),
        *((2, change) for change in ({"id": "doc0"}, {"id": "x" * 300}, {"url": ""}, {"publisher": ["A"]}, {"url": 5})),
        *((2, change) for change in ({"revises": "doc1"}, {"publisher": None}, {"retrieved": ""}, {"id": ["doc1"]})),
        *((4, change) for change in ({"id": "c1"}, {"text": None}, {"text": 4}, {"value": ""}, {"status": "sure"})),
        *(
            (4, change)
            for change in ({"contradicts": "c9"}, {"contradicts": "c2"}, {"narrower_than": "c2"}, {"value": True})
        ),
        *(
            (5, change)
            for change in ({"in": "doc9"}, {"in": ["doc0"]}, {"in": None}, {"chain": "Ann →"}, {"chain": "→"})
        ),
        *(
            (5, change)
            for change in ({"chain": "Ann?"}, {"chain": "Ann (1)"}, {"chain": 7}, {"chain": ""}, {"own": True})
        ),
        *((5, {"says": said}) for said in ({"c9": "words"}, {"c1": ""}, {"c1": None}, {}, "c1", ["c1"], None)),
        *((5, change) for change in ({"claim": "c1", "quote": "words"}, {"stance": "denies"}, {"quote": "words"})),
        *((5, {"says": None, "claim": "c1", **more}) for more in ({}, {"quote": ""}, {"quote": "a", "stance": "loud"})),
        *((7, {"id": name}) for name in ("doc0", "", "x" * 300, 5, None)),
        *((8, {"id": name}) for name in ("c1", "", "x" * 300, 5, None)),
        *(
            (place, {key: "left out"})
            for place, key in ((7, "publisher"), (7, "id"), (8, "text"), (8, "id"), (6, "in"))
        ),
        *((place, {key: "left out"}) for place, key in ((5, "says"), (6, "claim"), (6, "quote"))),
        *((5, {"says": None, "quote": "a", **more}) for more in ({}, {"claim": "c9"}, {"claim": ["c1"]})),
    ],
)
def test_whatever_may_be_wrong_is_not_certain(place: int, change: dict[str, Any]) -> None:
    made: list[dict[str, Any]] = [
        {"type": "dossier", "dossier": "d", "id": "d", "title": "A title", "language": "en", "as_of": "2022-07-09"},
        {"type": "document", "dossier": "d", "id": "doc0", "publisher": "Outlet B", "published": "2022-07-01"},
        {"type": "document", "dossier": "d", "id": "doc1", "publisher": "Outlet A", "revises": "doc0"},
        {"type": "claim", "dossier": "d", "id": "c1", "text": "A claim."},
        {"type": "claim", "dossier": "d", "id": "c2", "text": "Another.", "value": 5, "contradicts": "c1"},
        {"type": "statement", "dossier": "d", "id": "s1", "chain": "Ann → AFP", "in": "doc1", "says": {"c1": "words"}},
        {"type": "statement", "dossier": "d", "id": "s2", "own": True, "in": "doc0", "claim": "c2", "quote": "words"},
        {"type": "document", "dossier": "d", "id": "doc2", "publisher": "Outlet A"},
        {"type": "claim", "dossier": "d", "id": "c3", "text": "A third."},
    ]
    finder = FaultFinder()

    def unsure() -> tuple[list[int], int] | None:
        lines = [json.dumps({key: value for key, value in one.items() if value != "left out"}) for one in made]
        return finder.unsure([line.encode() for line in lines], json.loads)

    assert unsure() == ([], 1)
    says_otherwise = place == 5 and change.get("says", "") is None and len(change) > 1
    made[place] |= change | ({"says": "left out"} if says_otherwise else {})
    assert unsure() == (list(range(9)), 0)
    made.append(made.pop(place))
    assert unsure() == (list(range(9)), 0)


def test_dossiers_are_told_apart() -> None:
    finder = FaultFinder()
    lines = [json.dumps({"type": "dossier", "dossier": name, "id": name}).encode() for name in ("a", "b", "c" * 300)]
    assert finder.unsure(lines, json.loads) == ([2], 2)
    assert finder.unsure([lines[0], lines[1], lines[0]], json.loads) is None
    for line in (b"{", b"[]", b"5", b"", b'{"type": "claim"}', b'{"type": "claim", "dossier": 5}'):
        assert finder.unsure([lines[0], line], json.loads) is None


def test_what_was_read_by_the_short_way_is_freed_without_a_search_for_circles() -> None:
    path = Path("bench.claims.jsonl")
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in benchmark_records(300))
    auditor, (batch,) = BatchAuditor(AuditOptions(), None, "warning"), batches(path)
    auditor.audit(batch)
    gc.collect()
    gc.disable()
    try:
        auditor.audit(batch)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_difference_would_be_seen(long_way: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    path = write_lines(Path("c.claims.jsonl"), [plain_dossier(rng, f"story-{n}") for n in range(20)], rng)
    original = auditing.plain_dossier

    def wrong(*arguments: Any) -> Dossier | None:
        found = original(*arguments)
        return found if found is None else dataclasses.replace(found, statements=found.statements[:-1])

    long_way.setattr(auditing, "plain_dossier", wrong)
    with pytest.raises(AssertionError):
        assert_same_audit(path, long_way, AuditOptions(), None)


def test_a_document_that_is_called_as_a_source_is_told_so(long_way: pytest.MonkeyPatch) -> None:
    records = [
        {"type": "source", "dossier": "t", "id": "a", "name": "Ann"},
        {"type": "document", "dossier": "t", "id": "a", "publisher": "Ann"},
        {"type": "claim", "dossier": "t", "id": "c", "text": "It is so."},
        {"type": "statement", "dossier": "t", "chain": "Ann", "in": "a", "says": {"c": "it is so"}},
    ]
    path = write_lines(Path("x.claims.jsonl"), [records], random.Random(1))
    assert assert_same_reading(path, long_way) == 0
    assert_same_audit(path, long_way, AuditOptions(), None)
