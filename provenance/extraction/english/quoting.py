"""« The paper quoted X as saying », « X was quoted by the paper as saying »: who speaks, and through whom."""

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range
from provenance.extraction.grammar import Grammar

_QUOTES = ("quoted", "quotes", "cited", "cites", "quoting", "citing", "reported")


def quoting_at(reading: Grammar, cue: Cue) -> int | None:
    """« quoted an official as saying »: the verb that quotes whoever is said to say."""
    if cue.shape != "participle" or reading.low(cue.first - 1) != "as":
        return None
    near = range(cue.first - 2, max(-1, cue.first - 14), -1)
    return next((j for j in near if reading.low(j) in _QUOTES), None)


def quoted_speaker(reading: Grammar, cue: Cue) -> Range | None:
    """Who is quoted as saying: the subject in the passive, else the object."""
    quoting = quoting_at(reading, cue)
    if quoting is None:
        return None
    passive = _passive_at(reading, quoting)
    return reading.phrases.before(passive) if passive < quoting else (quoting + 1, cue.first - 1)


def quoted_by(reading: Grammar, cue: Cue) -> list[Range]:
    """Who quotes: « the paper quoted X as saying », « X was quoted by the paper as saying »."""
    quoting = quoting_at(reading, cue)
    if quoting is None:
        return []
    if _passive_at(reading, quoting) == quoting:
        found = reading.phrases.before(quoting)
        return [found] if found is not None and reading.phrases.speaks(*found) else []
    places = [at for at in (quoting + 1, cue.last + 1) if reading.low(at) in ("by", "in")]
    return [(at + 1, end) for at in places if (end := reading.phrases.end(at + 1)) > at + 1]


def _passive_at(reading: Grammar, quoting: int) -> int:
    """« was | also | quoted »: where the verb group of the passive begins; `quoting` where there is none."""
    at = quoting - 1
    while reading.low(at) in reading.phrases.adverbs:
        at -= 1
    return at - (reading.low(at) == "been") if reading.low(at) in reading.lexicon.words["words.be"] else quoting
