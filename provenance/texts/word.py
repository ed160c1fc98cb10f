"""Word documents (WordprocessingML, ECMA-376 part 1): what a reader sees with all insertions taken in.

Deletions, hidden words and the instructions of fields are out; a note stands after the paragraph that calls it.
Pages are known only where Word wrote down where it broke them last.
"""

from collections.abc import Iterator
from typing import Any

from provenance.model.locators import Locator
from provenance.model.message import M
from provenance.texts.archive import Archive
from provenance.texts.base import NO_METADATA, Metadata, ReadText, TextBuilder, TextError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Elements of which nothing is seen.
_UNSEEN = frozenset({"del", "moveFrom", "pPr", "tblPr", "trPr", "tcPr", "sdtPr", "instrText", "delText"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}
_BREAK = "lastRenderedPageBreak"


def read(data: bytes) -> ReadText:
    """The text of a document, its paragraphs and pages. Raises TextError."""
    archive = Archive(data)
    main = archive.related("", "officeDocument")
    if main is None or main not in archive.names:
        raise TextError(M("this document has no main part: it is not a Word document"))
    tree = archive.xml(main)
    body = next((one for one in tree.iter() if _name(one) == "body"), tree)
    notes = dict(_notes(archive, main))
    walk = _Walk(TextBuilder(), notes, next((one for one in tree.iter() if _name(one) == _BREAK), None) is not None)
    walk.blocks(body)
    return ReadText(*walk.built.built(), _metadata(archive))


def _name(element: Any) -> str:
    """The element's local name; "" outside Word's own vocabulary, of which Office has two spellings."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.removeprefix(_W).removeprefix(_STRICT) if tag.startswith((_W, _STRICT)) else ""


def _get(element: Any, name: str) -> str | None:
    found: str | None = element.get(_W + name) or element.get(_STRICT + name)
    return found


def _notes(archive: Archive, main: str) -> Iterator[tuple[tuple[str, str], Any]]:
    for kind in ("footnote", "endnote"):
        part = archive.related(main, f"{kind}s")
        if part is None or part not in archive.names:
            continue
        for note in archive.xml(part):
            # The line that parts the notes from the text is a note to Word.
            if _name(note) == kind and _get(note, "type") in (None, "normal"):
                yield (kind, _get(note, "id") or ""), note


def _metadata(archive: Archive) -> Metadata:
    part = archive.related("", "core-properties")
    if part is None or part not in archive.names:
        return NO_METADATA
    said = {str(one.tag).rsplit("}", 1)[-1]: " ".join((one.text or "").split()) for one in archive.xml(part)}
    return Metadata(said.get("title") or None, said.get("creator") or None, said.get("created", "")[:10] or None)


class _Walk:
    """One pass over the body, which writes the text down."""

    def __init__(self, built: TextBuilder, notes: dict[tuple[str, str], Any], has_pages: bool) -> None:
        self.built = built
        self.paragraph = 0
        self._notes = notes
        self._page = 1 if has_pages else None
        self._called: list[Any] = []
        #: Whether the mark of the paragraph before was deleted: what follows goes on in it.
        self._goes_on = False

    def blocks(self, element: Any) -> None:
        """The paragraphs in an element, wherever they stand."""
        for child in element:
            if _name(child) == "p":
                self._one_paragraph(child)
            elif _name(child) not in _UNSEEN and child.tag != _FALLBACK:
                self.blocks(child)

    def _one_paragraph(self, paragraph: Any) -> None:
        if not self._goes_on:
            self.paragraph += 1
        self._mark()
        before, inner = self.built.length, list(self._runs(paragraph))
        if self.built.length == before and not self._goes_on:
            self.paragraph -= 1
        properties = next((one for one in paragraph if _name(one) == "pPr"), None)
        marks = [_name(one) for one in properties.iter()] if properties is not None else []
        self._goes_on = "rPr" in marks and "del" in marks
        if self._goes_on:
            return
        if self.built.length > before:
            self.built.add("\n\n")
        for box in inner:
            self.blocks(box)
        called, self._called = self._called, []
        for note in called:
            self.blocks(note)

    def _mark(self) -> None:
        self.built.mark(Locator(str(self._page) if self._page is not None else None, max(1, self.paragraph)))

    def _runs(self, element: Any) -> Iterator[Any]:
        """Write down the words of a paragraph; yields the text boxes anchored in it, which stand beside it."""
        for child in element:
            name = _name(child)
            if name in _UNSEEN or child.tag == _FALLBACK or (name == "r" and _is_hidden(child)):
                continue
            if name == "t":
                self.built.add(child.text or "")
            elif name in _MARKS:
                if _get(child, "type") != "page":
                    self.built.add(_MARKS[name])
            elif name == _BREAK:
                self._page = (self._page or 1) + 1
                self._mark()
            elif name == "txbxContent":
                yield child
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes.pop((name.removesuffix("Reference"), _get(child, "id") or ""), None)
                if note is not None:
                    self._called.append(note)
            else:
                yield from self._runs(child)


def _is_hidden(run: Any) -> bool:
    return any(
        _name(one) == "vanish" and _get(one, "val") not in ("0", "false", "off")
        for properties in run
        if _name(properties) == "rPr"
        for one in properties
    )
