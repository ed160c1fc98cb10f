"""What a worker does with records that Spark has grouped: whole dossiers cut into batches, audited, told as rows.

The audit runs in a process of its own beside the worker: a dossier that kills it costs itself alone, and is named, as
on one machine. Spark would try the part again, lose it again, and give up.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from provenance.corpus.asked import CorpusArguments
from provenance.corpus.auditing import BatchAuditor, Tally
from provenance.corpus.batches import LARGE, Batch, Numbered
from provenance.corpus.libraries import library
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import Lost
from provenance.corpus.results import BatchResult, audited, isolated, result_of
from provenance.corpus.rows import as_arrow, lost_row, schema
from provenance.corpus.spark.sources import InputFile
from provenance.corpus.store import figures_of
from provenance.corpus.stretches import HeldBatch
from provenance.files.raw import NOWHERE_ELSE, Elsewhere
from provenance.model.message import M

#: The kind of the rows that hold figures, among those of claims, findings and what was lost: one for each partition.
TALLY = "tally"


def row_columns() -> str:
    """The columns of rows as Spark declares them."""
    arrow = library("pyarrow")
    kinds = {arrow.string(): "string", arrow.int32(): "int", arrow.list_(arrow.string()): "array<string>"}
    return ", ".join(f"`{column.name}` {kinds[column.type]}" for column in schema())


@dataclass(frozen=True)
class Auditor:
    """Audits partitions: all records of a dossier are in one, one behind the other, in the order of their lines.

    `elsewhere` is what is known of all lines of a file, `folder` the working folder of the run, `governing` the files
    there that say how to audit; `dossiers` counts what is done while it is done (an accumulator of Spark: it is
    shown, and nothing else).
    """

    sources: tuple[InputFile, ...]
    elsewhere: dict[int, Elsewhere]
    arguments: CorpusArguments
    folder: str
    governing: tuple[str, ...]
    dossiers: Any

    def rows(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The rows of a partition, and one with its figures."""
        self._settle()
        tally, unread = Tally(), list[Lost]()
        pool: WorkerPool[HeldBatch, BatchResult] = WorkerPool(1, self._prepare, apart=True)
        for done in pool.results(enumerate(self._batches(batches, unread)), isolated):
            result = result_of(done)
            tally.add(result.tally)
            self.dossiers.add(result.tally.dossiers)
            yield from _in_arrow(result.rows)
        yield from _in_arrow(as_arrow(map(lost_row, unread)))
        yield from _in_arrow(as_arrow([tally_row(tally)]))

    def _prepare(self) -> Callable[[HeldBatch], BatchResult]:
        asked = self.arguments
        return partial(audited, BatchAuditor(asked.options, asked.language, asked.fail_on))

    def _settle(self) -> None:
        """Work where the run was started, if that folder is seen here: paths are told as they are told there."""
        with suppress(OSError):
            os.chdir(self.folder)
        for path in self.governing:
            if not Path(path).is_file():
                raise RuntimeError(
                    f"a worker does not see {path}, which says how to audit: put it where all workers do"
                )

    def _batches(self, batches: Iterator[Any], lost: list[Lost]) -> Iterator[Batch]:
        """Batches of whole dossiers of one file each."""
        held: list[Numbered] = []
        size = 0
        current: tuple[int, bytes] | None = None
        for file, dossier, number, line, why in _records(batches):
            source = self.sources[file]
            if why is not None:
                lost.append(Lost(source.shown, number or None, M("{text}", text=why)))
                continue
            if source.kind == "claims":
                yield Batch(source.path, source.shown, ())
                continue
            if held and current is not None and (file, dossier) != current and (size >= LARGE or file != current[0]):
                yield self._batch(current[0], held)
                held, size = [], 0
            current = (file, dossier)
            held.append((number, line))
            size += len(line)
        if held and current is not None:
            yield self._batch(current[0], held)

    def _batch(self, file: int, lines: list[Numbered]) -> Batch:
        source = self.sources[file]
        return Batch(source.path, source.shown, tuple(lines), self.elsewhere.get(file, NOWHERE_ELSE))


def tally_row(tally: Tally) -> dict[str, Any]:
    """Figures as a row; what was lost has rows of its own."""
    figures = figures_of(tally) | {"lost": []}
    return dict.fromkeys(schema().names) | {"kind": TALLY, "message": json.dumps(figures)}


def _records(batches: Iterator[Any]) -> Iterator[tuple[int, bytes, int, bytes, str | None]]:
    for batch in batches:
        yield from zip(*(batch.column(n).to_pylist() for n in range(5)), strict=True)


def _in_arrow(rows: bytes) -> Iterator[Any]:
    arrow, ipc = library("pyarrow"), library("pyarrow.ipc")
    yield from ipc.open_file(arrow.py_buffer(rows)).read_all().to_batches()
