"""Words that weaken what is said, in both languages: what falls off when a text is translated or shortened.

The words are data (`data/hedges.toml`), read once for everybody who asks: the claim file for the certainty of a quote,
the rules for a hedge that was lost, the reading of articles for how sure a speaker is.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from provenance.model.names import fold
from provenance.model.vocabulary import Certainty

_DATA = Path(__file__).resolve().parent.parent / "data" / "hedges.toml"
_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
#: Small letters for those of ASCII, and a space for what parts words that have no hyphen.
_PLAIN = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))


@dataclass(frozen=True)
class HedgeKind:
    """Words that weaken in one way, in both languages; those of a term are folded and in order."""

    name: str
    certainty: Certainty | None
    terms: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Hedges:
    """The kinds, and how to find their words in a text."""

    kinds: tuple[HedgeKind, ...]
    #: Terms in which the words weaken nothing (« dès que possible »).
    idioms: frozenset[tuple[str, ...]] = frozenset()

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[tuple[tuple[str, ...], HedgeKind], ...]]:
        found: dict[str, list[tuple[tuple[str, ...], HedgeKind]]] = {}
        for kind in self.kinds:
            for term in sorted(kind.terms):
                found.setdefault(term[0], []).append((term, kind))
        return {first: tuple(sorted(terms, key=lambda t: -len(t[0]))) for first, terms in found.items()}

    @cached_property
    def _rarest(self) -> frozenset[str]:
        """The longest word of each term: a text without one of them holds no term. The first is often « à » or "as"."""
        return frozenset(max(term, key=len) for kind in self.kinds for term in kind.terms)

    @cached_property
    def _rarest_bytes(self) -> frozenset[bytes]:
        return frozenset(word.encode() for word in self._rarest)

    def with_words(self, certainty: Certainty, terms: Iterable[str]) -> "Hedges":
        """The same with further words of one certainty."""
        added = frozenset(map(_term, terms))
        if not added:
            return self
        return Hedges((*self.kinds, HedgeKind(f"further {certainty}", certainty, added)), self.idioms)

    def in_text(self, text: str) -> dict[HedgeKind, str]:
        """The first words of each kind that the text holds."""
        found: dict[HedgeKind, str] = {}
        for kind, words in self._occurrences(text):
            found.setdefault(kind, words)
        return found

    def certainty_of(self, text: str) -> Certainty:
        """How sure the words are, by the strongest commitment among their hedges."""
        if not self._may_hold(text):
            return Certainty.CERTAIN
        held = {kind.certainty for kind, _ in self._occurrences(text)}
        return next((c for c in (Certainty.PROBABLE, Certainty.POSSIBLE) if c in held), Certainty.CERTAIN)

    def _may_hold(self, text: str) -> bool:
        """Whether a hedge may stand somewhere. Most texts hold none, and every quote of a file is asked."""
        if text.isascii() and "-" not in text:
            return not self._rarest_bytes.isdisjoint(text.encode().translate(_PLAIN).split())
        return True

    def _occurrences(self, text: str) -> Iterator[tuple[HedgeKind, str]]:
        if not self._may_hold(text):
            return
        folded = list(map(fold, _WORD.findall(text)))
        if self._rarest.isdisjoint(folded):
            return
        words = list(_WORD.finditer(text))
        end = 0
        for position, first in enumerate(folded):
            # "At most" is no "most".
            for term, kind in self._by_first.get(first, ()) if position >= end else ():
                if tuple(folded[position : position + len(term)]) != term:
                    continue
                if any(tuple(folded[position + 1 - len(idiom) : position + 1]) == idiom for idiom in self.idioms):
                    break
                end = position + len(term)
                if len(term) > 1 or not _is_name(words, position):
                    yield kind, text[words[position].start() : words[position + len(term) - 1].end()]
                break


def _is_name(words: list[re.Match[str]], position: int) -> bool:
    """« May » inside a sentence, or before a number, is a month."""
    if not words[position].group()[0].isupper():
        return False
    return position > 0 or (len(words) > 1 and words[1].group()[0].isdigit())


def _term(spelled: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(spelled.replace("_", " ")))


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    """The hedges that come with the program."""
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return Hedges(
        tuple(
            HedgeKind(
                kind["name"],
                Certainty(kind["certainty"]) if "certainty" in kind else None,
                frozenset(_term(term) for language in ("fr", "en") for term in kind[language].split()),
            )
            for kind in data["kind"]
        ),
        frozenset(_term(term) for language in ("fr", "en") for term in data["idioms"][language].split()),
    )


def author_certainty_of(text: str) -> Certainty:
    """How sure words are in their author's own voice: « aurait livré » and "allegedly" leave them to others."""
    return Certainty.UNCOMMITTED if _left_to_others().search(text.replace("’", "'")) else certainty_of(text)


@lru_cache(maxsize=1)
def _left_to_others() -> re.Pattern[str]:
    data = tomllib.loads(_DATA.read_text("utf-8"))["left_to_others"]
    known = {key: rf"\b(?:{'|'.join(map(re.escape, words.split()))})\b" for key, words in data.items()}
    conditional = rf"{known['conditional']}(?!\s{known['not_before']})"
    return re.compile(rf"{known['words']}|\A(?!.*{known['not_beside']}).*{conditional}", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=65536)
def certainty_of(text: str) -> Certainty:
    """How sure words are, by the hedges that come with the program."""
    return hedges().certainty_of(text)
