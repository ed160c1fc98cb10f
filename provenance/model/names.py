"""Comparing names as people write them, and finding the nearest one when they slip."""

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from provenance.model.plain import one_line

#: The separators by which two spellings of one name may differ.
SEPARATORS = re.compile(r"[\s'’‘ʼ`\-‐‑–—_.]+")

MAX_NAME = 1_000
#: Marks on one letter that are read together; piling up more costs their square.
MAX_CLUSTER = 32
#: Up to so many names are sought in a text one by one, which is faster than looking names up at each place of it.
MAX_SOUGHT_ONE_BY_ONE = 500


#: Marks that are left out when names are compared: accents, and the points of Hebrew and Arabic. Others make another
#: letter: the voicing of « パ » and « ハ », the vowels of Hindi, the breve of « й ».
_ACCENTS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]")
_LETTERS = str.maketrans({"й": "\ue000", "Й": "\ue000"})


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form under which two spellings of one name meet: no case, accents, apostrophes, hyphens or spaces.

    A name of which nothing is left (« … ») is itself.
    """
    # Nobody's name is longer; a pile of combining marks would cost its square.
    name = name[:MAX_NAME]
    if name.isascii():
        return SEPARATORS.sub("", name).lower() or name
    return SEPARATORS.sub("", _plain(name)) or name


def _plain(text: str) -> str:
    """The text without case and accents."""
    composed = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", composed))).casefold()


@lru_cache(maxsize=16384)
def _plain_cluster(cluster: str) -> str:
    """A letter with its marks, without case, accents and what separates."""
    return "".join(plain for plain in _plain(cluster) if not SEPARATORS.fullmatch(plain))


@lru_cache(maxsize=1)
def _pile() -> re.Pattern[str]:
    """More marks on one letter than are read together."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(sys.maxunicode + 1))))
    return re.compile(f"[{re.escape(marks)}]{{{MAX_CLUSTER}}}")


class NameFinder:
    """Finds folded names in texts as words of their own, however they are spelled there.

    A text is folded once for all names, and at each place the names are looked up by their lengths: the time is that of
    the text times the few lengths there are, however many the names.
    """

    def __init__(self, folded_names: Iterable[str]) -> None:
        by_length: dict[int, set[str]] = {}
        for name in folded_names:
            if name:
                by_length.setdefault(len(name), set()).add(name)
        self._by_length = sorted(by_length.items(), reverse=True)
        self._names = frozenset[str]().union(*by_length.values())

    def _may_hold(self, text: str) -> bool:
        """Whether any of the names stands in the text, wherever words end: a fast look, which errs on one side."""
        if len(self._names) > MAX_SOUGHT_ONE_BY_ONE or (not text.isascii() and _pile().search(text)):
            return True
        plain = SEPARATORS.sub("", text.lower() if text.isascii() else _plain(text))
        return any(name in plain for name in self._names)

    def spellings(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and folded name of each, from left to right; where several begin at one place, the longest."""
        if not self._may_hold(text):
            return
        whole, back = _folded(text)
        # Offsets in the folded text at which a word of the text itself may begin.
        position = 0
        while position < len(whole):
            step = 1
            for length, names in self._by_length:
                if whole[position : position + length] in names:
                    start, end = back[position], back[position + length - 1] + 1
                    while end < len(text) and unicodedata.combining(text[end]):
                        end += 1
                    if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
                        yield start, end, whole[position : position + length]
                        step = length
                        break
            position += step


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each character of that where in the text it comes from."""
    folded: list[str] = []
    back: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and end - position < MAX_CLUSTER and unicodedata.combining(text[end]):
            end += 1
        for plain in _plain_cluster(text[position:end]):
            folded.append(plain)
            back.append(position)
        position = end
    return "".join(folded), back


def find_spellings(folded_name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a folded name stands in a text as words of its own, however it is spelled there: start and end."""
    for start, end, _ in NameFinder([folded_name]).spellings(text):
        yield start, end


@dataclass
class Comparisons:
    """How many comparisons of names are left: of thousands of slips in one file the first are told their nearest name,
    the rest that they are none.
    """

    left: int = 500_000

    def nearest(self, name: str, known: Collection[str], limit: int = 3, cutoff: float = 0.7) -> list[str]:
        """As `nearest`, as long as there are some left."""
        self.left -= len(known)
        return nearest(name, known, limit, cutoff) if self.left >= 0 else []


def nearest(name: str, known: Iterable[str], limit: int = 3, cutoff: float = 0.7) -> list[str]:
    """The known names closest to `name`, best first; at most `limit`, none below the similarity `cutoff`.

    Similarity is the normalised indel similarity of the folded names (0 to 1).
    """
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)
    if not by_fold:
        return []
    from rapidfuzz import fuzz, process

    wanted = fold(name[:200])
    found = process.extract(wanted, list(by_fold), scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff * 100)
    close = [folded for folded, _, _ in sorted(found, key=lambda f: (-f[1], f[0]))]
    # A part of a name (« Ouchakov » for « Iouri Ouchakov ») is near too, whatever its length.
    if len(wanted) >= 4 and len(close) < limit:
        close += [f for f in by_fold if f not in close and (wanted in f or (len(f) >= 4 and f in wanted))]
    return [by_fold[f] for f in close[:limit]]


def did_you_mean(close: Iterable[str]) -> str:
    """The nearest names as the end of a sentence, safe to print; nothing where none is near."""
    names = ", ".join(map(one_line, close))
    return f" Did you mean {names}?" if names else ""


def matching_name(name: str, known: Collection[str]) -> str | None:
    """The known name that is meant: the one spelled so, else the first that folds to the same; None where none does."""
    if name in known:
        return name
    folded = fold(name)
    return next((one for one in known if fold(one) == folded), None)


def similarity(a: str, b: str) -> float:
    """How alike two texts are once folded: the normalised indel similarity, 0 to 1."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(fold(a), fold(b))) / 100
