"""Finding claim files, the registries above them, and the root of a project."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = (".claims.yaml", ".claims.yml", ".claims.json", ".claims.jsonl")
REGISTRY = "sources.yaml"
# ASCII digits alone, and few enough for int().
_NUMBER = re.compile(r"([0-9]{1,18})")
_ROOT_MARKS = ("provenance.toml", "pyproject.toml", ".git")


def claim_files(paths: Iterable[Path], endings: tuple[str, ...] = SUFFIXES) -> list[Path]:
    """The claim files at `paths`, each once by whatever name, sorted. A file is taken as it is; a folder is searched
    recursively for names with these endings, and one that cannot be is among what is found: whoever reads it says why.

    Symbolic links to folders are not followed, hidden folders are not entered.
    """
    found: dict[str, Path] = {}

    def add(path: Path) -> None:
        found.setdefault(os.path.realpath(path), path)

    for path in paths:
        if not path.is_dir() or path.name.endswith(endings):
            add(path)
            continue
        for folder, subfolders, names in os.walk(path, onerror=lambda error: add(Path(error.filename))):
            subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
            # A folder called x.claims.yaml is somebody's mistake: it is taken, and said.
            for name in [*names, *subfolders]:
                if name.endswith(endings):
                    add(Path(folder) / name)
    return sorted(found.values(), key=in_order)


def in_order(path: Path) -> tuple[tuple[str | int, ...], str]:
    """Where a path stands in a list: by its name, with numbers by their value: `hall-2` before `hall-10`."""
    name = path.as_posix()
    # Every second part is a number.
    return tuple(int(part) if at % 2 else part for at, part in enumerate(_NUMBER.split(name))), name


def project_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that bears the mark of a project."""
    for folder in (start, *start.parents):
        if any(os.path.exists(folder / mark) for mark in _ROOT_MARKS):
            return folder
    return None


def registries(claim_file: Path) -> list[Path]:
    """The `sources.yaml` files that stand above a claim file, nearest first.

    The search ends at the root of the project; without one, at the folder above the dossier's.
    """
    folder = Path(os.path.abspath(claim_file)).parent
    root = project_root(folder) or folder.parent
    found = []
    for candidate in (folder, *folder.parents):
        # What is no regular file is refused when it is read, and said.
        if os.path.lexists(candidate / REGISTRY) and not os.path.isdir(candidate / REGISTRY):
            found.append(candidate / REGISTRY)
        if candidate == root:
            break
    return found
