"""Subjects: the noun phrase before a verb, the antecedent of a relative, the subject of a whole sentence."""

from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.phrases import NounPhrases


class Subjects(NounPhrases):
    """Reads noun phrases in one sentence, from the verb back too."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._before: dict[int, tuple[int, int] | None] = {}

    @classmethod
    def of(cls, sentence: Sentence, lexicon: Lexicon) -> "Subjects":
        """The reader of a sentence, the same one each time: it remembers what it read."""
        found: Subjects | None = sentence.known.get("phrases")
        if found is None:
            found = sentence.known["phrases"] = cls(sentence, lexicon)
        return found

    @property
    def _first_plural(self) -> tuple[str, ...]:
        return self.lexicon.patterns["words.subject_endings"]

    def antecedent(self, i: int) -> tuple[int, int] | None:
        """What the relative pronoun at `i` stands for: « chez Aquadial, l'exploitant, | qui assure »."""
        end = i - (self.sentence.low(i - 1) == ",")
        if end <= 0:
            return None
        start = self._leftmost(end) if end < i else None
        if start is None:
            start = self._segment(end)
        passed = (self.prepositions | self.conjunctions) - (self.determiners - self.closed["with_whom"])
        while start < end and self.sentence.low(start) in passed:
            start += 1
        # The last noun phrase of the run that can speak.
        at = start
        best = None
        while at < end:
            if self.starts_at(at):
                stop = min(self._core(at), end)
                if stop == end or (stop < end and self.sentence.low(stop) == ","):
                    best = (self._named_before(at), end)
                    break
                at = max(stop, at + 1)
                continue
            at += 1
        return best

    def of_relative(self, i: int) -> tuple[int, int] | None:
        """« Vranken, who has staked her term on it and | told lawmakers »: whom the relative of a joined verb at `i`
        stands for.
        """
        if self.sentence.low(i - 1) not in self.closed["joins"]:
            return None
        for j in range(i - 2, 0, -1):
            if self.sentence.tokens[j].kind != "word":
                return None
            if self.sentence.low(j) in self.closed["who"]:
                return self.antecedent(j)
        return None

    def _named_before(self, at: int) -> int:
        """« remise à | Grégoire Hamelin, analyste chez Bryce, qui assure »: where the name before an apposition begins;
        `at` where none stands.
        """
        if self.sentence.low(at - 1) != "," or self.capital(at) or self.kind_of(self.sentence.low(at)) != "person":
            return at
        start = at - 1
        while start > 0 and self.sentence.tokens[start - 1].kind == "word" and self.capital(start - 1):
            start -= 1
        return start if start < at - 1 else at

    def before(self, i: int) -> tuple[int, int] | None:
        """The subject that ends right before token `i` (the verb group), with its appositions; None where it is left
        out.
        """
        if i not in self._before:
            self._before[i] = self._read_before(i)
        return self._before[i]

    def _read_before(self, i: int) -> tuple[int, int] | None:
        low = self.sentence.low
        last = self._past_clitics(self._past_dates(self._past_clitics(i)))
        told = not low(i).endswith(self._first_plural) or low(last - 2) in self.closed["object_pronouns"]
        if low(last - 1) in self.closed["object_pronouns"] and last > 1 and told:
            # « on nous avait promis »: it is told to us.
            last -= 1
        if last == 0 or low(last - 1) in self.closed["joins"]:
            return None
        of_relative = low(last - 1) in self.closed["objects"] and self._in_relative(last)
        if not of_relative and (low(last - 1) in self.pronouns or low(last - 1) in self.closed["clitic_subjects"]):
            return (self._some_of(last - 2) if low(last - 2) in self.closed["partitive"] else last - 1), last
        if low(last - 1) == "," and low(last - 2) in self.closed["set_off"] and low(last - 3) == ",":
            # « Le syndicat, lui, | parle »
            last -= 3
            start = self._noun_start(self._segment(last), last)
            return None if start is None else (start, last)
        if low(last - 1) == ",":
            aside = self._comma_start(last - 1)
            told = aside > 1 and low(aside - 1) == "," and low(aside) in self.closed["media_links"]
            if told and self._names_medium(aside + 1, last - 1):
                # « Le ministre, dans Les Échos, | affirme »
                last = aside
            start = self._leftmost(last - 1)
            return None if start is None else (start, last - 1)
        start = self._noun_start(self._segment(last), last)
        start = None if start is None else self._past_verb(start, last)
        return None if start is None else (self._in_bare_relative(start, last), last)

    def _in_bare_relative(self, start: int, end: int) -> int:
        """« an offer | the union says is poor », « a charge | Zephyr rejected »: where the subject begins of a clause
        that hangs on a noun by nothing.
        """
        if not self.lexicon.does("clauses-without-that") or any(self._clausal(j) for j in range(start, end)):
            return start
        low, said = self.sentence.low, self.lexicon.words["speakers.lead_nouns"]
        for at in range(end - 1, start, -1):
            before = low(at - 1)
            noun = before not in self.determiners | self.prepositions | self.linking | self.adverbs
            opens = low(at) in self.determiners and noun and low(at) not in self.closed["some"]
            if opens or (before in said and low(at - 2) in self.determiners and self.starts_at(at)):
                return at
        return start

    def _clausal(self, at: int) -> bool:
        """Whether a relative or a verb stands at `at`: « a worker who feared losing his job »."""
        return self.sentence.low(at) in self.closed["relatives"] | self.closed["that"] or self.is_verb(at)

    def _past_verb(self, start: int, end: int) -> int | None:
        """« On y entend | une voix d'homme », « shoppers were switching to store »: behind the verb of the run, if a
        phrase begins there.
        """
        clause = self.closed["relatives"] | self.closed["that"] | self.closed["who"]
        opens = next((j for j in range(start, end) if self.sentence.low(j) in clause), end)
        verbs = [
            j
            for j in range(start + 1, opens - 1)
            if (self.sentence.low(j) in self.verbs or self.sentence.low(j) in self._only_verbs)
            and self.sentence.low(j - 1) not in self.closed["infinitive_marks"]
            and not (self.capital(j) and self.named(j))
        ]
        if not verbs or self.pronoun(end - 1):
            return start
        behind = verbs[-1] + 1
        return behind if self.starts_at(behind) and self.sentence.low(behind) not in self.prepositions else None

    def _some_of(self, at: int) -> int:
        """« l'une d' | elles », « one of | them »: where the phrase begins."""
        start = at - 1 - (self.sentence.low(at) not in self.closed["of"])
        head = self.sentence.low(start)
        some = head in self.lexicon.words["words.quantities"] or head in self.determiners
        return start - (self.sentence.low(start - 1) in self.closed["articles"]) if some and start >= 0 else at + 1

    def _past_dates(self, i: int) -> int:
        """Back over « on Monday », « late Tuesday », « mardi »: « The mayor on Monday | said »."""
        low, at = self.sentence.low, i
        while at > 1 and (low(at - 1) in self.times or (at < i and low(at - 1) in self.closed["near_dates"])):
            at -= 1
        if at == i or at < 2:
            return i
        if self.sentence.tokens[at - 1].text.isdigit() and low(at) in self.closed["years_old"]:
            # « La comédienne de 27 ans | dit »
            return i
        if low(at - 1) in self.closed["date_links"]:
            at -= 1
        if low(at - 1) in self.closed["articles"]:
            # « the minutes | said »
            return i
        # A date alone before the verb is its subject, or has one before it.
        return at if at > 0 and self.sentence.tokens[at - 1].kind == "word" else i

    def _past_clitics(self, i: int) -> int:
        """Back over « ne », « lui », « y » and adverbs before the verb; an article right before it is none."""
        low = self.sentence.low
        while i > 0:
            word = low(i - 1)
            if self._some_of_them(i - 1):
                break
            clitic = word in self.clitics and word not in self.closed["clitic_subjects"]
            if not clitic and (word not in self.adverbs or word in self.pronouns):
                break
            i -= 1
        return i

    def _some_of_them(self, at: int) -> bool:
        """« l'un d'| eux »"""
        return self.sentence.low(at) in self.closed["them"] and self.sentence.low(at - 1) in self.closed["some_of"]

    def _segment(self, end: int) -> int:
        """Where the run of words before `end` begins: after a mark, a quotation or a conjunction."""
        at = end
        while at > 0:
            token = self.sentence.tokens[at - 1]
            opens = token.low in self.closed["opens"] and at < end
            if token.text == ")":
                near = range(at - 2, max(-1, at - 16), -1)
                opening = next((j for j in near if self.sentence.tokens[j].text == "("), None)
                if opening is None:
                    return at
                at = opening
            elif (token.kind == "quote" and self._nickname(at - 1)) or (token.kind == "mark" and token.text in "&/'’%"):
                at -= 1
            elif (
                at < end
                and self.lexicon.does("clauses-without-that")
                and self._says(at - 1)
                and not self._in_relative(at)
                and not self.lexicon.term_at("phrases.knowing", self.sentence.low, at - 1)
            ):
                # « He said | managers replied »
                return at
            elif token.kind != "word" or opens or (token.low in self.closed["clause_and"] and self._new_clause(at)):
                return at
            else:
                at -= 1
        return at

    def _in_relative(self, at: int) -> bool:
        """« A worker who feared | losing his job »: whether a relative before `at` holds its verb."""
        for j in range(at - 2, -1, -1):
            if self.sentence.tokens[j].kind != "word":
                return False
            if self.sentence.low(j) in self.closed["who"]:
                return True
        return False

    def _nickname(self, i: int) -> bool:
        """Whether the quotation at `i` is a name or a term inside a phrase."""
        quotation = self.sentence.quotes[i]
        tokens = self.sentence.tokens
        after_word = i > 0 and tokens[i - 1].kind == "word"
        ended = tokens[i].text[: quotation.inner[1] - quotation.start][-1:] in ",.!?…"
        return after_word and len(tokens[i].text.split()) <= 4 and not ended

    def _new_clause(self, at: int) -> bool:
        """Whether the « et » before `at` joins clauses: a verb stands before it in the same run."""
        return any(self.is_verb(j) for j in range(max(0, at - 14), at - 1) if self.sentence.tokens[j].kind == "word")

    def _noun_start(self, start: int, end: int) -> int | None:
        """The first token of the noun phrase in `start:end`, its leading adverbials passed over."""
        sentence = self.sentence
        at = start
        while at < end:
            low, token = sentence.low(at), sentence.tokens[at]
            if (
                low in self.conjunctions
                or (at == 0 and low in self.subordinators and low not in self.prepositions)
                or (low in self.adverbs and not token.capital)
                or (low in self.clitics and low not in self.determiners)
            ):
                at += 1
                continue
            if (low in self.adverbs and low not in self.pronouns) or (
                low in self.times and at + 1 < end and self.starts_at(at + 1)
            ):
                at += 1
                continue
            if (
                low in self.closed["near_dates"]
                and at + 1 < end
                and (sentence.low(at + 1) in self.prepositions | self.times)
            ):
                # « Late on Tuesday the ministry », « Earlier this week the mayor »
                at += 1
                continue
            if (low in self.prepositions and low not in self.determiners) or low in self.closed["adverbial"]:
                # « A Paris le ministre »: pass over the preposition's own phrase.
                stop = self._core(at + 1)
                if stop >= end or stop == at + 1:
                    nxt = next(
                        (
                            j
                            for j in range(at + 2, end)
                            if sentence.low(j) in self.closed["phrase_openers"]
                            and sentence.low(j - 1) not in self.prepositions
                        ),
                        None,
                    )
                    if nxt is None:
                        return None
                    at = nxt
                    continue
                at = stop
                continue
            break
        if at >= end:
            return None
        # A finite verb inside the run: the noun phrase begins after it (« il est venu, le maire »… is not ours).
        return at

    def _leftmost(self, comma: int) -> int | None:
        """« Gomery, le responsable de la commission, | a indiqué »: where the whole phrase begins."""
        sentence = self.sentence
        segments: list[int] = []
        end = comma
        while end > 0:
            start = self._comma_start(end)
            segments.append(start)
            if start == 0 or sentence.low(start - 1) != ",":
                break
            end = start - 1
        # From the left: the first segment that a subject can begin with.
        for start in reversed(segments):
            at = start
            while at < comma and (sentence.low(at) in self.conjunctions or sentence.low(at) in self.adverbs):
                at += 1
            low = sentence.low(at)
            if sentence.low(start) in self.closed["that"]:
                at = start + 1
                low = sentence.low(at)
            if at >= comma or sentence.tokens[at].kind != "word" or (start == 0 and self._opening_participle(at)):
                continue
            if low in self.prepositions and low not in self.determiners:
                # « observe dans une note | Grégoire Hamelin, analyste »
                name = next((j for j in range(at + 1, self._next_comma(at)) if self._capitals(j)), None)
                if name is not None and self.sentence.tokens[name].capital and not self.completes(name):
                    return name
                continue
            determined = low in self.determiners
            if low in self.subordinators or low in self.times or (low in self.circumstance and not determined):
                # « cette semaine » tells when, « cette association, créée en 2010, | affirme » who.
                continue
            if self.temporal(at) or not (self.starts_at(at) or self.names_job(at)):
                continue
            if self.pronoun(at):
                return None
            if any(self.is_verb(j) for j in range(at, self._next_comma(at)) if sentence.low(j) not in self.roles):
                # « Le maire, qui était là, … » has its verb in the relative; a clause of its own is no subject.
                continue
            return at
        return None

    def _opening_participle(self, at: int) -> bool:
        """« Opening the case, Fiona Carrick, … », « Interrogée hier, la ministre, … »: no subject begins there."""
        low = self.sentence.low(at)
        # Not in the union of both: to make it takes longer than all the rest.
        if self.kind_of(low) is not None or low in self.lexicon.function or low in self.lexicon.given_names:
            return False
        if low.endswith(self.lexicon.patterns["words.participle_endings"]) and not self.sentence.tokens[at].capital:
            return True
        # « Battu 3-1 à Brest, l'entraîneur… »: what stands behind it tells it from a name.
        behind = self.sentence.tokens[at + 1] if at + 1 < len(self.sentence) else None
        governs = behind is not None and (behind.text[0].isdigit() or behind.low in self.prepositions)
        if governs and low.endswith(self.lexicon.patterns["words.opening_participles"]):
            return True
        # « Favorable au projet, le maire… »: a name would have its verb where another subject begins.
        comma = self._next_comma(at)
        apart = at == 0 and comma + 1 < len(self.sentence) and self.sentence.low(comma) == ","
        named = apart and self.sentence.low(comma + 1) in self.closed["definite"] - self.closed["this"]
        return governs and named and behind is not None and behind.low not in self.closed["of"]

    def _comma_start(self, end: int) -> int:
        """Where the segment before `end` begins: after a mark, a quotation, « que », or the verb of an aside."""
        at = end
        while at > 0:
            token = self.sentence.tokens[at - 1]
            if token.kind == "mark" and token.text in ",;:":
                return at
            if token.kind == "quote" and not self._nickname(at - 1):
                return at
            if at < end and (token.low in self.closed["clause_openers"] or self._reports(at - 1)):
                return at
            at -= 1
        return at

    def _reports(self, at: int) -> bool:
        """Whether token `at` is the verb of an aside, its speaker behind it (« s'emporte | Loïc, délégué CGT »)."""
        forms = self.lexicon.forms.get(self.sentence.low(at), ())
        passive = self.sentence.low(at + 1) in self.closed["by"]
        if at == 0 or passive or self.after_determiner(at) or not any(f.shape in ("finite", "past") for f in forms):
            return False
        before = self.sentence.low(at - 1)
        return before == "," or before in self.closed["before_aside"] or self.sentence.tokens[at - 1].kind == "quote"

    def _next_comma(self, at: int) -> int:
        for j in range(at, len(self.sentence)):
            if self.sentence.tokens[j].kind == "mark" and self.sentence.tokens[j].text in ",;:":
                return j
        return len(self.sentence)

    def _participle(self, at: int) -> bool:
        forms = self.lexicon.forms.get(self.sentence.low(at), ())
        return any(f.shape in ("past", "participle", "finite") for f in forms)

    def main_subject(self, before: int, start: int = 0) -> tuple[int, int] | None:
        """The subject of the first clause from token `start` on, where it has a verb before token `before`."""
        at = start
        sentence = self.sentence
        while at < before:
            if (
                sentence.is_quote(at)
                and at == 0
                and self._reports(at + 1 + (sentence.low(1) == "," or sentence.low(1) in self.closed["before_aside"]))
            ):
                return None
            if sentence.tokens[at].kind != "word":
                at += 1
                continue
            if sentence.low(at) in self.closed["cleft"] and self.is_verb(at + 1) and self.starts_at(at + 2):
                # « c'est un enquêteur qui s'est avancé »
                at += 2
            if at == 0 and (
                (sentence.low(0) in self.circumstance and not self.this_one(0))
                or sentence.low(0) in self.verbs
                or self._participle(0)
                or self._opening_participle(0)
                or sentence.low(0) in self.lexicon.words["phrases.cited"]
            ):
                # « Interrogée sur ce point, la ministre… »
                at = next((j + 1 for j in range(before) if sentence.low(j) == ","), before)
                continue
            found = self._noun_start(at, before)
            if found is None:
                return None
            end = self.end(found) if self.starts_at(found) else found
            if end > found and not self.temporal(found) and end < len(sentence) + 1:
                nxt = end
                while nxt < before and (
                    sentence.low(nxt) in self.clitics or sentence.low(nxt) == "," or sentence.low(nxt) in self.adverbs
                ):
                    nxt += 1
                return found, end
            comma = next((j for j in range(found, before) if sentence.low(j) == ","), before)
            if any(sentence.is_quote(j) or self._reports(j) for j in range(at, comma)):
                # « « A », ironise Zerbo, la coordonnatrice »: what follows the comma is an apposition.
                return None
            at = comma + 1
        return None
