"""A true scale of time: a day is as wide as another, and where nothing happens for long the axis is folded, visibly."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: The axis goes from 0 to this; how wide a fold is on it, and how near two dates may be written.
WIDTH, FOLD, LABEL = 1000, 44, 84
#: Gaps up to a week are never folded; beyond it those that are more than so many times the usual gap.
NEVER_FOLDED, UNUSUAL = 7.0, 4.0


@dataclass(frozen=True)
class Fold:
    """Days left out: where the fold begins on the axis, and how many days it holds."""

    x: int
    days: int


class TimeScale:
    """Where a moment stands on the axis. `moments` are those at which something happens, in days since year 1."""

    def __init__(self, moments: Iterable[float]) -> None:
        self._at = sorted(set(moments)) or [0.0]
        gaps = [after - before for before, after in pairwise(self._at)]
        limit = max(NEVER_FOLDED, UNUSUAL * median(gaps)) if gaps else 0.0
        folded = [gap > limit for gap in gaps]
        # Folds may not take more than half of the axis from what is to scale.
        fold = min(FOLD, WIDTH / 2 / max(sum(folded), 1)) if not all(folded) else WIDTH / max(len(gaps), 1)
        true = sum(gap for gap, out in zip(gaps, folded, strict=True) if not out)
        day = (WIDTH - fold * sum(folded)) / true if true else 0.0
        self._x = [0.0]
        self.folds: list[Fold] = []
        for gap, out in zip(gaps, folded, strict=True):
            if out:
                self.folds.append(Fold(round(self._x[-1] + fold / 2), round(gap)))
            self._x.append(self._x[-1] + (fold if out else gap * day))

    def x(self, moment: float) -> int:
        """The place of a moment, between those around it where nothing happened at it."""
        after = bisect_right(self._at, moment)
        if after == 0:
            return 0
        if after == len(self._at):
            return round(self._x[-1])
        start, end = self._at[after - 1 : after + 1]
        part = (moment - start) / (end - start)
        return round(self._x[after - 1] + part * (self._x[after] - self._x[after - 1]))


def labelled(places: list[int], first: int) -> list[int]:
    """Which of several places have room for their date: `first` before the others, then the ends, then in order."""
    kept: list[int] = []
    for i in dict.fromkeys([first, len(places) - 1, 0, *range(len(places))]):
        if 0 <= i < len(places) and all(abs(places[i] - places[other]) >= LABEL for other in kept):
            kept.append(i)
    return sorted(kept)
