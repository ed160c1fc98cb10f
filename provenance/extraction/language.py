"""Which of the supported languages a text is in, by the little words only that language has."""

from provenance.extraction.lexicon import LANGUAGES
from provenance.extraction.tokens import tokens
from provenance.extraction.word_sets import word_sets
from provenance.model.errors import InputError

#: Little words of each supported language, and of those that a short text could be taken for.
_WORDS = word_sets("language")
#: The share of such words below which a text is in neither language (French and English prose have 0.3 to 0.5).
MIN_SHARE = 0.14
_LOOKED_AT = 20_000


class UnknownLanguage(InputError, ValueError):
    """A text that is neither French nor English."""


def language_of(text: str) -> str:
    """`fr` or `en`. Raises UnknownLanguage, whose words say what is supported."""
    words = [t.low for t in tokens(text[:_LOOKED_AT], "fr") if t.kind == "word"]
    shares = {language: sum(w in known for w in words) / max(len(words), 1) for language, known in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < MIN_SHARE or best not in LANGUAGES:
        raise UnknownLanguage("this text is neither French nor English, the languages that can be read")
    return best
