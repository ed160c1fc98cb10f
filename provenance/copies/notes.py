"""What is said in the margin of a copy: each finding that asks something of the text, at its words, in three lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from provenance.auditing import DossierAudit
from provenance.model.document import Document
from provenance.model.finding import Finding
from provenance.model.labels import ASKED
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.model.plain import one_line, sentence


@dataclass(frozen=True, slots=True)
class CopyNote:
    """A comment on `start:end` of a text (code points), a line a paragraph. `words` are to stand there instead, where
    that is known to the letter.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    words: str | None = None

    def moved(self, place: Callable[[int], int]) -> "CopyNote":
        """The note on a text in which everything stands elsewhere."""
        start = end = place(self.start)
        if self.end > self.start:
            end = place(self.end - 1) + 1
        return replace(self, start=start, end=end)


def notes_on(audit: DossierAudit, document: Document, language: str | None) -> Iterator[CopyNote]:
    """The corrections and precisions that a text needs, in its order. What is about the whole text stands at its
    beginning.
    """
    told = language or audit.dossier.language
    for finding in (*audit.verdict.corrections, *audit.verdict.precisions):
        if (finding.document or audit.texts[0]) != document.id:
            continue
        start, end = span_in(document.text or "", finding.article, document)
        words = None
        if finding.replacement is not None and finding.article is not None:
            words = one_line(finding.replacement.words.render(audit.dossier.language))
        yield CopyNote(start, end, tuple(_lines(finding, audit.dossier.language, told)), words)


def _lines(finding: Finding, language: str, told: str) -> Iterator[str]:
    """What is wrong and why, what to write instead, what to do."""
    yield one_line(M("{asked}: {what}", asked=ASKED[finding.role], what=finding.message).render(told)).rstrip(".") + "."
    if finding.replacement is not None:
        yield f"⇒ {one_line(finding.replacement.told(language).render(told))}"
    name = Message("({name})", (("name", finding.rule),)).render(told)
    advice = sentence(one_line(finding.advice.render(told))) if finding.advice is not None else ""
    yield f"→ {advice} {name}" if advice else name


def span_in(text: str, place: Place | None, document: Document) -> tuple[int, int]:
    """The code points of a place in a text; its first line where there is no place in it."""
    if place is None or place.file != document.path:
        lead = len(text) - len(text.lstrip())
        end = text.find("\n", lead)
        return lead, len(text.rstrip()) if end < 0 else end
    starts = [0]
    for _ in range(max(place.line, place.end_line) - 1):
        starts.append(text.find("\n", starts[-1]) + 1)
    return starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1
