"""The values claims give to one question, and when two of them cannot both hold."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from provenance.model import dates
from provenance.model.date_words import fold_phrase
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


def parse(raw: str | int | float | list[str], language: str = "fr") -> Value:
    """Read a value as written. A list is one-of; what is neither a date nor a number is words.

    Thousands and decimals are as the language writes them: « 1 500 » and « 1,5 », "1,500" and "1.5".
    """
    if isinstance(raw, list):
        try:
            return Value(" | ".join(raw), date=dates.one_of(raw))
        except dates.DateError:
            return Value(" | ".join(raw))
    if not isinstance(raw, str):
        return Value(str(raw), number=_number(str(raw), "en"))
    try:
        return Value(raw, date=dates.parse(raw))
    except dates.DateError:
        return Value(raw, number=_number(raw, language))


def conflict(a: Value, b: Value) -> bool:
    """Whether both cannot hold: dates with no common reading, numbers of one unit apart by more than their precision,
    different words. Numbers of different units are never compared.
    """
    one, other = _as_date(a, b), _as_date(b, a)
    if one and other:
        return not one.compatible(other)
    if a.number and b.number:
        return a.number.unit == b.number.unit and (a.number.high <= b.number.low or b.number.high <= a.number.low)
    return fold(a.text) != fold(b.text)


def _as_date(value: Value, rival: Value) -> dates.When | None:
    """Its date; a year that is written as a number is one where its rival is a date."""
    if value.date is None and rival.date is not None and re.fullmatch(r"\d{4}", value.text):
        return dates.parse(value.text)
    return value.date


#: Words before a number that make a half-line of it: « au moins 40 » is 40 and more, « plus de 40 » more than 40.
_AT_LEAST = "au moins|at least|minimum|un minimum de|a minimum of"
_MORE = "plus de|plus d'|more than|over|au-dela de|above"
_AT_MOST = "jusqu'a|au plus|at most|up to|maximum|un maximum de|a maximum of"
_LESS = "moins de|moins d'|fewer than|less than|under|below"


@lru_cache(maxsize=1)
def _half_line() -> re.Pattern[str]:
    kinds = {"at_least": _AT_LEAST, "more": _MORE, "at_most": _AT_MOST, "less": _LESS}
    return re.compile("|".join(f"(?P<{kind}>(?:{words}) ?)" for kind, words in kinds.items()), re.IGNORECASE)


@lru_cache(maxsize=1)
def _shape() -> re.Pattern[str]:
    return re.compile(
        r"(?P<about>~|environ |about |around |pres de |some |quelque )?"
        r"(?P<a>[-+]?\d[\d \u00a0\u202f]*(?:[.,]\d+)*)"
        r"(?:\s?(?:-|–|à|to|ou|or)\s?(?P<b>\d[\d \u00a0\u202f]*(?:[.,]\d+)*))?"
        r"\s*(?P<unit>[^\d\s].{0,80})?",
        re.IGNORECASE,
    )


def _number(text: str, language: str) -> Number | None:
    text = " ".join(text.split())
    if len(text) > MAX_NUMBER:
        return None
    half = _half_line().match(fold_phrase(text))
    if half is not None:
        return _half(half.lastgroup or "", text[half.end() :].strip(), language)
    match = _shape().fullmatch(text)
    quantities = [_quantity(match[side], language) for side in ("a", "b") if match[side]] if match else []
    if match is None or None in quantities:
        return None
    (low, low_step), (high, high_step) = quantities[0], quantities[-1]  # type: ignore[misc]
    if match["about"]:
        low_step = high_step = max(low_step, abs(high) / 5)
    return Number(min(low, high) - low_step / 2, max(low, high) + high_step / 2, fold(match["unit"] or "").rstrip("s"))


def _half(kind: str, text: str, language: str) -> Number | None:
    """The half-line from a number on, or up to it: it is meant to the unit."""
    match = _shape().fullmatch(text)
    found = _quantity(match["a"], language) if match is not None and not match["b"] and not match["about"] else None
    if match is None or found is None:
        return None
    value, unit = found[0], fold(match["unit"] or "").rstrip("s")
    step = min(found[1], 1.0) / 2
    if kind in ("at_least", "more"):
        return Number(value - step if kind == "at_least" else value + step, math.inf, unit)
    return Number(-math.inf, value + step if kind == "at_most" else value - step, unit)


#: Thousands in groups of three, by the sign that the language puts between them.
_THOUSANDS = {
    "en": re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    "fr": re.compile(r"[-+]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"),
}


def _quantity(text: str, language: str) -> tuple[float, float] | None:
    """A number and the step it was rounded to: « 300 » to the hundred, « 20 » and « 21 » to the unit; None for none."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", text)
    if _THOUSANDS[language].fullmatch(digits):
        digits = digits.replace("," if language == "en" else ".", "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    value = float(digits)
    if "." in digits:
        return value, 10.0 ** -len(digits.split(".")[1])
    zeros = len(digits) - len(digits.rstrip("0"))
    return value, 10.0**zeros if zeros >= 2 and value else 1.0
