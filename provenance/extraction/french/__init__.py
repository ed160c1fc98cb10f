"""The constructions in which French says that somebody says."""

from provenance.extraction.frames import ReportingFrame
from provenance.extraction.french.according_to import according_to, noun_cues
from provenance.extraction.french.answers import answers
from provenance.extraction.french.asides import aside
from provenance.extraction.french.complement_clauses import complement_clause, subject
from provenance.extraction.french.figures import figures
from provenance.extraction.french.sentence import FrenchSentence
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence


def frames(sentence: Sentence, lexicon: Lexicon) -> list[ReportingFrame]:
    """Every attribution of one sentence, the outer and the inner ones."""
    reading = FrenchSentence(sentence, lexicon)
    return [
        *reading.spoken(aside, subject, complement_clause),
        *according_to(reading),
        *noun_cues(reading),
        *reading.denied(),
        *figures(reading),
        *answers(reading),
    ]
