"""Folders of reports: pages with an index; or, for each dossier, page, Markdown, JSON and diagrams."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from provenance.auditing import DossierAudit
from provenance.diagram.layout import TooLarge
from provenance.diagram.layout_pool import LayoutPool
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.render import rendered
from provenance.files.writing import locked, may_replace, write_output
from provenance.report.html.index import IndexEntry, index_entry, index_text
from provenance.report.html.page import page_text
from provenance.report.json_report import json_text
from provenance.report.markdown import markdown_text
from provenance.summaries.safe_name import safe_name

#: How the audit of a folder names the claim file that it was made of.
_FILE = re.compile(rb'^   "file": (".*"),$', re.M)


class ReportFolder:
    """`index.html`, and a folder a dossier with `report.html`, `report.md`, `audit.json`, `dossier.svg`,
    `claims/*.svg`.

    `note` is told of drawings that could not be made. Raises OutputError.
    """

    def __init__(
        self,
        folder: Path,
        language: str | None,
        layout_pool: LayoutPool,
        note: Callable[[str], None],
        force: bool = False,
    ) -> None:
        self.folder, self.language, self.layout_pool, self.note, self.force = folder, language, layout_pool, note, force
        self._entries: list[IndexEntry] = []
        self._files: dict[str, str] = {}
        self._names: set[str] = {"index"}

    def add(self, audit: DossierAudit) -> None:
        """Write the folder of one dossier; one that could not be read stands in the index alone."""
        name = unused_name(audit, self._names)
        if audit.readable:
            made = [*report_files(audit, self.language, self.note)]
            made.append(("report.html", page_text(audit, self.language, self.layout_pool, self.note)))
            with locked(self.folder):
                for file, content in made:
                    write_output(self.folder / name / file, content, self.force)
                remove_stale_diagrams(audit, self.folder / name)
        self._files[audit.dossier.file] = name
        self._entries.append(index_entry(audit, f"{name}/report.html"))

    def finish(self) -> None:
        """Write the index, and remove the folders that were made of the same claim files under other names."""
        with locked(self.folder):
            write_output(self.folder / "index.html", index_text(self._entries, self.language), self.force)
            for old in sorted(self.folder.glob("*/audit.json")):
                made_of = _claim_file(old)
                if made_of is not None and self._files.get(made_of, old.parent.name) != old.parent.name:
                    _remove_outputs(old.parent)
                    self.note(f"{old.parent}: removed, its dossier is now called {self._files[made_of]}")


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
    """Remove the diagrams of claims that are no longer there; what is no output of the tool stays."""
    current = set(map(_diagram_name, audit.dossier.claims))
    for old in sorted((folder / "claims").glob("*.svg")):
        if f"claims/{old.name}" not in current and may_replace(old):
            old.unlink(missing_ok=True)


def _claim_file(audit: Path) -> str | None:
    """The claim file of which the audit in a folder of reports was made."""
    if not may_replace(audit):
        return None
    try:
        with audit.open("rb") as stream:
            found = _FILE.search(stream.read(65_536))
        return str(json.loads(found[1])) if found is not None else None
    except (OSError, ValueError):
        return None


def _remove_outputs(folder: Path) -> None:
    """Remove the outputs of the tool in a folder, and the folder when nothing else is left in it."""
    for path in [*sorted((folder / "claims").glob("*.svg")), *sorted(folder.iterdir())]:
        if path.is_file() and not path.is_symlink() and may_replace(path):
            path.unlink(missing_ok=True)
    for emptied in (folder / "claims", folder):
        with suppress(OSError):
            emptied.rmdir()
