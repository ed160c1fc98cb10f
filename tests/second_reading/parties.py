"""The second reading of **Parties** (section 4); see reading.py."""

from __future__ import annotations

from .arithmetic import Record, controller, unaffiliated


def members_of(d: Record, base: dict[str, str], source: str | None) -> frozenset[str]:
    """The sources of its group; none for an unaffiliated anonymous voice."""
    if source is None or unaffiliated(d["sources"], source):
        return frozenset()
    return frozenset(s for s in base if base[s] == base[source])


def above(sources: dict[str, Record], source: str) -> set[str]:
    """The source and everything it stands under, states included; `also` "makes parties" (A35)."""
    found, queue = {source}, [source]
    while queue:
        here = queue.pop()
        for up in [controller(sources, here), *sources[here].get("also", [])]:
            if up is not None and up not in found:
                found.add(up)
                queue.append(up)
    return found


def states_of(d: Record, names: list[str] | frozenset[str]) -> set[str]:
    return {x for name in names for x in above(d["sources"], name) if d["sources"][x]["kind"] == "state"}


def touches(d: Record, members: frozenset[str], whose: list[str], stake: list[str]) -> bool:
    """ "every group with a member that is, or stands under (states included), something named in its `concerns` or its
    `parties` …, or that shares a state with something in `concerns`" (`whose`: by states too; `stake`: not).
    """
    named = set(whose) | set(stake) | states_of(d, whose)
    return any(above(d["sources"], m) & named for m in members)


def is_party(d: Record, claim: Record, members: frozenset[str]) -> bool:
    # "(the dossier's where it has none)" (A36)
    stake = claim["parties"] if "parties" in claim else d.get("parties", [])
    return touches(d, members, claim.get("concerns", []), stake)
