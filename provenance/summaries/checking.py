"""What was done about what is said: checks, questions and answers, who signed."""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.auditing import DossierAudit
from provenance.model.checking import Check, Signature
from provenance.model.dossier import RightOfReply
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.model.place_text import place_text
from provenance.model.vocabulary import CheckResult
from provenance.summaries.summary import chain_text

_RESULT: dict[CheckResult, Message] = {
    CheckResult.HOLDS: M("checked by {by}{details}: it holds"),
    CheckResult.DIFFERS: M("checked by {by}{details}: it is otherwise"),
    CheckResult.UNREACHED: M("{by} tried{details}: nobody was reached"),
    CheckResult.PENDING: M("{by} asks for a check{details}"),
    CheckResult.NOTED: M("noted by {by}{details}"),
}


def check_text(check: Check) -> Message:
    """« vérifié par Ada (l'enregistrement, 3 mars 2026) : c'est exact »."""
    details = tuple(part for part in (check.how, check.on) if part is not None)
    within = M(" ({details})", details=details) if details else ""
    said = Message(_RESULT[check.result].template, (("by", check.by), ("details", within)))
    said = M("{said} – {note}", said=said, note=check.note) if check.note else said
    return M("{said} (proposed: read in a margin)", said=said) if check.proposed else said


def position_text(place: Place) -> Message:
    """« ligne 12 », and of an original that has no lines « p. 12 », « 12 min 31 s »."""
    return (place_text(place.within) if place.within is not None else None) or M("line {n}", n=place.line)


def checking_log(audit: DossierAudit, assessment: Assessment) -> Iterator[Message]:
    """The checks of the statements of a claim, then who was asked about it and what came of that."""
    for statement in assessment.statements:
        for check in statement.checked:
            yield M("{chain}: {check}", chain=chain_text(audit.dossier, statement), check=check_text(check))
    for asked in assessment.claim.asked:
        yield _asked_text(audit, asked)


def _asked_text(audit: DossierAudit, asked: RightOfReply) -> Message:
    who = audit.dossier.source_names[asked.who]
    details = tuple(part for part in (asked.how, asked.when) if part is not None)
    said = (
        M("{who:the} {who:verb was/were} asked ({details})", who=who, details=details)
        if details
        else M("{who:the} {who:verb was/were} asked", who=who)
    )
    if asked.question:
        said = M("{said}: “{question}”", said=said, question=asked.question)
    if asked.answer:
        return M("{said} – answer: “{answer}”", said=said, answer=asked.answer)
    if asked.deadline is None:
        return M("{said} – no answer is recorded", said=said)
    if asked.deadline.before(audit.as_of):
        return M("{said} – no answer by {deadline}", said=said, deadline=asked.deadline)
    return M("{said} – an answer is waited for until {deadline}", said=said, deadline=asked.deadline)


def signature_text(signed: Signature) -> Message:
    """« Signé par Ada le 3 mars 2026 », and why although something was left to do."""
    said = M("signed by {by} ({on})", by=signed.by, on=signed.on) if signed.on else M("signed by {by}", by=signed.by)
    if signed.despite:
        return M("{said}, although something was left to do: “{despite}”", said=said, despite=signed.despite)
    return said
