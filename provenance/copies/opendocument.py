"""Comments in an OpenDocument text (ODF 1.3 part 3, 14.1): at the words, to the code point."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from provenance.copies.notes import CopyNote
from provenance.copies.package import as_bytes, removed, rewritten
from provenance.model.mark import AUTHOR
from provenance.model.plain import visible
from provenance.texts.opendocument import (
    ANNOTATION,
    ANNOTATION_END,
    DC,
    LOEXT,
    OFFICE,
    TEXT,
    Fragment,
    OpenDocument,
    spaced,
)

_NAME = f"{OFFICE}name"


class _Insertion(NamedTuple):
    """An element that is to stand at an offset. Ends stand before beginnings."""

    offset: int
    element: Any
    is_end: bool


def annotated(data: bytes, notes: Sequence[CopyNote]) -> bytes:
    """The document with these notes in its margin. Raises TextError."""
    document = OpenDocument(data)
    kept = _said_in_answered(document)
    insertions = []
    taken = {one.get(_NAME) for one in document.tree.iter(ANNOTATION)}
    number = 0
    for note in notes:
        if note.lines in kept or not document.pieces:
            continue
        number = next(n for n in range(number + 1, number + len(taken) + 2) if f"{AUTHOR}-{n}" not in taken)
        begin, end = _elements(f"{AUTHOR}-{number}", note.lines)
        insertions.append(_Insertion(note.start, begin, False))
        insertions.append(_Insertion(max(note.start, note.end), end, True))
    _Writer(document.pieces).insert(insertions)
    _remove_own(document, kept)
    return rewritten(document.archive, {"content.xml": as_bytes(document.tree)})


def _said_in_answered(document: OpenDocument) -> set[tuple[str, ...]]:
    """What this program said in threads in which somebody answered."""
    comments = list(document.tree.iter(ANNOTATION))
    answered = {one.get(f"{LOEXT}parent-name") for one in comments if one.findtext(f"{DC}creator") != AUTHOR}
    return {_lines(one) for one in comments if one.findtext(f"{DC}creator") == AUTHOR and one.get(_NAME) in answered}


def _remove_own(document: OpenDocument, kept: set[tuple[str, ...]]) -> None:
    """Take out what this program wrote into an earlier copy: known by the names it gives, less what was just added."""
    own = [one for _, one in document.comments if one.findtext(f"{DC}creator") == AUTHOR and _lines(one) not in kept]
    names = {one.get(_NAME) for one in own}
    ends = [one for one in document.ends if one.get(_NAME) in names]
    for element in (*own, *ends):
        removed(element)


def _lines(comment: Any) -> tuple[str, ...]:
    return tuple("".join(paragraph.itertext()) for paragraph in comment.iter(f"{TEXT}p"))


def _elements(name: str, lines: Sequence[str]) -> tuple[Any, Any]:
    begin, end = etree.Element(ANNOTATION), etree.Element(ANNOTATION_END)
    begin.set(_NAME, name)
    end.set(_NAME, name)
    etree.SubElement(begin, f"{DC}creator").text = AUTHOR
    for line in lines:
        etree.SubElement(begin, f"{TEXT}p").text = visible(line)
    return begin, end


class _Writer:
    """Puts elements into the tree of a document, from its end to its beginning: offsets before them still hold."""

    def __init__(self, pieces: Sequence[Fragment]) -> None:
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]

    def insert(self, insertions: Sequence[_Insertion]) -> None:
        ordered = sorted(range(len(insertions)), key=lambda i: (insertions[i].offset, not insertions[i].is_end, i))
        for number in reversed(ordered):
            self._one(insertions[number])

    def _one(self, insertion: _Insertion) -> None:
        # An end belongs to the letter before it, so that a comment does not reach into the next paragraph.
        offset = insertion.offset - 1 if insertion.is_end and insertion.offset else insertion.offset
        index = max(0, bisect_right(self._starts, offset) - 1)
        piece = self._pieces[index]
        within = min(max(0, insertion.offset - piece.start), piece.length)
        if piece.caller is not None:
            # No comment is allowed there: it stands where the note or the box hangs.
            _beside(piece.caller, insertion.element, after=insertion.is_end)
        elif piece.where == "whole":
            _beside(piece.element, insertion.element, after=within > 0)
        else:
            _into(piece, within, insertion.element)


def _beside(element: Any, new: Any, after: bool) -> None:
    if after:
        new.tail, element.tail = element.tail, None
        element.addnext(new)
    else:
        element.addprevious(new)


def _into(piece: Fragment, within: int, new: Any) -> None:
    """Cut a stretch of text where so many letters of it, as they are read, stand before."""
    element = piece.element
    words = (element.text if piece.where == "text" else element.tail) or ""
    cut = _raw(words, within, piece.after_space)
    before, new.tail = words[:cut], words[cut:]
    if piece.where == "text":
        element.text = before
        element.insert(0, new)
    else:
        element.tail = before
        parent = element.getparent()
        parent.insert(parent.index(element) + 1, new)


def _raw(words: str, length: int, after_space: bool) -> int:
    """How many letters of the file show so many letters: a run of white space shows one space."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if len(spaced(words[:middle], after_space)) < length:
            low = middle + 1
        else:
            high = middle
    return low
