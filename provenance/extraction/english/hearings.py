"""« The court heard that… », « Sky News has learned that… »: what somebody is told, and what a medium has found out."""

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

_FORUMS = word_set("en", "hearings", "forums")


def learns(reading: Grammar, cue: Cue) -> bool:
    return "learn" in reading.lexicon.classes.get(cue.lemma, ())


def hears(reading: Grammar, cue: Cue, subject: Range) -> bool:
    """« the court heard », « a jury has been told »: whether the subject is before whom something is said."""
    listens = cue.shape == "passive" or learns(reading, cue)
    return listens and any(reading.low(j) in _FORUMS for j in range(*subject))


def finds_out(reading: Grammar, subject: Range) -> bool:
    """« Sky News has learned »: a medium reports what it learns; « I heard that » reports nothing."""
    return reading.phrases.kind(*subject) in ("agency", "outlet")
