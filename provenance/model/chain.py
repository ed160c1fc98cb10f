"""Chains as written: arrow strings, origin first, each hop with an optional mark of inference, cue, date and place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from provenance.model.frozen import quickly_made
from provenance.model.locators import NO_LOCATOR, Locator, clock, seconds

#: What stands between two hops.
ARROW = re.compile(r"→|->|⟶|➔|=>")
#: The hops of a chain that has no brackets, as they are written.
parts_of: Callable[[str], list[str]] = ARROW.split
_QUOTED = re.compile(r"«[^»«]*»|“[^”“]*”|\"[^\"]*\"")
_PLACE = re.compile(
    r"(?:pp?\.|page)\s*(?P<page>[^\s,;]+)|§\s*(?P<section>[^,;]+)|¶\s*(?P<paragraph>\d+)"
    r"|(?P<clock>(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?:\.\d+)?)"
    r"|(?:(?P<h>\d+)\s*h\s*)?(?:(?P<m>\d+)\s*min\s*)?(?P<s>\d+)\s*s"
)


@quickly_made
@dataclass(frozen=True, slots=True)
class WrittenHop:
    """A hop before its name is resolved. `whole` is the text as written, for names that contain brackets; `on` a date
    as written, a list for one of several.
    """

    name: str
    inferred: bool = False
    cue: str | None = None
    on: str | int | list[str] | None = None
    whole: str = ""
    locator: Locator = NO_LOCATOR


@lru_cache(maxsize=65536)
def parse_chain(text: str) -> tuple[WrittenHop, ...]:
    """Read `Ned Price («a déclaré», 2022-07-18) → ap-early? → article`. An empty hop gives a hop with no name."""
    text = " ".join(text.split())
    if "(" not in text:
        return tuple(map(parse_hop, parts_of(text)))
    masked = _QUOTED.sub(lambda m: "\0" * len(m[0]), text)
    hops, start = [], 0
    for match in ARROW.finditer(masked):
        hops.append(parse_hop(text[start : match.start()]))
        start = match.end()
    hops.append(parse_hop(text[start:]))
    return tuple(hops)


def bare_names(text: str) -> list[str] | None:
    """The names of a chain that holds nothing but names and arrows; None for one that holds more, or may."""
    names = text.split(" → ")
    return names if all(map(_is_bare, names)) else None


@lru_cache(maxsize=16384)
def _is_bare(text: str) -> bool:
    """Whether a hop is its name, spelled as it is read."""
    return ARROW.search(text) is None and parse_hop(text) == WrittenHop(text, whole=text)


@lru_cache(maxsize=65536)
def parse_hop(text: str) -> WrittenHop:
    """Read one hop: its name, `?`, and in brackets at its end its cue, its date and where in it the words stand."""
    whole = " ".join(text.split())
    opening = whole.rfind("(")
    closed = whole.rstrip("? ")
    if opening < 0 or not closed.endswith(")"):
        return WrittenHop(whole.rstrip("? "), whole.endswith("?"), whole=whole)
    name, inside = whole[:opening].rstrip(), closed[opening + 1 : -1]
    cue = _QUOTED.search(inside)
    rest = (inside[: cue.start()] + inside[cue.end() :] if cue else inside).strip(" ,;")
    locator, rest = read_place(rest)
    return WrittenHop(
        name.rstrip("? "),
        name.endswith("?") or whole.endswith("?"),
        cue[0].strip('«»“”" \u00a0\u202f') if cue else None,
        rest or None,
        whole,
        locator,
    )


def read_place(written: str) -> tuple[Locator, str]:
    """« p. 12 », « § 4.2 », « ¶ 3 », « 00:12:31 » or « 12 min 31 s » among what stands in brackets, and the rest."""
    found: dict[str, str] = {}
    rest = []
    for part in re.split(r"\s*[,;]\s*", written):
        place = _PLACE.fullmatch(part)
        found |= {key: value for key, value in place.groupdict().items() if value is not None} if place else {}
        rest += [] if place else [part]
    if not found:
        return NO_LOCATOR, written
    time = seconds(found["clock"]) if "clock" in found else None
    if "s" in found:
        time = int(found.get("h", 0)) * 3600 + int(found.get("m", 0)) * 60 + float(found["s"])
    paragraph = int(found["paragraph"]) if "paragraph" in found else None
    return Locator(found.get("page"), paragraph, time, section=found.get("section")), ", ".join(rest).strip(" ,;")


def place_keys(place: Locator) -> dict[str, str | int]:
    """A place as the keys of a claim file."""
    time = clock(place.time) if place.time is not None else None
    said = {"page": place.page, "section": place.section, "paragraph": place.paragraph, "time": time}
    return {key: value for key, value in said.items() if value is not None}


def spelled_place(place: Locator) -> str:
    """A place as it stands in the brackets of a hop: « p. 12, § 4.2, ¶ 3, 00:12:31 »."""
    said = (
        f"p. {place.page}" if place.page is not None else "",
        f"§ {place.section}" if place.section is not None else "",
        f"¶ {place.paragraph}" if place.paragraph is not None else "",
        clock(place.time) if place.time is not None else "",
    )
    return ", ".join(part for part in said if part)
