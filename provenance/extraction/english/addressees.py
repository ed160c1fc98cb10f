"""To whom something is said: « told reporters in Oslo that », « told NBC's Meet the Press that »."""

from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

#: How indirect questions begin.
INDIRECT = word_set("en", "sentence", "indirect")
SUBJECTS = ("he", "she", "they", "we", "i", "you")
_AUDIENCE = word_set("en", "sentence", "audience")
_PROGRAMMES = word_set("en", "sentence", "programmes")
_HIM = ("him", "them", "us", "me")


def past_addressee(reading: Grammar, at: int) -> int:
    """One past whom something is told, a pronoun or a phrase at `at`; `at` where nobody stands there."""
    word, starts = reading.low(at), reading.phrases.starts_at(at)
    public = reading.lexicon.term_at("phrases.public_media", reading.low, at)
    if public:
        return at + public
    house = reading.phrases.medium_of(at)
    if house:
        return _past_programme(reading, house + 1)
    medium = reading.past_told_medium(at)
    if medium:
        return medium
    alone = word in _HIM or word in _AUDIENCE
    if starts and not alone and not (word == "her" and reading.low(at + 1) in ("that", "to", ":", ",")):
        return reading.phrases.end(at)
    many = past_many(reading, at)
    return max(at + 1, many) if starts or alone or word == "her" or many > at else at


def _past_programme(reading: Grammar, at: int) -> int:
    """« NBC's | Meet the Press | that », « the BBC's | Today programme | the plan »: one past its capitals."""
    inside = reading.phrases.linking | reading.phrases.determiners
    while reading.capital(at) or (reading.low(at) in inside and reading.capital(at + 1) and reading.low(at) != "that"):
        at += 1
    return at + (reading.low(at) in _PROGRAMMES)


def past_many(reading: Grammar, at: int) -> int:
    """« told | business leaders | that », « told | reporters | in St. Paul that »: one past a plural that is told
    something; `at` where none stands.
    """
    for j in range(at, min(reading.end, at + 4)):
        token = reading.sentence.tokens[j]
        if token.kind != "word" or token.low in reading.lexicon.function or token.low in reading.phrases.verbs:
            return at
        behind = reading.low(j + 1) in ("that", ",", "in", "at", "on", "during", *SUBJECTS) or j + 1 >= reading.end
        behind = behind or reading.sentence.is_quote(j + 1)
        if token.low.endswith("s") and behind:
            return j + 1
    return at


def addressed_to(reading: Grammar, at: int) -> bool:
    """Whether « to X » says to whom it is said: what is said comes after."""
    end = reading.phrases.end(at + 1) if reading.phrases.starts_at(at + 1) else at + 2
    if end >= reading.end or not (reading.phrases.starts_at(at + 1) or reading.low(at + 1).endswith("s")):
        return False
    return reading.low(end) in ("that", *INDIRECT, ":") or reading.comma(end) or reading.sentence.is_quote(end)
