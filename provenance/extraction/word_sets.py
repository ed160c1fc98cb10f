"""Closed classes of words that the modules of a language ask for: data, in its lexicon, by the module that asks."""

from provenance.extraction.languages import LANGUAGES, table


def word_set(language: str, module: str, name: str) -> frozenset[str]:
    """The words of one list. Raises KeyError where there is none."""
    return frozenset(table(language, module)[name].split())


def draft_words(name: str) -> frozenset[str]:
    """The words of a list for drafts, of every language at once."""
    return frozenset().union(*(word_set(language, "draft", name) for language in LANGUAGES))
