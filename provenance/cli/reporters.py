"""Where the audits of a run go: each output takes them one after the other and closes what it wrote at the end."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from provenance.cli import common

if TYPE_CHECKING:
    from provenance.auditing import DossierAudit
    from provenance.emit.dossier_report import DossierReport, Edits, RenderedFinding
    from provenance.model.finding import Finding

MACHINE = ("sarif", "junit", "github", "gitlab")
FORMATS = ("text", "json", "markdown", "html", *MACHINE)


class Reporter(Protocol):
    """An output of a run. One that tells `streams` needs no more than what is audited; the others tell of all."""

    streams: bool

    def add(self, audit: "DossierAudit") -> None: ...

    def finish(self, project: "Sequence[Finding]") -> None:
        """Write what is not written yet; `project` are the findings about the project's own files."""


@dataclass(frozen=True)
class OutputOptions:
    """How things are said: the language, how much, how wide, and from which severity on the run fails."""

    language: str | None
    everything: bool
    quiet: bool
    fail_on: str


class TextReporter:
    """What a person reads: as it comes on a terminal, whole in a file."""

    def __init__(self, path: Path | None, options: OutputOptions) -> None:
        self.path, self.options = path, options
        self.streams = path is None
        self._parts: list[str] = []
        self._count = 0

    def add(self, audit: "DossierAudit") -> None:
        self._put(self._rendered(audit))

    def finish(self, project: "Sequence[Finding]") -> None:
        if project:
            from provenance.emit.findings import project_text

            self._put(project_text(project, self.options.language, *self._dress()))
        if self.path is not None:
            common.write_whole(self.path, "\n".join(self._parts))

    def _put(self, told: str) -> None:
        self._count += 1
        if self.path is not None:
            self._parts.append(told)
        else:
            click.echo(("\n" if self._count > 1 and told and not self.options.quiet else "") + told, nl=False)

    def _dress(self) -> "tuple[common.Painter, int]":
        if self.path is not None:
            return (lambda text, style: text), 110
        return common.painter(sys.stdout), common.columns(sys.stdout)

    def _rendered(self, audit: "DossierAudit") -> str:
        from provenance.emit.findings import findings_text
        from provenance.emit.text import audit_text

        options = self.options
        if options.quiet:
            return findings_text(audit.dossier, audit.findings, options.language, *self._dress(), options.everything)
        return audit_text(audit, options.language, *self._dress(), options.everything)


class DocumentReporter:
    """JSON or Markdown of all audits, written when the last is there."""

    streams = False

    def __init__(self, form: str, path: Path | None, language: str | None) -> None:
        self.form, self.path, self.language = form, path, language
        self._audits: list[DossierAudit] = []

    def add(self, audit: "DossierAudit") -> None:
        self._audits.append(audit)

    def finish(self, project: "Sequence[Finding]") -> None:
        if self.form == "json":
            from provenance.report.json_report import json_text

            content = json_text(self._audits, self.language, project)
        else:
            from provenance.report.markdown import markdown_text, project_lines

            parts = [markdown_text(audit, self.language) for audit in self._audits]
            content = "\n".join([*parts, *project_lines(project, self.language or "en")])
        write_output(content, self.path)


class FindingsReporter:
    """What programs read: SARIF, JUnit, GitHub's annotations, GitLab's code quality."""

    streams = False

    def __init__(self, form: str, path: Path | None, options: OutputOptions) -> None:
        self.form, self.path, self.options = form, path, options
        self._checked: list[DossierReport] = []

    def add(self, audit: "DossierAudit") -> None:
        from provenance.emit.dossier_report import dossier_report

        edits: Edits = _edits(audit) if self.form == "sarif" else {}
        self._checked.append(
            dossier_report(audit.dossier, audit.findings, audit.suppressed, self.options.language, edits)
        )

    def finish(self, project: "Sequence[Finding]") -> None:
        from provenance.emit.dossier_report import project_report

        if project:
            self._checked.append(project_report(project, self.options.language))
        write_output(self._content(), self.path)
        if self.form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
            from provenance.emit.github import summary_text

            common.append(Path(summary), summary_text(self._checked))

    def _content(self) -> str:
        if self.form == "sarif":
            from provenance.emit.sarif import sarif_text

            return sarif_text(self._checked, self.options.language)
        if self.form == "junit":
            from provenance.emit.junit import junit_text

            return junit_text(self._checked, self._fails)
        if self.form == "github":
            from provenance.emit.github import github_text

            return github_text(self._checked)
        from provenance.emit.gitlab import gitlab_text

        return gitlab_text(self._checked)

    def _fails(self, told: "RenderedFinding") -> bool:
        return common.fails(told.finding.severity.value, self.options.fail_on)


def _edits(audit: "DossierAudit") -> "Edits":
    """What the repairs of an audit come to in its file, which is read again only where there are any."""
    from provenance.files.located import Unreadable
    from provenance.files.texts import read_text
    from provenance.fixing import fix_edits

    if not any(finding.fix for finding in audit.findings):
        return {}
    file = audit.dossier.file
    try:
        return fix_edits(read_text(Path(file), file), file, audit.findings)
    except Unreadable:
        return {}


def write_output(content: str, path: Path | None) -> None:
    """To a file, whole, or to standard output."""
    if path is None:
        click.echo(content, nl=False)
    else:
        common.write_whole(path, content)


def open_reporters(
    arguments: tuple[tuple[str, Path | None], ...], reports: Path | None, options: OutputOptions, stack: ExitStack
) -> list[Reporter]:
    """The outputs of a run. `stack` closes the workers that lay out drawings, where there are any."""
    found: list[Reporter] = []
    for name, path in arguments:
        if name == "text":
            found.append(TextReporter(path, options))
        elif name in MACHINE:
            found.append(FindingsReporter(name, path, options))
        elif name != "html":
            found.append(DocumentReporter(name, path, options.language))
    pages = [path for name, path in arguments if name == "html"]
    if pages or reports is not None:
        from provenance.cli.page_reporters import open_page_reporters

        found += open_page_reporters(pages, reports, options.language, stack)
    return found
