"""The values claims give to one question, and when two of them cannot both hold."""

import re
from dataclasses import dataclass
from functools import lru_cache

from provenance.model import dates
from provenance.model.date_words import fold_phrase
from provenance.model.measures import results
from provenance.model.names import fold
from provenance.model.quantities import DASHES, Quantity, comparable, quantities

#: A year, or a day in the basic form of ISO 8601: a date, and a number.
_FIGURES = re.compile(r"\d{4}(?:\d{4})?")
#: Behind a result: « (a.p.) ».
_REMARK = re.compile(r"(?: \(.{0,30}\))?")


@dataclass(frozen=True, slots=True)
class Value:
    """What a claim answers to its `about`: a date, numbers (« 12 morts et 30 blessés »), or words; or one of several
    (`one_of`).
    """

    text: str
    date: dates.When | None = None
    numbers: tuple[Quantity, ...] = ()
    one_of: tuple["Value", ...] = ()


def parse(raw: str | int | float | list[str], language: str = "fr") -> Value:
    """Read a value as written. A list is one-of; what is neither a date nor a number is words.

    Thousands and decimals are as the language writes them: « 1 500 » and « 1,5 », "1,500" and "1.5".
    """
    if isinstance(raw, list):
        try:
            return Value(" | ".join(raw), date=dates.one_of(raw))
        except dates.DateError:
            return Value(" | ".join(raw), one_of=tuple(parse(one, language) for one in raw))
    if not isinstance(raw, str):
        return Value(str(raw), numbers=quantities(str(raw), "en"))
    try:
        date = dates.parse(raw)
    except dates.DateError:
        return Value(raw, numbers=quantities(raw, language))
    # « 2000 » is a year, and a number where its rival is one.
    return Value(raw, date=date, numbers=quantities(raw, language) if _FIGURES.fullmatch(raw) else ())


def conflict(a: Value, b: Value) -> bool:
    """Whether both cannot hold: dates with no common reading, numbers of one unit apart by more than their precision,
    different words. Numbers of different units are never compared; one without a unit is of any.
    """
    if a.text == b.text:
        return False
    if a.one_of or b.one_of:
        return all(conflict(one, other) for one in a.one_of or (a,) for other in b.one_of or (b,))
    one, other = _as_date(a, b), _as_date(b, a)
    if one and other:
        return not one.compatible(other)
    scores = _result(a.text), _result(b.text)
    if all(scores) and not (a.numbers and b.numbers):
        # « 1-1 » is a result beside « 2-1 », which is no range.
        return scores[0] != scores[1]
    mine, theirs = _as_numbers(a, b), _as_numbers(b, a)
    if mine and theirs:
        return any(not x.meets(y) for x in mine for y in theirs if comparable(x, y))
    return fold(a.text) != fold(b.text)


# Each of many answers to one question is compared with each other one.
@lru_cache(maxsize=4096)
def _result(written: str) -> tuple[int, int] | None:
    """The result of a match, however it is spelled."""
    text = fold_phrase(written).translate(DASHES)
    # The language in which it was written is not known here, and no spelling of a number is another one elsewhere.
    for language in ("fr", "en"):
        for result, start, end in results(text, language):
            if not start and _REMARK.fullmatch(text, end):
                return result
    return None


def _as_numbers(value: Value, rival: Value) -> tuple[Quantity, ...]:
    """Its numbers; « un mort » and « aucun mort » are one where their rival is one."""
    return value.numbers or (quantities(value.text, "fr", counting=True) if rival.numbers else ())


def _as_date(value: Value, rival: Value) -> dates.When | None:
    """Its date; a year or a day that is written as a number is one where its rival is a date."""
    if value.date is None and rival.date is not None and _FIGURES.fullmatch(value.text):
        try:
            return dates.parse(value.text)
        except dates.DateError:
            return None
    return value.date
