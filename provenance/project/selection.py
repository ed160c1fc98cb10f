"""Which files a run looks at: those at its paths that no configuration ignores."""

import os
from collections.abc import Sequence
from pathlib import Path

from provenance.files.discover import REGISTRY, SUFFIXES, claim_files, in_order
from provenance.files.located import Unreadable
from provenance.files.texts import read_bytes
from provenance.model.errors import UsageError
from provenance.model.message import M
from provenance.project.config import FILE, SHARED_FILE, Projects


def claim_files_to_audit(projects: Projects, paths: Sequence[Path], required: bool = True) -> list[Path]:
    """The claim files at the paths without those their configuration ignores; every lexicon they need is checked.

    Raises UsageError where there is none at all and one is `required`, ConfigurationError.
    """
    named = " ".join(map(str, paths))
    found = claim_files(paths)
    if not found and required:
        raise UsageError(M("no claim file (*.claims.yaml, .yml, .json, .jsonl) at {path}", path=named))
    files = [file for file in found if not projects.of(file).ignores(file)]
    for configuration in projects.known():
        check_lexicons(configuration.lexicons)
    return files


def files_concerned(projects: Projects, changed: Sequence[Path]) -> list[Path]:
    """The claim files of a project that some changed files concern, in order: those among them, those that read one of
    them as a text, those below a registry, all below a configuration. None that the configuration ignores.

    Raises ConfigurationError.
    """
    found: dict[str, Path] = {}
    for path in changed:
        if path.name.endswith(SUFFIXES) or path.is_dir():
            concerned = claim_files([path])
        else:
            configuration = projects.of(path)
            whole = path.name in (REGISTRY, FILE, SHARED_FILE)
            below = claim_files([path.parent if whole else configuration.folder])
            concerned = below if whole else [file for file in below if _may_read(file, path)]
        for file in concerned:
            if not projects.of(file).ignores(file):
                found.setdefault(os.path.realpath(file), file)
    return sorted(found.values(), key=in_order)


def _may_read(claim_file: Path, text: Path) -> bool:
    """Whether a claim file names a file at or below its folder."""
    folder = os.path.realpath(claim_file.parent)
    inside = os.path.relpath(os.path.realpath(text.parent), folder)
    if inside.startswith(".."):
        return False
    try:
        held = read_bytes(claim_file, "")
    except Unreadable:
        return True
    # As it is written, or escaped (JSON, YAML in quotation marks).
    return text.name.encode() in held or (not text.name.isascii() and b"\\" in held)


def check_lexicons(lexicons: Sequence[Path]) -> None:
    """Read the project's lexicons before any text, so that a bad one is a matter of configuration."""
    if not lexicons:
        return
    from provenance.extraction.languages import LANGUAGES
    from provenance.extraction.lexicon import lexicon

    for language in LANGUAGES:
        lexicon(language, lexicons)
