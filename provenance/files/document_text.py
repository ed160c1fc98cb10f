"""The local text of a document, if it is a readable file inside the dossier's folder."""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from provenance.files.located import Unreadable, unreadable_error
from provenance.files.texts import decode, read_bytes
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.names import Comparisons
from provenance.model.place import Place, Pointer
from provenance.texts import ReadText, TextError, reader_of


class TextFolder:
    """The folder of a dossier: what stands in it is looked up once, for all texts that are missed there."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._comparisons = Comparisons()

    @cached_property
    def root(self) -> Path:
        return self.path.resolve()

    @cached_property
    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self.path))
        except OSError:
            return []

    def nearest(self, name: str) -> list[str]:
        return self._comparisons.nearest(name, self._names)


def document_text(
    file: str | None, pointer: Pointer, folder: TextFolder, claim_file: str, problems: list[Problem]
) -> dict[str, Any]:
    """The text, its path as shown and its hash, as fields of a `Document`; empty, with a problem, where none is."""
    if file is None:
        return {}
    root = folder.root
    try:
        path = (folder.path / file).resolve()
        inside = path.is_relative_to(root)
    except (OSError, ValueError, RuntimeError):
        inside, path = False, root
    if not inside:
        problems.append(
            Problem(
                "schema-violation",
                M("“{file}” leads outside the dossier's folder", file=file),
                pointer=pointer,
                advice=M("put the text beside the claim file"),
            )
        )
        return {}
    shown = str(Path(claim_file).parent / file)
    try:
        data = read_bytes(path, shown)
        read = original_text(data, shown, path.name)
    except Unreadable as error:
        # A file that is there is the one that was meant: what is wrong with it has an advice of its own.
        close = [] if path.exists() else folder.nearest(file)
        problems.append(
            Problem(
                "unknown-reference",
                M("the text “{file}”: {why}", file=file, why=error.problem.message),
                pointer=pointer,
                advice=M("did you mean {names}?", names=tuple(close))
                if close
                else error.problem.advice or M("put the text beside the claim file, or remove `file:`"),
                subject=file,
            )
        )
        return {}
    reader = reader_of(path.name)
    return {
        "text": read.text,
        "locators": read.locators,
        "path": shown,
        "text_sha256": hashlib.sha256(data).hexdigest(),
        "text_reader": reader.name if reader is not None else None,
    }


def original_text(data: bytes, shown: str, name: str) -> ReadText:
    """The text a person reads in a file of this name. Raises Unreadable."""
    reader = reader_of(name)
    if reader is None:
        return ReadText(decode(data, shown))
    try:
        return reader.read(data)
    except TextError as error:
        raise unreadable_error(error.message, Place(shown), error.advice) from None
    except UnicodeDecodeError:
        # The strict reading says where the bad byte stands.
        return ReadText(decode(data, shown))
