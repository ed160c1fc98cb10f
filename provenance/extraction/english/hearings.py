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


def heard_from(reading: Grammar, cue: Cue) -> Range | None:
    """« We are hearing | from residents | that the power is out »: who says what reporters hear."""
    at = cue.last + 1
    if not learns(reading, cue):
        return None
    while reading.low(at) != "from" and (step := reading.adjunct(at)) is not None:
        at = step
    end = reading.phrases.end(at + 1) if reading.low(at) == "from" and reading.phrases.starts_at(at + 1) else at
    return (at + 1, end) if end > at and reading.phrases.speaks(at + 1, end) else None


def finds_out(reading: Grammar, subject: Range) -> bool:
    """« Sky News has learned »: a medium reports what it learns; « I heard that » reports nothing."""
    return reading.phrases.kind(*subject) in ("agency", "outlet")
