"""GitHub's annotations, and the summary of the job."""

from collections.abc import Sequence

from provenance.emit.dossier_report import DossierReport, with_project
from provenance.emit.github import github_text, summary_text
from provenance.formats.base import OutputContext, OutputFormat, findings_part
from provenance.summaries.run import RunSummary


def whole(parts: Sequence[DossierReport], run: RunSummary, context: OutputContext) -> str:
    return github_text(with_project(parts, run.project, context.language or run.language))


def job_summary(parts: Sequence[DossierReport], run: RunSummary, context: OutputContext) -> str:
    return summary_text(with_project(parts, run.project, context.language or run.language), run, context.language)


FORMAT = OutputFormat(
    name="github",
    read_by="GitHub Actions",
    holds="annotations, and the summary of the job",
    suffixes=(),
    part=findings_part,
    whole=whole,
    may_carry_confidential=False,
    job_summary=job_summary,
)
