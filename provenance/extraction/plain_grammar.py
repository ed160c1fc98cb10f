"""Direct and indirect speech, « according to », and one relay: what a language needs at least to be read.

A language with more to it has a grammar of its own (French, English). What differs between the others is in their
lexicons (`[plain]`), and in the few methods that `spanish` and `german` give.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property

from provenance.extraction.clauses import Clauses
from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range, ReportingFrame
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence

#: Tokens between a cue and what it governs, at most; words of a quotation that is no term.
REACH, TERM = 40, 4


class PlainGrammar(Clauses, ABC):
    """One sentence under reading."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, cues: list[Cue]) -> None:
        super().__init__(sentence, lexicon, cues)
        self.plain = {key.partition(".")[2]: found for key, found in lexicon.words.items() if key.startswith("plain.")}

    @abstractmethod
    def bare_clause(self, start: int, end: int) -> bool:
        """Whether a reported clause without a conjunction stands in `start:end`."""

    @abstractmethod
    def vouchers(self) -> Iterator[tuple[int, Range, int]]:
        """The phrases that name who vouches: their first token, the source, and one past the phrase."""

    def frames(self) -> list[ReportingFrame]:
        """Every attribution of the sentence."""
        found = [frame for cue in self.cues if (frame := self._cued(cue)) is not None]
        return [*found, *self._according_to()]

    def _cued(self, cue: Cue) -> ReportingFrame | None:
        if cue.negated and cue.lemma not in self.plain["negated"]:
            return None
        return self._aside(cue) or self._governed(cue)

    # Asides: « …, dijo X », „…“, sagte X.

    def _aside(self, cue: Cue) -> ReportingFrame | None:
        if cue.shape != "finite" or not cue.takes & {"aside", "quote"}:
            return None
        before = cue.first - 1
        as_said = self.low(before) in self.plain["as"]
        before -= as_said
        quoted = self.sentence.is_quote(before) or (self.comma(before) and self.sentence.is_quote(before - 1))
        opened = quoted or (before >= 1 and self.low(before) in (",", "–", "—", "-"))
        if not opened and not (as_said and before < 0):
            return None
        if self._conjunction(cue.last + 1) is not None:
            return None
        speaker = self.behind(cue)
        dropped = speaker is None and self.lexicon.does("drops-subjects") and self._closes(cue.last + 1)
        if speaker is None and not dropped:
            return None
        if dropped and not quoted and self.complement(cue) is not None:
            # « La alcaldesa, Inmaculada Forner, aseguró que »: what is said comes after.
            return None
        after = max(cue.last + 1, speaker[1] if speaker else 0)
        pieces = [p for p in (self._left(before), self._right(after, before < 0 or quoted)) if p is not None]
        content = [c for p in pieces if (c := self.content(*p)) is not None]
        if not content or not (quoted or any(self.is_clause(*piece) for piece in pieces)):
            return None
        return self.frame(
            "aside", content, self.cue_spans(cue), speaker,
            mode=self.mode_of(pieces), lemma=cue.lemma, follows=dropped, conditional=cue.conditional,
            media=self.media(cue.last + 1, min(self.end, after + 12)),
        )  # fmt: skip

    def behind(self, cue: Cue) -> Range | None:
        """The subject behind a cue, past adverbs and dates."""
        at = self.past_adjuncts(cue.last + 1)
        if self.low(at) in self.closed["media_links"] and self.phrases.medium_at(at + 1):
            # « relató a EFE | Rosa Climent »
            at += 1 + self.phrases.medium_at(at + 1)
        if not self.phrases.starts_at(at) or self.phrases.temporal(at):
            return None
        end = self.phrases.end(at)
        return (at, end) if end > at and self.low(at) not in self.plain["no_subject"] else None

    def _left(self, before: int) -> Range | None:
        """What stands before an aside: its quotation, or the clause."""
        end = before + 1
        while end > 0 and self.low(end - 1) in (",", "–", "—", "-"):
            end -= 1
        start = max((c.last + 1 for c in self.cues if c.last + 1 < end and self._has_aside(c)), default=0)
        while start < end and (self.sentence.tokens[start].kind == "mark" or self.low(start) in self.closed["joins"]):
            start += 1
        if end > 0 and self.sentence.is_quote(end - 1) and self.quote_words(end - 1) >= TERM:
            first = end - 1
            while first > start and (self.sentence.is_quote(first - 1) or self.low(first - 1) == ","):
                first -= 1
            if not self.is_clause(start, first) or self.low(first - 1) == ":":
                return first, end
        start = self.past_lead(start, end)
        return (start, end) if start < end else None

    def _has_aside(self, cue: Cue) -> bool:
        return self.low(cue.first - 1) in (",", "–", "—", "-") or self.sentence.is_quote(cue.first - 1)

    def _right(self, after: int, goes_on: bool) -> Range | None:
        """What an aside interrupts: the quotation or the clause behind it."""
        at = self.past_words(after)
        if at >= self.end:
            return None
        if self.sentence.is_quote(at):
            return at, at + 1
        if self.sentence.is_quote(at + 1) and self.low(at) in (",", ":", "–", "—", "-"):
            return at + 1, at + 2
        clause = self.low(at) in (",", "–", "—", "-", ":") and self.low(at + 1) not in self.plain["not_continued"]
        if clause and goes_on and self.is_clause(at + 1, self._stop(at + 1)) and not self._cue_at(at + 1):
            return at + 1, self._stop(at + 1)
        return None

    # What a cue governs: « X dijo que », X sagte, dass.

    def _governed(self, cue: Cue) -> ReportingFrame | None:
        found = self.complement(cue)
        if found is None:
            return None
        form, start, stop = found
        speaker = self.speaker(cue)
        content = self.content(start, stop)
        if content is None or (speaker is None and not self.lexicon.does("drops-subjects")):
            return None
        if speaker is not None and self.low(speaker[0]) in self.plain["things"] and speaker[1] - speaker[0] == 1:
            return None
        if cue.lemma in self.plain["shows"] and (speaker is None or not self.phrases.speaks(*speaker)):
            return None
        return self.frame(
            form, [content], self.cue_spans(cue), speaker,
            mode=self.mode(start, stop), kind=self._kind(cue), lemma=cue.lemma, stance=self._stance(cue, form),
            follows=speaker is None, conditional=cue.conditional, media=self.media(cue.last + 1, start),
            negated=cue.negated and "deny" in self.lexicon.classes.get(cue.lemma, ()),
        )  # fmt: skip

    def speaker(self, cue: Cue) -> Range | None:
        """The subject of a cue that governs a clause: before it, else behind it."""
        at = cue.first - 1
        while self.low(at) in self.phrases.clitics or self.low(at) in self.phrases.adverbs:
            at -= 1
        if self.low(at) in self.closed["relatives"]:
            return self.phrases.antecedent(at)
        if cue.shape == "participle":
            return self.phrases.main_subject(cue.first)
        found = self.phrases.before(cue.first)
        if found is not None and (self.phrases.temporal(found[0]) or self.low(found[0]) in self.phrases.prepositions):
            # « Am Montag sagte der Minister »
            found = None
        if found is None and cue.first > 1:
            # « La empresa, que emplea a 210 personas, indicó », « El alcalde pidió calma y dijo »
            main = self.phrases.main_subject(cue.first)
            found = main if main is not None and self.phrases.speaks(*main) else None
        return found if found is not None else self.behind(cue)

    def complement(self, cue: Cue) -> tuple[str, int, int] | None:
        """The form of what a cue governs, its first token and one past its last."""
        at, limit = cue.last + 1, min(self.end, cue.last + REACH)
        while at < limit:
            if self._cue_at(at) and at > cue.last + 1:
                return None
            if self.low(at) == ":":
                quoted = self.sentence.is_quote(at + 1)
                return "colon", at + 1, at + 2 if quoted else self._stop(at + 1)
            if self.sentence.is_quote(at) and (self.quote_words(at) >= TERM or at + 1 >= self.end):
                return "quote", at, at + 1
            conjunction = self._conjunction(at)
            if conjunction is not None and cue.takes & {"clause"}:
                return "clause", conjunction, self._stop(conjunction)
            if self.low(at) == "," and self._asserted(at):
                # « siguen activas, dato que no ha sido contrastado »
                return None
            if self.low(at) == "," and cue.takes & {"clause"}:
                stop = self._stop(at + 1)
                if self.bare_clause(at + 1, stop):
                    return "clause", at + 1, stop
            if self._infinitive(cue, at):
                return "infinitive", at, self._stop(at)
            at += 1
        return None

    def _asserted(self, at: int) -> bool:
        """Whether the comma at `at` is followed by a noun that the conjunction belongs to."""
        noun = self.low(at + 1)
        return noun in self.lexicon.words["speakers.lead_nouns"] and self._conjunction(at + 2) is not None

    def _infinitive(self, cue: Cue, at: int) -> bool:
        near = at <= cue.last + 3 and "infinitive" in cue.takes
        return near and self.low(at).endswith(self.lexicon.patterns["plain.infinitives"]) and not self.capital(at)

    def _conjunction(self, at: int) -> int | None:
        """One past the conjunction that opens a reported clause at `at`."""
        return at + 1 if self.low(at) in self.plain["conjunctions"] else None

    def _stop(self, start: int) -> int:
        """Where a content that begins at `start` ends: before the next cue that reports in its turn."""
        for cue in self.cues:
            joint = cue.first - 1
            while joint > start and (
                self.low(joint) in self.phrases.clitics or self.low(joint) in self.phrases.adverbs
            ):
                joint -= 1
            if joint > start + 1 and (self.low(joint) in self.closed["joins"] or self.low(joint) == ","):
                return joint - (self.low(joint - 1) == ",")
        return self.end

    def _kind(self, cue: Cue) -> str:
        classes = set(self.lexicon.classes.get(cue.lemma, ()))
        if classes & {"say", "deny", "ask", "aside", "clause", "accuse", "address"}:
            return "assertion"
        return "belief" if "believe" in classes else "eventuality"

    def _stance(self, cue: Cue, form: str) -> str:
        classes = self.lexicon.classes.get(cue.lemma, ())
        if "deny" in classes and not cue.negated and form in ("clause", "infinitive"):
            return "denies"
        return "questions" if "ask" in classes else "asserts"

    # « según X », laut X.

    def _according_to(self) -> Iterator[ReportingFrame]:
        for first, source, end in self.vouchers():
            pieces = list(self._vouched(first, end))
            content = [span for piece in pieces if (span := self.content(*piece)) is not None]
            if content:
                cue = [self.span(first, source[0])] if source[0] > first else [self.span(source[1], end)]
                yield self.frame("according", content, cue, source, mode=self.mode_of(pieces), lemma=self.low(first))

    def _vouched(self, first: int, end: int) -> Iterator[Range]:
        after = end + (self.low(end) == ",")
        if first == 0 or self.low(first - 1) in self.plain["conjunctions"] | self.closed["joins"] | {";", ":"}:
            if after < self.end:
                yield after, self._stop(after)
            return
        start = next((j + 1 for j in range(first - 1, -1, -1) if self.low(j) in (";", ":")), self.past_lead(0, first))
        yield start, first
        if self.low(end) == "," and self.low(first - 1) == "," and self.is_clause(after, self._stop(after)):
            yield after, self._stop(after)
        elif end < self.end and self.low(end) not in (",", ";", ".") and self.low(first - 1) != ",":
            yield end, self._stop(end)

    # Small questions.

    @cached_property
    def _firsts(self) -> frozenset[int]:
        return frozenset(cue.first for cue in self.cues)

    def _cue_at(self, at: int) -> bool:
        return at in self._firsts

    def is_clause(self, start: int, end: int) -> bool:
        return any(self.sentence.is_quote(i) or self.phrases.is_verb(i) for i in range(start, end))

    def past_adjuncts(self, at: int) -> int:
        """Past adverbs, dates and pronouns."""
        little = self.phrases.adverbs | self.phrases.times | (self.phrases.clitics - self.phrases.determiners)
        while at < self.end:
            width = self.lexicon.term_at("words.adverbs", self.low, at)
            low = self.low(at)
            if width:
                at += width
            elif low in little:
                at += 1
            elif low in self.closed["date_links"] and self.low(at + 1) in self.phrases.times:
                at += 2
            else:
                return at
        return at

    def _closes(self, at: int) -> bool:
        """Whether only circumstances stand between a cue and the end of its aside."""
        at = self.past_adjuncts(at)
        if at >= self.end or self.sentence.tokens[at].kind != "word":
            return True
        return self.low(at) in self.phrases.prepositions | self.phrases.circumstance
