"""A claim file as people write it. The JSON Schema in `schemas/` is generated from these types and never edited.

Every check here can be said in JSON Schema, so that an editor with the schema and this program accept the same files;
what cannot (names that resolve, dates that parse, chains that end somewhere) is checked when the file is resolved.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from typing_extensions import TypeAliasType

from provenance.model.field_facts import IS_DATE, Becomes, Handled, Reference
from provenance.model.vocabulary import Certainty, CheckResult, Mode, SourceKind, Stance, Status

#: Characters of an id, at most.
MAX_ID = 200
Id = Annotated[str, Field(min_length=1, max_length=MAX_ID)]
NonEmptyText = Annotated[str, Field(min_length=1)]
#: A year alone is a number in YAML.
WrittenDate = TypeAliasType("WrittenDate", NonEmptyText | int | Annotated[list[NonEmptyText], Field(min_length=1)])
OneOrMany = TypeAliasType("OneOrMany", Id | list[Id])

# What a key is, for `field_facts`: a date, or a name of something.
_Date = Annotated[WrittenDate | None, IS_DATE]
_Source = Annotated[Id | None, Reference("source")]
_Sources = Annotated[OneOrMany, Reference("source", many=True)]
_Documents = Annotated[OneOrMany, Reference("document", many=True)]
_Claims = Annotated[OneOrMany, Reference("claim", many=True)]
#: Documents, or for each of them the claims that are meant.
_DocumentsOrClaims = Annotated[
    OneOrMany | Annotated[dict[Id, OneOrMany], Field(min_length=1)], Reference("document", many=True)
]


class Entry(BaseModel):
    # Built when first used: only the whole dossier ever is, and its parts with it.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class SuppressEntry(Entry):
    """A finding that somebody has looked at and answers for."""

    rule: NonEmptyText = Field(description="its name or code")
    reason: NonEmptyText
    until: _Date = Field(None, description="the last day it holds")
    by: NonEmptyText | None = None


Suppressed = TypeAliasType("Suppressed", SuppressEntry | list[SuppressEntry])
_Answers = Annotated[Suppressed, Handled("files/suppressions: gathered over the whole file")]


class CheckEntry(Entry):
    """One check, or one attempt to reach somebody."""

    by: NonEmptyText = Field(description="who checked")
    on: _Date = None
    how: NonEmptyText | None = Field(
        None, description="against what or by which way: the recording, a call, the archive"
    )
    result: CheckResult = Field(CheckResult.HOLDS, strict=False)
    note: NonEmptyText | None = None
    proposed: bool = Field(False, description="read in a margin by the tool: it counts once somebody lets it stand")


Checks = TypeAliasType("Checks", CheckEntry | list[CheckEntry])
_Checked = Annotated[Checks, Handled("files/checking: entries of their own")]


class ReviewEntry(Entry):
    """Who has read what a machine drafted, and lets it stand."""

    by: NonEmptyText | None = None
    on: _Date = None


class SignatureEntry(Entry):
    """Who answers for the dossier as it is: any later change shows."""

    by: NonEmptyText
    on: _Date = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = Field(description="written by `provenance sign`")
    despite: NonEmptyText | None = Field(None, description="why it is signed although something is left to do")


class SourceEntry(Entry):
    """Who says or relays."""

    name: NonEmptyText | None = Field(None, description="as readers know it; the id where it is missing")
    kind: SourceKind | None = Field(None, strict=False)
    role: NonEmptyText | None = None
    part_of: _Source = Field(None, description="the one organisation it belongs to")
    owned_by: _Source = Field(None, description="its owner; counts where there is no part_of")
    also: _Sources = Field(
        default_factory=list, description="further organisations: they make parties, they do not merge voices"
    )
    aliases: list[NonEmptyText] = Field(default_factory=list)
    basis: NonEmptyText | None = Field(None, description="how the affiliation or ownership is known")
    since: _Date = Field(None, alias="from", description="start of the affiliation")
    until: _Date = Field(None, description="end of the affiliation")
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(None, description="Admiralty letter")
    article: Annotated[str, Field(max_length=5)] | None = Field(
        None, description="the article its name takes in a sentence; guessed from its words where it is missing"
    )
    gender: Literal["feminine", "masculine"] | None = Field(None, description="the gender of its name")
    plural: bool | None = Field(None, description="whether its name is a plural")
    confidential: bool = Field(
        False,
        description="only its role is ever shown; its name and contact stand in the private file, which stays at home",
    )
    suppress: _Answers = Field(default_factory=list, description="findings about it that somebody answers for")


_PUBLISHER = Handled("`publisher`: one that nobody declared is an outlet by itself")


class DocumentEntry(Entry):
    """A text, or a version of one, in which statements stand."""

    publisher: Annotated[NonEmptyText | None, Reference("source"), _PUBLISHER] = None
    published: _Date = None
    language: NonEmptyText | None = None
    file: NonEmptyText | None = Field(None, description="the local text, inside the dossier's folder")
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = Field(None, description="written by the tool")
    reader: NonEmptyText | None = Field(
        None, description="written by the tool: what read the text out of a PDF, a Word file, a transcript"
    )
    url: NonEmptyText | None = None
    archive: NonEmptyText | None = None
    retrieved: _Date = None
    read_at: NonEmptyText | None = Field(None, description="where a wire was read")
    headline: NonEmptyText | None = None
    translates: Annotated[Id | None, Reference("document")] = None
    revises: _Documents = Field(default_factory=list)
    replaced_by: Annotated[Id | None, Reference("document"), Handled("`revises` of the document it names")] = None
    corrects: _DocumentsOrClaims = Field(
        default_factory=list,
        description="a correction notice of these documents, or of these claims of them",
    )
    retracts: _DocumentsOrClaims = Field(
        default_factory=list, description="it takes these documents back, or these claims of them"
    )
    checked: _Checked = Field(default_factory=list, description="the log of checks and of attempts")
    suppress: _Answers = Field(default_factory=list, description="findings about it that somebody answers for")


class AskedEntry(Entry):
    """Right of reply: who was asked what, how and when, until when an answer was asked for, and the answer."""

    who: Annotated[Id, Reference("source"), Handled("`who`: one that nobody declared is a person")]
    question: NonEmptyText | None = None
    how: NonEmptyText | None = Field(None, description="by telephone, by mail, through a lawyer")
    when: _Date = None
    deadline: _Date = Field(None, description="the last day on which an answer is waited for")
    answer: NonEmptyText | None = None


class ClaimEntry(Entry):
    """A proposition, free of language and speaker."""

    text: Annotated[NonEmptyText | None, Handled("`text`: the first words said of it where it has none")] = None
    about: NonEmptyText | None = Field(
        None, description="the question it answers; two values of one question are rivals"
    )
    value: Annotated[
        NonEmptyText | int | float | Annotated[list[NonEmptyText], Field(min_length=1)] | None,
        IS_DATE,
        Handled("`value`: a date, a number or words"),
    ] = None
    many: bool = Field(False, description="the question has several right answers")
    running: bool = Field(False, description="the answer changes with the days: a toll")
    contradicts: _Claims = Field(default_factory=list)
    narrower_than: _Claims = Field(default_factory=list)
    concerns: _Sources = Field(default_factory=list, description="whose conduct it is about")
    parties: Annotated[OneOrMany | None, Reference("source", many=True)] = Field(
        None, description="who else has a stake"
    )
    position_of: _Sources = Field(default_factory=list, description="whose own intention or position it states")
    status: Annotated[Status | None, Becomes("declared")] = Field(
        None, strict=False, description="the editor's word; the audit checks it"
    )
    status_by: Annotated[NonEmptyText | None, Becomes("declared_by")] = None
    on: Annotated[WrittenDate | None, IS_DATE, Becomes("declared_on")] = None
    asked: Annotated[AskedEntry | list[AskedEntry], Handled("`asked`: entries of their own")] = Field(
        default_factory=list
    )
    suppress: _Answers = Field(default_factory=list, description="findings about it that somebody answers for")


class Flag(Entry):
    """The reporter's own mark, found in the text."""

    mark: Literal["unconfirmed", "denied", "disputed"] = Field("unconfirmed", alias="as")
    quote: NonEmptyText | None = None


_OWN_WORDS = Handled("the words of one statement: those of one entry do not share them")
_FINDS_QUOTE = Handled("files/quotes: it finds the quote, whose place becomes `anchor`")


_LOCATOR = Handled("files/locating: with the others it becomes `locator`")
_Page = Annotated[NonEmptyText | Annotated[int, Field(ge=1)] | None, _LOCATOR]
_Section = Annotated[NonEmptyText | int | float | None, _LOCATOR]
_Paragraph = Annotated[Annotated[int, Field(ge=1)] | None, _LOCATOR]
_Time = Annotated[Annotated[str, Field(pattern=r"^(\d{1,2}:)?\d{1,2}:[0-5]\d(\.\d{1,3})?$")] | None, _LOCATOR]


class Details(Entry):
    """What may be said of one statement, whichever form it is written in."""

    quote: Annotated[NonEmptyText | None, _OWN_WORDS] = None
    prefix: Annotated[NonEmptyText | None, _FINDS_QUOTE] = Field(
        None, description="the words just before the quote, where it occurs twice"
    )
    suffix: Annotated[NonEmptyText | None, _FINDS_QUOTE] = Field(None, description="the words just after it")
    at: Annotated[Annotated[list[int], Field(min_length=2, max_length=2)] | None, _FINDS_QUOTE] = Field(
        None, description="start (included) and end (excluded) of the quote in code points"
    )
    text: Annotated[NonEmptyText | None, _OWN_WORDS] = Field(
        None, description="a paraphrase, where the words are not quoted"
    )
    certainty: Annotated[Certainty | None, Handled("`certainty`: that of the words where none is written")] = Field(
        None, strict=False
    )
    mode: Mode | None = Field(None, strict=False)
    cue: NonEmptyText | None = None
    said_on: _Date = None
    only: NonEmptyText | None = Field(None, description="the part of the claim it is limited to")
    scope: NonEmptyText | None = None
    voice: Annotated[Literal["unclear"] | None, Handled("`voice_unclear`")] = None
    flagged: Annotated[Flag | None, Handled("`flagged` and `flag_quote`")] = None
    because: NonEmptyText | None = Field(None, description="why a hop is inferred")
    misquote: NonEmptyText | None = Field(None, description="why the words were never said so")
    forged: NonEmptyText | None = Field(None, description="why it was never said at all")
    adjudication: bool = False
    first_hand: bool = False
    against_interest: bool = False
    authenticated_by: _Source = None
    page: _Page = Field(None, description="the page of the document on which it stands")
    section: _Section = Field(None, description="the number or heading of the section in which it stands")
    paragraph: _Paragraph = Field(None, description="the paragraph of the document, counted from 1")
    time: _Time = Field(None, description="when it is heard in the recording: `00:12:31`")
    checked: _Checked = Field(default_factory=list, description="the log of checks and of attempts")
    suppress: _Answers = Field(default_factory=list, description="findings about it that somebody answers for")


VerbMap = TypeAliasType("VerbMap", Annotated[dict[Id, NonEmptyText | Details | None], Field(min_length=1)])


class HopEntry(Entry):
    """A hop of a list chain, spelled out."""

    source: Annotated[_Source, Becomes("id")] = None
    document: Annotated[Id | None, Reference("document"), Becomes("id")] = None
    inferred: bool = False
    cue: NonEmptyText | None = None
    on: _Date = None
    page: _Page = Field(None, description="where in it the words stand: the page")
    section: _Section = Field(None, description="the number or heading of the section")
    paragraph: _Paragraph = Field(None, description="the paragraph, counted from 1")
    time: _Time = Field(None, description="the time in the recording: `00:12:31`")


_EXPANDED = Handled("files/statements: one entry becomes a statement for each claim and document")
_Verb = Annotated[VerbMap | None, Handled("`stance`, and the claim and details of each statement")]


def _number_as_word(value: Any) -> Any:
    """A number as it is spelled: to Python 1 is true, to JSON Schema it is not."""
    return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class StatementEntry(Details):
    """One attribution: a chain (or the outlet's own voice), and what was said of which claims."""

    id: Annotated[Id | None, _EXPANDED] = None
    chain: Annotated[NonEmptyText | Annotated[list[NonEmptyText | HopEntry], Field(min_length=1)] | None, _EXPANDED] = (
        Field(None, description="origin first")
    )
    own: Annotated[Literal["first_hand", True] | None, BeforeValidator(_number_as_word), _EXPANDED] = None
    speaker: Annotated[Literal["unclear"] | None, Handled("`speaker_unclear`")] = Field(
        None, description="it is not known whose words these are: they count for nothing until it is"
    )
    candidates: Annotated[OneOrMany, Reference("source", many=True), _EXPANDED] = Field(
        default_factory=list, description="who it may be, the likeliest first"
    )
    document: Annotated[_Documents, _EXPANDED] = Field(
        default_factory=list, alias="in", description="the document it is read in"
    )
    claim: Annotated[Id | None, Reference("claim"), _EXPANDED] = None
    stance: Annotated[Stance | None, _EXPANDED] = Field(None, strict=False)
    says: _Verb = None
    denies: _Verb = None
    confirms: _Verb = None
    questions: _Verb = None
    no_comment: _Verb = None
    evades: _Verb = None
    no_evidence: _Verb = None
    retracts: Annotated[OneOrMany, Reference("statement", many=True), _EXPANDED] = Field(
        default_factory=list, description="earlier statements its speaker takes back"
    )
    reviewed: Annotated[ReviewEntry | None, _EXPANDED] = Field(
        None, description="of a draft: who has read it and lets it stand"
    )


class EvidenceEntry(Entry):
    """A record (an image, a log, a treaty) and what it shows."""

    name: NonEmptyText | None = None
    kind: Annotated[Literal["record"], Handled("the kind of the source of the same id")] = "record"
    given_by: _Sources = Field(default_factory=list)
    shows: _Claims = Field(default_factory=list)
    refutes: _Claims = Field(default_factory=list)
    authenticated_by: _Source = None
    on: _Date = Field(None, description="the day it was given; it is not known before")
    published: Annotated[_Date, Handled("`on`, under its earlier name")] = None


class DistinctEntry(Entry):
    """Documents, or statements, that look like copies of one text and are not."""

    documents: Annotated[list[Id], Reference("document", many=True)] = Field(default_factory=list)
    statements: Annotated[list[Id], Reference("statement", many=True)] = Field(default_factory=list)
    because: NonEmptyText | None = Field(None, description="how that is known")


class RejectedEntry(Entry):
    """Words of a text that somebody looked at and left out: they are not offered again while they stand."""

    document: Annotated[Id, Reference("document")] = Field(alias="in")
    quote: NonEmptyText
    at: Annotated[list[int], Field(min_length=2, max_length=2)] | None = Field(
        None, description="start (included) and end (excluded) of the words in code points, where they occur twice"
    )
    by: NonEmptyText | None = None
    on: _Date = None
    reason: NonEmptyText | None = None


_DRAFTING = Handled("extraction/update: what is offered again and what is not")
_SECTION = Handled("a section: its entries are resolved one by one")


class DossierEntry(Entry):
    """One story under audit."""

    model_config = ConfigDict(title="provenance dossier")

    version: Annotated[Literal[1], Handled("the version of the format")] = 1
    dossier: Annotated[Id | None, Handled("`id`: that of the file where it is missing")] = Field(
        None, description="its id; the name of the file where it is missing"
    )
    title: Annotated[NonEmptyText | None, Handled("`title`: the id where it is missing")] = None
    language: Literal["fr", "en"] | None = Field(
        None, description="that of the texts and of what is told; the locale's if it is one of these, else `fr`"
    )
    draft: bool = Field(False, description="read in the texts by the tool, and reviewed by nobody yet")
    offered: Annotated[dict[Id, list[NonEmptyText]], _DRAFTING] = Field(
        default_factory=dict, description="by document, what a draft has offered of its text; written by the tool"
    )
    rejected: Annotated[list[RejectedEntry], _DRAFTING] = Field(
        default_factory=list, description="words that were offered and left out, with who left them out and when"
    )
    signed: Annotated[SignatureEntry | None, Handled("`signed`: an entry of its own")] = Field(
        None, description="who answers for the dossier as it is"
    )
    as_of: _Date = None
    policy: NonEmptyText | None = None
    parties: _Sources = Field(default_factory=list)
    audits: Annotated[OneOrMany | None, Reference("document", many=True)] = Field(
        None, description="the texts under audit; those with a `file` that no other document rests on, if not given"
    )
    distinct: Annotated[DistinctEntry | list[DistinctEntry], Handled("`distinct`: entries of their own")] = Field(
        default_factory=list, description="what looks like copies of one text and is not"
    )
    sources: Annotated[dict[Id, SourceEntry | None], _SECTION] = Field(default_factory=dict)
    documents: Annotated[dict[Id, DocumentEntry | None], _SECTION] = Field(default_factory=dict)
    claims: Annotated[dict[Id, ClaimEntry | NonEmptyText | None], _SECTION] = Field(default_factory=dict)
    statements: Annotated[list[StatementEntry], _SECTION] = Field(default_factory=list)
    evidence: Annotated[dict[Id, EvidenceEntry], _SECTION] = Field(default_factory=dict)


#: The sections of a dossier and what their entries are.
SECTIONS: dict[str, type[Entry]] = {
    "sources": SourceEntry,
    "documents": DocumentEntry,
    "claims": ClaimEntry,
    "statements": StatementEntry,
    "evidence": EvidenceEntry,
}


class PrivateSourceEntry(Entry):
    """Who a source is, for those who may know."""

    name: NonEmptyText | None = None
    aliases: list[NonEmptyText] = Field(default_factory=list)
    contact: NonEmptyText | None = Field(
        None, description="how to reach it; here alone, for any source: a claim file goes where a telephone may not"
    )


class PrivateEntry(Entry):
    """A `*.private.yaml`: the names and contacts of sources by their ids, read with `--show-confidential` alone."""

    model_config = ConfigDict(title="provenance private file")

    sources: dict[Id, PrivateSourceEntry | None]


class RegistryEntry(Entry):
    """A `sources.yaml`: sources shared by the dossiers below it."""

    model_config = ConfigDict(title="provenance registry of sources")

    sources: dict[Id, SourceEntry | None]
