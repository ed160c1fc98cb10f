"""Where the audits of a run go: each reporter takes them one after the other and closes what it wrote at the end."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from provenance.cli import common
from provenance.copies.kinds import COPY_FORMATS
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.auditing import DossierAudit
    from provenance.copies import TextUnderAudit
    from provenance.formats.base import OutputContext, OutputFormat, OutputOptions
    from provenance.summaries.run import RunSummary


class Reporter(Protocol):
    """An output of a run. One that `streams` needs no more than what is audited; the others tell of all."""

    streams: bool

    def add(self, audit: "DossierAudit") -> None: ...

    def finish(self, run: "RunSummary") -> None:
        """Write what is not written yet; `run` is what all of it came to."""


class StreamReporter:
    """Shows each audit on standard output as it comes."""

    streams = True

    def __init__(self, form: "OutputFormat[Any]", context: "OutputContext") -> None:
        self.form, self.context = form, context
        self._count = 0

    def add(self, audit: "DossierAudit") -> None:
        self._show(self.form.part(audit, self.context))

    def finish(self, run: "RunSummary") -> None:
        self._show(self.form.whole([], run, self.context))

    def _show(self, said: str | None) -> None:
        said = said or ""
        packed = self.context.options.quiet or self.context.options.overview
        between = "\n" if self._count and said and not packed else ""
        self._count += 1
        click.echo(between + said, nl=False)


class FileReporter:
    """One file, or standard output, made of all audits once the last is there."""

    streams = False

    def __init__(
        self, form: "OutputFormat[Any]", path: Path | None, context: "OutputContext", force: bool = False
    ) -> None:
        self.form, self.path, self.context, self.force = form, path, context, force
        self._parts: list[Any] = []

    def add(self, audit: "DossierAudit") -> None:
        if self._parts and self.form.one_dossier:
            name = self.form.name
            raise common.usage_error(
                M("one page holds one dossier; for several, give a folder: --output {name}=DIR", name=name)
            )
        self.context.folder = self.path.parent if self.path is not None else None
        part = self.form.part(audit, self.context)
        if part is not None:
            self._parts.append(part)

    def finish(self, run: "RunSummary") -> None:
        if self.form.one_dossier and not self._parts:
            return
        footer = self.form.footer if self.path is not None else ""
        write_or_show(self.form.whole(self._parts, run, self.context) + footer, self.path, self.force)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if self.form.job_summary is not None and summary:
            from provenance.files.writing import append

            append(Path(summary), self.form.job_summary(self._parts, run, self.context))


class SiteReporter:
    """A folder with a file a dossier, and the index that leads to them. It tells nothing of the project's own files."""

    streams = False

    def __init__(self, form: "OutputFormat[Any]", folder: Path, context: "OutputContext", force: bool) -> None:
        self.form, self.folder, self.context, self.force = form, folder, context, force
        self._entries: list[Any] = []
        self._names: set[str] = {"index"}

    def add(self, audit: "DossierAudit") -> None:
        from provenance.files.writing import write_output
        from provenance.report.folder import unused_name
        from provenance.summaries.run import RunSummary

        assert self.form.folder is not None
        address = unused_name(audit, self._names) + self.form.suffixes[0]
        self.context.folder = self.folder
        if audit.readable:
            page = self.form.whole([self.form.part(audit, self.context)], RunSummary(), self.context)
            write_output(self.folder / address, page, self.force)
        self._entries.append(self.form.folder.entry(audit, address))

    def finish(self, run: "RunSummary") -> None:
        from provenance.files.writing import write_output

        assert self.form.folder is not None
        index = self.form.folder.text(self._entries, self.context.language)
        write_output(self.folder / f"index{self.form.suffixes[0]}", index, self.force)


class CopyReporter:
    """Copies of the texts under audit with their findings in the margin: one file for one text, a folder for several.

    What stands there already is written on where it is the same text: what people said in its margin stays.
    """

    streams = False

    def __init__(self, form: str, path: Path, context: "OutputContext", force: bool) -> None:
        self.form, self.path, self.context, self.force = form, path, context, force
        self._texts: list[TextUnderAudit] = []

    def add(self, audit: "DossierAudit") -> None:
        from provenance.copies import texts_under_audit

        self._texts += texts_under_audit(audit, self.context.language)

    def finish(self, run: "RunSummary") -> None:
        from provenance.model.errors import OutputError

        one_file = self.path.suffix.lower() == f".{self.form}"
        if not self._texts:
            raise OutputError(M("{path}: no text under audit is at hand, of which to make a copy", path=self.path))
        if one_file and len(self._texts) > 1:
            raise OutputError(
                M(
                    "{path}: {count} texts are under audit; give a folder: {form}=DIR",
                    path=self.path,
                    count=len(self._texts),
                    form=self.form,
                )
            )
        taken: set[str] = set()
        for text in self._texts:
            name = base = Path(text.document.file or text.document.id).stem
            while name in taken:
                name = f"{base}-{len(taken)}"
            taken.add(name)
            self._write(text, self.path if one_file else self.path / f"{name}.{self.form}")

    def _write(self, text: "TextUnderAudit", path: Path) -> None:
        from provenance.copies import annotated_copy
        from provenance.files.writing import write_output

        existing = path.read_bytes() if path.is_file() and not self.force else None
        content = annotated_copy(text, self.form, existing, str(path))
        # Nothing is lost of what the copy was made on.
        write_output(path, content, self.force or existing is not None)


class FolderReporter:
    """`--reports DIR`: everything there is, a folder a dossier."""

    streams = False

    def __init__(self, folder: Path, context: "OutputContext", force: bool) -> None:
        from provenance.report.folder import ReportFolder

        self._reports = ReportFolder(folder, context.language, context.layout_pool, context.note, force)

    def add(self, audit: "DossierAudit") -> None:
        self._reports.add(audit)

    def finish(self, run: "RunSummary") -> None:
        self._reports.finish()


def write_or_show(content: str, path: Path | None, force: bool) -> None:
    """To a file, whole and over none of somebody else's, or to standard output."""
    from provenance.files.writing import write_output

    if path is None:
        click.echo(content, nl=False)
    else:
        write_output(path, content, force)


def output_context(options: "OutputOptions", on_terminal: bool) -> "OutputContext":
    """How a terminal looks, or a file."""
    from provenance.formats.base import OutputContext

    def note(line: str) -> None:
        common.tell(line)

    if on_terminal:
        return OutputContext(options, note, common.painter(sys.stdout), common.columns(sys.stdout))
    return OutputContext(options, note)


def open_reporters(
    wanted: tuple[tuple[str, Path | None], ...],
    reports: Path | None,
    terminal: "OutputContext",
    file: "OutputContext",
    force: bool = False,
) -> list[Reporter]:
    """The outputs of a run, in `terminal`'s look or a `file`'s."""
    from provenance.formats import output_format

    found: list[Reporter] = []
    for name, path in wanted:
        if name in COPY_FORMATS:
            assert path is not None
            found.append(CopyReporter(name, path, file, force))
            continue
        form = output_format(name)
        if path is None and form.streams:
            found.append(StreamReporter(form, terminal))
        elif form.folder is not None and path is not None and not path.name.lower().endswith(form.suffixes):
            found.append(SiteReporter(form, path, file, force))
        else:
            found.append(FileReporter(form, path, file, force))
    if reports is not None:
        found.append(FolderReporter(reports, file, force))
    return found
