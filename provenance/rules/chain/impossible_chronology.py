"""impossible-chronology: a report older than its source."""

from collections.abc import Iterator

from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.place import Pointer
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    documents = context.dossier.documents
    for document in documents.values():
        if document.revises or document.retracts or document.corrects:
            for key in ("revises", "retracts", "corrects"):
                for other in getattr(document, key):
                    yield from _order(context, documents[other], document, (*document.pointer, key))
        if document.translates is not None:
            yield from _order(context, documents[document.translates], document, (*document.pointer, "translates"))
    for statement in context.dossier.statements:
        if statement.said_on is None and not [h for h in statement.chain if h.is_document or h.on is not None]:
            continue
        read_in = context.document(statement)
        if read_in is None or read_in.published is None:
            continue
        dated: list[tuple[str, When | None]] = [(h.id, h.on) for h in statement.chain]
        dated += [(h.id, documents[h.id].published) for h in statement.chain if h.is_document]
        dated.append((statement.id, statement.said_on))
        for name, when in dated:
            if when is not None and read_in.published.before(when):
                yield context.at_statement(
                    statement,
                    M(
                        "{document:the} reports what is dated {later}",
                        document=context.document_name(read_in.id),
                        later=when,
                    ),
                    Proof("dates", (read_in.id, read_in.published.edtf, name, when.edtf)),
                    M("check both dates; one is wrong, or the chain is"),
                )
                break


def _order(context: Context, older: Document, newer: Document, at: Pointer) -> Iterator[RawFinding]:
    if older.published is None or newer.published is None or not newer.published.before(older.published):
        return
    yield RawFinding(
        M(
            "{newer:the} cannot come after {older:the}",
            newer=context.document_name(newer.id),
            older=context.document_name(older.id),
        ),
        at,
        newer.id,
        Proof("dates", (newer.id, newer.published.edtf, older.id, older.published.edtf)),
        M("check the dates, or write the relation on the other document"),
    )


RULE = Rule(
    code="PV207",
    name="impossible-chronology",
    severity=Severity.ERROR,
    title=M("a report older than its source"),
    why=M(
        "Nothing can be derived from what did not exist yet. An impossible order shows a wrong date, or `revises` written "
        "on the wrong document. Only certain impossibilities are reported: the latest reading of one date lies before the "
        "earliest of the other."
    ),
    origin="W3C PROV-CONSTRAINTS, constraint 42 (derivation-generation-generation-ordering)",
    bad="""sources: {m: {name: The minister}}
documents: {wire: {publisher: The Agency, published: 2022-07-16}, a: {publisher: The Paper, published: 2022-07-10}}
statements: [{chain: The minister → wire, in: a, quote: words}]
""",
    good="""sources: {m: {name: The minister}}
documents: {wire: {publisher: The Agency, published: 2022-07-16}, a: {publisher: The Paper, published: 2022-07-17}}
statements: [{chain: The minister → wire, in: a, quote: words}]
""",
    check=check,
    about="file",
)
