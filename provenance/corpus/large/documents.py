"""The documents of a large dossier: what they lead to, and what tells one from another that is called alike."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from provenance.corpus.large.names import Names, NotCut
from provenance.corpus.large.sources import Sources
from provenance.model import dates
from provenance.model.components import reached
from provenance.model.names import fold
from provenance.model.naming import version_numbers

_Link = tuple[int, str, int]


class Documents:
    """The documents of a dossier, counted in its order."""

    def __init__(self) -> None:
        #: For each the position of its record, and what it is joined with.
        self.records = array("i")
        self.nodes = array("i")
        #: For each the number of its publisher's name and of its date, as they are written.
        self._publishers, self._dates = array("i"), array("i")
        self._spelled: dict[str, int] = {}
        self._written: dict[str | None, int] = {None: 0}
        self._days: list[tuple[int, str | None, str | None]] = []
        self._by_node = array("i")
        self._by_fold: dict[int, int] = {}
        self._links: list[_Link] = []
        #: What each document leads to and is led to from; which of those alike it is, 0 where it is the only one.
        self.tied: dict[int, list[int]] = {}
        self.numbers = array("i")

    def add(self, record: int, node: int, data: dict[str, Any], links: Iterable[tuple[str, int]]) -> None:
        """Add the next document; a link leads to the hash of an id."""
        publisher, published = data.get("publisher"), data.get("published")
        if not isinstance(publisher, str) or not publisher or not (published is None or isinstance(published, str)):
            raise NotCut
        number = len(self.records)
        self.records.append(record)
        self.nodes.append(node)
        self._publishers.append(self._spelled.setdefault(publisher, len(self._spelled)))
        self._dates.append(self._written.setdefault(published, len(self._written)))
        self._by_node.extend([-1] * (node + 1 - len(self._by_node)))
        self._by_node[node] = number
        self._by_fold.setdefault(hash(fold(data["id"])), number)
        self._links += [(number, key, other) for key, other in links]

    def called(self, folded: str) -> int | None:
        """The first document with an id that folds to this."""
        return self._by_fold.get(hash(folded))

    def at(self, node: int) -> int:
        """The document for which a node stands."""
        return self._by_node[node]

    def linked(self, node: Callable[[int], int]) -> Iterator[_Link]:
        """The links between documents; `node` is what stands for an id by its hash. Says who is tied to whom."""
        before: dict[int, int] = {}
        translations: set[int] = set()
        for document, key, hashed in self._links:
            other = self.at(node(hashed))
            self.tied.setdefault(document, []).append(other)
            self.tied.setdefault(other, []).append(document)
            if key == "revises":
                before[document] = other
            elif key == "translates":
                translations.add(document)
            yield document, key, other
        self._number(before, translations)
        self._links.clear()

    def forget_ids(self) -> None:
        """Let go of what finds documents by their ids."""
        self._by_fold.clear()

    def resolve(self, names: Names, declared: Sources) -> None:
        """Find out who the publishers are, in the order in which they are named first, and read the dates."""
        self._sources = [names.publisher(spelled) for spelled in self._spelled]
        self._named: list[int | None] = []
        for source in self._sources:
            number, implied = declared.number(source), names.number(source)
            self._named.append(2 * number + 1 if number is not None else None if implied is None else 2 * implied)
        for written in self._written:
            try:
                when = None if written is None else dates.parse(written)
            except dates.DateError:
                raise NotCut from None
            self._days.append((when.earliest, written, when.edtf) if when is not None else (0, None, None))

    def publisher(self, document: int) -> str:
        """The id of the source that publishes a document."""
        return self._sources[self._publishers[document]]

    def publisher_name(self, document: int) -> int | None:
        """The number of its publisher's name, as `Tables` has those of statements."""
        return self._named[self._publishers[document]]

    def day(self, document: int) -> tuple[int, str | None]:
        """From which day on what is read in a document is known, and the date as it is written; 0 if always."""
        return self._days[self._dates[document]][:2]

    def with_tied(self, documents: Iterable[int]) -> set[int]:
        """Some documents, and those that they are tied to at any distance."""
        return reached(documents, lambda document: self.tied.get(document, ()))

    def tied_to_many(self, many: int) -> Iterator[set[int]]:
        """The sets of more than so many documents that are tied to each other."""
        seen: set[int] = set()
        for document in self.tied:
            if document not in seen:
                together = self.with_tied((document,))
                seen |= together
                if len(together) > many:
                    yield together

    def _number(self, before: dict[int, int], translations: set[int]) -> None:
        """Number the documents that neither publisher nor date nor version tells apart, as `DocumentNames` does."""
        versions = version_numbers(sorted({*before, *before.values()}), before)
        pairs = {pair: number for number, pair in enumerate(dict.fromkeys((*versions.values(), (1, 1))))}
        sources = {source: number for number, source in enumerate(dict.fromkeys(self._sources))}
        days = {day: number for number, day in enumerate(dict.fromkeys(edtf for *_, edtf in self._days))}

        def told(document: int) -> int:
            number = sources[self._sources[self._publishers[document]]]
            number = number * len(days) + days[self._days[self._dates[document]][2]]
            number = number * len(pairs) + pairs[versions.get(document, (1, 1))]
            return number * 2 + (document in translations)

        alike: dict[int, int] = {}
        for document in range(len(self.records)):
            key = told(document)
            alike[key] = alike.get(key, 0) + 1
            self.numbers.append(alike[key])
        for document in range(len(self.records)):
            if alike[told(document)] == 1:
                self.numbers[document] = 0
