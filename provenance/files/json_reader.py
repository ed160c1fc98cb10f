"""JSON and JSONL: plain data first, positions only when somebody asks for one."""

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance.files.located import Lines, Map, OpenContainer, Seq, add_value, unreadable_error
from provenance.files.yaml_reader import MAX_DEPTH
from provenance.model.finding import Problem
from provenance.model.message import M

_TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\]|\\.)*+")|(?P<punctuation>[{}\[\],:])|(?P<literal>[^\s{}\[\],:"]+))', re.DOTALL
)
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
#: What Python's reader takes for a number and JSON does not, or what is too long to be one.
_NO_NUMBER = re.compile(r"[\[,:]\s*(-?Infinity|NaN|-?\d{4300,})")
#: What is wrong with some JSON, in our words, by how Python's reader begins to say it.
_FAULTS = {
    "Expecting value": M("a value is missing here"),
    "Expecting ','": M("a comma or a closing bracket is missing here"),
    "Expecting ':'": M("a colon is missing here"),
    "Expecting property name": M("a key between double quotes is missing here"),
    "Illegal trailing comma": M("a comma stands before a closing bracket"),
    "Extra data": M("something stands behind the end"),
    "Unterminated string": M("the quotation mark is not closed"),
    "Invalid control character": M("a line break or a tab within a text is written \\n or \\t"),
    "Invalid \\": M("a backslash within a text is written twice"),
}
#: What may stand between the parts of JSON.
_SPACES = b" \t\r\n"
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(text: str, lines: Lines) -> tuple[Any, list[Problem]]:
    """The data of a JSON text, and its problems. Located (`Map`, `Seq`) only if something had to be pointed at.

    Raises Unreadable.
    """
    if not text.strip():
        return None, []
    duplicates: list[bool] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            duplicates.append(True)
        return mapping

    try:
        root = json.loads(text, object_pairs_hook=unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        at = (error.pos, error.pos)
        problem = next((said for begins, said in _FAULTS.items() if error.msg.startswith(begins)), error.msg)
        raise unreadable_error(M("this is not JSON: {problem}", problem=problem), lines.place(at)) from None
    except RecursionError:
        raise unreadable_error(M("nested deeper than {n} levels", n=MAX_DEPTH), lines.place((0, 0))) from None
    except ValueError as error:
        found = _NO_NUMBER.search(text)
        at = found.span(1) if found else (0, 0)
        raise unreadable_error(M("this is not JSON: {problem}", problem=str(error)[:80]), lines.place(at)) from None
    deep = _too_deep(text)
    if deep is not None:
        raise unreadable_error(M("nested deeper than {n} levels", n=MAX_DEPTH), lines.place((deep, deep)))
    if _SURROGATE.search(text) and any("\ud800" <= c <= "\udfff" for s in _strings(root) for c in s):
        at = next(iter(m.span() for m in _SURROGATE.finditer(text)))
        raise unreadable_error(M("half a character: a \\uD… escape stands without its other half"), lines.place(at))
    return with_positions(text, lines) if duplicates else (root, [])


def writes_keys(line: bytes, count: int) -> bool:
    """Whether it is certain, from a count of colons, that some JSON which parses to `count` keys writes none of them
    twice. Spaces may stand anywhere; False where it is not certain.
    """
    # Texts may hold colons; where none does, there is one for each key.
    if line.count(b":") == count:
        return True
    packed = line.translate(None, _SPACES)
    # A text may hold `":` too, escaped as `\":`; behind `\\` the same signs may be the end of a key.
    quoted = packed.count(b'\\":') if b'\\\\"' not in packed else 0
    return packed.count(b'":') - quoted == count


def may_be_too_deep(line: bytes) -> bool:
    """Whether so many brackets stand in some JSON that they may nest deeper than is allowed."""
    return line.count(b"[") + line.count(b"{") > MAX_DEPTH


def _too_deep(text: str) -> int | None:
    """Where the brackets first nest deeper than is allowed; strings are passed over."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return None
    depth = 0
    for match in _BRACKET.finditer(text):
        if match[0][0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return match.start()
        elif match[0][0] in "]}":
            depth -= 1
    return None


def with_positions(text: str, lines: Lines) -> tuple[Any, list[Problem]]:
    """The same data with the position of every value. The text must be JSON that `read_json` accepts."""
    problems: list[Problem] = []
    root: Any = None
    stack: list[OpenContainer] = []
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        start, end = match.span(match.lastgroup or 0)
        token = text[start:end]
        if match.lastgroup == "punctuation":
            if token in "{[":
                stack.append(OpenContainer(Map(True) if token == "{" else Seq(True), start))
                continue
            if token in ",:":
                continue
            closed = stack.pop()
            value, start = closed.container, closed.start
        else:
            value = json.loads(token)
        if not stack:
            root = value
            continue
        add_value(stack[-1], value, (start, end), lines, problems)
    return root, problems


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
