"""Raw articles from files: plain text whatever its encoding, and what `texts` has a reader for."""

import os
from dataclasses import dataclass
from pathlib import Path

from provenance.files.located import unreadable_error
from provenance.files.texts import decode, read_bytes
from provenance.model.locators import NO_LOCATORS, Locators
from provenance.model.message import M
from provenance.model.place import Place
from provenance.texts import READERS, Reader, TextError, reader_of
from provenance.texts.base import NO_METADATA, Annotation, Metadata
from provenance.texts.encodings import decoded

SUFFIXES = (".txt", ".md", *READERS)
#: `Path` makes one slash of two.
_ADDRESSES = ("http:/", "https:/", "ftp:/", "www.")
_WORD, _SHEET = M("a word processor's document is not read"), M("a table is not read: it has no sentences")
_SAVE = M("save its text as .txt, or the page as .html")
_PICTURE, _SOUND = M("a picture is not read"), M("a recording is not read")
#: Files that hold an article for a person and none for this program.
_NO_TEXTS = {
    ".doc": _WORD, ".rtf": _WORD, ".pages": _WORD, ".epub": M("a book is not read"),
    ".csv": _SHEET, ".tsv": _SHEET, ".xlsx": _SHEET, ".xls": _SHEET, ".ods": _SHEET,
    ".pptx": M("a presentation is not read"), ".msg": M("a mail is not read"),
    ".png": _PICTURE, ".jpg": _PICTURE, ".jpeg": _PICTURE, ".gif": _PICTURE, ".webp": _PICTURE, ".tif": _PICTURE,
    ".mp3": _SOUND, ".mp4": _SOUND, ".wav": _SOUND, ".m4a": _SOUND, ".mov": _SOUND, ".zip": M("an archive is not read"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """A text to read. `rewritten` says that no file holds this text as an audit would read it (another encoding, a page
    from a pipe): it must be written beside the draft for offsets to mean something. `encoding` is named where it had to
    be guessed; `reader` and what follows where the file is no plain text.
    """

    shown: str
    text: str
    path: Path | None = None
    rewritten: bool = False
    encoding: str | None = None
    reader: str | None = None
    metadata: Metadata = NO_METADATA
    locators: Locators = NO_LOCATORS
    annotations: tuple[Annotation, ...] = ()


def read_article(path: Path, shown: str) -> Article:
    """The article in a file. Raises Unreadable, also for what is no text and for an address."""
    if str(path).startswith(_ADDRESSES):
        raise unreadable_error(M("an address is not fetched"), Place(shown), M("save the page, and give the file"))
    kind = _NO_TEXTS.get(path.suffix.lower())
    if kind is not None:
        raise unreadable_error(kind, Place(shown), _SAVE)
    return article(read_bytes(path, shown), shown, reader_of(path.name), path)


def article(data: bytes, shown: str, reader: Reader | None = None, path: Path | None = None) -> Article:
    """The article in some bytes: what a reader finds in them, else the text itself. Raises Unreadable."""
    try:
        if reader is not None:
            read = reader.read(data)
            return Article(
                shown, read.text, path, path is None, None, reader.name, read.metadata, read.locators, read.annotations
            )
        text, encoding = decoded(data)
    except TextError as error:
        raise unreadable_error(error.message, Place(shown), error.advice or _SAVE) from None
    except UnicodeDecodeError:
        # The strict reading says where the bad byte stands.
        text, encoding = decode(data, shown), None
    if not text.strip():
        raise unreadable_error(M("this file is empty"), Place(shown))
    return Article(shown, text, path, encoding is not None, encoding)


def articles(paths: list[Path]) -> list[Path]:
    """The texts at `paths`, sorted: a file as it is, a folder's own texts and those below it."""
    found: dict[Path, None] = {}
    seen: set[str] = set()
    for path in paths:
        if not _is_folder(path):
            # The same file named twice is one text.
            if os.path.abspath(path) not in seen:
                found[path] = None
            seen.add(os.path.abspath(path))
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            inside = not file.is_symlink() or file.resolve().is_relative_to(path.resolve())
            if file.suffix.lower() in SUFFIXES and file.is_file() and not hidden and inside:
                found[file] = None
    return list(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
