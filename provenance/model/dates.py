"""Dates as people know them: EDTF (ISO 8601-2:2019: levels 0 and 1, sets, unspecified digits), or a phrase in French or
English.

A date is a set of readings, each an interval of days. « 19 ou 20 juillet 2022 » has two readings, `202X-07-19` has ten;
« juillet 2022 » has one of 31 days. Two dates conflict only when no reading of the one meets a reading of the other. Of
a set in braces every reading holds: it conflicts with another such set unless each day of one has its match in the
other. Approximate dates (`~`, « vers ») are widened by one unit of their own precision on each side, as the python-edtf
library does by default. Precision ends at the day: times are read and left out.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from provenance.model import date_words as words

#: Open ends of an interval, as proleptic Gregorian ordinals.
MIN_DAY, MAX_DAY = date.min.toordinal(), date.max.toordinal()
DayInterval = tuple[int, int]
#: No date is longer.
MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class When:
    """A date as written (`text`), as understood (`edtf`), and its readings as inclusive intervals of ordinals."""

    text: str
    edtf: str
    readings: tuple[DayInterval, ...]
    #: Every reading holds (`{…}`), not one of them.
    all_of: bool = False

    @property
    def earliest(self) -> int:
        return min(first for first, _ in self.readings)

    @property
    def latest(self) -> int:
        return max(last for _, last in self.readings)

    def compatible(self, other: "When") -> bool:
        """Whether both can hold: some reading of the one meets one of the other; of two whole sets, all do."""
        if self.all_of and other.all_of:
            return all(_meets(one, other.readings) for one in self.readings) and all(
                _meets(one, self.readings) for one in other.readings
            )
        return any(_meets(one, other.readings) for one in self.readings)

    def before(self, other: "When") -> bool:
        """Certainly earlier: the latest bound before the earliest bound."""
        return self.latest < other.earliest

    def apart(self, other: "When") -> bool:
        """Certainly on another day."""
        return self.before(other) or other.before(self)


def _meets(one: DayInterval, others: Iterable[DayInterval]) -> bool:
    return any(one[0] <= last and first <= one[1] for first, last in others)


class DateError(ValueError):
    """A date that cannot be read; the argument is the text."""


@lru_cache(maxsize=8192)
def parse(text: str, anchor: When | None = None) -> When:
    """Read an EDTF string or a French or English phrase.

    `anchor` (the publication of the document) gives a bare weekday its date: the last such day on or before it. Raises
    DateError.
    """
    stripped = " ".join(text[:MAX_TEXT].split())
    if len(text) > MAX_TEXT:
        raise DateError(text)
    try:
        found = _edtf(stripped) or _phrase(words.fold_phrase(stripped), anchor)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise DateError(text)
    edtf, readings = found
    return When(text, edtf, tuple(sorted(set(readings))), edtf.startswith("{"))


def one_of(texts: Sequence[str], anchor: When | None = None) -> When:
    """The date that is one of several. Raises DateError."""
    dates = [parse(text, anchor) for text in texts]
    edtf = "[" + ",".join(d.edtf.strip("[]") for d in dates) + "]"
    return When(" | ".join(texts), edtf, tuple(sorted({r for d in dates for r in d.readings})))


def of_day(ordinal: int) -> When:
    """The date of one day."""
    text = date.fromordinal(ordinal).isoformat()
    return When(text, text, ((ordinal, ordinal),))


def today() -> When:
    """The one use of the clock."""
    return of_day(date.today().toordinal())


def spell(when: When, language: str) -> str:
    """The date for a reader: « 19 juillet 2022 », « 19 ou 20 juillet 2022 », « juillet 2022 »."""
    said = [_spell_reading(first, last, language) for first, last in when.readings]
    if len(said) == 1:
        return said[0]
    # « 19 ou 20 juillet 2022 »: what the alternatives share is said once, at the end.
    parts = [s.split(" ") for s in said]
    tail = parts[-1][1:]
    if len(tail) == 2 and all(p[1:] == tail for p in parts):
        said = [p[0] for p in parts[:-1]] + [said[-1]]
    if when.all_of:
        return (" et " if language == "fr" else " and ").join(said)
    return (" ou " if language == "fr" else " or ").join(said)


def _spell_reading(first: int, last: int, language: str) -> str:
    fr = language == "fr"
    if first == MIN_DAY or last == MAX_DAY:
        if first == MIN_DAY and last == MAX_DAY:
            return "date inconnue" if fr else "unknown date"
        known = _spell_day(last if first == MIN_DAY else first, language)
        if first == MIN_DAY:
            return f"au plus tard le {known}" if fr else f"by {known}"
        return f"depuis le {known}" if fr else f"since {known}"
    a, b = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return _spell_day(first, language)
    if (a.day, b.day) == (1, calendar.monthrange(b.year, b.month)[1]):
        if (a.year, a.month) == (b.year, b.month):
            return f"{words.MONTH_NAMES[language][a.month - 1]} {a.year}"
        if a.year == b.year and (a.month, b.month) == (1, 12):
            return str(a.year)
    joined = "du {} au {}" if fr else "{} to {}"
    return joined.format(_spell_day(first, language), _spell_day(last, language))


def _spell_day(ordinal: int, language: str) -> str:
    day = date.fromordinal(ordinal)
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {words.MONTH_NAMES[language][day.month - 1]} {day.year}"


# --- EDTF ---------------------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?P<y>-?\d{4}|[\dX]{4})(?:-(?P<m>[\dX]{2})(?:-(?P<d>[\dX]{2}))?)?(?:T[0-9:.]+(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
    r"(?P<q>[?~%])?"
)
#: More days than these are not told apart: unspecified digits then stand for everything between the first and the last.
MAX_READINGS = 100
#: EDTF level 1 seasons; northern hemisphere, meteorological (winter runs into the next year).
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


def _edtf(text: str) -> tuple[str, list[DayInterval]] | None:
    if text and text[0] + text[-1] in ("[]", "{}"):
        readings: list[DayInterval] = []
        for part in re.sub(r"\s", "", text[1:-1]).split(","):
            found = _edtf_member(part)
            if found is None:
                return None
            readings += found
        return re.sub(r"\s", "", text), readings
    if text.count("/") == 1 and (text[0] in "./-" or text[0].isdigit()):
        left, right = (side.strip() for side in text.split("/"))
        start = (MIN_DAY, MIN_DAY) if left in ("", "..") else _hull(_edtf_date(left))
        end = (MAX_DAY, MAX_DAY) if right in ("", "..") else _hull(_edtf_date(right))
        if start is None or end is None or start[0] > end[1]:
            return None
        return f"{left}/{right}", [(start[0], end[1])]
    found = _edtf_date(text)
    return (text, found) if found else None


def _edtf_member(part: str) -> list[DayInterval] | None:
    """One member of a set: a date, or a run of dates that `..` joins or leaves open."""
    if ".." not in part:
        return _edtf_date(part)
    first, _, last = part.partition("..")
    start = _hull(_edtf_date(first)) if first else (MIN_DAY, MIN_DAY)
    end = _hull(_edtf_date(last)) if last else (MAX_DAY, MAX_DAY)
    return [(start[0], end[1])] if start and end and start[0] <= end[1] else None


def _hull(readings: Sequence[DayInterval] | None) -> DayInterval | None:
    """From the first day of any reading to the last."""
    return (min(first for first, _ in readings), max(last for _, last in readings)) if readings else None


def _edtf_date(text: str) -> list[DayInterval] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["y"], match["m"], match["d"]
    unit = "year" if month is None else "month" if day is None else "day"
    if month is not None and month.isdigit() and int(month) in _SEASONS and day is None:
        first, last = _SEASONS[int(month)]
        return [
            (_month_span(y, first)[0], _month_span(y + last // 13, (last - 1) % 12 + 1)[1])
            for y in _matching(year, 1, 9998)
        ]
    found = _unspecified(year, month, day)
    return [_widened(reading, unit, match["q"] in ("~", "%")) for reading in found] if found else None


def _unspecified(year: str, month: str | None, day: str | None) -> list[DayInterval]:
    """The days that a date may be, `X` standing for any digit; days that follow each other are one reading."""
    years = _matching(year, 1, 9999)
    if month is None or (month == "XX" and day in (None, "XX")):
        return _joined([_year_span(y, y) for y in years])
    months = [(y, m) for y in (years if len(years) <= MAX_READINGS else (years[0], years[-1]))
              for m in _matching(month, 1, 12)]  # fmt: skip
    if day is None or day == "XX":
        return _joined([_month_span(y, m) for y, m in months])
    spans = [_month_span(y, m) for y, m in months]
    days = [(first + d - 1,) * 2 for first, last in spans for d in _matching(day, 1, last - first + 1)]
    if len(years) > MAX_READINGS and days:
        return [(days[0][0], days[-1][1])]
    return _joined([(a, b) for a, b in days])


def _matching(mask: str, low: int, high: int) -> list[int]:
    """The numbers from `low` to `high` that a mask with unspecified digits may stand for."""
    if "X" not in mask:
        number = int(mask)
        return [number] if low <= number <= high else []
    first, last = int(mask.replace("X", "0")), int(mask.replace("X", "9"))
    pattern = re.compile(mask.replace("X", r"\d"))
    numbers = range(max(first, low), min(last, high) + 1)
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


def _year_span(first: int, last: int) -> DayInterval:
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


def _month_span(year: int, month: int) -> DayInterval:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1).toordinal(), date(year, month, last).toordinal()


def _widened(reading: DayInterval, unit: str, approximate: bool) -> DayInterval:
    if not approximate:
        return reading
    first, last = date.fromordinal(reading[0]), date.fromordinal(reading[1])
    if unit == "day":
        return max(reading[0] - 1, MIN_DAY), min(reading[1] + 1, MAX_DAY)
    if unit == "month":
        months = first.year * 12 + first.month - 2, last.year * 12 + last.month
        return _month_span(*_month(months[0]))[0], _month_span(*_month(months[1]))[1]
    return _year_span(max(first.year - 1, 1), min(last.year + 1, 9999))


def _month(number: int) -> tuple[int, int]:
    """Year and month of a month that is counted from the beginning, or the nearest there is."""
    number = min(max(number, 12), 9999 * 12 + 11)
    return number // 12, number % 12 + 1


# --- phrases ------------------------------------------------------------------------------------------------------


def _phrase(text: str, anchor: When | None) -> tuple[str, list[DayInterval]] | None:
    if text in words.WEEKDAYS and anchor is not None:
        return _weekday(words.WEEKDAYS[text], anchor)
    for pattern, kind in words.date_patterns().ranges:
        if match := pattern.fullmatch(text):
            right = _simple(match["b"])
            left = _simple(_completed(match["a"], match["b"])) if "a" in match.groupdict() else None
            if right is None or (left is None and kind == "between"):
                return None
            if kind == "between" and left is not None:
                if left[1][0] > right[1][1]:
                    return None
                return f"{left[0]}/{right[0]}", [(left[1][0], right[1][1])]
            if kind == "before":
                return f"../{_iso(right[1][0] - 1)}", [(MIN_DAY, right[1][0] - 1)]
            if kind == "until":
                return f"../{right[0]}", [(MIN_DAY, right[1][1])]
            if kind == "after":
                return f"{_iso(right[1][1] + 1)}/..", [(right[1][1] + 1, MAX_DAY)]
            return f"{right[0]}/..", [(right[1][0], MAX_DAY)]
    alternatives = words.date_patterns().alternatives.split(text)
    if len(alternatives) > 1:
        found = [_simple(_completed(part, alternatives[-1])) for part in alternatives]
        whole = [f for f in found if f is not None]
        if len(whole) != len(found):
            return None
        return "[" + ",".join(f[0] for f in whole) + "]", [f[1] for f in whole]
    simple = _simple(text)
    return (simple[0], [simple[1]]) if simple else None


def _weekday(weekday: int, anchor: When) -> tuple[str, list[DayInterval]]:
    days = sorted({last - (date.fromordinal(last).weekday() - weekday) % 7 for _, last in anchor.readings})
    edtf = ",".join(_iso(day) for day in days)
    return (f"[{edtf}]" if len(days) > 1 else edtf), [(day, day) for day in days]


def _completed(part: str, model: str) -> str:
    """« 19 » beside « 20 juillet 2022 » lacks the month and the year: they are taken from the model."""
    if _simple(part) is not None:
        return part
    tokens = model.split()
    for start in range(len(tokens)):
        candidate = f"{part} {' '.join(tokens[start:])}"
        if _simple(candidate) is not None:
            return candidate
    return part


def _simple(text: str) -> tuple[str, DayInterval] | None:
    text = text.strip()
    approximate = False
    if match := words.date_patterns().about.match(text):
        text, approximate = text[match.end() :], True
    if approximate and _DATE.fullmatch(text) and text[-1] not in "?~%":
        # « vers 2019-07 » and `2019-07~` are one thing.
        text += "~"
    if (plain := _edtf(text)) is not None and len(plain[1]) == 1:
        return plain[0], plain[1][0]
    mark = "~" if approximate else ""
    if match := words.date_patterns().part_of_month.fullmatch(text):
        span = _month_span(int(match["y"]), words.MONTHS[match["m"]])
        first, last = {"early": (0, 9), "mid": (10, 19), "late": (20, 30)}[words.PARTS[match["p"]]]
        reading = (span[0] + first, min(span[0] + last, span[1]))
        return f"{_iso(reading[0])}/{_iso(reading[1])}", reading
    for pattern in words.date_patterns().days:
        if match := pattern.fullmatch(text):
            month = int(match["n"]) if "n" in match.groupdict() else words.MONTHS[match["m"]]
            ordinal = date(int(match["y"]), month, int(match["d"])).toordinal()
            return _iso(ordinal) + mark, _widened((ordinal, ordinal), "day", approximate)
    if match := words.date_patterns().month.fullmatch(text):
        year, month = int(match["y"]), words.MONTHS[match["m"]]
        return f"{year:04}-{month:02}{mark}", _widened(_month_span(year, month), "month", approximate)
    if match := words.date_patterns().year.fullmatch(text):
        year = int(match["y"])
        return f"{year:04}{mark}", _widened(_year_span(year, year), "year", approximate)
    return None


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
