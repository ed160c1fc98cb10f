"""Columns that a PDF draws line by line across the page: known from their hyphens and the ends of their sentences.

PDFium gives words in the order in which the page draws them. Where that goes through all columns before it goes down,
each line runs into a stranger's: a sentence ends before a small letter, half of a word before a capital. Tables are
drawn so too, and rightly: their cells hold no such breaks, and they are left as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any

_SENTENCE_END = re.compile(r"[.!?…]['’\"”»)\]\s]*$")
_HYPHEN_END = re.compile(r"[^\W\d_][-‐\ufffe\x02]$")
#: Rows in which a gutter must stand, and their share among all rows of the page.
_ROWS, _SHARE = 6, 0.4
#: Breaks that make no sense when the page is read across, and how many times more they must be than read downwards.
_FAULTS, _TIMES = 2, 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters on one line; points, from the left and the foot of the page."""

    left: float
    foot: float
    right: float
    head: float

    def beside(self, before: "_Piece") -> bool:
        """It stands at the height of `before`, after a gap that is no space between words."""
        overlap = min(self.head, before.head) - max(self.foot, before.foot)
        height = min(self.head - self.foot, before.head - before.foot)
        # Columns need not stand on one grid: half a line lower is still beside.
        return overlap > -height / 2 and self.left - before.right > height


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """The lines of a page in columns: as the page draws them, and read column by column."""

    across: tuple[str, ...]
    down: tuple[str, ...]


def column_page(page: Any) -> ColumnPage | None:
    """The lines of a text page of pypdfium2 whose words are drawn across columns; None for any other page."""
    pieces = [_Piece(*page.get_rect(number)) for number in range(page.count_rects())]
    gutters = _gutters(pieces)
    if not gutters:
        return None
    lines = [_Line(_text(page, piece), _column(piece, gutters)) for piece in _joined(pieces, gutters)]
    lines = [line for line in lines if line.text.strip()]
    return ColumnPage(tuple(line.text for line in lines), tuple(_downwards(lines, len(gutters) + 1)))


def drawn_across(pages: Sequence[ColumnPage]) -> bool:
    """The pages make sense only if they are read column by column."""
    across, down = (sum(map(_faults, lines)) for lines in zip(*((one.across, one.down) for one in pages), strict=True))
    return across >= _FAULTS and across >= _TIMES * down


def _faults(lines: Sequence[str]) -> int:
    """Sentences that end before a small letter, and words that are cut before a capital or a figure."""
    return sum(
        bool(_SENTENCE_END.search(line) and following.lstrip()[:1].islower())
        or bool(_HYPHEN_END.search(line.rstrip()) and not following.lstrip()[:1].islower())
        for line, following in pairwise(lines)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    #: None for a line that runs across a gutter: a headline over all columns.
    column: int | None


def _gutters(pieces: Sequence[_Piece]) -> list[float]:
    gaps = [(one.right, other.left) for one, other in pairwise(pieces) if other.beside(one)]
    enough = max(_ROWS, _SHARE * (len(pieces) - len(gaps)))
    found = []
    while len(gaps) >= enough:
        most, at = _shared(gaps)
        if most < enough:
            break
        found.append((at + min(right for left, right in gaps if left <= at < right)) / 2)
        gaps = [(left, right) for left, right in gaps if not left <= at < right]
    return sorted(found)


def _shared(gaps: Sequence[tuple[float, float]]) -> tuple[int, float]:
    """How many gaps the place has that most of them share, and the first such place."""
    # At one place gaps end before others begin.
    borders = sorted([(left, 1) for left, _ in gaps] + [(right, -1) for _, right in gaps])
    open_gaps = accumulate(step for _, step in borders)
    return max(((count, place) for count, (place, _) in zip(open_gaps, borders, strict=True)), key=lambda one: one[0])


def _column(piece: _Piece, gutters: Sequence[float]) -> int | None:
    if any(piece.left < gutter < piece.right for gutter in gutters):
        return None
    return sum(gutter <= piece.left for gutter in gutters)


def _joined(pieces: Sequence[_Piece], gutters: Sequence[float]) -> Iterator[_Piece]:
    """Pieces of one line and one column as one: a word in italics is a piece by itself."""
    held: _Piece | None = None
    for piece in pieces:
        if held is not None:
            level = min(piece.head, held.head) - max(piece.foot, held.foot) > (held.head - held.foot) / 2
            if level and piece.left >= held.left and _column(piece, gutters) == _column(held, gutters):
                foot, head = min(held.foot, piece.foot), max(held.head, piece.head)
                held = _Piece(held.left, foot, max(held.right, piece.right), head)
                continue
            yield held
        held = piece
    if held is not None:
        yield held


def _text(page: Any, piece: _Piece) -> str:
    said = str(page.get_text_bounded(left=piece.left, bottom=piece.foot, right=piece.right, top=piece.head) or "")
    return " ".join(said.splitlines())


def _downwards(lines: Sequence[_Line], columns: int) -> Iterator[str]:
    """Column by column between lines that run across all of them."""
    held: list[list[str]] = [[] for _ in range(columns)]
    for line in lines:
        if line.column is not None:
            held[line.column].append(line.text)
            continue
        yield from chain.from_iterable(held)
        held = [[] for _ in range(columns)]
        yield line.text
    yield from chain.from_iterable(held)
