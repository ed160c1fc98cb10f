"""The texts of a dossier made ready for looking quotes up, each once."""

from provenance.files.anchors import TextIndex, quoted_spans
from provenance.model.document import Document


class TextIndexes:
    """For each document with a text, its index and the spans between quotation marks."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[TextIndex, list[tuple[int, int]]]] = {}

    def of(self, document: Document) -> tuple[TextIndex, list[tuple[int, int]]] | None:
        """None where there is no text."""
        if document.text is None:
            return None
        if document.id not in self._made:
            self._made[document.id] = TextIndex(document.text), quoted_spans(document.text)
        return self._made[document.id]

    @property
    def spent(self) -> bool:
        """Whether a quote more or less in one of the texts decides what is still looked for."""
        return any(index.spent for index, _ in self._made.values())
