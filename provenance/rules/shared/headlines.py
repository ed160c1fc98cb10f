"""A headline beside its text: what it says in nobody's name, what it denies, its numbers, and clauses that say the same."""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from provenance.model.document import Document
from provenance.model.hedges import hedges
from provenance.model.names import fold
from provenance.model.numerals import numeral_at
from provenance.model.quote_changes import carries_meaning
from provenance.model.reading import Reading, Speaker
from provenance.model.source import Source
from provenance.rules.base import Context

_DATA = Path(__file__).resolve().parents[2] / "data" / "headline_words.toml"
#: A question, and words between quotation marks, are nothing that the headline says itself; nor is a conditional.
_TAKEN_BACK = re.compile(r"[?«\"“]|\b(?:aurai|serai)(?:t|ent)\b", re.I)
#: Between a topic or a speaker and what is said.
_COLON = re.compile(r"\s?:\s+|\s[–—-]\s")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[.!?;:,\n—]+(?=\s|$)|\s(?:and|but|et|mais)\s")
#: Where a number may begin that is no part of a name.
_BEGINNING = re.compile(r"(?<![\w.,-])(?=\w)")
#: The French conditional of most verbs; the imperfect of “opérer” or “montrer” does not end so.
_CONDITIONAL = re.compile(r"\w(?:erai(?:t|ent)|drai(?:t|ent))\b")
_YEARS = range(1800, 2101)
#: Kinds of hedges that make a number or a deed less than it is.
_WEAKENING = frozenset({"probable", "possible", "planned", "conditional", "apparent", "at most"})
#: Two words are of one family when their beginnings agree up to this many letters.
STEM = 4
#: A number that rounds another one off is this near to it, from so much on.
ROUNDED, ROUND_FROM = 0.1, 20


def asserted(context: Context, document: Document, reading: Reading) -> tuple[str, ...]:
    """What a headline says for certain and in nobody's name: the whole, and what stands behind a topic. Nothing where it
    asks, quotes, doubts or names who says it.
    """
    headline = document.headline or ""
    parts = _COLON.split(headline)
    taken_back = _TAKEN_BACK.search(headline) or _any_of("attributing").search(headline) or is_hedged(headline)
    if not headline or taken_back or (len(parts) > 1 and any(_is_speaker(context, reading, part) for part in parts)):
        return ()
    return tuple(dict.fromkeys((headline, parts[-1])))


def _is_speaker(context: Context, reading: Reading, words: str) -> bool:
    """Whether the words name somebody who may speak, wholly, half or by the last name: « Le maire », "police"."""
    held = _content(words)
    if words.isupper() and any(fold(words) == fold(source) for source in context.dossier.sources):
        return True
    people: list[Source | Speaker] = [*context.dossier.sources.values(), *reading.speakers]
    for person in people:
        names = [_content(name) for name in (person.name, person.role, *person.aliases) if name is not None]
        own = _WORD.findall(person.name)
        last = {fold(own[-1])} if own and all(word[0].isupper() for word in own) else set()
        if held and (held <= last or any(held <= name and len(name) <= 2 * len(held) for name in names)):
            return True
    return False


def _content(words: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(words))).difference(_words()["articles"].split())


def is_denied(words: str, stems: Collection[str]) -> bool:
    """Whether a negation bears on one of the words that begin so."""
    return any(stem_of(word) in stems for found in _negation().finditer(words) for word in _WORD.findall(found.group()))


def is_reversed(words: str) -> bool:
    """Whether anything in the words negates, denies or undoes."""
    return bool(_negation().search(words) or _any_of("reversals").search(words))


def says_all(words: str) -> str | None:
    """The word by which a headline speaks of all, if it does."""
    found = _any_of("all").search(words)
    return found.group() if found is not None and not says_part(words) else None


def says_part(words: str) -> bool:
    """Whether the words speak of a part only."""
    return bool(_any_of("part").search(words))


def stems(words: str) -> frozenset[str]:
    """The beginnings of the words that carry what is said; negations and « tous » do not."""
    told = _any_of("negators", "after_ne", "all").sub(" ", words)
    return frozenset(stem_of(word) for word in _WORD.findall(told) if len(word) >= STEM and carries_meaning(word))


def stem_of(word: str) -> str:
    """By what two forms of a word are known for one."""
    return fold(word)[:STEM]


@lru_cache(maxsize=1)
def _negation() -> re.Pattern[str]:
    """A negation and the words next to it: « ne partira pas », « n'a pas encore parlé », "did not formally resign"."""
    plain = rf"(?!\W+{_terms('emphasis')}\b)"
    return re.compile(
        rf"\bn(?:e\s+|['’])(?:[\w-]+\s+){{1,2}}{_terms('after_ne')}\b{plain}(?:\W+\w+){{0,2}}"
        rf"|(?:\b{_terms('negators')}\b|n['’]t\b){plain}(?:\W+\w+){{0,3}}",
        re.I,
    )


@lru_cache(maxsize=8)
def _any_of(*names: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{_terms(name)}\b" for name in names), re.I)


def _terms(name: str) -> str:
    terms = (re.escape(term).replace(r"\*", r"\w*").replace("_", r"\s") for term in _words()[name].split())
    return f"(?:{'|'.join(terms)})"


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return tomllib.loads(_DATA.read_text("utf-8"))


def is_hedged(words: str) -> bool:
    """Whether the words leave open that it is so."""
    return any(kind.name in _WEAKENING for kind in hedges().in_text(words)) or bool(_CONDITIONAL.search(words))


def clauses(text: str) -> list[str]:
    """The text between its stops, and before and after « and »."""
    return [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]


def numbers(text: str, language: str) -> Iterator[tuple[float, str]]:
    """The numbers in digits and in words, and how they are spelled. Years are none, nor is « one »."""
    end = 0
    for match in _BEGINNING.finditer(text):
        start = match.start()
        found = numeral_at(text, start, language) if start >= end else None
        if found is None or text[found.end : found.end + 1].isalnum():
            continue
        end = found.end
        if found.value > 1 and not (found.value in _YEARS and text[start].isdigit()):
            yield found.value, text[start:end]


def _told_one_by_one(text: str) -> set[int]:
    """How many a text counts up: « un homme et une femme » are two."""
    several, joint = _one_by_one()
    return {len(joint.split(counted.group())) for counted in several.finditer(text)}


@lru_cache(maxsize=1)
def _one_by_one() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Several that are counted up, and what stands between two of them."""
    one = rf"\b{_terms('one')}\s[\w-]+(?:\s[\w-]+){{0,2}}?"
    joint = rf"(?:,|,?\s{_terms('joints')})\s(?={_terms('one')}\s)"
    return re.compile(rf"{one}(?:{joint}{one})+", re.I), re.compile(joint, re.I)


def is_floor(headline: str, spelled: str) -> bool:
    """Whether a number is what something is at least: « plus de 300 »."""
    return bool(re.search(rf"{_terms('floors')}\s{re.escape(spelled)}\b", headline, re.I))


def gives(text: str, language: str, number: float, floor: bool = False) -> bool:
    """Whether a text has a number, one that it rounds off (never up, of a `floor`), two that make it, or so many one by
    one.
    """
    found = [value for value, _ in numbers(text, language)]
    close = ROUNDED * number if number >= ROUND_FROM else 0.0
    if any((0 if floor else -close) <= value - number <= close for value in found) or number in _told_one_by_one(text):
        return True
    return any(number - value in found[i + 1 :] for i, value in enumerate(found))
