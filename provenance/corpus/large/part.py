"""What a part of a dossier has to know of the rest of it."""

from dataclasses import dataclass

from provenance.files.rest import Rest
from provenance.model.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class DossierPart:
    """Some claims of a dossier with all that is said of them, and what else an audit of them looks at.

    The documents, sources and the head of the dossier may stand in several parts: `elsewhere` are the lines of those
    that another part tells of.
    """

    #: The dossier counts once, with its first part.
    is_first: bool
    #: Which statements of the dossier its statements are, counted from 0.
    positions: tuple[int, ...]
    elsewhere: frozenset[int]
    #: Documents, by their lines, that only a number tells from others of their publisher: which number.
    numbers: tuple[tuple[int, int], ...]
    #: The names by which the dossier calls sources of the shipped registry.
    shipped: tuple[str, ...]
    #: The names used here of whom nothing is declared, as the dossier spells each first, and what they are taken for.
    implied: tuple[tuple[str, SourceKind], ...]
    #: Whether sources are declared: then those that are named are known.
    is_closed: bool
    #: The states that speak in the dossier, and from which day on this is known (none: always).
    speaking: tuple[tuple[str, str | None], ...]
    #: The claims whose question is nearly spelled like another one's.
    alike: frozenset[str]

    @property
    def rest(self) -> Rest:
        """What its records have to know to be read."""
        return Rest(self.positions, self.shipped, self.implied, self.is_closed)

    def content(self) -> bytes:
        """All of it as bytes, the same for the same part."""
        sets = (sorted(self.elsewhere), sorted(self.alike))
        held = (
            self.is_first,
            self.positions,
            self.numbers,
            self.shipped,
            self.implied,
            self.is_closed,
            self.speaking,
            *sets,
        )
        return repr(held).encode("utf-8", "surrogateescape")
