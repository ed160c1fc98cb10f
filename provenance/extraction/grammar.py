"""What the grammars of both languages do alike: each cue with what it governs, and where a content ends."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Literal, Self

from provenance.extraction.clauses import Clauses
from provenance.extraction.cues import Cue
from provenance.extraction.frames import AccordingTo, Range, ReportingFrame
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence

Complement = tuple[
    Literal["clause", "infinitive", "quote", "colon", "object", "accusation", "judgement", "support", "phrase"], int
]
_COMMA = (",",)


class Grammar(Clauses, ABC):
    """One sentence under reading, in one language.

    `asides` maps the first token of a cue that is an aside (« …, a déclaré X ») to its speaker; `tails` are the tokens
    at which something begins that ends the content before it (« , précisant que »).
    """

    def __init__(self, sentence: Sentence, lexicon: Lexicon, cues: list[Cue]) -> None:
        super().__init__(sentence, lexicon, cues)
        self._complements: dict[int, Complement | None] = {}
        self.asides = {c.first: speaker for c in cues if (speaker := self.aside_speaker(c)) is not None}

    @abstractmethod
    def aside_speaker(self, cue: Cue) -> Range | None:
        """The subject of an aside; None where the cue is no aside."""

    @abstractmethod
    def find_complement(self, cue: Cue) -> Complement | None:
        """What a cue governs, and its first token. Ask `complement`, which remembers the answer."""

    @property
    @abstractmethod
    def according_to_phrases(self) -> list[AccordingTo]:
        """The prepositions of the sentence that name a source."""

    @abstractmethod
    def tail(self, cue: Cue) -> int | None:
        """The token at which a cue ends the content before it."""

    @abstractmethod
    def breaks(self, at: int) -> bool:
        """Whether the reporter speaks again from `at` on."""

    @abstractmethod
    def clause(self, start: int, end: int) -> bool:
        """Whether tokens `start:end` hold a verb or a quotation: something that can be said."""

    @abstractmethod
    def adjunct(self, at: int) -> int | None:
        """One past an adverb, a date, a place or an addressee at `at`; None where none begins."""

    def complement(self, cue: Cue) -> Complement | None:
        """What the cue governs, and its first token."""
        if cue.first not in self._complements:
            self._complements[cue.first] = self.find_complement(cue)
        return self._complements[cue.first]

    def judged(self, cue: Cue) -> int | None:
        """« called the strike a stunt », « described the plan as a mistake »: the thing that is given a name, where one
        is joined to it.
        """
        words = self.lexicon.words
        at = cue.last + 1
        him = self.low(at) in self.closed["objects"]
        # « called “Ash” a masterpiece »
        named = him or self.phrases.starts_at(at) or self.phrases.is_title(at)
        if cue.shape not in ("finite", "participle") or not named:
            return None
        if self.low(at) in words["words.prepositions"]:
            return None
        end = max(self.phrases.core_end(at), at + 1)
        if him and self.low(at + 1) in words["words.determiners"]:
            # « called her | a liar »
            end = at + 1
        if cue.lemma in words["judging.linked"]:
            near = range(end, min(self.end, end + 12))
            link = next((j for j in near if self.low(j) in words["judging.links"]), None)
            return at if link is not None and not self.cue_between(at, link) else None
        # « calls me every week », « called her back »
        when = self.low(end) in words["words.adverbs"] or self.low(end + 1) in words["words.time_nouns"]
        if cue.lemma in words["judging.bare"] and end < self.end and not when:
            named = self.low(end) in words["words.determiners"] or self.sentence.is_quote(end)
            alone = end + 1 >= self.end or self.sentence.tokens[end + 1].kind == "mark"
            adjective = (him or self.phrases.pronoun(at)) and self.sentence.tokens[end].kind == "word"
            adjective = adjective or (alone and self.low(end).endswith(self.lexicon.patterns["judging.adjectives"]))
            return at if named or (adjective and self.low(end) not in words["words.prepositions"]) else None
        return None

    def supported(self, cue: Cue) -> int | None:
        """« backs the plan », « s'oppose au projet »: what somebody is for or against."""
        at = cue.last + 1
        if cue.shape != "finite" or cue.negated or self.sentence.is_quote(at):
            return None
        while self.low(at) in self.phrases.adverbs:
            at += 1
        links = (
            self.lexicon.words["support.links"] if cue.lemma in self.lexicon.words["support.linked"] else frozenset()
        )
        at += self.low(at) in links
        opens = self.phrases.starts_at(at) and not self.phrases.temporal(at)
        return at if opens and self.phrases.core_end(at) > at else None

    def nobody(self, speaker: Range) -> bool:
        """« No one said that », « none of them denied it », « not everyone agreed »; « No 10 said » has a house."""
        none = self.low(speaker[0]) in self.closed["nobody"] and not self.low(speaker[0] + 1).isdigit()
        return none or self.low(speaker[0] - 1) in self.closed["negations"]

    def denied(self) -> Iterator[ReportingFrame]:
        """« dément toute précipitation », « denied the claims », « n'exclut pas un report »: a noun phrase that is
        denied or held possible, where it can be said.
        """
        lists = self.lexicon.words
        for cue in self.cues:
            at = cue.last + 1
            endings = self.lexicon.patterns["words.adverb_endings"]
            passed = self.phrases.adverbs | self.phrases.times
            while self.low(at) not in self.closed["any"] and (self.low(at) in passed or self.low(at).endswith(endings)):
                at += 1
            denies = "deny" in self.lexicon.classes.get(cue.lemma, ()) and cue.shape == "finite"
            plain = denies and (not cue.negated or (self.rules_out(cue) and self.complement(cue) is None))
            # « n'exclut pas d'autres interpellations »
            others = self.lexicon.term_at("words.determiners", self.low, at)
            opens = others or (self.phrases.starts_at(at) and not self.phrases.pronoun(at))
            if not plain or cue.first in self.asides or not opens:
                continue
            end = self._with_circumstance(self.phrases.core_end(at + others))
            said = {self.low(j) for j in range(at, end)}
            verb = {self.low(j) for j in cue.words}
            ambiguous = verb & lists["marks.ambiguous"] and not said & lists["marks.speech_nouns"]
            # « réfute toute pénurie »
            ambiguous = ambiguous and self.low(at) not in self.closed["any"]
            told = self.media(end, self.past_words(end))
            closed = end >= self.end or self.sentence.tokens[end].kind == "mark" or bool(told)
            speaker = self.phrases.before(cue.first)
            if speaker is None and self.low(cue.first - 1) in self.closed["joins"]:
                # « reconnaît un retard, mais exclut toute faillite »
                speaker = self.phrases.main_subject(cue.first)
            refused = said & lists["marks.not_denied"] and not cue.negated
            if ambiguous or refused or not closed or speaker is None:
                continue
            content = self.content(at, end)
            if content is not None and self.phrases.speaks(*speaker) and not self.nobody(speaker):
                yield self.frame(
                    "denied", [content], self.cue_spans(cue), speaker,
                    mode=self.mode(at, end), kind="phrase", lemma=cue.lemma, negated=cue.negated,
                    stance="asserts" if cue.negated else "denies", media=told,
                )  # fmt: skip

    def _with_circumstance(self, end: int) -> int:
        """« dément toute implication | dans l'attaque »: past what hangs on a noun phrase that ends at `end`, up to the
        next mark; a medium that somebody spoke to, and what has a verb, is no part of it.
        """
        stop = self.past_words(end)
        hangs = self.low(end) in self.phrases.prepositions and self.sentence.tokens[end].kind == "word"
        return end if not hangs or self.clause(end, stop) or self.media(end, stop) else stop

    @cached_property
    def tails(self) -> list[int]:
        found = [at for cue in self.cues if (at := self.tail(cue)) is not None]
        return sorted([*found, *(at for at in range(1, self.end) if self.breaks(at))])

    def stop(self, start: int) -> int:
        """Where a content that begins at `start` ends."""
        return next((t for t in self.tails if t > start), self.end)

    def resumed(self, cue: Cue, speaker: Range | None, start: int, stop: int) -> int:
        """« Le maire, qui affirme que le pont est vieux, | a fermé la rue », « Saying the bridge was old, | the mayor
        closed it »: where the sentence goes on that a cue set off in it interrupts; `stop` where it does not.
        """
        if speaker is not None and start < speaker[0] < stop and self.low(speaker[0] - 1) == ",":
            return speaker[0] - 1
        # « Au maire qui demande si le pont est vieux, | la préfète répond »
        led, who = self.low(0) in self.phrases.prepositions, self.closed["who"]
        near = range(cue.first - 1, max(0, cue.first - 5), -1)
        opens = next((j for j in near if self.low(j) == "," or (led and self.low(j) in who)), None)
        if opens is None or any(self.clause(i, i + 1) for i in range(opens)):
            return stop
        if cue.shape == "finite" and not any(self.low(j) in who for j in range(opens, cue.first)):
            return stop
        for at in range(start + 1, stop - 1):
            if self.low(at) == "," and self.clause(start, at):
                verb = at + 1
                while self.low(verb) in self.phrases.clitics or self.low(verb) in self.phrases.adverbs:
                    verb += 1
                subject = led and self.phrases.starts_at(at + 1) and self.clause(at + 1, stop)
                if subject or (verb < stop and not self.sentence.is_quote(verb) and self.clause(verb, verb + 1)):
                    return at
        return stop

    def spoken(
        self,
        aside: Callable[[Self, Cue, Range], ReportingFrame | None],
        subject: Callable[[Self, Cue, Range | None], Range | None],
        complement_clause: Callable[[Self, Cue, Range | None], ReportingFrame | None],
    ) -> Iterator[ReportingFrame]:
        """The attribution of each cue, as an aside or by what it governs."""
        spoken: Range | None = None
        for cue in self.cues:
            speaker = self.asides.get(cue.first)
            if speaker is not None:
                found = aside(self, cue, speaker)
            else:
                found = complement_clause(self, cue, subject(self, cue, spoken))
            if found is not None:
                spoken = found.speaker or spoken
                yield found

    def stance(self, cue: Cue, form: str) -> str:
        """The stance of the cue's subject toward what is said: « Il dément : « … » » asserts the quoted words."""
        classes = self.lexicon.classes.get(cue.lemma, ())
        if (
            ("deny" in classes or self.rules_out(cue))
            and not cue.negated
            and form in ("clause", "infinitive", "denied")
        ):
            return "denies"
        if cue.lemma in ("confirmer", "confirm"):
            return "confirms"
        return "questions" if "ask" in classes else "asserts"

    def rules_out(self, cue: Cue) -> bool:
        """« exclut que », « ruled out that »; « ruled that » decides."""
        words = self.lexicon.words
        particles = words["phrases.ruled_out_with"]
        return cue.lemma in words["phrases.ruled_out"] and (not particles or self.low(cue.last + 1) in particles)

    def is_open(self, cue: Cue) -> bool:
        """Whether the cue is a denial that is itself denied: « n'exclut pas que », « did not rule out »."""
        denies = "deny" in self.lexicon.classes.get(cue.lemma, ()) or self.rules_out(cue)
        return cue.negated and denies

    def past_quotes(self, at: int, end: int, joints: tuple[str, ...] = _COMMA) -> int:
        """Past the quotations that stand at `at`, one after another or joined by a comma."""
        is_quote = self.sentence.is_quote
        while at < end and (is_quote(at) or (self.low(at) in joints and is_quote(at + 1))):
            at += 1
        return at
