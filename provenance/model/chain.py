"""Chains as written: arrow strings, origin first, each hop with an optional mark of inference, cue and date."""

import re
from dataclasses import dataclass
from functools import lru_cache

_ARROW = re.compile(r"→|->|⟶|➔|=>")
_QUOTED = re.compile(r"«[^»«]*»|“[^”“]*”|\"[^\"]*\"")


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


@lru_cache(maxsize=65536)
def parse_chain(text: str) -> tuple[WrittenHop, ...]:
    """Read `Ned Price («a déclaré», 2022-07-18) → ap-early? → article`. An empty hop gives a hop with no name."""
    text = " ".join(text.split())
    masked = _QUOTED.sub(lambda m: "\0" * len(m[0]), text) if "(" in text else text
    hops, start = [], 0
    for match in _ARROW.finditer(masked):
        hops.append(parse_hop(text[start : match.start()]))
        start = match.end()
    hops.append(parse_hop(text[start:]))
    return tuple(hops)


def parse_hop(text: str) -> WrittenHop:
    """Read one hop: its name, `?`, and in brackets at its end its cue and date."""
    whole = " ".join(text.split())
    opening = whole.rfind("(")
    closed = whole.rstrip("? ")
    if opening < 0 or not closed.endswith(")"):
        return WrittenHop(whole.rstrip("? "), whole.endswith("?"), whole=whole)
    name, inside = whole[:opening].rstrip(), closed[opening + 1 : -1]
    cue = _QUOTED.search(inside)
    rest = (inside[: cue.start()] + inside[cue.end() :] if cue else inside).strip(" ,;")
    return WrittenHop(
        name.rstrip("? "),
        name.endswith("?") or whole.endswith("?"),
        cue[0].strip('«»“”" \u00a0\u202f') if cue else None,
        rest or None,
        whole,
    )
