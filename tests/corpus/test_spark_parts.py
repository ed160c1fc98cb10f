"""What workers of Spark do, done here without Spark: pieces of files counted and numbered, whole dossiers audited."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.corpus.asked import CorpusArguments
from provenance.corpus.reading import RecordFile
from provenance.corpus.rows import schema
from provenance.corpus.spark import sources as files
from provenance.corpus.spark.auditing import TALLY, Auditor
from provenance.corpus.spark.records import Piece, RecordReader
from provenance.corpus.spark.session import why
from provenance.corpus.spark.sources import InputFile, address, groups, plain_address, too_large
from provenance.files.raw import Elsewhere
from tests.corpus.made import corpus, write
from tests.corpus.test_corpus import one_by_one


def source(path: str, size: int = 1) -> InputFile:
    where = Path(path).absolute()
    kind: files.Kind = "lines" if path.endswith(".jsonl") else "whole"
    return InputFile(path, f"file:{where}", kind, size, 0, where)


def pieces_of(path: Path, sizes: list[int]) -> list[tuple[int, list[bytes]]]:
    """Lines of a file as Spark gives them: in pieces that begin at some bytes, each with the lines that begin in it."""
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    found: list[tuple[int, list[bytes]]] = [(start, []) for start in starts]
    at = 0
    for line in path.read_bytes().split(b"\n")[:-1]:
        max((piece for piece in found if piece[0] <= at), key=lambda piece: piece[0])[1].append(line)
        at += len(line) + 1
    return [piece for piece in found if piece[1]]


def in_arrow(source: InputFile, pieces: list[tuple[int, list[bytes]]]) -> Iterator[Any]:
    for start, lines in pieces:
        path = source.uri.replace(" ", "%20")
        columns = {"value": pyarrow.array(lines, pyarrow.binary()), "path": [path] * len(lines)}
        yield pyarrow.record_batch(columns | {"start": pyarrow.array([start] * len(lines), pyarrow.int64())})


def rows(batches: Iterator[Any]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lines_have_the_numbers_that_they_have_in_their_file_wherever_it_is_cut() -> None:
    path = write(Path("a b.claims.jsonl"), corpus(20))
    lines = path.read_bytes().split(b"\n")
    lines[3:3] = [b"", b"  \r", b"{broken", b"\xff\xfe"]
    path.write_bytes(b"\n".join(lines))
    wanted = [(number, line.rstrip(b"\n")) for number, line in RecordFile(path).lines()]
    one = source("a b.claims.jsonl")
    rng = random.Random(1)
    for _ in range(20):
        pieces = pieces_of(path, [rng.randint(1, 3000) for _ in range(30)])
        # The pieces of one file are read by several workers, in any order.
        counted = [found for piece in pieces for found in rows(RecordReader((one,)).pieces(in_arrow(one, [piece])))]
        first: dict[Piece, int] = {}
        before = 0
        for found in sorted(counted, key=lambda found: found["start"]):
            first[found["file"], found["start"]] = before
            before += found["lines"]
        rng.shuffle(pieces)
        numbered = rows(RecordReader((one,), first).lines(in_arrow(one, pieces)))
        assert sorted((row["number"], row["line"]) for row in numbered) == wanted


def test_a_piece_that_was_not_counted_is_refused() -> None:
    one = source("a.claims.jsonl")
    with pytest.raises(RuntimeError, match=r"a\.claims\.jsonl has changed while it was read"):
        rows(RecordReader((one,)).lines(in_arrow(one, [(7, [b"{}"])])))


def test_the_first_pass_finds_names_and_the_words_of_what_cannot_be_read() -> None:
    secret = {"type": "source", "dossier": "d", "id": "w", "name": "Éponine Thénardier", "confidential": True}
    lines = [json.dumps(secret).encode(), b'{"type": "claim", "dossier": "d", "id": "Marius Pontmercy"']
    (found,) = rows(RecordReader((source("a.claims.jsonl"),)).pieces(in_arrow(source("a.claims.jsonl"), [(0, lines)])))
    assert (found["lines"], found["named"]) == (2, True)
    assert "Éponine Thénardier" in found["names"]
    assert "Marius Pontmercy" in found["words"]
    assert "Éponine Thénardier" not in found["words"]


def test_a_packed_file_is_read_whole_and_what_is_cut_short_is_told() -> None:
    data = gzip.compress(write(Path("a.claims.jsonl"), corpus(200)).read_bytes())
    one = source("a.claims.jsonl.gz")
    content = pyarrow.array([data[: len(data) // 2]], pyarrow.binary())
    found = rows(
        RecordReader((one,)).whole_lines(iter([pyarrow.record_batch({"content": content, "path": [one.uri]})]))
    )
    lines = [row for row in found if row["line"] is not None]
    assert [row["number"] for row in lines] == list(range(1, len(lines) + 1))
    (lost,) = (row for row in found if row["lost"] is not None)
    assert lost["number"] == len(lines)
    assert lost["lost"].startswith("cut short or damaged after this line")


class Counter:
    """An accumulator of Spark."""

    value = 0

    def add(self, more: int) -> None:
        self.value += more


def test_a_partition_is_audited_as_its_dossiers_are() -> None:
    path = write(Path("a.claims.jsonl"), corpus(40))
    one = source("a.claims.jsonl")
    records = rows(RecordReader((one,), {(0, 0): 0}).lines(in_arrow(one, pieces_of(path, [1 << 30]))))
    records.sort(key=lambda row: (row["file"], row["dossier"], row["number"]))
    partition = pyarrow.Table.from_pylist(records).to_batches(max_chunksize=50)
    counter = Counter()
    auditor = Auditor((one,), {0: Elsewhere(True)}, CorpusArguments((path,), ()), str(Path.cwd()), (), counter)
    found = rows(auditor.rows(iter(partition)))
    told = [row for row in found if row["kind"] != TALLY]
    assert told == one_by_one(path)
    (tally,) = (json.loads(row["message"]) for row in found if row["kind"] == TALLY)
    assert tally["dossiers"] == counter.value == 40
    assert tally["claims"] == sum(row["kind"] == "claim" for row in told)
    assert set(found[0]) == set(schema().names)


def test_a_worker_that_does_not_see_the_configuration_says_so() -> None:
    auditor = Auditor((), {}, CorpusArguments((), ()), "/no/such/folder", ("/no/such/provenance.toml",), Counter())
    with pytest.raises(RuntimeError, match=r"does not see /no/such/provenance\.toml"):
        rows(auditor.rows(iter(())))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("s3a://bucket/a/b.jsonl", "s3a://bucket/a/b.jsonl"),
        ("hdfs://host:9000/a", "hdfs://host:9000/a"),
        ("file:///a/b", "file:/a/b"),
        ("/a b/[1].jsonl", "file:/a b/[1].jsonl"),
    ],
)
def test_paths_have_addresses(path: str, wanted: str) -> None:
    assert address(Path(path)) == wanted
    assert plain_address(wanted.replace(" ", "%20")) == wanted


def test_what_is_a_pattern_to_spark_is_not_taken_for_one() -> None:
    assert source("a[1]{x}*.jsonl").literal.endswith(r"a\[1\]\{x\}\*.jsonl")


def test_files_are_cut_into_jobs_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP", 10)
    numbered = list(enumerate(source(f"{size}.jsonl", size) for size in (4, 6, 1, 20, 3)))
    assert list(groups(numbered)) == [[0, 1], [2], [3], [4]]


def test_a_packed_file_that_no_worker_can_hold_is_lost() -> None:
    assert too_large(source("a.jsonl", 2 << 30)) is None
    assert too_large(source("a.jsonl.gz", 1 << 30)) is None
    assert "more than 1024 MiB" in str(too_large(source("a.jsonl.gz", 2 << 30)))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "Job aborted: Task 0 failed 4 times, most recent failure: Lost task 0.3 (host): No space left",
            "Lost task 0.3",
        ),
        (
            "most recent failure: Lost task 0.3 (host): PythonException: Traceback (most recent call last):\n"
            '  File "a.py", line 1, in rows\n    x()\nRuntimeError: a worker does not see x\n\n\tat org.apache',
            "a worker does not see x",
        ),
        ("An error.\n\tat x\nCaused by: java.io.IOException: one\n\tat y\nCaused by: two", "two"),
        ("[PATH_NOT_FOUND] There is no such path.\nJVM stacktrace:", "[PATH_NOT_FOUND] There is no such path."),
    ],
)
def test_why_spark_gave_up_is_one_line(said: str, wanted: str) -> None:
    assert why(Exception(said)).startswith(wanted)


def test_what_spark_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("c.claims.jsonl"), corpus(1))
    spark = ["audit", "c.claims.jsonl", "--engine", "spark", "-o", "o.parquet"]
    runner = CliRunner()
    assert "leave out --jobs" in runner.invoke(main, [*spark, "--jobs", "2"]).stderr
    monkeypatch.setenv("JAVA_HOME", "/no/such/java")
    done = runner.invoke(main, spark)
    assert done.exit_code == 2
    assert "pip install 'provenance-audit[spark]'" in done.stderr or "apt-get install openjdk-17" in done.stderr
