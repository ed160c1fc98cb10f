"""The values claims give to one question, and when two of them cannot both hold."""

import re
from dataclasses import dataclass
from functools import lru_cache

from provenance.model import dates
from provenance.model.names import fold

#: A longer text is words, whatever it begins with.
MAX_NUMBER = 120


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity as an interval of what it may stand for, with its unit folded (empty: none given)."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Value:
    """What a claim answers to its `about`: a date, a number, or words."""

    text: str
    date: dates.When | None = None
    number: Number | None = None


def parse(raw: str | int | float | list[str]) -> Value:
    """Read a value as written. A list is one-of; what is neither a date nor a number is words."""
    if isinstance(raw, list):
        try:
            return Value(" | ".join(raw), date=dates.one_of(raw))
        except dates.DateError:
            return Value(" | ".join(raw))
    if not isinstance(raw, str):
        return Value(str(raw), number=_number(str(raw)))
    try:
        return Value(raw, date=dates.parse(raw))
    except dates.DateError:
        return Value(raw, number=_number(raw))


def conflict(a: Value, b: Value) -> bool:
    """Whether both cannot hold: dates with no common reading, numbers of one unit apart by more than their precision,
    different words. Numbers of different units are never compared.
    """
    if a.date and b.date:
        return not a.date.compatible(b.date)
    if a.number and b.number:
        return a.number.unit == b.number.unit and (a.number.high <= b.number.low or b.number.high <= a.number.low)
    return fold(a.text) != fold(b.text)


@lru_cache(maxsize=1)
def _shape() -> re.Pattern[str]:
    return re.compile(
        r"(?P<about>~|environ |about |around |pres de |some |quelque )?"
        r"(?P<a>[-+]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?)"
        r"(?:\s?(?:-|–|à|to|ou|or)\s?(?P<b>\d[\d \u00a0\u202f]*(?:[.,]\d+)?))?"
        r"\s*(?P<unit>[^\d\s].{0,80})?",
        re.IGNORECASE,
    )


def _number(text: str) -> Number | None:
    text = " ".join(text.split())
    match = _shape().fullmatch(text) if len(text) <= MAX_NUMBER else None
    if match is None:
        return None
    low, low_step = _quantity(match["a"])
    high, high_step = _quantity(match["b"]) if match["b"] else (low, low_step)
    if match["about"]:
        low_step = high_step = max(low_step, abs(high) / 5)
    return Number(min(low, high) - low_step / 2, max(low, high) + high_step / 2, fold(match["unit"] or "").rstrip("s"))


def _quantity(text: str) -> tuple[float, float]:
    """A number and the step it was rounded to: « 300 » to the hundred, « 20 » and « 21 » to the unit."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    value = float(digits)
    if "." in digits:
        return value, 10.0 ** -len(digits.split(".")[1])
    zeros = len(digits) - len(digits.rstrip("0"))
    return value, 10.0**zeros if zeros >= 2 and value else 1.0
