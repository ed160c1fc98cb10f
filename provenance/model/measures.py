"""Numbers told in another way than by figures and a unit, on folded text: shares of a whole (« un tiers », "one in
five"), times of the day and durations (« 1 h 30 », "2:30 pm"), half of a scale ("half a million"), places in an order
(« 2e »), results of matches.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from provenance.model.number_words import quantity_words
from provenance.model.numerals import Numeral, numeral_at

#: A time of the day, or a duration in hours and minutes.
_CLOCK = re.compile(
    r"(?P<h>\d{1,2}) ?h(?:eures?|rs?)? ?(?P<i>[0-5]\d)(?!\w)"
    r"|(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\b\.?|(?<=:\d\d)(?![\w:]))"
    r"|(?P<only>1[0-2]|[1-9]) ?(?P<half_only>[ap])\.?m\b\.?"
    r"|(?P<noon>midi|noon)\b|(?P<midnight>minuit|midnight)\b"
)
#: « un élève sur cinq », "nine out of ten"; between them stands what is counted.
_AMONG = re.compile(
    r"(?: [^\W\d_][\w'-]*){0,2} sur (?:les )?| in (?:every )?| out of (?:every )?| of the | des |/(?=[2-9]\b|10\b)"
)
_ONE = re.compile(r"(?:une?|one|an?)(?= )")
#: What makes « un tiers » a share and not somebody: the whole behind it, or nothing more.
_OF_WHOLE = re.compile(r"(?= (?:des?|du|of|en moins|plus) | d'| ?[,.;:!?)]| ?$)")
#: « trois quarts d'heure », « deux quarts de finale »
_NO_SHARE = re.compile(r" d'heure| de finale")
_LARGEST_WHOLE = 100
#: What may stand behind a place in an order that is a whole answer.
_IN_ORDER = re.compile(r"(?: (?:place|rang|position|rank))?")
#: Between the two numbers of a result, before it, and a zero behind it.
_TO = re.compile(r" ?- ?| a | to ")
_COUNT_BEFORE = re.compile(r"(?<![\w.,-])(?P<count>[^\W_]+)(?: (?:buts?|goals?|sets?|manches?|points?))?$")
_NIL, _SINGLE = re.compile(r"(?:zero|nil|nul)\b"), re.compile(r"(?:une?|one)\b")
_LARGEST_RESULT, _LONGEST_COUNT = 100, 40


def measure_at(text: str, position: int, language: str) -> tuple[Numeral, str] | None:
    """The number told so at a position, with the unit that it is of."""
    if clock := _CLOCK.match(text, position):
        return _time(clock), "min"
    if half := _half_of_scale().match(text, position):
        scale = quantity_words()["scales"][half["scale"]]
        return Numeral(scale / 2, scale / 10, scale, half.end()), ""
    if half := _one_and_half().match(text, position):
        scale = quantity_words()["scales"].get(half["scale"] or half["behind"], 1)
        return Numeral(1.5 * scale, scale / 10, scale, half.end()), "h" if half["hour"] else ""
    if share := _share_at(text, position, language):
        return share, "%"
    place = ordinal().match(text, position)
    if place is not None and _IN_ORDER.fullmatch(text, place.end()):
        return Numeral(ordinal_value(place), 1, 1, place.end()), "nth"
    return None


def ordinal_value(place: re.Match[str]) -> int:
    """The number of a place in an order."""
    return int(place["figures"] or _ordinals()[place["word"]])


def results(text: str, language: str) -> Iterator[tuple[tuple[int, int], int, int]]:
    """The results of matches in a text (« 3-0 », « trois buts à zéro », "three-nil"), and where they stand."""
    for joint in _TO.finditer(text):
        before = _COUNT_BEFORE.search(text, max(0, joint.start() - _LONGEST_COUNT), joint.start())
        first = _score_at(text, before.start("count"), language) if before else None
        last = _score_at(text, joint.end(), language)
        if before is not None and first is not None and last is not None:
            yield (int(first.value), int(last.value)), before.start("count"), last.end


def _score_at(text: str, position: int, language: str) -> Numeral | None:
    """What one side has in a result, where a numeral alone is not « un » nor « zéro »."""
    for words, value in ((_NIL, 0), (_SINGLE, 1)):
        if told := words.match(text, position):
            return Numeral(value, 1, 1, told.end())
    found = numeral_at(text, position, language)
    return found if found is not None and found.value < _LARGEST_RESULT else None


def _time(clock: re.Match[str]) -> Numeral:
    """Minutes: since midnight, or as long as it lasts. An hour alone is told to the hour."""
    half = clock["half"] or clock["half_only"]
    hour = int(clock["h"] or clock["hour"] or clock["only"] or (12 if clock["noon"] else 0))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = clock["i"] or clock["minute"]
    return Numeral(hour * 60 + int(minute or 0), 1 if minute else 60, 1, clock.end())


def _share_at(text: str, position: int, language: str) -> Numeral | None:
    if half := _half().match(text, position):
        return _share(1, 2, half.end())
    one = _ONE.match(text, position)
    count = Numeral(1, 1, 1, one.end()) if one else numeral_at(text, position, language)
    if count is None:
        return None
    part = _part().match(text, count.end)
    if part and not _NO_SHARE.match(text, part.end()) and (count.value > 1 or _OF_WHOLE.match(text, part.end())):
        return _share(count.value, quantity_words()["parts"][part["part"]], part.end())
    among = _AMONG.match(text, count.end)
    whole = numeral_at(text, among.end(), language) if among else None
    return _share(count.value, whole.value, whole.end) if whole is not None else None


def _share(count: float, whole: float, end: int) -> Numeral | None:
    """In percent, meant to a tenth of itself or of the rest, whichever is less: « un tiers » is 30 to 37."""
    if not 0 < count < whole <= _LARGEST_WHOLE:
        return None
    value = 100 * count / whole
    return Numeral(value, min(value, 100 - value) / 5, 1, end)


@lru_cache(maxsize=1)
def ordinal() -> re.Pattern[str]:
    """A place in an order."""
    words, endings = "|".join(_ordinals()), quantity_words()["ordinals"]["endings"].replace(" ", "|")
    return re.compile(rf"(?<![\w.,-])(?:(?P<word>{words})|(?P<figures>\d{{1,3}})(?:{endings}))\b")


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    words = quantity_words()["ordinals"]["words"].split()
    return dict(zip(words[::2], map(int, words[1::2])))


@lru_cache(maxsize=1)
def _half() -> re.Pattern[str]:
    return re.compile(
        r"(?<=than )half\b(?! an?\b)|(?<!\ba )(?:la |une )?moitie\b"
        r"|(?<!first )(?<!second )half(?= (?:of|the|all)\b| ?[,.;:!?)]| ?$)"
    )


@lru_cache(maxsize=1)
def _part() -> re.Pattern[str]:
    return re.compile(rf"[ -](?P<part>{'|'.join(quantity_words()['parts'])})s?\b")


@lru_cache(maxsize=1)
def _one_and_half() -> re.Pattern[str]:
    """One and a half of a scale, an hour or whatever is counted."""
    scales = "|".join(scale for scale, value in quantity_words()["scales"].items() if value >= 1_000_000)
    return re.compile(
        rf"(?:une?|one|an?)(?: (?:(?P<scale>{scales})|(?P<hour>heure|hour)))? (?:et demie?|and a half)"
        rf"(?: (?P<behind>{scales}))?\b"
    )


@lru_cache(maxsize=1)
def _half_of_scale() -> re.Pattern[str]:
    scales = "|".join(scale for scale, value in quantity_words()["scales"].items() if value >= 1_000_000)
    return re.compile(rf"(?:half an?|(?:un )?demi)[ -](?P<scale>{scales})")
