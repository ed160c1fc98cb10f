"""Texts of OpenDocument (ODF 1.3 part 3), as LibreOffice writes them: what is seen, without what was struck out."""

from typing import Any

from provenance.model.locators import Locator
from provenance.model.message import M
from provenance.texts.archive import Archive
from provenance.texts.base import NO_METADATA, Metadata, ReadText, TextBuilder, TextError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
#: What stands in the file and is no text of it: struck out, said in the margin, declared.
_UNSEEN = frozenset({
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}sequence-decls",
    f"{_TEXT}note-citation", f"{_TEXT}hidden-text", f"{_TEXT}variable-decls", f"{_TEXT}ruby-text",
})  # fmt: skip
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
#: How many spaces one element may stand for.
_SPACES = 100
_PAGE_BREAK = f"{_TEXT}soft-page-break"


def read(data: bytes) -> ReadText:
    """The text of a document, its paragraphs, and its pages where breaks are written down. Raises TextError."""
    archive = Archive(data)
    if "content.xml" not in archive.names:
        raise TextError(M("this is no OpenDocument text"))
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise TextError(M("this document has a password"), M("save it without password"))
    tree = archive.xml("content.xml")
    body = tree.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise TextError(M("this is no OpenDocument text"))
    walk = _Walk(tree.find(f".//{_PAGE_BREAK}") is not None)
    walk.blocks(body)
    return ReadText(*walk.built.built(), _metadata(archive))


def _metadata(archive: Archive) -> Metadata:
    if "meta.xml" not in archive.names:
        return NO_METADATA
    tree = archive.xml("meta.xml")

    def said(name: str) -> str | None:
        return " ".join((tree.findtext(f".//{name}") or "").split()) or None

    made = said(f"{_META}creation-date")
    author = said(f"{_META}initial-creator") or said(f"{_DC}creator")
    return Metadata(said(f"{_DC}title"), author, made[:10] if made else None)


class _Walk:
    """One pass over the body, which writes the text down."""

    def __init__(self, has_pages: bool) -> None:
        self.built = TextBuilder()
        self._page = 1 if has_pages else None
        self._paragraph = 0
        self._beside: list[Any] = []

    def blocks(self, element: Any) -> None:
        """The paragraphs in an element, wherever they stand."""
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag == _PAGE_BREAK:
                self._break()
            elif child.tag in _PARAGRAPHS:
                self._one_paragraph(child)
            else:
                self.blocks(child)

    def _one_paragraph(self, paragraph: Any) -> None:
        self._paragraph += 1
        self._mark()
        before = self.built.length
        self._words(paragraph)
        if self.built.length > before:
            self.built.add("\n\n")
        else:
            self._paragraph -= 1
        beside, self._beside = self._beside, []
        for one in beside:
            self.blocks(one)

    def _words(self, element: Any) -> None:
        self.built.add(_spaced(element.text))
        for child in element:
            if child.tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                self.built.add(" " * (min(int(count), _SPACES) if count.isdecimal() else 1))
            elif child.tag == f"{_TEXT}tab":
                self.built.add("\t")
            elif child.tag == f"{_TEXT}line-break":
                self.built.add("\n")
            elif child.tag == _PAGE_BREAK:
                self._break()
            elif child.tag == f"{_TEXT}note" or (isinstance(child.tag, str) and child.tag.endswith("}frame")):
                self._beside.append(child)
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                self._words(child)
            self.built.add(_spaced(child.tail))

    def _break(self) -> None:
        self._page = (self._page or 1) + 1
        self._mark()

    def _mark(self) -> None:
        self.built.mark(Locator(str(self._page) if self._page is not None else None, max(1, self._paragraph)))


def _spaced(text: str | None) -> str:
    """White space as ODF reads it: a run of it is one space (part 3, 6.1.2). No-break spaces are letters there."""
    if not text:
        return ""
    folded = text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded
