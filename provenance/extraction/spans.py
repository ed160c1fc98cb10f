"""Asking many spans about a place without looking at all of them."""

from bisect import bisect_left
from collections.abc import Iterable

from provenance.model.reading import Span


class Cover:
    """A set of spans, asked whether anything of it lies over a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]
        self._reached: list[int] = []
        furthest = 0
        for _, end in self.spans:
            furthest = max(furthest, end)
            self._reached.append(furthest)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a span has a code point in `start:end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reached[before - 1] > start

    def inside(self, start: int, end: int) -> list[Span]:
        """The spans that lie wholly in `start:end`."""
        return [s for s in self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if s[1] <= end]

    def over(self, start: int, end: int) -> list[Span]:
        """The spans that have a code point in `start:end`, in order."""
        found = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reached[at] > start:
            if self.spans[at][1] > start:
                found.append(self.spans[at])
            at -= 1
        return found[::-1]
