"""Where the cursor stands in a text that may not be YAML yet: the keys that lead there, by indentation and braces."""

import re
from typing import NamedTuple

#: A key and its colon, from where it begins. Nothing in it can be matched in two ways, so a long line costs its length.
_KEY = re.compile(r"""(?:"([^"]*)"|'([^']*)'|([^\s#:{}\[\],"'][^#:{}\[\],]*)):(?=\s|$)""")
#: A text that goes on below its key: what stands there is its words.
_BLOCK = re.compile(r":\s+[|>][0-9+-]*\s*(?:#.*)?$")
_LINE = re.compile(r"^( *)((?:- +)*)")
#: In place of a key whose value is a block of words.
_WORDS = "\0"
#: A line longer than this is nobody's typing.
MAX_LINE = 5_000


class Cursor(NamedTuple):
    """The keys above the cursor, from the top, without list positions; `key` is the one whose value is being written on
    this line, None where a key, or an item of a list, is. `prefix` is what stands written, from offset `start`.
    """

    path: tuple[str, ...]
    key: str | None
    prefix: str
    start: int


def cursor(text: str, offset: int) -> Cursor:
    """The place of an offset, as far as the text tells."""
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start:offset][-MAX_LINE:]
    path, key, start = _in_line(line)
    above = _above(text, line_start, _indent_of(line))
    if _WORDS in above:
        return Cursor((), "#", "", offset)
    begins = offset - len(line) + start
    prefix = text[begins:offset]
    return Cursor((*above, *path), key, prefix.lstrip(), offset - len(prefix.lstrip()))


def _indent_of(line: str) -> int:
    """The column of the first key of a line, its dashes passed over."""
    match = _LINE.match(line)
    return len(match[0]) if match else 0


def _in_line(line: str) -> tuple[tuple[str, ...], str | None, int]:
    """The keys opened on the line up to its end, the one that waits for its value, and where what is written begins."""
    path: list[str] = []
    opened: list[str] = []
    key: str | None = None
    position = start = _indent_of(line)
    while position < len(line):
        # At the start of a key or a value: only there do quotation marks open something.
        while start < len(line) and line[start] == " ":
            start += 1
        position = max(position, start)
        if position == start and key is None and (found := _KEY.match(line, position)):
            key = _name(found)
            position = start = found.end()
            continue
        character = line[position : position + 1]
        if character in ('"', "'") and position == start:
            closing = line.find(character, position + 1)
            if closing < 0:
                break
            position = closing + 1
            continue
        if character in ("{", "[") and position == start:
            opened.append(character)
            if character == "{":
                path.append(key or "")
                key = None
            start = position + 1
        elif character in ("}", "]") and opened:
            if opened.pop() == "{" and path:
                path.pop()
            key, start = None, position + 1
        elif character == "," and opened:
            key, start = None if opened[-1] == "{" else key, position + 1
        elif character == "#" and line[position - 1 : position] in ("", " "):
            return tuple(path), "#", len(line)
        position += 1
    while start < len(line) and line[start] == " ":
        start += 1
    return tuple(filter(None, path)), key, start


def _name(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group is not None).strip()


def _above(text: str, line_start: int, indent: int) -> tuple[str, ...]:
    """The keys of the lines above that lead to a column, from the top."""
    found: list[str] = []
    position = line_start
    while position > 0 and indent > 0:
        start = text.rfind("\n", 0, position - 1) + 1
        line = text[start : position - 1][:MAX_LINE]
        position = start
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        lead = _LINE.match(line)
        spaces = len(lead[1]) if lead else 0
        dashed = len(lead[0]) if lead else 0
        if dashed < indent and (key := _KEY.match(line, dashed)):
            found.append(_WORDS if _BLOCK.search(line) else _name(key))
            indent = dashed
        if spaces < indent:
            indent = min(indent, spaces if dashed == spaces else spaces + 1)
    return tuple(reversed(found))
