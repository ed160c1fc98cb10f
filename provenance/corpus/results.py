"""What comes of a batch, as it is kept: its rows in Arrow and its figures; and of a batch that nobody could work on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from provenance.corpus.auditing import BatchAuditor, Tally
from provenance.corpus.batches import Batch, default_of, dossier_of
from provenance.corpus.libraries import library
from provenance.corpus.pool import Done
from provenance.corpus.reading import Lost
from provenance.corpus.rows import as_arrow, in_arrow, lost_row
from provenance.corpus.stretches import HeldBatch, batch_of
from provenance.model.message import M


class BatchResult(NamedTuple):
    """What came of a batch or a part of one."""

    first_line: int
    rows: bytes
    tally: Tally
    #: Whether some message says a line, which holds for this place in the file alone.
    says_lines: bool = False


#: How messages say a line, in the languages there are.
_LINE = re.compile(r"\b(?:lines?|lignes?)\s+\d|:\d", re.IGNORECASE)


def audited(auditor: BatchAuditor, held: HeldBatch) -> BatchResult:
    """What an audit of a batch comes to."""
    batch = batch_of(held)
    rows, tally = auditor.audit(batch)
    says_lines = any(_LINE.search(row["message"]) for row in rows if row["message"])
    return BatchResult(batch.first_line, as_arrow(rows), tally, says_lines)


def result_of(done: Done) -> BatchResult:
    """What came of a task of the pool: its result, or what is told of a batch that nobody could work on."""
    if done.failure is None:
        result: BatchResult = done.result
        return result
    batch = batch_of(done.result)
    lost = lost_batch(batch, done.failure)
    return BatchResult(batch.first_line, as_arrow(map(lost_row, lost)), Tally(lost=lost))


def put_together(results: Sequence[BatchResult]) -> BatchResult:
    """The results of the parts of a batch that was cut, in its order, as one."""
    if len(results) == 1:
        return results[0]
    tally = Tally()
    ordered = sorted(results, key=lambda result: result.first_line)
    for result in ordered:
        tally.add(result.tally)
    rows = _joined([result.rows for result in ordered])
    return BatchResult(ordered[0].first_line, rows, tally, any(result.says_lines for result in ordered))


def isolated(held: HeldBatch) -> list[HeldBatch]:
    """A batch that killed its process, cut into its dossiers. A part of one is tried again as it is."""
    batch = batch_of(held)
    if batch.part is not None:
        return [batch]
    loads, default = library("orjson").loads, default_of(batch.shown)
    groups: dict[bytes, list[tuple[int, bytes]]] = {}
    for number, line in batch.lines:
        groups.setdefault(dossier_of(line, loads, default) or b"", []).append((number, line))
    return [replace(batch, lines=tuple(lines)) for lines in groups.values()] or [batch]


def lost_batch(batch: Batch, why: str) -> list[Lost]:
    """What is told of a batch that nobody could work on."""
    loads = library("orjson").loads
    names = dict.fromkeys(dossier_of(line, loads, default_of(batch.shown)) for _, line in batch.lines)
    told = ", ".join(name.decode("utf-8", "replace") for name in names if name)[:200]
    line = batch.lines[0][0] if batch.lines else None
    return [Lost(batch.shown, line, M("not audited: {dossier} ({why})", dossier=told or "?", why=why))]


def _joined(held: Sequence[bytes]) -> bytes:
    """Rows that were kept apart as one."""
    arrow, ipc = library("pyarrow"), library("pyarrow.ipc")
    tables = [ipc.open_file(arrow.py_buffer(data)).read_all() for data in held]
    return in_arrow(arrow.concat_tables(tables).combine_chunks())


def moved_rows(rows: bytes, by: int) -> bytes:
    """Rows of a batch that stands so many lines further down in its file."""
    arrow, ipc, compute = library("pyarrow"), library("pyarrow.ipc"), library("pyarrow.compute")
    table = ipc.open_file(arrow.py_buffer(rows)).read_all()
    place = table.schema.get_field_index("line")
    column = compute.add(table.column(place), arrow.scalar(by, table.schema.field(place).type))
    return in_arrow(table.set_column(place, table.schema.field(place), column))
