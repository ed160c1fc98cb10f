"""What a reader of texts gives, and what it says when it cannot."""

from dataclasses import dataclass, field

from provenance.model.locators import NO_LOCATORS, Locator, Locators
from provenance.model.message import Message


class TextError(Exception):
    """A file that holds no text which can be read: why, what to do about it, and where if that is known."""

    def __init__(self, message: Message, advice: Message | None = None) -> None:
        super().__init__(message.render("en"))
        self.message, self.advice = message, advice


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself: proposals, not facts. `published` is a date of ISO 8601."""

    title: str | None = None
    author: str | None = None
    published: str | None = None


NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text that a person reads in a file, and where each piece of it stands there."""

    text: str
    locators: Locators = NO_LOCATORS
    metadata: Metadata = NO_METADATA


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
