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
        self._root: Any = None
        self._stack: list[_Open] = []
        #: How many values there are so far, those that aliases stand for included.
        self._size = 0
        self._has_document = False
        #: By its anchor what stands there, and how many values it counts for wherever an alias puts it.
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._aliased = 0
        self._used: set[str] = set()
        self._named: list[tuple[str, int, str]] = []
        self._last_end = 0

    def build(self, parser: Any) -> Any:
        """The data of the one document that a parser gives the events of. Raises Unreadable."""
        take = {
            events.DocumentStartEvent: self._document,
            events.ScalarEvent: self._scalar,
            events.AliasEvent: self._alias,
            events.MappingStartEvent: self._open,
            events.SequenceStartEvent: self._open,
            events.MappingEndEvent: self._close,
            events.SequenceEndEvent: self._close,
        }
        while (event := parser.get_event()) is not None:
            handler = take.get(type(event))
            if handler is not None:
                handler(event)
        self._check_anchors()
        return self._root

    def _document(self, event: Any) -> None:
        if self._has_document:
            raise unreadable_error(
                M("a second YAML document begins here (`---`); one file holds one dossier"), self._at(event)
            )
        self._has_document = True

    def _scalar(self, event: Any) -> None:
        self._size += 1
        if event.tag is not None:
            self._check_tag(event, _STRING_TAG)
        plain = not event.style and event.implicit[0]
        said = event.value.translate(_BREAKS_AGAIN) if self._has_breaks else event.value
        if plain and self.lines.text[event.end_mark.index : event.end_mark.index + 2] in (" #", "  "):
            self._check_swallowed(event)
        value = scalar(said) if plain else said
        if event.anchor is not None:
            self._named.append((event.anchor, event.start_mark.index, event.value))
            # A long text counts for more: what aliases multiply is memory.
            self._anchors[event.anchor] = (value, 1 + len(event.value) // 50)
        self._add(event, value)

    def _alias(self, event: Any) -> None:
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
                M("aliases multiply this file beyond {n} values; write them out", n=MAX_ALIASED), self._at(event)
            )
        self._size += weight
        self._add(event, value)

    def _open(self, event: Any) -> None:
        if event.tag is not None:
            self._check_tag(event)
        if len(self._stack) >= MAX_DEPTH:
            raise unreadable_error(M("nested deeper than {n} levels", n=MAX_DEPTH), self._at(event))
        made = Map if type(event) is events.MappingStartEvent else Seq
        self._stack.append(_Open(made(bool(event.flow_style)), event.start_mark.index, event.anchor, self._size))
        self._size += 1

    def _close(self, event: Any) -> None:
        closed = self._stack.pop()
        if closed.anchor is not None:
            self._anchors[closed.anchor] = (closed.container, self._size - closed.size)
        # The end of what is written in lines is that of its last word: the parser is further by then.
        if closed.container.flow:
            self._last_end = event.end_mark.index
        self._put(closed.container, (closed.start, max(closed.start, self._last_end)))

    def _add(self, event: Any, value: Any) -> None:
        """Put what stands where the event does."""
        self._last_end = event.end_mark.index
        self._put(value, (event.start_mark.index, self._last_end))

    def _check_tag(self, event: Any, *known: str) -> None:
        if event.tag not in ("!", *known):
            raise unreadable_error(M("the tag {tag} is not used in claim files", tag=event.tag), self._at(event))

    def _check_swallowed(self, event: Any) -> None:
        from provenance.files import yaml_traps

        self.problems.extend(yaml_traps.swallowed_value(self.lines, event.value, event.end_mark.index))

    def _check_anchors(self) -> None:
        unused = [named for named in self._named if named[0] not in self._used]
        if unused:
            from provenance.files import yaml_traps

            self.problems.extend(yaml_traps.swallowed_anchor(self.lines, *named) for named in unused)

    def _put(self, value: Any, span: Span) -> None:
        """Put a value into what is open; where nothing is, it is the whole of the data."""
        if not self._stack:
            self._root = value
            return
        frame = self._stack[-1]
        if isinstance(frame.container, Map) and frame.key is None and not isinstance(value, str):
            if isinstance(value, dict | list):
                raise unreadable_error(M("a key must be a word, not a list or a mapping"), self.lines.place(span))
            value = self.lines.text[span[0] : span[1]] or "~"
        add_value(frame, value, span, self.lines, self.problems)

    def _at(self, event: Any) -> Any:
        return self.lines.place((event.start_mark.index, event.end_mark.index))
