"""Where the audits of a run go: each output takes them one after the other and closes what it wrote at the end."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from provenance.cli import common

if TYPE_CHECKING:
    from provenance.audit import Audit
    from provenance.diagram.layouts import Draughtsmen
    from provenance.report.html.index import Entry

FORMATS = ("text", "json", "markdown", "html")


class Output(Protocol):
    """An output of a run."""

    def add(self, audit: "Audit") -> None: ...

    def finish(self) -> None: ...


class Text:
    """What a person reads: as it comes on a terminal, whole in a file."""

    def __init__(self, path: Path | None, language: str | None, everything: bool, quiet: bool) -> None:
        self.path, self.language, self.everything, self.quiet = path, language, everything, quiet
        self._parts: list[str] = []
        self._count = 0

    def add(self, audit: "Audit") -> None:
        self._count += 1
        told = self._told(audit)
        if self.path is not None:
            self._parts.append(told)
        else:
            click.echo(("\n" if self._count > 1 and told and not self.quiet else "") + told, nl=False)

    def finish(self) -> None:
        if self.path is not None:
            common.write_whole(self.path, "\n".join(self._parts))

    def _told(self, audit: "Audit") -> str:
        from provenance.emit.findings import findings_text, plain
        from provenance.emit.text import audit_text

        paint = common.painter(sys.stdout) if self.path is None else plain
        columns = common.columns(sys.stdout) if self.path is None else 110
        if self.quiet:
            return findings_text(audit.dossier, audit.findings, self.language, paint, columns, self.everything)
        return audit_text(audit, self.language, paint, columns, self.everything)


class Whole:
    """JSON or Markdown of all audits, written when the last is there."""

    def __init__(self, form: str, path: Path | None, language: str | None) -> None:
        self.form, self.path, self.language = form, path, language
        self._audits: list[Audit] = []

    def add(self, audit: "Audit") -> None:
        self._audits.append(audit)

    def finish(self) -> None:
        if self.form == "json":
            from provenance.report.json_report import json_text

            content = json_text(self._audits, self.language)
        else:
            from provenance.report.markdown import markdown_text

            content = "\n".join(markdown_text(audit, self.language) for audit in self._audits)
        if self.path is None:
            click.echo(content, nl=False)
        else:
            common.write_whole(self.path, content)


class Page:
    """One HTML page, for the one dossier of the run."""

    def __init__(self, path: Path | None, language: str | None, draughtsmen: "Draughtsmen") -> None:
        self.path, self.language, self.draughtsmen = path, language, draughtsmen
        self._content: str | None = None

    def add(self, audit: "Audit") -> None:
        if not audit.readable:
            from provenance.emit.findings import findings_text, plain

            click.echo(
                findings_text(audit.dossier, audit.findings, self.language, plain, 110, False), nl=False, err=True
            )
            return
        if self._content is not None:
            raise click.UsageError("one page holds one dossier; for several, give a folder: --output html=DIR")
        self._content = page(audit, self.language, self.draughtsmen)

    def finish(self) -> None:
        if self._content is None:
            return
        if self.path is None:
            click.echo(self._content, nl=False)
        else:
            common.write_whole(self.path, self._content)


class Site:
    """A folder of HTML pages, one a dossier, and the index that leads to them.

    With `nested`, each page is `<dossier>/report.html`.
    """

    def __init__(self, folder: Path, language: str | None, draughtsmen: "Draughtsmen", nested: bool = False) -> None:
        self.folder, self.language, self.draughtsmen, self.nested = folder, language, draughtsmen, nested
        self._entries: list[Entry] = []
        self._names: set[str] = {"index"}

    def add(self, audit: "Audit") -> None:
        from provenance.report.html.index import entry

        name = self._name(audit)
        if audit.readable:
            common.write_whole(self.folder / name, page(audit, self.language, self.draughtsmen))
        self._entries.append(entry(audit, name))

    def finish(self) -> None:
        from provenance.report.html.index import index_text

        languages = {e.language for e in self._entries}
        language = self.language or (languages.pop() if len(languages) == 1 else "en")
        common.write_whole(self.folder / "index.html", index_text(self._entries, language))

    def _name(self, audit: "Audit") -> str:
        """Two dossiers of one id, which is a finding, still have a page each."""
        from provenance.story.safe_name import safe_name

        name = base = safe_name(audit.dossier.id)
        number = 2
        while not self.nested and name in self._names:
            name, number = f"{base}-{number}", number + 1
        self._names.add(name)
        return f"{name}/report.html" if self.nested else f"{name}.html"


class Reports:
    """`--reports DIR`: pages, Markdown, JSON and diagrams, a folder a dossier, and the index."""

    def __init__(self, folder: Path, language: str | None, draughtsmen: "Draughtsmen") -> None:
        self.folder, self.language = folder, language
        self._site = Site(folder, language, draughtsmen, nested=True)

    def add(self, audit: "Audit") -> None:
        from provenance.cli.reports import write_reports

        write_reports(audit, self.folder, self.language)
        self._site.add(audit)

    def finish(self) -> None:
        self._site.finish()


def page(audit: "Audit", language: str | None, draughtsmen: "Draughtsmen") -> str:
    from provenance.report.html.page import page_text

    return page_text(audit, language, draughtsmen, lambda line: click.echo(line, err=True))


def opened(
    wanted: tuple[tuple[str, Path | None], ...],
    reports: Path | None,
    language: str | None,
    everything: bool,
    quiet: bool,
    stack: ExitStack,
) -> list[Output]:
    """The outputs of a run. `stack` closes the workers that lay out drawings, where there are any."""
    found: list[Output] = []
    draughtsmen = None
    if reports is not None or any(name == "html" for name, _ in wanted):
        from provenance.diagram.layouts import Draughtsmen

        draughtsmen = stack.enter_context(Draughtsmen())
    for name, path in wanted:
        if name == "text":
            found.append(Text(path, language, everything, quiet))
        elif name != "html":
            found.append(Whole(name, path, language))
        elif draughtsmen is not None:
            one = path is None or path.suffix.lower() in (".html", ".htm")
            found.append(
                Page(path, language, draughtsmen) if one or path is None else Site(path, language, draughtsmen)
            )
    if reports is not None and draughtsmen is not None:
        found.append(Reports(reports, language, draughtsmen))
    return found
