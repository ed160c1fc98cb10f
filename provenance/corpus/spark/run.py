"""An audit of a corpus by Spark from end to end: the same arguments and the same result as on one machine.

Files are worked on in groups, each a job of its own; what a group came to is kept in a folder beside the first output
under the hash of what it was worked out of, so that a run that was interrupted goes on behind the last group.
"""

import hashlib
import json
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from provenance.corpus.asked import CorpusArguments, CorpusResult, Progress
from provenance.corpus.auditing import Tally
from provenance.corpus.hiding import names_in_claim_file
from provenance.corpus.keys import Digests, Governing, salt_of, with_secrets
from provenance.corpus.libraries import library
from provenance.corpus.reading import Lost, file_hash
from provenance.corpus.rows import lost_row, schema
from provenance.corpus.spark.auditing import TALLY, Auditor, row_columns
from provenance.corpus.spark.outputs import SparkOutputs
from provenance.corpus.spark.records import MAX_WORDS, PIECES, RECORDS, Piece, Record, RecordReader, record_batch
from provenance.corpus.spark.session import Storage, failures, failures_as, started, why
from provenance.corpus.spark.sources import InputFile, Kind, groups, sources, too_large
from provenance.corpus.store import figures_of, sealed, tally_of, unsealed
from provenance.files.raw import Elsewhere
from provenance.model.errors import InputError, UsageError
from provenance.model.message import M

#: Bytes of a piece of a file that one task reads, and of records that one task audits.
_PIECE, _PART = 64 << 20, 32 << 20
#: Bytes of a piece below which more tasks cost more than they bring.
_SMALL_PIECE = 1 << 20
#: How many times larger what is packed is taken to be.
_PACKED = 8
#: Parts for each core, at least: what one of them takes longer with, others make up for.
_SHARES = 4
#: Seconds between two looks at what is done.
_LOOK = 0.5


class _Counted(NamedTuple):
    """The number of the line before each piece, what is known of all lines of a file, the files that hold nothing, and
    whom the corpus hides.
    """

    first: dict[Piece, int]
    elsewhere: dict[int, Elsewhere]
    empty: frozenset[int]
    names: tuple[str, ...]


class SparkRun:
    """One run. Raises ProvenanceError."""

    def __init__(self, arguments: CorpusArguments, progress: Progress = lambda done, dossiers, seconds: None) -> None:
        self._asked, self._progress = arguments, progress
        self._session = started()
        self._context = self._session.sparkContext
        #: What is lost beside what the rows of a part say.
        self._unread: list[Lost] = []
        self._gave_up = False
        self._digests = Digests()

    def run(self) -> CorpusResult:
        """Audit what has changed, and write every output."""
        try:
            with failures_as(UsageError, "Spark reaches not all of these paths"):
                self._storage = Storage(self._session)
                self._outputs = SparkOutputs(self._asked, self._storage)
                self._sources = tuple(sources(self._asked.paths, self._storage))
            return self._ran()
        finally:
            self._context.stop()

    def _ran(self) -> CorpusResult:
        governing = self._governing()
        salt = salt_of(self._asked) + repr([(path, file_hash(Path(path)).hex()) for path in governing])
        of = _hash(salt, self._sources)
        last = self._said(f"{self._outputs.kept}/run.json") or {}
        if last.get("of") == of and self._outputs.written():
            tally = tally_of(last["tally"])
            if self._digests.are(tally.texts):
                return CorpusResult(tally, unchanged=True)
        readable = self._readable()
        with failures_as(InputError, "the lines of this corpus cannot be counted"):
            counted = self._counted(readable)
        asked = replace(self._asked, options=with_secrets(self._asked.options, counted.names))
        reader = RecordReader(self._sources, counted.first)
        dossiers = self._context.accumulator(0)
        auditor = Auditor(self._sources, counted.elsewhere, asked, str(Path.cwd()), governing, dossiers)
        total, kept, reused = self._worked(readable, counted, reader, auditor, salt + repr(counted.names))
        total.lost = [*self._unread, *total.lost]
        with failures_as(doing="the outputs cannot be written"):
            self._outputs.write(self._all_rows(kept), total.dossiers)
            if not self._gave_up:
                self._ended({"of": of, "tally": figures_of(total)}, kept)
        return CorpusResult(total, reused=reused)

    def _governing(self) -> tuple[str, ...]:
        """The registries and configurations above the files: they say how to audit."""
        governing, folders = Governing(), {source.path.parent for source in self._sources}
        return tuple(sorted({str(path) for folder in folders for path in governing.files(folder / "any.jsonl")}))

    def _readable(self) -> list[int]:
        """The numbers of the files that a worker can read."""
        found = []
        size = 0
        for number, source in enumerate(self._sources):
            lost = too_large(source)
            if lost is not None:
                self._unread.append(lost)
                continue
            found.append(number)
            size += source.size
        piece = min(_PIECE, max(_SMALL_PIECE, size // (_SHARES * self._context.defaultParallelism)))
        self._session.conf.set("spark.sql.files.maxPartitionBytes", str(piece))
        return found

    def _counted(self, readable: list[int]) -> "_Counted":
        """What a first pass finds. Takes files out of `readable` that Spark does not read."""
        window, functions = library("pyspark.sql").Window, library("pyspark.sql.functions")
        reader = RecordReader(self._sources)
        counted = self._session.createDataFrame([], PIECES)
        if lines := self._lines(readable):
            counted = counted.unionByName(lines.mapInArrow(reader.pieces, PIECES))
        if whole := self._whole(readable):
            counted = counted.unionByName(whole.mapInArrow(reader.whole_pieces, PIECES))
        before = window.partitionBy("file").orderBy("start").rowsBetween(window.unboundedPreceding, -1)
        pieces = counted.withColumn("before", functions.sum("lines").over(before)).orderBy("file", "start").collect()
        first = {(piece.file, piece.start): piece.before or 0 for piece in pieces}
        known = {file for file, _ in first}
        empty = {n for n in readable if self._sources[n].kind != "claims"} - {p.file for p in pieces if not p.empty}
        for number in list(readable):
            source = self._sources[number]
            if source.kind != "claims" and source.size and number not in known:
                readable.remove(number)
                why_not = M("Spark reads no file whose name begins with “_” or “.”: the whole file is left out")
                self._unread.append(Lost(source.shown, None, why_not))
        names = [name for piece in pieces for name in piece.names]
        for source in (self._sources[n] for n in readable if self._sources[n].kind == "claims"):
            names += names_in_claim_file(source.path, source.shown)
        elsewhere = {n: _elsewhere(list(of)) for n, of in groupby(pieces, lambda piece: piece.file)}
        return _Counted(first, elsewhere, frozenset(empty.intersection(readable)), tuple(dict.fromkeys(names)))

    def _lines(self, numbers: Sequence[int]) -> Any:
        """The lines of those of these files that have any, with the pieces in which they stand; None without a file."""
        paths = self._paths("lines", numbers)
        if not paths:
            return None
        read = self._session.read.option("lineSep", "\n").text(paths)
        return read.selectExpr(
            "CAST(value AS BINARY) AS value", "_metadata.file_path AS path", "_metadata.file_block_start AS start"
        )

    def _whole(self, numbers: Sequence[int]) -> Any:
        """The bytes of those of these files that are packed; None without one."""
        paths = self._paths("whole", numbers)
        if not paths:
            return None
        return self._session.read.format("binaryFile").load(paths).selectExpr("content", "_metadata.file_path AS path")

    def _paths(self, kind: Kind, numbers: Sequence[int]) -> list[str]:
        return [self._sources[n].literal for n in numbers if self._sources[n].kind == kind]

    def _worked(
        self, readable: Sequence[int], counted: _Counted, reader: RecordReader, auditor: Auditor, salt: str
    ) -> tuple[Tally, list[str], int]:
        """What the groups of files came to, the folders in which their rows are, and how many were known already."""
        total, kept, reused = Tally(), list[str](), 0
        begun, done = time.monotonic(), 0
        for numbers in groups((n, self._sources[n]) for n in readable):
            group = [self._sources[n] for n in numbers]
            size = sum(source.size for source in group)
            folder = f"{self._outputs.kept}/{_hash(salt, group)}"
            told = self._said(f"{folder}/tally.json")
            if told is not None and self._digests.are(told["texts"]):
                reused += 1
            else:
                with self._shown(folder, begun, total.dossiers, done, size, auditor):
                    try:
                        told = self._audited(numbers, counted.empty, reader, auditor, folder)
                    except failures() as error:
                        gave_up = M("not audited: Spark gave up ({why})", why=why(error))
                        self._unread += [Lost(source.shown, None, gave_up) for source in group]
                        self._gave_up = True
            done += size
            if told is not None:
                total.add(tally_of(told))
                kept.append(folder)
        return total, kept, reused

    def _said(self, uri: str) -> dict[str, Any] | None:
        """What was noted in a file, as far as it is there and undamaged."""
        return unsealed(self._storage.read(uri) or b"")

    def _audited(
        self, numbers: Sequence[int], empty: Collection[int], reader: RecordReader, auditor: Auditor, folder: str
    ) -> dict[str, Any]:
        """Audit a group of files and keep its rows in a folder; its figures, which are kept once the rows are."""
        rows: list[Record] = [(n, b"", 0, None, None) for n in numbers if self._sources[n].kind == "claims"]
        # A file that holds nothing is audited as one line that is empty.
        rows += [(n, b"", 1, b"", None) for n in numbers if n in empty]
        records = self._session.createDataFrame(library("pyarrow").Table.from_batches([record_batch(rows)]), RECORDS)
        if lines := self._lines(numbers):
            records = records.unionByName(lines.mapInArrow(reader.lines, RECORDS))
        if whole := self._whole(numbers):
            records = records.unionByName(whole.mapInArrow(reader.whole_lines, RECORDS))
        size = sum(self._sources[n].size * (_PACKED if self._sources[n].kind == "whole" else 1) for n in numbers)
        parts = max(_SHARES * self._context.defaultParallelism, 1 + size // _PART)
        # All records of a dossier come to one partition; sorted there on disk if need be, they are read as a stream.
        grouped = records.repartition(parts, "file", "dossier").sortWithinPartitions("file", "dossier", "number")
        audited = grouped.mapInArrow(auditor.rows, row_columns())
        audited.write.mode("overwrite").option("compression", "zstd").parquet(f"{folder}/rows")
        told = figures_of(self._figures(folder))
        self._storage.write(f"{folder}/tally.json", sealed(told))
        return told

    def _figures(self, folder: str) -> Tally:
        """The figures of the rows that were kept: tasks that were tried twice kept theirs once."""
        rows = self._session.read.schema(row_columns()).parquet(f"{folder}/rows")
        total = Tally()
        for row in rows.where(f"kind = '{TALLY}'").select("message").collect():
            total.add(tally_of(json.loads(row.message)))
        lost = rows.where("kind = 'lost'").orderBy("file", "line").select("file", "line", "message").collect()
        total.lost = [Lost(row.file, row.line, M("{text}", text=row.message)) for row in lost]
        return total

    def _all_rows(self, folders: Sequence[str]) -> Any:
        """The rows that were kept, and those of what never came into one of these folders."""
        arrow = library("pyarrow")
        unread = arrow.Table.from_pylist([lost_row(lost) for lost in self._unread], schema())
        rows = self._session.createDataFrame(unread, row_columns()).coalesce(1)
        if not folders:
            return rows
        kept = self._session.read.schema(row_columns()).parquet(*(f"{folder}/rows" for folder in folders))
        kept = kept.where(f"kind <> '{TALLY}'")
        return kept.unionByName(rows) if self._unread else kept

    def _ended(self, said: dict[str, Any], kept: Sequence[str]) -> None:
        """Note what a run was of, and remove what it had no use for."""
        self._storage.write(f"{self._outputs.kept}/run.json", sealed(said))
        used = {folder.rpartition("/")[2] for folder in kept} | {"run.json"}
        for name in self._storage.children(self._outputs.kept):
            if name not in used:
                self._storage.delete(f"{self._outputs.kept}/{name}")

    @contextmanager
    def _shown(self, group: str, begun: float, dossiers: int, done: int, size: int, auditor: Auditor) -> Iterator[None]:
        """Tell how much is done while Spark works on a group of files of so many bytes, with so many done before."""
        counted = auditor.dossiers.value
        ended = threading.Event()
        tracker = self._context.statusTracker()

        def look() -> None:
            while not ended.wait(_LOOK):
                share = _share_done(tracker, group)
                told = dossiers + auditor.dossiers.value - counted
                self._progress(done + int(share * size), told, time.monotonic() - begun)

        self._context.setJobGroup(group, "provenance audit")
        watching = threading.Thread(target=look, daemon=True)
        watching.start()
        try:
            yield
        finally:
            ended.set()
            watching.join()


def _share_done(tracker: Any, group: str) -> float:
    """The share of the tasks of a group of jobs that are done."""
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
    stages = [tracker.getStageInfo(stage) for job in jobs if job is not None for stage in job.stageIds]
    known = [stage for stage in stages if stage is not None]
    tasks = sum(stage.numTasks for stage in known)
    return sum(stage.numCompletedTasks for stage in known) / tasks if tasks else 0.0


def _elsewhere(pieces: list[Any]) -> Elsewhere:
    """What is known of a file, of what was found in its pieces."""
    words = dict.fromkeys(word for piece in pieces for word in piece.words)
    return Elsewhere(any(piece.named for piece in pieces), tuple(words)[:MAX_WORDS])


def _hash(salt: str, files: Sequence[InputFile]) -> str:
    """The hash of what depends on these files: their names, sizes and times."""
    digest = hashlib.blake2b(salt.encode("utf-8", "surrogateescape"), digest_size=16)
    for source in files:
        digest.update(repr((source.shown, source.kind, source.size, source.modified)).encode())
    return digest.hexdigest()
