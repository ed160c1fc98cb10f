"""What the records of a part of a dossier do not say, and the whole does."""

from collections.abc import Sequence
from typing import NamedTuple

from provenance.files.source_index import SourceIndex
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind


class Rest(NamedTuple):
    """Which statements of the dossier those of the part are, counted from 0; by which names sources of the shipped
    registry are called; the names that nothing is declared of, as they are spelled first, and what they are taken for;
    whether sources are declared, here or elsewhere.
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
