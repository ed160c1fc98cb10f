"""Changing a claim file in place: the characters of what changes, and no others.

Comments and layout are kept because nothing else is rewritten. What comes out is read again: an edit that would not
give exactly the data that was asked for is not made.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Self

from provenance.files.data_changes import changed, plain, same
from provenance.files.json_reader import read_json, with_positions
from provenance.files.located import Lines, Map, Seq, Span, Unreadable, locate
from provenance.files.spelling import quoted, spelled_like
from provenance.files.structure import CommentInTheWay, Structure, at_pointer
from provenance.files.text_edits import TextEdit, applied, in_place, overlapping
from provenance.files.yaml_reader import read_yaml
from provenance.model.finding import DataEdit
from provenance.model.place import Place, Pointer

#: A comment line with a blank line after it: a heading, not a remark on the entry below.
_FLOATING = re.compile(r"^[ \t]*#[^\n]*\n[ \t]*\r?\n", re.MULTILINE)


class FileEditor(ABC):
    """A text with its data, which is changed and read again: what the editors of all kinds of claim files share."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.lines = Lines(file, text)
        self.data: Any = None
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def edits(self, changes: Sequence[DataEdit], checked: bool = False) -> tuple[TextEdit, ...] | None:
        """What the changes come to in the text, in order; None where that cannot be done faithfully.

        `checked` says that they were found faithful before, among others.
        """
        try:
            found = self._all(changes)
            if not checked:
                self._checked(changes, found)
        except (Unreadable, LookupError, TypeError, ValueError):
            return None
        return found

    def edited(self, changes: Sequence[DataEdit]) -> Self:
        """The file after the changes, each made of what those before it left where they do not go together.

        Raises CommentInTheWay, and ValueError for what cannot be done faithfully.
        """
        try:
            return self._checked(changes, self._all(changes))
        except CommentInTheWay:
            raise
        except (Unreadable, LookupError, TypeError, ValueError) as error:
            if len(changes) < 2:
                raise ValueError(str(error)) from None
        done = self
        for change in changes:
            done = done.edited([change])
        return done

    def place(self, edit: TextEdit) -> Place:
        return self.lines.place((edit.start, edit.end))

    def _all(self, changes: Sequence[DataEdit]) -> tuple[TextEdit, ...]:
        return in_place(edit for change in changes for edit in self._edits(change))

    def _checked(self, changes: Sequence[DataEdit], found: Sequence[TextEdit]) -> Self:
        """The file after some edits, read again. Raises ValueError where it does not hold what was asked for."""
        wanted = plain(self.data)
        for change in changes:
            wanted = changed(wanted, change)
        if overlapping(found):
            raise ValueError("two changes meet")
        done = self._with_text(applied(self.text, found))
        if not done._holds(wanted):
            raise ValueError("the file would not say what was asked for")
        return done

    @abstractmethod
    def _edits(self, change: DataEdit) -> list[TextEdit]:
        """The edits that one change comes to. Raises LookupError, TypeError or ValueError where there are none."""

    @abstractmethod
    def _with_text(self, text: str) -> Self:
        """An editor of the same kind for another text of the file. Raises Unreadable."""

    def _holds(self, wanted: Any) -> bool:
        """Whether the file says exactly that."""
        return same(self.data, wanted)


class Editor(FileEditor):
    """One claim file, read for editing. Raises Unreadable. Of JSONL each record is a file of its own:
    `files/record_editor`.
    """

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text, file)
        self._json = file.endswith((".json", ".jsonl"))
        self.data = self._read()
        self._structure = Structure(text, self.data, self._json)

    def _with_text(self, text: str) -> Self:
        return type(self)(text, self.lines.file)

    def _read(self) -> Any:
        if not self._json:
            return read_yaml(self.text, self.lines)[0]
        read_json(self.text, self.lines)
        return with_positions(self.text, self.lines)[0]

    def _edits(self, change: DataEdit) -> list[TextEdit]:
        pointer = change.pointer
        if change.kind == "set":
            start, end = self._span(pointer)
            number = isinstance(at_pointer(self.data, pointer), int)
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
        if change.kind == "put":
            return [self._structure.put(pointer, json.loads(change.value), change.with_comments)]
        if change.kind == "insert":
            return [self._structure.insert(pointer, json.loads(change.value))]
        if change.kind == "delete":
            return [self._structure.delete(pointer, change.with_comments, moved=bool(change.value))]
        if change.kind == "remove":
            return [self._removal(pointer)]
        if change.kind == "alias":
            return [self._aliases(pointer, change.value.split("\n"))]
        return [self._sorting(pointer)]

    def _span(self, pointer: Pointer, key: bool = False) -> Span:
        at_pointer(self.data, pointer)
        return locate(self.data, pointer, key)

    def _spelled(self, value: str, before: str) -> str:
        return quoted(value) if self._json else spelled_like(value, before)

    def _removal(self, pointer: Pointer) -> TextEdit:
        if not isinstance(at_pointer(self.data, pointer[:-1]), Map):
            raise TypeError(pointer)
        edit = self._structure.delete(pointer)
        if "#" in self.text[edit.start : edit.end]:
            raise ValueError("a comment stands there")
        return edit

    def _aliases(self, pointer: Pointer, names: list[str]) -> TextEdit:
        source = at_pointer(self.data, pointer)
        spelled = [self._spelled(name, "") for name in names]
        if not isinstance(source, Map) or not source:
            raise TypeError(pointer)
        aliases = source.get("aliases")
        if isinstance(aliases, Seq) and aliases:
            start, end = aliases.items_at[-1]
            line = self.text[self._structure.line_start(start) : start]
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
        indent = " " * (first - self._structure.line_start(first))
        _, after = self._block(source, last)
        before = "" if self.text[after - 1 : after] == "\n" else self._newline
        return TextEdit(after, after, f"{before}{indent}aliases: {written}{self._newline}")

    def _block(self, holder: Map, name: str) -> Span:
        """The lines of one entry of a block mapping, to the line of the next or the last line of its own."""
        start = self._structure.line_start(holder.keys_at[name][0])
        end = self.text.find("\n", max(holder.values_at[name][1] - 1, holder.keys_at[name][1]))
        return start, len(self.text) if end < 0 else end + 1

    def _sorting(self, pointer: Pointer) -> TextEdit:
        holder = at_pointer(self.data, pointer)
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
        starts = [self._structure.with_comments(self._structure.line_start(holder.keys_at[name][0])) for name in names]
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
