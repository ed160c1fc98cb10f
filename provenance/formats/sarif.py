"""SARIF 2.1.0, for code scanning and editors."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.emit.dossier_report import DossierReport, audit_report, with_project
from provenance.emit.sarif import sarif_text
from provenance.fixing import audit_fix_edits
from provenance.formats.base import OutputContext, OutputFormat
from provenance.summaries.run import RunSummary


def part(audit: DossierAudit, context: OutputContext) -> DossierReport:
    return audit_report(audit, context.language, audit_fix_edits(audit))


def whole(parts: Sequence[DossierReport], run: RunSummary, context: OutputContext) -> str:
    return sarif_text(with_project(parts, run.project, context.language or run.language), context.language, run)


FORMAT = OutputFormat(
    name="sarif",
    read_by="code scanning, editors",
    holds="SARIF 2.1.0",
    suffixes=(".sarif", ".sarif.json"),
    part=part,
    whole=whole,
    may_carry_confidential=False,
)
