"""The declared sources of a large dossier: which of them a part has to hold."""

from collections.abc import Iterable, Mapping, Sequence

from provenance.files.registry import shipped
from provenance.model.components import reached
from provenance.model.names import fold
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind

#: States, and what may be one voice with a state that speaks.
_OF_STATES = (SourceKind.STATE, SourceKind.GOVERNMENT)


class Sources:
    """The declared sources, counted in the order of the dossier.

    A part holds those that it names, and those that they stand under; and the `common` ones, which are in every part:
    states and governments, and whatever stands in the place of a source of the shipped registry.
    """

    def __init__(self, records: Mapping[str, int], declared: Sequence[Source]) -> None:
        """`records` are the positions of their records."""
        self._records = records
        self._ids = [source.id for source in declared]
        self._numbers = {source: number for number, source in enumerate(self._ids)}
        self._above = {s.id: [o for o in (s.part_of, s.owned_by) if o in self._numbers] for s in declared}
        self.common = reached((s.id for s in declared if _is_common(s)), self._above.__getitem__)

    def __bool__(self) -> bool:
        return bool(self._ids)

    def number(self, source: str) -> int | None:
        """Which declared source it is."""
        return self._numbers.get(source)

    def unnamed(self, named: Iterable[str]) -> set[str]:
        """The sources that are neither named nor stand above others."""
        return self._numbers.keys() - {*named, *(other for above in self._above.values() for other in above)}

    def held(self, numbers: Iterable[int], others: Iterable[str]) -> list[int]:
        """The records of the sources that a part holds which names some by their numbers, and holds `others`."""
        named = reached((*(self._ids[number] for number in numbers), *others), self._above.__getitem__)
        return [self._records[source] for source in named | self.common]

    def record(self, source: str) -> int:
        """The position of the record of a source."""
        return self._records[source]


def _is_common(source: Source) -> bool:
    by_name = shipped().by_name
    spelled = (source.id, source.name, *source.aliases)
    return source.kind in _OF_STATES or any(fold(name) in by_name for name in spelled)
