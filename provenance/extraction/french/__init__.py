"""The constructions in which French says that somebody says."""

from provenance.extraction.frames import Frame
from provenance.extraction.french.according_to import noun_cues, vouched
from provenance.extraction.french.asides import aside
from provenance.extraction.french.complement_clauses import governed, subject
from provenance.extraction.french.sentence import FrenchSentence
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence


def frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """Every attribution of one sentence, the outer and the inner ones."""
    reading = FrenchSentence(sentence, lexicon)
    return [*reading.spoken(aside, subject, governed), *vouched(reading), *noun_cues(reading)]
