"""The closed vocabularies of a claim file and of an assessment.

Stances and certainties follow FactBank (Saurí & Pustejovsky 2009), modes follow PARC 3.0 (Pareti 2016).
"""

from enum import StrEnum
from typing import Literal


class SourceKind(StrEnum):
    PERSON = "person"
    GOVERNMENT = "government"
    INSTITUTION = "institution"
    STATE = "state"
    AGENCY = "agency"
    OUTLET = "outlet"
    RECORD = "record"
    ANONYMOUS = "anonymous"


#: Kinds of source that are somebody, with a name or without; and those that publish what others say.
PEOPLE = frozenset({SourceKind.PERSON, SourceKind.ANONYMOUS})
MEDIA = frozenset({SourceKind.AGENCY, SourceKind.OUTLET})


class Stance(StrEnum):
    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    QUESTIONS = "questions"
    NO_COMMENT = "no_comment"
    EVADES = "evades"
    NO_EVIDENCE = "no_evidence"


AFFIRMING = frozenset({Stance.ASSERTS, Stance.CONFIRMS})
#: Those whose words tell the claim itself.
TELLING = AFFIRMING | {Stance.QUESTIONS}
NONCOMMITTAL = frozenset({Stance.QUESTIONS, Stance.NO_COMMENT, Stance.EVADES, Stance.NO_EVIDENCE})

#: The verb of the grouped form of a statement, and the stance it stands for.
VERBS = {
    "says": Stance.ASSERTS,
    "denies": Stance.DENIES,
    "confirms": Stance.CONFIRMS,
    "questions": Stance.QUESTIONS,
    "no_comment": Stance.NO_COMMENT,
    "evades": Stance.EVADES,
    "no_evidence": Stance.NO_EVIDENCE,
}
#: The same the other way round: the verb of each stance.
VERB_OF: dict[str, str] = {stance: verb for verb, stance in VERBS.items()}


class Certainty(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"


#: From the weakest to the strongest commitment.
CERTAINTY_ORDER = (Certainty.UNCOMMITTED, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)


class Mode(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Own(StrEnum):
    """How an outlet speaks in its own voice: as a witness, or without saying where it has it from."""

    FIRST_HAND = "first_hand"
    UNSOURCED = "unsourced"


class CheckResult(StrEnum):
    """What a check came to: it holds, it is otherwise, nobody could be reached; it was asked for and not done yet; or
    something was noted beside it and nothing checked.
    """

    HOLDS = "holds"
    DIFFERS = "differs"
    UNREACHED = "unreached"
    PENDING = "pending"
    NOTED = "noted"


class Support(StrEnum):
    NONE = "none"
    SELF_REPORTED = "self_reported"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"


class Challenge(StrEnum):
    NONE = "none"
    NO_COMMENT = "no_comment"
    DENIED = "denied"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"


class Status(StrEnum):
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    REFUTED = "refuted"
    ADMITTED = "admitted"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DENIED = "denied"
    CORROBORATED = "corroborated"
    SELF_REPORTED = "self_reported"
    UNCONFIRMED = "unconfirmed"
    NOT_ASSERTED = "not_asserted"
    UNSOURCED = "unsourced"


#: How much a declared status promises; the statuses absent from it promise nothing about support.
SUPPORT_RANK = {
    Status.UNSOURCED: 0,
    Status.NOT_ASSERTED: 1,
    Status.UNCONFIRMED: 2,
    Status.SELF_REPORTED: 2,
    Status.CORROBORATED: 3,
    Status.CONFIRMED: 4,
}

#: What a claim assessed so can never live up to, when it is declared at `unconfirmed` or above.
OVERCLAIMED_STATUSES = frozenset(
    {Status.RETRACTED, Status.SUPERSEDED, Status.CORRECTED, Status.REFUTED, Status.DISPUTED, Status.DENIED}
)


class Modifier(StrEnum):
    SINGLE_DOCUMENT = "single_document"
    PARTY_ONLY = "party_only"
    CIRCULAR = "circular"
    SINGLE_POINT_OF_FAILURE = "single_point_of_failure"
    STALE = "stale"
    ANONYMOUS_ONLY = "anonymous_only"
    INFERRED = "inferred"


class Grouping(StrEnum):
    """How far sources are taken for one voice: each name by itself, one organisation (the default), or one state."""

    NAME = "name"
    ORGANISATION = "house"
    STATE = "state"


class Severity(StrEnum):
    """How much a finding weighs: an error fails a run, a warning wants a look, a note tells."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """A number to compare severities by; more weighs more."""
        return _SEVERITY_RANK[self]


_SEVERITY_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


FailOn = Literal["error", "warning", "note", "never"]


def fails(severity: Severity, fail_on: FailOn) -> bool:
    """Whether a finding of that severity makes a run fail."""
    return fail_on != "never" and severity.rank >= Severity(fail_on).rank
