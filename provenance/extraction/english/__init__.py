"""The constructions in which English says that somebody says."""

from provenance.extraction.english.according_to import noun_cues, vouched
from provenance.extraction.english.asides import aside
from provenance.extraction.english.complement_clauses import governed, subject
from provenance.extraction.english.sentence import EnglishSentence
from provenance.extraction.frames import Frame
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence


def frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """Every attribution of one sentence, the outer and the inner ones."""
    reading = EnglishSentence(sentence, lexicon)
    return [*reading.spoken(aside, subject, governed), *vouched(reading), *noun_cues(reading)]
