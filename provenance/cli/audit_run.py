"""One run of `provenance audit`: what it was asked, its files, its outputs, its exit code."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.cli import common
from provenance.cli.reporters import Reporter, open_reporters, output_context
from provenance.files.locale import reader_language
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.auditing import DossierAudit
    from provenance.model.dates import When
    from provenance.model.finding import Finding
    from provenance.model.vocabulary import FailOn
    from provenance.summaries.run import RunSummary

#: So many dossiers are told whole; of more a line each is shown, unless all is asked for.
MAX_WHOLE = 5


@dataclass(frozen=True)
class AuditArguments:
    """What the command line asks."""

    paths: tuple[Path, ...]
    outputs: tuple[tuple[str, Path | None], ...] = (("text", None),)
    reports: Path | None = None
    baseline: Path | None = None
    as_of: "When | None" = None
    policy: str | None = None
    language: str | None = None
    fail_on: "FailOn | None" = None
    everything: bool = False
    quiet: bool = False
    show_confidential: bool = False
    in_project: bool = False
    rules: tuple[Path, ...] = ()
    force: bool = False


class AuditRun:
    """What is asked, with the session that answers it.

    Without `with_baseline` none is read: it is about to be written. Raises ProvenanceError.
    """

    def __init__(self, arguments: AuditArguments, with_baseline: bool = True) -> None:
        from provenance.formats.base import OutputOptions
        from provenance.session import AuditSession

        self.arguments = arguments
        options = common.audit_options(arguments.as_of, arguments.show_confidential, arguments.rules)
        self.session = AuditSession(
            arguments.paths, options, arguments.policy, arguments.baseline, with_baseline, arguments.in_project
        )
        if not arguments.in_project:
            common.tell_if_ignored(self.session.files, arguments.paths)
        self._refuse_own_input()
        entry = self.session.configuration.entry
        self.output_options = OutputOptions(
            arguments.language or entry.language,
            arguments.everything,
            arguments.quiet,
            arguments.fail_on or entry.fail_on,
            overview=not arguments.everything and len(self.session.files) > MAX_WHOLE,
            by_file=len({file.parent for file in self.session.files}) < len(self.session.files),
        )

    @property
    def files(self) -> list[Path]:
        return self.session.files

    def run(self, files: "Sequence[Path]", watched: "WatchState | None" = None) -> int:
        """Audit the files and write every output; the exit code.

        `watched` remembers what each file was read with, and has the audits of files that did not change for the
        outputs that tell of all.
        """
        progress = common.Progress(len(files), self.output_options.quiet)
        totals = RunTotals(self)
        terminal = output_context(self.output_options, on_terminal=True)
        with terminal, output_context(self.output_options, on_terminal=False) as file:
            asked = self.arguments
            outputs = Outputs(open_reporters(asked.outputs, asked.reports, terminal, file, asked.force))
            for done in self.session.audits(files, self._beside(files)):
                totals.add(done)
                if watched is not None:
                    watched.add(done)
                outputs.add(done, None if watched is None else True)
                progress.step()
            if watched is not None:
                for done in watched.all(self.files):
                    outputs.add(done, False)
            summary = totals.close()
            outputs.finish(summary)
        if summary.exit_code and all(path is not None for _, path in asked.outputs):
            # Nothing else that is shown says why the run ends as it does.
            common.tell(summary.text(self.output_options.language))
        return max(summary.exit_code, common.USAGE if outputs.failed else 0)

    def _beside(self, files: "Sequence[Path]") -> list[Path]:
        """The other claim files of the project, where these are to be judged among them."""
        if not self.arguments.in_project:
            return []
        from provenance.files.discover import claim_files

        own = {file.absolute() for file in files}
        everything = claim_files([self.session.configuration.folder])
        return [f for f in everything if f.absolute() not in own and not self.session.projects.of(f).ignores(f)]

    def _refuse_own_input(self) -> None:
        """What is audited is never written over."""
        # Unlike `Path.resolve`, this goes on where links lead in a circle.
        inputs = {os.path.realpath(file) for file in self.files}
        # The reports of a run have an index.
        folder = self.arguments.reports
        written = {os.path.realpath(folder / "index.html").casefold()} if folder is not None else set()
        for _, path in self.arguments.outputs:
            if path is None or (path.exists() and not (path.is_file() or path.is_dir())):
                # Several outputs may go to one pipe or device.
                continue
            if (real := os.path.realpath(path)) in inputs:
                raise common.usage_error(
                    M("{path} is one of the files that are audited: it is not written over", path=path)
                )
            # Not every file system tells large letters from small ones.
            if real.casefold() in written:
                raise common.usage_error(M("{path} is asked for twice: each output needs a file of its own", path=path))
            written.add(real.casefold())


class Outputs:
    """The outputs of a run. One that cannot be written is said, costs itself alone, and decides the exit code."""

    def __init__(self, reporters: "Sequence[Reporter]") -> None:
        self._open = list(reporters)
        self.failed = False

    def add(self, audit: "DossierAudit", streams: bool | None = None) -> None:
        """Give an audit to all outputs, or to those that stream or do not."""
        for output in [o for o in self._open if streams is None or o.streams is streams]:
            self._try(output, partial(output.add, audit))

    def finish(self, run: "RunSummary") -> None:
        for output in list(self._open):
            self._try(output, partial(output.finish, run))

    def _try(self, output: "Reporter", step: "Callable[[], None]") -> None:
        from provenance.model.errors import OutputError

        try:
            step()
        except OutputError as error:
            self.failed = True
            self._open.remove(output)
            common.tell(error.told(reader_language()))


class WatchState:
    """What a watching process remembers: what each claim file was read with and, where outputs want all, its audits."""

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self._audits: dict[Path, list[DossierAudit]] = {}
        self._reads: dict[Path, set[Path]] = {}

    def forget(self, file: Path) -> None:
        self._audits.pop(file.absolute(), None)

    def add(self, audit: "DossierAudit") -> None:
        dossier = audit.dossier
        file = Path(dossier.file).absolute()
        beside = [file.parent / d.file for d in dossier.documents.values() if d.file is not None]
        self._reads[file] = {file, *beside, *(Path(one.file).absolute() for one in dossier.inputs)}
        if self._keep:
            self._audits.setdefault(file, []).append(audit)

    def all(self, files: "Iterable[Path]") -> "Iterator[DossierAudit]":
        for file in files:
            yield from self._audits.get(file.absolute(), ())

    def known(self, file: Path) -> bool:
        return file.absolute() in self._reads

    def reads(self, file: Path) -> set[Path]:
        return self._reads.get(file.absolute(), {file.absolute()})

    def folders(self) -> set[Path]:
        return {path.parent for read in self._reads.values() for path in read}


class RunTotals:
    """What a run adds up to, with what is wrong with the project's own files."""

    def __init__(self, run: AuditRun) -> None:
        from provenance.session import ProjectCheck
        from provenance.summaries.run import RunCount

        self._count = RunCount(run.output_options.fail_on)
        self._project = ProjectCheck(run.session)

    def add(self, audit: "DossierAudit") -> None:
        self._count.add(audit)
        self._project.add(audit)

    def close(self) -> "RunSummary":
        """The figures, once all audits are in."""
        return self._count.summary(self._project.findings())


def write_baseline_file(run: AuditRun, path: Path) -> int:
    """Write the findings of today as a baseline; 3 where a file could not be read: its findings are not known.

    What is wrong with answers to findings is not taken for known: it is about what is set aside itself.
    """
    from provenance.files.writing import write_output
    from provenance.model.message import MN
    from provenance.project.baseline import baseline_text
    from provenance.project.filtering import EXPIRED, UNMATCHED

    language = run.output_options.language
    findings: list[Finding] = []
    unread = False
    for audit in run.session.audits():
        unread = unread or not audit.readable
        findings += [f for f in audit.findings if f.rule not in (EXPIRED, UNMATCHED)]
    if unread:
        common.say([M("no baseline is written: a file could not be read (provenance validate says which)")], language)
        return common.UNREADABLE
    write_output(path, baseline_text(findings), run.arguments.force)
    common.say([MN("{n} finding", "{n} findings", len(findings))], language, f"{path}: ")
    return 0
