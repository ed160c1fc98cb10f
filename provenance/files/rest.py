"""What the records of a part of a dossier do not say, but the whole dossier does."""

from collections.abc import Sequence
from typing import NamedTuple

from provenance.files.source_index import SourceIndex
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind


class Rest(NamedTuple):
    """What must be known of the whole dossier to read a part of it.

    `positions` are the numbers that the statements of the part have in the whole, counted from 0. `shipped` are the
    names by which the whole means sources of the shipped registry. `implied` are the names of sources that nobody
    declared, as the whole spells each first, with their kinds. `is_closed` says whether sources are declared, in the
    part or elsewhere.
    """

    positions: Sequence[int]
    shipped: Sequence[str]
    implied: Sequence[tuple[str, SourceKind]]
    is_closed: bool

    def tell(self, index: SourceIndex) -> None:
        """Make each name mean what it means in the whole, once what is declared is known."""
        for name in self.shipped:
            index.find_source(name)
        for name, kind in self.implied:
            index.add(Source(name, name, kind, declared="implied"))
        index.is_closed = self.is_closed
