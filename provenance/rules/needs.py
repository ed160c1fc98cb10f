"""What a rule looks at: of a dossier without it there is nothing to say, and the rule is not asked.

A rule says it where it is declared (`Rule.needs`); a test asks every rule all the same, of every dossier there is, and
finds that none is silenced.
"""

from collections.abc import Iterator
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from provenance.model.dossier import Dossier, Statement
from provenance.model.vocabulary import AFFIRMING, Certainty, SourceKind

if TYPE_CHECKING:
    from provenance.assess.assessment import Assessor


class Need(StrEnum):
    """Something that a dossier may have."""

    #: A dossier has at least this.
    ANYTHING = auto()
    #: Problems that the reading of its files had.
    PROBLEMS = auto()
    #: Sources that its file declares.
    DECLARED_SOURCES = auto()
    #: Documents with a text, and texts that were read for what is said.
    TEXTS = auto()
    READINGS = auto()
    #: Documents that revise, correct or take back others, statements that take back others.
    NOTICES = auto()
    #: Documents or claims that lead to one below them, as some do in each circle.
    LINKS_DOWN = auto()
    #: Logs of checks.
    CHECKS = auto()
    #: Claims with a status of the editor's, with a value, with somebody they concern or who was asked.
    DECLARED_STATUSES = auto()
    VALUES = auto()
    CONCERNED = auto()
    ASKED = auto()
    EVIDENCE = auto()
    SIGNATURE = auto()
    #: Statements that do not affirm, or deny a part only.
    ANSWERS = auto()
    PARTIAL_DENIALS = auto()
    #: Statements that are less than certain.
    HEDGES = auto()
    #: Statements marked by the reporter, of an unclear voice, without anybody named, begun by a document, turned round.
    FLAGS = auto()
    UNCLEAR_VOICES = auto()
    UNATTRIBUTED = auto()
    BEGUN_BY_DOCUMENTS = auto()
    REVERSED_CHAINS = auto()
    #: Outlets that speak for themselves, and voices without a name.
    ANONYMOUS_VOICES = auto()
    #: Once it is assessed: sources that are one voice, statements that fell, and whatever else a claim may be taken back by.
    HOUSES = auto()
    FALLEN = auto()
    TAKEN_BACK = auto()


def needs_met(dossier: Dossier, assessor: "Assessor | None", problems: bool = False) -> set[Need]:
    """What there is of all that in a dossier; `problems` says that some came up since it was read."""
    found = {*_of_file(dossier), *_of_documents(dossier), *_of_claims(dossier)}
    for statement in dossier.statements:
        found.update(_of_statement(statement))
    if problems:
        found.add(Need.PROBLEMS)
    if assessor is not None:
        found.update(_of_assessment(assessor))
    return found


def _of_file(dossier: Dossier) -> Iterator[Need]:
    yield Need.ANYTHING
    if dossier.problems:
        yield Need.PROBLEMS
    if dossier.evidence:
        yield Need.EVIDENCE
    if dossier.signed is not None:
        yield Need.SIGNATURE
    for source in dossier.sources.values():
        if source.declared == "file":
            yield Need.DECLARED_SOURCES
        if source.kind is SourceKind.ANONYMOUS:
            yield Need.ANONYMOUS_VOICES


def _of_documents(dossier: Dossier) -> Iterator[Need]:
    above: set[str] = set()
    for document in dossier.documents.values():
        if not above.issuperset((*document.revises, *document.corrects)):
            yield Need.LINKS_DOWN
        above.add(document.id)
        if document.text is not None:
            yield Need.TEXTS
        if document.reading is not None:
            yield Need.READINGS
        if document.revises or document.corrects or document.retracts or document.withdraws:
            yield Need.NOTICES
        if document.checked:
            yield Need.CHECKS


def _of_claims(dossier: Dossier) -> Iterator[Need]:
    above: set[str] = set()
    for claim in dossier.claims.values():
        if not above.issuperset(claim.narrower_than):
            yield Need.LINKS_DOWN
        above.add(claim.id)
        if claim.declared is not None:
            yield Need.DECLARED_STATUSES
        if claim.about is not None or claim.value is not None:
            yield Need.VALUES
        if claim.concerns:
            yield Need.CONCERNED
        if claim.asked:
            yield Need.ASKED


def _of_statement(statement: Statement) -> Iterator[Need]:
    if statement.stance not in AFFIRMING:
        yield Need.ANSWERS
    if statement.only:
        yield Need.PARTIAL_DENIALS
    if statement.certainty is not Certainty.CERTAIN:
        yield Need.HEDGES
    if statement.retracts:
        yield Need.NOTICES
    if statement.flagged:
        yield Need.FLAGS
    if statement.checked:
        yield Need.CHECKS
    if statement.voice_unclear or statement.speaker_unclear:
        yield Need.UNCLEAR_VOICES
    if statement.reversed_from is not None:
        yield Need.REVERSED_CHAINS
    if statement.own is not None:
        yield Need.ANONYMOUS_VOICES
    elif not statement.chain:
        yield Need.UNATTRIBUTED
    elif statement.chain[0].is_document:
        yield Need.BEGUN_BY_DOCUMENTS


def _of_assessment(assessor: "Assessor") -> Iterator[Need]:
    if assessor.joins_voices:
        yield Need.HOUSES
    if assessor.defeat.out:
        yield from (Need.FALLEN, Need.TAKEN_BACK)
    if assessor.dossier.evidence or any(s.adjudication or s.authenticated_by for s in assessor.dossier.statements):
        yield Need.TAKEN_BACK
