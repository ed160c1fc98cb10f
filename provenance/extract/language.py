"""Which of the supported languages a text is in, by the little words only that language has."""

from provenance.extract.tokens import tokens

#: Words that French has and its neighbours do not share, and the same for English.
_WORDS = {
    "fr": frozenset(
        """le les des et est une dans pour qui sur pas au du il elle avec par plus aux ce cette sont à ont été l'
        d' qu' c' n'
        nous vous mais ou où ses son leur selon après avant être avoir fait""".split()
    ),
    "en": frozenset(
        """the of and to in is was for that with as on by at from said he she it they be are were has have had not
        his her this
        which would will but an or their who its after""".split()
    ),
}
#: The share of such words below which a text is in neither language (French and English prose have 0.25 to 0.4).
LEAST = 0.14
_LOOKED_AT = 20_000


class UnknownLanguage(ValueError):
    """A text that is neither French nor English."""


def language_of(text: str) -> str:
    """`fr` or `en`. Raises UnknownLanguage, whose words say what is supported."""
    words = [t.low for t in tokens(text[:_LOOKED_AT], "fr") if t.kind == "word"]
    shares = {language: sum(w in known for w in words) / max(len(words), 1) for language, known in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < LEAST:
        raise UnknownLanguage("this text is neither French nor English, the languages that can be read")
    return best
