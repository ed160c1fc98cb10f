"""Copies of one text among very many: candidates by MinHash and locality-sensitive hashing (Broder 1997; Indyk and
Motwani 1998), each looked at as in a dossier: quoted passages set aside, near-verbatim, the earlier one the original.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provenance.assess.text_copies import MIN_WORDS, SHARED, SHINGLE, Words, are_copies, own_words
from provenance.corpus.libraries import library
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import Lost, RecordFile
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.texts import read_bytes
from provenance.model import dates
from provenance.model.message import M

#: Permutations, in so many bands of so many rows: a pair that shares half of its shingles is missed once in 250 times.
PERMUTATIONS, BANDS, ROWS = 128, 42, 3
#: Texts that are sketched at once.
_BATCH = 200
#: A bucket of more texts than this is a phrase of the language.
CROWDED = 200
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
    """The pairs of texts that are copies, in the order of the second's place among them."""
    kept = [text for text in texts if len(text.words) >= MIN_WORDS]
    shingles = [_shingles(text.words) for text in kept]
    buckets: list[dict[bytes, list[int]]] = [{} for _ in range(BANDS)]
    done: dict[int, Any] = {}
    tasks = ((start, kept[start : start + _BATCH]) for start in range(0, len(kept), _BATCH))
    pool: WorkerPool[Sequence[Text], list[bytes]] = WorkerPool(jobs, _sketcher)
    for one in pool.results(tasks, lambda batch: [batch]):
        if one.failure is None:
            done[one.number] = one.result
    width = ROWS * 8
    for start in sorted(done):
        for offset, sketch in enumerate(done.pop(start)):
            number = start + offset
            candidates: set[int] = set()
            for band, bucket in enumerate(buckets):
                held = bucket.setdefault(sketch[band * width : (band + 1) * width], [])
                if len(held) < CROWDED:
                    candidates.update(held)
                    held.append(number)
            for other in sorted(candidates):
                found = _compared(kept[other], kept[number], shingles[other], shingles[number])
                if found is not None:
                    yield found


def _sketcher() -> Callable[[Sequence[Text]], list[bytes]]:
    """A function that sketches texts; each is the bytes of its minima, band after band."""
    minhash = library("datasketch").MinHash

    def sketched(texts: Sequence[Text]) -> list[bytes]:
        sets = [[" ".join(one).encode() for one in _shingles(text.words)] for text in texts]
        made = minhash.bulk(sets, num_perm=PERMUTATIONS, seed=1)
        return [one.hashvalues.astype("<u8").tobytes() for one in made]

    return sketched


def _shingles(words: Words) -> frozenset[Words]:
    return frozenset(words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1))


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
            found += _of_records(RecordFile(path, columns=("record", "text")), lost)
        else:
            found += _of_files(path, lost)
    return found, lost


def _of_records(file: RecordFile, lost: list[Lost]) -> Iterator[Text]:
    loads = library("orjson").loads
    for number, line in file.lines():
        try:
            record = loads(line)
        except ValueError:
            lost.append(Lost(file.shown, number, M("this is not JSON")))
            continue
        if isinstance(record, dict) and isinstance(record.get("text"), str):
            said = {
                key: value if isinstance(value := record.get(key), str) else None for key in ("published", "publisher")
            }
            yield Text(str(record.get("id", number)), own_words(record["text"]), said["published"], said["publisher"])
    lost += file.lost


def _of_files(path: Path, lost: list[Lost]) -> Iterator[Text]:
    from provenance.extraction.inputs import articles
    from provenance.files.document_text import original_text

    for file in articles([path]):
        shown = display_path(file)
        try:
            read = original_text(read_bytes(file, shown), shown, file.name)
        except Unreadable as error:
            lost.append(Lost(shown, None, error.problem.message))
            continue
        yield Text(shown, own_words(read.text), read.metadata.published, read.metadata.publisher)
