"""What a person reads in a terminal."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.emit.findings import findings_text, project_text
from provenance.emit.text import audit_text, overview_line
from provenance.formats.base import OutputContext, OutputFormat
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.summaries.run import RunSummary


def part(audit: DossierAudit, context: OutputContext) -> str:
    options, look = context.options, (context.paint, context.columns)
    if options.quiet:
        return findings_text(audit.dossier, audit.findings, options.language, *look, options.everything)
    if options.overview:
        return overview_line(audit, options.language, *look, options.by_file)
    return audit_text(audit, options.language, *look, options.everything)


def whole(parts: Sequence[str], run: RunSummary, context: OutputContext) -> str:
    said = list(parts)
    if run.project:
        said.append(project_text(run.project, context.language or run.language, context.paint, context.columns))
    if (run.dossiers > 1 or run.exit_code) and not context.options.quiet:
        more = M("One whole: provenance audit FOLDER · all of them: --all").render(context.language or run.language)
        total = "\n".join(context.paint(line, "heading") for line in run.lines(context.columns, context.language))
        said.append(f"\n{more}\n{total}\n" if context.options.overview else f"{total}\n")
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
