"""Which of the supported languages a text is in, by its little words, those that few languages have above all."""

import tomllib
from collections import Counter
from functools import lru_cache
from importlib import resources

from provenance.extraction.languages import LANGUAGES, NAMES
from provenance.extraction.tokens import tokens
from provenance.extraction.word_sets import word_set
from provenance.model.errors import InputError

#: The share of such words below which a text is in no language that is known (prose has 0.3 to 0.5).
MIN_SHARE = 0.14
_LOOKED_AT = 20_000


class UnknownLanguage(InputError, ValueError):
    """A text in none of the languages that can be read."""


def language_of(text: str) -> str:
    """The code of a language. Raises UnknownLanguage, whose words say what is supported."""
    found, weights = _words(), _weights()
    words = [t.low for t in tokens(text[:_LOOKED_AT], "fr") if t.kind == "word"]
    scores = {language: sum(weights[w] for w in words if w in known) for language, known in found.items()}
    best = max(scores, key=lambda language: (scores[language], language in LANGUAGES))
    if sum(w in found[best] for w in words) < MIN_SHARE * max(len(words), 1) or best not in LANGUAGES:
        raise UnknownLanguage(f"this text is in none of the languages that can be read: {', '.join(NAMES)}")
    return best


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The little words of each supported language, and of those that a short text could be taken for."""
    others = tomllib.loads((resources.files("provenance.extraction") / "other_languages.toml").read_text("utf-8"))
    known = {language: frozenset(words.split()) for language, words in others.items()}
    return known | {language: word_set(language, "language", "words") for language in LANGUAGES}


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """How much each of them tells: a word of three languages a third of what a word of one does."""
    languages = Counter(word for words in _words().values() for word in words)
    return {word: 1 / count for word, count in languages.items()}
