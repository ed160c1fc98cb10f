"""What a draft is made of: texts, statements that carry where their words stand, and the claim file as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from provenance.model.locators import NO_LOCATORS, Locators
from provenance.model.message import Message
from provenance.model.reading import Reading, Span, Unclear
from provenance.texts.base import NO_METADATA, Annotation, Metadata

#: By name a file that a margin may name, and what an entry of `documents` for it would say.
Beside = Mapping[str, Callable[[], dict[str, Any]]]

NOTHING_BESIDE: Beside = {}


@dataclass(frozen=True)
class DraftText:
    """One text of the draft: its document id, the file it stands in (None: nowhere), and what was read in it.
    `metadata` are what an original that is no plain text says of itself, `annotations` what stands in its margin:
    proposals.
    """

    id: str
    text: str
    reading: Reading
    file: str | None = None
    reader: str | None = None
    metadata: Metadata = NO_METADATA
    locators: Locators = NO_LOCATORS
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The words of one claim of a statement, and where they stand."""

    words: str
    spans: tuple[Span, ...]


@dataclass
class DraftStatement:
    """One statement of the draft, with where its words stand.

    `answers` is the verb of a refusal or evasion whose claim is the one before it, `words` its own words. `parts` are
    the words of each claim, `shared` where the statement stands whose claim it is thought to repeat. `likely` says that
    its speaker was inferred: from a pronoun, a description, or the sentence before; `carried_medium`, that the medium
    is that of the sentence before.
    """

    entry: dict[str, Any]
    document: str
    spans: list[Span] = field(default_factory=list)
    answers: str = ""
    words: str = ""
    place: Message = field(default_factory=lambda: Message(""))
    unclear: Unclear | None = None
    likely: bool = False
    carried_medium: bool = False
    parts: dict[str, "ClaimWords"] = field(default_factory=dict)
    shared: dict[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnboundRemark:
    """A remark in a margin about words of which the draft has no statement."""

    words: str
    said: str
    author: str | None
    place: Message


@dataclass
class Draft:
    """A claim file as data, with the statements still apart: they carry where their words stand.

    `remarks` say of documents why they are there or what about them is in doubt. `unbound` is what a margin says of no
    statement; `contacts` belong in the private file, by source.
    """

    head: dict[str, Any]
    sources: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, Any]]
    statements: list[DraftStatement]
    remarks: dict[str, tuple[Message, ...]] = field(default_factory=dict)
    unbound: list[UnboundRemark] = field(default_factory=list)
    contacts: dict[str, list[str]] = field(default_factory=dict)
    #: How many contacts are nobody's who is known: they stand in the copy alone.
    orphan_contacts: int = 0

    def counts(self) -> "Counts":
        """How much of it is sure."""
        unclear = sum(statement.unclear is not None for statement in self.statements)
        likely = sum(statement.likely for statement in self.statements)
        return Counts(len(self.statements) - likely - unclear, likely, unclear)

    def data(self) -> dict[str, Any]:
        """The claim file as one object."""
        return {
            **self.head,
            "sources": self.sources,
            "documents": self.documents,
            "statements": [draft_statement.entry for draft_statement in self.statements],
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements of a draft name their speaker in plain words, have one that was inferred, and have none."""

    sure: int
    likely: int
    unclear: int
