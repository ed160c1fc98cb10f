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
from provenance.model.errors import OutputError
from provenance.model.message import M
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
        self._files: dict[str, set[str]] = {}
        self._names: set[str] = {"index", "index.html"}

    def add(self, audit: DossierAudit) -> None:
        """Write the folder of one dossier; one that could not be read stands in the index alone."""
        name = unused_name(audit, self._names)
        if audit.readable:
            made = [*report_files(audit, self.language, self.note)]
            page = page_text(audit, self.language, self.layout_pool, self.note, self.folder / name)
            made.append(("report.html", page))
            with locked(self.folder):
                for file, content in made:
                    write_output(self._inside(self.folder / name / file), content, self.force)
                remove_stale_diagrams(audit, self.folder / name)
        self._files.setdefault(audit.dossier.file, set()).add(name)
        self._entries.append(index_entry(audit, f"{name}/report.html"))

    def finish(self) -> None:
        """Write the index, and remove the folders that were made of the same claim files under other names."""
        with locked(self.folder):
            write_output(self._inside(self.folder / "index.html"), index_text(self._entries, self.language), self.force)
            # Files are told apart by their way from here: of a folder elsewhere another project may have made the rest.
            here = self.folder.resolve().is_relative_to(Path.cwd())
            for old in sorted(self.folder.glob("*/audit.json")) if here else ():
                now = self._files.get(_claim_file(old) or "", set())
                linked = old.is_symlink() or old.parent.is_symlink()
                if len(now) == 1 and old.parent.name not in self._names and not linked:
                    _remove_outputs(old.parent)
                    self.note(f"{old.parent}: removed, its dossier is now called {next(iter(now))}")

    def _inside(self, path: Path) -> Path:
        """The path, which no link leads out of the folder. Raises OutputError."""
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise OutputError(M("{path}: a link leads out of the folder of the reports", path=path))
        return path


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
    for old in sorted((folder / "claims").glob("*.svg")) if not (folder / "claims").is_symlink() else ():
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
    diagrams = sorted((folder / "claims").glob("*.svg")) if not (folder / "claims").is_symlink() else []
    for path in [*diagrams, *sorted(folder.iterdir())]:
        if path.is_file() and not path.is_symlink() and may_replace(path):
            path.unlink(missing_ok=True)
    for emptied in (folder / "claims", folder):
        with suppress(OSError):
            emptied.rmdir()
