"""« …, ce que la mairie conteste », « Le préfet ne dit pas autre chose »: who denies, confirms or repeats what was just
said.
"""

from collections.abc import Iterator

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range, ReportingFrame
from provenance.extraction.french.asides import said_before, taken_up
from provenance.extraction.grammar import Grammar


def answers(reading: Grammar) -> Iterator[ReportingFrame]:
    """Each answer whose subject stands before its verb; what it bears on may be the sentence before."""
    for cue in reading.cues:
        speaker = reading.phrases.before(cue.first) if cue.shape == "finite" else None
        if speaker is None or cue.first in reading.asides or not reading.phrases.speaks(*speaker):
            continue
        if _echoes(reading, cue):
            yield _answer(reading, cue, speaker, None)
        joint = taken_up(reading, speaker[0] - 1)
        if joint is not None and _answers(reading, cue):
            yield _answer(reading, cue, speaker, said_before(reading, cue, joint))


def _answer(reading: Grammar, cue: Cue, speaker: Range, said: Range | None) -> ReportingFrame:
    content = reading.content(*said) if said is not None else None
    return reading.frame(
        "answer" if content else "anaphoric", [content] if content else [], reading.cue_spans(cue), speaker,
        mode=reading.mode(*said) if said is not None else "indirect", lemma=cue.lemma, conditional=cue.conditional,
        stance=reading.stance(cue, "clause"), media=reading.media(cue.last + 1, reading.past_words(cue.last + 1)),
    )  # fmt: skip


def _echoes(reading: Grammar, cue: Cue) -> bool:
    """« ne dit pas autre chose », with nothing of his own behind it."""
    width = reading.lexicon.term_at("phrases.echoes", reading.low, cue.last + 1) if cue.lemma == "dire" else 0
    return width > 0 and cue.last + 1 + width >= reading.end


def _answers(reading: Grammar, cue: Cue) -> bool:
    """Whether a verb of saying or denying governs nothing of its own."""
    says = not {"say", "deny"}.isdisjoint(reading.lexicon.classes.get(cue.lemma, ()))
    behind = cue.last + 1
    while reading.low(behind) != "," and (step := reading.adjunct(behind)) is not None:
        behind = step
    closed = behind >= reading.end or reading.sentence.tokens[behind].kind == "mark"
    return says and closed and not cue.negated
