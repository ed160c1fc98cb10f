"""Changing a claim file in place: the characters of what changes, and no others.

Comments and layout are kept because nothing else is rewritten. What comes out is read again: an edit that would not
give exactly the data that was asked for is not made.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from provenance.files.json_reader import read_json, with_positions
from provenance.files.located import Lines, Map, Seq, Span, Unreadable, locate
from provenance.files.yaml_reader import read_yaml, scalar
from provenance.model.finding import DataEdit
from provenance.model.place import Place, Pointer

#: A plain scalar that YAML reads as itself anywhere, braces included.
_PLAIN = re.compile(r"[\w«»’'°→/](?:[\w«»’'°→/ .;()@+\u00a0\u202f-]*[\w«»’'°→/.;()])?")


#: A comment line with a blank line after it: a heading, not a remark on the entry below.
_FLOATING = re.compile(r"^[ \t]*#[^\n]*\n[ \t]*\r?\n", re.MULTILINE)


class TextEdit(NamedTuple):
    """The characters from `start` to `end` (code points, excluded) become `text`."""

    start: int
    end: int
    text: str


class Editor:
    """One claim file, read for editing. Raises Unreadable; JSONL is not edited."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.lines = Lines(file, text)
        self._json = file.endswith(".json")
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self.data = self._read(text)

    def edits(self, changes: Sequence[DataEdit], checked: bool = False) -> tuple[TextEdit, ...] | None:
        """What the changes come to in the text, in order; None where that cannot be done faithfully.

        `checked` says that they were found faithful before, among others.
        """
        try:
            found = tuple(sorted({edit for change in changes for edit in self._edits(change)}))
            if checked:
                return found
            # Plain, so that what two aliases share is two things: an edit of one must not be an edit of both.
            wanted = json.loads(json.dumps(self.data))
            for change in changes:
                _change(wanted, change)
            if overlapping(found) or not _same(self._read(applied(self.text, found)), wanted):
                return None
        except (Unreadable, LookupError, TypeError, ValueError):
            return None
        return found

    def place(self, edit: TextEdit) -> Place:
        return self.lines.place((edit.start, edit.end))

    def _read(self, text: str) -> Any:
        lines = Lines(self.lines.file, text)
        if not self._json:
            return read_yaml(text, lines)[0]
        read_json(text, lines)
        return with_positions(text, lines)[0]

    def _edits(self, change: DataEdit) -> list[TextEdit]:
        pointer = change.pointer
        if change.kind == "set":
            start, end = self._span(pointer)
            number = isinstance(_at(self.data, pointer), int)
            return [TextEdit(start, end, change.value if number else self._spelled(change.value, self.text[start:end]))]
        if change.kind == "rename":
            start, end = self._span(pointer, key=True)
            return [TextEdit(start, end, self._spelled(change.value, self.text[start:end]))]
        if change.kind == "within":
            start, end = self._span(pointer)
            held = self.text[start:end]
            if held.count(change.old) != 1:
                raise LookupError(change.old)
            position = start + held.index(change.old)
            return [TextEdit(position, position + len(change.old), change.value)]
        if change.kind == "remove":
            return [self._removal(pointer)]
        if change.kind == "alias":
            return [self._aliases(pointer, change.value.split("\n"))]
        return [self._sorting(pointer)]

    def _span(self, pointer: Pointer, key: bool = False) -> Span:
        _at(self.data, pointer)
        return locate(self.data, pointer, key)

    def _spelled(self, value: str, before: str) -> str:
        """A text as it is spelled where `before` stood, in the same quotation marks where it had some."""
        quoted = json.dumps(value, ensure_ascii=False)
        if self._json or before.startswith('"'):
            return quoted
        if before.startswith("'") and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        return value if _PLAIN.fullmatch(value) and scalar(value) == value else quoted

    def _removal(self, pointer: Pointer) -> TextEdit:
        holder, name = _at(self.data, pointer[:-1]), pointer[-1]
        if not isinstance(holder, Map) or not isinstance(name, str):
            raise TypeError(pointer)
        spans = {key: (holder.keys_at[key][0], holder.values_at[key][1]) for key in holder}
        names = list(spans)
        index = names.index(name)
        start, end = spans[name]
        if not holder.flow:
            first, last = self._block(holder, name)
            if self._with_comments(start) != first:
                raise ValueError("the comment above would come to stand on another entry")
            start, end = first, last
        elif index + 1 < len(names):
            end = spans[names[index + 1]][0]
        elif index:
            start = spans[names[index - 1]][1]
        self._no_comment(start, spans[name][0])
        self._no_comment(spans[name][0], end)
        return TextEdit(start, end, "")

    def _no_comment(self, start: int, end: int) -> None:
        """Raises ValueError where a comment might stand: it would be lost, or come to stand on something else."""
        if "#" in self.text[start:end]:
            raise ValueError("a comment stands there")

    def _block(self, holder: Map, name: str) -> Span:
        """The lines of one entry of a block mapping, to the line of the next or the last line of its own."""
        start = self._line_start(holder.keys_at[name][0])
        end = self.text.find("\n", max(holder.values_at[name][1] - 1, holder.keys_at[name][1]))
        return start, len(self.text) if end < 0 else end + 1

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _aliases(self, pointer: Pointer, names: list[str]) -> TextEdit:
        source = _at(self.data, pointer)
        spelled = [self._spelled(name, "") for name in names]
        if not isinstance(source, Map) or not source:
            raise TypeError(pointer)
        aliases = source.get("aliases")
        if isinstance(aliases, Seq) and aliases:
            start, end = aliases.items_at[-1]
            line = self.text[self._line_start(start) : start]
            if line.strip() == "-":
                stop = self.text.find("\n", end)
                stop = len(self.text) if stop < 0 else stop - len(self._newline) + 1
                return TextEdit(stop, stop, "".join(self._newline + line + name for name in spelled))
            return TextEdit(end, end, "".join(", " + name for name in spelled))
        if aliases is not None:
            raise TypeError(pointer)
        last = list(source)[-1]
        end = source.values_at[last][1]
        written = f"[{', '.join(spelled)}]"
        if source.flow:
            return TextEdit(end, end, (', "aliases": ' if self._json else ", aliases: ") + written)
        first = source.keys_at[next(iter(source))][0]
        indent = " " * (first - self._line_start(first))
        _, after = self._block(source, last)
        before = "" if self.text[after - 1 : after] == "\n" else self._newline
        return TextEdit(after, after, f"{before}{indent}aliases: {written}{self._newline}")

    def _sorting(self, pointer: Pointer) -> TextEdit:
        holder = _at(self.data, pointer)
        if not isinstance(holder, Map) or len(holder) < 2:
            raise TypeError(pointer)
        names = list(holder)
        if holder.flow:
            spans = {name: (holder.keys_at[name][0], holder.values_at[name][1]) for name in names}
            pieces = {name: self.text[slice(*spans[name])] for name in names}
            gaps = [self.text[spans[a][1] : spans[b][0]] for a, b in zip(names, names[1:])]
            if any("#" in gap for gap in gaps):
                raise ValueError("which entry a comment is about cannot be told")
            text = "".join(piece + gap for piece, gap in zip(map(pieces.__getitem__, sorted(names)), [*gaps, ""]))
            return TextEdit(spans[names[0]][0], spans[names[-1]][1], text)
        starts = [self._with_comments(holder.keys_at[name][0]) for name in names]
        end = self._block(holder, names[-1])[1]
        written = {name: self.text[start:stop] for name, start, stop in zip(names, starts, [*starts[1:], end])}
        pieces = {name: text.rstrip("\r\n") + self._newline for name, text in written.items()}
        blanks = {name: text[len(text.rstrip("\r\n")) + len(self._newline) :] for name, text in written.items()}
        if any(_FLOATING.search(text) for text in written.values()):
            raise ValueError("a heading among the entries: they are in an order of their own")
        # Blank lines stay where they are: they part groups of places, not entries.
        order = sorted(names)
        text = "".join(pieces[new] + blanks[old] for new, old in zip(order, names))
        return TextEdit(starts[0], end, text)

    def _with_comments(self, key: int) -> int:
        """Where an entry begins: comment lines right above it are its own."""
        start = self._line_start(key)
        while start > 0:
            above = self._line_start(start - 1)
            line = self.text[above : start - 1]
            if not line.lstrip().startswith("#"):
                break
            start = above
        return start


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """The text after the edits, which do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def overlapping(edits: Sequence[TextEdit]) -> bool:
    """Whether two edits (in order) touch the same characters."""
    return any(b.start < a.end or (a.start == b.start and a.end == b.end) for a, b in zip(edits, edits[1:]))


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


def _change(data: Any, change: DataEdit) -> None:
    """The same change on plain data: what the text must come to."""
    holder = _at(data, change.pointer[:-1])
    last = change.pointer[-1] if change.pointer else None
    if change.kind == "set":
        holder[last] = scalar(change.value) if isinstance(holder[last], int) else change.value
    elif change.kind == "within":
        holder[last] = holder[last].replace(change.old, change.value)
    elif change.kind == "rename":
        entries = [(change.value if key == last else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(entries)
        if len(holder) != len(entries):
            raise ValueError(change.value)
    elif change.kind == "remove":
        del holder[last]
    elif change.kind == "alias":
        holder[last]["aliases"] = [*(holder[last].get("aliases") or []), *change.value.split("\n")]
    else:
        entries = sorted(holder[last].items())
        holder[last].clear()
        holder[last].update(entries)


def _same(one: Any, other: Any) -> bool:
    """Equal, the order of keys included."""
    return json.dumps(one) == json.dumps(other)
