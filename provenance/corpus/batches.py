"""A stream of records cut into batches of whole dossiers.

Records of one dossier stand together as a rule: then one pass is enough. Where they do not, they are first sorted into
files on disk by their dossier, each of which fits into memory. Where a batch ends is decided by the ids of dossiers, so
that a dossier that is added or changed moves the cuts near it alone.
"""

import re
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from provenance.corpus.libraries import library
from provenance.corpus.reading import RecordFile, TooLong, read_quickly, text_of
from provenance.files.json_reader import read_json
from provenance.files.located import Lines, Unreadable
from provenance.files.raw import NOWHERE_ELSE, Elsewhere, default_id

#: Bytes of a batch from which on it may end, and at which it ends.
SMALL, LARGE = 256 << 10, 1 << 20
#: One dossier in so many ends a batch that is large enough.
_EVERY = 16
#: Bytes of a file into which scattered records are sorted.
_BUCKET = 48 << 20
#: The dossier of a record where it stands first or behind the type, as nearly all do.
_HEAD = re.compile(rb'\s*\{\s*(?:"type"\s*:\s*"[a-z]+"\s*,\s*)?"dossier"\s*:\s*"([^"\\]*)"')
Numbered = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole dossiers of one file: their lines with their numbers; what is known of its other lines. Of a file that
    holds nothing it is one line that is empty, of a claim file of another kind there are none.
    """

    path: Path
    shown: str
    lines: tuple[Numbered, ...]
    elsewhere: Elsewhere = NOWHERE_ELSE

    @property
    def first_line(self) -> int:
        return self.lines[0][0] if self.lines else 0

    @property
    def size(self) -> int:
        """How many bytes its lines are."""
        return sum(len(line) for _, line in self.lines)


class Scattered(Exception):
    """A dossier goes on after another one has begun."""


class Cuts:
    """Where batches end, as the dossiers of a file pass by."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._current: bytes | None = None
        #: Bytes of the batch that goes on.
        self.size = 0

    def ends_before(self, name: bytes | None) -> bool:
        """Whether a batch ends before a record of this dossier; None is what names none, which ends nothing. Raises
        Scattered.
        """
        last = self._current
        if name is None or name == last:
            return False
        if last is not None:
            self._seen.add(hash(last))
        if hash(name) in self._seen:
            raise Scattered
        self._current = name
        if last is None or (self.size < LARGE and (self.size < SMALL or zlib.crc32(last) % _EVERY)):
            return False
        self.size = 0
        return True


def batches(file: RecordFile, folder: Path, cut: Callable[[RecordFile], Iterator[Any]] | None = None) -> Iterator[Any]:
    """The batches of a file, in its order; in that of their first records where they are scattered. `folder` is where
    what does not fit into memory is put, `cut` what cuts the file as long as its dossiers stand together. Whoever takes
    them must be ready for `RESTART`, after which all come again.
    """
    file.keep(folder)
    empty = True
    for piece in _whole_dossiers(file, folder, cut or _in_order):
        empty = piece is RESTART
        yield piece
    if empty and not file.lost:
        yield Batch(file.path, file.shown, ((1, b""),))


def _whole_dossiers(file: RecordFile, folder: Path, cut: Callable[[RecordFile], Iterator[Any]]) -> Iterator[Any]:
    ways: list[Callable[[RecordFile], Iterator[Any]]] = [cut, _in_order, partial(_sorted_out, folder=folder)]
    while ways:
        try:
            yield from ways[0](file)
            return
        except TooLong:
            # What is passed over may stand within a dossier.
            ways = ways[1:]
        except Scattered:
            ways = ways[2:]
        file.lost.clear()
        yield RESTART


#: Said once where batches that were given are to be forgotten: they did not hold whole dossiers.
RESTART: Any = None


def dossier_of(line: bytes, loads: Any, default: bytes = b"") -> bytes | None:
    """The dossier of a record, which is `default` where it names none; None for what is no record."""
    found = _HEAD.match(line)
    if found is not None and line.count(b'"dossier"') == 1:
        return found[1]
    record = read_quickly(line, loads)
    if record is None:
        text = text_of(line)
        try:
            record, _ = read_json(text, Lines("", text))
        except Unreadable:
            return None
    if not isinstance(record, dict):
        return None
    name = record.get("id" if record.get("type") == "dossier" and "dossier" not in record else "dossier")
    return name.encode("utf-8", "surrogatepass") if isinstance(name, str) else default


def default_of(shown: str) -> bytes:
    """The dossier of the records of a file that name none."""
    return default_id(shown).encode("utf-8", "surrogatepass")


def _in_order(file: RecordFile) -> Iterator[Batch]:
    loads, default = library("orjson").loads, default_of(file.shown)
    cuts = Cuts()
    held: list[Numbered] = []
    for number, line in file.lines():
        if cuts.ends_before(dossier_of(line, loads, default)):
            yield Batch(file.path, file.shown, tuple(held))
            held = []
        held.append((number, line))
        cuts.size += len(line)
    if held:
        yield Batch(file.path, file.shown, tuple(held))


def _sorted_out(file: RecordFile, folder: Path) -> Iterator[Batch]:
    """The same where the records of a dossier stand apart: sorted into files by their dossier first."""
    loads, default = library("orjson").loads, default_of(file.shown)
    with tempfile.TemporaryDirectory(dir=folder, prefix="sorting-") as place:
        buckets: list[Any] = []
        count = 1 + (
            file.path.stat().st_size * (8 if file.path.suffix != ".jsonl" else 1) // _BUCKET
            if file.path.exists()
            else 64
        )
        try:
            buckets = [(Path(place) / str(n)).open("wb") for n in range(min(512, count))]
            for number, line in file.lines():
                name = dossier_of(line, loads, default) or b""
                # A record of Parquet may have several lines.
                buckets[zlib.crc32(name) % len(buckets)].write(b"%d %d\n%s" % (number, len(line), line))
        finally:
            for bucket in buckets:
                bucket.close()
        for n in range(len(buckets)):
            yield from _of_bucket(file, Path(place) / str(n), loads)


def _of_bucket(file: RecordFile, bucket: Path, loads: Any) -> Iterator[Batch]:
    groups: dict[bytes, list[Numbered]] = {}
    default = default_of(file.shown)
    with bucket.open("rb") as stream:
        while head := stream.readline():
            number, size = map(int, head.split())
            line = stream.read(size)
            groups.setdefault(dossier_of(line, loads, default) or b"", []).append((number, line))
    held: list[Numbered] = []
    size = 0
    for lines in groups.values():
        held += lines
        size += sum(len(line) for _, line in lines)
        if size >= LARGE:
            yield Batch(file.path, file.shown, tuple(held))
            held, size = [], 0
    if held:
        yield Batch(file.path, file.shown, tuple(held))
