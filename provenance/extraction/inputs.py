"""Raw articles from files: plain text, Markdown, HTML; whatever their encoding."""

import os
from dataclasses import dataclass
from pathlib import Path

from provenance.files.located import unreadable_error
from provenance.files.texts import decode, read_bytes
from provenance.model.message import M
from provenance.model.place import Place

SUFFIXES = (".txt", ".md", ".html", ".htm")
_SAMPLE = 1 << 20
#: Byte-order marks; the longer ones first, which begin like the shorter.
_MARKED = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip


#: `Path` makes one slash of two.
_ADDRESSES = ("http:/", "https:/", "ftp:/", "www.")
_WORD, _SHEET = M("a word processor's document is not read"), M("a table is not read: it has no sentences")
_PICTURE, _SOUND = M("a picture is not read"), M("a recording is not read")
#: Files that hold an article for a person and none for this program.
_NO_TEXTS = {
    ".docx": _WORD, ".doc": _WORD, ".odt": _WORD, ".rtf": _WORD, ".pages": _WORD, ".epub": M("a book is not read"),
    ".pdf": M("a PDF is not read"), ".csv": _SHEET, ".tsv": _SHEET, ".xlsx": _SHEET, ".xls": _SHEET, ".ods": _SHEET,
    ".pptx": M("a presentation is not read"), ".eml": M("a mail is not read"), ".msg": M("a mail is not read"),
    ".png": _PICTURE, ".jpg": _PICTURE, ".jpeg": _PICTURE, ".gif": _PICTURE, ".webp": _PICTURE, ".tif": _PICTURE,
    ".mp3": _SOUND, ".mp4": _SOUND, ".wav": _SOUND, ".m4a": _SOUND, ".mov": _SOUND, ".zip": M("an archive is not read"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """A text to read. `rewritten` says that the file itself is not this text (HTML, another encoding): it must be
    written beside the draft for offsets to mean something. `encoding` is named where it had to be guessed.
    """

    shown: str
    text: str
    path: Path | None = None
    rewritten: bool = False
    encoding: str | None = None


def read_article(path: Path, shown: str) -> Article:
    """The article in a file. Raises Unreadable, also for what is no text and for an address."""
    if str(path).startswith(_ADDRESSES):
        raise unreadable_error(M("an address is not fetched"), Place(shown), M("save the page, and give the file"))
    kind = _NO_TEXTS.get(path.suffix.lower())
    if kind is not None:
        raise unreadable_error(kind, Place(shown), M("save its text as .txt, or the page as .html"))
    return article(read_bytes(path, shown), shown, path.suffix.lower() in (".html", ".htm"), path)


def article(data: bytes, shown: str, html: bool = False, path: Path | None = None) -> Article:
    """The article in some bytes: the main text of HTML, else the text itself. Raises Unreadable."""
    text, encoding = _decoded(data, shown)
    if html:
        text = _main_text(text, shown)
    if not text.strip():
        raise unreadable_error(M("this file is empty"), Place(shown))
    return Article(shown, text, path, html or encoding is not None, encoding)


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


def _decoded(data: bytes, shown: str) -> tuple[str, str | None]:
    """The text and, where it is not UTF-8, the encoding it was taken for."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise unreadable_error(M("this is not a text file"), Place(shown)) from None
    if b"\0" in data:
        raise unreadable_error(M("a NUL byte: this is not a text file"), Place(shown))
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    if _nearly_utf8(data):
        # One bad byte in UTF-8 is damage, not another encoding: it is shown at its place.
        decode(data, shown)
    guessed = _encoding(data)
    try:
        return data.decode(guessed or "ascii"), guessed
    except (UnicodeDecodeError, LookupError):
        raise unreadable_error(M("this is not a text file"), Place(shown)) from None


def _nearly_utf8(data: bytes) -> bool:
    text = data[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad * 20 < sum(c > "\x7f" for c in text)


def _encoding(data: bytes) -> str | None:
    """What charset-normalizer takes the bytes for; among single-byte code pages the one French and English use."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return best.encoding
    return best.encoding if best.multi_byte_usage or best.encoding.startswith("utf") else "cp1252"


def _main_text(page: str, shown: str) -> str:
    import logging

    import trafilatura

    # It logs what it cannot parse; a message of ours says what there is to say.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(page, output_format="txt", include_comments=False, include_tables=False)
    if not found:
        raise unreadable_error(M("no article was found in this page"), Place(shown))
    return found + "\n"
