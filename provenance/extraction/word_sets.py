"""Closed classes of words that the modules of a language ask for: data, in its lexicon, by the module that asks."""

from provenance.extraction.languages import LANGUAGES, table


def word_set(language: str, module: str, name: str) -> frozenset[str]:
    """The words of one list. Raises KeyError where there is none."""
    return frozenset(table(language, module)[name].split())


def in_every_language(module: str, name: str) -> frozenset[str]:
    """The words of a list that every language has."""
    return frozenset().union(*(word_set(language, module, name) for language in LANGUAGES))
