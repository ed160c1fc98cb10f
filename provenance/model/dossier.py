"""A dossier as the arithmetic sees it: every name resolved to an id, every statement one claim in one document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from provenance.model.checking import Check, Review, Signature
from provenance.model.components import without_rings
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.finding import Problem
from provenance.model.frozen import quickly_made
from provenance.model.locators import NO_LOCATOR, Locator
from provenance.model.naming import DocumentNames, SourceNames
from provenance.model.place import VERBATIM, Place, Pointer
from provenance.model.plain import number_of
from provenance.model.source import Source
from provenance.model.suppression import Suppression
from provenance.model.values import Value
from provenance.model.vocabulary import (
    AFFIRMING,
    Certainty,
    Mode,
    Own,
    Stance,
    Status,
)


@dataclass(frozen=True, slots=True, eq=False)
class RightOfReply:
    """Somebody was asked: the question, by which way and when, until when an answer was waited for, the answer."""

    who: str
    when: When | None
    answer: str | None
    question: str | None = None
    how: str | None = None
    deadline: When | None = None


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A proposition (schema.org Claim). `declared` is the editor's status; the assessment is computed."""

    id: str
    text: str
    about: str | None = None
    value: Value | None = None
    many: bool = False
    running: bool = False
    contradicts: tuple[str, ...] = ()
    narrower_than: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    parties: tuple[str, ...] | None = None
    position_of: tuple[str, ...] = ()
    declared: Status | None = None
    declared_by: str | None = None
    declared_on: When | None = None
    asked: tuple[RightOfReply, ...] = ()
    pointer: Pointer = field(default=(), metadata=VERBATIM)


@quickly_made
@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: a source, or a document that carried the words, and where in it they stand."""

    id: str
    is_document: bool = False
    inferred: bool = False
    cue: str | None = None
    on: When | None = None
    locator: Locator = NO_LOCATOR


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands in a text: code points, start included, end excluded. `how` is the way it was found."""

    start: int
    end: int
    how: str


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One attributed report of one claim in one document (PARC attribution relation).

    `stance` is None for a bare act (`retracts`), `chain` empty for the outlet's own voice or for no attribution.
    """

    id: str
    claim: str | None
    stance: Stance | None
    certainty: Certainty
    chain: tuple[Hop, ...] = ()
    own: Own | None = None
    document: str | None = None
    entry: str = ""
    quote: str | None = None
    text: str | None = None
    mode: Mode | None = None
    cue: str | None = None
    said_on: When | None = None
    only: str | None = None
    scope: str | None = None
    voice_unclear: bool = False
    #: Not known whose words these are, and who it may be.
    speaker_unclear: bool = False
    candidates: tuple[str, ...] = ()
    flagged: str | None = None
    flag_quote: str | None = None
    because: str | None = None
    misquote: str | None = None
    forged: str | None = None
    adjudication: bool = False
    first_hand: bool = False
    against_interest: bool = False
    authenticated_by: str | None = None
    retracts: tuple[str, ...] = ()
    #: Where in its document or recording it stands.
    locator: Locator = NO_LOCATOR
    checked: tuple[Check, ...] = ()
    reviewed: Review | None = None
    anchor: Anchor | None = field(default=None, metadata=VERBATIM)
    reversed_from: str | None = None
    #: The chain as it should be written, where it was spelled backwards.
    chain_corrected: str | None = None
    pointer: Pointer = field(default=(), metadata=VERBATIM)

    @property
    def attributed(self) -> bool:
        return bool(self.chain) or self.own is not None

    @property
    def affirms(self) -> bool:
        return self.stance in AFFIRMING and self.certainty is not Certainty.UNCOMMITTED and self.attributed

    @property
    def denies(self) -> bool:
        return self.stance is Stance.DENIES and self.certainty is not Certainty.UNCOMMITTED and self.attributed

    @property
    def never_said(self) -> bool:
        return bool(self.misquote or self.forged)

    @property
    def inferred(self) -> bool:
        return any(hop.inferred for hop in self.chain)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A record, the day it was given (`on`), what it shows and what it refutes.

    It stands among the sources too, under the same id.
    """

    id: str
    name: str
    given_by: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    refutes: tuple[str, ...] = ()
    authenticated_by: str | None = None
    on: When | None = None
    pointer: Pointer = field(default=(), metadata=VERBATIM)


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """Something the reading decided and says aloud, because a mistake in it would be silent."""

    kind: str = field(metadata=VERBATIM)
    subject: str
    other: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Documents, or statements, that look like copies of one text and are not."""

    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    because: str | None = None


#: What may not be shown of a text: start and end (code points), and what stands there instead.
Redaction = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read, as a person would type its name, and what it held."""

    file: str
    sha256: str = field(metadata=VERBATIM)


@quickly_made
@dataclass(frozen=True, eq=False, repr=False)
class Dossier:
    """One story under audit (PROV Bundle). Mappings keep the order of the file."""

    id: str
    title: str
    language: str
    file: str
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    statements: tuple[Statement, ...]
    evidence: Mapping[str, Evidence]
    parties: tuple[str, ...] = ()
    #: The texts under audit, where the file names them: `assess/audited` knows which they are where it does not.
    audits: tuple[str, ...] | None = None
    distinct: tuple[Distinct, ...] = ()
    as_of: When | None = None
    policy: str | None = None
    #: Read in the texts by the tool, and reviewed by nobody yet.
    draft: bool = False
    signed: Signature | None = None
    #: What a signature is of, worked out where there is one: the data without it, and the texts.
    content_sha256: str | None = None
    #: Findings that the file answers for.
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    understood: tuple[Understood, ...] = ()
    #: The claim file and the registries above it; texts stand with their documents.
    inputs: tuple[Input, ...] = ()
    #: Names were taken out of it: what it says of the file is not what the file says.
    is_masked: bool = False
    #: The neutral ids that confidential sources were given. It leads back to them and is never written.
    neutral_ids: Mapping[str, str] = field(default_factory=dict, compare=False)
    #: Names that an entry which could not be read marked as confidential.
    secrets: tuple[str, ...] = ()
    #: Of a part of a dossier: the numbers that tell its documents from those that are called alike in the whole.
    document_numbers: Mapping[str, int] | None = field(default=None, compare=False)
    locate: Callable[[Pointer, bool], Place] = field(default=lambda pointer, key: Place("?"), compare=False)
    source_lines: Callable[[str, int], str] = field(default=lambda file, line: "", compare=False)
    #: A text as it may be shown. Offsets into documents count in the text as it is: `model/confidential` explains.
    redactions: Callable[[str], list[Redaction]] = field(default=lambda text: [], compare=False)

    def __repr__(self) -> str:
        return (
            f"<Dossier {self.id}: {number_of(len(self.sources), 'source')}, "
            f"{number_of(len(self.documents), 'document')}, {number_of(len(self.claims), 'claim')}, "
            f"{number_of(len(self.statements), 'statement')}>"
        )

    @property
    def display_folder(self) -> str:
        """The folder of the claim file as a person would type it."""
        return self.file.rsplit("/", 1)[0] if "/" in self.file else "."

    @cached_property
    def evidence_on(self) -> Mapping[str, tuple[Evidence, ...]]:
        """By claim the records that show it or refute it, in the order of the file."""
        found: dict[str, list[Evidence]] = {}
        for item in self.evidence.values():
            for claim in dict.fromkeys((*item.shows, *item.refutes)):
                found.setdefault(claim, []).append(item)
        return {claim: tuple(items) for claim, items in found.items()}

    @cached_property
    def wider_links(self) -> Mapping[str, tuple[str, ...]]:
        """By claim those it is narrower than; links in a circle are void."""
        return without_rings({claim.id: claim.narrower_than for claim in self.claims.values()})

    @cached_property
    def source_names(self) -> SourceNames:
        """What a sentence calls each source."""
        return SourceNames(self.sources, self.language)

    @cached_property
    def statement_by_id(self) -> Mapping[str, Statement]:
        """The statements by their id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def document_names(self) -> DocumentNames:
        """What a sentence calls each document."""
        return DocumentNames(self.documents, self.sources, self.source_names, self.document_numbers)

    def place(self, pointer: Pointer, key: bool = False) -> Place:
        """Where the value at `pointer` stands in the claim file (its key, when `key`)."""
        return self.locate(pointer, key)
