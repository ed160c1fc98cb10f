"""A document: one version of a text, and what it does to others."""

from dataclasses import dataclass, field

from provenance.model.checking import Check
from provenance.model.dates import When
from provenance.model.frozen import quickly_made
from provenance.model.locators import NO_LOCATORS, Locators
from provenance.model.place import VERBATIM, Pointer
from provenance.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A claim that a document names when it corrects or retracts another one."""

    act: str = field(metadata=VERBATIM)
    document: str
    claim: str


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A text or a version of one (PROV Entity). `text` is the local text where there is a readable one, `reading` what
    was read in it. `retracts` are documents it takes back whole; `withdraws` are claims of others that it names.
    """

    id: str
    publisher: str
    published: When | None = None
    language: str | None = None
    file: str | None = None
    sha256: str | None = field(default=None, metadata=VERBATIM)
    url: str | None = None
    archive: str | None = None
    retrieved: When | None = None
    read_at: str | None = None
    headline: str | None = None
    translates: str | None = None
    revises: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()
    retracts: tuple[str, ...] = ()
    withdraws: tuple[Withdrawal, ...] = ()
    text: str | None = field(default=None, metadata=VERBATIM)
    path: str | None = None
    text_sha256: str | None = field(default=None, metadata=VERBATIM)
    checked: tuple[Check, ...] = ()
    #: The reader that made `text` of an original that is no plain text, and the one recorded when it was reviewed.
    text_reader: str | None = field(default=None, metadata=VERBATIM)
    reader: str | None = field(default=None, metadata=VERBATIM)
    locators: Locators = field(default=NO_LOCATORS, metadata=VERBATIM)
    copy_of: str | None = field(default=None, metadata=VERBATIM)
    reading: Reading | None = None
    pointer: Pointer = field(default=(), metadata=VERBATIM)
