"""By whom something is said in the passive: « was told in February by | two aides »."""

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range
from provenance.extraction.grammar import Complement, Grammar


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
        end = reading.phrases.end(at + 1)
        if "accuse" in reading.lexicon.classes.get(cue.lemma, ()):
            # « accused by a rival | of buying votes »
            end = next((j for j in range(at + 2, end) if _of_doing(reading, j)), end)
        return at + 1, end
    # A plural that no list knows: « by aid workers that ».
    stop = next((j for j in range(at + 2, min(reading.end, at + 5)) if low(j) in ("that", "to")), at + 2)
    return at + 1, stop


def accusation_of(reading: Grammar, at: int) -> Complement | None:
    """« was accused by regulators | on Tuesday of misleading investors »: the deed, behind who accuses."""
    while not _of_doing(reading, at) and (reading.comma(at) or reading.adjunct(at) is not None):
        at = at + 1 if reading.comma(at) else reading.adjunct(at) or reading.end
    return ("accusation", at + 1) if _of_doing(reading, at) else None


def _of_doing(reading: Grammar, at: int) -> bool:
    return reading.low(at) == "of" and reading.low(at + 1).endswith("ing")
