"""What comes of a batch, as it is kept: its rows in Arrow and its figures; and of a batch that nobody could work on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from provenance.corpus.auditing import BatchAuditor, Tally
from provenance.corpus.batches import Batch, dossier_of
from provenance.corpus.libraries import library
from provenance.corpus.pool import Done
from provenance.corpus.reading import Lost
from provenance.corpus.rows import as_arrow, lost_row
from provenance.corpus.stretches import Piece, whole
from provenance.model.message import M


class Part(NamedTuple):
    """What came of a batch or a part of one."""

    first_line: int
    rows: bytes
    tally: Tally


def audited(auditor: BatchAuditor, piece: Piece) -> Part:
    """What an audit of a batch comes to."""
    batch = whole(piece)
    rows, tally = auditor.audit(batch)
    return Part(batch.first_line, as_arrow(rows), tally)


def part_of(done: Done) -> Part:
    """What came of a task of the pool: its part, or what is told of a batch that nobody could work on."""
    if done.failure is None:
        part: Part = done.result
        return part
    batch = whole(done.result)
    lost = lost_batch(batch, done.failure)
    return Part(batch.first_line, as_arrow(map(lost_row, lost)), Tally(lost=lost))


def put_together(held: Sequence[Part]) -> Part:
    """The parts of a batch that was cut, in its order, as one."""
    if len(held) == 1:
        return held[0]
    tally = Tally()
    ordered = sorted(held, key=lambda part: part.first_line)
    for part in ordered:
        tally.add(part.tally)
    return Part(ordered[0].first_line, _joined([part.rows for part in ordered]), tally)


def isolated(piece: Piece) -> list[Piece]:
    """A batch that killed its process, cut into its dossiers. A part of one is tried again as it is."""
    batch = whole(piece)
    if batch.part is not None:
        return [batch]
    loads = library("orjson").loads
    groups: dict[bytes, list[tuple[int, bytes]]] = {}
    for number, line in batch.lines:
        groups.setdefault(dossier_of(line, loads) or b"", []).append((number, line))
    return [replace(batch, lines=tuple(lines)) for lines in groups.values()] or [batch]


def lost_batch(batch: Batch, why: str) -> list[Lost]:
    """What is told of a batch that nobody could work on."""
    loads = library("orjson").loads
    names = dict.fromkeys(dossier_of(line, loads) for _, line in batch.lines)
    told = ", ".join(name.decode("utf-8", "replace") for name in names if name)[:200]
    line = batch.lines[0][0] if batch.lines else None
    return [Lost(batch.shown, line, M("not audited: {dossier} ({why})", dossier=told or "?", why=why))]


def _joined(held: Sequence[bytes]) -> bytes:
    """Rows that were kept apart as one."""
    arrow, ipc = library("pyarrow"), library("pyarrow.ipc")
    tables = [ipc.open_file(arrow.py_buffer(data)).read_all() for data in held]
    return as_arrow(row for table in tables for row in table.to_pylist())
