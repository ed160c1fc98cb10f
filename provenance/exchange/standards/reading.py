"""Reading other programs' files without trust: bounded in size and depth, nothing fetched, one sentence for a fault."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.exchange.base import ImportProblem, Parts
from provenance.files.json_reader import read_json
from provenance.files.located import Lines
from provenance.model.errors import InputError
from provenance.model.message import M, Message
from provenance.model.place import Place

#: Bytes of a file that is read.
MAX_FILE = 256 << 20
#: Levels of JSON that are spread over lines: those above the records.
_SPREAD = 4
_encoded = json.JSONEncoder(ensure_ascii=False).encode
#: How many problems of one file are told one by one.
MAX_PROBLEMS = 50


def only_part(parts: Parts, shown: str) -> bytes:
    """The bytes of a format that is one file. Raises InputError."""
    if len(parts) != 1:
        raise InputError(M("this format is one file, not a folder"), Place(shown))
    (data,) = parts.values()
    if len(data) > MAX_FILE:
        raise InputError(M("this file has more than {limit} MiB", limit=MAX_FILE >> 20), Place(shown))
    return data


def text_of(parts: Parts, shown: str) -> str:
    """A file in UTF-8. Raises InputError."""
    data = only_part(parts, shown)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(no_text(error), Place(shown)) from None


def no_text(error: UnicodeDecodeError) -> Message:
    """Why bytes are no text; bytes are counted from 1."""
    return M("this is no UTF-8 text: byte {n} is none of it", n=error.start + 1)


def json_of(parts: Parts, shown: str, problems: "Problems") -> Any:
    """The data of a JSON file; of two values of one key the last counts, which is told. Raises InputError."""
    text = text_of(parts, shown)
    found, doubled = read_json(text, Lines(shown, text))
    for one in doubled:
        line = f"{one.place.line}:{one.place.column}" if one.place is not None else ""
        problems.add(line, M("the key `{key}` stands there twice: the last one counts", key=str(one.subject)[:60]))
    return json.loads(text) if doubled else found


def json_object(parts: Parts, shown: str, problems: "Problems") -> dict[str, Any]:
    """The same where it must be an object. Raises InputError."""
    found = json_of(parts, shown, problems)
    if not isinstance(found, dict):
        raise InputError(M("this is no JSON object"), Place(shown))
    return found


def listed(value: Any) -> list[Any]:
    """What JSON-LD and PROV-JSON write as one value or several."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def text_or_none(value: Any) -> str | None:
    """A text that says something, on one line; of a literal with its language or type, its text."""
    if isinstance(value, Mapping):
        value = value.get("@value", value.get("$"))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


class Problems:
    """What is told of a file that is read: so many, and that there were more."""

    def __init__(self) -> None:
        self._told: list[ImportProblem] = []
        self._more = 0

    def add(self, place: str, message: Message, advice: Message | None = None) -> None:
        if len(self._told) < MAX_PROBLEMS:
            self._told.append(ImportProblem(place, message, advice))
        else:
            self._more += 1

    def found(self) -> Sequence[ImportProblem]:
        """Everything that was told."""
        more = [ImportProblem("", M("{n} more are not told", n=self._more))] if self._more else []
        return [*self._told, *more]


def acyclic(edges: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Edges in their order without those that would close a cycle, and these: depth first, without recursion.

    No name is empty.
    """
    after: dict[str, list[str]] = {}
    closing: set[tuple[str, str]] = set()
    for tail, head in dict.fromkeys(edges):
        after.setdefault(tail, []).append(head)
    state: dict[str, int] = {}
    for start in after:
        if start in state:
            continue
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(after[start]))]
        state[start] = 1
        while stack:
            node, heads = stack[-1]
            head = next(heads, "")
            if not head:
                state[node] = 2
                stack.pop()
            elif state.get(head) == 1:
                closing.add((node, head))
            elif head not in state:
                state[head] = 1
                stack.append((head, iter(after.get(head, ()))))
    return [e for e in edges if e not in closing], list(closing)


def json_text(data: Any) -> bytes:
    """Data as JSON, a record a line: only what holds records is spread over several."""
    return ("".join(_json_lines(data, "", _SPREAD)) + "\n").encode("utf-8", "surrogatepass")


def _json_lines(value: Any, indent: str, levels: int) -> Iterator[str]:
    """The pieces of a value. The library's own layout is made in Python and takes three times as long."""
    if levels == 0 or not isinstance(value, dict | list) or not value:
        yield _encoded(value)
        return
    inside = indent + " "
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    pairs = value.items() if isinstance(value, dict) else ((None, one) for one in value)
    for number, (key, one) in enumerate(pairs):
        yield (opening if number == 0 else ",") + "\n" + inside
        if key is not None:
            yield f"{_encoded(key)}: "
        yield from _json_lines(one, inside, levels - 1)
    yield f"\n{indent}{closing}"
