"""The names that neither a record nor a manifest may hold: those that claim files keep, and those of private files."""

from collections.abc import Callable, Iterable
from pathlib import Path

from provenance.disclosure import private_files
from provenance.files.private import read_private
from provenance.model.confidential import masked, redactor
from provenance.model.dossier import Dossier


def private_names(paths: Iterable[Path]) -> tuple[str, ...]:
    """Every name and contact in the private files below the paths and above them. The files are opened for nothing but
    searching for these names.
    """
    found: dict[str, None] = {}
    for path in private_files(paths):
        for entry in read_private(path).sources.values():
            found |= dict.fromkeys(filter(None, (entry.name, *entry.aliases, entry.contact)))
    return tuple(found)


def hider(dossiers: Iterable[Dossier], names: tuple[str, ...]) -> Callable[[str], str]:
    """Takes the confidential names of some dossiers, as they were loaded, and further names out of a text."""
    nothing = Dossier("", "", "en", "", {}, {}, {}, (), {})
    redactors = [redactor(masked(dossier, names)) for dossier in (*dossiers, nothing)]

    def hide(text: str) -> str:
        for redact in redactors:
            text = redact(text)
        return text

    return hide
