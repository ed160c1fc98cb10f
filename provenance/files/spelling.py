"""How values are spelled in a claim file: plainly where that reads back to the letter, else in quotation marks."""

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance.files.yaml_reader import scalar

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
#: A key that people write bare, and a day.
_KEY, _DAY = "on", re.compile(r"\d{4}-\d{2}-\d{2}\Z")
#: A plain scalar that YAML reads as itself anywhere, braces included.
_PLAIN = re.compile(r"[\w«»’'°→/](?:[\w«»’'°→/ .;()@+\u00a0\u202f-]*[\w«»’'°→/.;()])?")
#: Words YAML takes for something else.
_RESERVED = frozenset("true false null yes no on off y n".split())
#: Columns up to which a small mapping or list stands on one line.
_ROOM = 100


def spelled_text(text: str) -> str:
    """A string that YAML reads back to the letter: bare where it is one plain word, else in double quotes."""
    if (_WORD.match(text) and text.lower() not in _RESERVED) or _DAY.match(text):
        return text
    return quoted(text)


def spelled_key(name: str) -> str:
    return name if name == _KEY else spelled_text(name)


def quoted(text: str) -> str:
    """A string in double quotes, as YAML and JSON both read it."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else _escaped(c) for c in written)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def spelled_like(value: str, before: str) -> str:
    """A text as it is spelled where `before` stood, in the same quotation marks where it had some."""
    if before.startswith('"'):
        return quoted(value)
    if before.startswith("'") and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return value if _PLAIN.fullmatch(value) and scalar(value) == value else quoted(value)


def flow(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spelled_key(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return _scalar(value)


def json_text(value: Any, indent: str | None = None) -> str:
    """A value in JSON: on one line, or over several that stand at an indentation."""
    line = json.dumps(value, ensure_ascii=False)
    if indent is None or len(line) <= _ROOM or not isinstance(value, dict | list):
        return line
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + indent)


def block(value: dict[str, Any], indent: str) -> Iterator[str]:
    """The lines of a mapping, a key each; what is small stands on the line of its key."""
    for key, held in value.items():
        name = indent + spelled_key(key) + ":"
        if is_compact(held):
            yield f"{name} {flow(held)}"
        elif isinstance(held, dict):
            yield name
            yield from block(held, indent + "  ")
        else:
            yield name
            for item in held:
                yield from block_item(item, indent + "  ")


def block_item(value: Any, indent: str) -> Iterator[str]:
    """The lines of one item of a list."""
    if not isinstance(value, dict) or not value or is_compact(value):
        yield f"{indent}- {flow(value)}"
        return
    first, *rest = block(value, indent + "  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def is_compact(value: Any) -> bool:
    """Whether a value stands on the line of its key: a scalar, what is empty, a small mapping or list of scalars."""
    if not isinstance(value, dict | list) or not value:
        return True
    inside = value.values() if isinstance(value, dict) else value
    return not any(isinstance(one, dict | list) and one for one in inside) and len(flow(value)) <= _ROOM


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return spelled_text(value) if isinstance(value, str) else json.dumps(value)
