"""Which of the supported languages a text is in, by its little words."""

import tomllib
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
    words = [t.low for t in tokens(text[:_LOOKED_AT], "fr") if t.kind == "word"]
    shares = {language: sum(w in known for w in words) / max(len(words), 1) for language, known in _words().items()}
    best = max(shares, key=lambda language: (shares[language], language in LANGUAGES))
    if shares[best] < MIN_SHARE or best not in LANGUAGES:
        raise UnknownLanguage(f"this text is in none of the languages that can be read: {', '.join(NAMES)}")
    return best


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The little words of each supported language, and of those that a short text could be taken for."""
    others = tomllib.loads((resources.files("provenance.extraction") / "other_languages.toml").read_text("utf-8"))
    known = {language: frozenset(words.split()) for language, words in others.items()}
    return known | {language: word_set(language, "language", "words") for language in LANGUAGES}
