"""The page, paragraph and second of a quote: sought there first, read off its original, compared with what is said."""

import re
from collections.abc import Callable
from dataclasses import replace

from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.locators import Locator, clock
from provenance.model.message import M, Message
from provenance.model.place import Pointer
from provenance.model.place_text import place_parts
from provenance.model.written import Details, StatementEntry

#: Seconds by which a written time may miss the words: people note when they reached for the pen.
TOLERANCE = 5.0
#: Seconds for which the words of one caption may go on, where no other follows.
STRETCH = 30.0
_BLANK, _LINE = re.compile(r"\n[^\S\n]*\n\s*"), re.compile(r"\n\s*")
_PAGES = re.compile(r"([^\W_]+)(?:\s*[-–—]\s*([^\W_]+))?")


def details_at(written: StatementEntry, pointer: Pointer) -> Details:
    """What is written of the one saying at `pointer`: its details, or the entry itself."""
    if len(pointer) < 4:
        return written
    value = getattr(written, str(pointer[2]))[pointer[3]]
    return value if isinstance(value, Details) else Details()


def place_test(statement: Statement, document: Document) -> Callable[[int], bool] | None:
    """Whether an offset of the text stands at the place that is written of the statement; None where none is."""
    written = statement.locator
    if written.page is None and written.time is None and written.paragraph is None:
        return None
    return lambda offset: (
        _has_page(written, document, offset, offset + 1)
        and _has_time(written, document, offset)
        and _has_paragraph(written, document, offset, offset + 1)
    )


def located(statement: Statement, document: Document, written: StatementEntry, problems: list[Problem]) -> Statement:
    """The statement with the page and the time at which its quote was found, and a recording's day as the day of what
    is said in it; a problem where another page, paragraph or time is written. What is written stays.
    """
    found, said = statement.anchor, statement.locator
    if found is None:
        return statement
    if not _has_paragraph(said, document, found.start, found.end):
        here = _paragraphs(document, found.start, found.end)[0]
        problems.append(_elsewhere(statement, written, "paragraph", Locator(paragraph=here), str(here)))
    if not document.locators.starts:
        return statement
    place = document.locators.at(found.start)
    pages = document.locators.pages(found.start, found.end)
    if said.page is None:
        said = replace(said, page="–".join(dict.fromkeys((pages[0], pages[-1]))) if pages else None)
    elif pages and not _has_page(said, document, found.start, found.end):
        problems.append(_elsewhere(statement, written, "page", Locator(pages[0]), pages[0]))
    if place.time is not None and said.time is None:
        said = replace(said, time=place.time)
    elif place.time is not None and not _has_time(said, document, found.start):
        problems.append(_elsewhere(statement, written, "time", Locator(time=place.time), clock(place.time)))
    statement = replace(statement, locator=said)
    if place.time is None or statement.said_on is not None:
        return statement
    return replace(statement, said_on=document.published)


def _has_page(written: Locator, document: Document, start: int, end: int) -> bool:
    pages = document.locators.pages(start, end)
    if written.page is None or not pages:
        return True
    for first, last in _PAGES.findall(written.page):
        if first in pages or last in pages:
            return True
        if first.isdecimal() and last.isdecimal():
            if any(page.isdecimal() and int(first) <= int(page) <= int(last) for page in pages):
                return True
    return False


def _has_time(written: Locator, document: Document, offset: int) -> bool:
    """Whether the words at an offset are being said at the written time, more or less."""
    locators = document.locators
    place = locators.at(offset)
    if written.time is None or place.time is None:
        return True
    later = locators.after(offset).time
    end = place.time + STRETCH
    if later is not None and later > place.time:
        end = min(end, later)
    return place.time - TOLERANCE <= written.time < end


def _has_paragraph(written: Locator, document: Document, start: int, end: int) -> bool:
    if written.paragraph is None:
        return True
    first, last = _paragraphs(document, start, end)
    return first <= written.paragraph <= last


def _paragraphs(document: Document, start: int, end: int) -> tuple[int, int]:
    """The paragraphs in which a span begins and ends: those of the original, else those of the text, which stand
    between empty lines, or on a line each where there are none.
    """
    locators, text = document.locators, document.text or ""
    known = locators.at(start).paragraph, locators.at(max(start, end - 1)).paragraph
    if known[0] is not None and known[1] is not None:
        return known[0], known[1]
    between = _BLANK if _BLANK.search(text.strip()) else _LINE
    lead = len(text) - len(text.lstrip())
    first, last = (1 + len(between.findall(text, lead, at)) for at in (start, max(start, end - 1)))
    return first, last


def _elsewhere(statement: Statement, written: StatementEntry, key: str, here: Locator, value: str) -> Problem:
    said = Locator(**{key: getattr(statement.locator, key)})
    details = details_at(written, statement.pointer)
    holder = statement.pointer if getattr(details, key) is not None else statement.pointer[:2]
    return Problem(
        "place-differs",
        M("these words stand at {here}, not at {said}", here=_place_text(here), said=_place_text(said)),
        pointer=(*holder, key),
        subject=statement.id,
        advice=M("write `{key}: {value}`", key=key, value=f'"{value}"' if key == "time" else value),
        fix=Fix((DataEdit("set", (*holder, key), value),), "safe"),
    )


def _place_text(place: Locator) -> Message:
    (said,) = place_parts(place)
    return said
