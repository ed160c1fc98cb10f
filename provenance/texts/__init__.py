"""The text a person reads in a file, and where each piece of it stands there: Word, OpenDocument, PDF, transcripts,
mail, saved pages. Bytes in, text out: nothing is fetched, run or written.

The text is derived. What is kept of it is the hash of the original and the name and version of its reader, so that a
reader which reads more tomorrow is not taken for words that moved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from provenance.model.message import M
from provenance.texts.base import ReadText, TextError

__all__ = ["READERS", "ReadText", "Reader", "TextError", "reader_of"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of reading a file. `version` grows when the same bytes are read as another text."""

    module: str
    version: int = 1

    @property
    def name(self) -> str:
        """As it is recorded of a text: « word 1 »."""
        return f"{self.module} {self.version}"

    def read(self, data: bytes) -> ReadText:
        """The text of a file. Raises TextError for what has none; UnicodeDecodeError for UTF-8 with a bad byte."""
        read: Callable[[bytes], ReadText] = import_module(f"provenance.texts.{self.module}").read
        found = read(data)
        if not found.text.strip():
            raise TextError(M("this file has no text"))
        return found


#: The reader of each kind of file, by the end of its name. Any other file is read as plain text.
READERS = {
    ".docx": Reader("word"), ".docm": Reader("word"), ".dotx": Reader("word"), ".odt": Reader("opendocument", 2),
    ".pdf": Reader("pdf", 3), ".vtt": Reader("transcript"), ".srt": Reader("transcript"), ".eml": Reader("mail"),
    ".html": Reader("page"), ".htm": Reader("page"),
}  # fmt: skip


def reader_of(name: str) -> Reader | None:
    """The reader for a file of this name; None for plain text."""
    dot = name.rfind(".")
    return READERS.get(name[dot:].lower()) if dot >= 0 else None
