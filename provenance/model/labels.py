"""What statuses, kinds and the rest of the vocabulary are called when a person reads them."""

from provenance.model.finding import Role
from provenance.model.message import M, Message
from provenance.model.noun import Noun
from provenance.model.vocabulary import (
    Certainty,
    Modifier,
    Severity,
    SourceKind,
    Stance,
    Status,
)

STATUS: dict[Status, Message] = {
    Status.RETRACTED: M("retracted"),
    Status.SUPERSEDED: M("superseded"),
    Status.CORRECTED: M("corrected"),
    Status.REFUTED: M("found false"),
    Status.ADMITTED: M("admitted"),
    Status.CONFIRMED: M("confirmed"),
    Status.DISPUTED: M("disputed"),
    Status.DENIED: M("denied"),
    Status.CORROBORATED: M("corroborated"),
    Status.SELF_REPORTED: M("self-reported"),
    Status.UNCONFIRMED: M("unconfirmed"),
    Status.NOT_ASSERTED: M("nobody asserts it"),
    Status.UNSOURCED: M("unsourced"),
}
MODIFIER: dict[Modifier, Message] = {
    Modifier.SINGLE_DOCUMENT: M("read in one document"),
    Modifier.PARTY_ONLY: M("interested parties only"),
    Modifier.CIRCULAR: M("circular"),
    Modifier.SINGLE_POINT_OF_FAILURE: M("single point of failure"),
    Modifier.STALE: M("stale"),
    Modifier.ANONYMOUS_ONLY: M("no named source"),
    Modifier.INFERRED: M("with an inferred link"),
}
STANCE: dict[Stance, Message] = {
    Stance.ASSERTS: M("asserts"),
    Stance.CONFIRMS: M("confirms"),
    Stance.DENIES: M("denies"),
    Stance.QUESTIONS: M("questions"),
    Stance.NO_COMMENT: M("declines to comment"),
    Stance.EVADES: M("evades"),
    Stance.NO_EVIDENCE: M("finds nothing to confirm it"),
}
#: The same as the verb of whoever speaks.
_VERB: dict[Stance, Message] = {
    Stance.ASSERTS: M("{who:verb asserts/assert}"),
    Stance.CONFIRMS: M("{who:verb confirms/confirm}"),
    Stance.DENIES: M("{who:verb denies/deny}"),
    Stance.QUESTIONS: M("{who:verb questions/question}"),
    Stance.NO_COMMENT: M("{who:verb declines/decline} to comment"),
    Stance.EVADES: M("{who:verb evades/evade}"),
    Stance.NO_EVIDENCE: M("{who:verb finds/find} nothing to confirm it"),
}
CERTAINTY: dict[Certainty, Message] = {
    Certainty.CERTAIN: M("certain"),
    Certainty.PROBABLE: M("probable"),
    Certainty.POSSIBLE: M("possible"),
    Certainty.UNCOMMITTED: M("uncommitted"),
}
KIND: dict[SourceKind, Message] = {
    SourceKind.PERSON: M("person"),
    SourceKind.GOVERNMENT: M("government"),
    SourceKind.INSTITUTION: M("institution"),
    SourceKind.STATE: M("state"),
    SourceKind.AGENCY: M("news agency"),
    SourceKind.OUTLET: M("outlet"),
    SourceKind.RECORD: M("record"),
    SourceKind.ANONYMOUS: M("anonymous voice"),
}
SEVERITY: dict[Severity, Message] = {
    Severity.ERROR: M("error"),
    Severity.WARNING: M("warning"),
    Severity.NOTE: M("note"),
}
#: What a finding asks of a text.
ASKED: dict[Role, Message] = {"correction": M("To correct"), "precision": M("To clarify")}
ANONYMOUS_VOICES = M("anonymous voices")
LANGUAGE = {"fr": M("French"), "en": M("English")}


def stance_verb(stance: Stance | None, who: Noun) -> Message:
    """What words do, as the verb of who speaks them: « affirme », « affirment »; without a stance they take back."""
    said = _VERB[stance] if stance is not None else M("{who:verb takes/take} it back")
    return Message(said.template, (("who", who),))
