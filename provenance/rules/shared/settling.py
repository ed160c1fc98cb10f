"""What settled a claim against it, in words, and since when."""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import evidence_name
from provenance.assess.utterance import date_of, told_date
from provenance.model.date_spelling import OnDate
from provenance.model.dates import When
from provenance.model.dossier import Statement
from provenance.model.finding import Replacement
from provenance.model.message import M, Message
from provenance.model.noun import Noun
from provenance.model.values import Value
from provenance.model.vocabulary import Status
from provenance.rules.base import Context


def settled_by(context: Context, assessment: Assessment) -> tuple[Message, ...]:
    """The rulings and the evidence against a claim, each with who stands behind it and its day."""
    return tuple(
        M("{what} ({when})", what=said, when=told) if told is not None else said
        for said, told, _ in _settling(context, assessment)
    )


def settled_on(context: Context, assessment: Assessment) -> When | None:
    """The earliest day on which a claim was certainly found false, if it has one."""
    days = [when for *_, when in _settling(context, assessment) if when is not None]
    return min(days, key=lambda when: when.latest, default=None)


def found_false_before(context: Context, assessment: Assessment, statement: Statement) -> bool:
    """Whether the claim was certainly found false before the text of a statement was written."""
    found = settled_on(context, assessment) if assessment.status is Status.REFUTED else None
    written = context.document(statement)
    when = written.published if written is not None else date_of(statement, context.dossier.documents)
    return found is not None and when is not None and found.before(when)


def settled_value(context: Context, assessment: Assessment) -> Replacement | None:
    """What was found instead, where one rival that answers the same question was, and who found it."""
    if assessment.status is not Status.REFUTED or len(assessment.settled.by_rivals) != 1:
        return None
    rival = assessment.settled.by_rivals[0]
    theirs, value = context.assessor[rival].settled, context.dossier.claims[rival].value
    if value is None:
        return None
    if theirs.rulings_for:
        return replaced_by(value, context.speaker(context.assessor.known.statements[theirs.rulings_for[0]]))
    return replaced_by(value, evidence_name(context.dossier, context.assessor, theirs.evidence_for[0])[0])


def replaced_by(value: Value, source: Noun) -> Replacement:
    """A value as the words to write, and who gives it."""
    words = OnDate(value.date) if value.date is not None else value.text
    return Replacement(Message("{value}", (("value", words),)), source)


def _settling(context: Context, assessment: Assessment) -> Iterator[tuple[Message, When | Message | None, When | None]]:
    settled, dossier = assessment.settled, context.dossier
    for name in (*settled.rulings_against, *settled.evidence_against):
        yield _item(context, name)
    for rival in settled.by_rivals:
        theirs = context.assessor[rival].settled
        for name in (*theirs.rulings_for, *theirs.evidence_for):
            said, told, when = _item(context, name)
            yield M("{said}, which shows: {text}", said=said, text=dossier.claims[rival].text.rstrip(".")), told, when


def _item(context: Context, name: str) -> tuple[Message, When | Message | None, When | None]:
    """What settles it, the day as it is told, and the day."""
    dossier = context.dossier
    item, statement = dossier.evidence.get(name), context.assessor.known.statements.get(name)
    if statement is not None and statement.adjudication:
        said = M("ruling {who:of}", who=context.speaker(statement))
    else:
        record, by = evidence_name(dossier, context.assessor, name)
        said = M("{evidence}, authenticated by {who:the}", evidence=record, who=by)
    if statement is None or item is not None:
        return said, item.on if item is not None else None, item.on if item is not None else None
    return said, told_date(statement, dossier.documents), date_of(statement, dossier.documents)
