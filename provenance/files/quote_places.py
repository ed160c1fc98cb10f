"""The page and the second of a quote: sought there first, read off the original, compared with what is written."""

import re
from collections.abc import Callable
from dataclasses import replace

from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.locators import clock, seconds
from provenance.model.message import M, Message
from provenance.model.place import Pointer
from provenance.model.place_text import time_text
from provenance.model.written import Details, StatementEntry

#: Seconds by which a written time may miss the words: people note when they reached for the pen.
TOLERANCE = 5.0
#: Seconds for which the words of one caption may go on, where no other follows.
STRETCH = 30.0
_PAGES = re.compile(r"([^\W_]+)(?:\s*[-–—]\s*([^\W_]+))?")


def details_at(written: StatementEntry, pointer: Pointer) -> Details:
    """What is written of the one saying at `pointer`: its details, or the entry itself."""
    if len(pointer) < 4:
        return written
    value = getattr(written, str(pointer[2]))[pointer[3]]
    return value if isinstance(value, Details) else Details()


def place_test(statement: Statement, document: Document) -> Callable[[int], bool] | None:
    """Whether an offset of the text stands at the place that is written of the statement; None where none is."""
    if not document.locators.starts or (statement.page is None and statement.time is None):
        return None
    return lambda offset: _has_page(statement, document, offset, offset + 1) and _has_time(statement, document, offset)


def located(statement: Statement, document: Document, written: StatementEntry, problems: list[Problem]) -> Statement:
    """The statement with the page and the time at which its quote was found, and a recording's day as the day of what
    is said in it; a problem where another page or time is written. What is written stays.
    """
    found = statement.anchor
    if found is None or not document.locators.starts:
        return statement
    place = document.locators.at(found.start)
    pages = document.locators.pages(found.start, found.end)
    if statement.page is None:
        statement = replace(statement, page="–".join(dict.fromkeys((pages[0], pages[-1]))) if pages else None)
    elif pages and not _has_page(statement, document, found.start, found.end):
        here = M("p. {page}", page=pages[0])
        problems.append(_elsewhere(statement, written, "page", M("p. {page}", page=statement.page), here, pages[0]))
    if place.time is None:
        return statement
    if statement.time is None:
        statement = replace(statement, time=clock(place.time))
    elif not _has_time(statement, document, found.start):
        said, here = time_text(statement.time), time_text(clock(place.time))
        problems.append(_elsewhere(statement, written, "time", said, here, clock(place.time)))
    return statement if statement.said_on is not None else replace(statement, said_on=document.published)


def _has_page(statement: Statement, document: Document, start: int, end: int) -> bool:
    pages = document.locators.pages(start, end)
    if statement.page is None or not pages:
        return True
    for first, last in _PAGES.findall(statement.page):
        if first in pages or last in pages:
            return True
        if first.isdecimal() and last.isdecimal():
            if any(page.isdecimal() and int(first) <= int(page) <= int(last) for page in pages):
                return True
    return False


def _has_time(statement: Statement, document: Document, offset: int) -> bool:
    """Whether the words at an offset are being said at the written time, more or less."""
    locators = document.locators
    place = locators.at(offset)
    if statement.time is None or place.time is None:
        return True
    later = locators.after(offset).time
    end = place.time + STRETCH
    if later is not None and later > place.time:
        end = min(end, later)
    return place.time - TOLERANCE <= seconds(statement.time) < end


def _elsewhere(
    statement: Statement, written: StatementEntry, key: str, said: Message, here: Message, value: str
) -> Problem:
    details = details_at(written, statement.pointer)
    holder = statement.pointer if getattr(details, key) is not None else statement.pointer[:2]
    return Problem(
        "place-differs",
        M("these words stand at {here}, not at {said}", here=here, said=said),
        pointer=(*holder, key),
        subject=statement.id,
        advice=M("write {here}", here=here),
        fix=Fix((DataEdit("set", (*holder, key), value),), "safe"),
    )
