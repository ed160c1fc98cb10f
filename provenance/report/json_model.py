"""The shape of the JSON output of `audit`. Its JSON Schema in `schemas/` is generated from here."""

from typing import Annotated, Literal, TypedDict

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from provenance.model.vocabulary import Challenge, CheckResult, FailOn, Modifier, Severity, Status, Support


def _encodable(text: object) -> object:
    """Names of files may hold what UTF-8 cannot: it is escaped, as everywhere else."""
    if isinstance(text, str) and not text.isprintable():
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


Text = Annotated[str, BeforeValidator(_encodable)]


class _Record(BaseModel):
    # Built when the first JSON is written.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Interval(_Record):
    """How many origins, when voices nobody can place count as none (or one) and as one each."""

    least: int
    most: int


class FiguresRecord(_Record):
    origins: Interval
    chains: int
    single_points_of_failure: list[Text]


class ReasonRecord(_Record):
    code: Text
    text: Text
    ids: list[Text]


class ChangeRecord(_Record):
    edit: Literal["add_statement", "set_owner", "add_document"]
    text: Text
    status: Status
    details: dict[Text, object]


class HopRecord(_Record):
    id: Text
    kind: Literal["source", "document"]
    name: Text
    inferred: bool
    cue: Text | None
    page: Text | None
    section: Text | None
    paragraph: int | None
    time: Text | None


class PlaceFields(TypedDict):
    """Where in a document or a recording something stands, in records that say so."""

    page: str | None
    section: str | None
    paragraph: int | None
    time: str | None


class CheckRecord(_Record):
    by: Text
    on: Text | None
    how: Text | None
    result: CheckResult
    note: Text | None
    proposed: bool


class SignatureRecord(_Record):
    by: Text
    on: Text | None
    sha256: Text
    despite: Text | None
    holds: bool = Field(description="whether the dossier is the one that was signed")


class StatementRecord(_Record):
    id: Text
    stance: Text | None
    certainty: Text
    mode: Text | None
    chain: list[HopRecord]
    own: Text | None
    speaker_unclear: bool
    candidates: list[Text]
    document: Text | None
    words: Text | None
    out: bool
    inferred: bool
    page: Text | None
    section: Text | None
    paragraph: int | None
    time: Text | None
    checked: list[CheckRecord]
    line: int
    column: int


class ClaimRecord(_Record):
    id: Text
    text: Text
    declared: Status | None
    status: Status
    modifiers: list[Modifier]
    support: Support
    challenge: Challenge
    settled: list[Literal["for", "against"]]
    origins: Interval
    chains: int
    single_points_of_failure: list[Text]
    named_origins: list[Text]
    by_state: FiguresRecord
    as_written: FiguresRecord | None
    as_told: FiguresRecord | None
    denied_by: list[Text]
    contested_by: list[Text]
    contradicted_by: list[Text]
    proof: list[list[Text]]
    because: list[ReasonRecord]
    would_change_if: list[ChangeRecord]
    statements: list[StatementRecord]
    line: int
    column: int


class ProofRecord(_Record):
    kind: Text
    items: list[Text]


class PlaceRecord(_Record):
    file: Text
    line: int
    column: int


class FindingRecord(_Record):
    rule: Text
    code: Text
    severity: Severity
    message: Text
    file: Text
    line: int
    column: int
    end_line: int
    end_column: int
    subject: Text
    proof: ProofRecord
    fix: Text | None
    fingerprint: Text
    article: PlaceRecord | None
    folded_under: Text | None
    role: Literal["correction", "precision", "fault", "other"]
    document: Text | None
    repair: Literal["safe", "review", "guess"] | None
    instructions: Text | None


class AsideRecord(_Record):
    """A finding that does not count, and on whose word."""

    finding: FindingRecord
    by_baseline: bool
    reason: Text | None
    by: Text | None
    until: Text | None


class CorrectionRecord(_Record):
    """Words of a text under audit and what is to be done about them; `line` and `column` are those of the text, where
    the words were found in it, else of the claim file.
    """

    rule: Text
    severity: Severity
    document: Text | None
    claim: Text | None
    words: Text | None
    why: Text
    fix: Text | None
    file: Text
    line: int
    column: int
    fingerprint: Text


class VerdictRecord(_Record):
    """What is to be done about the texts under audit: whether one is held, what to correct before it runs, what to make
    more precise. `faults` are the errors of the claim file, `set_aside` corrections that somebody answers for.
    """

    held: bool
    text: Text
    texts: list[Text]
    corrections: list[CorrectionRecord]
    precisions: list[CorrectionRecord]
    faults: list[CorrectionRecord]
    set_aside: list[CorrectionRecord]


class DossierRecord(_Record):
    id: Text
    title: Text
    file: Text
    language: Literal["fr", "en"]
    as_of: Text
    as_of_from_clock: bool
    policy: Text
    draft: bool
    signed: SignatureRecord | None
    readable: bool
    verdict: VerdictRecord
    claims: list[ClaimRecord]
    findings: list[FindingRecord]
    set_aside: list[AsideRecord]
    understood: list[Text]


class SummaryRecord(_Record):
    """What the run came to: how many dossiers, how they stand, what was found, and why it ends as it does."""

    text: Text
    dossiers: int
    held: int = Field(description="dossiers with a text that must not run")
    faulty: int = Field(description="dossiers whose claim file has errors")
    unread: int = Field(description="dossiers that could not be read")
    errors: int
    warnings: int
    notes: int
    set_aside: int = Field(description="findings that somebody answers for, or that were there before")
    failing: int = Field(description="findings that make the run fail")
    fail_on: FailOn
    exit_code: int


class AuditRecord(_Record):
    """The output of `provenance audit --output json`."""

    model_config = ConfigDict(extra="forbid", title="provenance audit")

    version: Literal[1]
    generator: Text
    summary: SummaryRecord
    dossiers: list[DossierRecord]
    project: list[FindingRecord]
