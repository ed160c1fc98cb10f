"""Plain data that remembers where it stood in the text."""

from bisect import bisect_right
from typing import Any

from provenance.model.errors import InputError
from provenance.model.finding import Problem
from provenance.model.message import M, Message
from provenance.model.place import Place, Pointer

#: Start and end of a value, as offsets in code points.
Span = tuple[int, int]


class Map(dict[str, Any]):
    """A mapping with the spans of its keys and values; `flow` when it was written in braces."""

    __slots__ = ("dropped", "flow", "keys_at", "values_at")

    def __init__(self, flow: bool = False) -> None:
        super().__init__()
        self.flow = flow
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}
        #: The values of keys that were written again; not read, but not to be shown either if they are secret.
        self.dropped: list[tuple[str, Any]] = []


class Seq(list[Any]):
    """A sequence with the spans of its items; `flow` when it was written in brackets."""

    __slots__ = ("flow", "items_at")

    def __init__(self, flow: bool = False) -> None:
        super().__init__()
        self.flow = flow
        self.items_at: list[Span] = []


class OpenContainer:
    """A container being filled, and the key that waits for its value."""

    __slots__ = ("container", "key", "key_at", "start")

    def __init__(self, container: Any, start: int) -> None:
        self.container = container
        self.start = start
        self.key: str | None = None
        self.key_at: Span = (0, 0)


class Lines:
    """Offsets of one text turned into lines and columns."""

    def __init__(self, file: str, text: str, first_line: int = 1) -> None:
        self.file = file
        self.text = text
        self._first = first_line
        self._starts: list[int] | None = None

    def starts(self) -> list[int]:
        if self._starts is None:
            starts, position = [0], self.text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = self.text.find("\n", position + 1)
            self._starts = starts
        return self._starts

    def place(self, span: Span) -> Place:
        starts = self.starts()
        a, b = span
        first = bisect_right(starts, a) - 1
        last = bisect_right(starts, b) - 1
        return Place(
            self.file,
            first + self._first,
            a - starts[first] + 1,
            last + self._first,
            b - starts[last] + 1,
        )

    def line(self, number: int) -> str:
        starts, index = self.starts(), number - self._first
        if not 0 <= index < len(starts):
            return ""
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(self.text)
        return self.text[starts[index] : end].rstrip("\r")


def locate(root: Any, pointer: Pointer, key: bool = False) -> Span:
    """The span of the value at `pointer`, or of its key; the nearest enclosing value where it does not exist."""
    span: Span = (0, 0)
    node = root
    for depth, step in enumerate(pointer):
        last = depth == len(pointer) - 1
        if isinstance(node, Map) and isinstance(step, str) and step in node.values_at:
            span = node.keys_at[step] if (last and key) else node.values_at[step]
            node = node[step]
        elif isinstance(node, Seq) and isinstance(step, int) and 0 <= step < len(node.items_at):
            span = node.items_at[step]
            node = node[step]
        else:
            break
    return span


def add_value(frame: OpenContainer, value: Any, span: Span, lines: Lines, problems: list[Problem]) -> None:
    """Add a key, a value or an item to the open container; a key written twice is a problem, and the first stays."""
    container = frame.container
    if isinstance(container, Seq):
        container.append(value)
        container.items_at.append(span)
    elif frame.key is None:
        frame.key, frame.key_at = value, span
    else:
        key, frame.key = frame.key, None
        if key in container:
            line = lines.place(container.keys_at[key]).line
            problems.append(duplicate_key_problem(key, line, lines.place(frame.key_at)))
            container.dropped.append((key, value))
            return
        container[key] = value
        container.keys_at[key] = frame.key_at
        container.values_at[key] = span


def duplicate_key_problem(key: str, first_line: int, again: Place) -> Problem:
    """An id that stands a second time at `again`."""
    return Problem(
        "duplicate-id",
        M("`{key}` is written twice; the first stands at line {line}, this one is not read", key=key, line=first_line),
        place=again,
        subject=key,
        advice=M("keep one of the two, or give one another name"),
    )


class Unreadable(InputError):
    """A file, or one record of it, that cannot be read as data. Carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message, problem.place, problem.advice)
        self.problem = problem


def unreadable_error(message: Message, place: Place | None, fix: Message | None = None) -> Unreadable:
    return Unreadable(Problem("schema-violation", message, place=place, advice=fix, fatal=True))
