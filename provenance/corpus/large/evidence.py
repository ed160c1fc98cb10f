"""The evidence of a large dossier. Each item is a source too, of which a dossier that is cut says nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

from provenance.corpus.large.names import Names, NotCut
from provenance.corpus.large.sources import Sources
from provenance.files.registry import shipped
from provenance.model.names import fold
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind


class EvidenceItems:
    """The items of a dossier by the positions of their records. Raises NotCut."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._voices: dict[int, list[str]] = {}
        self._named: dict[int, list[int]] = {}

    def add(self, record: int, data: dict[str, Any]) -> list[str]:
        """Add an item; the claims that it shows or refutes."""
        name = data.get("name", data["id"])
        if not isinstance(name, str):
            raise NotCut
        self.sources.append(Source(data["id"], name, SourceKind.RECORD, declared="evidence"))
        self._voices[record] = [*_texts(data, "given_by"), *_texts(data, "authenticated_by")]
        return [*_texts(data, "shows"), *_texts(data, "refutes")]

    def resolve(self, names: Names, declared: Sources, document: Callable[[str], int | None]) -> None:
        """Find out who gave and who authenticated each: sources that are declared. Nothing else is called as it is."""
        for source in self.sources:
            for folded in map(fold, (source.id, source.name)):
                if folded in shipped().by_name or document(folded) is not None or names.owner(folded) != source.id:
                    raise NotCut
        for record, voices in self._voices.items():
            numbers = [declared.number(found) for found in map(names.hop, voices) if isinstance(found, str)]
            if len(numbers) < len(voices) or None in numbers:
                raise NotCut
            self._named[record] = [2 * number + 1 for number in numbers if number is not None]

    def named(self, record: int) -> list[int]:
        """The sources that an item names, as `Tables` has those of statements."""
        return self._named[record]


def _texts(data: dict[str, Any], key: str) -> Iterator[str]:
    """A value that is one text or several, or none."""
    written = data.get(key, [])
    for one in written if isinstance(written, list) else [written]:
        if not isinstance(one, str):
            raise NotCut
        yield one
