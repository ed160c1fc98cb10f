"""The report without drawings, for pull requests."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.formats.base import OutputContext, OutputFormat
from provenance.model.plain import escaped
from provenance.report.markdown import markdown_text, project_lines
from provenance.summaries.run import RunSummary


def part(audit: DossierAudit, context: OutputContext) -> str:
    return markdown_text(audit, context.language)


def whole(parts: Sequence[str], run: RunSummary, context: OutputContext) -> str:
    language = context.language or run.language
    totals = [f"*{escaped(run.text(context.language))}*\n"] if run.dossiers > 1 else []
    return "\n".join([*parts, *project_lines(run.project, language), *totals])


FORMAT = OutputFormat(
    name="markdown",
    read_by="pull requests",
    holds="the report without drawings",
    suffixes=(".md", ".markdown"),
    part=part,
    whole=whole,
)
