"""What is known of a dossier at a date."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from provenance.assess.copies import Copies
from provenance.assess.utterance import date_of, speaking_source
from provenance.graph.groups import Groups
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.dossier import Claim, Dossier, Evidence, Statement
from provenance.model.frozen import quickly_made
from provenance.model.values import conflict


def is_known_document(document: Document, day: int) -> bool:
    """A document is known from the earliest day it may have been published; an undated one always."""
    return document.published is None or document.published.earliest <= day


def is_known_statement(statement: Statement, documents: Mapping[str, Document], day: int) -> bool:
    """A statement is known once its document is published; without a document, once it was said."""
    if statement.document is not None:
        return is_known_document(documents[statement.document], day)
    return statement.said_on is None or statement.said_on.earliest <= day


@quickly_made
@dataclass(frozen=True)
class Snapshot:
    """The known documents and statements, the statements of each claim, and which claims are rivals."""

    dossier: Dossier
    day: int
    documents: frozenset[str]
    statements: Mapping[str, Statement]
    by_claim: Mapping[str, tuple[Statement, ...]]
    rivals: Mapping[str, tuple[str, ...]]
    #: Those read in a copy, as the file has them.
    as_written: Mapping[str, Statement]

    @cached_property
    def retractions_by_target(self) -> Mapping[str, tuple[Statement, ...]]:
        """For each statement those that say they take it back."""
        found: dict[str, tuple[Statement, ...]] = {}
        for statement in self.statements.values():
            for target in statement.retracts:
                found[target] = (*found.get(target, ()), statement)
        return found

    def evidence_on(self, claim: str) -> tuple[Evidence, ...]:
        """The records given by then that show a claim or refute it, authenticated or not."""
        given = self.dossier.evidence_on.get(claim, ())
        if not given:
            return ()
        return tuple(item for item in given if item.on is None or item.on.earliest <= self.day)

    def speaking_source(self, statement: Statement) -> str | None:
        """The source a statement begins with, whatever it was copied from."""
        return speaking_source(self.as_written.get(statement.id, statement), self.dossier.documents)

    def speaking_group(self, statement: Statement, groups: Groups) -> str | None:
        """The group of that source, by the source it is named after; None where nobody is known to speak."""
        source = self.speaking_source(statement)
        return None if source is None else groups.top[source]

    @cached_property
    def running(self) -> dict[str | None, list[str]]:
        """The questions that have another answer on another day, and the claims that answer them."""
        claims = self.dossier.claims.values()
        found: dict[str | None, list[str]] = {c.about: [] for c in claims if c.running and c.about is not None}
        for claim in claims if found else ():
            if claim.about in found:
                found[claim.about].append(claim.id)
        return found

    @cached_property
    def several_answers(self) -> dict[str, list[str]]:
        """The questions that have several right answers, and the claims that say so."""
        found: dict[str, list[str]] = {}
        for claim in self.dossier.claims.values():
            if claim.many and claim.about is not None:
                found.setdefault(claim.about, []).append(claim.id)
        return found

    @cached_property
    def by_document(self) -> Mapping[tuple[str, str], tuple[Statement, ...]]:
        """The statements read in a document on a claim."""
        found: dict[tuple[str, str], list[Statement]] = {}
        for statement in self.statements.values():
            said = statement.claim is not None and not statement.never_said
            if statement.document is not None and statement.claim is not None and said:
                found.setdefault((statement.document, statement.claim), []).append(statement)
        return {key: tuple(said) for key, said in found.items()}

    @cached_property
    def tied_documents(self) -> Mapping[str, tuple[str, ...]]:
        """For each document those that revise, correct, retract or copy it, or that it does so to."""
        found: dict[str, dict[str, None]] = {}
        for document in self.dossier.documents.values():
            copied = [d for d in (document.translates, document.copy_of) if d is not None]
            named = [one.document for one in document.withdraws]
            for other in (*document.revises, *document.corrects, *document.retracts, *named, *copied):
                found.setdefault(document.id, {})[other] = None
                found.setdefault(other, {})[document.id] = None
        return {document: tuple(others) for document, others in found.items()}


def snapshot(dossier: Dossier, as_of: When, copies: Copies | None = None) -> Snapshot:
    """The dossier as it was known at the end of a day; what is read in a copy comes through the text it copies."""
    day = as_of.latest
    documents = frozenset(d.id for d in dossier.documents.values() if is_known_document(d, day))
    known = [
        statement
        for statement in dossier.statements
        if (
            statement.document in documents
            if statement.document is not None
            else is_known_statement(statement, dossier.documents, day)
        )
    ]
    written = {statement.id: statement for statement in known}
    if copies is not None:
        known = copies.as_relays(known, documents)
    by_claim: dict[str, list[Statement]] = {claim: [] for claim in dossier.claims}
    for statement in known:
        if statement.claim is not None:
            by_claim.setdefault(statement.claim, []).append(statement)
    said = {claim: tuple(found) for claim, found in by_claim.items()}
    statements = {statement.id: statement for statement in known}
    relayed = {name: written[name] for name, statement in statements.items() if statement is not written[name]}
    return Snapshot(dossier, day, documents, statements, said, rival_claims(dossier, day, said), relayed)


def rival_claims(
    dossier: Dossier, day: int, said: Mapping[str, Sequence[Statement]] | None = None
) -> dict[str, tuple[str, ...]]:
    """For each claim those that cannot hold beside it: by `contradicts`, or by two values of one question.

    `said` are the statements on each: values of a running question that were given on certainly different days are
    no rivals. Without them every day is taken for one.
    """
    rivals: dict[str, dict[str, None]] = {}

    def add(a: str, b: str) -> None:
        if a != b:
            rivals.setdefault(a, {})[b] = None
            rivals.setdefault(b, {})[a] = None

    def days(claim: str) -> list[When | None]:
        """When it was affirmed, or shown by a record."""
        told = [s for s in (said or {}).get(claim, ()) if s.affirms and not s.never_said]
        shown = (e.on for e in dossier.evidence_on.get(claim, ()) if claim in e.shows)
        given = [on for on in shown if on is None or on.earliest <= day]
        return [date_of(s, dossier.documents) for s in told] + given

    questions: dict[str, list[Claim]] = {}
    for claim in dossier.claims.values():
        for other in claim.contradicts:
            add(claim.id, other)
        if claim.about is not None and claim.value is not None:
            questions.setdefault(claim.about, []).append(claim)
    for answers in questions.values():
        if len(answers) < 2 or any(c.many for c in answers):
            continue
        running = said is not None and any(c.running for c in answers)
        given = {c.id: days(c.id) for c in answers} if running else {}
        for i, a in enumerate(answers):
            for b in answers[i + 1 :]:
                if running and _on_different_days(given[a.id], given[b.id]):
                    continue
                if a.value is not None and b.value is not None and conflict(a.value, b.value):
                    add(a.id, b.id)
    return {claim: tuple(sorted(found)) for claim, found in rivals.items()}


def _on_different_days(one: Sequence[When | None], other: Sequence[When | None]) -> bool:
    """Whether every day of the one is certainly another than every day of the other."""
    if not one or not other:
        return False
    return all(a is not None and b is not None and a.apart(b) for a in one for b in other)


def wider_claims(dossier: Dossier, claim: str) -> list[str]:
    """A claim and those it is narrower than, at any distance; links in a circle are void."""
    if not dossier.claims[claim].narrower_than:
        return [claim]
    found: dict[str, None] = {}
    todo = deque([claim])
    while todo:
        current = todo.popleft()
        if current not in found:
            found[current] = None
            todo.extend(dossier.wider_links[current])
    return list(found)
