"""Closed classes of words that the grammars ask for: data, in `lexicons/word_sets.toml`, by the module that asks."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


def word_set(module: str, name: str) -> frozenset[str]:
    """The words of one list. Raises KeyError where there is none."""
    return frozenset(_tables()[module][name].split())


def word_sets(module: str) -> dict[str, frozenset[str]]:
    """Every list of a module."""
    return {name: frozenset(words.split()) for name, words in _tables()[module].items()}


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("provenance.extraction") / "lexicons" / "word_sets.toml"
    return tomllib.loads(file.read_text("utf-8"))
