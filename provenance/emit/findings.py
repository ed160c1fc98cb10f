"""Findings about the files, for a terminal: file:line:column, the line itself and a mark under it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from provenance.model.dossier import Dossier
from provenance.model.finding import Finding
from provenance.model.labels import SEVERITY
from provenance.model.message import Message
from provenance.model.place import Place
from provenance.model.plain import one_line, width, wrapped
from provenance.model.vocabulary import Severity

#: Columns between which a text is set, whatever the terminal: longer lines are hard to read.
MIN_COLUMNS, MAX_COLUMNS = 60, 120
#: Given a text and the name of a style, the text as it is to be printed.
Painter = Callable[[str, str], str]


def plain(text: str, style: str) -> str:
    """No colour."""
    return text


def within(columns: int) -> int:
    """The columns to set a text in, of those that a terminal has."""
    return max(MIN_COLUMNS, min(columns, MAX_COLUMNS))


def findings_text(
    dossier: Dossier, findings: Sequence[Finding], language: str | None, paint: Painter, columns: int, everything: bool
) -> str:
    """Findings about the files alone, each with its line."""
    shown = [f for f in findings if everything or f.severity is not Severity.NOTE]
    if not shown:
        return ""
    return "\n".join(FindingsText(dossier, language, paint, columns, everything).in_file(shown)) + "\n"


def project_text(findings: Sequence[Finding], language: str | None, paint: Painter, columns: int) -> str:
    """Findings about the project's own files: its configuration, its baseline."""
    return "\n".join(FindingsText(None, language or "en", paint, columns, True).in_file(findings)) + "\n"


class FindingsText:
    """What every terminal text shares: the language, the colours, the width."""

    def __init__(
        self, dossier: Dossier | None, language: str | None, paint: Painter, columns: int, everything: bool
    ) -> None:
        self._source_lines = dossier.source_lines if dossier is not None else lambda file, line: ""
        self.language = language or (dossier.language if dossier is not None else "en")
        self.paint = paint
        self.columns = within(columns)
        self.everything = everything

    def say(self, message: Message | str) -> str:
        return one_line(message if isinstance(message, str) else message.render(self.language))

    def in_file(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Findings with file:line:column, the line itself and a mark under it."""
        for finding in findings:
            place = finding.place
            label = self.paint(SEVERITY[finding.severity].render(self.language), finding.severity.value)
            yield f"{one_line(str(place))}: {label} [{finding.code} {finding.rule}] {self.say(finding.message)}"
            line = self._source_lines(place.file, place.line)
            if line.strip():
                yield from self._excerpt(line, place)
            if finding.advice is not None:
                yield from self._wrapped(f"→ {self.say(finding.advice)}", "    ")
            yield from self.instructions(finding)

    def instructions(self, finding: Finding) -> Iterator[str]:
        """What the newsroom asks for under this rule."""
        if finding.instructions:
            yield from self._wrapped(f"⌂ {one_line(finding.instructions)}", "    ")

    def _excerpt(self, line: str, place: Place) -> Iterator[str]:
        number, column = place.line, place.column
        end = place.end_column if place.end_line == number else len(line) + 1
        start = max(0, column - 1 - 60) if column > 80 else 0
        shown = one_line(line[start : start + 100].replace("\t", " "))
        gutter = f"{number:>5} │ "
        yield self.paint(gutter, "dim") + shown
        before = width(one_line(line[start : column - 1].replace("\t", " ")))
        length = max(1, min(width(one_line(line[column - 1 : max(end - 1, column)])), 100 - before))
        yield self.paint("      │ ", "dim") + " " * before + self.paint("^" * length, "mark")

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return wrapped(text, self.columns, indent)
