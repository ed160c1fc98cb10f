"""What a text gives beside a claim that it carries: the other side, a withdrawal, what took its place, a mark of doubt.

A rule that asks the author for something first looks here whether the text does it already.
"""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.model.dossier import Statement
from provenance.model.vocabulary import AFFIRMING, Certainty
from provenance.rules.base import Context


def in_own_voice(context: Context, statement: Statement) -> bool:
    """Whether the text says it in its own voice, for certain, and without a mark of doubt."""
    return (
        context.assessor.written[statement.id].own is not None
        and statement.affirms
        and statement.certainty is Certainty.CERTAIN
        and statement.flagged is None
    )


def states(statement: Statement) -> bool:
    """Whether a text states or relays the claim, with or without somebody's name."""
    return statement.stance in AFFIRMING and statement.certainty is not Certainty.UNCOMMITTED


def gives_other_side(context: Context, assessment: Assessment, document: str) -> bool:
    """Whether a document gives a denial of the claim, or an answer that stands against it, or flags it."""
    said = (s for s in assessment.statements if s.document == document)
    return any(s.denies or s.flagged is not None for s in said) or _affirms_rival(context, assessment, document)


def says_so(context: Context, assessment: Assessment, document: str) -> bool:
    """Whether a document says that the claim was taken back or found false: it denies it, relays its denial or its
    withdrawal, affirms what took its place, or flags it.
    """
    said = (s for s in assessment.statements if s.document == document)
    return (
        any((s.denies and not s.only) or s.flagged is not None for s in said)
        or assessment.claim.id in context.taken_back_in.get(document, ())
        or _takes_back(context, assessment, document)
        or _affirms_rival(context, assessment, document)
    )


def _takes_back(context: Context, assessment: Assessment, document: str) -> bool:
    """Whether a document corrects or retracts, by an act of its own, where the claim came from."""
    read_in = context.dossier.documents[document]
    withdrawn = {s.document for s in assessment.statements} | {cause.of for cause in assessment.causes}
    named = any(one.claim == assessment.claim.id for one in read_in.withdraws)
    return named or not withdrawn.isdisjoint((*read_in.corrects, *read_in.retracts))


def _affirms_rival(context: Context, assessment: Assessment, document: str) -> bool:
    return any(True for _ in rivals_given(context, assessment, document))


def rivals_given(context: Context, assessment: Assessment, document: str) -> Iterator[str]:
    """The rivals of the claim that stand and that a document affirms."""
    out = context.assessor.defeat.out
    for rival in context.assessor.known.rivals.get(assessment.claim.id, ()):
        if context.assessor.settlements.of(rival).against:
            continue
        said = context.assessor.known.by_document.get((document, rival), ())
        if any(s.affirms and s.id not in out for s in said):
            yield rival
