"""The figures of a headline beside those of its text: numbers with their units, shares, times, groups."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from provenance.model.date_words import MONTHS
from provenance.model.measures import results
from provenance.model.quantities import Quantity, Told, comparable, meant, measured_units, told_at
from provenance.rules.shared.headline_words import any_of, folded

#: Where a number may begin that is no part of a name.
_BEGINNING = re.compile(r"(?<![\w.,’'-])(?=[\w€$£+≥<>~-])|(?<=\b[ld]['’])(?=\w)")
#: What may be the unit behind a number: a sign, one word or two.
_UNIT = re.compile(r"[ -]?(?:d'|de |of )?(?:%|[€$£]|°(?: ?[cf]\b)?|[a-z]+[€$£]?(?:[ -][a-z]+)?)")
_YEARS = range(1800, 2101)
#: A number that rounds another one off is this near to it, from so much on; of these units none is rounded.
ROUNDED, ROUND_FROM = 0.1, 20
_EXACT = frozenset({"an", "s", "nth", "°", "°c", "°f"})


class Figure(NamedTuple):
    """A number in a text as it is meant, the numbers that are written for it, and how it is spelled."""

    quantity: Quantity
    written: tuple[float, ...]
    told: Told
    spelled: str
    start: int

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, and not about one, a part of a line or a range."""
        return not (self.told.kind or self.quantity.is_half or self.told.group or self.told.about or self.told.last)

    @property
    def is_share(self) -> bool:
        return self.told.sign == "%"

    def near(self, wanted: "Figure") -> bool:
        """Whether one of its written numbers is that of another figure, or is rounded off by it; where one has no unit, as
        they are written.
        """
        pairs = [(value, wanted.written[0]) for value in self.written]
        if not (self.quantity.unit and wanted.quantity.unit) and not self.told.several:
            pairs += [(end.value, wanted.told.first.value) for end in (self.told.first, self.told.last) if end]
        rounds = _EXACT.isdisjoint((self.quantity.unit, wanted.quantity.unit))
        return any(abs(a - b) <= ROUNDED * b * (rounds and b >= ROUND_FROM) + 1e-6 for a, b in pairs)


def figures(text: str, language: str) -> Iterator[Figure]:
    """The figures of a text. Years are none, nor is « one »."""
    plain, end = folded(text), 0
    for match in _BEGINNING.finditer(plain):
        start = match.start()
        told = told_at(plain, start, language) if start >= end else None
        found = _with_unit(plain, told) if told is not None else None
        if told is None or found is None:
            continue
        quantity, stop = found
        value = told.first.value
        is_year = value in _YEARS and plain[start].isdigit() and not (quantity.unit or told.last)
        if (value <= 1 and not quantity.unit) or is_year:
            continue
        end = stop
        spelled = text[start : told.end].strip()
        yield Figure(quantity, _written(told, plain[told.end : stop]), told, spelled, start)


def _with_unit(text: str, told: Told) -> tuple[Quantity, int] | None:
    """What a number means with a unit that is known behind it, else without; None for one that letters make a name."""
    unit = _UNIT.match(text, told.end)
    while unit is not None:
        quantity = meant(told, unit.group().lstrip(" -"))
        if quantity is not None and quantity.unit in measured_units():
            return quantity, unit.end()
        shorter = max(unit.group().rfind(" "), unit.group().rfind("-"))
        unit = _UNIT.fullmatch(text, told.end, told.end + shorter) if shorter > 0 else None
    alone = meant(told, "")
    return (alone, told.end) if alone is not None and not text[told.end : told.end + 1].isalnum() else None


def _written(told: Told, unit: str) -> tuple[float, ...]:
    """The numbers that are written, in the unit that is compared; of « des centaines » none is."""
    ends = [told.first, *([told.last] if told.last else [])] if not told.several else []
    meanings = [meant(told._replace(kind=None, about=False, first=end, last=None), unit.lstrip(" -")) for end in ends]
    return tuple((m.low + m.high) / 2 for m in meanings if m is not None)


def figures_of_headline(headline: str, language: str) -> list[Figure]:
    """The figures of a headline without those that are names with the word before them: "Route 66", "Boeing 737"."""
    words = re.findall(r"[^\W\d_]{4,}", headline)
    is_title = sum(word[0].isupper() for word in words) > len(words) / 2
    return [figure for figure in figures(headline, language) if not _is_name(headline, figure.start, is_title)]


def _is_name(text: str, start: int, is_title: bool) -> bool:
    before = re.search(r"([^\W\d_]+)[ \u00a0-]$", text[:start])
    if before is None or not text[start].isdigit():
        return False
    is_brand = before[1] != before[1].upper() and any(map(str.isupper, before[1][1:]))
    is_capital = before[1][0].isupper() and before.start() > 0 and not is_title and before[1].lower() not in MONTHS
    return is_capital or is_brand or bool(any_of("numbered").fullmatch(before[1]))


def gives(found: Collection[Figure], wanted: Figure) -> bool:
    """Whether the figures of a text bear one of its headline: say it, round it off, lie on its side of a bound."""
    alike = [figure for figure in found if comparable(figure.quantity, wanted.quantity)]
    if not wanted.is_exact or wanted.is_share:
        return any(wanted.quantity.meets(figure.quantity) for figure in alike)
    return any(figure.near(wanted) or (figure.is_share and wanted.quantity.meets(figure.quantity)) for figure in alike)


def adds_up(found: Collection[Figure], wanted: Figure) -> bool:
    """Whether two numbers of a text make one of its headline."""
    seen: set[float] = set()
    for number in (v for figure in found if comparable(figure.quantity, wanted.quantity) for v in figure.written):
        if any(total - number in seen for total in wanted.written):
            return True
        seen.add(number)
    return False


def is_top(figure: Figure, wanted: Figure) -> bool:
    """Whether a text has a number of its headline only as the most that it may be: « jusqu'à 15 », « entre 10 et 15 »."""
    if figure.told.kind in ("at_most", "less"):
        return wanted.is_exact and figure.near(wanted)
    low, high = min(figure.written, default=0.0), max(figure.written, default=0.0)
    return figure.told.last is not None and low < high and wanted.is_exact and abs(high - wanted.written[0]) < 1e-6


def other_results(headline: str, body: str, language: str) -> list[str]:
    """The results of matches in a headline whose text has results, and not those."""
    told = [sorted(pair) for pair, _, _ in results(folded(body), language)]
    return [
        headline[start:end]
        for pair, start, end in results(folded(headline), language)
        if told and sorted(pair) not in told and pair[0] > pair[1]
    ]
