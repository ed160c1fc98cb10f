"""Dates as people know them: EDTF (`edtf`), or a phrase in French or English.

A date is a set of readings, each an interval of days. « 19 ou 20 juillet 2022 » has two readings, `202X-07-19` has ten;
« juillet 2022 » has one of 31 days. Two dates conflict only when no reading of the one meets a reading of the other. Of
a set in braces every reading holds: it conflicts with another such set unless each day of one has its match in the
other. Approximate dates (`~`, « vers ») are widened by one unit of their own precision on each side, as the python-edtf
library does for years. Readings end at the day; the time of a post or a wire, with its zone, orders it within a day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from provenance.model import date_words as words
from provenance.model.edtf import (
    DATE,
    MAX_DAY,
    MIN_DAY,
    DayInterval,
    EdtfForm,
    Moment,
    moment_of,
    month_span,
    parse_edtf,
    unsupported_form,
    widened,
    year_span,
)

#: The middle of the day, behind a day.
_NOON = re.compile(r"(?<= )(?:midi|noon)\b")
#: No date is longer.
MAX_TEXT = 200
#: The basic form of ISO 8601, which EDTF leaves out: no hyphens within a day.
_BASIC = re.compile(r"\b(\d{4})(\d{2})(\d{2})(?=T\d|\b)")


@dataclass(frozen=True, slots=True)
class When:
    """A date as written (`text`), as understood (`edtf`), its readings as inclusive intervals of ordinals, and the time
    of the day where there is one.
    """

    text: str
    edtf: str
    readings: tuple[DayInterval, ...]
    #: Every reading holds (`{…}`), not one of them.
    all_of: bool = False
    moment: Moment | None = None

    @property
    def earliest(self) -> int:
        # One reading is the rule.
        readings = self.readings
        return readings[0][0] if len(readings) == 1 else min(first for first, _ in readings)

    @property
    def latest(self) -> int:
        readings = self.readings
        return readings[0][1] if len(readings) == 1 else max(last for _, last in readings)

    def compatible(self, other: "When") -> bool:
        """Whether both can hold: some reading of the one meets one of the other; of two whole sets, all do."""
        mine, theirs = _moments(self, other)
        if mine is not None and theirs is not None:
            return mine.first <= theirs.last and theirs.first <= mine.last
        if self.all_of and other.all_of:
            return all(_meet((one,), other.readings) for one in self.readings) and all(
                _meet((one,), self.readings) for one in other.readings
            )
        return _meet(self.readings, other.readings)

    def before(self, other: "When") -> bool:
        """Certainly earlier: the latest bound before the earliest bound, to the second where both give the time."""
        mine, theirs = _moments(self, other)
        if mine is not None and theirs is not None:
            return mine.last < theirs.first
        return self.latest < other.earliest

    def apart(self, other: "When") -> bool:
        """Certainly on another day."""
        return self.latest < other.earliest or other.latest < self.earliest


def _meet(mine: Sequence[DayInterval], theirs: Sequence[DayInterval]) -> bool:
    """Whether one of the intervals meets one of the others; both are in order, and there may be thousands."""
    i = j = 0
    while i < len(mine) and j < len(theirs):
        if mine[i][1] < theirs[j][0]:
            i += 1
        elif theirs[j][1] < mine[i][0]:
            j += 1
        else:
            return True
    return False


def _moments(one: When, other: When) -> tuple[Moment, Moment] | tuple[None, None]:
    """The times of two dates, where they can be compared."""
    if one.moment is None or other.moment is None or (one.moment.zone is None) != (other.moment.zone is None):
        return None, None
    return one.moment, other.moment


class DateError(ValueError):
    """A date that cannot be read; the argument is the text. `form` is what EDTF calls it, where it is EDTF that is not
    supported.
    """

    def __init__(self, text: str, form: EdtfForm | None = None) -> None:
        super().__init__(text)
        self.form = form


@lru_cache(maxsize=8192)
def parse(text: str, anchor: When | None = None) -> When:
    """Read an EDTF string or a French or English phrase.

    `anchor` (the publication of the document) gives a bare weekday its date: the last such day on or before it. Raises
    DateError.
    """
    stripped = _BASIC.sub(r"\1-\2-\3", " ".join(text[:MAX_TEXT].split()))
    if len(text) > MAX_TEXT:
        raise DateError(text)
    phrase = words.fold_phrase(stripped)
    try:
        found = parse_edtf(stripped) or _phrase(phrase, anchor)
        timed = None if found is not None else _phrase_with_time(phrase, anchor)
    except (ValueError, OverflowError):
        found = timed = None
    if timed is not None:
        edtf, readings = timed
    elif found is not None:
        edtf, readings = found
    else:
        raise DateError(text, unsupported_form(stripped))
    return When(text, edtf, tuple(sorted(set(readings))), edtf.startswith("{"), moment_of(edtf))


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


# --- phrases ------------------------------------------------------------------------------------------------------


def _phrase(text: str, anchor: When | None) -> tuple[str, list[DayInterval]] | None:
    if text in words.WEEKDAYS and anchor is not None:
        return _weekday(words.WEEKDAYS[text], anchor)
    text = words.date_patterns().part_of_day.sub("", text.replace("–", "-").removeprefix("either "))
    if (day := _simple(text)) is not None:
        return day[0], [day[1]]
    if match := words.date_patterns().month_first.fullmatch(text):
        text = f"{match['before']}{match['days']} {match['m']} {match['y']}"
    for pattern, kind in words.date_patterns().ranges:
        if match := pattern.fullmatch(text):
            right = _simple(match["b"])
            if right is None:
                continue
            left = _beginning(match["a"], match["b"], right) if "a" in match.groupdict() else None
            if left is None and kind == "between":
                continue
            if kind == "between" and left is not None:
                if left[1][0] > right[1][1]:
                    return None
                return f"{left[0].split('/')[0]}/{right[0].split('/')[-1]}", [(left[1][0], right[1][1])]
            if kind == "before":
                return f"../{_iso(right[1][0] - 1)}", [(MIN_DAY, right[1][0] - 1)]
            if kind == "until":
                return f"../{right[0]}", [(MIN_DAY, right[1][1])]
            if kind == "after":
                return f"{_iso(right[1][1] + 1)}/..", [(right[1][1] + 1, MAX_DAY)]
            return f"{right[0]}/..", [(right[1][0], MAX_DAY)]
    for pattern, away in words.date_patterns().nights:
        if (match := pattern.fullmatch(text)) and (day := _simple(match["day"])) and day[1][0] == day[1][1]:
            first, last = sorted((day[1][0], day[1][0] + away))
            return f"{_iso(first)}/{_iso(last)}", [(first, last)]
    alternatives = words.date_patterns().alternatives.split(text)
    if len(alternatives) > 1:
        found = [_simple(_completed(part, alternatives[-1])) for part in alternatives]
        whole = [f for f in found if f is not None]
        if len(whole) != len(found):
            return None
        return "[" + ",".join(f[0] for f in whole) + "]", [f[1] for f in whole]
    return None


def _phrase_with_time(text: str, anchor: When | None) -> tuple[str, list[DayInterval]] | None:
    """« 11 fevrier 2026 a 3 h 12 », "11 february 2026 at 3:12 pm": one day, and a time of it."""
    if turned := words.date_patterns().time_first.fullmatch(text):
        text = f"{turned['day']} {turned['time']}"
    found = words.date_patterns().time.fullmatch(_NOON.sub("12:00", text))
    day = _phrase(found["day"], anchor) if found is not None else None
    if found is None or day is None or len(day[1]) != 1 or day[1][0][0] != day[1][0][1] or len(day[0]) != 10:
        return None
    hour, half = int(found["h"]), (found["half"] or "").replace(".", "")
    mark = (found["mark"] or "").strip()
    if not (half or mark) or (mark in (":", ".") and not found["i"]):
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23:
        return None
    minute = f":{found['i']}" if found["i"] else ""
    second = f":{found['s']}" if minute and found["s"] else ""
    return f"{day[0]}T{hour:02}{minute}{second}{_zone(found['z'], found['away'])}", day[1]


def _zone(name: str | None, away: str | None) -> str:
    """A zone as EDTF writes it: « UTC+2 », "CET", "+0200" and "Z"."""
    if away:
        return f"{away[0]}{away[1:]:0>2}"
    if name is None:
        return ""
    ahead = words.ZONES.get(name, 0)
    return f"{ahead:+03}:00" if ahead else "Z"


def _weekday(weekday: int, anchor: When) -> tuple[str, list[DayInterval]]:
    days = sorted({last - (date.fromordinal(last).weekday() - weekday) % 7 for _, last in anchor.readings})
    edtf = ",".join(_iso(day) for day in days)
    return (f"[{edtf}]" if len(days) > 1 else edtf), [(day, day) for day in days]


def _beginning(part: str, model: str, end: tuple[str, DayInterval]) -> tuple[str, DayInterval] | None:
    """The date from which a range runs: « 30 décembre » before « 2 janvier 2020 » is of the year before."""
    found = _simple(_completed(part, model))
    year = re.search(r"\d{4}$", model)
    if found is not None and found[1][0] > end[1][1] and year is not None:
        return _simple(f"{part} {int(year[0]) - 1:04}") or found
    return found


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
    elif text.endswith(" environ"):
        text, approximate = text.removesuffix(" environ"), True
    mark = "~" if approximate else ""
    feast, _, feast_year = text.rpartition(" ")
    if feast in words.FEASTS and feast_year.isdigit():
        text = f"{feast_year}-{words.FEASTS[feast]}"
    edtf = words.period(text) or text.upper()
    if DATE.fullmatch(edtf) and edtf[-1] not in "?~%":
        # « vers 2019-07 » and `2019-07~` are one thing.
        edtf += mark
    if (plain := parse_edtf(edtf)) is not None and len(plain[1]) == 1:
        return plain[0], plain[1][0]
    if match := words.date_patterns().part_of_month.fullmatch(text):
        span = month_span(int(match["y"]), words.MONTHS[match["m"]])
        first, last = words.MONTH_PARTS[match["p"]]
        since = span[0] if first >= 0 else span[1] + 1
        reading = widened((since + first, min(since + last, span[1])), "day", approximate, last - first + 1)
        return f"{_iso(reading[0])}/{_iso(reading[1])}", reading
    for pattern in words.date_patterns().days:
        if match := pattern.fullmatch(text):
            month = int(match["n"]) if "n" in match.groupdict() else words.MONTHS[match["m"]]
            ordinal = date(int(match["y"]), month, int(match["d"])).toordinal()
            return _iso(ordinal) + mark, widened((ordinal, ordinal), "day", approximate)
    if match := words.date_patterns().month.fullmatch(text):
        year, month = int(match["y"] or match["of"]), words.MONTHS[match["m"]] if match["m"] else int(match["n"])
        return f"{year:04}-{month:02}{mark}", widened(month_span(year, month), "month", approximate)
    if match := words.date_patterns().year.fullmatch(text):
        year = int(match["y"])
        return f"{year:04}{mark}", widened(year_span(year, year), "year", approximate)
    return None


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
