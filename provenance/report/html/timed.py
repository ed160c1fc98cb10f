"""What is shown on which day: the page holds every day's words, and shows those of one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

_SWAPPED = str.maketrans("01", "10")
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shown:
    """The days on which something is shown: one digit a day, 1 or 0; `now` is the day the page opens on."""

    days: str
    now: int

    @property
    def always(self) -> bool:
        return "0" not in self.days

    @property
    def at_first(self) -> bool:
        return self.days[self.now] == "1"

    @property
    def inverse(self) -> "Shown":
        return Shown(self.days.translate(_SWAPPED), self.now)

    @property
    def attributes(self) -> Markup:
        """What an element bears to come and go with the days."""
        if self.always:
            return Markup("")
        return Markup(' data-when="{}"{}').format(self.days, Markup("" if self.at_first else " hidden"))


class Days:
    """The days of a page. `now` is the number of the one it opens on."""

    def __init__(self, count: int, now: int) -> None:
        self.count = count
        self.now = now

    def shown(self, present: Iterable[object]) -> Shown:
        """Shown where what is given for a day is true."""
        return Shown("".join("1" if day else "0" for day in present), self.now)

    def through(self, change_points: Sequence[int], tell: Callable[[int], T | None]) -> list[T | None]:
        """What is told on each day, worked out on the days at which it turns."""
        told: list[T | None] = []
        for day, turn in enumerate(change_points):
            told.append(tell(day) if turn == day else told[turn])
        return told

    def variants(self, values: Sequence[T | None]) -> list[tuple[T, Shown]]:
        """Each different value with the days it holds on; None holds nothing."""
        days: dict[T, list[int]] = {}
        for day, value in enumerate(values):
            if value is not None:
                days.setdefault(value, []).append(day)
        return [(value, self.shown(day in held for day in range(self.count))) for value, held in days.items()]
