"""Changing a JSONL file in place: each record is a line, a line is edited as JSON, all others stay as they are."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from provenance.files.data_changes import changed, plain, same
from provenance.files.edit import Editor
from provenance.files.located import Lines, Unreadable
from provenance.files.raw import RawDossier, read_raw
from provenance.files.structure import index_of, reached
from provenance.files.text_edits import TextEdit, applied, overlapping
from provenance.model.finding import DataEdit
from provenance.model.place import Place, Pointer

_TYPES = {"sources": "source", "documents": "document", "claims": "claim", "evidence": "evidence"}


def editor(text: str, file: str, dossier: str | None = None) -> "Editor | RecordEditor":
    """The editor of a claim file; of JSONL, of one `dossier` in it. Raises Unreadable."""
    return RecordEditor(text, file, dossier) if file.endswith(".jsonl") else Editor(text, file)


class RecordEditor:
    """One dossier of a JSONL file, read for editing. Raises Unreadable."""

    def __init__(self, text: str, file: str, dossier: str | None = None) -> None:
        self.text = text
        self.lines = Lines(file, text)
        found = list(read_raw(Path(file), file, text))
        self._raw: RawDossier = next((raw for raw in found if raw.data["dossier"] == dossier), found[0])
        for problem in self._raw.problems:
            if problem.fatal:
                raise Unreadable(problem)
        self.data: Any = self._raw.data
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def edits(self, changes: Sequence[DataEdit], checked: bool = False) -> tuple[TextEdit, ...] | None:
        """What the changes come to in the text, in order; None where that cannot be done faithfully."""
        try:
            found = self._all(changes)
            if not checked:
                self._checked(changes, found)
        except (Unreadable, LookupError, TypeError, ValueError):
            return None
        return found

    def edited(self, changes: Sequence[DataEdit]) -> Self:
        """The file after the changes. Raises ValueError for what cannot be done faithfully."""
        try:
            return self._checked(changes, self._all(changes))
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
        return tuple(sorted({edit for change in changes for edit in self._edits(change)}))

    def _checked(self, changes: Sequence[DataEdit], found: Sequence[TextEdit]) -> Self:
        wanted = plain(self.data)
        for change in changes:
            wanted = changed(wanted, change)
        if overlapping(found):
            raise ValueError("two changes meet")
        done = type(self)(applied(self.text, found), self.lines.file, self.data["dossier"])
        # Records say in whatever order they stand which section comes first; one without records is not there.
        if not same(_by_section(done.data), _by_section(wanted)):
            raise ValueError("the file would not say what was asked for")
        return done

    def _edits(self, change: DataEdit) -> list[TextEdit]:
        pointer = change.pointer
        if change.kind == "put":
            at, value = reached(self.data, pointer, json.loads(change.value))
            if pointer[0] in (*_TYPES, "statements") and len(at) < 3:
                return [self._record(*_entry(at, value))]
            if len(at) == 1:
                return [self._head(str(at[0]), value)]
        elif change.kind == "insert" and len(pointer) == 2:
            line = self._line(pointer)
            return [TextEdit(line[0], line[0], self._spelled(pointer, json.loads(change.value)) + self._newline)]
        elif change.kind in ("delete", "remove") and len(pointer) == 2:
            start, end = self._line(pointer)
            return [TextEdit(start, min(end + len(self._newline), len(self.text)), "")]
        # Within a record.
        depth = 2 if pointer[0] in (*_TYPES, "statements") else 0
        start, end = self._line(pointer[: depth or 1])
        record = Editor(self.text[start:end], "record.json")
        if change.kind in ("rename", "set", "within", "put", "insert", "delete", "remove", "alias", "sort"):
            if change.kind == "rename" and len(pointer) == 2:
                change = DataEdit("set", (*pointer, "id"), change.value)
            inside = DataEdit(change.kind, change.pointer[depth:], change.value, change.old, change.with_comments)
            edits = record.edits([inside], checked=True)
            if edits is not None:
                return [TextEdit(start + e.start, start + e.end, e.text) for e in edits]
        raise ValueError(str(change.pointer))

    def _line(self, pointer: Pointer) -> tuple[int, int]:
        """The span of the record a pointer leads to, without its line break."""
        node = self.data
        for step in pointer:
            node = node[step]
        start = self.lines.starts()[self._raw.locate(pointer, False).line - 1]
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        return start, end - (self.text[start:end].endswith("\r"))

    def _record(self, pointer: Pointer, value: Any) -> TextEdit:
        """A record that is new, or takes the place of another."""
        section, name = str(pointer[0]), pointer[1]
        held = self.data.get(section) or ({} if section != "statements" else [])
        said = self._spelled(pointer, value)
        if name in held if isinstance(held, dict) else int(name) < len(held):
            return TextEdit(*self._line(pointer), said)
        index = index_of(held, (section,), str(name)) if isinstance(held, dict) else len(held)
        names = list(held) if isinstance(held, dict) else list(range(len(held)))
        if index < len(names):
            start, _ = self._line((section, names[index]))
            return TextEdit(start, start, said + self._newline)
        end = self._line((section, names[-1]))[1] if names else len(self.text.rstrip("\r\n"))
        return TextEdit(end, end, (self._newline if end else "") + said)

    def _head(self, key: str, value: Any) -> TextEdit:
        """A key of the dossier itself: in its record, or in a new one before all others."""
        known = next((k for k in self.data if k not in (*_TYPES, "statements", "dossier")), None)
        if known is None:
            record = {"type": "dossier", "dossier": self.data["dossier"], key: value}
            return TextEdit(0, 0, json.dumps(record, ensure_ascii=False) + self._newline)
        start, end = self._line((known,))
        edits = Editor(self.text[start:end], "record.json").edits([DataEdit("put", (key,), json.dumps(value))])
        if edits is None:
            raise ValueError(key)
        (edit,) = edits
        return TextEdit(start + edit.start, start + edit.end, edit.text)

    def _spelled(self, pointer: Pointer, value: Any) -> str:
        section = str(pointer[0])
        record: dict[str, Any] = {"type": _TYPES.get(section, "statement"), "dossier": self.data["dossier"]}
        if section in _TYPES:
            record["id"] = pointer[1]
        return json.dumps(record | (value or {}), ensure_ascii=False)


def _entry(pointer: Pointer, value: Any) -> tuple[Pointer, Any]:
    """The entry that is put, where its section is new."""
    if len(pointer) == 2:
        return pointer, value
    if isinstance(value, list) and len(value) == 1:
        return (*pointer, 0), value[0]
    if isinstance(value, dict) and len(value) == 1:
        ((name, entry),) = value.items()
        return (*pointer, name), entry
    raise ValueError("one record at a time")


def _by_section(data: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted((name, held) for name, held in data.items() if held not in ({}, []))
