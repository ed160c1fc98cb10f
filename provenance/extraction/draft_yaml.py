"""A draft claim file as YAML that a person likes to edit: short lines, one statement after the other."""

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance.extraction.draft import Draft, DraftStatement

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
#: Words YAML takes for something else.
_RESERVED = frozenset("true false null yes no on off y n".split())
HEAD = {
    "fr": (
        "# Brouillon lu dans le texte par la machine. Les mots cités sont ceux du texte, à la lettre près.",
        "# Une fois relu et corrigé, ôtez ces deux lignes et `draft: true`.",
    ),
    "en": (
        "# A draft read in the text by the machine. The quoted words are those of the text, to the letter.",
        "# Once reviewed and corrected, remove these two lines and `draft: true`.",
    ),
}


def as_yaml(draft: Draft) -> str:
    """The whole draft."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield from HEAD[draft.head["language"]]
    yield ""
    for key, value in draft.head.items():
        yield f"{key}: {'true' if value is True else scalar(value)}"
    if draft.sources:
        yield ""
        yield "sources:"
        for name, entry in draft.sources.items():
            yield source_line(name, entry)
    yield ""
    yield "documents:"
    for name, entry in draft.documents.items():
        yield f"  {key_of(name)}: {flow(entry)}"
    if draft.statements:
        yield ""
        yield "statements:"
        for draft_statement in draft.statements:
            yield from statement_lines(draft_statement.entry, remark(draft_statement, draft.head["language"]))


LINE = {"fr": "ligne", "en": "line"}
GUESS = {"fr": "\u00a0; l'affirmation visée est devinée", "en": "; which claim it answers is a guess"}


def remark(draft_statement: DraftStatement, language: str) -> str:
    """Where in the text to look, and what was guessed, as a comment."""
    return f"  # {LINE[language]} {draft_statement.line}{GUESS[language] if draft_statement.answers else ''}"


def source_line(name: str, entry: dict[str, Any]) -> str:
    return f"  {key_of(name)}: {flow(entry)}"


def statement_lines(entry: dict[str, Any], remark: str = "") -> Iterator[str]:
    """One statement in block style, its claims a line each."""
    lead = "  - "
    for key, value in entry.items():
        if isinstance(value, dict):
            yield f"{lead}{key}:"
            for claim, words in value.items():
                yield f"      {key_of(claim)}: {flow(words) if isinstance(words, dict) else scalar(words)}"
        else:
            yield f"{lead}{key}: {'true' if value is True else scalar(value)}{remark}"
            remark = ""
        lead = "    "


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_of(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return str(value) if isinstance(value, int) else scalar(value)


def key_of(name: str) -> str:
    return name if _PLAIN.match(name) and name.lower() not in _RESERVED else scalar(name)


def scalar(text: str) -> str:
    """A string that YAML reads back to the letter: bare where it is one plain word, else in double quotes."""
    if _PLAIN.match(text) and text.lower() not in _RESERVED:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else _escaped(c) for c in quoted)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
