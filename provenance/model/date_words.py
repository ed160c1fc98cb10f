"""The words dates are told with, in French and English: months, weekdays, and the shapes of phrases.

Patterns are matched against `fold_phrase`d text: lower case, no accents, single spaces. All are linear: each
alternation begins with a different character class or a literal word.
"""

import re
import unicodedata

MONTH_NAMES = {
    language: names.split()
    for language, names in {
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "en": "January February March April May June July August September October November December",
    }.items()
}
_WEEKDAY_NAMES = (
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
)


def fold_phrase(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


#: Short forms that three letters do not give.
_SHORT = "jan janv janv.|feb fevr fevr. fev|mar|apr avr avr.|may|jun|jul juil juil.|aug aou|sep sept sept.|oct|nov|dec"
MONTHS = {
    form: number
    for names in MONTH_NAMES.values()
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
    "debut": "early", "early": "early", "mi": "mid", "milieu": "mid", "mid": "mid", "fin": "late", "late": "late",
}  # fmt: skip

_M = "(?P<m>" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + ")"
_Y = r"(?P<y>\d{4})"
_WEEKDAY = "(?:(?:" + "|".join(WEEKDAYS) + "),? )?"

DAYS = (
    re.compile(rf"(?:le )?{_WEEKDAY}(?:le |the )?(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? {_M},? {_Y}"),
    re.compile(rf"(?:on )?{_WEEKDAY}{_M} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_Y}"),
    # The French order, which English agencies outside the United States share.
    re.compile(rf"(?:le )?(?P<d>\d{{1,2}})[/.](?P<n>\d{{1,2}})[/.]{_Y}"),
)
MONTH = re.compile(rf"(?:en |in )?{_M} {_Y}")
YEAR = re.compile(rf"(?:en |in )?{_Y}")
PART_OF_MONTH = re.compile(rf"(?:en |in )?(?P<p>{'|'.join(PARTS)})(?: de | d'|[ -])?{_M} {_Y}")
ABOUT = re.compile(r"(?:vers|autour du?|aux alentours du?|environ|circa|around|about|approximately)(?: le)? ")
OR = re.compile(r",? (?:ou|or) (?:le )?")
_AND = "(?P<a>.{1,60}?)"
RANGES = (
    (re.compile(rf"entre (?:le )?{_AND} et (?:le )?(?P<b>.{{1,60}})"), "between"),
    (re.compile(rf"between {_AND} and (?P<b>.{{1,60}})"), "between"),
    (re.compile(rf"du {_AND} au (?P<b>.{{1,60}})"), "between"),
    (re.compile(rf"from {_AND} to (?P<b>.{{1,60}})"), "between"),
    (re.compile(r"(?:avant|before) (?:le )?(?P<b>.{1,60})"), "before"),
    (re.compile(r"(?:jusqu'au|by|until) (?:le )?(?P<b>.{1,60})"), "until"),
    (re.compile(r"(?:apres|after) (?:le )?(?P<b>.{1,60})"), "after"),
    (re.compile(r"(?:depuis|since) (?:le )?(?P<b>.{1,60})"), "since"),
)
