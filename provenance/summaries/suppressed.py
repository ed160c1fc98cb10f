"""What was set aside, and on whose word: nothing is hidden without saying so."""

from collections.abc import Iterable

from provenance.model.message import MN, M, Message
from provenance.model.suppression import SuppressedFinding


def suppression_text(suppressed: Iterable[SuppressedFinding]) -> list[Message]:
    """A sentence for each finding that somebody answers for, and one for all that the baseline knows."""
    found: dict[Message, None] = {}
    known = 0
    for one in suppressed:
        answer = one.suppression
        if answer is None:
            known += 1
            continue
        said = M("{found} – “{reason}”", found=one.finding.message, reason=answer.reason)
        until = M("until {until}", until=answer.until) if answer.until is not None else None
        word = tuple(part for part in (answer.by, until) if part is not None)
        found[M("{said} ({word})", said=said, word=word) if word else said] = None
    if known:
        before = MN(
            "{n} finding that was there before (baseline)", "{n} findings that were there before (baseline)", known
        )
        found[before] = None
    return list(found)
