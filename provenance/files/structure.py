"""Adding to a claim file, replacing and removing: which characters change, so that layout and comments stay."""

import re
from collections.abc import Iterator
from typing import Any

from provenance.files.located import Map, Seq, Span, locate
from provenance.files.spelling import (
    block,
    block_item,
    flow,
    is_compact,
    json_text,
    quoted,
    spelled_key,
    spelled_like,
    spelled_text,
)
from provenance.files.text_edits import TextEdit
from provenance.model.message import M, Message
from provenance.model.place import Pointer
from provenance.model.written import DossierEntry

#: What was done with a dossier stands after what it says.
_LAST = ("rejected", "offered", "signed")
_TOP = (*(n for name, i in DossierEntry.model_fields.items() if (n := i.alias or name) not in _LAST), *_LAST)
#: Sections whose entries, where they stand by id, stay so.
_BY_ID = ("sources", "documents", "claims", "evidence")
_COMMENT = re.compile(r"(?:^|(?<=\s))#", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\r?\n")


class CommentInTheWay(ValueError):
    """A comment would be lost, or come to stand on something else: a person decides."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message


def reached(data: Any, pointer: Pointer, value: Any) -> tuple[Pointer, Any]:
    """The part of a pointer that the data have, one step further, and the value to put there: what is missing on the
    way is made. Raises LookupError.
    """
    node: Any = data
    for depth, step in enumerate(pointer):
        if node is None or (node in ({}, []) and step not in node):
            return pointer[:depth], _nested(pointer[depth:], value)
        if _holds(node, step):
            node = node[step]
        elif (isinstance(node, dict) and isinstance(step, str)) or (isinstance(node, list) and step == len(node)):
            return pointer[: depth + 1], _nested(pointer[depth + 1 :], value)
        else:
            raise LookupError(pointer)
    return pointer, value


def _holds(node: Any, step: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(step, int) and 0 <= step < len(node)
    return isinstance(node, dict) and step in node


def _nested(steps: Pointer, value: Any) -> Any:
    for step in reversed(steps):
        if isinstance(step, int) and step:
            raise LookupError(step)
        value = [value] if isinstance(step, int) else {step: value}
    return value


def index_of(holder: dict[str, Any], at: Pointer, key: str) -> int:
    """Where a new key of a mapping goes: sections in their usual order, entries by id where all of them are, others at
    the end.
    """
    names = list(holder)
    if not at and key in _TOP:
        later = set(_TOP[_TOP.index(key) + 1 :])
        return next((i for i, name in enumerate(names) if name in later), len(names))
    if len(at) == 1 and at[0] in _BY_ID and len(names) > 2 and names == sorted(names):
        return next((i for i, name in enumerate(names) if name > key), len(names))
    return len(names)


def at_pointer(data: Any, pointer: Pointer) -> Any:
    """What stands there. Raises LookupError."""
    for step in pointer:
        data = data[step]
    return data


class Structure:
    """One claim file in YAML or JSON: its text and located data. What cannot be done faithfully raises ValueError,
    TypeError or LookupError.
    """

    def __init__(self, text: str, data: Any, is_json: bool) -> None:
        self.text, self.data, self.is_json = text, data, is_json
        self.newline = "\r\n" if "\r\n" in text else "\n"

    # --- what can be asked for ---------------------------------------------------------------------------------------

    def put(self, pointer: Pointer, value: Any, with_comments: bool = False) -> TextEdit:
        """The value at a pointer becomes this one, or is added where there is none."""
        pointer, value = reached(self.data, pointer, value)
        if not pointer:
            return self._whole(value)
        holder = at_pointer(self.data, pointer[:-1])
        step: Any = pointer[-1]
        if isinstance(holder, Seq):
            # Several that are added at the end stand there one after the other.
            step = min(step, len(holder))
        if step in holder if isinstance(holder, Map) else step < len(holder):
            return self._replacement(pointer, value, with_comments)
        index = index_of(holder, pointer[:-1], step) if isinstance(holder, Map) else step
        return self._addition(pointer[:-1], index, step, value)

    def insert(self, pointer: Pointer, value: Any) -> TextEdit:
        """A new item of a list, before the one at the pointer."""
        holder, index = at_pointer(self.data, pointer[:-1]), pointer[-1]
        if not isinstance(holder, Seq) or not isinstance(index, int) or not 0 <= index <= len(holder):
            raise LookupError(pointer)
        return self._addition(pointer[:-1], index, index, value) if holder else self.put(pointer, value)

    def delete(self, pointer: Pointer, with_comments: bool = False, moved: bool = False) -> TextEdit:
        """The entry at a pointer goes; `with_comments` the comments above it and in it go too. Of one that is `moved`,
        those at the ends of its lines are in the way, too.
        """
        holder, step = at_pointer(self.data, pointer[:-1]), pointer[-1]
        spans = list(self._entries(holder))
        index = list(holder).index(str(step)) if isinstance(holder, Map) else int(step)
        if len(spans) == 1:
            if len(pointer) == 1:
                raise ValueError("nothing would be left")
            return self._replacement(pointer[:-1], {} if isinstance(holder, Map) else [], with_comments)
        start, end = spans[index]
        if self._flow(holder):
            start, end = (start, spans[index + 1][0]) if index + 1 < len(spans) else (spans[index - 1][1], end)
        elif isinstance(holder, Map) and index == 0 and "-" in self.text[self._line_start(start) : start]:
            # The first key of an item stands behind its dash: the next one takes its place.
            end = spans[1][0]
        else:
            first = self._line_start(start)
            start = self.with_comments(first)
            if start != first and not with_comments:
                raise CommentInTheWay(M("the comment above would come to stand on another entry"))
            end = self._block_end(spans[index])
        self._check_comments(start, end, with_comments, own_line=not moved)
        return TextEdit(start, end, "")

    # --- where things stand -------------------------------------------------------------------------------------------

    def line_start(self, position: int) -> int:
        return self._line_start(position)

    def with_comments(self, line: int) -> int:
        """Where an entry begins whose line begins there: comment lines right above it are its own."""
        start = line
        while start > 0:
            above = self._line_start(start - 1)
            if not self.text[above : start - 1].lstrip().startswith("#"):
                break
            start = above
        return start

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _block_end(self, span: Span) -> int:
        """The end of the last line of an entry."""
        end = self.text.find("\n", max(span[1] - 1, span[0]))
        return len(self.text) if end < 0 else end + 1

    def _entries(self, holder: Any) -> Iterator[Span]:
        if isinstance(holder, Map):
            for key in holder:
                yield holder.keys_at[key][0], holder.values_at[key][1]
        elif isinstance(holder, Seq):
            yield from holder.items_at
        else:
            raise TypeError("neither a mapping nor a list")

    def _flow(self, holder: Any) -> bool:
        """Whether a mapping or list is written in brackets."""
        return self.is_json or (isinstance(holder, Map | Seq) and holder.flow)

    def _column(self, position: int) -> int:
        return position - self._line_start(position)

    def _dash(self, item: Span) -> int:
        line = self._line_start(item[0])
        dash = self.text.rfind("-", line, item[0])
        if dash < 0 or self.text[line:dash].strip(" -"):
            raise ValueError("an item whose dash stands elsewhere")
        return dash

    # --- changes ------------------------------------------------------------------------------------------------------

    def _spelled(self, value: Any, before: str = "") -> str:
        if self.is_json:
            return json_text(value)
        if not isinstance(value, str) or spelled_text(value) == value:
            return flow(value)
        return spelled_like(value, before)

    def _whole(self, value: Any) -> TextEdit:
        """A file that says nothing yet."""
        if self.data is not None:
            start, end = self.text.index("{"), self.text.rindex("}") + 1
            return TextEdit(start, end, json_text(value, "") if self.is_json else flow(value))
        before = "" if not self.text or self.text.endswith("\n") else self.newline
        end = len(self.text)
        return TextEdit(end, end, before + "".join(line + self.newline for line in block(value, "")))

    def _replacement(self, pointer: Pointer, value: Any, with_comments: bool) -> TextEdit:
        holder, step = at_pointer(self.data, pointer[:-1]), pointer[-1]
        start, end = locate(self.data, pointer)
        old = self.text[start:end]
        end -= len(old) - len(old.rstrip())
        if isinstance(holder[step], dict | list):
            self._check_comments(start, end, with_comments)
        if self._flow(holder):
            indent = " " * (self._column(start) - len(self.text[self._line_start(start) : start].lstrip()))
            new = json_text(value, indent) if self.is_json else self._spelled(value, old)
            return TextEdit(start, max(start, end), new)
        if isinstance(holder, Seq):
            dash = self._dash((start, end))
            lines = [self._spelled(value, old)] if not isinstance(value, dict | list) else list(_item(value, dash))
            return TextEdit(dash + 1, max(dash + 1, end), " " + self.newline.join(lines))
        key = holder.keys_at[str(step)]
        colon = self.text.index(":", key[1]) + 1
        if self.text[colon:start].strip():
            self._check_comments(colon, start, with_comments)
            raise ValueError("something stands between the key and its value")
        if is_compact(value):
            return TextEdit(colon, max(colon, end), " " + self._spelled(value, old))
        lines = list(block({"x": value}, " " * self._column(key[0])))[1:]
        return TextEdit(colon, max(colon, end), "".join(self.newline + line for line in lines))

    def _addition(self, at: Pointer, index: int, step: str | int, value: Any) -> TextEdit:
        holder = at_pointer(self.data, at)
        spans = list(self._entries(holder))
        if self._flow(holder):
            return self._addition_in_brackets(at, spans, index, step, value)
        if isinstance(holder, Map):
            indent = " " * self._column(spans[0][0])
            lines = list(block({str(step): value}, indent))
        else:
            indent = " " * self._column(self._dash(spans[0]))
            lines = list(block_item(value, indent))
        gap = _BLANK.search(self.text[slice(spans[-2][1] - 1, spans[-1][0])]) if len(spans) > 1 else None
        blank = [""] if gap is not None and (isinstance(holder, Seq) or not at) else []
        if index == len(spans):
            place = self._block_end(spans[-1])
            before = "" if place == 0 or self.text[place - 1] == "\n" else self.newline
            return TextEdit(place, place, before + "".join(line + self.newline for line in [*blank, *lines]))
        start = spans[index][0] if isinstance(holder, Map) else self._dash(spans[index])
        line = self._line_start(start)
        if self.text[line:start].strip():
            raise ValueError("the entry shares its line with another")
        place = self.with_comments(line)
        return TextEdit(place, place, "".join(line + self.newline for line in [*lines, *blank]))

    def _addition_in_brackets(
        self, at: Pointer, spans: list[Span], index: int, step: str | int, value: Any
    ) -> TextEdit:
        opening = locate(self.data, at)[0] if at else self.text.index("{")
        between = self.text[spans[0][1] : spans[1][0]] if len(spans) > 1 else self.text[opening + 1 : spans[0][0]]
        gap = between.lstrip(" ,")
        if gap.strip():
            gap = ""
        indent = gap.rpartition("\n")[2] if "\n" in gap else None
        said = json_text(value, indent) if self.is_json else flow(value)
        if isinstance(step, str):
            said = f"{quoted(step) if self.is_json else spelled_key(step)}: {said}"
        gap = gap if indent is not None else " "
        if index == len(spans):
            return TextEdit(spans[-1][1], spans[-1][1], "," + gap + said)
        place = spans[index][0]
        return TextEdit(place, place, said + "," + gap)

    # --- comments -----------------------------------------------------------------------------------------------------

    def _check_comments(self, start: int, end: int, allowed: bool, own_line: bool = False) -> None:
        """Raises CommentInTheWay for a comment between two offsets; with `own_line` those at the end of a line, which
        are about it, may go.
        """
        if allowed or self.is_json or "#" not in self.text[start:end]:
            return
        scalars = list(_scalars(self.data, start, end))
        for found in _COMMENT.finditer(self.text, start, end):
            at = found.start()
            if any(a <= at < b for a, b in scalars):
                continue
            if not own_line or not self.text[self._line_start(at) : at].strip():
                raise CommentInTheWay(M("a comment stands there"))


def _item(value: Any, dash: int) -> Iterator[str]:
    first, *rest = block_item(value, " " * dash)
    yield first.lstrip()[2:]
    yield from rest


def _scalars(node: Any, start: int, end: int) -> Iterator[Span]:
    """The spans of keys and scalars between two offsets."""
    if isinstance(node, Map):
        for key, value in node.items():
            a, b = node.values_at[key]
            if node.keys_at[key][0] < end and b > start:
                yield node.keys_at[key]
                yield from _scalars(value, start, end) if isinstance(value, dict | list) else [(a, b)]
    elif isinstance(node, Seq):
        for value, (a, b) in zip(node, node.items_at, strict=True):
            if a < end and b > start:
                yield from _scalars(value, start, end) if isinstance(value, dict | list) else [(a, b)]
