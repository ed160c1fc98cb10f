"""What a person reads in a terminal."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.emit.findings import findings_text, project_text
from provenance.emit.text import audit_text
from provenance.formats.base import OutputContext, OutputFormat
from provenance.model.finding import Finding
from provenance.model.mark import MARK


def part(audit: DossierAudit, context: OutputContext) -> str:
    options, look = context.options, (context.paint, context.columns)
    if options.quiet:
        return findings_text(audit.dossier, audit.findings, options.language, *look, options.everything)
    return audit_text(audit, options.language, *look, options.everything)


def whole(parts: Sequence[str], project: Sequence[Finding], context: OutputContext) -> str:
    said = list(parts)
    if project:
        said.append(project_text(project, context.language, context.paint, context.columns))
    # Whoever asked for findings alone gets nothing between them.
    return ("" if context.options.quiet else "\n").join(text for text in said if text)


FORMAT = OutputFormat(
    name="text",
    read_by="people",
    holds="the summary of the audit; with `-q` the findings alone, with their lines",
    suffixes=(".txt",),
    part=part,
    whole=whole,
    streams=True,
    footer=f"\n({MARK})\n",
)
