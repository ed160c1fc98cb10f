"""A text cut at the borders of everything that is said of it, so that statements may overlap and nest."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from provenance.model.document import Document
from provenance.model.dossier import Redaction
from provenance.model.locators import clock
from provenance.model.message import M, Message


@dataclass(frozen=True)
class Piece:
    """A run of text with the statements it belongs to and the findings about it, by number."""

    text: str
    statements: tuple[int, ...]
    findings: tuple[int, ...]
    #: Statements that begin here: their words are found by this place.
    starts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the text, counted from 1, as editors and findings count them."""

    number: int
    pieces: tuple[Piece, ...]


Marked = tuple[int, int, int]


def cut(
    text: str, statements: Sequence[Marked], findings: Sequence[Marked], redactions: Sequence[Redaction] = ()
) -> list[Line]:
    """The lines of a text in pieces. What is marked is given as start, end (code points) and number.

    What may not be shown is replaced whole: no border falls inside it.
    """
    shown, moved = _redacted(text, redactions)
    said = [(moved(start), moved(end), number) for start, end, number in statements]
    flagged = [(moved(start), moved(end), number) for start, end, number in findings]
    lines = []
    start = 0
    for number, line in enumerate(shown.split("\n"), 1):
        end = start + len(line)
        if line.strip():
            lines.append(Line(number, _pieces(shown, start, end, said, flagged)))
        start = end + 1
    return lines


def margin(document: Document, numbers: Sequence[int]) -> list[Message | str]:
    """What stands beside each of these lines: its number; of an original the page or the time, where it changes."""
    if document.text_reader is None:
        return [str(number) for number in numbers]
    text = document.text or ""
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    found: list[Message | str] = []
    before: Message | str = ""
    for number in numbers:
        start, after = starts[number - 1], starts[number]
        time = document.locators.at(start).time
        pages = document.locators.pages(start, after)
        here, there = _page(*pages[:1]), _page(*pages[-1:])
        if time is not None:
            here = there = clock(time).removeprefix("00:")
        if here == there:
            found.append("" if here == before else here)
        else:
            # A paragraph that goes on over the foot of a page.
            found.append(M("p. {first}–{last}", first=pages[0], last=pages[-1]))
        before = there
    return found


def _page(label: str | None = None) -> Message | str:
    return M("p. {page}", page=label) if label is not None else ""


def _pieces(text: str, start: int, end: int, said: Sequence[Marked], flagged: Sequence[Marked]) -> tuple[Piece, ...]:
    here = [m for m in said if m[0] < end and m[1] > start]
    about = [m for m in flagged if m[0] < end and m[1] > start]
    borders = {start, end}
    for first, last, _ in (*here, *about):
        borders.update((max(first, start), min(last, end)))
    ordered = sorted(borders)
    begun: set[int] = set()
    pieces = []
    for a, b in zip(ordered, ordered[1:], strict=False):
        inside = tuple(n for first, last, n in here if first < b and last > a)
        pieces.append(
            Piece(
                text[a:b],
                inside,
                tuple(n for first, last, n in about if first < b and last > a),
                tuple(n for first, _, n in here if n in inside and first >= start and first == a and n not in begun),
            )
        )
        begun.update(inside)
    return tuple(pieces)


class _Moved:
    """Where an offset of the whole text stands in the one that is shown."""

    def __init__(self, redactions: Sequence[Redaction]) -> None:
        self.redactions = redactions

    def __call__(self, offset: int) -> int:
        shift = 0
        for start, end, said in self.redactions:
            if offset <= start:
                break
            if offset < end:
                # Inside what is hidden: its beginning, so that what is marked covers it or ends before it.
                return start + shift
            shift += len(said) - (end - start)
        return offset + shift


def _redacted(text: str, redactions: Sequence[Redaction]) -> tuple[str, _Moved]:
    for start, end, said in reversed(redactions):
        text = text[:start] + said + text[end:]
    return text, _Moved(redactions)
