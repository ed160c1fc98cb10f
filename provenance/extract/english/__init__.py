"""The constructions in which English says that somebody says."""

from provenance.extract.english.asides import aside
from provenance.extract.english.governed import governed, subject
from provenance.extract.english.sentence import EnglishSentence
from provenance.extract.english.vouched import noun_cues, vouched
from provenance.extract.frames import Frame
from provenance.extract.lexicon import Lexicon
from provenance.extract.passages import Sentence


def frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """Every attribution of one sentence, the outer and the inner ones."""
    reading = EnglishSentence(sentence, lexicon)
    return [*reading.spoken(aside, subject, governed), *vouched(reading), *noun_cues(reading)]
