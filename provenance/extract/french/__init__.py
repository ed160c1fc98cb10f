"""The constructions in which French says that somebody says."""

from collections.abc import Iterator

from provenance.extract.frames import Frame
from provenance.extract.french.asides import aside
from provenance.extract.french.governed import governed, subject
from provenance.extract.french.sentence import FrenchSentence
from provenance.extract.french.vouched import noun_cues, vouched
from provenance.extract.lexicon import Lexicon
from provenance.extract.passages import Sentence


def frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """Every attribution of one sentence, the outer and the inner ones."""
    reading = FrenchSentence(sentence, lexicon)
    if not reading.cues and not reading.vouchers:
        return list(noun_cues(reading))
    return [*_spoken(reading), *vouched(reading), *noun_cues(reading)]


def _spoken(reading: FrenchSentence) -> Iterator[Frame]:
    spoken: tuple[int, int] | None = None
    for cue in reading.cues:
        speaker = reading.asides.get(cue.first)
        if speaker is not None:
            found = aside(reading, cue, speaker)
        else:
            speaker = subject(reading, cue, spoken)
            found = governed(reading, cue, speaker)
        if found is not None:
            spoken = found.speaker or spoken
            yield found
