"""EDTF (ISO 8601-2:2019), as the Library of Congress describes it: levels 0 and 1; of level 2 sets, unspecified digits
and sub-year groupings. What is valid and not supported is named.
"""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

#: Open ends of an interval, as proleptic Gregorian ordinals.
MIN_DAY, MAX_DAY = date.min.toordinal(), date.max.toordinal()
DayInterval = tuple[int, int]


class Moment(NamedTuple):
    """The time of a day, as far as it is given: seconds from `first` to `last`, both included.

    With a zone they are counted in UTC, without one on the clock of an unknown place: the two are never compared.
    """

    first: int
    last: int
    zone: str | None


_CLOCK = (
    r"T(?P<h>[01]\d|2[0-3])(?::?(?P<i>[0-5]\d)(?::?(?P<s>[0-5]\d|60)(?:[.,]\d+)?)?)?"
    r"(?P<z>Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?"
)
DATE = re.compile(rf"(?P<y>[\dX]{{4}})(?:-(?P<m>[\dX]{{2}})(?:-(?P<d>[\dX]{{2}})(?:{_CLOCK})?)?)?(?P<q>[?~%])?")
TIME = re.compile(rf"(?P<day>\d{{4}}-\d{{2}}-\d{{2}}){_CLOCK}")
#: More years than these are told apart only where nothing but the year is open (`XXXX-12-25`): else unspecified digits
#: stand for everything between the first and the last.
MAX_YEARS = 100
#: EDTF seasons (level 1) and sub-year groupings (level 2), first and last month. Seasons are meteorological and, where
#: no hemisphere is named, northern; a winter runs into the next year.
_SEASONS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip


class EdtfForm(NamedTuple):
    """A form of EDTF that is not supported: its name in the specification, and its level."""

    name: str
    level: int


#: Forms that are valid EDTF and not read here, by the Library of Congress's names for them.
_UNSUPPORTED = (
    (re.compile(r"Y-?\d+E\d+(?:S\d+)?[?~%]?"), EdtfForm("exponential year", 2)),
    (re.compile(r"(?:Y-?\d{5,}|-?\d{4})S\d+[?~%]?"), EdtfForm("significant digits", 2)),
    (re.compile(r"Y-?\d{5,}[?~%]?"), EdtfForm("letter-prefixed calendar year", 1)),
    (re.compile(r"-\d{4}(?:-\d{2}){0,2}[?~%]?"), EdtfForm("negative calendar year", 1)),
    (
        re.compile(r"(?=.*[?~%])[?~%]?[\dX]{4}[?~%]?(?:-[?~%]?[\dX]{2}[?~%]?){0,2}"),
        EdtfForm("qualification of parts", 2),
    ),
)


def unsupported_form(text: str) -> EdtfForm | None:
    """What EDTF calls a date that is valid EDTF and is not supported; of an interval or a set, its first such part."""
    for part in re.split(r"\.\.|[/,]", re.sub(r"\s", "", text).strip("[]{}")):
        for pattern, form in _UNSUPPORTED:
            if pattern.fullmatch(part):
                return form
    return None


def moment_of(edtf: str) -> Moment | None:
    """The time that a date gives, as seconds since the first day."""
    found = TIME.fullmatch(edtf)
    if found is None:
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("h", "i", "s"))
    length = 1 if found["s"] else 60 if found["i"] else 3600
    zone = found["z"]
    away = 0
    if zone and zone != "Z":
        away = (int(zone[1:3]) * 3600 + int(zone[-2:] if len(zone) > 3 else 0) * 60) * (-1 if zone[0] == "-" else 1)
    first = date.fromisoformat(found["day"]).toordinal() * 86_400 + hour * 3600 + minute * 60 + second - away
    return Moment(first, first + length - 1, zone)


def parse_edtf(text: str) -> tuple[str, list[DayInterval]] | None:
    """The EDTF of a text and its readings, days as ordinals, ends included; None for what is no EDTF that is
    supported.
    """
    if text and text[0] + text[-1] in ("[]", "{}"):
        readings: list[DayInterval] = []
        for part in re.sub(r"\s", "", text[1:-1]).split(","):
            found = _member(part)
            if found is None:
                return None
            readings += found
        return re.sub(r"\s", "", text), readings
    if text.count("/") == 1 and (text[0] in "./-" or text[0].isdigit()):
        left, right = (side.strip() for side in text.split("/"))
        start = (MIN_DAY, MIN_DAY) if left in ("", "..") else _hull(_date(left))
        end = (MAX_DAY, MAX_DAY) if right in ("", "..") else _hull(_date(right))
        if start is None or end is None or start[0] > end[1]:
            return None
        return f"{left}/{right}", [(start[0], end[1])]
    found = _date(text)
    return (text, found) if found else None


def _member(part: str) -> list[DayInterval] | None:
    """One member of a set: a date, or a run of dates that `..` joins or leaves open."""
    if ".." not in part:
        return _date(part)
    first, _, last = part.partition("..")
    start = _hull(_date(first)) if first else (MIN_DAY, MIN_DAY)
    end = _hull(_date(last)) if last else (MAX_DAY, MAX_DAY)
    return [(start[0], end[1])] if start and end and start[0] <= end[1] else None


def _hull(readings: Sequence[DayInterval] | None) -> DayInterval | None:
    """From the first day of any reading to the last."""
    return (min(first for first, _ in readings), max(last for _, last in readings)) if readings else None


def _date(text: str) -> list[DayInterval] | None:
    match = DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["y"], match["m"], match["d"]
    unit = "year" if month in (None, "XX") else "month" if day in (None, "XX") else "day"
    approximate, units = match["q"] in ("~", "%"), 10 ** year.count("X") if unit == "year" else 1
    if month is not None and month.isdigit() and int(month) in _SEASONS and day is None:
        first, last = _SEASONS[int(month)]
        spans = (
            (month_span(y, first)[0], month_span(y + last // 13, (last - 1) % 12 + 1)[1]) for y in _matching(year, 9998)
        )
        return [widened(span, "month", approximate, last - first + 1) for span in spans]
    found = _unspecified(year, month, day)
    return [widened(reading, unit, approximate, units) for reading in found] if found else None


def _unspecified(year: str, month: str | None, day: str | None) -> list[DayInterval]:
    """The days that a date may be, `X` standing for any digit; days that follow each other are one reading."""
    years = _matching(year, 9999)
    if month is None or (month == "XX" and day in (None, "XX")):
        return _joined([year_span(y, y) for y in years])
    months = _matching(month, 12)
    days = None if day is None or day == "XX" else _matching(day, 31)
    is_every_year = year == "XXXX" and len(months) == len(days or "1") == 1
    if too_many := len(years) > MAX_YEARS and not is_every_year:
        # A 29 February is in one of the first or the last years.
        years = [*years[:8], *years[-8:]]
    found = [month_span(y, m) for y in years for m in months]
    if days is not None:
        found = [(a, a) for first, last in found for a in (first + d - 1 for d in days) if a <= last]
    return [(found[0][0], found[-1][1])] if too_many and found else _joined(found)


def _matching(mask: str, high: int) -> list[int]:
    """The numbers from 1 to `high` that a mask with unspecified digits may stand for."""
    if "X" not in mask:
        number = int(mask)
        return [number] if 1 <= number <= high else []
    first, last = int(mask.replace("X", "0")), int(mask.replace("X", "9"))
    pattern = re.compile(mask.replace("X", r"\d"))
    numbers = range(max(first, 1), min(last, high) + 1)
    return [n for n in numbers if pattern.fullmatch(f"{n:0{len(mask)}}")]


def _joined(intervals: Sequence[DayInterval]) -> list[DayInterval]:
    """Intervals in order, those that touch made one."""
    found: list[DayInterval] = []
    for first, last in intervals:
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def year_span(first: int, last: int) -> DayInterval:
    """From the first day of one year to the last of another."""
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


def month_span(year: int, month: int) -> DayInterval:
    """From the first day of a month to its last."""
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1).toordinal(), date(year, month, last).toordinal()


def widened(reading: DayInterval, unit: str, approximate: bool, units: int = 1) -> DayInterval:
    """One unit more on each side; of a year with unspecified digits, of a season, as many `units` as it is long."""
    if not approximate:
        return reading
    first, last = date.fromordinal(reading[0]), date.fromordinal(reading[1])
    if unit == "day":
        return max(reading[0] - units, MIN_DAY), min(reading[1] + units, MAX_DAY)
    if unit == "month":
        months = first.year * 12 + first.month - 1 - units, last.year * 12 + last.month - 1 + units
        return month_span(*_month(months[0]))[0], month_span(*_month(months[1]))[1]
    return year_span(max(first.year - units, 1), min(last.year + units, 9999))


def _month(number: int) -> tuple[int, int]:
    """Year and month of a month that is counted from the beginning, or the nearest there is."""
    number = min(max(number, 12), 9999 * 12 + 11)
    return number // 12, number % 12 + 1
