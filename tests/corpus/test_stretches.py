"""Batches found as ranges of bytes are the batches found line by line, whatever the file looks like."""

import gzip
import io
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.corpus import batches as cutting
from provenance.corpus import reading
from provenance.corpus.batches import Batch, Numbered, Scattered
from provenance.corpus.keys import batch_key
from provenance.corpus.large import cutting as large
from provenance.corpus.reading import RecordFile, TooLong
from provenance.corpus.stretches import Stretch, batch_of, held_batches, stretches
from provenance.model.errors import InputError
from tests.corpus.odd import plain_dossier, write_lines

NAMES = ["a", "b", "story-1", "é", "x y", 'q"q', "back\\slash", "", "dossier", "n" * 90]
#: What lines look like, given a dossier and another one.
LINES: list[Callable[[str, str], str]] = [
    lambda name, other: json.dumps({"type": "dossier", "dossier": name, "id": name}),
    lambda name, other: json.dumps({"type": "claim", "dossier": name, "id": "c1", "text": "words"}),
    lambda name, other: json.dumps({"type": "claim", "dossier": name, "text": 'the "dossier": "z" of it'}),
    lambda name, other: json.dumps({"type": "claim", "dossier": name}, separators=(",", ":"), ensure_ascii=False),
    lambda name, other: json.dumps({"dossier": name, "type": "claim", "text": "é" * 40}, ensure_ascii=False),
    lambda name, other: json.dumps({"id": "c1", "type": "claim", "dossier": name}),
    lambda name, other: json.dumps({"type": "dossier", "id": name}),
    lambda name, other: json.dumps({"type": "claim", "id": "c1"}),
    lambda name, other: json.dumps({"type": "dossier", "dossier": name, "dossier2": other}) + " ",
    lambda name, other: f'{{"type": "claim", "dossier": {json.dumps(name)}, "dossier": {json.dumps(other)}}}',
    lambda name, other: f'{{"type": "dossier", "dossier": {json.dumps(name)}, "dossier" : {json.dumps(other)}}}',
    lambda name, other: f'  {{ "type" : "claim" , "dossier" : {json.dumps(name)} }}',
    lambda name, other: f'\f{{"type": "claim", "dossier": {json.dumps(name)}}}',
    lambda name, other: f'{{"type": "dossier", "dossier": {json.dumps(name)}, broken',
    lambda name, other: f'{{"type": "claim", "dossier": {json.dumps(name)}',
    lambda name, other: '{"type": "claim", "dossier": "' + name.strip('"\\'),
    lambda name, other: f'{{"type": "Claim", "dossier": {json.dumps(name)}}}',
    lambda name, other: '{"type": "claim", "dossier": 5}',
    lambda name, other: "no record",
    lambda name, other: "[]",
    lambda name, other: "",
    lambda name, other: " \t",
    lambda name, other: "\ufeff" + json.dumps({"type": "claim", "dossier": name}),
    lambda name, other: json.dumps({"type": "claim", "dossier": name, "text": "words " * 30}),
]
Lines = list[tuple[int, bytes]]


def cut(file: RecordFile, batches: Iterator[Any], whole: Callable[[Any], Batch]) -> tuple[list[Lines], str, list[str]]:
    """The lines of each batch, how it ended, and what was lost."""
    found, end = [], "whole"
    try:
        for one in batches:
            found.append(list(whole(one).lines))
    except Scattered:
        end = "scattered"
    except TooLong:
        end = "too long"
    except InputError as error:
        end = str(error)
    return found, end, [str(one) for one in file.lost]


def checked(stretch: Stretch) -> Batch:
    """Its batch, which is kept under the same hash."""
    batch = stretch.batch()
    assert batch_key(stretch, "") == batch_key(batch, "")
    assert stretch.count == len(stretch.lines())
    return batch


def assert_same_batches(path: Path) -> str:
    """How the file ends, by both ways."""
    by_line, by_range = RecordFile(path), RecordFile(path)
    wanted = cut(by_line, cutting.in_order(by_line, by_line.lines(), path.parent), lambda batch: batch)
    given = cut(by_range, stretches(by_range), lambda one: checked(one.read(by_range)))
    if wanted[1] == "scattered":
        # Then what came before counts for nothing.
        wanted, given = (wanted[0][: len(given[0])], *wanted[1:]), given
    if given[1] == "too long":
        # Then it is cut line by line.
        assert any("a line of more than" in lost for lost in wanted[2]) or wanted[1] == "scattered"
        return wanted[1]
    assert given == wanted
    return wanted[1]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(cutting, "SMALL", 150)
    monkeypatch.setattr(cutting, "LARGE", 900)
    monkeypatch.setattr(cutting, "_EVERY", 2)
    return monkeypatch


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(LINES), min_size=1, max_size=6)), max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.integers(2, 400),
    st.integers(100, 2000),
    st.booleans(),
)
def test_odd_lines_at_the_edges_of_blocks(
    dossiers: list[tuple[str, list[Callable[[str, str], str]]]],
    end: str,
    closed: bool,
    block: int,
    longest: int,
    apart: bool,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("SMALL", 150), ("LARGE", 900), ("_EVERY", 2)):
            patch.setattr(cutting, name, value)
        patch.setattr(reading, "_BLOCK", block)
        patch.setattr(reading, "MAX_LINE", longest)
        # Most dossiers stand together, as otherwise little would be looked at.
        named = [(name if apart else f"{name}{number}", lines) for number, (name, lines) in enumerate(dossiers)]
        text = end.join(line(name, "other") for name, lines in named for line in lines) + (end if closed else "")
        path = Path("odd.claims.jsonl")
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        assert_same_batches(path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("block", [7, 100, 4096, 1 << 20])
def test_many_dossiers(block: int, small: pytest.MonkeyPatch) -> None:
    small.setattr(reading, "_BLOCK", block)
    rng = random.Random(block)
    made = [plain_dossier(rng, f"story-{n}") for n in range(40)]
    assert assert_same_batches(write_lines(Path("c.claims.jsonl"), made, rng, 0.02)) == "whole"
    assert assert_same_batches(write_lines(Path("d.claims.jsonl"), [*made, made[3]], rng)) == "scattered"


def test_most_of_a_file_is_found_without_a_look_at_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        json.dumps({"type": kind, "dossier": f"d{n}", "id": f"{kind}{m}"})
        for n in range(50)
        for kind, many in (("dossier", 1), ("claim", 20))
        for m in range(many)
    ]
    Path("c.claims.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    looked: list[bytes] = []
    real = cutting.dossier_of
    monkeypatch.setattr(
        "provenance.corpus.stretches.dossier_of", lambda line, *others: looked.append(line) or real(line, *others)
    )
    assert_same_batches(Path("c.claims.jsonl"))
    assert len(looked) <= 2 * 50


def test_a_file_that_is_not_there_or_holds_nothing() -> None:
    assert "No such file" in assert_same_batches(Path("missing.claims.jsonl"))
    Path("empty.claims.jsonl").write_bytes(b"")
    assert assert_same_batches(Path("empty.claims.jsonl")) == "whole"
    Path("blank.claims.jsonl").write_bytes(b"\n \n\r\n")
    assert assert_same_batches(Path("blank.claims.jsonl")) == "whole"


def test_a_line_that_is_too_long_is_passed_over(small: pytest.MonkeyPatch, folder: Path) -> None:
    small.setattr(reading, "MAX_LINE", 200)
    long = json.dumps({"type": "claim", "dossier": "b", "text": "x" * 500})
    one, other = (json.dumps({"type": "claim", "dossier": name, "text": "x"}) for name in "ac")
    for block in (50, 1000):
        small.setattr(reading, "_BLOCK", block)
        for lines in ([long], [one, long], [one, one, long, one, other], [one, "", long], [long, other]):
            Path("c.claims.jsonl").write_text("\n".join(lines), "utf-8")
            file = RecordFile(Path("c.claims.jsonl"))
            given: list[Any] = []
            for piece in held_batches(file, folder):
                given = [] if piece is cutting.RESTART else [*given, piece]
            kept = [
                line
                for piece in given
                for _, line in batch_of(piece.read(file) if isinstance(piece, Stretch) else piece).lines
            ]
            assert [line.decode().strip() for line in kept] == [line for line in lines if line not in ("", long)]
            assert [lost.line for lost in file.lost] == [lines.index(long) + 1]


def test_other_files_are_cut_line_by_line(small: pytest.MonkeyPatch, folder: Path) -> None:
    rng = random.Random(4)
    path = write_lines(Path("c.claims.jsonl"), [plain_dossier(rng, f"story-{n}") for n in range(9)], rng)
    Path("c.claims.jsonl.gz").write_bytes(gzip.compress(path.read_bytes()))
    file = RecordFile(path)
    by_range = [one.read(file).batch().lines for one in held_batches(file, folder)]
    assert [batch.lines for batch in held_batches(RecordFile(Path("c.claims.jsonl.gz")), folder)] == by_range
    assert len(by_range) > 2


def test_whoever_reads_a_part_of_a_pipe_does_not_move_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'{"dossier": "a"}\n{"dossier": "b"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    file = RecordFile(Path("-"))
    file.keep(folder)
    blocks = file.blocks()
    assert file.part(17, 5) == data[17:22]
    assert b"".join(blocks) == data
    assert file.part(30, 99) == data[30:]
    file.close()


@pytest.mark.parametrize("block", [7, 100, 1 << 20])
def test_a_dossier_that_is_too_large_is_found_among_others(
    tmp_path: Path, small: pytest.MonkeyPatch, block: int
) -> None:
    """As it is where lines are looked at one by one: what stands before it is a batch, what comes behind it others."""
    small.setattr(large, "LARGE", 2000)
    small.setattr("provenance.corpus.stretches._BLOCK", block)
    path = tmp_path / "c.claims.jsonl"
    records = [
        json.dumps({"type": "claim", "dossier": name, "id": f"c{n}", "text": "x" * 40})
        for name, count in (("a", 3), ("b", 60), ("c", 2), ("d", 90), ("e", 1))
        for n in range(count)
    ]
    records.insert(30, "")
    path.write_text("\n".join(records), "utf-8")

    def told(given: Iterable[Any]) -> list[tuple[str, list[Numbered]]]:
        return [
            (one.name, list(one.lines())) if isinstance(one, large.LargeDossier) else ("", list(batch_of(one).lines))
            for one in given
        ]

    by_line, by_range = RecordFile(path), RecordFile(path)
    found = held_batches(by_range, tmp_path)
    given = told(one.read(by_range) if isinstance(one, Stretch) else one for one in found)
    assert given == told(cutting.in_order(by_line, by_line.lines(), tmp_path))
    assert [name for name, _ in given if name] == ["b", "d"]
    assert [line for _, lines in given for line in lines] == list(RecordFile(path).lines())
