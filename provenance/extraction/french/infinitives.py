"""Where an infinitive begins in French: past « ne pas » and clitics."""

from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

_LITTLE_WORDS = word_set("fr", "infinitives", "little_words")
_INFINITIVES = word_set("fr", "infinitives", "infinitives")
_MODAL_NOUNS = frozenset({"pouvoir", "devoir", "avoir", "savoir"})
_LIKE_NOUNS = word_set("fr", "infinitives", "like_nouns")
#: Nouns and adverbs that end like infinitives.
_NOT_INFINITIVES = word_set("fr", "infinitives", "not_infinitives")


def infinitive(reading: Grammar, i: int) -> int | None:
    """The token of an infinitive that begins at `i`, past « ne pas » and clitics."""
    for j in range(i, min(reading.end, i + 6)):
        low = reading.low(j)
        if low in reading.phrases.clitics or low in _LITTLE_WORDS:
            continue
        if low in _MODAL_NOUNS and reading.low(j - 1) in ("le", "un", "ce", "du"):
            # « confier le pouvoir à »
            return None
        return j if low in _INFINITIVES or (_ends(low) and not reading.sentence.tokens[j].capital) else None
    return None


def quoted_infinitive(words: list[str]) -> bool:
    """Whether the words of a quotation begin with an infinitive."""
    return bool(words) and (words[0] in _INFINITIVES or _ends(words[0]))


def _ends(low: str) -> bool:
    """Whether a word ends like an infinitive: no « la dernière place », no « l'ouverture »."""
    ends = len(low) > 3 and low.endswith(("er", "ir", "oir", "re")) and low not in _NOT_INFINITIVES
    return (ends and not low.endswith(("ère", "aire", "ture", "sure", "oire"))) or low in _LIKE_NOUNS
