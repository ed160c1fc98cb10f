"""The constructions in which Spanish says that somebody says."""

from collections.abc import Iterator

from provenance.extraction.frames import Range, ReportingFrame
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.plain_grammar import PlainGrammar
from provenance.extraction.spanish.cues import cues


def frames(sentence: Sentence, lexicon: Lexicon) -> list[ReportingFrame]:
    """Every attribution of one sentence."""
    return SpanishSentence(sentence, lexicon, cues(sentence, lexicon)).frames()


class SpanishSentence(PlainGrammar):
    """« dijo que », « …, según X », « …, ha dicho »."""

    def bare_clause(self, start: int, end: int) -> bool:
        """Spanish has none: « que » opens what is said."""
        return False

    def vouchers(self) -> Iterator[tuple[int, Range, int]]:
        """« según X », « a juicio de X »; not « según los casos », nor « según dijo X », which has its own cue."""
        at = 0
        while at < self.end:
            width = self.lexicon.term_at("prepositions.source", self.low, at)
            width = width or int(self.low(at) in self.lexicon.words["prepositions.source"])
            start = at + width
            source = width and self.low(at) not in self.plain["as"] - {"según"} and self.phrases.starts_at(start)
            if source and self.low(start + 1) not in self.lexicon.words["prepositions.not_a_voice"]:
                end = self.phrases.end(start, vouching=True)
                if end > start and not any(start <= cue.first < end for cue in self.cues):
                    yield at, (start, end), end
                    at = end
                    continue
            at += 1
