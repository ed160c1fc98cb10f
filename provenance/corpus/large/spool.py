"""Lines on disk with their numbers, to be read again in any order."""

import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Bytes that are read at a time, where lines stand side by side.
_BLOCK = 1 << 20


class Spool:
    """The lines of a dossier, in a file without a name that ends with this object. 16 bytes of each stay in memory."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._ends = array("q", [0])
        self._numbers = array("q")

    def add(self, number: int, line: bytes) -> None:
        """Put a line at the end; once lines were read none can be added."""
        self._file.write(line)
        self._ends.append(self._ends[-1] + len(line))
        self._numbers.append(number)

    @property
    def total(self) -> int:
        """How many bytes all lines are."""
        return self._ends[-1]

    def __len__(self) -> int:
        return len(self._numbers)

    def size(self, record: int) -> int:
        """The bytes of a line, by its position."""
        return self._ends[record + 1] - self._ends[record]

    def number(self, record: int) -> int:
        """The number of a line, by its position."""
        return self._numbers[record]

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """All lines, with their numbers."""
        return self.at(range(len(self)))

    def at(self, records: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The lines at some positions, which ascend; neighbours are read together."""
        begin = end = -1
        for record in records:
            if record != end or self._ends[record] - self._ends[begin] > _BLOCK:
                yield from self._between(begin, end)
                begin = record
            end = record + 1
        yield from self._between(begin, end)

    def _between(self, begin: int, end: int) -> Iterator[tuple[int, bytes]]:
        if begin < 0:
            return
        ends, start = self._ends, self._ends[begin]
        self._file.seek(start)
        data = self._file.read(ends[end] - start)
        for record in range(begin, end):
            yield self._numbers[record], data[ends[record] - start : ends[record + 1] - start]
