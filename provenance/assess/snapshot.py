"""What is known of a dossier at a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from provenance.model.dates import When
from provenance.model.dossier import Claim, Document, Dossier, Statement
from provenance.model.values import conflict


def is_known_document(document: Document, day: int) -> bool:
    """A document is known from the earliest day it may have been published; an undated one always."""
    return document.published is None or document.published.earliest <= day


def is_known_statement(statement: Statement, documents: Mapping[str, Document], day: int) -> bool:
    """A statement is known once its document is published; without a document, once it was said."""
    if statement.document is not None:
        return is_known_document(documents[statement.document], day)
    return statement.said_on is None or statement.said_on.earliest <= day


def date_of(statement: Statement, documents: Mapping[str, Document]) -> When | None:
    """When the words were said: as written, else no later than the document they stand in."""
    if statement.said_on is not None:
        return statement.said_on
    return documents[statement.document].published if statement.document is not None else None


def speaking_source(statement: Statement, documents: Mapping[str, Document]) -> str | None:
    """The source a statement begins with: its first hop, or the publisher that speaks for itself."""
    if statement.chain:
        first = statement.chain[0]
        return documents[first.id].publisher if first.is_document else first.id
    if statement.own is not None and statement.document is not None:
        return documents[statement.document].publisher
    return None


@dataclass(frozen=True)
class Snapshot:
    """The known documents and statements, the statements of each claim, and which claims are rivals."""

    dossier: Dossier
    day: int
    documents: frozenset[str]
    statements: Mapping[str, Statement]
    by_claim: Mapping[str, tuple[Statement, ...]]
    rivals: Mapping[str, tuple[str, ...]]

    @cached_property
    def retractions_by_target(self) -> Mapping[str, tuple[Statement, ...]]:
        """For each statement those that say they take it back."""
        found: dict[str, tuple[Statement, ...]] = {}
        for statement in self.statements.values():
            for target in statement.retracts:
                found[target] = (*found.get(target, ()), statement)
        return found

    @cached_property
    def tied_documents(self) -> Mapping[str, tuple[str, ...]]:
        """For each document those that revise, correct, retract or copy it, or that it does so to."""
        found: dict[str, dict[str, None]] = {}
        for document in self.dossier.documents.values():
            copied = [d for d in (document.translates, document.copy_of) if d is not None]
            for other in (*document.revises, *document.corrects, *document.retracts, *copied):
                found.setdefault(document.id, {})[other] = None
                found.setdefault(other, {})[document.id] = None
        return {document: tuple(others) for document, others in found.items()}


def snapshot(dossier: Dossier, as_of: When) -> Snapshot:
    """The dossier as it was known at the end of a day."""
    day = as_of.latest
    documents = frozenset(d.id for d in dossier.documents.values() if is_known_document(d, day))
    statements: dict[str, Statement] = {}
    by_claim: dict[str, list[Statement]] = {claim: [] for claim in dossier.claims}
    for statement in dossier.statements:
        if not (
            statement.document in documents
            if statement.document is not None
            else is_known_statement(statement, dossier.documents, day)
        ):
            continue
        statements[statement.id] = statement
        if statement.claim is not None:
            by_claim.setdefault(statement.claim, []).append(statement)
    return Snapshot(
        dossier,
        day,
        documents,
        statements,
        {claim: tuple(found) for claim, found in by_claim.items()},
        rival_claims(dossier.claims),
    )


def rival_claims(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """For each claim those that cannot hold beside it: by `contradicts`, or by two values of one question."""
    rivals: dict[str, dict[str, None]] = {}

    def add(a: str, b: str) -> None:
        if a != b:
            rivals.setdefault(a, {})[b] = None
            rivals.setdefault(b, {})[a] = None

    questions: dict[str, list[Claim]] = {}
    for claim in claims.values():
        for other in claim.contradicts:
            add(claim.id, other)
        if claim.about is not None and claim.value is not None:
            questions.setdefault(claim.about, []).append(claim)
    for answers in questions.values():
        if len(answers) < 2 or any(c.many for c in answers):
            continue
        for i, a in enumerate(answers):
            for b in answers[i + 1 :]:
                if a.value is not None and b.value is not None and conflict(a.value, b.value):
                    add(a.id, b.id)
    return {claim: tuple(sorted(found)) for claim, found in rivals.items()}


def wider_claims(claims: Mapping[str, Claim], claim: str) -> list[str]:
    """A claim and those it is narrower than, at any distance."""
    found: dict[str, None] = {}
    todo = [claim]
    while todo:
        current = todo.pop(0)
        if current not in found:
            found[current] = None
            todo.extend(claims[current].narrower_than)
    return list(found)
