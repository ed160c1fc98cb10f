"""Whom a large dossier means by its names, found out once for all its parts."""

from collections.abc import Callable, Iterable

from provenance.files.registry import shipped
from provenance.files.source_index import SourceIndex
from provenance.model.finding import Problem
from provenance.model.name_kinds import kind_of_name
from provenance.model.names import fold
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind

#: Spellings whose meaning is kept at hand.
_AT_HAND = 1 << 16


class NotCut(Exception):
    """The dossier cannot be cut: its parts might say something else than the whole."""


class Names:
    """The names of one dossier, looked up in its order: those of publishers first, then those of chains.

    A name of whom nothing is declared has a number; whatever else is meant is said as `SourceIndex` says it.
    """

    def __init__(
        self,
        declared: Iterable[Source],
        language: str,
        document: Callable[[str], int | None],
        evidence: Iterable[Source] = (),
    ) -> None:
        """`document` says which document has an id that folds to this; `evidence` is of whom no name may speak."""
        self._problems: list[Problem] = []
        self._index = SourceIndex(self._problems, language)
        self._document = document
        for source in declared:
            self._index.add(source)
        self._index.is_closed = bool(self._index.sources)
        for source in evidence:
            self._index.add(source)
        #: The names by which sources of the shipped registry were called, and the declared sources that were meant.
        self.shipped: dict[str, None] = {}
        self.used: set[str] = set()
        #: The names of whom nothing is declared, as they were spelled first; what they are taken for.
        self.implied: list[tuple[str, SourceKind]] = []
        self._numbers: dict[str, int] = {}
        self._at_hand: dict[str, int | str] = {}
        self._unknown: set[str] = set()

    def publisher(self, name: str) -> str:
        """The id of the source that is meant. Raises NotCut where a name may be a slip."""
        source = self._index.publisher(name, "", ())
        if self._problems:
            raise NotCut
        if self._index[source].declared == "implied":
            self._imply(source, SourceKind.OUTLET)
        else:
            self._note(source, name)
        return source

    def hop(self, name: str) -> int | str:
        """What a hop means: the number of a name, a document as its number below -1, or the id of a source."""
        found = self._at_hand.get(name)
        if found is None:
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            found = self._at_hand[name] = self._hop(name)
        return found

    def knows(self, name: str) -> bool:
        """Whether a source or a document is called so. It may not be called so later."""
        known = self.number(name) is not None or self._index.find_source(name) is not None
        known = known or self._document(fold(name)) is not None
        if not known:
            self._unknown.add(fold(name))
        return known

    def owner(self, name: str) -> str | None:
        """The id of the source that is called so."""
        return self._index.find_source(name)

    def number(self, name: str) -> int | None:
        """The number of a name of whom nothing is declared."""
        return self._numbers.get(fold(name))

    def is_state(self, source: str) -> bool:
        """Whether a source is a state."""
        return source in self._index and self._index[source].kind is SourceKind.STATE

    def _hop(self, name: str) -> int | str:
        if not name:
            raise NotCut
        number = self.number(name)
        if number is not None:
            return number
        source = self._index.find_source(name)
        if source is not None:
            self._note(source, name)
            return source
        document = self._document(fold(name))
        if document is not None:
            return -2 - document
        if self._index.is_closed:
            raise NotCut
        return self._imply(name, kind_of_name(name) or SourceKind.PERSON)

    def _imply(self, name: str, kind: SourceKind) -> int:
        folded = fold(name)
        if folded in self._unknown:
            raise NotCut
        if folded not in self._numbers:
            self._numbers[folded] = len(self.implied)
            self.implied.append((name, kind))
        return self._numbers[folded]

    def _note(self, source: str, name: str) -> None:
        if self._index[source].declared == "evidence":
            raise NotCut
        if self._index[source].declared == "file":
            self.used.add(source)
        if fold(name) in shipped().by_name:
            self.shipped[name] = None
