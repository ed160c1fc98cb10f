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


def in_place(edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits in the order of the text, each once; what is added at one place in the order in which it was asked."""
    found: dict[tuple[int, int], list[str]] = {}
    for start, end, text in dict.fromkeys(edits):
        found.setdefault((start, end), []).append(text)
    return tuple(
        TextEdit(start, end, text)
        for (start, end), texts in sorted(found.items())
        for text in (["".join(texts)] if start == end else sorted(texts))
    )


def overlapping(edits: Sequence[TextEdit]) -> bool:
    """Whether two edits (in order) touch the same characters."""
    return any(b.start < a.end or (a.start == b.start and a.end == b.end) for a, b in zip(edits, edits[1:]))
