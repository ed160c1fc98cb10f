"""Quantities as people write them: a number, what is said before and after it, and its unit."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from provenance.model.date_words import fold_phrase
from provenance.model.measures import measure_at
from provenance.model.names import fold
from provenance.model.number_words import quantity_words
from provenance.model.numerals import Numeral, numeral_at

#: A longer text is words, whatever it begins with.
MAX_TEXT = 120
#: What « environ » leaves open, as a share of the number.
ABOUT = 0.2
#: Between quantities of several things.
_JOINED = re.compile(r",\s+|\s(?:et|and|dont|ainsi que|including|of which|of whom)\s")
_SIGN = re.compile(r"(?:(?P<plus>\+)|-|(?:moins|minus) (?=\d)) ?")
_PERCENT = re.compile(r"^(?:pour ?cent|per ?cent)\b")
#: Before an age.
_AGED = re.compile(r"^(?:agee?s? de|aged) (?=\d)")
DASHES = str.maketrans("‐‑‒–—−", "------")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as an interval of what it may stand for, with its unit folded (empty: none given). The bound of a
    half-line is what the text says, `open` where it is not part of it (« plus de 40 »).
    """

    low: float
    high: float
    unit: str
    open: bool = False

    @property
    def is_half(self) -> bool:
        return math.isinf(self.low) or math.isinf(self.high)

    @property
    def rounding(self) -> float:
        """How far a bound lies beyond the number that is written, of one that is meant to the unit or finer."""
        return 0.0 if self.is_half else min(self.high - self.low, 1.0) / 2

    def meets(self, other: "Quantity") -> bool:
        """Whether both can hold, units apart."""
        return not (_is_below(self, other) or _is_below(other, self))


def _is_below(one: Quantity, other: Quantity) -> bool:
    """Whether the whole of one is below the other. What stands beside a half-line is taken at its own last digit, not
    half of that away: « moins de 10 » is not « 10 », and is « 9,9 ».
    """
    if not (one.is_half or other.is_half):
        return one.high <= other.low
    high, low = one.high - one.rounding, other.low + other.rounding
    return one.open or other.open if math.isclose(high, low, abs_tol=1e-9) else high < low


class Told(NamedTuple):
    """A number in a text with what is said before it: how it is meant, the sign of its unit, and where it ends."""

    kind: str | None
    about: bool
    sign: str
    first: Numeral
    last: Numeral | None
    #: « une centaine »: about so many; « des centaines »: several.
    group: bool
    several: bool
    end: int


@lru_cache(maxsize=8192)
def quantity(text: str, language: str) -> Quantity | None:
    """What a text says of how many or how much; None where it says anything else."""
    if len(text) > MAX_TEXT:
        return None
    text = _AGED.sub("", fold_phrase(text).translate(DASHES))
    told = told_at(text, 0, language)
    return meant(told, text[told.end :]) if told is not None else None


def told_at(text: str, position: int, language: str) -> Told | None:
    """The number that begins at a position of a folded text, with the words before it that say how it is meant."""
    opening = _opening().match(text, position)
    assert opening is not None
    kind = next((half for half in _HALVES if opening[half]), None)
    about, end = bool(opening["about"]), opening.end()
    if opening["group"] or opening["tens"]:
        return _group(opening, kind, text)
    first, sign = _number_at(text, end, language)
    if first is None:
        return None
    joined = (_PAIR if opening["range"] else _RANGE).match(text, first.end)
    last = _number_at(text, joined.end(), language)[0] if joined else None
    if opening["range"] and last is None:
        return None
    if last is not None and first.value < last.value / last.scale and first.scale == 1:
        # « 2 à 3 millions »
        first = _scaled(first, last.scale)
    return Told(kind, about, (opening["sign"] or sign), first, last, False, False, (last or first).end)


def _group(opening: re.Match[str], kind: str | None, text: str) -> Told:
    """« une quarantaine », "dozens", « des dizaines de milliers »."""
    words, end = quantity_words(), opening.end()
    value = words["groups"][opening["group"]] if opening["group"] else words["several"][opening["tens"]]
    if scaled := _of_scale().match(text, end):
        value, end = value * words["scales"].get(scaled["scale"], 1000), scaled.end()
    several = bool(opening["several"] or opening["many"] or opening["tens"])
    return Told(kind, False, "", Numeral(value, 1, 1, end), None, True, several, end)


def meant(told: Told, behind: str) -> Quantity | None:
    """What a number means with the words behind it."""
    after, unit = _after(behind.strip())
    kind, unit, first, last = told.kind or after, _unit(told.sign + unit), told.first, told.last
    if told.group:
        if told.several:
            return Quantity(first.value * 1.5, math.inf, unit) if kind in (None, "more", "at_least") else None
        if kind is None:
            return Quantity(first.value * (1 - ABOUT / 2), first.value * (1 + ABOUT / 2), unit)
    if short := _short().fullmatch(unit):
        unit, scale = short["before"] or short["behind"] or "", quantity_words()["short_scales"][short["scale"] or "k"]
    else:
        unit, scale = _measures().get(unit, (unit, 1))
    first, last = _scaled(first, scale), _scaled(last, scale) if last else None
    if kind is not None:
        return None if last else _half(kind, first, unit)
    if last is not None and last.value < first.value:
        # « 3-1 » is a result.
        return None
    numbers = (first, last or first)
    if last is not None and not told.about:
        return Quantity(first.value - _unit_step(first), last.value + _unit_step(last), unit)
    reach = [max(n.step, abs(n.value) * ABOUT) / 2 if told.about else n.step / 2 for n in numbers]
    low = min(n.value - away for n, away in zip(numbers, reach))
    return Quantity(low, max(n.value + away for n, away in zip(numbers, reach)), unit)


def _half(kind: str, number: Numeral, unit: str) -> Quantity:
    """The half-line from a number on, or up to it."""
    is_open = kind in ("more", "less")
    if kind in ("at_least", "more"):
        return Quantity(number.value, math.inf, unit, is_open)
    return Quantity(-math.inf, number.value, unit, is_open)


def _unit_step(number: Numeral) -> float:
    """Half of the step of a bound, which is meant to the unit: « 100 à 200 »."""
    return min(number.step, 1.0) / 2


def quantities(text: str, language: str, counting: bool = False) -> tuple[Quantity, ...]:
    """The quantities that a text joins (« 12 morts et 30 blessés »), each with a unit; else the one that it is.

    With `counting` « un mort » and « aucun mort » are quantities too, as they are beside a number; by itself « un
    avion » is words.
    """
    if len(text) > MAX_TEXT:
        return ()
    parts = _JOINED.split(text)
    # Beside a number, in the same text too: « 12 blessés dont un grave ».
    told = [_counted(part) if counting or place else part for place, part in enumerate(parts)]
    found = [quantity(part, language) for part in told]
    several = tuple(one for one in found if one is not None and one.unit)
    if len(several) == len(parts):
        return several
    whole = quantity(_counted(text) if counting else text, language)
    return (whole,) if whole is not None else ()


def _counted(text: str) -> str:
    return _counting().sub(lambda found: "0 " if found["none"] else "1 ", fold_phrase(text), count=1)


_HALVES = ("at_least", "more", "at_most", "less")
_RANGE, _PAIR = re.compile(r" ?(?:-|to|ou|or|a) ?"), re.compile(r" ?(?:-|to|et|and|a) ?")


def _number_at(text: str, position: int, language: str) -> tuple[Numeral | None, str]:
    """The number at a position, told in whatever way, and the unit that is part of it."""
    if (measured := measure_at(text, position, language)) is not None:
        return measured
    sign = _SIGN.match(text, position)
    found = numeral_at(text, sign.end() if sign else position, language)
    negative = sign is not None and not sign["plus"]
    return (found._replace(value=-found.value) if found is not None and negative else found), ""


def _scaled(number: Numeral, scale: float) -> Numeral:
    return number._replace(value=number.value * scale, step=number.step * scale)


def _after(text: str) -> tuple[str | None, str]:
    """What is said behind a number, and its unit: « ou plus », « morts au moins »."""
    for kind, words in _closing().items():
        for found in (words.match(text), words.search(text)):
            if found is not None and (not found.start() or found.end() == len(text)):
                return kind, (text[: found.start()] + text[found.end() :]).strip()
    return None, text


def _unit(text: str) -> str:
    text = re.sub(
        r"^(?:%|pour cent|pourcent|percent|per cent)(?: (?=de|of))?", "%", re.sub(r"^(?:de |d'|of )", "", text)
    )
    unit = fold(text)
    return _units().get(unit, unit.rstrip("s"))


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are of one thing: no unit is any, a share is of any whole, a degree of any scale."""
    short, long = sorted((one.unit, other.unit), key=len)
    return short == long or not short or (short in ("%", "°", "nth") and long.startswith(short))


# --- what the words are matched with --------------------------------------------------------------------------------


def _any_of(words: str) -> str:
    """A pattern for any of some words, the longest first; a word ends where its letters do."""
    terms = sorted((fold_phrase(word) for word in words.split(",")), key=len, reverse=True)
    return "|".join(re.escape(term) + (r"(?![^\W\d_])" if term[-1].isalpha() else "") for term in terms)


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    words = quantity_words()
    before = words["before"]
    halves = "|".join(f"(?P<{kind}>{_any_of(before[kind])})" for kind in _HALVES)
    return re.compile(
        rf"(?:(?:{halves}) ?)?(?:(?P<range>entre|between|de|from) )?(?:(?P<about>{_any_of(before['about'])}) ?)?"
        r"(?:(?:(?P<several>des|plusieurs|several|a few) |une? (?:petite |bonne |grosse )?|an? )?"
        rf"(?P<group>{'|'.join(words['groups'])})(?P<many>s)?\b(?! et demi| and a half)"
        rf"|(?P<tens>{'|'.join(words['several'])})\b"
        rf"|(?:us)?(?P<sign>[€$£]) ?)?"
    )


@lru_cache(maxsize=1)
def _counting() -> re.Pattern[str]:
    words = quantity_words()["counting"]
    return re.compile(rf"^(?:(?P<none>{_any_of(words['none'])})|{_any_of(words['one'])}) ?")


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    scales = "|".join(quantity_words()["short_scales"])
    return re.compile(rf"(?=.*[€$£])(?P<before>[€$£])?(?P<scale>{scales})(?P<behind>[€$£])?|k")


@lru_cache(maxsize=1)
def _of_scale() -> re.Pattern[str]:
    scales = "|".join(scale for scale, value in quantity_words()["scales"].items() if value >= 1000)
    return re.compile(rf" (?:de |d'|of )(?P<scale>milliers?|{scales})s?\b")


@lru_cache(maxsize=1)
def _measures() -> dict[str, tuple[str, float]]:
    """Units, with what they are so many of."""
    return {
        word: (unit, times) for unit, words in quantity_words()["measures"].items() for word, times in words.items()
    }


@lru_cache(maxsize=1)
def _closing() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"(?<!\w)(?:{_any_of(words)})") for kind, words in quantity_words()["after"].items()}


@lru_cache(maxsize=1)
def measured_units() -> frozenset[str]:
    """The units in which something is measured, not what is counted."""
    return frozenset(quantity_words()["units"]) | frozenset(quantity_words()["measures"]) | {"nth"}


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    data = quantity_words()
    units = {**data["units"], **data["counted"]}
    return {fold(word): unit for unit, words in units.items() for word in words.split(",")}
