"""Numbers as texts spell them: « 1 500 », "1,500", « 2,5 millions », « quatre-vingt-dix-sept », "two hundred"."""

import re
from functools import lru_cache
from typing import NamedTuple

from provenance.model.names import fold
from provenance.model.number_words import number_words, quantity_words


class Numeral(NamedTuple):
    """A number in a text: its value, the step it was rounded to (« 300 » to the hundred, « 20 » to the unit), what it
    was multiplied by, and where it ends.
    """

    value: float
    step: float
    scale: float
    end: int


_FIGURES = re.compile(r"\d{1,3}(?:[\s.,'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
#: Thousands in groups of three, by the sign that the language puts between them.
_THOUSANDS = {
    "en": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"),
    "fr": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
}
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s\-‐‑]{1,3}")
_AND_A_HALF = re.compile(r"\s(?:et\sdemie?|and\sa\shalf(?:\s(?P<scale>thousand|million|billion)s?)?)\b", re.I)
#: A number beside others only, and what may stand before the last one.
_ONE, _AND = ("un", "une", "one"), ("et", "and")
#: Longer than any number in words.
_MAX_WORDS = 16


def numeral_at(text: str, position: int, language: str) -> Numeral | None:
    """The number that begins at a position, in figures or in words, with what multiplies it."""
    figures = _FIGURES.match(text, position)
    found = _in_words(text, position, language) if figures is None else _read(figures.group(), figures.end(), language)
    if found is None:
        return None
    between = _BETWEEN.match(text, found.end)
    word = _WORD.match(text, between.end() if between else found.end)
    scale = _scales().get(fold(word.group()).removesuffix("s")) if word else None
    if word is not None and scale is not None:
        found = Numeral(found.value * scale, found.step * scale, scale, word.end())
    return _with_half(text, found)


def _with_half(text: str, number: Numeral) -> Numeral:
    """« deux millions et demi », "two and a half", with what is scaled behind it: "two and a half million"."""
    half = _AND_A_HALF.match(text, number.end)
    if half is None:
        return number
    scale = _scales().get(fold(half["scale"] or "").removesuffix("s"), 1)
    value = number.value * scale + max(scale, number.scale) / 2
    return Numeral(value, max(scale, number.scale) / 10, max(scale, number.scale), half.end())


def _read(figures: str, end: int, language: str) -> Numeral | None:
    digits = re.sub(r"[\s'’]", "", figures)
    if _THOUSANDS[language].fullmatch(digits):
        digits = digits.replace("," if language == "en" else ".", "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    if "." in digits:
        return Numeral(float(digits), 10.0 ** -len(digits.split(".")[1]), 1, end)
    return Numeral(float(digits), _step(digits), 1, end)


def _step(digits: str) -> float:
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0**zeros if zeros >= 2 and digits.strip("0") else 1.0


def _in_words(text: str, position: int, language: str) -> Numeral | None:
    """« deux cent trente et un », "ninety-seven": words that make one number. « Un » alone is none."""
    words, scales = number_words()[language], quantity_words()["scales"]
    total = held = end = 0
    scale = 1
    for _ in range(_MAX_WORDS):
        match = _WORD.match(text, position)
        if match is None:
            break
        word, begun = fold(match.group()), bool(total or held)
        value = words.get(word)
        if value is None and begun:
            value = words.get(word.removesuffix("s"), scales.get(word.removesuffix("s")))
        if value is None and word in _ONE and (not held or held % 100 == 0 or held % 100 >= 20):
            value = 1
        if value is not None:
            if value >= 1000:
                total, held = total + (held or 1) * value, 0
            elif value == 100 and held < 100:
                held = (held or 1) * 100
            elif (held % 100, value) == (4, 20):
                held += 76
            elif _fits(held, value):
                held += value
            else:
                break
            end = match.end() if begun or word not in _ONE else 0
            scale = value if value >= 1000 else 1
        elif not (begun and word in _AND):
            break
        between = _BETWEEN.match(text, match.end())
        if between is None:
            break
        position = between.end()
    return Numeral(total + held, _step(str(total + held)), scale, end) if end else None


def _fits(held: int, value: int) -> bool:
    """Whether a number may stand behind another one, as « deux » behind « trente » and « onze » behind « soixante »."""
    tens = held % 100
    if not tens:
        return value < 100
    if tens in (60, 80):
        return value < 20
    return value < 10 and ((tens % 10 == 0 and tens >= 20) or (tens == 10 and value > 6))


@lru_cache(maxsize=1)
def _scales() -> dict[str, int]:
    """What multiplies a number: from a thousand on, since « 50 cents » is money, and words for about so many."""
    words = quantity_words()
    return {word: value for word, value in words["scales"].items() if value >= 1000} | {
        word: value for word, value in words["groups"].items() if value != 100 or word not in words["scales"]
    }
