"""Copies of one text among very many: candidates by an inverted index of word shingles (Broder 1997), each looked at as
in a dossier: quoted passages set aside, near-verbatim, the earlier one the original.

What a short text shares with a long one is counted, not how alike they are as a whole: of a wire that was cut to a
tenth all that is left stands in the wire.
"""

import hashlib
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from provenance.assess.text_copies import MIN_WORDS, SHARED, Words, are_copies, own_words, shingles_of
from provenance.corpus.libraries import library
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import Lost, RecordFile
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.texts import opened, read_bytes
from provenance.model import dates
from provenance.model.errors import InputError
from provenance.model.message import M
from provenance.model.place import Place

#: Texts whose shingles are worked out at once.
_BATCH = 200
#: Texts that have one shingle and are each counted with all others of them; one that comes later is counted with the
#: first few of them. A text most of which is had by so many is a copy of the first that it is like, and of no others
#: then: pairs grow as texts do.
CROWDED, FIRST = 200, 5
#: The share of the shorter text's shingles that has to be counted: of those in common some are too crowded to be.
COUNTED = SHARED / 2
#: Share of the shorter text's shingles at which two texts are one whatever the order of their sentences.
REORDERED = 0.6


@dataclass(frozen=True, slots=True)
class Text:
    """A document of a corpus: its name, its words outside quotation marks, when it came out (EDTF, with an hour where
    one is known), who published it.
    """

    name: str
    words: Words
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Pickup:
    """A text that is near-verbatim another one: `copy` came later, where `directed`; `share` is how much of the shorter
    text's shingles both have.
    """

    original: str
    copy: str
    directed: bool
    share: float
    outlets: tuple[str | None, str | None]


def pickups(texts: Sequence[Text], jobs: int = 1) -> Iterator[Pickup]:
    """The pairs of texts that are copies, in the order in which the second of each came out, those without a day last.

    Of a text that very many have, each is told with the earliest at least, not with every other.
    """
    kept = [text for text in texts if len(text.words) >= MIN_WORDS]
    if not kept:
        return
    shingles = _hashed(kept, jobs)
    # The earliest first: it is what later ones are compared with where they are many.
    order = sorted(range(len(kept)), key=lambda number: _came_out(kept[number]))
    index = _Index([shingles[number] for number in order])
    for rank, number in enumerate(order):
        candidates, is_crowded = index.candidates(rank)
        pairs = (sorted((order[other], number)) for other in candidates)
        found = filter(None, (_compared(kept[a], kept[b], shingles[a], shingles[b]) for a, b in pairs))
        yield from itertools.islice(found, 1 if is_crowded else None)


class _Index:
    """Which texts have a shingle: of texts by their ranks, asked in their order."""

    def __init__(self, shingles: Sequence[Any]) -> None:
        numpy = self._numpy = library("numpy")
        self._sizes = numpy.array([len(found) for found in shingles])
        _, ids, counts = numpy.unique(numpy.concatenate(shingles), return_inverse=True, return_counts=True)
        # A shingle of one text alone leads to no other.
        kept = counts[ids] > 1
        ranks = numpy.repeat(numpy.arange(len(shingles)), self._sizes)[kept]
        #: The shingles of one text after the other, and where those of each begin.
        self._ids = ids[kept]
        self._begins = numpy.searchsorted(ranks, numpy.arange(len(shingles) + 1))
        #: The texts that have one shingle after the other, where those of each begin, and how many of them were met.
        self._ranks = ranks[numpy.argsort(self._ids, kind="stable")]
        counts[counts == 1] = 0
        self._firsts = numpy.cumsum(counts) - counts
        self._met = numpy.zeros_like(counts)

    def candidates(self, rank: int) -> tuple[list[int], bool]:
        """The texts before one, in their order, that may be copies of it or the other way round, and whether very many
        have most of it.
        """
        numpy, size = self._numpy, self._sizes[rank]
        ids = self._ids[self._begins[rank] : self._begins[rank + 1]]
        met = self._met[ids]
        self._met[ids] += 1
        crowded = met >= CROWDED
        looked_at = numpy.where(crowded, FIRST, met)
        ends = numpy.cumsum(looked_at)
        places = numpy.repeat(self._firsts[ids] - ends + looked_at, looked_at) + numpy.arange(looked_at.sum())
        others, counts = numpy.unique(self._ranks[places], return_counts=True)
        likely = counts >= COUNTED * numpy.minimum(size, self._sizes[others])
        return others[likely].tolist(), bool(2 * crowded.sum() > size)


def _hashed(texts: Sequence[Text], jobs: int) -> list[Any]:
    """The hashes of the shingles of each text."""
    tasks = ((start, texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH))
    pool: WorkerPool[Sequence[Text], list[Any]] = WorkerPool(jobs, _hasher)
    found: dict[int, Any] = {}
    for done in pool.results(tasks, lambda batch: [batch]):
        # No text is left out because processes were killed: then it is done here.
        hashed = done.result if done.failure is None else _hasher()(done.result)
        found.update(enumerate(hashed, done.number))
    return [found[number] for number in range(len(texts))]


def _hasher() -> Callable[[Sequence[Text]], list[Any]]:
    """A function that gives the hashes of the shingles of texts."""
    return lambda texts: [_hashes(shingles_of(text.words)) for text in texts]


def _hashes(shingles: Iterable[Words]) -> Any:
    """Shingles as sorted numbers: of 64 bits, so that no two of a corpus are one by chance."""
    numpy = library("numpy")
    digests = (hashlib.blake2b(" ".join(one).encode(), digest_size=8).digest() for one in shingles)
    return numpy.sort(numpy.frombuffer(b"".join(digests), "<u8"))


def _compared(one: Text, other: Text, first: Any, second: Any) -> Pickup | None:
    shared = library("numpy").intersect1d(first, second, assume_unique=True)
    share = len(shared) / min(len(first), len(second))
    # What was put in another order keeps its shingles, what was edited its words in order.
    if share < SHARED or not (share >= REORDERED or are_copies(one.words, other.words)):
        return None
    order = _earlier(one.published, other.published)
    if order > 0:
        one, other = other, one
    return Pickup(one.name, other.name, order != 0, round(share, 3), (one.outlet, other.outlet))


def _came_out(text: Text) -> tuple[bool, int, int]:
    """By this texts are sorted from the earliest on; those of which only a longer time is known come at its end."""
    try:
        day = dates.parse(text.published) if text.published else None
    except dates.DateError:
        day = None
    if day is None:
        return True, 0, 0
    return False, day.latest, day.moment.last if day.moment is not None else 0


def _earlier(one: str | None, other: str | None) -> int:
    """Below 0 where the first came out before the second, above 0 after it, 0 where that is not known."""
    try:
        first, second = (dates.parse(day) if day else None for day in (one, other))
    except dates.DateError:
        return 0
    if first is None or second is None:
        return 0
    return -1 if first.before(second) else 1 if second.before(first) else 0


def texts_at(paths: Iterable[Path]) -> tuple[list[Text], list[Lost]]:
    """The texts of some paths: files of any kind that is read, folders of them, and records (JSONL, Parquet) with `id`
    and `text`, `published` and `publisher` if they are known.
    """
    found: list[Text] = []
    lost: list[Lost] = []
    for path in paths:
        if path.name.endswith((".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")) and path.is_file():
            found += _of_records(path, lost)
        else:
            found += _of_files(path, lost)
    return found, lost


def _of_records(path: Path, lost: list[Lost]) -> Iterator[Text]:
    for number, record in _rows(path, lost) if path.suffix == ".parquet" else _lines(path, lost):
        if isinstance(record, dict) and isinstance(record.get("text"), str):
            said = [
                value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else None
                for value in (record.get("published"), record.get("publisher"))
            ]
            name = record.get("id")
            yield Text(str(number if name is None else name), _words_of(record["text"]), *said)


def _lines(path: Path, lost: list[Lost]) -> Iterator[tuple[int, Any]]:
    """The records of a file of JSONL with their lines."""
    file, loads = RecordFile(path), library("orjson").loads
    for number, line in file.lines():
        try:
            record = loads(line)
        except ValueError:
            lost.append(Lost(file.shown, number, M("this is not JSON")))
            continue
        yield number, record
    lost += file.lost


def _rows(path: Path, lost: list[Lost]) -> Iterator[tuple[int, Any]]:
    """The rows of a Parquet file with their numbers. Raises InputError where it is none, or has no column `text`."""
    parquet, shown = library("pyarrow.parquet"), display_path(path)
    with opened(path, shown) as stream:
        try:
            file = parquet.ParquetFile(stream)
        except Exception as error:
            why = M("this is no Parquet file: {why}", why=str(error).splitlines()[0][:160])
            raise InputError(why, Place(shown)) from None
        names = file.schema_arrow.names
        if "text" not in names and "record" in names:
            # Records as JSON, as an audit reads them.
            yield from _lines(path, lost)
            return
        if "text" not in names:
            found = ", ".join(sorted(names)[:12])
            raise InputError(
                M("no records stand in these columns: {names}", names=found), Place(shown), M("a column `text`")
            )
        kept = [name for name in ("id", "text", "published", "publisher") if name in names]
        number = 0
        try:
            for batch in file.iter_batches(batch_size=4096, columns=kept):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
        except Exception as error:
            why = M("cut short or damaged after this line ({why}): the rest is lost", why=str(error)[:120])
            lost.append(Lost(shown, number, why))


def _of_files(path: Path, lost: list[Lost]) -> Iterator[Text]:
    from provenance.extraction.inputs import articles
    from provenance.files.document_text import original_text

    for file in articles([path]):
        shown = display_path(file)
        try:
            read = original_text(read_bytes(file, shown), shown, file.name)
        except Unreadable as error:
            lost.append(Lost(shown, None, error.message, error.advice))
            continue
        yield Text(shown, _words_of(read.text), read.metadata.published, read.metadata.publisher)


def _words_of(text: str) -> Words:
    """The words of a text outside quotation marks, each kept once for all texts."""
    return tuple(map(sys.intern, own_words(text)))
