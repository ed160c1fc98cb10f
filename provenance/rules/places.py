"""Where in an article the words stand that a finding is about."""

from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.place import Place
from provenance.model.reading import Span


def article_place(dossier: Dossier, statement: Statement | None) -> tuple[Place | None, str]:
    """Where the quote of a statement was found, and the quote; None and nothing where it was not."""
    if statement is None or statement.anchor is None or statement.document is None:
        return None, ""
    document = dossier.documents[statement.document]
    if document.text is None or document.path is None:
        return None, ""
    return text_place(document, statement.anchor.start, statement.anchor.end), statement.quote or ""


def words_place(dossier: Dossier, name: str, span: Span) -> tuple[Place | None, str]:
    """Where a span of a document stands (code points), and its words. Raises KeyError for a document that there is
    not.
    """
    document = dossier.documents[name]
    text = (document.text or "")[slice(*span)]
    return (text_place(document, *span) if document.path is not None else None), text


def text_place(document: Document, start: int, end: int) -> Place:
    """Line and column (from 1, in code points) of a span of a document's text; where the original has it, if the text
    was read out of one.
    """
    text, path = document.text or "", document.path or document.id
    first, last = text.count("\n", 0, start), text.count("\n", 0, end)
    columns = start - text.rfind("\n", 0, start), end - text.rfind("\n", 0, end)
    within = document.locators.at(start) if document.text_reader is not None else None
    return Place(path, first + 1, columns[0], last + 1, columns[1], within)
