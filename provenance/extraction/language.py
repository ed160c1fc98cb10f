"""Which of the supported languages a text is in, by the little words only that language has."""

from provenance.extraction.lexicon import LANGUAGES
from provenance.extraction.tokens import tokens
from provenance.model.errors import InputError

#: Little words of each supported language, and of those that a short text could be taken for.
_WORDS = {
    "fr": frozenset(
        """le la les des et est une un de dans pour qui que sur pas au du il elle avec par plus aux ce cette sont à ont
        été l' d' qu' c' n' s' nous vous mais ou où ses son leur selon après avant être avoir fait en se""".split()
    ),
    "en": frozenset(
        """the of and to in is was for that with as on by at from said he she it they be are were has have had
        not his her this which would will but an or their who its after a""".split()
    ),
    "es": frozenset(
        "el los las una un de que en y por con para del se su al lo como más pero sus ya este la es".split()
    ),
    "it": frozenset("il lo gli che di per un è non una con si del della nel le la in da al sono ha".split()),
    "pt": frozenset("o os as um uma não com para do da dos das em que de e no na por se ao foi são".split()),
    "de": frozenset("der die das und ist nicht ein eine zu den mit von auf für im dem des sich in es".split()),
    "nl": frozenset("het een van de en is niet dat op te zijn met voor in er aan ook die".split()),
}
#: The share of such words below which a text is in neither language (French and English prose have 0.3 to 0.5).
MIN_WORDS = 0.14
_LOOKED_AT = 20_000


class UnknownLanguage(InputError, ValueError):
    """A text that is neither French nor English."""


def language_of(text: str) -> str:
    """`fr` or `en`. Raises UnknownLanguage, whose words say what is supported."""
    words = [t.low for t in tokens(text[:_LOOKED_AT], "fr") if t.kind == "word"]
    shares = {language: sum(w in known for w in words) / max(len(words), 1) for language, known in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < MIN_WORDS or best not in LANGUAGES:
        raise UnknownLanguage("this text is neither French nor English, the languages that can be read")
    return best
