"""YAML 1.2 (core schema) read from libyaml's events: plain data, exact positions, no surprise.

Only `true` and `false` are booleans, dates stay strings, duplicate keys and foreign tags are refused, aliases may not
multiply the file. What is almost YAML gets a sentence from `yaml_traps`.
"""

import re
from typing import Any

import yaml
from yaml import events

from provenance.files.located import Lines, Map, OpenContainer, Seq, Span, Unreadable, add_value, unreadable_error
from provenance.model.finding import Problem
from provenance.model.message import M

MAX_DEPTH = 64
#: Values that aliases may add to those written.
MAX_ALIASED = 100_000

_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(?:\.[0-9]{0,18})?)(?:[eE][-+]?[0-9]{1,3})?")
_CONSTANTS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMERIC_START = frozenset("0123456789+-.")
#: Characters that end a line in YAML 1.1, which libyaml reads, and are like any other in YAML 1.2 (section 5.4): what
#: stands for them while it reads.
_NO_BREAKS = {0x85: 0xF0085, 0x2028: 0xF2028, 0x2029: 0xF2029}
_NO_BREAK = re.compile("[\x85\u2028\u2029]")
_BREAKS_AGAIN = {stand_in: code for code, stand_in in _NO_BREAKS.items()}
_STRING_TAG = "tag:yaml.org,2002:str"


def read_yaml(text: str, lines: Lines) -> tuple[Any, list[Problem]]:
    """The data of a YAML text and the problems that do not stop its reading. Raises Unreadable."""
    has_breaks = _NO_BREAK.search(text) is not None
    builder = _Builder(lines, has_breaks)
    try:
        root = builder.build(yaml.CLoader(text.translate(_NO_BREAKS) if has_breaks else text))
    except yaml.MarkedYAMLError as error:
        from provenance.files import yaml_traps

        raise yaml_traps.explain(error, lines) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes here, and gives the character by its number.
        position = len(text.encode()[: error.position].decode("utf-8", "ignore"))
        raise _refused(int(error.character), position, lines) from None
    except UnicodeEncodeError as error:
        # Half a character, as an editor may send it.
        raise _refused(ord(text[error.start]), error.start, lines) from None
    return root, builder.problems


def _refused(code: int, position: int, lines: Lines) -> Unreadable:
    return unreadable_error(
        M("the character U+{code} cannot stand in YAML", code=f"{code:04X}"), lines.place((position, position))
    )


def scalar(value: str) -> object:
    """A plain scalar under the YAML 1.2 core schema, without octal and hexadecimal."""
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] in _NUMERIC_START:
        if _INT.fullmatch(value):
            return int(value)
        if _FLOAT.fullmatch(value):
            return float(value)
    return value


class _Open(OpenContainer):
    __slots__ = ("anchor", "size")

    def __init__(self, container: Any, start: int, anchor: str | None, size: int) -> None:
        super().__init__(container, start)
        self.anchor = anchor
        self.size = size


class _Builder:
    """Turns events into data with an explicit stack, so that depth costs no recursion."""

    def __init__(self, lines: Lines, has_breaks: bool) -> None:
        self.lines = lines
        self._has_breaks = has_breaks
        self.problems: list[Problem] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._aliased = 0
        self._used: set[str] = set()
        self._named: list[tuple[str, int, str]] = []
        self._last_end = 0

    def build(self, parser: Any) -> Any:
        root: Any = None
        stack: list[_Open] = []
        size = 0
        documents = 0
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, events.StreamEndEvent):
                self._check_anchors()
                return root
            kind = type(event)
            if kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise unreadable_error(
                        M("a second YAML document begins here (`---`); one file holds one dossier"), self._at(event)
                    )
                continue
            if kind is events.ScalarEvent:
                size += 1
                if event.tag not in (None, "!", _STRING_TAG):
                    raise unreadable_error(
                        M("the tag {tag} is not used in claim files", tag=event.tag), self._at(event)
                    )
                plain = not event.style and event.implicit[0]
                said = event.value.translate(_BREAKS_AGAIN) if self._has_breaks else event.value
                value: Any = scalar(said) if plain else said
                if plain and self.lines.text[event.end_mark.index : event.end_mark.index + 2] in (" #", "  "):
                    self._check_swallowed(event)
                if event.anchor is not None:
                    self._named.append((event.anchor, event.start_mark.index, event.value))
            elif kind is events.AliasEvent:
                if event.anchor not in self._anchors:
                    raise unreadable_error(
                        M("*{name} is the alias of nothing before it", name=event.anchor),
                        self._at(event),
                        M("put the text in quotes"),
                    )
                self._used.add(event.anchor)
                value, weight = self._anchors[event.anchor]
                self._aliased += weight
                if self._aliased > MAX_ALIASED:
                    raise unreadable_error(
                        M("aliases multiply this file beyond {n} values; write them out", n=MAX_ALIASED),
                        self._at(event),
                    )
                size += weight
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                if event.tag is not None and event.tag != "!":
                    raise unreadable_error(
                        M("the tag {tag} is not used in claim files", tag=event.tag), self._at(event)
                    )
                if len(stack) >= MAX_DEPTH:
                    raise unreadable_error(M("nested deeper than {n} levels", n=MAX_DEPTH), self._at(event))
                made: Any = Map if kind is events.MappingStartEvent else Seq
                container = made(bool(event.flow_style))
                stack.append(_Open(container, event.start_mark.index, event.anchor, size))
                size += 1
                continue
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                closed = stack.pop()
                value, start = closed.container, closed.start
                if closed.anchor is not None:
                    self._anchors[closed.anchor] = (value, size - closed.size)
                # The end of what is written in lines is that of its last word: the parser is further by then.
                if value.flow:
                    self._last_end = event.end_mark.index
                end = self._last_end
                if not stack:
                    root = value
                else:
                    self._put(stack[-1], value, (start, max(start, end)))
                continue
            else:
                continue
            span = (event.start_mark.index, event.end_mark.index)
            self._last_end = span[1]
            if kind is events.ScalarEvent and event.anchor is not None:
                self._anchors[event.anchor] = (value, 1 + len(event.value) // 50)
            if not stack:
                root = value
            else:
                self._put(stack[-1], value, span)

    def _check_swallowed(self, event: Any) -> None:
        from provenance.files import yaml_traps

        self.problems.extend(yaml_traps.swallowed_value(self.lines, event.value, event.end_mark.index))

    def _check_anchors(self) -> None:
        unused = [named for named in self._named if named[0] not in self._used]
        if unused:
            from provenance.files import yaml_traps

            self.problems.extend(yaml_traps.swallowed_anchor(self.lines, *named) for named in unused)

    def _put(self, frame: OpenContainer, value: Any, span: Span) -> None:
        if isinstance(frame.container, Map) and frame.key is None and not isinstance(value, str):
            if isinstance(value, dict | list):
                raise unreadable_error(M("a key must be a word, not a list or a mapping"), self.lines.place(span))
            value = self.lines.text[span[0] : span[1]] or "~"
        add_value(frame, value, span, self.lines, self.problems)

    def _at(self, event: Any) -> Any:
        return self.lines.place((event.start_mark.index, event.end_mark.index))
