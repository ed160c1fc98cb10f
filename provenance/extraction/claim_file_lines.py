"""Editing a claim file as lines of text: what a person wrote, and how, stays to the letter."""

import re
from collections.abc import Sequence

from provenance.model.errors import UsageError
from provenance.model.message import M

_SECTIONS = ("sources:", "documents:", "claims:", "statements:", "evidence:", "parties:", "offered:", "rejected:")


class CannotUpdate(UsageError):
    """A file whose form leaves no place to add to. Its words say what is in the way."""


def section(lines: list[str], key: str, item: str) -> tuple[int, int]:
    """The index after the last line of a section, and the indent of its items. Raises CannotUpdate for no block."""
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None or lines[start].split("#")[0].strip() != f"{key}:":
        raise CannotUpdate(M("`{key}:` must stand there as a block of lines, to be added to", key=key))
    last, indent = start, None
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line and line[0] not in " #-\t":
            break
        if line.strip() and not line.lstrip().startswith("#"):
            if indent is None:
                indent = len(line) - len(line.lstrip())
                if not re.match(item, line.lstrip()):
                    raise CannotUpdate(M("`{key}:` must stand there as a block of lines, to be added to", key=key))
            last = number
    return last + 1, 2 if indent is None else indent


def indented(lines: list[str], by: int) -> list[str]:
    """Lines written for an indent of two, moved to the file's own."""
    return [" " * by + line if by >= 0 else line[-by:] for line in lines]


def head_end(lines: list[str]) -> int:
    """The index after the head: before the first section."""
    return next((i for i, line in enumerate(lines) if line.startswith(_SECTIONS)), len(lines))


def extent(lines: Sequence[str], key: str) -> tuple[int, int] | None:
    """The lines of a section, from its key to its last; None where the file has none."""
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        return None
    end = start + 1
    while end < len(lines) and lines[end].startswith((" ", "-")):
        end += 1
    return start, end
