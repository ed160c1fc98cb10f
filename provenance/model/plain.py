"""Text from files made safe to look at: nothing in it may move the cursor, turn the line round or hide."""

import re
import unicodedata

#: C0 and C1 controls, bidirectional controls, zero-width and line separators (Unicode TR36, « Trojan Source » 2021).
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with hidden characters shown by their code point: `⟨U+202E⟩`."""
    return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)


def one_line(text: str) -> str:
    """Visible, and on one line."""
    return visible(" ".join(text.split()) if _BREAKS.search(text) else text)


def width(text: str) -> int:
    """Columns of a terminal the text takes: two for wide East Asian characters, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shortened(text: str, columns: int) -> str:
    """The text cut to a number of columns, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for character in text:
        used += width(character)
        if used > columns - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    first = text.split(" ", 1)[0]
    # An id at the head of a sentence keeps its spelling.
    if first.isalpha() or first[:-1].isalpha():
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else text + "."
