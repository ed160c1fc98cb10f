"""Text from files made safe to look at: nothing in it may move the cursor, turn the line round or hide."""

import re
import unicodedata

#: Bidirectional controls, what has no width, tags and line separators (Unicode TR36; « Trojan Source », 2021).
_HIDDEN = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u3164\ufeff\ufffe\uffff") | {
    chr(code)
    for start, end in ((0x2028, 0x202F), (0x2060, 0x2070), (0xFFF9, 0xFFFC), (0xE0000, 0xE0080))
    for code in range(start, end)
}
_BREAKS = frozenset("\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")


#: What build servers read as commands in a log: GitHub, Azure and TeamCity.
_COMMANDS = re.compile(r"(?:^|(?<=\s)):(?=:[A-Za-z])|#(?=#\[|#vso\[|#teamcity\[)")


def number_of(number: int, noun: str, plural: str = "") -> str:
    """« 1 claim », « 2 claims »: for what programmers read, which is English."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def visible(text: str) -> str:
    """The text with hidden characters shown by their code points (`⟨U+202E⟩`). So is the first character of what a
    build server would take for a command: it reads the log to which the text is printed.
    """
    if "::" in text or "##" in text:
        text = _COMMANDS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
    if text.isprintable():
        return text
    return "".join(f"⟨U+{ord(c):04X}⟩" if _is_hidden(c) else c for c in text)


def _is_hidden(character: str) -> bool:
    """C0 but tab and line feed, C1, halves of characters, and what has no width or turns the line round."""
    code = ord(character)
    return (
        (code < 0x20 and character not in "\t\n")
        or 0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or character in _HIDDEN
    )


def one_line(text: str) -> str:
    """Visible, and on one line."""
    return visible(" ".join(text.split()) if not _BREAKS.isdisjoint(text) else text)


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


def end_of(text: str, columns: int) -> str:
    """The end of a text that fits into a number of columns, as what tells paths apart stands there."""
    if width(text) <= columns:
        return text
    begin = next(at for at in range(1, len(text)) if width(text[at:]) < columns)
    return "…" + text[begin:]


def wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    """The text in lines of at most so many columns, where its words allow that. A no-break space holds."""
    lines: list[str] = []
    line, used = "", 0
    for word in filter(None, re.split(r"[ \t\n]+", text)):
        wide = width(word)
        if line and used + 1 + wide <= columns:
            line, used = f"{line} {word}", used + 1 + wide
        else:
            lines += [line] if line else []
            line, used = indent + word, width(indent) + wide
    return [*lines, line] if line else []


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = capital(text)
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def capital(text: str) -> str:
    """The text with a capital, but for an id at its head, which keeps its spelling."""
    first = re.split(r"[ ’'\u00a0\u202f]", text, maxsplit=1)[0].rstrip(",.:;")
    return text[:1].upper() + text[1:] if first.replace("-", "").isalpha() else text


#: What Markdown could read inside a line; an underscore only where it stands at the edge of a word.
_SPECIAL = re.compile(r"([\\`*{}\[\]|~$]|(?<!\w)_|_(?!\w)|^[#+\-=>]|^\d+(?=[.)]))")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escaped(text: str) -> str:
    """Text that stays text in Markdown and in the HTML it becomes."""
    safe = re.sub("[<>&]", lambda m: _ENTITIES[m[0]], _SPECIAL.sub(r"\\\1", one_line(text)))
    # Our own sentences set ids in backquotes; an id cannot hold one, so the pair is safe to give back.
    return re.sub(r"\\`([^`\\&]{1,80})\\`", r"`\1`", safe)
