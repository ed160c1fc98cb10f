"""Which files a run looks at: those at its paths that no configuration ignores."""

from collections.abc import Sequence
from pathlib import Path

from provenance.files.discover import claim_files
from provenance.model.errors import UsageError
from provenance.project.config import Projects


def claim_files_to_audit(projects: Projects, paths: Sequence[Path]) -> list[Path]:
    """The claim files at the paths without those their configuration ignores; every lexicon they need is checked.

    Raises UsageError where there is none left to look at, ConfigurationError.
    """
    named = " ".join(map(str, paths))
    found = claim_files(paths)
    if not found:
        raise UsageError(f"no claim file (*.claims.yaml, .yml, .json, .jsonl) at {named}")
    files = [file for file in found if not projects.of(file).ignores(file)]
    if not files:
        raise UsageError(f"every claim file at {named} is ignored by the configuration")
    for configuration in projects.known():
        check_lexicons(configuration.lexicons)
    return files


def check_lexicons(lexicons: Sequence[Path]) -> None:
    """Read the project's lexicons before any text, so that a bad one is a matter of configuration."""
    if not lexicons:
        return
    from provenance.extraction.lexicon import LANGUAGES, lexicon

    for language in LANGUAGES:
        lexicon(language, lexicons)
