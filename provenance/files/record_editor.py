"""Changing a JSONL file in place: each record is a line, a line is edited as JSON, all others stay as they are."""

import json
from pathlib import Path
from typing import Any, Self

from provenance.files.data_changes import same
from provenance.files.edit import Editor, FileEditor
from provenance.files.located import Unreadable
from provenance.files.raw import SECTION_OF_TYPE, RawDossier, read_raw
from provenance.files.structure import index_of, reached
from provenance.files.text_edits import TextEdit
from provenance.model.finding import DataEdit
from provenance.model.place import Pointer

#: The type of the records of each section.
_TYPE_OF_SECTION = {section: kind for kind, section in SECTION_OF_TYPE.items()}


def editor(text: str, file: str, dossier: str | None = None) -> "Editor | RecordEditor":
    """The editor of a claim file; of JSONL, of one `dossier` in it. Raises Unreadable."""
    return RecordEditor(text, file, dossier) if file.endswith(".jsonl") else Editor(text, file)


class RecordEditor(FileEditor):
    """One dossier of a JSONL file, read for editing. Raises Unreadable."""

    def __init__(self, text: str, file: str, dossier: str | None = None) -> None:
        super().__init__(text, file)
        found = list(read_raw(Path(file), file, text))
        self._raw: RawDossier = next((raw for raw in found if raw.data["dossier"] == dossier), found[0])
        for problem in self._raw.problems:
            if problem.fatal:
                raise Unreadable(problem)
        self.data = self._raw.data

    def _with_text(self, text: str) -> Self:
        return type(self)(text, self.lines.file, self.data["dossier"])

    def _holds(self, wanted: Any) -> bool:
        # Records may stand in any order, so sections have none; a section without records is not there.
        return same(_by_section(self.data), _by_section(wanted))

    def _edits(self, change: DataEdit) -> list[TextEdit]:
        pointer = change.pointer
        if change.kind == "put":
            at, value = reached(self.data, pointer, json.loads(change.value))
            if pointer[0] in (*_TYPE_OF_SECTION, "statements") and len(at) < 3:
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
        depth = 2 if pointer[0] in (*_TYPE_OF_SECTION, "statements") else 0
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
        known = next((k for k in self.data if k not in (*_TYPE_OF_SECTION, "statements", "dossier")), None)
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
        record: dict[str, Any] = {"type": _TYPE_OF_SECTION.get(section, "statement"), "dossier": self.data["dossier"]}
        if section in _TYPE_OF_SECTION:
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
