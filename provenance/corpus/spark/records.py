"""Lines of files, numbered as they stand there although many workers read pieces of one file.

Each piece is read twice: a first pass counts its lines and finds the names that the corpus hides; Spark sums the counts
of the pieces before each; the second pass numbers the lines from there and says to which dossier each belongs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provenance.corpus.batches import default_of, dossier_of
from provenance.corpus.hiding import names_in
from provenance.corpus.libraries import library
from provenance.corpus.reading import MAX_LINE, Lost, RecordFile, read_quickly, text_of
from provenance.corpus.spark.sources import InputFile, plain_address
from provenance.files.raw import is_record, unreadable_words
from provenance.model.errors import InputError
from provenance.model.message import M

#: What the first pass tells of a piece: its file, where it begins (bytes), how many lines it has, whether all of them
#: are empty, whether one names its dossier, the names that the corpus is to hide, and the words of lines that cannot be
#: read.
PIECES = "file int, start long, lines long, empty boolean, named boolean, names array<string>, words array<string>"
#: A line: its file, its dossier, its number, and itself; or why there is none.
RECORDS = "file int, dossier binary, number long, line binary, lost string"
#: Words of the lines of a file that cannot be read which are hidden in all of its dossiers; beyond so many, those of a
#: line are hidden in the dossier that it seems to name.
MAX_WORDS = 500
_NAMED = re.compile(rb'"dossier"\s*:\s*"([^"\\]*)"')
#: Rows of one Arrow batch on their way to Spark, and their bytes.
_ROWS, _BYTES = 8192, 4 << 20
#: Where a piece of a file begins: the number of the file, and bytes.
Piece = tuple[int, int]
Record = tuple[int, bytes, int, bytes | None, str | None]


@dataclass
class _Counted:
    lines: int = 0
    empty: bool = True
    named: bool = False
    names: dict[str, None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)

    def add(self, line: bytes, shown: str, loads: Any) -> None:
        self.lines += 1
        self.empty &= not line or line.isspace()
        self.named |= b'"dossier"' in line
        self.names.update(dict.fromkeys(names_in([(self.lines, line)], shown)))
        text = text_of(line)
        if not is_record(read_quickly(line, loads)) and text.strip() and len(self.words) < MAX_WORDS:
            self.words.update(dict.fromkeys(unreadable_words(self.lines, text, shown)))


@dataclass(frozen=True)
class RecordReader:
    """What a worker does with what Spark reads of these files; `first` is the number of the line before each piece.

    `lines` and `pieces` take rows of text files (`value`, `path`, `start`), the others those of whole files (`content`,
    `path`).
    """

    sources: tuple[InputFile, ...]
    first: dict[Piece, int] = field(default_factory=dict)

    def pieces(self, batches: Iterator[Any]) -> Iterator[Any]:
        """What there is in pieces of text files."""
        counted: dict[Piece, _Counted] = {}
        loads = library("orjson").loads
        for piece, line in self._text(batches):
            counted.setdefault(piece, _Counted()).add(line, self.sources[piece[0]].shown, loads)
        yield from _count_rows(counted)

    def whole_pieces(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The same of packed files; each is one piece. What cannot be read is told by the second pass."""
        counted: dict[Piece, _Counted] = {}
        loads = library("orjson").loads
        for number, file in self._files(batches):
            found = counted.setdefault((number, 0), _Counted())
            for _, line in _readable(file):
                found.add(line, file.shown, loads)
            # Of what is damaged nobody knows whether it holds nothing.
            found.empty &= not file.lost
        yield from _count_rows(counted)

    def lines(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The records in pieces of text files."""
        yield from _records(self._numbered(batches), self._defaults())

    def whole_lines(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The records in packed files, and what of these could not be read."""
        yield from _records(self._unpacked(batches), self._defaults())

    def _numbered(self, batches: Iterator[Any]) -> Iterator[tuple[int, int, bytes | None, Lost | None]]:
        number: dict[Piece, int] = {}
        for piece, line in self._text(batches):
            if piece not in number:
                if piece not in self.first:
                    raise RuntimeError(f"{self.sources[piece[0]].shown} has changed while it was read")
                number[piece] = self.first[piece]
            number[piece] += 1
            if len(line) > MAX_LINE:
                why = M("a line of more than {limit}", limit=f"{MAX_LINE >> 20} MiB")
                yield piece[0], number[piece], None, Lost(self.sources[piece[0]].shown, number[piece], why)
            elif line and not line.isspace():
                yield piece[0], number[piece], line, None

    def _unpacked(self, batches: Iterator[Any]) -> Iterator[tuple[int, int, bytes | None, Lost | None]]:
        for number, file in self._files(batches):
            for at, line in _readable(file):
                yield number, at, line, None
            for lost in file.lost:
                yield number, lost.line or 0, None, lost

    def _text(self, batches: Iterator[Any]) -> Iterator[tuple[Piece, bytes]]:
        numbers = self._numbers()
        last: tuple[str, int] | None = None
        piece = (0, 0)
        for batch in batches:
            columns = (batch.column(name).to_pylist() for name in ("value", "path", "start"))
            for value, path, start in zip(*columns, strict=True):
                if (path, start) != last:
                    last = (path, start)
                    piece = (numbers[plain_address(path)], start)
                yield piece, value

    def _files(self, batches: Iterator[Any]) -> Iterator[tuple[int, RecordFile]]:
        numbers = self._numbers()
        for batch in batches:
            for path, content in zip(batch.column("path").to_pylist(), batch.column("content"), strict=True):
                number = numbers[plain_address(path)]
                source = self.sources[number]
                yield number, RecordFile(Path(source.uri), data=content.as_py(), name=source.shown)

    def _defaults(self) -> list[bytes]:
        return [default_of(source.shown) for source in self.sources]

    def _numbers(self) -> dict[str, int]:
        return {source.uri: number for number, source in enumerate(self.sources)}


def _readable(file: RecordFile) -> Iterator[tuple[int, bytes]]:
    """The lines of a file as far as they can be read; why not all of them can stands in its `lost`."""
    try:
        yield from file.lines()
    except InputError as error:
        file.lost.append(Lost(file.shown, None, error.message, error.advice))


def _count_rows(counted: dict[Piece, _Counted]) -> Iterator[Any]:
    arrow = library("pyarrow")
    yield arrow.record_batch(
        {
            "file": arrow.array([file for file, _ in counted], arrow.int32()),
            "start": arrow.array([start for _, start in counted], arrow.int64()),
            "lines": arrow.array([one.lines for one in counted.values()], arrow.int64()),
            "empty": arrow.array([one.empty for one in counted.values()], arrow.bool_()),
            "named": arrow.array([one.named for one in counted.values()], arrow.bool_()),
            "names": _lists(list(one.names) for one in counted.values()),
            "words": _lists(list(one.words) for one in counted.values()),
        }
    )


def _lists(found: Iterable[list[str]]) -> Any:
    """Lists of text as Arrow; bytes that are no UTF-8 cannot be written anywhere, and need not be hidden."""
    arrow = library("pyarrow")
    plain = [[one.encode("utf-8", "replace").decode() for one in names] for names in found]
    return arrow.array(plain, arrow.list_(arrow.string()))


def _records(found: Iterator[tuple[int, int, bytes | None, Lost | None]], defaults: Sequence[bytes]) -> Iterator[Any]:
    loads = library("orjson").loads
    held: list[Record] = []
    size = 0
    for file, number, line, lost in found:
        dossier = dossier_of(line, loads, defaults[file]) if line is not None else None
        if dossier is None:
            # What cannot be read goes with the dossier that it seems to name: its words are hidden there. What names
            # none may go with any: not all of it with one.
            named = _NAMED.search(line or b"")
            dossier = named[1] if named is not None else b"%d" % (number >> 10)
        held.append((file, dossier, number, line, lost.message.render("en") if lost is not None else None))
        size += len(line or b"")
        if len(held) >= _ROWS or size >= _BYTES:
            yield record_batch(held)
            held, size = [], 0
    yield record_batch(held)


def record_batch(rows: Sequence[Record]) -> Any:
    """Records as Arrow, in the columns of `RECORDS`."""
    arrow = library("pyarrow")
    kinds = (arrow.int32(), arrow.binary(), arrow.int64(), arrow.binary(), arrow.string())
    names = ("file", "dossier", "number", "line", "lost")
    columns = [[row[n] for row in rows] for n in range(len(names))]
    return arrow.record_batch([arrow.array(c, kind) for c, kind in zip(columns, kinds, strict=True)], names=names)
