"""The languages that can be read: a folder each, named here and nowhere else.

A folder holds `lexicon.toml` (the words), `forms.py` (how its verbs are conjugated: `conjugate`) and a package whose
`frames` reads one sentence (`docs/how-to/add-a-language.md`).
"""

import tomllib
from functools import lru_cache
from importlib import import_module, resources
from typing import Any

FOLDERS = {"fr": "french", "en": "english", "es": "spanish", "de": "german"}
LANGUAGES = tuple(FOLDERS)
#: Their names, as English has them.
NAMES = tuple(folder.capitalize() for folder in FOLDERS.values())


def words_of(language: str) -> dict[str, Any]:
    """The lexicon of a language as it is written, to be changed at will."""
    return tomllib.loads(_text(language))


def part_of(language: str, name: str = "") -> Any:
    """What a module of a language's folder offers: `frames` of the package itself, `conjugate` of its `forms`."""
    return import_module(f"provenance.extraction.{FOLDERS[language]}{name and '.' + name}")


@lru_cache(maxsize=8)
def _text(language: str) -> str:
    return (resources.files("provenance.extraction") / FOLDERS[language] / "lexicon.toml").read_text("utf-8")


@lru_cache(maxsize=8)
def table(language: str, name: str) -> dict[str, Any]:
    """One table of a language's lexicon; not to be changed."""
    found: dict[str, Any] = tomllib.loads(_text(language)).get(name, {})
    return found
