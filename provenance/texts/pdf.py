"""PDF, through PDFium: the words of each page in the order in which the page draws them.

Lines that stand at the top or the foot of most pages are furniture and left out; words cut at the ends of lines are
joined; a line that ends a sentence before the margin ends a paragraph.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from provenance.model.locators import Locator, Locators
from provenance.model.message import MN, M, Message
from provenance.texts.base import DateOf, Metadata, ReadText, TextBuilder, TextError
from provenance.texts.columns import ColumnPage, column_page, drawn_across

#: PDFium's own mark for a hyphen at the end of a line.
_CUT = "\ufffe"
#: The same where it has joined the two lines already.
_CUT_WITHIN = "\x02"
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.I)
#: A page number alone on its line: « 12 », « – xiv – ».
_FOLIO = re.compile(r"\W*(?:\d{1,4}|[ivxlc]{1,7})\W*", re.I)
#: A short line with a number at one end: « The Paper · page 2 ».
_NUMBERED = re.compile(r"^(?=.{2,60}$)(?:#.*|.*#)$")
_SENTENCE_END = re.compile(r"[.!?…»”\"]\s*$")
_WORD = re.compile(r"[^\W_]+(?:[-‐'’][^\W_]+)*")
_OPEN_HYPHEN = re.compile(r"[^\W\d_][-‐]$")
_LAST = re.compile(r"[^\W_]+(?:[-‐'’][^\W_]+)*$")
_HALVES = re.compile(rf"[\w'’-]{{0,60}}(?:{_CUT}\s*|[^\W\d_][-‐]\n)[\w'’-]{{0,60}}")
#: Letters from which on half of a word is taken for a word by itself.
_HALF = 4
#: Lines at the top and at the foot of a page among which furniture is looked for.
_MARGIN = 2
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read(data: bytes) -> ReadText:
    """The text of a PDF, page by page. Raises TextError, also for a scan: it has no words."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise TextError(M("this PDF has a password"), M("save it without password")) from None
        raise TextError(M("this PDF is damaged: it cannot be opened")) from None
    try:
        labels = [document.get_page_label(number) or str(number + 1) for number in range(len(document))]
        pages = [_page_text(document, number) for number in range(len(document))]
        said = document.get_metadata_dict()
    finally:
        document.close()
    in_columns = [page.columns for page in pages if page.columns is not None]
    across = bool(in_columns) and drawn_across(in_columns)
    lines = _without_furniture([_lines(page.downwards() if across else page.drawn) for page in pages])
    if not any(line.strip() for page in lines for line in page):
        raise TextError(
            M("this PDF has no text: its pages are pictures"), M("have a scanner's program recognise its text (OCR)")
        )
    written = _DATE.match(said.get("CreationDate", ""))
    day = "-".join(written.groups()) if written else ""
    title, author = (" ".join(said.get(key, "").split()) or None for key in ("Title", "Author"))
    created: tuple[tuple[DateOf, str], ...] = (("created", day),) if day else ()
    doubts = (_across(pages, labels),) if across else ()
    return ReadText(*_joined(lines, labels), Metadata(title, author, None, created, doubts))


@dataclass(frozen=True, slots=True)
class _Page:
    """The words of a page as it draws them, and its lines where it draws them across columns."""

    drawn: str
    columns: ColumnPage | None = None

    def downwards(self) -> str:
        return "\n".join(self.columns.down) if self.columns is not None else self.drawn


def _across(pages: Sequence[_Page], labels: Sequence[str]) -> Message:
    which = tuple(label for page, label in zip(pages, labels, strict=True) if page.columns is not None)
    return MN(
        "page {pages} draws its columns line by line: read column by column",
        "pages {pages} draw their columns line by line: read column by column",
        len(which),
        pages=which,
    )


def _page_text(document: "object", number: int) -> _Page:
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return _Page("")
    try:
        text = page.get_textpage()
        try:
            return _Page(str(text.get_text_bounded() or ""), column_page(text))
        finally:
            text.close()
    finally:
        page.close()


def _lines(page: str) -> list[str]:
    lines = page.replace("\r\n", "\n").replace("\r", "\n").replace(_CUT_WITHIN, _CUT).split("\n")
    return [line for line in lines if line.strip()]


def _without_furniture(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without the running heads and folios: lines that are the same, but for numbers, on most pages."""
    seen = Counter(_shape(line) for page in pages for line in {*page[:_MARGIN], *page[-_MARGIN:]})
    # Heads differ on left and right pages: half of half the pages are enough.
    furniture = {
        shape
        for shape, count in seen.items()
        if shape != "#" and (count >= max(3, len(pages) * 0.3) or (_NUMBERED.search(shape) and count == len(pages) > 1))
    }
    kept = []
    for page in pages:
        edge = {*range(_MARGIN), *range(len(page) - _MARGIN, len(page))}
        kept.append(
            [
                line
                for n, line in enumerate(page)
                if n not in edge or not (_shape(line) in furniture or _FOLIO.fullmatch(line))
            ]
        )
    return kept


def _shape(line: str) -> str:
    return " ".join(_DIGITS.sub("#", line).split()).casefold()


def _joined(pages: Sequence[Sequence[str]], labels: Sequence[str]) -> tuple[str, Locators]:
    written = "\n".join(line.rstrip() for page in pages for line in page).casefold()
    # The halves of a word that is cut are no words of the text.
    words = frozenset(_WORD.findall(_HALVES.sub(" ", written)))
    width = median([len(line) for page in pages for line in page])
    lines = [(label, line.rstrip()) for page, label in zip(pages, labels, strict=True) for line in page]
    built = TextBuilder()
    paragraph = 1
    for (label, line), following in zip_longest(lines, lines[1:]):
        built.mark(Locator(label, paragraph))
        if following is None:
            built.add(_whole(line, words) + "\n")
        elif line.endswith(_CUT) or (_OPEN_HYPHEN.search(line) and following[1].lstrip()[:1].isalpha()):
            # At the foot of a column, and in columns drawn across, the hyphen of a word is not marked.
            built.add(_whole(line[:-1], words) + _hyphen(line[:-1], following[1], words))
        elif _SENTENCE_END.search(line) and len(line) < 0.85 * width:
            built.add(_whole(line, words) + "\n\n")
            paragraph += 1
        else:
            built.add(_whole(line, words) + " ")
    return built.built()


def _hyphen(line: str, following: str, words: frozenset[str]) -> str:
    """The hyphen at the end of a line, if it belongs to the word: the text has it elsewhere, a name goes on, or both
    halves are words of the text by themselves, as in « mood-altering ».
    """
    left, right = _LAST.search(line.casefold()), _WORD.match(following.lstrip().casefold())
    if left is None or right is None or left[0] + right[0] in words:
        return ""
    if f"{left[0]}-{right[0]}" in words or following.lstrip()[0].isupper():
        return "-"
    first, second = re.split(r"[-‐'’]", left[0])[-1], re.split(r"[-‐'’]", right[0])[0]
    compound = first != left[0] or second != right[0]
    alone = first in words and second in words and min(len(first), len(second)) >= _HALF
    return "-" if compound or alone else ""


def _whole(line: str, words: frozenset[str]) -> str:
    """A line; where PDFium marks a hyphen inside it, two lines of the page are one to it."""
    parts = line.lstrip().split(_CUT)
    found = parts[0]
    for part in parts[1:]:
        found += (_hyphen(found, part, words) if part else "") + part.lstrip()
    return found
