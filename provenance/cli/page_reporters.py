"""HTML pages and the folder of reports, as outputs of a run. They tell nothing of the project's own files."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.cli.reporters import Reporter, write_output

if TYPE_CHECKING:
    from provenance.auditing import DossierAudit
    from provenance.diagram.layout_pool import LayoutPool
    from provenance.model.finding import Finding
    from provenance.report.html.index import IndexEntry


class PageReporter:
    """One HTML page, for the one dossier of the run."""

    streams = False

    def __init__(self, path: Path | None, language: str | None, layout_pool: "LayoutPool") -> None:
        self.path, self.language, self.layout_pool = path, language, layout_pool
        self._content: str | None = None

    def add(self, audit: "DossierAudit") -> None:
        if not audit.readable:
            from provenance.emit.findings import findings_text, plain

            click.echo(
                findings_text(audit.dossier, audit.findings, self.language, plain, 110, False), nl=False, err=True
            )
            return
        if self._content is not None:
            raise click.UsageError("one page holds one dossier; for several, give a folder: --output html=DIR")
        self._content = page(audit, self.language, self.layout_pool)

    def finish(self, project: "Sequence[Finding]") -> None:
        if self._content is None:
            return
        write_output(self._content, self.path)


class SiteReporter:
    """A folder of HTML pages, one a dossier, and the index that leads to them.

    With `nested`, each page is `<dossier>/report.html`.
    """

    streams = False

    def __init__(self, folder: Path, language: str | None, layout_pool: "LayoutPool", nested: bool = False) -> None:
        self.folder, self.language, self.layout_pool, self.nested = folder, language, layout_pool, nested
        self._entries: list[IndexEntry] = []
        self._names: set[str] = {"index"}

    def add(self, audit: "DossierAudit") -> None:
        self.add_as(audit, self.name(audit))

    def add_as(self, audit: "DossierAudit", name: str) -> None:
        """The page under a name that `name` gave."""
        from provenance.report.html.index import index_entry

        address = f"{name}/report.html" if self.nested else f"{name}.html"
        if audit.readable:
            common.write_whole(self.folder / address, page(audit, self.language, self.layout_pool))
        self._entries.append(index_entry(audit, address))

    def finish(self, project: "Sequence[Finding]") -> None:
        from provenance.report.html.index import index_text

        languages = {e.language for e in self._entries}
        language = self.language or (languages.pop() if len(languages) == 1 else "en")
        common.write_whole(self.folder / "index.html", index_text(self._entries, language))

    def name(self, audit: "DossierAudit") -> str:
        """A name of its own: two dossiers of one id, which is a finding, still have a page each."""
        from provenance.summaries.safe_name import safe_name

        name = base = safe_name(audit.dossier.id)
        number = 2
        while name in self._names:
            name, number = f"{base}-{number}", number + 1
        self._names.add(name)
        return name


class FolderReporter:
    """`--reports DIR`: pages, Markdown, JSON and diagrams, a folder a dossier, and the index."""

    streams = False

    def __init__(self, folder: Path, language: str | None, layout_pool: "LayoutPool") -> None:
        self.folder, self.language = folder, language
        self._site = SiteReporter(folder, language, layout_pool, nested=True)

    def add(self, audit: "DossierAudit") -> None:
        from provenance.cli.reports import write_reports

        name = self._site.name(audit)
        write_reports(audit, self.folder / name, self.language)
        self._site.add_as(audit, name)

    def finish(self, project: "Sequence[Finding]") -> None:
        self._site.finish(project)


def page(audit: "DossierAudit", language: str | None, layout_pool: "LayoutPool") -> str:
    from provenance.report.html.page import page_text

    return page_text(audit, language, layout_pool, lambda line: click.echo(line, err=True))


def open_page_reporters(
    pages: list[Path | None], reports: Path | None, language: str | None, stack: ExitStack
) -> list[Reporter]:
    """The outputs that draw. `stack` closes their workers."""
    from provenance.diagram.layout_pool import LayoutPool

    layout_pool = stack.enter_context(LayoutPool())
    found: list[Reporter] = []
    for path in pages:
        if path is None or path.suffix.lower() in (".html", ".htm"):
            found.append(PageReporter(path, language, layout_pool))
        else:
            found.append(SiteReporter(path, language, layout_pool))
    if reports is not None:
        found.append(FolderReporter(reports, language, layout_pool))
    return found
