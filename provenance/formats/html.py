"""A page a dossier, that an editor can sign; a folder of them with an index."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.emit.findings import findings_text, plain
from provenance.formats.base import WIDTH, FolderIndex, OutputContext, OutputFormat
from provenance.report.html.index import index_entry, index_text
from provenance.report.html.page import page_text
from provenance.summaries.run import RunSummary


def part(audit: DossierAudit, context: OutputContext) -> str | None:
    if not audit.readable:
        said = findings_text(audit.dossier, audit.findings, context.language, plain, WIDTH, False)
        for line in said.splitlines():
            context.note(line)
        return None
    return page_text(audit, context.language, context.layout_pool, context.note, context.folder)


def whole(parts: Sequence[str], run: RunSummary, context: OutputContext) -> str:
    """The page tells nothing of the project's own files."""
    return parts[0] if parts else ""


FORMAT = OutputFormat(
    name="html",
    read_by="editors",
    holds="[a page a dossier](../how-to/read-a-report.md)",
    suffixes=(".html", ".htm"),
    part=part,
    whole=whole,
    one_dossier=True,
    folder=FolderIndex(index_entry, index_text),
)
