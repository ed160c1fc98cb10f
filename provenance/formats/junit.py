"""JUnit XML, for build servers."""

from collections.abc import Sequence

from provenance.emit.dossier_report import DossierReport, RenderedFinding, with_project
from provenance.emit.junit import junit_text
from provenance.formats.base import OutputContext, OutputFormat, findings_part
from provenance.model.vocabulary import fails
from provenance.summaries.run import RunSummary


def whole(parts: Sequence[DossierReport], run: RunSummary, context: OutputContext) -> str:
    def failing(rendered: RenderedFinding) -> bool:
        return fails(rendered.finding.severity, context.options.fail_on)

    return junit_text(with_project(parts, run.project, context.language or run.language), failing)


FORMAT = OutputFormat(
    name="junit",
    read_by="build servers",
    holds="a test case a finding",
    suffixes=(".xml",),
    part=findings_part,
    whole=whole,
    may_carry_confidential=False,
)
