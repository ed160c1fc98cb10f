"""A source: whoever says, relays or records something."""

from dataclasses import dataclass, field

from provenance.model.dates import When
from provenance.model.frozen import quickly_made
from provenance.model.place import VERBATIM, Pointer
from provenance.model.vocabulary import SourceKind


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A person, organisation or record that says or relays (PROV Agent).

    `declared` is `file`, `registry` (a shared `sources.yaml`), `shipped` (the agency registry), `implied` (a publisher
    or name nobody declared) or `evidence` (a record).
    """

    id: str
    name: str
    kind: SourceKind
    part_of: str | None = None
    owned_by: str | None = None
    also: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    role: str | None = None
    basis: str | None = None
    since: When | None = None
    until: When | None = None
    reliability: str | None = None
    #: How its name stands in a sentence, where its words do not tell.
    article: str | None = field(default=None, metadata=VERBATIM)
    gender: str | None = field(default=None, metadata=VERBATIM)
    plural: bool | None = None
    confidential: bool = False
    #: How to reach it: known where the private file was read.
    contact: str | None = None
    declared: str = field(default="file", metadata=VERBATIM)
    pointer: Pointer = field(default=(), metadata=VERBATIM)

    @property
    def controller(self) -> str | None:
        return self.part_of or self.owned_by

    @property
    def label(self) -> str:
        """What a reader may see of it: a confidential source shows its role, never its name or id."""
        return (self.role or "source confidentielle") if self.confidential else self.name
