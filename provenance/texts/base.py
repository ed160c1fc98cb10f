"""What a reader of texts gives, and what it says when it cannot."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from provenance.model.locators import NO_LOCATORS, Locator, Locators
from provenance.model.message import Message


class TextError(Exception):
    """A file that holds no text which can be read: why, what to do about it, and where if that is known."""

    def __init__(self, message: Message, advice: Message | None = None) -> None:
        super().__init__(message.render("en"))
        self.message, self.advice = message, advice


def iso_day(written: str | None) -> str | None:
    """The day of a date of ISO 8601, if there is such a day: programs write 0000-00-00 for none."""
    try:
        return date.fromisoformat((written or "")[:10]).isoformat()
    except ValueError:
        return None


#: What a date that a file names is of.
DateOf = Literal["published", "sent", "created"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself: proposals, not facts. `dates` are all it names (ISO 8601), the likeliest first.
    `doubts` are what a person should know of the reading.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    dates: tuple[tuple[DateOf, str], ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def published(self) -> str | None:
        return self.dates[0][1] if self.dates else None


NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True)
class Remark:
    """One message in the margin, or the text of a note, or the address of a link. `on` is a date of ISO 8601."""

    text: str
    author: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is said beside some words of a text (Web Annotation Data Model): a thread of comments, a foot- or endnote, a
    link. `start` and `end` are code points of the text; they are one where it is said at a place, not of words. `body`
    is where the words of a note stand in the text themselves.
    """

    kind: Literal["comment", "note", "link"]
    start: int
    end: int
    remarks: tuple[Remark, ...]
    resolved: bool = False
    body: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text that a person reads in a file, where each piece of it stands there, and what is said in its margin."""

    text: str
    locators: Locators = NO_LOCATORS
    metadata: Metadata = NO_METADATA
    annotations: tuple[Annotation, ...] = ()


@dataclass
class TextBuilder:
    """A text that grows piece by piece, with its places."""

    _parts: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _places: list[Locator] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def mark(self, place: Locator) -> None:
        """What is added from here on stands at `place`."""
        if self._places and self._places[-1] == place:
            return
        if self._starts and self._starts[-1] == self.length:
            self._places[-1] = place
            return
        self._starts.append(self.length)
        self._places.append(place)

    def built(self) -> tuple[str, Locators]:
        return "".join(self._parts), Locators(tuple(self._starts), tuple(self._places))
