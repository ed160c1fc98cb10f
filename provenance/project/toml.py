"""Where a key stands in a TOML text. The parser of the standard library keeps no positions."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from provenance.model.place import Place, Pointer

_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PART = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")


def places(text: str, file: str) -> dict[Pointer, Place]:
    """The place of each key that stands on a line of its own, and of each table's header."""
    found: dict[Pointer, Place] = {}
    table: Pointer = ()
    counts: dict[Pointer, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header and "=" not in header[2]:
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, _place(file, number, line, header.start(2), header.end(2)))
        elif key := _KEY.match(line):
            found.setdefault((*table, *_parts(key[1])), _place(file, number, line, key.start(1), key.end(1)))
    return found


def place(known: Mapping[Pointer, Place], pointer: Pointer, file: str) -> Place:
    """The place of the nearest thing at or above `pointer`."""
    for depth in range(len(pointer), 0, -1):
        if pointer[:depth] in known:
            return known[pointer[:depth]]
    return Place(file)


def read_toml(text: str) -> dict[str, Any]:
    """The data of a TOML text, its dates as they are spelled. Raises ValueError."""
    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        raise ValueError("nested too deep") from None


def wrong_at(text: str, file: str, said: str) -> Place:
    """Where the parser stopped, as its sentence says; at the end where it speaks of the end."""
    found = re.search(r"line (\d+), column (\d+)", said)
    lines = text.split("\n")
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    return Place(file, line, column, line, column + 1)


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, list) else value


def _parts(written: str) -> Pointer:
    return tuple(part.strip("\"'") for part in _PART.findall(written))


def _place(file: str, number: int, line: str, start: int, end: int) -> Place:
    return Place(file, number, start + 1, number, end + 1)
