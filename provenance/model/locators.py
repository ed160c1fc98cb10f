"""Where in its original a piece of a text stands: the page, the paragraph, the second, whose voice."""

from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import quote


def seconds(written: str) -> float:
    """« 1:02:03.5 » → 3723.5; « 12:31 » → 751."""
    total = 0.0
    for part in written.split(":"):
        total = total * 60 + float(part)
    return total


def clock(time: float) -> str:
    """751.4 → « 00:12:31 »: a whole second is what a person can find."""
    whole = int(time)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in an original as people name it. `page` is the page's printed label where it has one; `time` counts
    seconds from the start of a recording; `paragraph` counts from 1; `section` is its number or heading.
    """

    page: str | None = None
    paragraph: int | None = None
    time: float | None = None
    voice: str | None = None
    section: str | None = None

    def __bool__(self) -> bool:
        """Whether it says where: a voice alone does not."""
        return any(one is not None for one in (self.page, self.paragraph, self.time, self.section))

    @property
    def fragment(self) -> str:
        """The place as it is added to an address: « #page=12 » (RFC 8118), « #t=00:12:31 » (W3C Media Fragments);
        nothing where a viewer could not go there.
        """
        if self.time is not None:
            return f"#t={clock(self.time)}"
        return f"#page={quote(self.page)}" if self.page is not None else ""


@dataclass(frozen=True, slots=True)
class Locators:
    """A map from every code point of a text to its place: `places[i]` holds from `starts[i]` on. `starts` ascend."""

    starts: tuple[int, ...] = ()
    places: tuple[Locator, ...] = ()

    def at(self, offset: int) -> Locator:
        """The place of a code point; an empty one before the first."""
        index = bisect_right(self.starts, offset) - 1
        return self.places[index] if index >= 0 else Locator()

    def after(self, offset: int) -> Locator:
        """The place that follows that of a code point; an empty one after the last."""
        index = bisect_right(self.starts, offset)
        return self.places[index] if index < len(self.places) else Locator()

    def pages(self, start: int, end: int) -> list[str]:
        """The pages that a span touches, in order."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first + 1, bisect_right(self.starts, end - 1))
        return list(dict.fromkeys(one.page for one in self.places[first:last] if one.page is not None))


NO_LOCATOR = Locator()
NO_LOCATORS = Locators()
