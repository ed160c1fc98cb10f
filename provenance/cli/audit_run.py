"""One run of `provenance audit`: what it was asked, its files, its outputs, its exit code."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.cli.outputs import Manner, opened

if TYPE_CHECKING:
    from provenance.audit import Audit
    from provenance.model.dates import When
    from provenance.model.finding import Finding
    from provenance.project.config import Configuration


class Job:
    """What the command line asks, with the configurations that govern its files. Raises ConfigurationError."""

    def __init__(
        self,
        paths: tuple[Path, ...],
        outputs: tuple[tuple[str, Path | None], ...],
        reports: Path | None,
        baseline: Path | None,
        as_of: "When | None",
        policy: str | None,
        show_confidential: bool,
    ) -> None:
        from provenance.files.load import shown_path
        from provenance.project.baseline import read_baseline
        from provenance.project.config import Projects

        self.paths, self.outputs, self.reports = paths, outputs, reports
        self.manner = Manner(None, False, False, "error")
        self.projects = Projects()
        self.configuration: Configuration = self.projects.of(paths[0])
        self.files = common.governed(self.projects, paths)
        asked = common.asked_for(self.projects, paths, as_of, policy, show_confidential)
        known = baseline or self.configuration.baseline
        read = read_baseline(known, shown_path(known)) if known is not None else None
        self.asked = replace(asked, baseline=read)
        #: What was read for each claim file, itself included.
        self.reads: dict[Path, set[Path]] = {}

    def run(self, files: Sequence[Path]) -> int:
        """Audit the files and write every output; the exit code."""
        from provenance.audit import dossiers

        progress = common.Progress(len(files), self.manner.quiet)
        ledger = Ledger(self)
        with ExitStack() as stack:
            written = opened(self.outputs, self.reports, self.manner, stack)
            for dossier in dossiers(files, self.projects):
                done = self.audit(dossier)
                ledger.add(done)
                for output in written:
                    output.add(done)
                progress.step()
            project = ledger.close()
            try:
                for output in written:
                    output.finish(project)
            except click.UsageError as error:
                if not ledger.unread:
                    raise
                # The highest code that applies.
                error.show()
        return ledger.code

    def audit(self, dossier: "object") -> "Audit":
        from provenance.audit import audit
        from provenance.model.dossier import Dossier

        assert isinstance(dossier, Dossier)
        file = Path(dossier.file)
        texts = [document.path for document in dossier.documents.values() if document.path is not None]
        read = [dossier.file, *(one.file for one in dossier.inputs), *texts]
        self.reads.setdefault(file.absolute(), set()).update(Path(name).absolute() for name in read)
        return audit(dossier, self.projects.of(file).settings(file), self.asked)

    def touched(self, changed: set[Path]) -> list[Path]:
        """The files to audit again once those at `changed` did; all of them when a configuration is among these.

        Raises ConfigurationError, and UsageError where no file is left.
        """
        from provenance.files.discover import REGISTRY
        from provenance.project.config import FILE, SHARED_FILE, Projects

        if any(path.name in (FILE, SHARED_FILE, REGISTRY) for path in changed):
            projects = Projects()
            files = common.governed(projects, self.paths)
            self.projects, self.configuration, self.files = projects, projects.of(self.paths[0]), files
            return files
        self.files = common.governed(self.projects, self.paths)
        return [file for file in self.files if changed & self.reads.get(file.absolute(), {file.absolute()})]


class Ledger:
    """What a run adds up to: its exit code, and what is wrong with the project's own files."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.unread = False
        self._failed = False
        self._served: set[object] = set()
        self._dossiers: set[str] = set()
        self._files: set[Path] = set()

    def add(self, audit: "Audit") -> None:
        self.unread = self.unread or not audit.readable
        self._note(audit.findings)
        self._served |= audit.served
        self._dossiers.add(audit.dossier.id)
        self._files.add(Path(audit.dossier.file).absolute())

    @property
    def code(self) -> int:
        return common.UNREADABLE if self.unread else common.FOUND if self._failed else 0

    def close(self) -> "list[Finding]":
        """The findings about the configurations and the baseline, once all audits are in."""
        from provenance.model import dates
        from provenance.project.settle import orphans, project_problems
        from provenance.validation import project_findings

        asked, problems = self.job.asked, []
        on = asked.as_of or dates.today()
        for configuration in self.job.projects.known():
            suppressions = [one for _, one in configuration.suppressions]
            complete = bool(suppressions) and self._covers(configuration)
            problems += project_problems(suppressions, self._served, on, complete)
        if asked.baseline is not None and self._covers(self.job.configuration):
            problems += orphans(asked.baseline, self._dossiers)
        findings = project_findings(problems, self.job.configuration.settings(Path("-")))
        self._note(findings)
        return findings

    def _note(self, findings: "Iterable[Finding]") -> None:
        fail_on = self.job.manner.fail_on
        self._failed = self._failed or any(common.fails(f.severity.value, fail_on) for f in findings)

    def _covers(self, configuration: "Configuration") -> bool:
        """Whether every file that a configuration governs was audited."""
        from provenance.files.discover import claim_files

        everything = claim_files([configuration.folder])
        governed = (f for f in everything if self.job.projects.of(f) is configuration and not configuration.ignores(f))
        return all(file.absolute() in self._files for file in governed)


def write_known(job: Job, path: Path) -> int:
    """Write the findings of today as a baseline; 3 where a file could not be read: its findings are not known."""
    from provenance.audit import dossiers
    from provenance.project.baseline import baseline_text

    job.asked = replace(job.asked, baseline=None)
    findings: list[Finding] = []
    unread = False
    for dossier in dossiers(job.files, job.projects):
        audit = job.audit(dossier)
        unread = unread or not audit.readable
        findings += audit.findings
    if unread:
        raise SystemExit(_cannot(job))
    common.write_whole(path, baseline_text(findings))
    click.echo(f"{path}: {len(findings)} findings", err=True)
    return 0


def _cannot(job: Job) -> int:
    click.echo("no baseline is written: a file could not be read (provenance validate says which)", err=True)
    return common.UNREADABLE
