"""Folders of reports: pages with an index; or, for each dossier, page, Markdown, JSON and diagrams."""

from collections.abc import Callable, Iterator
from pathlib import Path

from provenance.auditing import DossierAudit
from provenance.diagram.layout import TooLarge
from provenance.diagram.layout_pool import LayoutPool
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.render import rendered
from provenance.files.writing import write_whole
from provenance.report.html.index import IndexEntry, index_entry, index_text
from provenance.report.html.page import page_text
from provenance.report.json_report import json_text
from provenance.report.markdown import markdown_text
from provenance.summaries.safe_name import safe_name

#: What the first line of our diagrams has in it: only those are ever removed.
_OURS = b'aria-labelledby="t d"'


class ReportFolder:
    """`index.html`, and a folder a dossier with `report.html`, `report.md`, `audit.json`, `dossier.svg`,
    `claims/*.svg`.

    `note` is told of drawings that could not be made. Raises OutputError.
    """

    def __init__(
        self, folder: Path, language: str | None, layout_pool: LayoutPool, note: Callable[[str], None]
    ) -> None:
        self.folder, self.language, self.layout_pool, self.note = folder, language, layout_pool, note
        self._entries: list[IndexEntry] = []
        self._names: set[str] = {"index"}

    def add(self, audit: DossierAudit) -> None:
        """Write the folder of one dossier; one that could not be read stands in the index alone."""
        name = unused_name(audit, self._names)
        if audit.readable:
            for file, content in report_files(audit, self.language, self.note):
                write_whole(self.folder / name / file, content)
            remove_stale_diagrams(audit, self.folder / name)
            page = page_text(audit, self.language, self.layout_pool, self.note)
            write_whole(self.folder / name / "report.html", page)
        self._entries.append(index_entry(audit, f"{name}/report.html"))

    def finish(self) -> None:
        """Write the index."""
        write_whole(self.folder / "index.html", index_text(self._entries, self.language))


def unused_name(audit: DossierAudit, taken: set[str]) -> str:
    """A name of its own, which is then taken: two dossiers of one id, which is a finding, still have a page each."""
    name = base = safe_name(audit.dossier.id)
    number = 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def report_files(
    audit: DossierAudit, language: str | None, note: Callable[[str], None]
) -> Iterator[tuple[str, str | bytes]]:
    """The name and content of everything in a dossier's folder but its page."""
    try:
        yield "dossier.svg", rendered(dossier_picture(audit, language), "svg")
    except TooLarge as error:
        note(f"{audit.dossier.file}: no diagram of the dossier ({error})")
    for claim in audit.dossier.claims:
        try:
            yield _diagram_name(claim), rendered(claim_picture(audit, claim, 0, language), "svg")
        except TooLarge as error:
            note(f"{audit.dossier.file}: no diagram of {claim} ({error})")
    yield "report.md", markdown_text(audit, language, diagrams=True)
    yield "audit.json", json_text([audit], language)


def _diagram_name(claim: str) -> str:
    return f"claims/{safe_name(claim)}.svg"


def remove_stale_diagrams(audit: DossierAudit, folder: Path) -> None:
    """Remove the diagrams of claims that are no longer there; what is not a diagram of ours stays."""
    current = set(map(_diagram_name, audit.dossier.claims))
    for old in sorted((folder / "claims").glob("*.svg")):
        if f"claims/{old.name}" not in current and _OURS in old.read_bytes()[:600]:
            old.unlink()
