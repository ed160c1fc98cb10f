"""A clean Word document of a text that is none: a title, and its paragraphs."""

import datetime
import io
import re
from bisect import bisect_right
from collections.abc import Callable

from docx import Document as WordTemplate

from provenance.copies.package import rewritten
from provenance.model.document import Document
from provenance.model.mark import AUTHOR
from provenance.model.plain import visible
from provenance.texts.archive import Archive
from provenance.texts.word import WordDocument

_BLANK = re.compile(r"\n[^\S\n]*\n")
#: Any day that is always the same.
_MADE = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain_document(document: Document) -> tuple[bytes, Callable[[int], int]]:
    """The document, and where each code point of the text stands in it."""
    text = document.text or ""
    blocks = list(_blocks(text))
    made = WordTemplate()
    said = made.core_properties
    said.author, said.last_modified_by, said.title = "", AUTHOR, visible(document.headline or "")
    said.language, said.created, said.modified = document.language or "", _MADE, _MADE
    for number, (start, end) in enumerate(blocks):
        # A letter stands for a letter: offsets hold.
        words = _UNPRINTABLE.sub("\ufffd", re.sub(r"[\n\t]", " ", text[start:end]))
        paragraph = made.add_paragraph(style="Title" if number == 0 and _is_title(text, start, end, document) else None)
        paragraph.add_run(words)
    written = io.BytesIO()
    made.save(written)
    data = rewritten(Archive(written.getvalue()), {}, keep_dates=False)
    places = _paragraph_starts(data)
    starts = [start for start, _ in blocks]

    def place(offset: int) -> int:
        index = max(0, bisect_right(starts, offset) - 1)
        start, end = blocks[index]
        return places[index] + min(offset, end) - start if offset >= start else places[index]

    return data, place


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs: what stands between empty lines, or each line where there are none."""
    between = _BLANK if _BLANK.search(text.strip()) else re.compile("\n")
    cuts = [0, *(edge for found in between.finditer(text) for edge in found.span()), len(text)]
    found = []
    for start, end in zip(cuts[::2], cuts[1::2]):
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            found.append((start + lead, start + lead + len(words.strip())))
    return found


def _is_title(text: str, start: int, end: int, document: Document) -> bool:
    """Whether the first paragraph is the headline."""
    reading = document.reading
    if reading is not None and reading.headline is not None:
        return reading.headline[0] <= start + 1 and end <= reading.headline[1] + 1
    return document.headline is not None and " ".join(text[start:end].split()) == " ".join(document.headline.split())


def _paragraph_starts(data: bytes) -> list[int]:
    """Where each paragraph begins in the text of the document as it is read."""
    pieces = WordDocument(data).pieces
    starts, last = [], None
    for piece in pieces:
        paragraph = piece.run.getparent()
        if paragraph is not last:
            starts.append(piece.start)
        last = paragraph
    return starts
