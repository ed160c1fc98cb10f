"""Finding people's names in texts however they are disguised: for what may not be let out, where missing one costs more
than finding one too many.

Names and texts are compared by what is left of them once they are transliterated (`anyascii`) and stripped of case,
accents, punctuation and what is not seen; a second time with each letter taken for the Latin one it looks like
(`confusable-homoglyphs`, from Unicode's UTS 39). Escapes (`%20`, `&ouml;`, `\\u00f6`) are undone first. A person's name
is also found in other orders, by its initial and family name, by its family name alone, by its initials, and by its
given name alone, unless another family name follows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from provenance.model.letters import (
    AFFIXED,
    INFLECTED,
    UNSEEN,
    Letters,
    bare,
    is_cased,
    is_unspaced,
    letters_of,
    run_on,
    script,
    skeleton,
)
from provenance.model.name_forms import NameForm, forms, initials_of, transliterations
from provenance.model.names import MAX_SOUGHT_ONE_BY_ONE, NameFinder, fold

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+|&#?\w{1,12};|(?:\\u[0-9A-Fa-f]{4})+|\\x[0-9A-Fa-f]{2}|(?:=[0-9A-F]{2})+")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
#: What stands before or after a word of an id, a path or an address; after a point or a hyphen it goes on.
_IN_ID = re.compile(r"[\w\d]?[_/\\@#=%+0-9]|[-.]\w")
#: Before and behind a given name that is another's: « Jean-Aurélie », « Aurélie Blanc », « Aurélie de Lorne ».
_COMPOUND = re.compile(r"[^\W\d_][-\u2010\u2011]")
_FAMILY = re.compile(r"[ \u00a0\u202f\u2010\u2011-](?:(?:de|du|des|von|van|der|den|di|da|del) |d['’])*([^\W\d_])")
_INITIAL = re.compile(r"[ \u00a0\u202f]([^\W\d_])(?:\.|(?!\w))")
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[\s\u200b-\u200f\u2060-]*){2,6}(?!\w)")
_SUFFIXES = frozenset("s es x n en a u em om owi ova ovi in im nak nek".split())


class Match(NamedTuple):
    """Where a name stands (code points, end excluded), which of the names given, whether in full or by a part, and
    whether that is a given name, which others have too.
    """

    start: int
    end: int
    name: str
    in_full: bool
    is_given: bool = False


class LooseFinder:
    """Finds any of some names in texts. The time is that of the text, however many the names."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(dict.fromkeys(name for name in names if name.strip()))
        self._exact = NameFinder(filter(None, map(fold, names)))
        self._by_fold = {fold(name): name for name in reversed(names)}
        self._keys: dict[str, NameForm] = {}
        for name in names:
            for form, key in _all_forms(name):
                known = self._keys.get(form)
                # A form that is a whole name of somebody is not only a part of another's.
                if known is None or (known.is_part, known.is_given) > (key.is_part, key.is_given):
                    self._keys[form] = key
        self._lengths = sorted({len(form) for form in self._keys}, reverse=True)
        #: How they begin: a text that holds none of this holds no name, and is not looked at closely.
        beginnings = {run_on(form) for form in self._keys}
        self._gram = min(map(len, beginnings), default=0)
        self._beginnings = {form[: self._gram] for form in beginnings}
        self._initials = {letters: name for name in reversed(names) if (letters := initials_of(name))}

    def find(self, text: str) -> list[Match]:
        """All places, in order; where two overlap, the first and longest."""
        if not self._by_fold:
            return []
        found = [Match(start, end, self._by_fold[name], True) for start, end, name in self._exact.spellings(text)]
        for variant, back in _variants(text):
            for match in self._in(variant):
                start, end = (
                    (match.start, match.end) if back is None else (back[match.start][0], back[match.end - 1][1])
                )
                found.append(match._replace(start=start, end=end))
        kept: list[Match] = []
        for match in sorted(found, key=lambda m: (m.start, -m.end)):
            if not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept

    def _in(self, text: str) -> Iterator[Match]:
        for look in (False, True) if not text.isascii() or any(map(str.isdigit, text)) else (False,):
            if self._may_hold(text, look):
                yield from self._matches(text, letters_of(text, look))
        for initials in _INITIALS.finditer(text) if self._initials else ():
            name = self._initials.get("".join(filter(str.isalpha, initials[0])).upper())
            if name is not None:
                yield Match(initials.start(), initials.start() + len(initials[0].rstrip()), name, False)

    def _may_hold(self, text: str, look: bool) -> bool:
        """Whether the beginning of a name stands in the text at all, wherever words end."""
        letters = run_on(skeleton(text, look))
        if len(self._beginnings) <= MAX_SOUGHT_ONE_BY_ONE:
            return any(beginning in letters for beginning in self._beginnings)
        size = self._gram
        return not self._beginnings.isdisjoint(letters[i : i + size] for i in range(len(letters) - size + 1))

    def _matches(self, text: str, stripped: Letters) -> Iterator[Match]:
        letters, starts, ends = stripped
        position = 0
        while position < len(letters):
            if (position and starts[position] == starts[position - 1]) or not _may_begin(text, starts[position]):
                position += 1
                continue
            step = 1
            for length in self._lengths:
                key = self._keys.get(letters[position : position + length])
                if key is None or position + length > len(letters):
                    continue
                last = position + length - 1
                start, end = starts[position], ends[last]
                if last + 1 < len(letters) and starts[last + 1] < end:
                    continue
                stop = _end_of_name(text, end, key)
                if stop is None or not _looks_like(text, start, stop, key):
                    continue
                # With an ending it is a genitive: no family name follows.
                stop = _end_of_given(text, start, stop, key) if key.is_given and stop == end else stop
                if stop is None:
                    continue
                yield Match(start, stop, key.name, not key.is_part, key.is_given)
                step = length
                break
            position += step


@lru_cache(maxsize=32)
def finder_of(names: tuple[str, ...]) -> LooseFinder:
    """A finder of these names, which the dossiers of one file have in common."""
    return LooseFinder(names)


@lru_cache(maxsize=1 << 13)
def _all_forms(name: str) -> tuple[tuple[str, NameForm], ...]:
    """The letters of each form of a name in each way to spell it: it may be hidden in one dossier after the other."""
    return tuple(chain.from_iterable(forms(spelled, name) for spelled in transliterations(name)))


def _may_begin(text: str, start: int) -> bool:
    """Whether a word may begin there."""
    before = _seen(text, start - 1, -1)
    if before < 0 or not text[before].isalpha():
        return True
    here, there = text[start], text[before]
    if is_unspaced(here) or is_unspaced(there) or (here.isupper() and there.islower()):
        return True
    if script(here) not in AFFIXED:
        return False
    # « and », « by », « the » are written together with the name.
    return not all(text[before - i : before - i + 1].isalpha() for i in range(4))


def _end_of_name(text: str, end: int, key: NameForm) -> int | None:
    """Where the word ends in which a name does; None where that is another word."""
    after = _seen(text, end, 1)
    if after >= len(text) or not text[after].isalpha():
        return end
    last, there = text[end - 1], text[after]
    if is_unspaced(last) or is_unspaced(there) or (there.isupper() and last.islower()):
        return end
    stop = after
    while (
        stop < len(text) and stop - after <= 4 and (text[stop].isalpha() or unicodedata.category(text[stop]) in UNSEEN)
    ):
        stop += 1
    more = text[after:stop]
    if key.is_stem or script(last) in (*AFFIXED, *INFLECTED):
        return stop if len(more) <= 4 else None
    return stop if _is_suffix(more) else None


@lru_cache(maxsize=1 << 12)
def _is_suffix(more: str) -> bool:
    return bare(more) in _SUFFIXES


def _looks_like(text: str, start: int, end: int, key: NameForm) -> bool:
    """Whether what may be a word of the language looks like a name there: it is spelled as one, or stands in an id."""
    if not key.is_part or not is_cased(text[start]) or text[start].isupper():
        return True
    return bool(_IN_ID.match(text[end : end + 2]) or _IN_ID.match(text[max(0, start - 2) : start][::-1]))


def _end_of_given(text: str, start: int, end: int, key: NameForm) -> int | None:
    """Where a given name ends, its own initial included (« Aurélie M. »); None where it is part of a compound one, or
    has another family name. In an id nothing tells that from other words.
    """
    if text[start].islower():
        return end
    if _COMPOUND.match(text, max(0, start - 2)):
        return None
    initial = _INITIAL.match(text, end)
    if initial is not None and initial[1] == initials_of(key.name)[-1:]:
        return initial.end()
    family = _FAMILY.match(text, end)
    # In a line of capitals nothing tells a family name from what is said of somebody.
    return None if family is not None and family[1].isupper() and not text[start:end].isupper() else end


def _seen(text: str, position: int, step: int) -> int:
    """The nearest character that is seen, from a position on."""
    while 0 <= position < len(text) and unicodedata.category(text[position]) in UNSEEN:
        position += step
    return position


def _variants(text: str) -> Iterator[tuple[str, list[tuple[int, int]] | None]]:
    """The text, with its escapes undone, and without tags; for each character of those where it comes from."""
    yield text, None
    if any(mark in text for mark in "%&\\="):
        undone = _replaced(text, _ESCAPES, _unescaped)
        if undone is not None:
            yield undone
    if "<" in text:
        bare = _replaced(text, _TAGS, lambda tag: "")
        if bare is not None:
            yield bare


def _replaced(
    text: str, pattern: re.Pattern[str], by: Callable[[str], str]
) -> tuple[str, list[tuple[int, int]]] | None:
    pieces: list[str] = []
    back: list[tuple[int, int]] = []
    position = 0
    for match in pattern.finditer(text):
        said = by(match[0])
        pieces += (text[position : match.start()], said)
        back.extend((i, i + 1) for i in range(position, match.start()))
        back.extend((match.start(), match.end()) for _ in said)
        position = match.end()
    if not position:
        return None
    pieces.append(text[position:])
    back.extend((i, i + 1) for i in range(position, len(text)))
    return "".join(pieces), back


def _unescaped(escape: str) -> str:
    if escape[0] in "%=":
        return unquote(escape.replace("=", "%"), errors="replace")
    if escape[0] == "&":
        return unescape(escape)
    spelled = re.sub(r"\\[ux]", "", escape)
    size = 4 if escape[1] == "u" else 2
    codes = (int(spelled[i : i + size], 16) for i in range(0, len(spelled), size))
    return "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
