"""A headline beside its text: what in it takes it back, its numbers, and clauses of the text that say the same."""

import re
from collections.abc import Iterator

from provenance.model.hedges import hedges
from provenance.model.numerals import numeral_at

#: What takes a headline back: a question, a colon with a speaker, a conditional.
_TAKEN_BACK = re.compile(
    r"[?:«\"“]|\b(?:selon|aurait|auraient|serait|seraient|according|says?|reportedly|accus\w*|affirme\w*)\b", re.I
)
_CLAUSE = re.compile(r"[.!?;:,\n—]+(?=\s|$)|\s(?:and|but|et|mais)\s")
#: Where a number may begin that is no part of a name.
_BEGINNING = re.compile(r"(?<![\w.,-])(?=\w)")
#: The French conditional of most verbs; the imperfect of “opérer” or “montrer” does not end so.
_CONDITIONAL = re.compile(r"\w(?:erai(?:t|ent)|drai(?:t|ent))\b")
_YEARS = range(1800, 2101)
#: Kinds of hedges that make a number or a deed less than it is.
_WEAKENING = frozenset({"probable", "possible", "planned", "conditional", "apparent", "at most"})
#: A number that rounds another one off is this near to it, from so much on.
ROUNDED, ROUND_FROM = 0.1, 20


def is_taken_back(headline: str) -> bool:
    """Whether the headline asks, quotes, names who says it, or doubts."""
    return bool(_TAKEN_BACK.search(headline)) or is_hedged(headline)


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


def gives(text: str, language: str, number: float) -> bool:
    """Whether a text has a number, one that it rounds off, or two that make it."""
    found = [value for value, _ in numbers(text, language)]
    close = ROUNDED * number if number >= ROUND_FROM else 0.0
    if any(abs(value - number) <= close for value in found):
        return True
    return any(number - value in found[i + 1 :] for i, value in enumerate(found))
