"""Findings as GitHub workflow commands (annotations), and the summary of a job."""

from collections.abc import Sequence

from provenance.emit.dossier_report import DossierReport, RenderedFinding, by_severity
from provenance.emit.paths import repository_path
from provenance.model.mark import MARK
from provenance.model.message import MN, M
from provenance.model.plain import escaped, one_line, sentence
from provenance.model.vocabulary import Severity
from provenance.summaries.run import RunSummary

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
#: A step shows so many annotations of each kind, and a summary may have so many bytes.
_ROWS = 100


def github_text(dossiers: Sequence[DossierReport]) -> str:
    """One command a finding that counts, the strongest first: GitHub shows the first ten of a kind."""
    rendered = by_severity([t for one in dossiers for t in one.findings if t.counts])
    # A command that shows nothing, by which a file of them is known again.
    return "".join(_annotation(one) + "\n" for one in rendered) + f"::debug::{MARK}\n"


def _annotation(rendered: RenderedFinding) -> str:
    place = rendered.finding.place
    where = {"file": repository_path(place.file), "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:
        # Columns are shown only for an annotation of one line.
        where |= {"col": str(place.column), "endColumn": str(max(place.column, place.end_column - 1))}
    where["title"] = rendered.title
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_COMMAND[rendered.finding.severity]} {properties}::{_data(rendered.full_text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary_text(dossiers: Sequence[DossierReport], run: RunSummary, language: str | None) -> str:
    """The job summary: what the run came to, and a table of the findings that count, in GitHub's Markdown; in the
    language asked for, else in that of the dossiers.
    """
    language = language or run.language
    lines = [f"### provenance: {run.text(language)}", "", *_verdicts(dossiers)]
    rendered = by_severity([t for one in dossiers for t in one.findings if t.counts])
    if rendered:
        heads = (heading.render(language) for heading in (M("Where"), M("Rule"), M("Findings")))
        lines += [f"| | {' | '.join(heads)} |", "| --- | --- | --- | --- |"]
        lines += [_row(one) for one in rendered[:_ROWS]]
        lines.append("")
    if len(rendered) > _ROWS:
        lines += [sentence(MN("{n} more", "{n} more", len(rendered) - _ROWS).render(language)), ""]
    return "\n".join(lines) + "\n"


def _verdicts(dossiers: Sequence[DossierReport]) -> list[str]:
    """The verdict on the texts of each dossier."""
    lines = []
    for one in dossiers:
        if one.verdict is not None:
            mark = "✗" if one.verdict.held or one.verdict.faults else "✓"
            told = " · ".join((f"**{escaped(one.verdict.text)}**", *map(escaped, one.verdict.beside)))
            lines.append(f"- {mark} {escaped(one_line(one.id or one.file))}: {told}")
    return [*lines, ""] if lines else []


def _row(rendered: RenderedFinding) -> str:
    finding = rendered.finding
    cells = (rendered.severity, str(finding.place), rendered.title, rendered.full_line)
    return "| " + " | ".join(escaped(one_line(cell)) for cell in cells) + " |"
