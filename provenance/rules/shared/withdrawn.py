"""Which of three rules speaks where a text states what was found false or taken back: exactly one of a passage.

What was found false before the text was written is told by `recycled-falsehood` in place of `falsified-claim-stated`.
"""

from collections.abc import Iterator
from typing import Literal

from provenance.assess.assessment import Assessment
from provenance.assess.defeat import RETRACTION, REVISION, DefeatCause
from provenance.model.dossier import Statement
from provenance.model.vocabulary import Status
from provenance.rules.base import Context
from provenance.rules.shared.both_sides import says_so, states

Speaking = Literal["falsified", "retracted", "superseded"]
_TAKEN_BACK = frozenset({Status.RETRACTED, Status.SUPERSEDED, Status.CORRECTED})
#: What need not be told of words that have to go anyway.
COVERED = frozenset(
    {"single-anonymous-source", "unresolved-contradiction", "known-denial-omitted", "correction-not-propagated"}
)


def unsaid_withdrawals(
    context: Context, speaking: Speaking
) -> Iterator[tuple[Assessment, Statement, tuple[DefeatCause, ...]]]:
    """The statements of which one of the rules has to speak, with the acts they fell by that are its own."""
    for assessment in context.assessments:
        if assessment.status is not Status.REFUTED and not assessment.fallen and not context.assessor.defeat.out:
            continue
        for statement in assessment.statements:
            rule, causes = _speaking(context, assessment, statement)
            if rule != speaking:
                continue
            told = statement.document is not None and states(statement)
            if not (told and says_so(context, assessment, statement.document or "")):
                yield assessment, statement, causes


def _speaking(
    context: Context, assessment: Assessment, statement: Statement
) -> tuple[Speaking | None, tuple[DefeatCause, ...]]:
    printed = statement.document in context.audited and states(statement)
    causes = context.assessor.defeat.out.get(statement.id, ())
    if printed and assessment.status is Status.REFUTED:
        return "falsified", causes
    documents = context.dossier.documents
    upstream = tuple(c for c in causes if c.of in documents and c.of != statement.document)
    retracted = tuple(c for c in upstream if c.kind == RETRACTION)
    if retracted:
        return "retracted", retracted
    revised = tuple(c for c in upstream if c.kind == REVISION)
    if revised:
        return "superseded", revised
    if printed and assessment.status in _TAKEN_BACK:
        return "falsified", causes
    return None, ()
