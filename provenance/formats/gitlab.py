"""GitLab's Code Quality report."""

from collections.abc import Sequence

from provenance.emit.dossier_report import DossierReport, with_project
from provenance.emit.gitlab import gitlab_text
from provenance.formats.base import OutputContext, OutputFormat, findings_part
from provenance.summaries.run import RunSummary


def whole(parts: Sequence[DossierReport], run: RunSummary, context: OutputContext) -> str:
    return gitlab_text(with_project(parts, run.project, context.language or run.language))


FORMAT = OutputFormat(
    name="gitlab",
    read_by="GitLab",
    holds="Code Quality",
    suffixes=(),
    part=findings_part,
    whole=whole,
    may_carry_confidential=False,
)
