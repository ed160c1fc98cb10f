"""A large dossier cut into parts, none of which is looked at by an audit of another one."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from provenance.corpus.large.names import NotCut
from provenance.corpus.large.part import DossierPart
from provenance.corpus.large.spool import Spool
from provenance.corpus.large.tables import DOCUMENT, EVIDENCE, STATEMENT, Tables
from provenance.files.raw import NOWHERE_ELSE

#: Bytes and lines of a dossier from which on it is cut; bytes of a part: as many as of a batch.
LARGE, LINES, PART = 16 << 20, 40_000, 1 << 20
#: Bytes that all parts hold from which on parts are larger, and how many times these.
_COMMON, _TIMES = 64 << 10, 4
Numbered = tuple[int, bytes]


def is_large(size: int, lines: int) -> bool:
    """Whether a dossier of so many bytes and lines is too large to be held."""
    return size > LARGE or lines > LINES


class LargeDossier:
    """A dossier that does not fit into one batch: its lines, on disk."""

    def __init__(self, path: Path, shown: str, name: str, lines: Iterable[Numbered], folder: Path) -> None:
        """`folder` is where they are put; `shown` is what their file is called."""
        self.path, self.shown, self.name = path, shown, name
        #: What is known of the other lines of its file.
        self.elsewhere = NOWHERE_ELSE
        self._spool = Spool(folder)
        for number, line in lines:
            self.add(number, line)

    def add(self, number: int, line: bytes) -> None:
        """Add its next line."""
        self._spool.add(number, line)

    @property
    def first_line(self) -> int:
        return self._spool.number(0)

    @property
    def size(self) -> int:
        """How many bytes its lines are."""
        return self._spool.total

    def lines(self) -> Iterator[Numbered]:
        """All its lines."""
        return self._spool.lines()

    def parts(self) -> Iterator[tuple[DossierPart, tuple[Numbered, ...]]]:
        """Its parts with their lines, in its order; none where it cannot be cut.

        A record is told of in exactly one part. What is read through once is that it can be cut; that its records are
        plain is found out when the parts are read.
        """
        try:
            tables = Tables(self.name, self._spool, self.shown, self.elsewhere)
        except NotCut:
            return
        for number, records in enumerate(_packed(tables)):
            part, held = _part(tables, records, number == 0)
            yield part, tuple(self._spool.at(held))


def _packed(tables: Tables) -> Iterator[Sequence[int]]:
    """The records of each part: what belongs together, in the order in which it begins, until there is enough."""
    sets, nodes, spool = tables.sets, tables.nodes, tables.spool
    sizes = array("q", bytes(8 * len(sets)))
    for record, node in enumerate(nodes):
        if node >= 0:
            sizes[sets.of(node)] += spool.size(record)
    part_of = array("i", [-1]) * len(sets)
    ends: list[int] = [0]
    size, common = 0, sum(map(spool.size, (*tables.heads, *tables.sources.held((), ()))))
    enough = PART if common < _COMMON else max(PART, _TIMES * common)
    for node in nodes:
        if node < 0:
            continue
        top = sets.of(node)
        if part_of[top] < 0:
            if size and size + sizes[top] > enough:
                ends.append(0)
                size = 0
            part_of[top] = len(ends) - 1
            size += sizes[top]
        ends[part_of[top]] += 1
    # The records sorted by their parts.
    begins = [0]
    for count in ends:
        begins.append(begins[-1] + count)
    placed, order = begins[:-1], array("i", [0]) * begins[-1]
    for record, node in enumerate(nodes):
        if node >= 0:
            part = part_of[sets.of(node)]
            order[placed[part]] = record
            placed[part] += 1
    for begin, end in zip(begins, begins[1:]):
        yield order[begin:end]


def _part(tables: Tables, records: Sequence[int], is_first: bool) -> tuple[DossierPart, list[int]]:
    """A part that tells of some records, and all records that it holds."""
    documents, names, spool = tables.documents, tables.names, tables.spool
    positions: list[int] = []
    own: list[int] = []
    named: set[int] = set()
    for record in records:
        if tables.kinds[record] == STATEMENT:
            position = tables.position(record)
            positions.append(position)
            named.update(tables.named_in(position))
        elif tables.kinds[record] == DOCUMENT:
            own.append(bisect_left(documents.records, record))
        elif tables.kinds[record] == EVIDENCE:
            named.update(tables.evidence.named(record))
    held = documents.with_tied({*own, *(-2 - one for one in named if one < 0)})
    named |= {number for one in held if (number := documents.publisher_name(one)) is not None}
    # Of a source only that nobody names it is ever told.
    unused = tables.unused if is_first else set()
    sources = tables.sources.held((one // 2 for one in named if one > 0 and one % 2), unused)
    told = {*records, *map(tables.sources.record, unused), *(tables.heads if is_first else ())}
    all_records = {*records, *tables.heads, *sources, *(documents.records[one] for one in held)}
    numbers = [(spool.number(documents.records[one]), documents.numbers[one]) for one in held if documents.numbers[one]]
    part = DossierPart(
        is_first=is_first,
        positions=tuple(positions),
        elsewhere=frozenset(map(spool.number, all_records - told)),
        numbers=tuple(sorted(numbers)),
        shipped=tuple(names.shipped),
        implied=tuple(names.implied[one // 2] for one in sorted(named) if one >= 0 and not one % 2),
        is_closed=bool(tables.sources),
        speaking=tuple(sorted((state, written) for state, (_, written) in tables.speaking.items())),
        alike=frozenset(tables.alike),
    )
    return part, sorted(all_records)
