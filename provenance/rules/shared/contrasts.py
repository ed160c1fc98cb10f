"""What a headline says and the clauses of its text that say the same say otherwise: a part made the whole, another day,
the contrary deed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.model.date_words import MONTH_NAMES, MONTHS, WEEKDAYS, fold_phrase
from provenance.model.measures import ordinal, ordinal_value
from provenance.rules.shared.headline_words import any_of, folded, negation, opposites, terms
from provenance.rules.shared.headlines import SAME, WORDS, clauses, families, says_part, stem_of, stems

_YEAR = re.compile(r"(?<![\w.,-])(?:19|20)\d\d(?![\w-]|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")


def generalised(headline: str, same: Sequence[str]) -> str | None:
    """The first of the clauses that say it of a few, where all do and the headline says it of the whole kind."""
    first = next((word for word in _WORD.findall(headline) if stems(word)), None)
    if first is None or says_part(headline):
        return None
    few = re.compile(rf"\b{terms('few')}\s(?:d['’]|des\s|de\s|of\s|the\s)*(?:\w+\s)?{re.escape(stem_of(first))}", re.I)
    return same[0] if same and all(few.search(fold_phrase(clause)) for clause in same) else None


def contrary(said: Sequence[str], body: str, same: Sequence[str]) -> str | None:
    """The word of a headline of which its text says the contrary, in all clauses that say it of the same."""
    for words in said:
        for one, other in opposites():
            found = any_of(one).search(words)
            if found is None or any_of(other).search(words) or negation().search(words):
                continue
            wanted = stems(words.replace(found.group(), " "))
            about = same or ([c for c in clauses(body) if wanted <= families(c)] if len(wanted) >= WORDS else [])
            about = [c for c in about if any_of(one, other).search(c)]
            if about and not any(any_of(one).search(c) or negation().search(c) for c in about):
                return found.group()
    return None


def other_times(headline: str, body: str) -> Iterator[str]:
    """The days, months, years and places in an order of a headline that its text never has, where the clauses that say the
    same have others.
    """
    for reader in (_weekdays, _months, _years, places):
        held = reader(headline)
        if not held:
            continue
        plain = headline
        for spelled in held.values():
            plain = plain.replace(spelled, " ")
        wanted, everywhere = stems(plain), reader(body)
        if not wanted or held.keys() & everywhere.keys():
            continue
        same = [c for c in clauses(body) if len(wanted & families(c)) >= SAME * len(wanted)]
        if any(reader(clause) for clause in same):
            yield from held.values()


def _weekdays(text: str) -> dict[int, str]:
    return {WEEKDAYS[word.lower()]: word for word in _WORD.findall(text) if word.lower() in WEEKDAYS}


def _months(text: str) -> dict[int, str]:
    return {MONTHS[fold_phrase(found["month"])]: found["month"] for found in _month().finditer(text)}


def _years(text: str) -> dict[int, str]:
    return {int(found.group()): found.group() for found in _YEAR.finditer(text)}


def places(text: str) -> dict[int, str]:
    """The places in an order that a text has, as it spells them."""
    return {ordinal_value(found): text[slice(*found.span())] for found in ordinal().finditer(folded(text))}


@lru_cache(maxsize=1)
def _month() -> re.Pattern[str]:
    """The name of a month where a day, or a word that leads to a date, stands before or behind it: no "may", no "march"."""
    names = "|".join(name for names in MONTH_NAMES.values() for name in names)
    return re.compile(
        rf"(?:\b(?:in|by|until|since|from|of|early|late|en|de|fin|début|mi|dès|courant)[ -]|\bd['’]|\d(?:er|st|nd|rd|th)? )"
        rf"(?P<month>{names})\b",
        re.I,
    )
