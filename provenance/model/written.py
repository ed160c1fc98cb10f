"""A claim file as people write it. The JSON Schema in `schemas/` is generated from these types and never edited.

Every check here can be said in JSON Schema, so that an editor with the schema and this program accept the same files;
what cannot (names that resolve, dates that parse, chains that end somewhere) is checked when the file is resolved.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from provenance.model.vocabulary import Certainty, Mode, SourceKind, Stance, Status

Id = Annotated[str, Field(min_length=1, max_length=200)]
NonEmptyText = Annotated[str, Field(min_length=1)]
#: A year alone is a number in YAML.
WrittenDate = TypeAliasType("WrittenDate", NonEmptyText | int | Annotated[list[NonEmptyText], Field(min_length=1)])
OneOrMany = TypeAliasType("OneOrMany", Id | list[Id])


class Entry(BaseModel):
    # Built when first used: only the whole dossier ever is, and its parts with it.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class SuppressEntry(Entry):
    """A finding that somebody has looked at and answers for."""

    rule: NonEmptyText = Field(description="its name or code")
    reason: NonEmptyText
    until: WrittenDate | None = Field(None, description="the last day it holds")
    by: NonEmptyText | None = None


Suppressed = TypeAliasType("Suppressed", SuppressEntry | list[SuppressEntry])


class SourceEntry(Entry):
    """Who says or relays."""

    name: NonEmptyText | None = Field(None, description="as readers know it; the id where it is missing")
    kind: SourceKind | None = Field(None, strict=False)
    role: NonEmptyText | None = None
    part_of: Id | None = Field(None, description="the one house it belongs to")
    owned_by: Id | None = Field(None, description="its owner; counts where there is no part_of")
    also: OneOrMany = Field(
        default_factory=list, description="further houses: they make parties, they do not merge voices"
    )
    aliases: list[NonEmptyText] = Field(default_factory=list)
    basis: NonEmptyText | None = Field(None, description="how the affiliation or ownership is known")
    since: WrittenDate | None = Field(None, alias="from", description="start of the affiliation")
    until: WrittenDate | None = Field(None, description="end of the affiliation")
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(None, description="Admiralty letter")
    confidential: bool = Field(False, description="its name never leaves in a report; its role does")
    suppress: Suppressed = Field(default_factory=list, description="findings about it that somebody answers for")


class DocumentEntry(Entry):
    """A text, or a version of one, in which statements stand."""

    publisher: NonEmptyText | None = None
    published: WrittenDate | None = None
    language: NonEmptyText | None = None
    file: NonEmptyText | None = Field(None, description="the local text, inside the dossier's folder")
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = Field(None, description="written by the tool")
    url: NonEmptyText | None = None
    archive: NonEmptyText | None = None
    retrieved: WrittenDate | None = None
    read_at: NonEmptyText | None = Field(None, description="where a wire was read")
    headline: NonEmptyText | None = None
    translates: Id | None = None
    revises: OneOrMany = Field(default_factory=list)
    replaced_by: Id | None = None
    corrects: OneOrMany = Field(default_factory=list, description="it carries a correction notice of these documents")
    retracts: OneOrMany = Field(default_factory=list)
    suppress: Suppressed = Field(default_factory=list, description="findings about it that somebody answers for")


class AskedEntry(Entry):
    """Right of reply: who was asked, when, and the answer."""

    who: Id
    when: WrittenDate | None = None
    answer: NonEmptyText | None = None


class ClaimEntry(Entry):
    """A proposition, free of language and speaker."""

    text: NonEmptyText | None = None
    about: NonEmptyText | None = Field(
        None, description="the question it answers; two values of one question are rivals"
    )
    value: NonEmptyText | int | float | Annotated[list[NonEmptyText], Field(min_length=1)] | None = None
    many: bool = Field(False, description="the question has several right answers")
    contradicts: OneOrMany = Field(default_factory=list)
    narrower_than: OneOrMany = Field(default_factory=list)
    concerns: OneOrMany = Field(default_factory=list, description="whose conduct it is about")
    parties: OneOrMany | None = Field(None, description="who else has a stake")
    position_of: OneOrMany = Field(default_factory=list, description="whose own intention or position it states")
    status: Status | None = Field(None, strict=False, description="the editor's word; the audit checks it")
    status_by: NonEmptyText | None = None
    on: WrittenDate | None = None
    asked: AskedEntry | list[AskedEntry] = Field(default_factory=list)
    suppress: Suppressed = Field(default_factory=list, description="findings about it that somebody answers for")


class Flag(Entry):
    """The reporter's own mark, found in the text."""

    mark: Literal["unconfirmed", "denied", "disputed"] = Field("unconfirmed", alias="as")
    quote: NonEmptyText | None = None


class Details(Entry):
    """What may be said of one statement, whichever form it is written in."""

    quote: NonEmptyText | None = None
    prefix: NonEmptyText | None = Field(None, description="the words just before the quote, where it occurs twice")
    suffix: NonEmptyText | None = Field(None, description="the words just after it")
    at: Annotated[list[int], Field(min_length=2, max_length=2)] | None = Field(
        None, description="start (included) and end (excluded) of the quote in code points"
    )
    text: NonEmptyText | None = Field(None, description="a paraphrase, where the words are not quoted")
    certainty: Certainty | None = Field(None, strict=False)
    mode: Mode | None = Field(None, strict=False)
    cue: NonEmptyText | None = None
    said_on: WrittenDate | None = None
    only: NonEmptyText | None = Field(None, description="the part of the claim it is limited to")
    scope: NonEmptyText | None = None
    voice: Literal["unclear"] | None = None
    flagged: Flag | None = None
    because: NonEmptyText | None = Field(None, description="why a hop is inferred")
    misquote: NonEmptyText | None = Field(None, description="why the words were never said so")
    forged: NonEmptyText | None = Field(None, description="why it was never said at all")
    adjudication: bool = False
    first_hand: bool = False
    against_interest: bool = False
    authenticated_by: Id | None = None
    suppress: Suppressed = Field(default_factory=list, description="findings about it that somebody answers for")


VerbMap = TypeAliasType("VerbMap", Annotated[dict[Id, NonEmptyText | Details | None], Field(min_length=1)])


class HopEntry(Entry):
    """A hop of a list chain, spelled out."""

    source: Id | None = None
    document: Id | None = None
    inferred: bool = False
    cue: NonEmptyText | None = None
    on: WrittenDate | None = None


class StatementEntry(Details):
    """One attribution: a chain (or the outlet's own voice), and what was said of which claims."""

    id: Id | None = None
    chain: NonEmptyText | Annotated[list[NonEmptyText | HopEntry], Field(min_length=1)] | None = Field(
        None, description="origin first"
    )
    own: Literal["first_hand", True] | None = None
    document: OneOrMany = Field(default_factory=list, alias="in", description="the document it is read in")
    claim: Id | None = None
    stance: Stance | None = Field(None, strict=False)
    says: VerbMap | None = None
    denies: VerbMap | None = None
    confirms: VerbMap | None = None
    questions: VerbMap | None = None
    no_comment: VerbMap | None = None
    evades: VerbMap | None = None
    no_evidence: VerbMap | None = None
    retracts: OneOrMany = Field(default_factory=list, description="earlier statements its speaker takes back")


class EvidenceEntry(Entry):
    """A record (an image, a log, a treaty) and what it shows."""

    name: NonEmptyText | None = None
    kind: Literal["record"] = "record"
    given_by: OneOrMany = Field(default_factory=list)
    shows: OneOrMany = Field(default_factory=list)
    refutes: OneOrMany = Field(default_factory=list)
    authenticated_by: Id | None = None
    published: WrittenDate | None = None


class DossierEntry(Entry):
    """One story under audit."""

    model_config = ConfigDict(title="provenance dossier")

    version: Literal[1] = 1
    dossier: Id | None = Field(None, description="its id; the name of the file where it is missing")
    title: NonEmptyText | None = None
    language: Literal["fr", "en"] = "fr"
    draft: bool = Field(False, description="read in the texts by the tool, and reviewed by nobody yet")
    as_of: WrittenDate | None = None
    policy: NonEmptyText | None = None
    parties: OneOrMany = Field(default_factory=list)
    sources: dict[Id, SourceEntry | None] = Field(default_factory=dict)
    documents: dict[Id, DocumentEntry | None] = Field(default_factory=dict)
    claims: dict[Id, ClaimEntry | NonEmptyText | None] = Field(default_factory=dict)
    statements: list[StatementEntry] = Field(default_factory=list)
    evidence: dict[Id, EvidenceEntry] = Field(default_factory=dict)


#: The sections of a dossier and what their entries are.
SECTIONS: dict[str, type[Entry]] = {
    "sources": SourceEntry,
    "documents": DocumentEntry,
    "claims": ClaimEntry,
    "statements": StatementEntry,
    "evidence": EvidenceEntry,
}


class RegistryEntry(Entry):
    """A `sources.yaml`: sources shared by the dossiers below it."""

    model_config = ConfigDict(title="provenance registry of sources")

    sources: dict[Id, SourceEntry | None]
