"""What statuses, kinds and the rest of the vocabulary are called when a person reads them."""

from provenance.model.message import M, Message
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
    Modifier.ANONYMOUS_ONLY: M("anonymous voices only"),
    Modifier.INFERRED: M("with an inferred link"),
}
STANCE: dict[Stance, Message] = {
    Stance.ASSERTS: M("asserts"),
    Stance.CONFIRMS: M("confirms"),
    Stance.DENIES: M("denies"),
    Stance.QUESTIONS: M("questions"),
    Stance.NO_COMMENT: M("declines to comment"),
    Stance.EVADES: M("evades"),
    Stance.NO_EVIDENCE: M("has seen no confirmation"),
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
ANONYMOUS_VOICES = M("anonymous voices")
LANGUAGE = {"fr": M("French"), "en": M("English")}
