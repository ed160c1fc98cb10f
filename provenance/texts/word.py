"""Word documents (WordprocessingML, ECMA-376 part 1): what a reader sees with all insertions taken in.

Deletions, hidden words and the instructions of fields are out; a note stands after the paragraph that calls it. Changes
that this program proposed in an earlier copy are not taken in: they are not the author's. Pages are known only where
Word wrote down where it broke them last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from provenance.model.locators import Locator, Locators
from provenance.model.mark import AUTHOR
from provenance.model.message import M
from provenance.texts.archive import Archive
from provenance.texts.base import NO_METADATA, Annotation, Metadata, ReadText, Remark, TextBuilder, TextError, iso_day
from provenance.texts.word_comments import threads
from provenance.texts.word_names import FALLBACK, attribute, local_name

#: Elements of which nothing is seen.
_UNSEEN = frozenset({"del", "moveFrom", "pPr", "tblPr", "trPr", "tcPr", "sdtPr", "delText"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}
_BREAK = "lastRenderedPageBreak"
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters of the text and the element that shows them, in its run. `caller` is the run of the main story at
    which they hang where they stand in a note or a box.
    """

    start: int
    length: int
    element: Any
    run: Any
    caller: Any | None = None


@dataclass(slots=True)
class CommentRanges:
    """By the id of a comment where its words begin, where they end, and where it is referred to."""

    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)

    def of(self, comment: str) -> tuple[int, int] | None:
        """The words of a comment; a place where only the reference stands; None where nothing does."""
        start = self.starts.get(comment, self.references.get(comment))
        if start is None:
            return None
        return start, max(start, self.ends.get(comment, start))


class WordDocument:
    """A document taken apart: its parts, and of the main one the text with the elements that show it."""

    def __init__(self, data: bytes) -> None:
        """Raises TextError."""
        self.archive = Archive(data)
        main = self.archive.related("", "officeDocument")
        if main is None or main not in self.archive.names:
            raise TextError(M("this document has no main part: it is not a Word document"))
        self.main = main
        self.tree = self.archive.xml(main)
        body = next((one for one in self.tree.iter() if local_name(one) == "body"), self.tree)
        has_pages = next((one for one in self.tree.iter() if local_name(one) == _BREAK), None) is not None
        walk = _Walk(dict(self._notes()), self.archive.addresses(main), has_pages)
        walk.blocks(body)
        self.text: str
        self.locators: Locators
        self.text, self.locators = walk.built.built()
        self.pieces, self.comments = walk.pieces, walk.comments
        self._links, self._calls = walk.links, walk.calls

    def _notes(self) -> Iterator[tuple[tuple[str, str], Any]]:
        for kind in ("footnote", "endnote"):
            part = self.archive.related(self.main, f"{kind}s")
            if part is None or part not in self.archive.names:
                continue
            for note in self.archive.xml(part):
                # The line that parts the notes from the text is a note to Word.
                if local_name(note) == kind and attribute(note, "type") in (None, "normal"):
                    yield (kind, attribute(note, "id") or ""), note

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """What is said in the margin, in notes and by links, in the order of the text."""
        found = list(threads(self.archive, self.main, self.comments.of))
        found += [Annotation("link", start, end, (Remark(address),)) for start, end, address in self._links]
        for at, start, end in self._calls:
            found.append(Annotation("note", at, at, (Remark(self.text[start:end].strip()),), body=(start, end)))
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))

    @property
    def metadata(self) -> Metadata:
        part = self.archive.related("", "core-properties")
        if part is None or part not in self.archive.names:
            return NO_METADATA
        said = {str(one.tag).rsplit("}", 1)[-1]: " ".join((one.text or "").split()) for one in self.archive.xml(part)}
        created = iso_day(said.get("created"))
        return Metadata(
            said.get("title") or None,
            said.get("creator") or None,
            self._company(),
            (("created", created),) if created else (),
        )

    def _company(self) -> str | None:
        part = self.archive.related("", "extended-properties")
        if part is None or part not in self.archive.names:
            return None
        named = (one.text for one in self.archive.xml(part) if str(one.tag).endswith("}Company"))
        return " ".join((next(named, None) or "").split()) or None


def read(data: bytes) -> ReadText:
    """The text of a document, its paragraphs and pages, and its margin. Raises TextError."""
    document = WordDocument(data)
    return ReadText(document.text, document.locators, document.metadata, document.annotations)


class _Walk:
    """One pass over the body, which writes the text down."""

    def __init__(self, notes: dict[tuple[str, str], Any], addresses: dict[str, str], has_pages: bool) -> None:
        self.built = TextBuilder()
        self.pieces: list[Fragment] = []
        self.comments = CommentRanges()
        self.links: list[tuple[int, int, str]] = []
        #: Where a note is called, and where its text stands.
        self.calls: list[tuple[int, int, int]] = []
        self._addresses = addresses
        self._paragraph = 0
        self._notes = notes
        self._page = 1 if has_pages else None
        self._called: list[tuple[int, Any, Any]] = []
        self._fields: list[list[Any]] = []
        self._run: Any | None = None
        #: The run at which a note or a box hangs, while it is being read.
        self._caller: Any | None = None
        #: How deep the walk is in deletions that this program proposed.
        self._proposed = 0
        #: Whether the mark of the paragraph before was deleted: what follows goes on in it.
        self._goes_on = False

    def blocks(self, element: Any) -> None:
        """The paragraphs in an element, wherever they stand."""
        for child in element:
            name = local_name(child)
            if name == "p":
                self._one_paragraph(child)
            elif name.startswith("comment"):
                self._comment(name, child)
            elif name not in _UNSEEN and child.tag != FALLBACK:
                self.blocks(child)

    def _one_paragraph(self, paragraph: Any) -> None:
        if not self._goes_on:
            self._paragraph += 1
        self._mark()
        before, boxes = self.built.length, list(self._runs(paragraph))
        if self.built.length == before and not self._goes_on:
            self._paragraph -= 1
        properties = next((one for one in paragraph if local_name(one) == "pPr"), None)
        marks = [local_name(one) for one in properties.iter()] if properties is not None else []
        self._goes_on = "rPr" in marks and "del" in marks
        if self._goes_on:
            return
        if self.built.length > before:
            self.built.add("\n\n")
        for box, run in boxes:
            self._hung_at(run, box)
        called, self._called = self._called, []
        for at, note, run in called:
            start = self.built.length
            self._hung_at(run, note)
            self.calls.append((at, start, self.built.length))

    def _hung_at(self, run: Any, element: Any) -> None:
        outer, self._caller = self._caller, self._caller if self._caller is not None else run
        self.blocks(element)
        self._caller = outer

    def _mark(self) -> None:
        self.built.mark(Locator(str(self._page) if self._page is not None else None, max(1, self._paragraph)))

    def _runs(self, element: Any) -> Iterator[tuple[Any, Any]]:
        """Write down the words of a paragraph; yields the text boxes anchored in it, which stand beside it, with their
        runs.
        """
        for child in element:
            name = local_name(child)
            ours = name in ("ins", "del") and attribute(child, "author") == AUTHOR
            if name == "ins" and ours:
                for mark in child.iter():
                    self._comment(local_name(mark), mark)
                continue
            if child.tag == FALLBACK or (name == "r" and _is_hidden(child)):
                continue
            if name in _UNSEEN and not ours and not (name == "delText" and self._proposed):
                continue
            if name in ("t", "delText"):
                self._add(child.text or "", child)
            elif name in _MARKS:
                if attribute(child, "type") != "page":
                    self._add(_MARKS[name], child)
            elif name == _BREAK:
                self._page = (self._page or 1) + 1
                self._mark()
            elif name == "txbxContent":
                yield child, self._run
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes.pop((name.removesuffix("Reference"), attribute(child, "id") or ""), None)
                if note is not None:
                    self._called.append((self.built.length, note, self._run))
            elif name.startswith("comment"):
                self._comment(name, child)
            elif name in ("fldChar", "instrText"):
                self._field(name, child)
            else:
                yield from self._inside(name, child, ours)

    def _inside(self, name: str, child: Any, ours: bool) -> Iterator[tuple[Any, Any]]:
        start, run = self.built.length, self._run
        self._run = child if name == "r" else run
        self._proposed += ours
        yield from self._runs(child)
        self._proposed -= ours
        self._run = run
        address = self._addresses.get(attribute(child, "id", "relationship") or "") if name == "hyperlink" else None
        if address is not None and self.built.length > start:
            self.links.append((start, self.built.length, address))

    def _add(self, text: str, element: Any) -> None:
        if text and self._run is not None:
            self.pieces.append(Fragment(self.built.length, len(text), element, self._run, self._caller))
        self.built.add(text)

    def _comment(self, name: str, element: Any) -> None:
        held = {
            "commentRangeStart": self.comments.starts, "commentRangeEnd": self.comments.ends,
            "commentReference": self.comments.references,
        }.get(name)  # fmt: skip
        if held is not None:
            held[attribute(element, "id") or ""] = self.built.length

    def _field(self, name: str, element: Any) -> None:
        """A link may be a field: its instruction, then what is shown of it."""
        kind = attribute(element, "fldCharType")
        if name == "instrText":
            if self._fields:
                self._fields[-1][0] += element.text or ""
        elif kind == "begin":
            self._fields.append(["", None])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = self.built.length
        elif kind == "end" and self._fields:
            instruction, start = self._fields.pop()
            link = _LINK.match(instruction)
            if link is not None and start is not None and start < self.built.length:
                self.links.append((start, self.built.length, link[1]))


def _is_hidden(run: Any) -> bool:
    return any(
        local_name(one) == "vanish" and attribute(one, "val") not in ("0", "false", "off")
        for properties in run
        if local_name(properties) == "rPr"
        for one in properties
    )
