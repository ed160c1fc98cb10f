"""Findings as diagnostics, and their repairs as quick fixes."""

from collections.abc import Callable, Iterator

from lsprotocol import types

from provenance.emit.dossier_report import RenderedFinding, dossier_report
from provenance.files.locale import reader_language
from provenance.fixing import fix_edits
from provenance.lsp.analysis import Analysis
from provenance.model.errors import ConfigurationError
from provenance.model.finding import Finding
from provenance.model.place import Place
from provenance.model.vocabulary import Severity

SOURCE = "provenance"
_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
#: The address of a file, as findings name it.
Address = Callable[[str], str]
#: What a diagnostic is made of.
Key = tuple[Finding, str, tuple[tuple[Place, str], ...]]


class Diagnostics:
    """The diagnostics of one file, from one keystroke to the next: most findings stay, and what was written of them."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._known: dict[Key, types.Diagnostic] = {}

    def of(self, analysis: Analysis) -> list[types.Diagnostic]:
        """One for each finding that counts, as `provenance audit` gives them, with the places of its proof."""
        # Where a character takes several units, columns depend on the text of the line: places alone do not tell.
        known, self._known = self._known if analysis.positions.plain else {}, {}
        found = []
        audits = (analysis.audit, *analysis.more)
        for one in (told for a in audits for told in dossier_report(a.dossier, a.findings, (), None, {}).findings):
            key = one.finding, one.language, one.related
            diagnostic = known.get(key) or _diagnostic(analysis, one, self._address)
            self._known[key] = diagnostic
            found.append(diagnostic)
        return found


def configuration_diagnostic(error: ConfigurationError) -> types.Diagnostic:
    """What is wrong with a configuration, at its line, in the reader's language: it has none of its own."""
    language = reader_language()
    place = error.place or Place("")
    start = types.Position(place.line - 1, place.column - 1)
    end = types.Position(place.end_line - 1, max(place.end_column, place.column) - 1)
    said = error.message.render(language) + (f"\n→ {error.advice.render(language)}" if error.advice else "")
    return types.Diagnostic(types.Range(start, end), said, types.DiagnosticSeverity.Error, source=SOURCE)


def _diagnostic(analysis: Analysis, told: RenderedFinding, address: Address) -> types.Diagnostic:
    finding = told.finding
    own = analysis.audit.dossier.file
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(address(place.file), _range(analysis, place)), said or place.file
        )
        for place, said in told.related
        if place.file == own
    ]
    return types.Diagnostic(
        range=_range(analysis, finding.place) if finding.place.file == own else _nowhere(),
        message=told.full_text,
        severity=_SEVERITY[finding.severity],
        code=finding.rule,
        source=SOURCE,
        related_information=related or None,
        data=finding.fingerprint,
    )


def _range(analysis: Analysis, place: Place) -> types.Range:
    """The range of a place. Many findings share one: it is worked out once."""
    found = analysis.ranges.get(place)
    if found is None:
        found = analysis.ranges[place] = analysis.positions.range(place)
    return found


def _nowhere() -> types.Range:
    """The head of the file, for what stands in a file above it (a registry)."""
    return types.Range(types.Position(0, 0), types.Position(0, 0))


def quick_fixes(analysis: Analysis, uri: str, wanted: types.Range) -> Iterator[types.CodeAction]:
    """The repairs of the findings that touch a range. One that changes no meaning is preferred."""
    audit = analysis.audit
    near = [
        finding
        for finding in audit.findings
        if finding.fix is not None and _touch(_range(analysis, finding.place), wanted)
    ]
    edits = fix_edits(analysis.text, audit.dossier.file, near)
    told = {one.finding.fingerprint: one for one in dossier_report(audit.dossier, near, (), None, {}).findings}
    for finding in near:
        if finding.fingerprint not in edits or finding.fix is None:
            continue
        _, replacements = edits[finding.fingerprint]
        one = told[finding.fingerprint]
        yield types.CodeAction(
            title=one.advice or one.message,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[_diagnostic(analysis, one, lambda file: uri)],
            is_preferred=finding.fix.trust == "safe",
            edit=types.WorkspaceEdit(
                changes={
                    uri: [
                        types.TextEdit(analysis.positions.span(edit.start, edit.end), edit.text)
                        for edit in replacements
                    ]
                }
            ),
        )


def _touch(one: types.Range, other: types.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
