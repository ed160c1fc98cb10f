"""The constructions in which German says that somebody says."""

from collections.abc import Iterator

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range, ReportingFrame
from provenance.extraction.german.cues import cues
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.plain_grammar import PlainGrammar


def frames(sentence: Sentence, lexicon: Lexicon) -> list[ReportingFrame]:
    """Every attribution of one sentence."""
    return GermanSentence(sentence, lexicon, cues(sentence, lexicon)).frames()


class GermanSentence(PlainGrammar):
    """« sagte, dass … », « sagte, die Brücke sei … », „…“, so X, « laut X », « X zufolge », « wie X mitteilte »."""

    def frames(self) -> list[ReportingFrame]:
        found = [*super().frames(), *self._by_itself()]
        return found or list(self._reported())

    def _by_itself(self) -> Iterator[ReportingFrame]:
        """« Nach eigenen Angaben hat die Firma … », « Demnach stieg … », « Das berichtet die Zeitung. »."""
        width = self.lexicon.term_at("phrases.by_itself", self.low, 0)
        content = self.content(width, self.end) if width else None
        if content is not None:
            at = next((j for j in range(width + 1, self.end) if self.phrases.starts_at(j)), None)
            if at is not None and self.phrases.end(at) > at:
                yield self.frame("according", [content], [self.span(0, width)], (at, self.phrases.end(at)))
            return
        content = self.content(1, self.end)
        if self.low(0) in self.lexicon.words["phrases.by_the_last"] and content is not None:
            yield ReportingFrame(
                self.sentence, "according", [content], [self.span(0, 1)], None, self.mode(1, self.end), follows=True
            )
        first = self.cues[0] if self.cues else None
        if first is not None and first.first == 1 and self.low(0) in ("das", "dies") and self.complement(first) is None:
            speaker = self.behind(first)
            if speaker is not None:
                yield self.frame("anaphoric", [], self.cue_spans(first), speaker)

    def _aside(self, cue: Cue) -> ReportingFrame | None:
        return super()._aside(cue) or self._as_said(cue)

    def _as_said(self, cue: Cue) -> ReportingFrame | None:
        """« Wie die Polizei mitteilte, ist … », « …, wie die Polizei mitteilte »: the verb ends its clause."""
        opens = next(
            (j for j in range(cue.first - 1, max(-1, cue.first - 16), -1) if self.low(j) in ("wie", ",")), None
        )
        if opens is None or self.low(opens) != "wie":
            return None
        end = self.phrases.end(opens + 1) if self.phrases.starts_at(opens + 1) else opens + 1
        last = max(cue.words)
        if end == opens + 1 or end > cue.first:
            return None
        if opens == 0:
            start = last + 1 + (self.low(last + 1) == ",")
            piece = start, self.end
        else:
            piece = self.past_lead(0, opens), opens
        content = self.content(*piece)
        if content is None:
            return None
        media = self.media(end, last)
        return self.frame("aside", [content], self.cue_spans(cue), (opens + 1, end), media, mode=self.mode(*piece))

    def behind(self, cue: Cue) -> Range | None:
        """The subject behind a cue; of « heißt es in dem Bericht » the report."""
        at = cue.last + 1
        if self.low(at) != "es":
            return super().behind(cue)
        links = self.lexicon.words["phrases.it_says"]
        link = next((j for j in range(at + 1, min(self.end, at + 5)) if self.low(j) in links), None)
        end = self.phrases.end(link + 1) if link is not None and self.phrases.starts_at(link + 1) else 0
        return (link + 1, end) if link is not None and end > link + 1 else None

    def bare_clause(self, start: int, end: int) -> bool:
        """« sagte, die Brücke sei gesperrt »: the subjunctive stands early in the clause."""
        if self.low(start) in self.plain["conjunctions"] | {"um", "ohne", "der", "die", "das"} and not any(
            self.low(j) in self.plain["reported"] for j in range(start, end)
        ):
            return False
        last = self.low(end - 1)
        to_do = last.endswith("n") and (self.low(end - 2) == "zu" or "zu" in last[2:-2])
        # « versprach, den Platz zu sanieren »
        return to_do or any(self.low(j) in self.plain["reported"] for j in range(start, min(end, start + 16)))

    def vouchers(self) -> Iterator[tuple[int, Range, int]]:
        """« laut Polizei », « nach Angaben der Polizei », « der Polizei zufolge », „…“, so der Trainer."""
        at = 0
        while at < self.end:
            found = self._voucher(at)
            if found is not None:
                yield found
                at = found[2]
            at += 1

    def _voucher(self, at: int) -> tuple[int, Range, int] | None:
        width = self.lexicon.term_at("prepositions.source", self.low, at)
        width = width or int(self.low(at) in self.lexicon.words["prepositions.source"])
        if self.low(at) == "so" and (self.low(at - 1) == "," or self.sentence.is_quote(at - 1)):
            width = 1
        if width:
            start = at + width + (self.low(at + width) in ("von", "vom"))
            end = self._source_end(start)
            not_a_voice = self.low(start) in self.lexicon.words["prepositions.not_a_voice"]
            return (at, (start, end), end) if end > start and not not_a_voice else None
        if self.low(at) == "zufolge" and at > 0:
            found = self.phrases.before(at)
            if found is not None:
                # « brach der Umsatz | dem Zwischenbericht | zufolge »
                last = max((j for j in range(*found) if self.low(j) in self.phrases.determiners), default=found[0])
                return last, (last, found[1]), at + 1
        return None

    def _source_end(self, start: int) -> int:
        """One past a source: up to its verb, a mark or a circumstance."""
        if start >= self.end:
            return start
        end = self.phrases.end(start)
        if end > start:
            return end
        return start + 1 if self.capital(start) else start

    def _reported(self) -> Iterator[ReportingFrame]:
        """« Er sei am Abend gefahren. »: a sentence in the subjunctive goes on with what was said before it."""
        first = next((j for j in range(min(self.end, 10)) if self.phrases.is_verb(j)), None)
        if first is None or self.low(first) not in self.plain["reported"] or self.sentence.inside is not None:
            return
        if self.low(first) in ("hätte", "wäre", "würde", "könnte", "müsste", "sollte", "dürfte", "sage", "ende"):
            return
        content = self.content(0, self.end)
        if content is not None:
            yield ReportingFrame(
                self.sentence,
                "carried",
                [content],
                [],
                None,
                mode=self.mode(0, self.end),
                reach="carried",
                follows=True,
            )
