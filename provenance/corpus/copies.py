"""Copies of one text among very many: candidates by MinHash and locality-sensitive hashing (Broder 1997; Indyk and
Motwani 1998), each looked at as in a dossier: quoted passages set aside, near-verbatim, the earlier one the original.
"""

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

#: Permutations, in so many bands of so many rows: a pair that shares half of its shingles is missed once in 250 times.
PERMUTATIONS, BANDS, ROWS = 128, 42, 3
#: Texts that are sketched at once.
_BATCH = 200
#: Texts of one bucket that are each compared with all others in it; one that comes later is compared with the first few
#: of them until it is a copy of one, and with no others then: pairs grow as texts do.
CROWDED, FIRST = 200, 5
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
    shingles = [shingles_of(text.words) for text in kept]
    sketches = _sketches(kept, jobs)
    # The earliest first: it is what later ones are compared with where they are many.
    order = sorted(sketches, key=lambda number: _came_out(kept[number]))
    buckets = _Buckets()

    def compared(*ranks: int) -> Pickup | None:
        one, other = sorted(order[rank] for rank in ranks)
        return _compared(kept[one], kept[other], shingles[one], shingles[other])

    for rank, number in enumerate(order):
        few, many = buckets.candidates(rank, sketches.pop(number))
        original = next(filter(None, (compared(other, rank) for other in many)), None)
        if original is not None:
            yield original
            continue
        yield from filter(None, (compared(other, rank) for other in few))


class _Buckets:
    """Which texts have a part of their sketch in common."""

    def __init__(self) -> None:
        self._bands: list[dict[bytes, list[int]]] = [{} for _ in range(BANDS)]

    def candidates(self, rank: int, sketch: bytes) -> tuple[list[int], list[int]]:
        """The texts that may be copies of one that is put among them: those of which there are few, and the first of
        those of which there are many, in their order.
        """
        width = ROWS * 8
        few: set[int] = set()
        many: set[int] = set()
        for band, bucket in enumerate(self._bands):
            held = bucket.setdefault(sketch[band * width : (band + 1) * width], [])
            if len(held) < CROWDED:
                few.update(held)
                held.append(rank)
            else:
                many.update(held[:FIRST])
        return sorted(few), sorted(many)


def _sketches(texts: Sequence[Text], jobs: int) -> dict[int, bytes]:
    """The sketch of each text by its number."""
    tasks = ((start, texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH))
    pool: WorkerPool[Sequence[Text], list[bytes]] = WorkerPool(jobs, _sketcher)
    found: dict[int, bytes] = {}
    for done in pool.results(tasks, lambda batch: [batch]):
        # No text is left out because processes were killed: then it is done here.
        sketches = done.result if done.failure is None else _sketcher()(done.result)
        found.update(enumerate(sketches, done.number))
    return dict(sorted(found.items()))


def _sketcher() -> Callable[[Sequence[Text]], list[bytes]]:
    """A function that sketches texts; each is the bytes of its minima, band after band."""
    minhash = library("datasketch").MinHash

    def sketched(texts: Sequence[Text]) -> list[bytes]:
        sets = [[" ".join(one).encode() for one in shingles_of(text.words)] for text in texts]
        made = minhash.bulk(sets, num_perm=PERMUTATIONS, seed=1)
        return [one.hashvalues.astype("<u8").tobytes() for one in made]

    return sketched


def _compared(one: Text, other: Text, first: frozenset[Words], second: frozenset[Words]) -> Pickup | None:
    smaller = min(len(first), len(second))
    share = len(first & second) / smaller if smaller else 0.0
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
            yield Text(str(number if name is None else name), own_words(record["text"]), *said)


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
        yield Text(shown, own_words(read.text), read.metadata.published, read.metadata.publisher)
