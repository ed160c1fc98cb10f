"""What is shown on which day: the page holds every day's words, and shows those of one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
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

    def inside(self, around: "Shown") -> "Shown":
        """The same for what stands in something that comes and goes itself: its own days say nothing new."""
        days = "".join(
            "1" if mine == "1" or its == "0" else "0" for mine, its in zip(self.days, around.days, strict=True)
        )
        return Shown(days, self.now)

    @property
    def inverse(self) -> "Shown":
        return Shown(self.days.translate(_SWAPPED), self.now)

    @property
    def code(self) -> str:
        """The days as the page writes them: hexadecimal digits of four days each, the first day the lowest bit."""
        four = (self.days[start : start + 4] for start in range(0, len(self.days), 4))
        return "".join(f"{int(some[::-1], 2):x}" for some in four)

    @property
    def attributes(self) -> Markup:
        """What an element bears to come and go with the days."""
        if self.always:
            return Markup("")
        return Markup(' data-when="{}"{}').format(self.code, Markup("" if self.at_first else " hidden"))


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

    def merged(self, lists: Sequence[Sequence[T]]) -> list[tuple[T, Shown]]:
        """The lists of all days as one: what is shown of it on a day is that day's list, in its order.

        An item of successive days stands once where their orders agree.
        """
        items: list[tuple[T, set[int]]] = []
        for day, wanted in enumerate(lists):
            steps = SequenceMatcher(None, [item for item, _ in items], wanted, autojunk=False).get_opcodes()
            for step, start, end, first, last in reversed(steps):
                if step == "equal":
                    for _, held in items[start:end]:
                        held.add(day)
                else:
                    items[end:end] = [(item, {day}) for item in wanted[first:last]]
        return [(item, self.shown(day in held for day in range(self.count))) for item, held in items]

    def variants(self, values: Sequence[T | None]) -> list[tuple[T, Shown]]:
        """Each different value with the days it holds on; None holds nothing."""
        days: dict[T, list[int]] = {}
        for day, value in enumerate(values):
            if value is not None:
                days.setdefault(value, []).append(day)
        return [(value, self.shown(day in held for day in range(self.count))) for value, held in days.items()]
