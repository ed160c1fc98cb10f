"""Edits of a text: characters that become others."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class TextEdit(NamedTuple):
    """The characters from `start` to `end` (code points, excluded) become `text`."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """The text after the edits, which do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def overlapping(edits: Sequence[TextEdit]) -> bool:
    """Whether two edits (in order) touch the same characters."""
    return any(b.start < a.end or (a.start == b.start and a.end == b.end) for a, b in zip(edits, edits[1:]))
