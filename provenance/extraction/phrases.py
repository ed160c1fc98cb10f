"""Noun phrases from their first word on, as far as names of speakers need them."""

from provenance.extraction.kinds import Kinds

#: The longest phrase that is still a name of a speaker.
MAX_TOKENS = 40


class NounPhrases(Kinds):
    """Reads noun phrases in one sentence."""

    def starts_at(self, i: int) -> bool:
        """Whether a noun phrase may begin at token `i`."""
        if i >= len(self.sentence):
            return False
        token = self.sentence.tokens[i]
        if token.kind != "word":
            return False
        return (
            token.capital
            or (token.text[0].isupper() and token.low not in self.prepositions | self.subordinators)
            or token.low in self.determiners
            or token.low in self.titles
            or token.low in self.lexicon.words["words.quantities"]
            or token.low in self.pronouns
            or any(token.low in words for words in self.kinds.values())
        )

    def names_job(self, i: int) -> bool:
        """« “…,” | dairy farmer Eilidh Grant, of Orkney, said »: a job and a name right behind a quotation."""
        near = range(i, min(len(self.sentence) - 1, i + 4)) if self.sentence.is_quote(i - 1) else range(0)
        return any(self.kind_of(self.sentence.low(j)) == "person" and self.capital(j + 1) for j in near)

    def end(self, i: int, vouching: bool = False) -> int:
        """One past the last token of the noun phrase that begins at `i`, with its complements and apposition.

        After « selon » (`vouching`) what follows the comma may be the clause: an organisation takes no apposition with
        an article.
        """
        at = self._core(i)
        if at == i:
            return i
        if self.sentence.low(at - 1) in self.lexicon.words["phrases.made"]:
            at -= 1
        if (
            self.sentence.low(at) in self.lexicon.words["phrases.made"] | self.closed["that"]
            and self.kind(i, at) == "record"
            and (vouching or self.sentence.low(at) not in self.closed["that"])
        ):
            # « une étude publiée mercredi dans la revue… »: up to the next mark.
            return next(
                (j for j in range(at, len(self.sentence)) if self.sentence.tokens[j].kind != "word"), len(self.sentence)
            )
        return self._apposed(at, vouching and self.kind(i, at) != "person", vouching)

    def core_end(self, i: int) -> int:
        """One past the phrase without its appositions."""
        return self._core(i)

    def _core(self, i: int) -> int:
        """The phrase without apposition: determiner, nouns, complements, coordination, relative clause."""
        if i not in self._cores:
            self._cores[i] = self._read_core(i)
        return self._cores[i]

    def _read_core(self, i: int) -> int:
        sentence = self.sentence
        stop = min(len(sentence), i + MAX_TOKENS)
        if i < stop and self.pronoun(i):
            return i + 1
        at, nouns = i, 0
        some = at
        while sentence.low(some) in self.closed["some"]:
            some += 1
        if some > at and sentence.low(some) in self.closed["some_of"]:
            # « l'un d'eux », « un de ses collègues », « one of them »
            them = some + 1 + (sentence.low(some + 1) in self.closed["partitive"])
            if sentence.low(them) in self.closed["them"]:
                return them + 1
            at, nouns = some, 1
        while at < stop:
            if sentence.low(at) in self.closed["relatives"] and nouns:
                return self._relative(at, stop)
            width = self._step(i, at, stop, nouns)
            if not width:
                break
            token = sentence.tokens[at]
            # « The Hindu » is a name, for all that it begins with an article.
            nouns += token.kind == "quote" or width > 1 or (token.kind == "word" and not self._little(at))
            at += width
            if token.capital and self.medium_at(at - width) == width and at < stop and self._begins_person(at):
                # « à l'AFP | Justine Bahati »; « BBC Radio Leeds » goes on.
                break
        while at > i and self._little(at - 1) and not sentence.tokens[at - 1].capital:
            at -= 1
        if at == i and sentence.low(i) in self.lexicon.words["words.quantities"] and sentence.low(i + 1) == ",":
            # « said another, | Samir Patel »
            return i + 1
        return at

    def _begins_person(self, at: int) -> bool:
        """Whether a name of a person, rather than the rest of a medium's, begins at the capital `at`."""
        low = self.sentence.low(at)
        if not self.sentence.tokens[at].capital or low in self.lexicon.words["speakers.outlet_words"]:
            return False
        # « Radio France | Internationale »
        pair = not self.lexicon.does("house-before-job") and self.capital(at + 1)
        return pair or low in self.lexicon.given_names or low in self.titles | self.roles

    def _little(self, at: int) -> bool:
        """Whether token `at` is a determiner, a link or a conjunction: no noun, and no end of a phrase."""
        low = self.sentence.low(at)
        return low in self.determiners or low in self.linking

    def _step(self, first: int, at: int, stop: int, nouns: int) -> int:
        """How many tokens of the phrase from `first` stand at `at`; 0 where it ends."""
        token = self.sentence.tokens[at]
        low, before = token.low, self.sentence.low(at - 1)
        if token.kind == "quote":
            return int(self._quoted(at, stop, nouns))
        if token.kind == "mark":
            return self._mark(at, stop, nouns)
        if low.startswith("-"):
            return 0
        medium = self.medium_at(at) or self.lexicon.term_at("speakers.ranks", self.sentence.low, at)
        if medium > 1:
            return medium
        if nouns and low in self._knowing and self.kind_of(before) in ("person", "anonymous"):
            # « sources | close to the talks », « an official | briefed on the matter »
            knowing = self.lexicon.term_at("phrases.knowing", self.sentence.low, at)
            if knowing:
                return knowing + (self.sentence.low(at + knowing) in self.determiners)
        if low in self.determiners and (nouns == 0 or before in self.linking | self.closed["all"]):
            return 1
        if low in self.closed["of"] and nouns:
            return int(self._complement(at + 1))
        if low in self.closed["house_links"] and self._names_house(at):
            return 1
        if low in self.closed["and"] and nouns:
            return int(self._coordinated(at))
        if low in self.closed["places"] and nouns and not token.capital:
            apart = self._told_to(at + 1) or self.lexicon.term_at("words.circumstance", self.sentence.low, at)
            return int(self._placed(at) and not apart)
        aged = low in self.closed["years_old"] and self.sentence.low(at - 2) in self.closed["of"]
        if aged and self.sentence.tokens[at - 1].text.isdigit():
            # « la comédienne de 27 ans »
            return 1
        published = nouns and low in self.lexicon.words["phrases.made"] and self.kind(first, at) == "record"
        if published or (nouns and self._after_noun(at)):
            # « un rapport du Giec | rendu public lundi »
            return 0
        if not token.capital and (self._ends(at) if nouns else self._begins_otherwise(low)):
            return 0
        if nouns and token.capital and self._capitals(at):
            # « observe dans une note | Grégoire Hamelin », « devant la presse | Oleg Vassiltchenko »
            return int(not self._records(first, at) and before not in self.lexicon.words["phrases.audience"])
        return 1

    def _names_house(self, at: int) -> bool:
        """« the National Institute | on Aging », « le Collectif | pour la défense des droits »: a preposition inside
        the name of a house.
        """
        before = self.sentence.low(at - 1)
        house = self.capital(at - 1) and (before in self.kinds["institution"] or before in self.kinds["government"])
        return house and (self.capital(at + 1) or self.sentence.low(at + 1) in self.closed["articles"])

    def _after_noun(self, at: int) -> bool:
        """Where nouns have capitals, a small word behind one that joins nothing ends the phrase: it is the verb."""
        if not self.lexicon.does("nouns-have-capitals") or self.sentence.tokens[at].capital:
            return False
        return self.sentence.tokens[at - 1].capital and not self._little(at)

    def _quoted(self, at: int, stop: int, nouns: int) -> bool:
        """A nickname (« Jean « Jeannot » Dupont ») or a title (« le film « La Rue » ») inside the phrase."""
        words = len(self.sentence.tokens[at].text.split())
        if nouns and words <= 4 and at + 1 < stop and self.sentence.tokens[at + 1].capital:
            return True
        return words <= 5 and self.sentence.low(at - 1) in self.closed["of"] | self.determiners

    def _mark(self, at: int, stop: int, nouns: int) -> int:
        if self.sentence.tokens[at].text == "(":
            close = self._close(at)
            return 0 if close is None or close - at > 12 else close + 1 - at
        joins = self.sentence.tokens[at].text in "&/" and nouns and at + 1 < stop
        return int(joins and self.sentence.tokens[at + 1].kind == "word")

    def _ends(self, at: int) -> bool:
        """Whether a lower-case word after the nouns ends the phrase: a date, a circumstance, a verb, an adverb."""
        low = self.sentence.low(at)
        if self.is_seen_by(at):
            return True
        following = self.sentence.tokens[at + 1] if at + 1 < len(self.sentence) else None
        if following is not None and (following.capital or following.low in self.determiners):
            done = any(form.shape == "finite" for form in self.lexicon.forms.get(low, ()))
            if done and self.kind_of(self.sentence.low(at - 1)) in ("person", "anonymous"):
                # « The judge | labelled Simon Kerr »
                return True
        past = low.endswith(self.lexicon.patterns["words.simple_past_endings"]) and self._says(at)
        active = following is not None and following.kind == "word" and following.low not in self.prepositions
        if past and (self.sentence.tokens[at - 1].capital or (active and self.kind_of(self.sentence.low(at - 1)))):
            # « Okoro | assured residents that », « the army | accused fighters »; « a man accused of it » is one.
            return True
        governs = following is not None and following.low in self.determiners and not self.after_determiner(at)
        if governs and low.endswith(self.lexicon.patterns["words.simple_past_endings"]):
            # « The company | contested the penalty »
            return True
        if low in self.times:
            # « a copy of | the minutes » goes on.
            link = at - 1 - (self.sentence.low(at - 1) in self.closed["articles"])
            if self.sentence.low(link) not in self.closed["of"]:
                return True
        if low in self._enders:
            return True
        verbal = low in self._only_verbs or (len(low) > 5 and low.endswith("ait") and self.is_verb(at))
        if verbal and not self.after_determiner(at) and self.sentence.low(at - 1) not in self.closed["of"]:
            # « The referee | thought otherwise », « plusieurs sources | évoquent »
            return True
        if low.endswith(self.lexicon.patterns["words.noun_enders"]) and len(low) > 7:
            return self.kind_of(low) is None
        return low.endswith(self.lexicon.patterns["words.gerund_endings"]) and any(
            f.shape == "participle" for f in self.lexicon.forms.get(low, ())
        )

    def is_seen_by(self, at: int) -> bool:
        """« documents | seen by the Herald »"""
        return (
            self.sentence.low(at) in self.lexicon.words["phrases.seen"]
            and self.sentence.low(at + 1) in self.closed["by"]
        )

    def participle_clause(self, comma: int) -> bool:
        """« The bench | , headed by Anand Desai, », « Ann Hill | , speaking to the BBC, »: told of a speaker."""
        low = self.sentence.low(comma + 1)
        told = low.endswith(self.lexicon.patterns["words.participle_endings"]) and self.kind_of(low) is None
        links = self.prepositions - self.determiners
        told = told and self.sentence.low(comma + 2) in links
        # « Tavares | , in a statement released through the league, »
        said = self.lexicon.words["speakers.utterance"] | self.lexicon.words["phrases.interview"]
        told = told or (low in links and any(self.sentence.low(comma + far) in said for far in (2, 3, 4)))
        return self.sentence.low(comma) == "," and told

    def _begins_otherwise(self, low: str) -> bool:
        return low in self.subordinators or (low in self.prepositions and low not in self.determiners)

    def _records(self, first: int, at: int) -> bool:
        links = self.closed["of"]
        return any(
            self.kind_of(self.sentence.low(k)) == "record" and (k == first or self.sentence.low(k - 1) not in links)
            for k in range(first, at)
        )

    def capital(self, at: int) -> bool:
        return at < len(self.sentence) and self.sentence.tokens[at].capital

    def _capitals(self, at: int) -> bool:
        """Whether a name of two words begins at `at`, and the word before is no name."""
        following = at + 1 < len(self.sentence) and self.sentence.tokens[at + 1].capital
        return following and self.sentence.tokens[at + 1].kind == "word" and not self.sentence.tokens[at - 1].capital

    def _close(self, at: int) -> int | None:
        for j in range(at + 1, min(len(self.sentence), at + 14)):
            if self.sentence.tokens[j].text == ")":
                return j
        return None

    def _complement(self, i: int) -> bool:
        """Whether what follows « de » still belongs to the name."""
        if i >= len(self.sentence):
            return False
        token = self.sentence.tokens[i]
        if self.sentence.low(i + 1) in self.lexicon.words.get("asides.manner", ()):
            # « souffle l'élu | d'une voix lasse »
            return False
        if token.kind == "quote":
            return len(token.text.split()) <= 5
        if token.low in self.times and not token.capital and self.sentence.low(i + 1) not in ("de",):
            return False
        return token.kind == "word" and not any(f.shape == "infinitive" for f in self.lexicon.forms.get(token.low, ()))

    def _coordinated(self, at: int) -> bool:
        """« X et Y »: another name follows, and no verb of its own."""
        sentence = self.sentence
        following = at + 1
        if following >= len(sentence) or sentence.tokens[following].kind != "word" or self.pronoun(following):
            return False
        low = sentence.low(following)
        if not self.starts_at(following) and (
            low in self.lexicon.forms or low in self.prepositions or low in self._enders
        ):
            return False
        # A verb soon after means a new clause: « X et Y ont dit » is fine, « …, a dit X et Y va… » is not.
        for j in range(following, min(len(sentence), at + 8)):
            if sentence.tokens[j].kind != "word":
                return True
            if self.is_verb(j):
                return False
        return True

    def _told_to(self, at: int) -> bool:
        """« explique un porte-parole à | Radio Bocage »: a medium that somebody speaks to, no part of the job."""
        words = self.lexicon.words
        named = self.capital(at) and self.sentence.low(at) in words["speakers.outlet_words"]
        return named or self.sentence.low(at) in words["phrases.interview"]

    def _placed(self, at: int) -> bool:
        """« professeur à », « ministre aux », « analyste chez »: the preposition hangs on the job before it."""
        for j in range(at - 1, max(-1, at - 5), -1):
            low = self.sentence.low(j)
            if low in self.placed:
                return True
            if self.sentence.tokens[j].capital or self.sentence.tokens[j].kind != "word":
                return False
        return False

    def _relative(self, at: int, stop: int) -> int:
        """« qui dirige l'enquête »: up to a comma, a quotation or the end of the clause."""
        for j in range(at + 1, stop):
            token = self.sentence.tokens[j]
            if token.kind == "quote" or (token.kind == "mark" and token.text in ",;:.!?»…)"):
                return j
        return stop

    def _apposed(self, at: int, organisation: bool = False, vouching: bool = False) -> int:
        """The end with the appositions that follow: « …, porte-parole du ministère, »."""
        sentence = self.sentence
        while at < len(sentence) and sentence.low(at) == ",":
            end = self.apposition(at + 1)
            if organisation and end is not None and sentence.low(at + 1) in self.determiners:
                return at
            opens = vouching and end is not None and self._goes_on(end)
            if opens and (sentence.tokens[at + 1].capital or sentence.low(at + 1) in self.determiners):
                # « Selon notre estimation, Samir Haddad | l'emporterait », « Selon son avocat, son client | dormait »
                return at
            if (
                end is None
                and organisation
                and sentence.low(at + 2) == ","
                and sentence.tokens[at + 1].kind == "word"
                and not sentence.tokens[at + 1].capital
                and sentence.low(at + 1) not in self.adverbs
            ):
                end = at + 2
            if end is None:
                return at
            at = end
            if at < len(sentence) and sentence.low(at) == ",":
                continue
            return at
        return at

    def _goes_on(self, at: int) -> bool:
        """Whether a clause goes on at `at` without a mark between."""
        return at < len(self.sentence) and self.sentence.tokens[at].kind != "mark"

    def apposition(self, i: int) -> int | None:
        """One past the apposition that begins at `i`, or None: a job, an age, a relative, with no verb of its own."""
        sentence = self.sentence
        if i >= len(sentence) or sentence.tokens[i].kind != "word":
            return None
        low, token = sentence.low(i), sentence.tokens[i]
        if low in self.closed["relatives"]:
            return self._relative(i, min(len(sentence), i + MAX_TOKENS))
        if token.text.isdigit() and sentence.low(i + 1) in self.closed["years_old"]:
            return self._until_break(i + 2)
        if token.text.isdigit() and i + 1 < len(sentence) and sentence.low(i + 1) in (",", "."):
            return i + 1
        gerund = low.endswith(self.lexicon.patterns["words.gerund_endings"])
        if low in self._not_apposed or (gerund and self.kind_of(low) is None):
            return None
        head = i
        while head < len(sentence) and sentence.low(head) in self.determiners:
            head += 1
        # The head of an apposition is a job within a few words, or a name after it (« le commodore Ramon Villaverde »).
        jobs = [j for j in range(head, min(len(sentence), head + 4)) if self.kind_of(sentence.low(j)) == "person"]
        named = head > i and not token.capital and self.capital(head + 1) and self._capitals(head + 1)
        if not jobs and not token.capital and not named:
            return None
        end = self._core(i)
        relative = next((j for j in range(i, end) if sentence.low(j) in self.closed["relatives"]), end)
        # « one, retired | teacher Joan Aske »
        first = i + (bool(jobs) and low.endswith(self.lexicon.patterns["words.verbal_endings"]) and not self._says(i))
        if end == i or any(
            self.is_verb(j) for j in range(first, relative) if self.kind_of(sentence.low(j)) != "person"
        ):
            return None
        # A new clause begins where a verb follows.
        if end < len(sentence) and sentence.tokens[end].kind == "word" and self.is_verb(end):
            return None
        return end

    def _says(self, at: int) -> bool:
        forms = self.lexicon.forms.get(self.sentence.low(at), ())
        finite = any(form.shape == "finite" for form in forms) and not self.sentence.tokens[at].capital
        return finite and not self.after_determiner(at) and at > 0

    def _until_break(self, i: int) -> int:
        for j in range(i, len(self.sentence)):
            if self.sentence.tokens[j].kind != "word" or self.is_verb(j):
                return j
        return len(self.sentence)

    def temporal(self, at: int) -> bool:
        """« Le 3 mars », « la semaine dernière », « ce mardi »: a date, not a speaker."""
        low = self.sentence.low
        j = at
        if self._is_title(at, at + 2):
            # « a révélé jeudi Le Soir »
            return False
        while low(j) in self.determiners or self.sentence.tokens[j].text.isdigit() if j < len(self.sentence) else False:
            j += 1
        return low(j) in self.times and j < len(self.sentence)

    def this_one(self, at: int) -> bool:
        """« Ce chiffre », « cette mairie »; « ce mardi » is a day, « ce qui » a pronoun."""
        return self.sentence.low(at) in self.closed["this"] and not self.temporal(at) and not self.pronoun(at)

    def _names_medium(self, start: int, end: int) -> bool:
        """Whether an aside is the name of a medium, or says that one was spoken to (« au micro de RMC »)."""
        interview = any(self.sentence.low(j) in self.lexicon.words["phrases.interview"] for j in range(start, end))
        return interview or self.kind(start, end) in ("agency", "outlet")
