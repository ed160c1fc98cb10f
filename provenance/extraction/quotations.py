"""Quotations, whatever marks they stand in: one left-to-right pass, a stack of one.

Guillemets, curly, straight, low, single and doubled marks give the same spans. A quotation that is never closed ends
with its paragraph; one whose next paragraph opens with the same mark goes on there (the printers' habit).
"""

import re
from dataclasses import dataclass

_PAIRS = {"«": "»", "»": "«", "“": "”", "„": "“”", "‹": "›", "‘": "’", '"': '"', "＂": "＂", "「": "」"}
_DOUBLED = {"``": "''", "''": "''", "<<": ">>", ",,": "''"}
_MARK = re.compile("[«»“„‹‘\"＂「'`<,]")
_APOSTROPHES = "'‘`,<"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Outer span with its marks, inner span without; `closed` is false where the mark is missing."""

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of one paragraph `text[start:end]`, in order."""
    found: list[Quotation] = []
    openings = _Openings(text, end)
    mark = _MARK.search(text, start, end)
    while mark is not None:
        at = mark.start()
        opening = openings.at(at, start)
        close = None
        if opening is not None:
            width, closers = opening
            close = _closing(text, at + width, end, text[at : at + width], closers)
            if close is not None:
                found.append(Quotation(at, close[1], _trimmed(text, at + width, close[0]), True))
            elif text[at] in _APOSTROPHES:
                # No apostrophe after this one can find its close either.
                openings.close_apostrophes()
            else:
                found.append(Quotation(at, end, _trimmed(text, at + width, end), False))
                break
        mark = _MARK.search(text, close[1] if close is not None else at + 1, end)
    return found


class _Openings:
    """Says where a quotation opens. Apostrophes open only where a closing one can still come."""

    def __init__(self, text: str, end: int) -> None:
        self._text, self._end = text, end
        self._apostrophes = True

    def close_apostrophes(self) -> None:
        self._apostrophes = False

    def at(self, at: int, start: int) -> tuple[int, str] | None:
        """The width of the opening mark at `at` and what closes it, or None."""
        text = self._text
        character = text[at]
        if character in _APOSTROPHES and not self._apostrophes:
            return None
        if character == "'" or character in "`<,":
            pair = text[at : at + 2]
            if pair in _DOUBLED and self._outside(at, start) and (pair != ",," or text[at + 2 : at + 3].isalpha()):
                return 2, _DOUBLED[pair]
            if character != "'":
                return None
        if character in "'‘":
            # A left mark says so itself; an apostrophe must stand before a word.
            if not self._outside(at, start) or not (character == "‘" or text[at + 1 : at + 2].isalnum()):
                return None
            return 1, "'’" if character == "'" else "’"
        if character not in _PAIRS:
            return None
        if character == "»" and (not self._outside(at, start) or not text[at + 1 : at + 2].isalnum()):
            # It opens in German, at a word; elsewhere it closes.
            return None
        width = 1
        while at + width < self._end and text[at + width] == character:
            width += 1
        return width, _PAIRS[character]

    def _outside(self, at: int, start: int) -> bool:
        return at == start or not (self._text[at - 1].isalnum() or self._text[at - 1] in ".'’")


def _closing(text: str, at: int, end: int, opening: str, closers: str) -> tuple[int, int] | None:
    """Where the closing mark begins and ends."""
    if len(closers) == 2 and closers[0] == closers[1] and opening in _DOUBLED:
        place = text.find(closers, at, end)
        return None if place < 0 else (place, place + 2)
    if opening == '"':
        return _straight(text, at, end)
    single = opening[0] in "'‘"
    depth = 0
    for place in range(at, end):
        character = text[place]
        if character == opening[0] and character not in closers:
            depth += 1
        elif character in closers:
            after = text[place + 1 : place + 2]
            if single and after.isalnum():
                continue
            if depth:
                depth -= 1
                continue
            width = 1
            while len(opening) > width and place + width < end and text[place + width] == character:
                width += 1
            return place, place + width
    return None


def _straight(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Where a straight mark closes what one opened: what a space or a colon stands before and a letter behind opens a
    quotation inside, unless a sentence has ended: then the first was never closed.
    """
    depth, last = 0, None
    place = text.find('"', at, end)
    while place >= 0:
        before, after = text[place - 1], text[place + 1 : place + 2]
        if before in " \u00a0\u202f:(\n" and after.isalnum() and place > at:
            words = text[at:place].rstrip()
            if words[-1:] in ".!?…":
                return None
            depth += 1
        elif not depth:
            return place, place + 1
        else:
            depth -= 1
            last = place, place + 1
        place = text.find('"', place + 1, end)
    return last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
