"""The shape of the JSON output of `audit`. Its JSON Schema in `schemas/` is generated from here."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from provenance.model.vocabulary import Challenge, Modifier, Severity, Status, Support


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Interval(_Record):
    """How many origins, when voices nobody can place count as none (or one) and as one each."""

    least: int
    most: int


class FiguresRecord(_Record):
    origins: Interval
    chains: int
    single_points_of_failure: list[str]


class ReasonRecord(_Record):
    code: str
    text: str
    ids: list[str]


class ChangeRecord(_Record):
    edit: Literal["add_statement", "set_owner", "add_document"]
    text: str
    status: Status
    details: dict[str, object]


class HopRecord(_Record):
    id: str
    kind: Literal["source", "document"]
    name: str
    inferred: bool
    cue: str | None


class StatementRecord(_Record):
    id: str
    stance: str | None
    certainty: str
    mode: str | None
    chain: list[HopRecord]
    own: str | None
    document: str | None
    words: str | None
    out: bool
    inferred: bool
    line: int
    column: int


class ClaimRecord(_Record):
    id: str
    text: str
    declared: Status | None
    status: Status
    modifiers: list[Modifier]
    support: Support
    challenge: Challenge
    origins: Interval
    chains: int
    single_points_of_failure: list[str]
    named_origins: list[str]
    by_state: FiguresRecord
    suspected: FiguresRecord | None
    as_told: FiguresRecord | None
    denied_by: list[str]
    proof: list[list[str]]
    because: list[ReasonRecord]
    would_change_if: list[ChangeRecord]
    statements: list[StatementRecord]
    line: int
    column: int


class ProofRecord(_Record):
    kind: str
    items: list[str]


class PlaceRecord(_Record):
    file: str
    line: int
    column: int


class FindingRecord(_Record):
    rule: str
    code: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    subject: str
    proof: ProofRecord
    fix: str | None
    fingerprint: str
    article: PlaceRecord | None
    folded_under: str | None
    repair: Literal["safe", "review", "guess"] | None
    instructions: str | None


class AsideRecord(_Record):
    """A finding that does not count, and on whose word."""

    finding: FindingRecord
    by_baseline: bool
    reason: str | None
    by: str | None
    until: str | None


class DossierRecord(_Record):
    id: str
    title: str
    file: str
    language: Literal["fr", "en"]
    as_of: str
    as_of_from_clock: bool
    policy: str
    draft: bool
    readable: bool
    claims: list[ClaimRecord]
    findings: list[FindingRecord]
    set_aside: list[AsideRecord]
    understood: list[str]


class AuditRecord(_Record):
    """The output of `provenance audit --output json`."""

    model_config = ConfigDict(extra="forbid", title="provenance audit")

    version: Literal[1]
    dossiers: list[DossierRecord]
    project: list[FindingRecord]
