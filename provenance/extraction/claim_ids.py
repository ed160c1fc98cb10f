"""Ids of a draft's claims and sources: short, made of their words, the same as long as these stay. Claims in common."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from provenance.extraction.word_sets import draft_words
from provenance.model.message import Message
from provenance.model.reading import Span

_WORD = re.compile(r"[^\W_]+")
_EMPTY = draft_words("empty")
_NEGATIONS = draft_words("negations")
#: Words of an id; the fewest words that two claims must have, and the share they must have in common, to be one.
ID_WORDS, MIN_WORDS, SAME = 3, 4, 0.75


class Ids:
    """Ids made of words, each given once: of a few of them, of more where those are taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._given: set[str] = set(taken)
        self._last: dict[str, int] = {}

    def new(self, words: str) -> str:
        found = _content_words(words) or _WORD.findall(plain(words)) or ["claim"]
        size = min(ID_WORDS, len(found))
        name = _joined(found[:size])
        while name in self._given and size < len(found):
            size += 1
            name = _joined(found[:size])
        base, number = name, self._last.get(name, 1)
        while name in self._given:
            number += 1
            name = f"{base}-{number}"
        self._last[base] = number
        self._given.add(name)
        return name


class _Content(NamedTuple):
    """What a claim says, as far as its words tell."""

    words: frozenset[str]
    figures: frozenset[str]
    denied: bool


class SharedClaims:
    """The claims of a draft: one for words that say the same again."""

    def __init__(self) -> None:
        self._ids = Ids()
        self._said: list[tuple[_Content, str, Message]] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_span: dict[tuple[str, tuple[Span, ...]], tuple[str, Message]] = {}

    def of(
        self, words: str, place: Message, taken: set[str], at: tuple[str, tuple[Span, ...]]
    ) -> tuple[str, Message | None]:
        """The id of a claim, and where it was said first, if it was. `taken` are those of its statement; what is said
        of the very same words of a document (`at`) is one claim: « …, ce que conteste la mairie ».
        """
        if at in self._by_span and self._by_span[at][0] not in taken:
            return self._by_span[at]
        name, first = self._again(words, place, taken)
        self._by_span.setdefault(at, (name, place))
        return name, first

    def _again(self, words: str, place: Message, taken: set[str]) -> tuple[str, Message | None]:
        content = _content(words)
        for number in self._near(content.words):
            known, name, first = self._said[number]
            if name not in taken and _same(known, content):
                return name, first
        name = self._ids.new(words)
        for word in content.words:
            self._by_word.setdefault(word, []).append(len(self._said))
        self._said.append((content, name, place))
        return name, None

    def _near(self, content: frozenset[str]) -> list[int]:
        """The claims that have two of the longest words; of a word that very many have, none is asked for."""
        seen: dict[int, int] = {}
        for word in sorted(content, key=lambda w: (-len(w), w))[:4]:
            for number in self._by_word.get(word, ())[-100:]:
                seen[number] = seen.get(number, 0) + 1
        return sorted(number for number, count in seen.items() if count > 1)


def _content(words: str) -> _Content:
    found = frozenset(_content_words(words))
    return _Content(found, frozenset(w for w in found if any(map(str.isdigit, w))), not found.isdisjoint(_NEGATIONS))


def _same(one: _Content, other: _Content) -> bool:
    """Whether two claims say one thing as far as their words tell: the same figures, denied or not alike."""
    if one.figures != other.figures or one.denied != other.denied:
        return False
    fewer, more = sorted((len(one.words), len(other.words)))
    return fewer >= max(MIN_WORDS, SAME * more) and len(one.words & other.words) >= SAME * len(one.words | other.words)


def _content_words(words: str) -> list[str]:
    return [w for w in _WORD.findall(plain(words)) if w not in _EMPTY and (len(w) > 1 or w.isdigit())]


def _joined(words: list[str]) -> str:
    return "-".join(words)[:60].strip("-")


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str) -> str:
    """An id of the words of a text."""
    return "-".join(_WORD.findall(plain(text)))[:60] or "draft"


def single_spaced(text: str) -> str:
    """« Anne   Roux » → « Anne Roux »."""
    return " ".join(text.split())
