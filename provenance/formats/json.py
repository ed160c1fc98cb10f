"""Everything, for programs; its JSON Schema is published."""

from collections.abc import Sequence

from provenance.auditing import DossierAudit
from provenance.formats.base import OutputContext, OutputFormat
from provenance.report.json_model import DossierRecord
from provenance.report.json_report import dossier_record, records_text
from provenance.summaries.run import RunSummary


def part(audit: DossierAudit, context: OutputContext) -> DossierRecord:
    return dossier_record(audit, context.language)


def whole(parts: Sequence[DossierRecord], run: RunSummary, context: OutputContext) -> str:
    return records_text(parts, run, context.language)


FORMAT = OutputFormat(
    name="json",
    read_by="programs",
    holds="everything: claims with figures, proof, reasons, findings, what is set aside (`schemas/audit.schema.json`)",
    suffixes=(".json",),
    part=part,
    whole=whole,
)
