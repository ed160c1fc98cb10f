"""Copies of the texts under audit with what was found in their margin, for people who work in a word processor.

A copy is the document itself: what is not touched stays as it is, byte for byte. Findings are comments at their words,
corrections are changes that somebody accepts or refuses. A file that has become another text is not written over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from provenance.auditing import DossierAudit
from provenance.copies.notes import CopyNote, notes_on
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.texts import read_bytes
from provenance.model.document import Document
from provenance.model.errors import OutputError
from provenance.model.message import M
from provenance.texts import TextError, reader_of

_READERS = {"docx": "word", "odt": "opendocument"}
Annotate = Callable[[bytes, Sequence[CopyNote]], bytes]


@dataclass(frozen=True)
class TextUnderAudit:
    """A text of which copies can be made: its document, the bytes of its file, what is to be said in its margin."""

    document: Document
    data: bytes
    notes: tuple[CopyNote, ...]


def texts_under_audit(audit: DossierAudit, language: str | None) -> list[TextUnderAudit]:
    """The texts under audit that are at hand. Raises OutputError where one names a confidential source: a copy holds
    all of its words.
    """
    found = []
    folder = Path(audit.dossier.file).parent
    for name in audit.texts:
        document = audit.dossier.documents[name]
        if document.text is None or document.file is None:
            continue
        if audit.dossier.redactions(document.text):
            raise OutputError(
                M(
                    "{path}: it names a confidential source, and so would its copy; --show-confidential writes it",
                    path=document.path,
                )
            )
        path = folder / document.file
        try:
            data = read_bytes(path, display_path(path))
        except Unreadable as error:
            raise OutputError(M("{path}: {why}", path=document.path, why=error.problem.message)) from None
        found.append(TextUnderAudit(document, data, tuple(notes_on(audit, document, language))))
    return found


def annotated_copy(text: TextUnderAudit, form: str, existing: bytes | None, shown: str) -> bytes:
    """A copy of a text in one of the formats. `existing` is what stands at its place: what people wrote in its margin
    stays, what this program wrote there goes. Raises OutputError where that is another text by now.
    """
    annotate: Annotate = import_module(f"provenance.copies.{_READERS[form]}").annotated
    reader = reader_of(text.document.file or "")
    notes: Sequence[CopyNote] = text.notes
    if reader is not None and reader.module == _READERS[form]:
        base = text.data
    elif form == "docx":
        from provenance.copies.plain import plain_document

        base, place = plain_document(text.document)
        notes = [note.moved(place) for note in notes]
    else:
        raise OutputError(
            M(
                "{path}: an annotated .odt is a copy of an .odt; of {original} give docx=FILE",
                path=shown,
                original=text.document.file,
            )
        )
    if existing is not None:
        before, now = _text(base, form), _text(existing, form)
        if before is None or now is None or before.split() != now.split():
            raise OutputError(
                M(
                    "{path}: its text is another by now, and is not written over; "
                    "name it as the `file:` of the document, or give another name",
                    path=shown,
                )
            )
        if before != now:
            # White space alone is another: everything stands behind as many letters as before.
            place = _by_letters(before, now)
            notes = [note.moved(place) for note in notes]
        base = existing
    try:
        return annotate(base, notes)
    except TextError as error:
        raise OutputError(M("{path}: {why}", path=shown, why=error.message)) from None


def _text(data: bytes, form: str) -> str | None:
    """The text of a document; None for what is none."""
    reader = reader_of(f"x.{form}")
    assert reader is not None
    try:
        return reader.read(data).text
    except (TextError, UnicodeDecodeError):
        return None


def _by_letters(before: str, now: str) -> Callable[[int], int]:
    """Where each code point of a text stands in one of the same words: behind as many letters that are seen."""
    seen = [offset for offset, letter in enumerate(now) if not letter.isspace()]
    count, counts = 0, []
    for letter in before:
        counts.append(count)
        count += not letter.isspace()
    return lambda offset: seen[min(counts[offset], len(seen) - 1)] if offset < len(counts) and seen else len(now)
