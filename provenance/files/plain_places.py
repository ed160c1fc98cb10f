"""Where plain records stand: each is a line, and what stands within one is sought when somebody asks for it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from provenance.files.located import Lines
from provenance.files.raw import SECTION_OF_TYPE, RecordPlaces
from provenance.model.place import Place, Pointer


class PlainRecord(NamedTuple):
    """A record as it was read, with its line as bytes and the number of that."""

    number: int
    line: bytes
    data: dict[str, Any]

    @property
    def text(self) -> str:
        return self.line.decode("utf-8").rstrip("\r\n")

    @property
    def length(self) -> int:
        """The length of the text."""
        return len(self.line.rstrip(b"\r\n")) if self.line.isascii() else len(self.text)


class PlainPlaces:
    """Finds the places of one dossier, as `files/raw` does for the same records."""

    def __init__(self, file: str, records: Sequence[PlainRecord], line: Callable[[int], str]) -> None:
        self.file, self.line = file, line
        self._records = records

    def locate(self, pointer: Pointer, key: bool) -> Place:
        record = self._by_pointer.get(pointer)
        if record is None:
            return self._within.place(pointer, key)
        # Asked for more often than all else, and found without a look at the line.
        return Place(self.file, record.number, 1, record.number, record.length + 1)

    @cached_property
    def _within(self) -> RecordPlaces:
        # It must not lead back here: millions of circles are a burden.
        return RecordPlaces(self.file, partial(_lines, self.file, self._by_pointer))

    @cached_property
    def _by_pointer(self) -> dict[Pointer, PlainRecord]:
        found: dict[Pointer, PlainRecord] = {}
        statements = 0
        for record in self._records:
            data = record.data
            kind = data["type"]
            if kind == "statement":
                found["statements", statements] = record
                statements += 1
            elif kind in SECTION_OF_TYPE:
                found[SECTION_OF_TYPE[kind], data["id"]] = record
            else:
                found.update({(key,): record for key in data if key not in ("type", "dossier", "id")})
        return found


def _lines(file: str, records: Mapping[Pointer, PlainRecord], pointer: Pointer) -> Lines | None:
    record = records.get(pointer)
    return None if record is None else Lines(file, record.text, record.number)
