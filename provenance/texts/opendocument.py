"""Texts of OpenDocument (ODF 1.3 part 3), as LibreOffice writes them: what is seen, without what was struck out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from provenance.model.locators import Locator
from provenance.model.mark import AUTHOR
from provenance.model.message import M
from provenance.texts.archive import Archive
from provenance.texts.base import NO_METADATA, Annotation, Metadata, ReadText, Remark, TextBuilder, TextError, iso_day

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
ANNOTATION, ANNOTATION_END = f"{OFFICE}annotation", f"{OFFICE}annotation-end"
#: What stands in the file and is no text of it: struck out, declared.
_UNSEEN = frozenset({
    f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}note-citation", f"{TEXT}hidden-text",
    f"{TEXT}variable-decls", f"{TEXT}ruby-text",
})  # fmt: skip
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
#: How many spaces one element may stand for.
_SPACES = 100
_PAGE_BREAK = f"{TEXT}soft-page-break"


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters of the text and where they stand: in the `text` or the `tail` of an element, or shown by it alone.
    `caller` is the note or the box in which they do.
    """

    start: int
    length: int
    element: Any
    where: Literal["text", "tail", "whole"]
    caller: Any | None = None
    #: Whether white space at its head belongs to the space before.
    after_space: bool = False


class OpenDocument:
    """A document taken apart: its parts, and of the content the text with the elements that show it."""

    def __init__(self, data: bytes) -> None:
        """Raises TextError."""
        self.archive = Archive(data)
        if "content.xml" not in self.archive.names:
            raise TextError(M("this is no OpenDocument text"))
        manifest = "META-INF/manifest.xml"
        if manifest in self.archive.names and b"encryption-data" in self.archive.part(manifest):
            raise TextError(M("this document has a password"), M("save it without password"))
        self.tree = self.archive.xml("content.xml")
        body = self.tree.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise TextError(M("this is no OpenDocument text"))
        walk = _Walk(self.tree.find(f".//{_PAGE_BREAK}") is not None)
        walk.blocks(body)
        self.text, self.locators = walk.built.built()
        self.pieces, self.comments, self.ends = walk.pieces, walk.comments, list(self.tree.iter(ANNOTATION_END))
        self._walk = walk

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """What is said in the margin, in notes and by links, in the order of the text."""
        found = list(_threads(self.comments, self._walk.ends))
        found += [Annotation("link", start, end, (Remark(address),)) for start, end, address in self._walk.links]
        for at, start, end in self._walk.calls:
            found.append(Annotation("note", at, at, (Remark(self.text[start:end].strip()),), body=(start, end)))
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))

    @property
    def metadata(self) -> Metadata:
        if "meta.xml" not in self.archive.names:
            return NO_METADATA
        tree = self.archive.xml("meta.xml")

        def said(name: str) -> str | None:
            return " ".join((tree.findtext(f".//{name}") or "").split()) or None

        made = iso_day(said(f"{_META}creation-date"))
        author = said(f"{_META}initial-creator") or said(f"{DC}creator")
        return Metadata(said(f"{DC}title"), author, None, (("created", made),) if made else ())


def read(data: bytes) -> ReadText:
    """The text of a document, its paragraphs, its pages where breaks are written down, its margin. Raises TextError."""
    document = OpenDocument(data)
    return ReadText(document.text, document.locators, document.metadata, document.annotations)


def _threads(comments: list[tuple[int, Any]], ends: dict[str, int]) -> Iterator[Annotation]:
    """The threads in the margin but for what this program wrote there, answers in order."""
    held: dict[str, list[tuple[int, Any]]] = {}
    root_of: dict[str, str] = {}
    for number, (start, comment) in enumerate(comments):
        name = comment.get(f"{OFFICE}name") or f"#{number}"
        parent = comment.get(f"{LOEXT}parent-name")
        root_of[name] = root_of.get(parent or "", name)
        held.setdefault(root_of[name], []).append((start, comment))
    for name, thread in held.items():
        remarks = [_remark(comment) for _, comment in thread if comment.findtext(f"{DC}creator") != AUTHOR]
        if any(remark.text for remark in remarks):
            start, first = thread[0]
            resolved = first.get(f"{LOEXT}resolved") == "true"
            said = tuple(remark for remark in remarks if remark.text)
            yield Annotation("comment", start, max(start, ends.get(name, start)), said, resolved)


def _remark(comment: Any) -> Remark:
    lines = []
    for paragraph in comment.iter(*_PARAGRAPHS):
        words = "".join(paragraph.itertext())
        links = [one.get(_HREF, "") for one in paragraph.iter(f"{TEXT}a")]
        lines.append(words + "".join(f" ({link})" for link in links if link and link not in words))
    author = " ".join((comment.findtext(f"{DC}creator") or "").split()) or None
    return Remark("\n".join(lines).strip(), author, iso_day(comment.findtext(f"{DC}date")))


class _Walk:
    """One pass over the body, which writes the text down."""

    def __init__(self, has_pages: bool) -> None:
        self.built = TextBuilder()
        self.pieces: list[Fragment] = []
        self.comments: list[tuple[int, Any]] = []
        self.ends: dict[str, int] = {}
        self.links: list[tuple[int, int, str]] = []
        #: Where a note is called, and where its text stands.
        self.calls: list[tuple[int, int, int]] = []
        self._page = 1 if has_pages else None
        self._paragraph = 0
        self._beside: list[tuple[int, Any]] = []
        #: Whether white space adds nothing now: a space was read last, or nothing of this paragraph yet.
        self._after_space = True
        #: The note or the box that is being read.
        self._caller: Any | None = None

    def blocks(self, element: Any) -> None:
        """The paragraphs in an element, wherever they stand."""
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag in (ANNOTATION, ANNOTATION_END):
                self._annotation(child)
            elif child.tag == _PAGE_BREAK:
                self._break()
            elif child.tag in _PARAGRAPHS:
                self._one_paragraph(child)
            else:
                self.blocks(child)

    def _one_paragraph(self, paragraph: Any) -> None:
        self._paragraph += 1
        self._mark()
        before, self._after_space = self.built.length, True
        self._words(paragraph)
        if self.built.length > before:
            self.built.add("\n\n")
        else:
            self._paragraph -= 1
        beside, self._beside = self._beside, []
        for at, one in beside:
            start = self.built.length
            outer, self._caller = self._caller, self._caller if self._caller is not None else one
            self.blocks(one)
            self._caller = outer
            if one.tag == f"{TEXT}note":
                self.calls.append((at, start, self.built.length))

    def _words(self, element: Any) -> None:
        self._letters(element.text, element, "text")
        for child in element:
            if child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c", "1")
                self._add(" " * (min(int(count), _SPACES) if count.isdecimal() else 1), child, "whole")
            elif child.tag == f"{TEXT}tab":
                self._add("\t", child, "whole")
            elif child.tag == f"{TEXT}line-break":
                self._add("\n", child, "whole")
            elif child.tag == _PAGE_BREAK:
                self._break()
            elif child.tag in (ANNOTATION, ANNOTATION_END):
                self._annotation(child)
            elif child.tag == f"{TEXT}note" or (isinstance(child.tag, str) and child.tag.endswith("}frame")):
                self._beside.append((self.built.length, child))
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                start = self.built.length
                self._words(child)
                if child.tag == f"{TEXT}a" and child.get(_HREF) and self.built.length > start:
                    self.links.append((start, self.built.length, child.get(_HREF)))
            self._letters(child.tail, child, "tail")

    def _letters(self, text: str | None, element: Any, where: Literal["text", "tail"]) -> None:
        folded = spaced(text, self._after_space)
        if folded:
            self._add(folded, element, where)
            self._after_space = folded.endswith(" ")

    def _add(self, text: str, element: Any, where: Literal["text", "tail", "whole"]) -> None:
        after_space = self._after_space and where != "whole"
        self.pieces.append(Fragment(self.built.length, len(text), element, where, self._caller, after_space))
        self.built.add(text)
        self._after_space = False

    def _annotation(self, element: Any) -> None:
        if element.tag == ANNOTATION:
            self.comments.append((self.built.length, element))
        else:
            self.ends[element.get(f"{OFFICE}name", "")] = self.built.length

    def _break(self) -> None:
        self._page = (self._page or 1) + 1
        self._mark()

    def _mark(self) -> None:
        self.built.mark(Locator(str(self._page) if self._page is not None else None, max(1, self._paragraph)))


def spaced(text: str | None, after_space: bool = False) -> str:
    """White space as ODF reads it: a run of it is one space, also over elements (part 3, 6.1.2), and none where one
    stands before. No-break spaces are letters there.
    """
    if not text:
        return ""
    folded = text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.removeprefix(" ") if after_space else folded
