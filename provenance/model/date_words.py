"""The words dates are told with, in French, English, Spanish and German: months, weekdays, and the shapes of phrases.

Patterns are matched against `fold_phrase`d text: lower case, no accents, single spaces. All are linear: each
alternation begins with a different character class or a literal word.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MONTH_NAMES = {
    language: names.split()
    for language, names in {
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "en": "January February March April May June July August September October November December",
    }.items()
}
#: Months that are read and never written: the languages of texts in which no dossier is told.
_READ_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber märz april mai juni juli august setiembre oktober november dezember",
)
_WEEKDAY_NAMES = (
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"],
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
)


def fold_phrase(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


#: Short forms that three letters do not give.
_SHORT = "jan janv janv.|feb fevr fevr. fev|mar|apr avr avr.|may|jun|jul juil juil.|aug aou|sep sept sept.|oct|nov|dec"
MONTHS = {
    form: number
    for names in (*MONTH_NAMES.values(), *(months.split() for months in _READ_MONTHS))
    for number, name in enumerate(names, 1)
    for form in {fold_phrase(name), fold_phrase(name)[:3] + "."}
} | {
    form: number
    for number, forms in enumerate(
        _SHORT.split("|"),
        1,
    )
    for form in forms.split()
}
# « jui. » could be June or July: not a form anybody should rely on.
MONTHS.pop("jui.", None)
WEEKDAYS = {name: number for names in _WEEKDAY_NAMES for number, name in enumerate(names)}
PARTS = {
    "principios": "early", "mediados": "mid", "finales": "late", "anfang": "early", "mitte": "mid", "ende": "late",
    "debut": "early", "early": "early", "mi": "mid", "milieu": "mid", "mid": "mid", "fin": "late", "late": "late",
}  # fmt: skip

_M = "(?P<m>" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + ")"
_Y = r"(?P<y>\d{4})"
_SHORT_DAYS = sorted({f"{name[:3]}." for name in WEEKDAYS} | {name[:3] for name in WEEKDAYS})
_WEEKDAY = "(?:(?:" + "|".join([*WEEKDAYS, *map(re.escape, reversed(_SHORT_DAYS))]) + "),? )?"


@dataclass(frozen=True)
class DatePatterns:
    """The shapes of dates in words, compiled when the first phrase is met: most files have none."""

    days: tuple[re.Pattern[str], ...]
    month: re.Pattern[str]
    year: re.Pattern[str]
    part_of_month: re.Pattern[str]
    about: re.Pattern[str]
    alternatives: re.Pattern[str]
    ranges: tuple[tuple[re.Pattern[str], str], ...]
    time: re.Pattern[str]


@lru_cache(maxsize=1)
def date_patterns() -> DatePatterns:
    left, right = "(?P<a>.{1,60}?)", "(?P<b>.{1,60})"
    return DatePatterns(
        days=(
            re.compile(
                rf"(?:le |el |am |den )?{_WEEKDAY}(?:le |the |el |dem |den )?(?P<d>\d{{1,2}})"
                rf"(?:er|st|nd|rd|th|\.)?(?: of| de)?"
                rf" {_M},?(?: del?)? {_Y}"
            ),
            re.compile(rf"(?:on )?{_WEEKDAY}{_M} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_Y}"),
            # The French order, which English agencies outside the United States share.
            re.compile(rf"(?:le )?(?P<d>\d{{1,2}})[/.](?P<n>\d{{1,2}})[/.]{_Y}"),
        ),
        month=re.compile(rf"(?:en |in |im )?{_M}(?: del?)? {_Y}"),
        year=re.compile(rf"(?:en |in |im jahr )?{_Y}"),
        part_of_month=re.compile(rf"(?:en |in |a )?(?P<p>{'|'.join(PARTS)})(?: de | d'|[ -])?{_M}(?: del?)? {_Y}"),
        about=re.compile(
            r"(?:vers|autour du?|aux alentours du?|environ|circa|around|about|approximately|hacia|alrededor del?|etwa"
            r"|um den|ca\.)(?: le| el| am| den)? "
        ),
        alternatives=re.compile(r",? (?:ou|or|o|oder) (?:le |el |am |dem |den )?"),
        ranges=(
            (re.compile(rf"entre (?:le )?{left} et (?:le )?{right}"), "between"),
            (re.compile(rf"between {left} and {right}"), "between"),
            (re.compile(rf"entre (?:el )?{left} y (?:el )?{right}"), "between"),
            (re.compile(rf"zwischen (?:dem )?{left} und (?:dem )?{right}"), "between"),
            (re.compile(rf"del {left} al {right}"), "between"),
            (re.compile(rf"vom {left} bis (?:zum )?{right}"), "between"),
            (re.compile(rf"(?:(?:dans )?la )?nuit du {left} au {right}"), "between"),
            (re.compile(rf"du {left} au {right}"), "between"),
            (re.compile(rf"from {left} to {right}"), "between"),
            (re.compile(rf"(?:avant|before|antes del?|vor) (?:le |el |dem )?{right}"), "before"),
            (re.compile(rf"(?:jusqu'au|by|until|hasta|bis) (?:le |el |zum )?{right}"), "until"),
            (re.compile(rf"(?:apres|after|despues del?|nach) (?:le |el |dem )?{right}"), "after"),
            (re.compile(rf"(?:depuis|since|desde|seit) (?:le |el |dem )?{right}"), "since"),
        ),
        time=re.compile(
            r"(?P<day>.{1,60}?),? (?:a |at )?(?P<h>\d{1,2})(?:(?P<mark> ?h(?:eures?)? ?|[:.])(?P<i>[0-5]\d)?)?"
            r"(?: ?(?P<half>am|pm|a\.m\.|p\.m\.))?(?: (?P<z>utc|gmt))?"
        ),
    )
