"""By whom something is said in the passive: « was told in February by | two aides »."""

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range
from provenance.extraction.grammar import Grammar


def agent_of(reading: Grammar, cue: Cue) -> Range | None:
    """The phrase behind « by », past dates and places; None where the cue is no passive or names nobody."""
    if cue.shape != "passive":
        return None
    low, at = reading.low, cue.last + 1
    while low(at) != "by" and (step := reading.adjunct(at)) is not None:
        at = step
    if low(at) != "by":
        return None
    if reading.phrases.starts_at(at + 1):
        return at + 1, reading.phrases.end(at + 1)
    # A plural that no list knows: « by aid workers that ».
    stop = next((j for j in range(at + 2, min(reading.end, at + 5)) if low(j) in ("that", "to")), at + 2)
    return at + 1, stop
