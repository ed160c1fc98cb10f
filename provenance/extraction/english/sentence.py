"""One English sentence under reading: what a cue governs, what stands between, where contents end."""

import re
from functools import cached_property

from provenance.extraction.cues import Cue
from provenance.extraction.english.according_to import according_to_phrases
from provenance.extraction.english.addressees import INDIRECT, SUBJECTS, addressed_to, past_addressee
from provenance.extraction.english.asides import aside_speaker
from provenance.extraction.english.cues import cues
from provenance.extraction.english.passives import accusation_of, agent_of
from provenance.extraction.frames import AccordingTo, Range
from provenance.extraction.grammar import Complement, Grammar
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.word_sets import word_set

#: Words between a cue and its « that », at most.
REACH = 40
_PREPOSITIONS = word_set("en", "sentence", "prepositions")
_TURNS = word_set("en", "sentence", "turns")

_NOTHING_SAID = word_set("en", "sentence", "nothing_said")
_SUBORDINATE = ("because", "although", "unless", "until", "whereas")
_WHO = ("who", "which", "that", "whose")
#: « they're », « it's », « we'll »: a subject with its verb.
_CONTRACTED = re.compile(r"(?:i|you|he|she|it|we|they|there|that|who)['’](?:m|s|re|ve|ll|d)")
_GIVEN_OUT = ("read", "sent", "given", "put")
_NO_COMMENT = word_set("en", "sentence", "no_comment")
_NOT_VERBS = word_set("en", "sentence", "not_verbs")


class EnglishSentence(Grammar):
    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.thatless = lexicon.words["phrases.thatless"]
        super().__init__(sentence, lexicon, cues(sentence, lexicon))

    def aside_speaker(self, cue: Cue) -> Range | None:
        return aside_speaker(self, cue)

    @cached_property
    def according_to_phrases(self) -> list[AccordingTo]:
        return according_to_phrases(self)

    def comma(self, at: int) -> bool:
        """A comma, or a quotation that ends with one (« …," she said »)."""
        if self.low(at) == ",":
            return True
        quotation = self.sentence.quotes.get(at)
        return quotation is not None and self.sentence.tokens[at].text.rstrip("\"”’'»").endswith(",")

    def breaks(self, at: int) -> bool:
        low = self.low
        if (
            self.is_comma_quote(at - 1)
            and low(at) in ("a", "an")
            and low(at + 1) in self.lexicon.words["speakers.lead_nouns"]
        ):
            return True
        if low(at) != ",":
            return low(at) in ("but", "and") and self._refuses(at)
        if self._refuses(at + 1):
            return True
        if any(phrase.first == at + 1 for phrase in self.according_to_phrases):
            return True
        if low(at + 1) in ("citing", "quoting", "blaming", "referring", "raising") or self._contested(at + 1):
            return True
        if low(at + 1) in ("a", "an") and low(at + 2) in self.lexicon.words["speakers.lead_nouns"]:
            return True
        if low(at + 1) == "in" and low(at + 2) == "what":
            # « …, in what experts described as a first »
            return True
        return (
            low(at + 1) == "in"
            and low(at + 2) in ("a", "an")
            and low(at + 3) in ("statement", "interview", "move", "report", "letter")
        )

    def _refuses(self, at: int) -> bool:
        """« said it was late | but declined to elaborate », « …, and refused to be drawn »: no part of what is said."""
        joined = self.low(at) in ("but", "and") and self.low(at + 1) in ("declined", "refused")
        return joined and self.low(at + 2) == "to" and self.low(at + 3) in _NO_COMMENT

    def _contested(self, at: int) -> bool:
        """« …, which the mayor denies », « …, something his agent denied »: the reporter tells of another's denial."""
        denial = next((c for c in self.cues if at + 1 < c.first and "deny" in self._classes(c)), None)
        if self.low(at) not in ("which", "something") or denial is None:
            return False
        subject, after = self.phrases.before(denial.first), denial.last + 1
        while (step := self.adjunct(after)) is not None:
            after = step
        return subject is not None and subject[0] == at + 1 and after >= self.end

    def _classes(self, cue: Cue) -> tuple[str, ...]:
        return self.lexicon.classes.get(cue.lemma, ())

    def is_comma_quote(self, at: int) -> bool:
        return at in self.sentence.quotes and self.comma(at)

    def tail(self, cue: Cue) -> int | None:
        """« , adding that », « and said »."""
        low, at = self.low, cue.first
        if cue.first in self.asides:
            first = min(at, self.asides[cue.first][0])
            return first - 1 if low(first - 1) in (",", "–", "—", "-", "(") else first
        if cue.shape == "participle":
            before = at - 1
            if low(before) == "while":
                before -= 1
            if low(before) == "and" or self.comma(before):
                return before + (low(before) not in (",", "and")) if self.complement(cue) is not None else None
            return None
        if cue.shape != "finite":
            return None
        before = at - 1
        while before >= 0 and low(before) in self.phrases.adverbs:
            before -= 1
        if low(before) in ("and", "but", "then"):
            if cue.lemma == "find" and (self.complement(cue) or ("", 0))[0] == "quote":
                # « it inspected the site and found “no immediate concerns” »
                return None
            governs = not {"clause", "learn", "aside"}.isdisjoint(self._classes(cue))
            if (governs or low(cue.last + 1) in self.closed["objects"]) and self.complement(cue) is None:
                # « was sorry and had accepted every recommendation », « filmed it and posted it on TikTok »
                return None
            return before - 1 if low(before - 1) == "," else before
        found = self.phrases.before(at)
        if found is not None and low(found[0] - 1) == ";":
            # « says it is ready; the school denies this »
            return found[0] - 1
        if self.complement(cue) is None or found is None:
            return None
        joint = found[0] - 1
        if low(joint) in _TURNS:
            while low(joint - 1) in ("even", "and"):
                joint -= 1
            return joint - 1 if low(joint - 1) == "," else joint
        return None

    def clause(self, start: int, end: int) -> bool:
        return any(self.sentence.is_quote(i) or self.verb(i) for i in range(start, end))

    def verb(self, i: int) -> bool:
        low, token = self.low(i), self.sentence.tokens[i]
        if low in self.phrases.verbs:
            return True
        if token.capital or token.kind != "word" or self.phrases.after_determiner(i):
            return False
        return (
            (low.endswith("ed") and len(low) > 3 and low not in _NOT_VERBS)
            or any(f.shape == "finite" for f in self.lexicon.forms.get(low, ()))
            or (
                low.endswith("s")
                and not low.endswith(("ss", "us"))
                and i > 0
                and self._past_adverbs(i) in ("he", "she", "it", "which", "who", "that")
            )
        )

    def _past_adverbs(self, i: int) -> str:
        """The word before token `i` and its adverbs: « it | never discusses »."""
        while self.low(i - 1) in self.phrases.adverbs:
            i -= 1
        return self.low(i - 1)

    def find_complement(self, cue: Cue) -> Complement | None:
        at, low = cue.last + 1, self.low
        if low(at) == "off":
            return None
        agent = agent_of(self, cue)
        if agent is not None:
            # « is said by divers to be », « was told in February by aides that »
            end = agent[1]
            if "accuse" in self._classes(cue):
                return accusation_of(self, end)
            while low(end) != "that" and (step := self.adjunct(end)) is not None:
                end = step
            return ("infinitive", end) if low(end) == "to" else ("clause", end + 1) if low(end) == "that" else None
        if cue.lemma == "rule" and low(at) == "out":
            # « did not rule out that it would close », « ruled out closing it »
            that = low(at + 1) == "that"
            return ("clause", at + 2) if that else ("infinitive", at + 1) if low(at + 1).endswith("ing") else None
        quoted = self._judged_quote(cue)
        if quoted is not None:
            return "quote", quoted
        judged = self.judged(cue) if "judgement" in cue.takes else None
        if judged is not None:
            return "judgement", judged
        if "support" in cue.takes:
            supported = self.supported(cue)
            return ("support", supported) if supported is not None else None
        return self._complement_behind(cue)

    def _complement_behind(self, cue: Cue) -> Complement | None:
        """What a cue governs among the words behind it, past adverbs, dates, places and whom it is told to."""
        at, limit, low = cue.last + 1, min(self.end, cue.last + REACH), self.low
        classes = self.lexicon.classes.get(cue.lemma, ())
        asks, adjacent = "ask" in classes, True
        while at < limit:
            word = low(at)
            if self.sentence.is_quote(at):
                return "quote", at
            if word == ":":
                return "colon", at + 1
            if word == "that" and "clause" in cue.takes and not (adjacent and self._demonstrative(at)):
                # « asked that her name be withheld » asks for something.
                return None if cue.lemma == "ask" else ("clause", at + 1)
            opens = word in ("whether", "if")
            if opens and low(at + 1) == "to":
                # « will decide whether to open »: nothing is said to be so.
                return None
            if word in INDIRECT and "clause" in cue.takes and (adjacent or (opens and asks)) and (word != "if" or asks):
                return "clause", at + opens
            if (
                word == "to"
                and "infinitive" in cue.takes
                and low(at + 1) not in self.phrases.determiners | self.closed["objects"]
                and not self.capital(at + 1)
            ):
                return "infinitive", at
            if word == "," and self.sentence.is_quote(at + 1):
                return "quote", at + 1
            if word == "," and "clause" in cue.takes:
                # « agreed, under cross-examination by Leo Tarrant, for the defence, that »
                later = next((j for j in range(at + 1, min(self.end, at + 25)) if low(j) == "that"), None)
                if later is not None and low(later - 1) == "," and not self.cue_between(at, later):
                    return "clause", later + 1
            if word == "," and cue.lemma in self.thatless:
                close = next((j for j in range(at + 1, min(self.end, at + 14)) if low(j) == ","), None)
                if close is None:
                    return None
                at = close + 1
                continue
            if word == "to" and addressed_to(self, at):
                # « explained to CNN why », « said to reporters that »
                at = self.phrases.end(at + 1) if self.phrases.starts_at(at + 1) else at + 2
                continue
            step = self.adjunct(at)
            if step is not None:
                at = step
                continue
            if "object" in cue.takes and self.sentence.tokens[at].kind == "word":
                if word == "of":
                    # « a man accused | of stealing »
                    return None
                return "accusation", at
            if "deny" in classes:
                noun = next((j for j in range(at, min(self.end, at + 5)) if low(j) == "that"), None)
                if noun is not None and noun > at:
                    return "clause", noun + 1
            if "address" in cue.takes and adjacent and (end := past_addressee(self, at)) > at:
                if (
                    low(end) in ("that", "to", "in", "on", "at", "whether", ",", ":", "not", "last", "during")
                    or self.sentence.is_quote(end)
                    or self._clause_at(end)
                ):
                    at, adjacent = end, False
                    if low(at) == "not" and low(at + 1) == "to":
                        return "infinitive", at
                    continue
                if low(end) in ("when", "while", "after", "before", "as"):
                    # « told police when she was arrested that »
                    later = next((j for j in range(end, min(self.end, end + 14)) if low(j) == "that"), None)
                    if later is not None and not self.cue_between(end, later):
                        return "clause", later + 1
            if cue.lemma in self.lexicon.words["phrases.gerund"] and low(at).endswith("ing") and adjacent:
                # « has always denied wanting it »
                return "infinitive", at
            colon = next((j for j in range(at, min(self.end, at + 6)) if low(j) == ":"), None)
            if colon is not None and not self.clause(at, colon):
                # « had told them a hundred times: the river would come back »
                return "colon", colon + 1
            if cue.lemma in self.thatless and "clause" in cue.takes:
                bare = self._bare_clause_at(at) or self._apposed_subject(cue, at)
                if self._clause_at(at) or (cue.lemma == "say" and bare):
                    # « said | only custody could be justified »
                    return "clause", at - (at - 1 > cue.last and low(at - 1) in ("only", "even"))
            if "deny" in classes and self._auxiliary_clause(at):
                return "clause", at
            return None
        return None

    def _demonstrative(self, at: int) -> bool:
        """Whether « that » stands for something; « said that, if elected, she will » goes on."""
        if at + 1 >= self.end:
            return True
        if self.low(at + 1) in self.lexicon.words["words.be"] | self.lexicon.words["words.will"]:
            # « saying | that was a matter for the police »
            return True
        if self.low(at + 1) != ",":
            # One word alone is no clause: « disputes that account ».
            alone = at + 2 >= self.end and self.sentence.tokens[at + 1].kind == "word"
            return alone or self.sentence.tokens[at + 1].kind == "mark"
        close = next((j for j in range(at + 2, self.end) if self.low(j) == ","), None)
        return close is None or not self.clause(close, self.end)

    def _judged_quote(self, cue: Cue) -> int | None:
        """« called the plan "an act of vandalism" », « dismissed it as "a row" »: the words in quotation marks that a
        verb of judging gives to something.
        """
        if not {"judge", "deny"} & set(self.lexicon.classes.get(cue.lemma, ())):
            return None
        for j in range(cue.last + 1, min(self.end, cue.last + 14)):
            if self.sentence.is_quote(j):
                return j if j > cue.last + 1 and self.quote_words(j) > 3 else None
            if self.low(j) in (",", ";", ":", "that") or any(c.first == j for c in self.cues):
                return None
        return None

    def _bare_clause_at(self, at: int) -> bool:
        """« said schools need money »: a noun phrase with words after it that go on with no phrase of their own."""
        low, phrases = self.low, self.phrases
        if at >= self.end or self.sentence.tokens[at].kind != "word" or self.adjunct(at) is not None:
            return False
        if low(at) in phrases.prepositions or low(at) in phrases.conjunctions or low(at) in _NOTHING_SAID:
            return False
        end = phrases.end(at) if phrases.starts_at(at) else at + 1
        if end == at + 1 and self.quote_words(end) > 1 and low(at) not in self.lexicon.function:
            # « said staff | "should have been told" »
            return True
        word = end < self.end and self.sentence.tokens[end].kind == "word"
        goes_on = word and low(end) not in phrases.prepositions | phrases.conjunctions and low(end) not in _WHO
        return goes_on and self.adjunct(end) is None

    def _auxiliary_clause(self, at: int) -> bool:
        """« denied | he had lied », « denied | the ferry was overloaded »; « denied the charges brought » has none."""
        words = self.lexicon.words
        end = max(self.phrases.core_end(at), at + 1) if self.phrases.starts_at(at) else at
        helps = words["words.be"] | words["words.auxiliaries"] | words["words.will"] | words["words.do"]
        return end > at and self.low(end) in helps

    def _apposed_subject(self, cue: Cue, at: int) -> bool:
        """« said the men, who are in their 20s, | had fled »: a subject whose apposition the verb comes after."""
        end = self.phrases.core_end(at) if self.phrases.starts_at(at) else at
        close = next((j for j in range(end + 1, min(self.end - 1, end + 14)) if self.low(j) == ","), None)
        if end == at or self.low(end) != "," or close is None or any(self.low(j) in _WHO for j in range(cue.first)):
            return False
        return self.verb(close + 1)

    def _clause_at(self, at: int) -> bool:
        """Whether a clause without « that » begins at `at`: a subject, then a verb before the next break."""
        token = self.sentence.tokens[at] if at < self.end else None
        if token is None or token.kind != "word":
            return False
        if _CONTRACTED.fullmatch(token.low):
            return True
        if token.low == "that" and self._demonstrative(at):
            return at + 1 < self.end and self.verb(at + 1)
        if token.low in SUBJECTS:
            # « told police he | "was only fixing the fence" »
            return at + 1 < self.end and self.sentence.tokens[at + 1].kind != "mark"
        end = self.phrases.end(at) if self.phrases.starts_at(at) else at
        if end > at and self.sentence.is_quote(end) and self.low(end - 1) not in self.phrases.prepositions:
            # « said the president “looks forward to signing a bill” »
            return True
        if (
            token.low in self.phrases.prepositions
            or token.low in ("to", "as", "than", "so", "and", "or")
            or token.low in self.phrases.verbs
        ):
            return False
        for j in range(at, min(self.end, at + 22)):
            if self.low(j) in _SUBORDINATE:
                # « is recalling the trucks because the wheel can come loose »
                return False
            mark = self.low(j) in (",", ";", ":", "–", "—")
            if mark and (j < at + 3 or (j + 1 < self.end and self.verb(j + 1))):
                # « who has written a number of books, will stand »: the verb is that of the main clause.
                return False
            if j > at and self.verb(j):
                return True
            if "'" in self.low(j) and j == at:
                return True
        return False

    def adjunct(self, at: int) -> int | None:
        """One past an adverb, a date or a place at `at`."""
        if at >= self.end:
            return None
        low, token, phrases = self.low(at), self.sentence.tokens[at], self.phrases
        if low in phrases.adverbs or (low.endswith("ly") and len(low) > 4):
            return at + 1
        if (low.endswith("ed") or low in _GIVEN_OUT) and self.low(at - 1) in self.lexicon.words["speakers.utterance"]:
            # « in a statement | carried | by its television », « in a letter | read out | at Mass »
            return at + 1 + (self.low(at + 1) == "out")
        if low in phrases.times:
            return at + 1
        if token.text.isdigit() and self.low(at - 1) in phrases.times:
            return at + 1
        if low in ("earlier", "later", "late", "early") and self.low(at + 1) in ("on", "in", "this"):
            return self.adjunct(at + 1)
        if low in ("last", "this", "next", "earlier", "late", "early") and self.low(at + 1) in phrases.times | {
            "this",
            "last",
        }:
            return at + 2
        if low in _PREPOSITIONS and low not in ("of",):
            j = at + 1
            if j >= self.end or self.sentence.tokens[j].kind == "mark":
                # « she said outside »
                return j
            if self.low(j) in phrases.times or (j < self.end and self.sentence.tokens[j].text.isdigit()):
                while self.low(j) in phrases.times or (j < self.end and self.sentence.tokens[j].text.isdigit()):
                    j += 1
                return j
            end = phrases.end(j) if j < self.end else j
            # « in a statement published on its website | that »
            end = next((k for k in range(j + 1, end) if self.low(k) == "that"), end)
            while (
                end > j
                and end < self.end
                and self.low(end) in ("of", "to", "with", "for", "at", "in")
                and not self._clause_at(end)
            ):
                further = phrases.end(end + 1)
                if further == end + 1:
                    break
                end = further
            return end if end > j else None
        return None
