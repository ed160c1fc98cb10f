"""The report without drawings, for pull requests."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.formats.base import OutputContext, OutputFormat
from provenance.model.finding import Finding
from provenance.report.markdown import markdown_text, project_lines


def part(audit: DossierAudit, context: OutputContext) -> str:
    return markdown_text(audit, context.language)


def whole(parts: Sequence[str], project: Sequence[Finding], context: OutputContext) -> str:
    return "\n".join([*parts, *project_lines(project, context.language or "en")])


FORMAT = OutputFormat(
    name="markdown",
    read_by="pull requests",
    holds="the report without drawings",
    suffixes=(".md", ".markdown"),
    part=part,
    whole=whole,
)
