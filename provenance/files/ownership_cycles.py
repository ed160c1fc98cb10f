"""Organisations that belong to each other."""

from collections.abc import Iterator, Mapping

from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.source import Source


def ownership_cycles(sources: Mapping[str, Source]) -> Iterator[Problem]:
    """One problem for each circle of organisations: they are one voice, and one of the links is wrong."""
    visited: set[str] = set()
    for start, first in sources.items():
        if first.controller is None:
            continue
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in visited and here not in path:
            path[here] = None
            here = sources[here].controller if here in sources else None
        if here is not None and here in path:
            steps = list(path)
            circle = [*steps[steps.index(here) :], here]
            source = sources[circle[-2]]
            if len(circle) > 2 and source.declared == "file":
                told = [sources[one].label for one in circle]
                names = " → ".join([*told[:4], "…", told[-1]] if len(told) > 5 else told)
                yield Problem(
                    "schema-violation",
                    M("these houses belong to each other in a circle: {names}", names=names),
                    pointer=(*source.pointer, "part_of" if source.part_of else "owned_by"),
                    subject=source.id,
                    advice=M("check the links; they count as one voice meanwhile"),
                )
        visited.update(path)
