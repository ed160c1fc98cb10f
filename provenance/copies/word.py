"""Comments and proposed changes in a Word document (ECMA-376 part 1, 17.13): at the words, to the code point.

Runs are split where a comment begins or ends inside one; nothing else of them changes. What this program wrote into an
earlier copy is taken out first, but for threads in which somebody answered: those are the answerer's too.
"""

from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from provenance.copies.notes import CopyNote
from provenance.copies.package import as_bytes, rewritten
from provenance.copies.word_comments import Comments
from provenance.model.mark import AUTHOR
from provenance.model.message import M
from provenance.model.plain import visible
from provenance.texts.base import TextError
from provenance.texts.word import Fragment, WordDocument
from provenance.texts.word_names import attribute, local_name

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated(data: bytes, notes: Sequence[CopyNote]) -> bytes:
    """The document with these notes in its margin, and what they propose as changes. Raises TextError."""
    document = WordDocument(data)
    comments = Comments(document)
    said = comments.own_words()
    kept = comments.remove_own()
    _take_back_changes(document.tree, said)
    writer = _Writer(document, comments)
    for note in notes:
        if note.lines not in kept:
            writer.write(note)
    return rewritten(document.archive, {document.main: as_bytes(document.tree), **comments.parts()})


def _take_back_changes(tree: Any, said: str) -> None:
    """Refuse every change that this program proposed: what somebody accepted is no proposal any more. `said` is what
    its comments say: words that stand in none of them are somebody else's. Raises TextError for these.
    """
    for element in [one for one in tree.iter() if local_name(one) in ("ins", "del")]:
        if attribute(element, "author") != AUTHOR or element.getparent() is None:
            continue
        parent, index = element.getparent(), element.getparent().index(element)
        for mark in [one for one in element.iter() if local_name(one).startswith("comment")]:
            # A remark of a person on the new words is one on those before them.
            element.addprevious(mark if local_name(mark) != "commentReference" else mark.getparent())
            index += 1
        if local_name(element) == "ins":
            words = "".join(one.text or "" for one in element.iter() if local_name(one) == "t")
            if words and visible(words) not in said:
                raise TextError(
                    M("a change that was proposed there has been edited: “{words}”", words=words[:80]),
                    M("accept it or refuse it first"),
                )
        else:
            for run in list(element):
                for words in [one for one in run.iter() if local_name(one) == "delText"]:
                    words.tag = words.tag.removesuffix("delText") + "t"
                parent.insert(index, run)
                index += 1
        parent.remove(element)


class _Writer:
    """Puts notes into the tree of a document. Offsets are those of the text as it was read."""

    def __init__(self, document: WordDocument, comments: Comments) -> None:
        self._pieces: list[Fragment] = list(document.pieces)
        self._starts = [piece.start for piece in self._pieces]
        self._comments = comments
        self._namespace = document.tree.tag.rpartition("}")[0] + "}"
        self._changed_to = 0
        self._last_id = max((_number(one) for one in document.tree.iter()), default=0)

    def write(self, note: CopyNote) -> None:
        pieces = self._of(note.start, note.end)
        if not pieces:
            return
        callers = [piece.caller for piece in pieces if piece.caller is not None]
        if callers:
            # Word allows no comment there: it stands where the note or the box hangs.
            first = last = callers[0]
        else:
            first, last = pieces[0].run, pieces[-1].run
            if note.words is not None and note.start >= self._changed_to and _can_change(pieces):
                first, last = self._change(pieces, note.words)
                self._changed_to = note.end
        first, last = _outside(first), _outside(last)
        behind = last.getnext() if _is_ours(last, "del") else None
        last = behind if behind is not None and _is_ours(behind, "ins") else last
        name = self._comments.add(note.lines)
        begin, end = self._made("commentRangeStart", id=name), self._made("commentRangeEnd", id=name)
        first.addprevious(begin)
        last.addnext(end)
        reference = self._made("r")
        style = etree.SubElement(etree.SubElement(reference, self._name("rPr")), self._name("rStyle"))
        style.set(self._name("val"), "CommentReference")
        reference.append(self._made("commentReference", id=name))
        end.addnext(reference)

    def _of(self, start: int, end: int) -> list[Fragment]:
        """The pieces of a span, runs split at its ends; of a place the piece before it, or the first behind it."""
        if not self._pieces:
            return []
        if end > start:
            self._split(start)
            self._split(end)
            inside = self._pieces[self._index(start) : self._index(end)]
            if inside and inside[0].start < start:
                inside = inside[1:]
            if inside:
                return inside
        return [self._pieces[max(0, min(bisect_right(self._starts, start) - 1, len(self._pieces) - 1))]]

    def _index(self, offset: int) -> int:
        """The first piece that begins at or behind an offset, or ends behind it."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self._pieces[index].start == offset:
            return index
        return index + 1

    def _split(self, offset: int) -> None:
        """Let a run begin at an offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return
        piece = self._pieces[index]
        within = offset - piece.start
        if within >= piece.length:
            return
        if within:
            index, piece = self._split_words(index, within)
        contents = [one for one in piece.run if local_name(one) != "rPr"]
        if contents[0] is piece.element:
            return
        behind = self._made(local_name(piece.run))
        for key, value in piece.run.attrib.items():
            behind.set(key, value)
        properties = next((one for one in piece.run if local_name(one) == "rPr"), None)
        if properties is not None:
            behind.append(deepcopy(properties))
        moved = contents[contents.index(piece.element) :]
        for element in moved:
            behind.append(element)
        piece.run.addnext(behind)
        for number in range(index, len(self._pieces)):
            held = self._pieces[number]
            if held.run is not piece.run:
                break
            self._pieces[number] = Fragment(held.start, held.length, held.element, behind, held.caller)

    def _split_words(self, index: int, within: int) -> tuple[int, Fragment]:
        """Cut the words of a piece in two elements of its run; the index and the piece of the second."""
        piece = self._pieces[index]
        words = piece.element.text or ""
        behind = deepcopy(piece.element)
        behind.tail = None
        piece.element.text, behind.text = words[:within], words[within:]
        for element in (piece.element, behind):
            element.set(_SPACE, "preserve")
        piece.element.addnext(behind)
        first = Fragment(piece.start, within, piece.element, piece.run, piece.caller)
        second = Fragment(piece.start + within, piece.length - within, behind, piece.run, piece.caller)
        self._pieces[index : index + 1] = [first, second]
        self._starts.insert(index + 1, second.start)
        return index + 1, second

    def _change(self, pieces: Sequence[Fragment], words: str) -> tuple[Any, Any]:
        """Propose other words: the first and the last element of the change."""
        runs = list(dict.fromkeys(piece.run for piece in pieces))
        deletions = []
        for run in runs:
            deletion = self._change_mark("del")
            run.addprevious(deletion)
            deletion.append(run)
            for element in [one for one in run if local_name(one) == "t"]:
                element.tag = self._name("delText")
            deletions.append(deletion)
        insertion, run = self._change_mark("ins"), self._made("r")
        properties = next((one for one in runs[0] if local_name(one) == "rPr"), None)
        if properties is not None:
            run.append(deepcopy(properties))
        new = etree.SubElement(run, self._name("t"))
        new.text = visible(words)
        new.set(_SPACE, "preserve")
        insertion.append(run)
        deletions[-1].addnext(insertion)
        return deletions[0], insertion

    def _change_mark(self, kind: str) -> Any:
        self._last_id += 1
        return self._made(kind, id=str(self._last_id), author=AUTHOR)

    def _made(self, name: str, **attributes: str) -> Any:
        element = etree.Element(self._name(name))
        for key, value in attributes.items():
            element.set(self._name(key), value)
        return element

    def _name(self, name: str) -> str:
        return f"{self._namespace}{name}"


def _number(element: Any) -> int:
    written = attribute(element, "id") or ""
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def _is_ours(element: Any, kind: str) -> bool:
    return local_name(element) == kind and attribute(element, "author") == AUTHOR


def _outside(run: Any) -> Any:
    """A run, or the change that this program proposes of it."""
    parent = run.getparent()
    return parent if _is_ours(parent, "del") or _is_ours(parent, "ins") else run


def _can_change(pieces: Sequence[Fragment]) -> bool:
    """Whether the words are plain ones of one paragraph that nobody else has changed."""
    parents = [piece.run.getparent() for piece in pieces]
    plain = all(local_name(piece.element) == "t" for piece in pieces)
    return plain and local_name(parents[0]) == "p" and all(parent is parents[0] for parent in parents)
