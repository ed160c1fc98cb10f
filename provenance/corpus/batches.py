"""A stream of records cut into batches of whole dossiers.

Records of one dossier stand together as a rule: then one pass is enough. Where they do not, they are first sorted into
files on disk by their dossier, each of which fits into memory. A dossier that is larger than that is put on disk alone
(`large/`). Where a batch ends is decided by the ids of dossiers, so that a dossier that is added or changed moves the
cuts near it alone.
"""

import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from provenance.corpus.large.cutting import LargeDossier, is_large
from provenance.corpus.large.part import DossierPart
from provenance.corpus.libraries import library
from provenance.corpus.reading import RecordFile, TooLong, read_quickly, text_of
from provenance.files.json_reader import read_json
from provenance.files.located import Lines, Unreadable
from provenance.files.raw import NOWHERE_ELSE, Elsewhere, default_id, dossier_named_in

#: Bytes of a batch from which on it may end, and at which it ends.
SMALL, LARGE = 256 << 10, 1 << 20
#: One dossier in so many ends a batch that is large enough.
_EVERY = 16
#: Bytes of a file into which scattered records are sorted.
_BUCKET = 48 << 20
#: The dossier of a record where it stands first or behind the type, as nearly all do.
_HEAD = re.compile(rb'\s*\{\s*(?:"type"\s*:\s*"[a-z]+"\s*,\s*)?"dossier"\s*:\s*"([^"\\]*)"')
#: The beginning of a record of another type, which may name none.
_TYPED = re.compile(rb'\s*\{\s*"type"\s*:\s*"(?!dossier")[a-z]+"')
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
    #: Where it is not whole dossiers but a part of one.
    part: DossierPart | None = None

    @property
    def first_line(self) -> int:
        return self.lines[0][0] if self.lines else 0

    @property
    def size(self) -> int:
        """How many bytes its lines are."""
        return sum(len(line) for _, line in self.lines)


def whole_batch(large: LargeDossier) -> Batch:
    """A large dossier as one batch, in memory."""
    return Batch(large.path, large.shown, tuple(large.lines()), large.elsewhere)


class Scattered(Exception):
    """A dossier goes on after another one has begun."""


#: What is known of the other lines then.
_SCATTERED = Elsewhere(dossiers=True)


class Cuts:
    """Where batches end, as the dossiers of a file pass by."""

    def __init__(self, default: bytes, has_others: bool = False) -> None:
        """`default` is the dossier of records that name none; there may be others than pass by."""
        self._default, self._has_others = default, has_others
        self._has_default = False
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
        self._has_default |= name == self._default
        if last is None or (self.size < LARGE and (self.size < SMALL or zlib.crc32(last) % _EVERY)):
            return False
        self.size = 0
        return True

    @property
    def elsewhere(self) -> Elsewhere:
        """What the last batch is to know of the others: that records which name no dossier are not alone."""
        return Elsewhere(self._has_default and (self._has_others or bool(self._seen)))


def batches(file: RecordFile, folder: Path, cut: Callable[[RecordFile], Iterator[Any]] | None = None) -> Iterator[Any]:
    """The batches of a file, in its order; in that of their first records where they are scattered; and the dossiers
    that are too large for one. `folder` is where what does not fit into memory is put, `cut` what cuts the file as long
    as its dossiers stand together. Whoever takes them must be ready for `RESTART`, after which all come again.
    """
    file.keep(folder)
    empty = True
    for item in _whole_dossiers(file, folder, cut or partial(_by_line, folder=folder)):
        empty = item is RESTART
        yield item
    if empty and not file.lost:
        yield Batch(file.path, file.shown, ((1, b""),))


def _whole_dossiers(file: RecordFile, folder: Path, cut: Callable[[RecordFile], Iterator[Any]]) -> Iterator[Any]:
    ways: list[Callable[[RecordFile], Iterator[Any]]] = [
        cut,
        partial(_by_line, folder=folder),
        partial(_sorted_out, folder=folder),
    ]
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
    words = line.count(b'"dossier"')
    if found is not None and words == 1:
        return found[1]
    if not words and b"\\u" not in line and _TYPED.match(line) and line.rstrip().endswith(b"}"):
        return default
    record = read_quickly(line, loads)
    if record is None:
        text = text_of(line)
        try:
            record, _ = read_json(text, Lines("", text))
        except Unreadable:
            return None
    if not isinstance(record, dict):
        return None
    name = dossier_named_in(record, None)
    return name.encode("utf-8", "surrogatepass") if isinstance(name, str) else default


def default_of(shown: str) -> bytes:
    """The dossier of the records of a file that name none."""
    return default_id(shown).encode("utf-8", "surrogatepass")


def _by_line(file: RecordFile, folder: Path) -> Iterator[Batch | LargeDossier]:
    return in_order(file, file.lines(), folder)


def in_order(
    file: RecordFile, lines: Iterable[Numbered], folder: Path, elsewhere: Elsewhere = NOWHERE_ELSE
) -> Iterator[Batch | LargeDossier]:
    """Lines of a file cut where its batches end, and the dossiers among them that are too large. Raises Scattered."""
    loads, default = library("orjson").loads, default_of(file.shown)
    cuts = Cuts(default, elsewhere.dossiers)
    held: list[Numbered] = []
    current: bytes | None = None
    # Where the current dossier begins among what is held, in lines and in bytes; where it is too large to be held.
    begin = size_before = 0
    large: LargeDossier | None = None
    for number, line in lines:
        name = dossier_of(line, loads, default)
        if name is not None and name != current:
            ends = cuts.ends_before(name)
            if large is not None:
                large.elsewhere = cuts.elsewhere
                yield large
                large = None
            elif ends:
                yield Batch(file.path, file.shown, tuple(held), cuts.elsewhere)
                held = []
            current = name
            begin, size_before = len(held), cuts.size
        if large is not None:
            large.add(number, line)
            continue
        held.append((number, line))
        cuts.size += len(line)
        if is_large(cuts.size - size_before, len(held) - begin):
            if begin:
                yield Batch(file.path, file.shown, tuple(held[:begin]), cuts.elsewhere)
            large = _large(file, current, held[begin:], folder)
            held, cuts.size = [], 0
    if large is not None:
        large.elsewhere = cuts.elsewhere
        yield large
    if held:
        yield Batch(file.path, file.shown, tuple(held), cuts.elsewhere)


def _large(file: RecordFile, name: bytes | None, lines: Iterable[Numbered], folder: Path) -> LargeDossier:
    return LargeDossier(file.path, file.shown, (name or b"").decode("utf-8", "surrogatepass"), lines, folder)


def _sorted_out(file: RecordFile, folder: Path) -> Iterator[Batch | LargeDossier]:
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
            yield from _of_bucket(file, Path(place) / str(n), loads, folder)


def _of_bucket(file: RecordFile, bucket: Path, loads: Any, folder: Path) -> Iterator[Batch | LargeDossier]:
    groups: dict[bytes, list[Numbered]] = {}
    sizes: Counter[bytes] = Counter()
    large: dict[bytes, LargeDossier] = {}
    default = default_of(file.shown)
    with bucket.open("rb") as stream:
        while head := stream.readline():
            number, size = map(int, head.split())
            line = stream.read(size)
            name = dossier_of(line, loads, default) or b""
            if name in large:
                large[name].add(number, line)
                continue
            groups.setdefault(name, []).append((number, line))
            sizes[name] += len(line)
            if is_large(sizes[name], len(groups[name])):
                large[name] = _large(file, name, groups.pop(name), folder)
    for one in large.values():
        one.elsewhere = _SCATTERED
        yield one
    held: list[Numbered] = []
    size = 0
    for lines in groups.values():
        held += lines
        size += sum(len(line) for _, line in lines)
        if size >= LARGE:
            yield Batch(file.path, file.shown, tuple(held), _SCATTERED)
            held, size = [], 0
    if held:
        yield Batch(file.path, file.shown, tuple(held), _SCATTERED)
