"""Who said the words of a statement, and when."""

from collections.abc import Mapping

from provenance.model.date_spelling import OnDate
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.message import M, Message


def date_of(statement: Statement, documents: Mapping[str, Document]) -> When | None:
    """When the words were said: as written, else no later than the document they stand in."""
    if statement.said_on is not None:
        return statement.said_on
    return documents[statement.document].published if statement.document is not None else None


def told_date(statement: Statement, documents: Mapping[str, Document]) -> When | Message | None:
    """The same for a reader: a day on which words were only published is not told as that on which they were said."""
    if statement.said_on is not None or statement.document is None:
        return statement.said_on
    published = documents[statement.document].published
    return M("published {on}", on=OnDate(published)) if published is not None else None


def speaking_source(statement: Statement, documents: Mapping[str, Document]) -> str | None:
    """The source a statement begins with: its first hop, or the publisher that speaks for itself."""
    if statement.chain:
        first = statement.chain[0]
        return documents[first.id].publisher if first.is_document else first.id
    if statement.own is not None and statement.document is not None:
        return documents[statement.document].publisher
    return None
