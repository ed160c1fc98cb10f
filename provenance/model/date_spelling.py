"""Dates for a reader, in French and English."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from provenance.model import date_words as words
from provenance.model.dates import When
from provenance.model.edtf import MAX_DAY, MIN_DAY, TIME

#: More alternatives than these are told by the first and the last.
MAX_SPELLED = 12
_YEARLESS = re.compile(r"XXXX-(?P<m>0[1-9]|1[0-2])(?:-(?:(?P<d>\d\d)|XX))?")
#: A day, month or year of which only is said that it was about then.
_ABOUT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~")


@dataclass(frozen=True, slots=True)
class OnDate:
    """A date within a sentence: « le 16 octobre 2022 », « en juillet 2022 », "on 16 October 2022", "in July 2022"."""

    when: When


def spell_on(when: When, language: str) -> str:
    """The date with the preposition that it takes."""
    said = spell(when, language)
    first, last = when.readings[-1]
    if first == MIN_DAY or last == MAX_DAY or _ABOUT.fullmatch(when.edtf):
        return said
    days = all(a == b for a, b in when.readings)
    if days:
        return f"le {said}" if language == "fr" else f"on {said}"
    if language == "fr":
        return said if said.startswith(("du ", "de ")) else f"en {said}"
    return f"from {said}" if " to " in said else f"in {said}"


def spell(when: When, language: str) -> str:
    """The date for a reader: « 19 juillet 2022 », « 19 ou 20 juillet 2022 », « juillet 2022 », « vers 1910 »."""
    if of_any_year := _YEARLESS.fullmatch(when.edtf):
        return _spell_of_any_year(of_any_year, language)
    if about := _ABOUT.fullmatch(when.edtf):
        return _spell_about(about[1], about[2], about[3], language)
    readings = when.readings
    shown = readings if len(readings) <= MAX_SPELLED else [readings[0], readings[1], readings[-1]]
    said = [_spell_reading(first, last, language) for first, last in shown]
    if len(shown) < len(readings):
        said[1] += "…"
    if len(said) == 1:
        return f"{said[0]}, {_spell_time(when.edtf, language)}" if when.moment is not None else said[0]
    # « 19 ou 20 juillet 2022 »: what the alternatives share is said once, at the end.
    parts = [s.split(" ") for s in said]
    tail = parts[-1][1:]
    if len(tail) == 2 and all(p[1:] == tail for p in parts):
        said = [p[0] for p in parts[:-1]] + [said[-1]]
    last = ("et" if when.all_of else "ou") if language == "fr" else "and" if when.all_of else "or"
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def _spell_of_any_year(found: re.Match[str], language: str) -> str:
    """« 25 décembre d'une année inconnue », "December of an unknown year"."""
    day, month = int(found["d"] or 0), words.MONTH_NAMES[language][int(found["m"]) - 1]
    number = "1er " if language == "fr" and day == 1 else f"{day} " if day else ""
    return f"{number}{month} " + ("d’une année inconnue" if language == "fr" else "of an unknown year")


def _spell_about(year: str, month: str | None, day: str | None, language: str) -> str:
    """« vers le 19 juillet 2022 », "about 1910": as it was given, not the days that it may be."""
    before = "vers" if language == "fr" else "about"
    if month is None:
        return f"{before} {int(year)}"
    if day is None:
        return f"{before} {words.MONTH_NAMES[language][int(month) - 1]} {int(year)}"
    said = _spell_day(date(int(year), int(month), int(day)).toordinal(), language)
    return f"vers le {said}" if language == "fr" else f"about {said}"


def _spell_time(edtf: str, language: str) -> str:
    """« 3 h 12 (UTC+1) », "03:12 (UTC+1)": the time as it was given, on the clock it was given in."""
    found = TIME.fullmatch(edtf)
    assert found is not None
    hour, minute, zone = found["h"], found["i"], found["z"]
    if language == "fr":
        said = f"{int(hour)}\u00a0h" + (f"\u00a0{minute}" if minute and minute != "00" else "")
    else:
        said = f"{hour}:{minute or '00'}"
    if not zone:
        return said
    ahead, hours, minutes = zone[0], zone[1:3].lstrip("0"), zone[-2:] if len(zone) > 3 else ""
    away = f"{ahead}{hours or '0'}{':' + minutes if minutes not in ('', '00') else ''}".replace("-", "\u2212")
    return f"{said} (UTC)" if zone == "Z" or not zone.strip("+-0:") else f"{said} (UTC{away})"


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
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31):
        return f"de {a.year} à {b.year}" if fr else f"{a.year} to {b.year}"
    joined = "du {} au {}" if fr else "{} to {}"
    return joined.format(_spell_day(first, language), _spell_day(last, language))


def _spell_day(ordinal: int, language: str) -> str:
    day = date.fromordinal(ordinal)
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {words.MONTH_NAMES[language][day.month - 1]} {day.year}"
