"""How wide words are, from the advance widths of DejaVu Sans that the package ships (thousandths of an em)."""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

Face = Literal["regular", "bold"]
_METRICS = Path(__file__).resolve().parent.parent / "data" / "metrics.json"
#: What no line ends within: thousands as French writes them (« 40 000 »), and what no-break spaces hold together.
_WORD = re.compile(r"[^ \t\n]+(?:(?<=\d) \d{3}(?!\d)[^ \t\n]*)*")
#: What the font has no glyph for is taken for this wide: ideographs are an em, the rest less.
_UNKNOWN, _WIDE = 650, 1000


@lru_cache(maxsize=1)
def _advances() -> dict[str, dict[int, int]]:
    runs = json.loads(_METRICS.read_text("utf-8"))
    return {
        face: {start + i: width for start, widths in found for i, width in enumerate(widths)}
        for face, found in runs.items()
    }


def has_letters_for(text: str) -> bool:
    """Whether the fonts of the package have all letters of a text."""
    known = _advances()["regular"]
    return all(ord(character) in known or not character.isalpha() for character in set(text))


def text_width(text: str, size: float, face: Face = "regular") -> float:
    """The width of one line in points."""
    advances = _advances()[face]
    total = 0
    for character in text:
        width = advances.get(ord(character))
        if width is None:
            if unicodedata.combining(character):
                continue
            width = _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN
        total += width
    return total * size / 1000


def wrapped(text: str, size: float, limit: float, lines: int, face: Face = "regular") -> list[str]:
    """The text on at most `lines` lines no wider than `limit` points; what does not fit ends with an ellipsis."""
    found: list[str] = []
    current = ""
    words = _WORD.findall(text)
    for index, word in enumerate(words):
        candidate = f"{current} {word}".strip()
        if text_width(candidate, size, face) <= limit:
            current = candidate
            continue
        if current:
            found.append(current)
        current = word
        while text_width(current, size, face) > limit and len(found) < lines:
            cut = _fitting(current, size, limit, face)
            found.append(current[:cut])
            current = current[cut:]
        if len(found) >= lines:
            rest = " ".join([current, *words[index + 1 :]]).strip()
            return _ended(found[:lines], bool(rest), size, limit, face)
    if current:
        found.append(current)
    return _ended(found[:lines], len(found) > lines, size, limit, face) or [""]


def _fitting(word: str, size: float, limit: float, face: Face) -> int:
    cut = 1
    while cut < len(word) and text_width(word[: cut + 1], size, face) <= limit:
        cut += 1
    return cut


def _ended(lines: list[str], more: bool, size: float, limit: float, face: Face) -> list[str]:
    if not more or not lines:
        return lines
    last = lines[-1]
    while last and text_width(last + "…", size, face) > limit:
        last = last[:-1]
    return [*lines[:-1], last.rstrip() + "…"]
