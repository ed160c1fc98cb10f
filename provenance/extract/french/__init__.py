"""The constructions in which French says that somebody says."""

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
    return [*reading.spoken(aside, subject, governed), *vouched(reading), *noun_cues(reading)]
