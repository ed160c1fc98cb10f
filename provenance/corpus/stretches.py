"""The batches of a file whose lines stand in it as they are, each as the range of bytes in which they stand.

They are found without a look at each line: where the lines of a dossier follow each other and begin as programs write
them, one search goes over all of them. Any other line is read for its dossier, as `batches` does with each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from provenance.corpus import batches as cutting
from provenance.corpus.batches import Batch, Cuts, Numbered, default_of, dossier_of
from provenance.corpus.large.cutting import is_large
from provenance.corpus.libraries import library
from provenance.corpus.reading import DAMAGED, MARK, RecordFile
from provenance.files.raw import NOWHERE_ELSE, Elsewhere

_HEAD = rb'\{ ?+(?:"type": ?+"(?!dossier")[a-z]+", ?+)?+"dossier": ?+"'
#: Lines of one dossier, perhaps with the record of its own before the others.
_RUN = re.compile(
    rb'(\{ ?+"type": ?+"dossier", ?+"dossier": ?+"(?=([^"\\\n]*+)")[^\n]*+\n)?+'
    + (_HEAD + rb'([^"\\\n]*+)"[^\n]*+\n(?:' + _HEAD + rb'\3"[^\n]*+\n)*+')
)

#: Bytes of a stretch that are read at a time, where it is not to be held.
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole dossiers of one file: where they begin in it, in bytes and in lines, and how many of both they are."""

    path: Path
    shown: str
    first_line: int
    start: int
    size: int
    #: How many lines they are.
    count: int
    #: Whether some of its lines are empty, which count for nothing.
    has_empty: bool
    elsewhere: Elsewhere = NOWHERE_ELSE
    #: The bytes themselves, once they were read.
    data: bytes = b""

    def read(self, file: RecordFile) -> "Stretch":
        """The same with its bytes. Raises OSError."""
        return replace(self, data=file.part(self.start, self.size))

    def lines(self) -> list[bytes]:
        """Its lines without their ends, those that are empty too."""
        lines = self.data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        return lines

    def batch(self) -> Batch:
        """The same as a batch, with the lines and numbers that `RecordFile.lines` gives."""
        return Batch(self.path, self.shown, tuple(self._numbered()), self.elsewhere)

    def _numbered(self) -> Iterator[Numbered]:
        begin, number = 0, self.first_line
        while begin < len(self.data):
            end = self.data.find(b"\n", begin) + 1 or len(self.data)
            line = self.data[begin:end]
            if not line.isspace():
                yield number, line
            begin, number = end, number + 1


HeldBatch = Batch | Stretch


def batch_of(held: HeldBatch) -> Batch:
    """A batch, whichever way it is held; a stretch must have been read."""
    return held if isinstance(held, Batch) else held.batch()


def held_batches(file: RecordFile, folder: Path) -> Iterator[Any]:
    """The batches of a file as `batches.batches` gives them, as stretches where that can be."""
    file.keep(folder)
    for held in cutting.batches(file, folder, stretches if file.is_plain() else None):
        if isinstance(held, Stretch) and is_large(held.size, held.count):
            # A dossier that is too large, perhaps behind others.
            yield from cutting.in_order(file, _lines_in(file, held), folder, held.elsewhere)
        else:
            yield held


def _lines_in(file: RecordFile, stretch: Stretch) -> Iterator[Numbered]:
    """The lines of a stretch with their numbers, without it being held."""
    number, rest, end = stretch.first_line, b"", stretch.start + stretch.size
    for at in range(stretch.start, end, _BLOCK):
        *lines, rest = (rest + file.part(at, min(_BLOCK, end - at))).split(b"\n")
        for line in lines:
            if line and not line.isspace():
                yield number, line + b"\n"
            number += 1
    if rest and not rest.isspace():
        yield number, rest


def stretches(file: RecordFile) -> Iterator[Stretch]:
    """The stretches of a file that is plain, which end where its batches do. Raises Scattered, TooLong, and InputError
    for what cannot be opened.
    """
    loads = library("orjson").loads
    shown, default = file.shown, default_of(file.shown)
    cuts = Cuts(default)
    lines = offset = 0
    begin, first, empty = 0, 1, False
    try:
        for block in file.blocks():
            if offset == 0 and block.startswith(MARK):
                block = block[len(MARK) :]
                begin = offset = len(MARK)
            for name, at, count, size in _runs(block, loads, default):
                if cuts.ends_before(name):
                    held, count_held = offset + at - begin, lines + 1 - first
                    yield Stretch(file.path, shown, first, begin, held, count_held, empty, cuts.elsewhere)
                    begin, first, empty = offset + at, lines + 1, False
                cuts.size += size
                empty |= not size
                lines += count
            offset += len(block)
    except DAMAGED as error:
        file.lose_rest(lines, error)
    if cuts.size:
        yield Stretch(file.path, shown, first, begin, offset - begin, lines + 1 - first, empty, cuts.elsewhere)


def _runs(block: bytes, loads: Any, default: bytes) -> Iterator[tuple[bytes | None, int, int, int]]:
    """Successive lines of a block that name one dossier, or none: its name, where they begin, how many lines they are,
    and how many bytes of records. An empty line is a run by itself, of 0 bytes.
    """
    at = 0
    while at < len(block):
        run = _RUN.match(block, at)
        if run is not None:
            end, head, name = run.end(), run[1], run[3]
            count = block.count(b"\n", at, end)
            # A line that holds the word a second time may name its dossier there; only the record of a dossier holds it
            # twice, as its type.
            words = count if head is None else count + 1
            if block.count(b'"dossier"', at, end) == words and (head is None or dossier_of(head, loads) == name):
                yield name, at, count, end - at
                at = end
                continue
        end = block.find(b"\n", at) + 1 or len(block)
        line = block[at:end]
        yield (None, at, 1, 0) if line.isspace() else (dossier_of(line, loads, default), at, 1, end - at)
        at = end
