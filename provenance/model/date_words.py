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
    """In small letters without accents, spaces and apostrophes as one: what the patterns of dates and quantities are
    matched on.
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("‘", "'"))
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
    "debut": "early", "early": "early", "beginning": "early", "start": "early",
    "mi": "mid", "milieu": "mid", "mid": "mid", "middle": "mid", "fin": "late", "late": "late", "end": "late",
}  # fmt: skip
#: The days that parts of a month are, counted from its first, or back from its last.
MONTH_PARTS = {
    **{word: {"early": (0, 9), "mid": (10, 19), "late": (20, 30)}[part] for word, part in PARTS.items()},
    **dict.fromkeys(("premiere quinzaine", "1re quinzaine", "first half"), (0, 14)),
    **dict.fromkeys(("seconde quinzaine", "deuxieme quinzaine", "2e quinzaine", "second half"), (15, 30)),
    **dict.fromkeys(("premiere semaine", "first week"), (0, 6)),
    **dict.fromkeys(("deuxieme semaine", "second week"), (7, 13)),
    **dict.fromkeys(("troisieme semaine", "third week"), (14, 20)),
    **dict.fromkeys(("derniere semaine", "last week"), (-7, -1)),
}
#: Feasts that have a day of their own.
FEASTS = {
    "noel": "12-25", "christmas": "12-25", "christmas day": "12-25", "jour de l'an": "01-01", "new year's day": "01-01",
    "toussaint": "11-01", "halloween": "10-31", "saint-sylvestre": "12-31", "new year's eve": "12-31",
}  # fmt: skip
#: Zones by their letters, in hours from UTC.
ZONES = {
    "cet": 1, "cest": 2, "bst": 1, "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "jst": 9,
}  # fmt: skip

#: Parts of a year, by the numbers that EDTF gives them: seasons, thirds, quarters, halves.
_PERIODS = {
    21: "printemps|spring", 22: "ete|summer", 23: "automne|autumn|fall", 24: "hiver|winter",
    33: "premier trimestre|1er trimestre|first quarter|1st quarter|q1|t1",
    34: "deuxieme trimestre|second trimestre|2e trimestre|second quarter|2nd quarter|q2|t2",
    35: "troisieme trimestre|3e trimestre|third quarter|3rd quarter|q3|t3",
    36: "quatrieme trimestre|dernier trimestre|4e trimestre|fourth quarter|last quarter|4th quarter|q4|t4",
    37: "debut|early", 38: "milieu|mi|mid", 39: "fin|late",
    40: "premier semestre|1er semestre|first half|s1|h1",
    41: "second semestre|deuxieme semestre|2e semestre|second half|s2|h2",
}  # fmt: skip
#: Decades of the last century by their name alone, from the thirties on: of « les années 20 » one cannot tell which.
_FRENCH_TENS = "trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix".split()
_ENGLISH_TENS = "thirties forties fifties sixties seventies eighties nineties".split()
_TENS = {name: f"{tens}0" for names in (_FRENCH_TENS, _ENGLISH_TENS) for tens, name in enumerate(names, 3)}
#: The years of a decade that are its beginning, its middle and its end; they share those in between.
_DECADE_PARTS = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}
_PERIOD_NUMBERS = {form: number for number, forms in _PERIODS.items() for form in forms.split("|")}
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split()
_FRENCH_CENTURIES = (
    "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme "
    "treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme vingtieme vingt-et-unieme"
).split()
_ENGLISH_CENTURIES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
).split()
#: The years of a century that are a part of it.
_CENTURY_PARTS = {"early": (0, 33), "mid": (33, 66), "late": (66, 99), "first": (0, 49), "second": (50, 99)}

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_M = f"(?P<m>{_MONTH})"
_Y = r"(?P<y>\d{4})"
_DAY_STEMS = {name[:3] for name in WEEKDAYS} | {"tues", "weds", "thur", "thurs"}
_SHORT_DAYS = sorted({f"{stem}." for stem in _DAY_STEMS} | _DAY_STEMS)
_WEEKDAY = "(?:(?:" + "|".join([*WEEKDAYS, *map(re.escape, reversed(_SHORT_DAYS))]) + "),? )?"


@dataclass(frozen=True)
class DatePatterns:
    """The shapes of dates in words, compiled when the first phrase is met: most files have none."""

    days: tuple[re.Pattern[str], ...]
    month: re.Pattern[str]
    year: re.Pattern[str]
    part_of_month: re.Pattern[str]
    period: re.Pattern[str]
    month_first: re.Pattern[str]
    #: With the day that a night shares, the one before or the one after, or up to which a week runs.
    nights: tuple[tuple[re.Pattern[str], int], ...]
    about: re.Pattern[str]
    #: « au matin », « vers 14 h », "the evening of": a part of a day, of which no more is told than the day.
    part_of_day: re.Pattern[str]
    alternatives: re.Pattern[str]
    ranges: tuple[tuple[re.Pattern[str], str], ...]
    time: re.Pattern[str]
    time_first: re.Pattern[str]


@lru_cache(maxsize=1)
def date_patterns() -> DatePatterns:
    """The shapes of phrases that say a date, on text as `fold_phrase` gives it; made when somebody asks."""
    left, right = "(?P<a>.{1,60}?)", "(?P<b>.{1,60})"
    return DatePatterns(
        days=(
            re.compile(
                rf"(?:le |au |el |am |den )?{_WEEKDAY}(?:le |the |el |dem |den )?(?P<d>\d{{1,2}})"
                rf"(?:er|st|nd|rd|th|\.)?(?: of| de)?"
                rf"[ -]{_M},?(?: del?)?[ -]{_Y}"
            ),
            re.compile(rf"(?:on )?{_WEEKDAY}{_M} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_Y}"),
            # The French order, which English agencies outside the United States share.
            re.compile(rf"(?:le )?(?P<d>\d{{1,2}})[/.-](?P<n>\d{{1,2}})[/.-]{_Y}"),
            re.compile(rf"{_Y}[/.-](?P<n>\d{{1,2}})[/.-](?P<d>\d{{1,2}})"),
        ),
        month=re.compile(
            rf"(?:en |in |im |courant |au cours de |(?:au |le )?mois de |(?:in )?the month of )?{_M}(?: del?)? {_Y}"
            r"|(?P<n>0[1-9]|1[0-2])/(?P<of>\d{4})"
        ),
        year=re.compile(
            rf"(?:en |in |some ?time in |im jahr |courant |au cours de |(?:en )?l'an(?:nee)? |(?:in )?the year )?{_Y}"
        ),
        part_of_month=re.compile(
            rf"(?:(?:en|in|a|au|the|during|pendant) |la |le )*(?P<p>{'|'.join(sorted(MONTH_PARTS, reverse=True))})"
            rf"(?: de | of | d'|[ -])?{_M}(?: del?)? {_Y}"
        ),
        period=re.compile(
            r"(?:dans |pendant |au cours de |during |a |au |en |in |the |l'|les? |la )*"
            rf"(?:(?:(?P<season_part>{'|'.join(PARTS)})(?: de l'| du | of the | of |[ -]))?"
            rf"(?P<p>{'|'.join(_PERIOD_NUMBERS)})(?: de l'annee| de| d'| of)?[ -]{_Y}(?:[-/](?P<next>\d{{4}}|\d\d))?"
            rf"|(?P<in_year>\d{{4}})[ -]?(?P<code>[qt][1-4]|h[12]|(?<!\d)s[12])"
            rf"|(?:(?P<part>{'|'.join(PARTS)})(?: des? | of |[ -])(?:les |the )?)?"
            rf"(?:annees (?P<decade>\d{{3}}0|[3-9]0|{'|'.join(_FRENCH_TENS)})"
            rf"|(?P<decade_s>\d{{3}}0s|(?:'|(?<=\w[ -]))[3-9]0s|{'|'.join(_ENGLISH_TENS)}))"
            rf"|(?:(?P<of_century>{'|'.join(PARTS)}|(?:premiere|first|seconde|second|deuxieme)(?: moitie| half))"
            r"(?: du | of the | of |[ -]))?"
            r"(?:(?:(?P<roman>[ivx]{1,5})|(?P<century>\d{1,2}))(?:er|eme|e) siecle"
            rf"|(?P<french>{'|'.join(_FRENCH_CENTURIES)}) siecle"
            rf"|(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|(?P<english>{'|'.join(_ENGLISH_CENTURIES)})) century))"
        ),
        # "May 14-15, 2011"
        month_first=re.compile(rf"(?P<before>.{{0,30}}?){_M} (?P<days>\d{{1,2}} ?(?:-|to|and) ?\d{{1,2}}),? {_Y}"),
        nights=(
            (re.compile(rf"(?:dans )?(?:la )?nuit d[eu] (?:{'|'.join(WEEKDAYS)}) au? (?P<day>.{{1,60}})"), -1),
            (re.compile(r"(?:dans )?(?:la )?nuit du (?P<day>.{1,60})"), 1),
            (re.compile(r"(?:in |on )?(?:the )?night of (?:the )?(?P<day>.{1,60})"), 1),
            (re.compile(r"(?:dans |pendant )?(?:la )?semaine du (?P<day>.{1,60})"), 6),
            (re.compile(r"(?:in |during )?(?:the )?week of (?:the )?(?P<day>.{1,60})"), 6),
        ),
        about=re.compile(
            r"(?:vers(?: la)?|autour du?|aux (?:alentours|environs) du?|aux (?:alentours|environs) de|environ|env\."
            r"|a peu pres|approximativement|circa|around|about|approximately|approx\.|hacia|alrededor del?|etwa|um den"
            r"|ca?\.|ca)(?: le| el| am| den| en| in)? |c(?=\d{4})"
        ),
        alternatives=re.compile(
            r",? (?:ou|or|o|oder) (?:le |el |am |dem |den )?|, (?=\d{1,2}(?:, \d{1,2})* (?:ou|or|o|oder) )"
        ),
        part_of_day=re.compile(
            r"\A(?:(?:dans|en|on|in|au|a|le|la|the) |l')*(?:matin|matinee|midi|apres-midi|soir|soiree|aube"
            r"|morning|afternoon|evening)(?: du| de| of(?: the)?)? (?=.*\d)"
            r"|,? (?:(?:a|au|at|dans|en|in|le|la|the|debut de|fin de) |l'|fin d'|debut d')*(?:matin|matinee|apres-midi"
            r"|soir|soiree|aube|minuit|morning|afternoon|evening|midnight"
            r"|(?:vers|around|about) \d{1,2} ?(?:h ?(?:\d\d)?|[ap]m))\Z"
        ),
        ranges=(
            (re.compile(rf"entre (?:le )?{left} et (?:le )?{right}"), "between"),
            (re.compile(rf"between {left} and {right}"), "between"),
            (re.compile(rf"entre (?:el )?{left} y (?:el )?{right}"), "between"),
            (re.compile(rf"zwischen (?:dem )?{left} und (?:dem )?{right}"), "between"),
            (re.compile(rf"del {left} al {right}"), "between"),
            (re.compile(rf"vom {left} bis (?:zum )?{right}"), "between"),
            (re.compile(rf"(?:(?:dans )?la )?nuit du {left} au {right}"), "between"),
            (re.compile(rf"du {left} au {right}"), "between"),
            (re.compile(rf"(?:(?:dans )?la )?nuit de (?P<a>.{{1,50}}? \d{{1,2}}) a {right}"), "between"),
            (re.compile(rf"de {left} a {right}"), "between"),
            (re.compile(rf"from {left} to {right}"), "between"),
            (
                re.compile(
                    rf"(?:overnight |night of |les |on |in |the )*(?P<a>\d{{1,2}}(?:er)?|(?:{_MONTH})(?: \d{{1,2}})?)"
                    rf"(?: ?- ?| et | and | au | to | through ){right}"
                ),
                "between",
            ),
            (re.compile(r"(?P<a>\d{4}) ?- ?(?P<b>\d{4})"), "between"),
            (re.compile(rf"{left} - {right}"), "between"),
            (re.compile(rf"(?:avant|before|antes del?|vor) (?:le |el |dem )?{right}"), "before"),
            (
                re.compile(
                    r"(?:jusqu'au|jusqu'en|jusqu'a|d'ici a|au plus tard|d'ici|pas apres|by|until|not after"
                    rf"|no later than|not later than|hasta|bis) (?:le |en |el |zum )?{right}"
                ),
                "until",
            ),
            (re.compile(rf"(?:apres|after|despues del?|nach) (?:le |el |dem )?{right}"), "after"),
            (
                re.compile(
                    r"(?:depuis|au plus tot|pas avant|des(?= le | \d)|a partir|a compter|since|no earlier than"
                    r"|not before|starting|from|desde|seit) (?:le |du |de |en |el |on |dem )?"
                    r"(?P<b>.{1,60}?)(?: on| onwards?)?"
                ),
                "since",
            ),
        ),
        time=re.compile(
            r"(?P<day>.{1,60}?),? (?:a |at )?(?P<h>\d{1,2})(?:(?P<mark> ?h(?:eures?)? ?|[:.])(?P<i>[0-5]\d)?)?"
            r"(?::(?P<s>[0-5]\d))?(?: ?(?P<half>am|pm|a\.m\.|p\.m\.))?"
            rf"(?: (?P<z>utc|gmt|z|{'|'.join(ZONES)})| ?(?:utc|gmt)?(?P<away>[+-]\d{{1,2}}(?::?\d{{2}})?)"
            r"|,? \(?(?:heure (?:locale|d[eu]s? [\w' -]{2,30}|d'[\w' -]{2,30})|(?:local|[a-z]{3,20}) time)\)?)?"
        ),
        time_first=re.compile(
            r"(?:a |at )?(?P<time>\d{1,2}(?: ?h(?:eures?)? ?(?:[0-5]\d)?|[:.][0-5]\d)?(?: ?(?:am|pm|a\.m\.|p\.m\.))?),?"
            r" (?P<day>(?:le|on) .{1,60})"
        ),
    )


def period(text: str) -> str | None:
    """The EDTF of a part of a year, of a decade or a part of one, of a century: « fin 2019 », "the late fifties"."""
    found = date_patterns().period.fullmatch(text)
    if found is None:
        return None
    if found["p"]:
        number = _PERIOD_NUMBERS[found["p"]]
        if found["next"] and (number != 24 or (int(found["next"]) - int(found["y"]) - 1) % 100):
            # « hiver 2020-2021 »: no other part of a year runs into the next.
            return None
        if not found["season_part"]:
            return f"{found['y']}-{number}"
        month = 3 * (number - 20) + list(_DECADE_PARTS).index(PARTS[found["season_part"]])
        return f"{int(found['y']) + month // 13:04}-{(month - 1) % 12 + 1:02}" if number <= 24 else None
    if found["code"]:
        return f"{found['in_year']}-{_PERIOD_NUMBERS[found['code']]}"
    if name := found["decade"] or found["decade_s"]:
        decade = ("19" + _TENS.get(name, name.strip("'s")))[-4:-1]
        if not found["part"]:
            return f"{decade}X"
        first, last = _DECADE_PARTS[PARTS[found["part"]]]
        return f"{decade}{first}/{decade}{last}"
    return _century(found)


def _century(found: re.Match[str]) -> str | None:
    if found["roman"]:
        if found["roman"] not in _ROMAN:
            return None
        century = _ROMAN.index(found["roman"])
    elif name := found["french"] or found["english"]:
        century = (_FRENCH_CENTURIES if found["french"] else _ENGLISH_CENTURIES).index(name)
    else:
        century = int(found["century"] or found["nth"]) - 1
    if not found["of_century"]:
        return f"{century:02}XX"
    word = found["of_century"].split()[0]
    half = "first" if word in ("premiere", "first") else "second"
    first, last = _CENTURY_PARTS[PARTS.get(word, half)]
    return f"{century:02}{first:02}/{century:02}{last:02}"
