"""One French sentence under reading: what a cue governs, what stands between, where contents end."""

from functools import cached_property

from provenance.extraction.cues import Cue
from provenance.extraction.frames import AccordingTo, Range
from provenance.extraction.french.according_to import according_to_phrases
from provenance.extraction.french.asides import QUE, aside_speaker
from provenance.extraction.french.cues import cues
from provenance.extraction.french.infinitives import infinitive, quoted_infinitive
from provenance.extraction.grammar import Complement, Grammar
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.word_sets import word_set

#: Words between a cue and its « que », at most.
REACH = 45
_INDIRECT = word_set("fr", "sentence", "indirect")
_TELLS = word_set("fr", "sentence", "tells")
#: « apprendre à négocier », « évaluer son préjudice à »: nothing is said.
_NO_INFINITIVE = word_set("fr", "sentence", "no_infinitive")
#: « qualifier X de Y »
_NAMES_IT = word_set("fr", "sentence", "names_it")
_SPEAKS_OF = word_set("fr", "sentence", "speaks_of")


class FrenchSentence(Grammar):
    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon, cues(sentence, lexicon))

    def aside_speaker(self, cue: Cue) -> Range | None:
        return aside_speaker(self, cue)

    @cached_property
    def according_to_phrases(self) -> list[AccordingTo]:
        return according_to_phrases(self)

    def breaks(self, at: int) -> bool:
        """« , une information que », « , ce que », « , lequel », « : « … » »: the reporter speaks again."""
        low = self.low
        if low(at) == ":" or (low(at) == ";" and any(phrase.first == at + 1 for phrase in self.according_to_phrases)):
            # « Le maire dit que c'est cher | ; pour le préfet, c'est faux »
            return True
        if low(at) != ",":
            return False
        ce = at + 3 if low(at + 1) == "contrairement" else at + 1
        if low(ce) == "ce" and low(ce + 1) in ("que", "qu'", "qui", "dont", "à"):
            return True
        if low(at + 1) in ("lequel", "laquelle", "lesquels", "lesquelles"):
            return True
        if low(at + 1) == "tout" and low(at + 2) == "en":
            return True
        return (
            low(at + 1) in ("une", "un", "des")
            and low(at + 2) in self.lexicon.words["speakers.lead_nouns"]
            and any(low(at + k) in ("que", "qu'", "qui", "dont", "non", "pas", "jamais") for k in (3, 4))
        )

    def tail(self, cue: Cue) -> int | None:
        """« , précisant que », « et a ajouté que », « , rapporte Tass »."""
        at, before = cue.first, cue.first - 1
        low = self.low
        if cue.first in self.asides:
            while before >= 0 and low(before) in ("comme", "le", "l'", "la", "les", "ainsi", "se", "s'", "lui", "y"):
                before -= 1
            return before if low(before) in (",", "–", "—", "-", "(") else before + 1
        if cue.shape == "participle":
            if low(before) == "en":
                before -= 1
            if low(before) in (",", "et"):
                return before if self.complement(cue) is not None else None
            # « L'armée a dit que…, des sources locales évoquant des victimes »
            found = self.phrases.before(cue.first)
            apart = found is not None and low(found[0] - 1) == "," and self.phrases.speaks(*found)
            return found[0] - 1 if found is not None and apart else None
        if cue.shape == "infinitive":
            if low(before) in ("de", "d'"):
                before -= 1
            if low(before) in ("avant", "sans", "pour") and self.complement(cue) is not None:
                return before - 1 if low(before - 1) == "," else before
            return None
        if cue.shape != "finite":
            return None
        while before >= 0 and (low(before) in self.phrases.clitics or low(before) in self.phrases.adverbs):
            before -= 1
        if low(before) in ("et", "mais", "puis"):
            return before - 1 if low(before - 1) == "," else before
        found = self.phrases.before(at)
        ordinals = self.closed["first_of_two"] | self.closed["second_of_two"]
        other = found is not None and low(found[0] - 1) == "," and low(found[1] - 1) in ordinals
        if found is not None and (low(found[0] - 1) == ";" or other):
            # « dit qu'il est prêt ; l'école le dément », « affirme avoir payé, la seconde dit… »
            return found[0] - 1
        if self.complement(cue) is None or found is None:
            return None
        joint = found[0] - 1
        if low(joint) in ("mais", "et"):
            return joint - 1 if low(joint - 1) == "," else joint
        if low(joint) in QUE and low(joint - 1) in ("tandis", "alors"):
            return joint - 2 if low(joint - 2) == "," else joint - 1
        if low(joint) == "si" and low(joint - 1) == "même" and low(joint - 2) == ",":
            # « espère jouer, même si le médecin dit que… »
            return joint - 2
        return None

    def clause(self, start: int, end: int) -> bool:
        return any(self.sentence.is_quote(i) or self.phrases.is_verb(i) for i in range(start, end))

    def find_complement(self, cue: Cue) -> Complement | None:
        judged = self._named_first(cue) or self.judged(cue) if "judgement" in cue.takes else None
        if judged is not None:
            return "judgement", judged
        found = self._governed(cue)
        if found is None and "support" in cue.takes:
            supported = self.supported(cue)
            return ("support", supported) if supported is not None else None
        return found

    def _governed(self, cue: Cue) -> Complement | None:
        at, limit = cue.last + 1, min(self.end, cue.last + REACH)
        if "deemed" in cue.takes and self._deemed(at):
            return "clause", at
        if cue.lemma == "dire" and self.low(cue.first) in ("se", "s'"):
            # « se dit ouvert au dialogue », « s'est dite « vivement préoccupée » »
            state = self._past_adverbs(at)
            if state < self.end and (self.sentence.is_quote(state) or self._adjective(state)):
                return "clause", state
        if cue.lemma in _SPEAKS_OF:
            return self._spoken_of(at)
        adjacent = True
        low = self.low
        telling = cue.lemma in _TELLS
        while at < limit:
            word = low(at)
            if self.sentence.is_quote(at):
                if any(c.shape == "finite" for c in self.cues if cue.last < c.first < at):
                    # « s'il regrette, X répond « … » »: another verb takes the words.
                    return None
                # « a jugé « normal » qu'une banque prévienne »
                short = self.quote_words(at) < 4
                if short and "infinitive" in cue.takes and quoted_infinitive(self.quoted(at)):
                    # « a dit « respecter » les syndicats »
                    return "infinitive", at
                judged = short and low(at + 1) in QUE and "clause" in cue.takes
                return ("clause" if judged else "quote"), at
            if word in ("ceci", "cela") and low(at + 1) == ":":
                at += 1
                continue
            if word in QUE:
                if low(at - 1) in ("alors", "tandis", "ainsi", "bien", "plus", "moins") and at - 1 > cue.last:
                    return None
                return ("clause", at + 1) if "clause" in cue.takes or adjacent else None
            if word == ":":
                # « tente de répondre à une question : suffit-il… »: an infinitive announces quotations alone.
                return ("colon", at + 1) if cue.shape != "infinitive" or self.sentence.is_quote(at + 1) else None
            if adjacent and word in ("si", "s'") and "clause" in cue.takes and telling and cue.shape == "finite":
                return "clause", at
            if word in _INDIRECT and telling and cue.shape == "finite":
                return "clause", at
            if adjacent and word == "ce" and low(at + 1) in ("que", "qu'", "qui") and telling:
                return "clause", at
            told = word in ("de", "d'") and low(at + 1) in self.lexicon.words["anonymous.source_nouns"]
            if (
                not told
                and cue.lemma in _NO_INFINITIVE
                and (word in ("de", "d'", "à") or infinitive(self, at) is not None)
            ):
                return None
            if word in ("de", "d'", "à") and "infinitive" in cue.takes and infinitive(self, at + 1) is not None:
                return "infinitive", at + 1
            if "infinitive" in cue.takes and infinitive(self, at) is not None:
                return "infinitive", at
            step = self.adjunct(at)
            counted = self.sentence.tokens[at].text.isdigit() and "address" in cue.takes and at == cue.last + 1
            if step is None or counted:
                return self._object(cue, at)
            adjacent = adjacent and (word in self.phrases.adverbs or word.endswith("ment") or word == ",")
            at = step
        return None

    def _spoken_of(self, at: int) -> Complement | None:
        """« parle d'« un acte odieux et lâche » »: of what, in the speaker's words; of « grand froid » anybody may."""
        at = self._past_adverbs(at)
        quoted = at + 1 + (self.low(at + 1) in self.phrases.determiners)
        # « parle d'« un cafouillage complet »»: an article of its own makes it more than a term.
        words = self.quoted(quoted)
        said = len(words) > 3 or (len(words) == 3 and words[0].lower() in self.lexicon.words["cues.articles"])
        return ("quote", quoted) if said and self.low(at) in ("de", "d'") else None

    def _named_first(self, cue: Cue) -> int | None:
        """« a qualifié d'« indécente » la proposition », « a jugé « indécente » la réponse »: what something is called,
        before the thing itself.
        """
        at, low = cue.last + 1, self.low
        if cue.lemma in self.lexicon.words["judging.bare"] and self.sentence.is_quote(at):
            return at if self.quote_words(at) < 4 and self.phrases.starts_at(at + 1) else None
        called = low(at) in ("de", "d'") if cue.lemma in _NAMES_IT else low(at) in self.lexicon.words["judging.links"]
        quoted = called and self.sentence.is_quote(at + 1) and self.phrases.starts_at(at + 2)
        return at + 1 if quoted else None

    def _past_adverbs(self, at: int) -> int:
        while at < self.end and self.low(at) in self.phrases.adverbs:
            at += 1
        return at

    def _adjective(self, at: int) -> bool:
        """Whether the word at `at` may be an adjective: none of the little words, no name."""
        token = self.sentence.tokens[at]
        plain = token.kind == "word" and not token.capital and token.low not in self.lexicon.function
        return plain and not token.low.endswith("ment") and token.low not in self.phrases.times

    def _deemed(self, at: int) -> bool:
        """Whether an adjective stands at `at`, quoted or not, and behind it what it is about: « prématuré d'agir »."""
        low = self.low
        if at >= self.end or infinitive(self, at) is not None:
            return False
        quoted = self.sentence.is_quote(at) and self.quote_words(at) < 4
        of = low(at + 1) in QUE or (low(at + 1) in ("de", "d'") and infinitive(self, at + 2) is not None)
        return (quoted or self._adjective(at)) and of

    def _object(self, cue: Cue, at: int) -> Complement | None:
        """After an object: « accuse Pékin d'avoir… », « a prévenu les foyers que… », « a lancé un appel : « … » »."""
        low = self.low
        if cue.takes & {"object"} and self.phrases.starts_at(at):
            return ("accusation", at) if self._accused(at) else None
        if cue.lemma in _NAMES_IT and self.phrases.starts_at(at):
            end = self.phrases.end(at)
            if any(low(j) in ("de", "d'") for j in range(at + 1, end + 1)):
                return "judgement", at
        if cue.negated and low(at) == "la" and low(at + 1) == "possibilité" and low(at + 2) in QUE:
            return "clause", at + 3
        if "address" in cue.takes or low(cue.last) == "garde":
            end = self.phrases.end(at) if self.phrases.starts_at(at) or self.sentence.tokens[at].text.isdigit() else at
            if self.sentence.tokens[at].text.isdigit():
                # « a prévenu 310 foyers que »
                end = next((j for j in range(at + 1, min(self.end, at + 5)) if low(j) in QUE), end)
            if end > at and low(end) in QUE:
                return "clause", end + 1
        near = range(at, min(self.end, at + 25))
        colon = next((j for j in near if low(j) == ":" and self.sentence.is_quote(j + 1)), None)
        if colon is not None and not self.cue_between(at, colon):
            return "colon", colon + 1
        quoted = next((j for j in near[:12] if self.sentence.is_quote(j)), None)
        if (
            quoted is not None
            and self.quote_words(quoted) > 3
            and not self.cue_between(at, quoted)
            and not any(low(j) in (",", ";") for j in range(at, quoted))
        ):
            return "object", at
        return None

    def _accused(self, at: int) -> bool:
        """Whether somebody is accused: « HP accuse une baisse » bears it."""
        end = self.phrases.end(at)
        somebody = self.phrases.speaks(at, end) or self.phrases.pronoun(at)
        of_something = any(
            self.low(j) in ("de", "d'") and infinitive(self, j + 1) is not None for j in range(at, self.end)
        )
        return somebody or of_something or self.low(at) not in ("un", "une", "des")

    def adjunct(self, at: int) -> int | None:
        """One past an adverb, a date, an addressee or a set-off phrase at `at`; None where an
        object or a verb begins.
        """
        if at >= self.end:
            return None
        low, token, phrases = self.low(at), self.sentence.tokens[at], self.phrases
        if low == ",":
            later = next(
                (j for j in range(at + 1, min(self.end, at + 40)) if self.low(j) in QUE and self.low(j - 1) == ","),
                None,
            )
            if later is not None and not self.cue_between(at, later):
                return later
            return next(
                (
                    j + (self.low(j) == ",")
                    for j in range(at + 1, min(self.end, at + 30))
                    if self.low(j) in (",", ":", *QUE) or self.sentence.is_quote(j)
                ),
                None,
            )
        width = self.lexicon.term_at("words.adverbs", self.low, at)
        if width:
            return at + width
        if low in phrases.adverbs or (
            low.endswith("ment") and len(low) > 6 and low not in phrases.kinds["institution"]
        ):
            return at + 1
        if low in phrases.times or token.text.isdigit():
            at += 1
            while self.low(at) in (
                "dernier",
                "dernière",
                "prochain",
                "prochaine",
                "passé",
                "passée",
                "matin",
                "soir",
                "suivant",
            ) or (at < self.end and self.sentence.tokens[at].text.isdigit()):
                at += 1
            return at
        if low in ("ce", "cette", "le", "la", "l'", "les") and (
            self.low(at + 1) in phrases.times or (at + 1 < self.end and self.sentence.tokens[at + 1].text[0].isdigit())
        ):
            return self.adjunct(at + 1)
        if low == "(":
            return next((j + 1 for j in range(at, min(self.end, at + 12)) if self.low(j) == ")"), None)
        if low in ("de", "d'") and self.low(at + 1) in self.lexicon.words["anonymous.source_nouns"]:
            # « a appris de source proche du dossier que »
            return phrases.end(at + 1)
        if (low in phrases.prepositions and low not in ("de", "d'", "des", "du")) or low == "lors":
            return self._prepositional(at)
        return None

    def _prepositional(self, at: int) -> int | None:
        j = at + 1
        while j < self.end and self.low(j) in (
            "de",
            "d'",
            "du",
            "des",
            "cours",
            "micro",
            "sujet",
            "à",
            "issue",
            "l'",
            "colonnes",
        ):
            j += 1
        if self.sentence.is_quote(j):
            # « protester contre « une justice à deux vitesses » »: what one is against is not what one says.
            return j + 1 if self.quote_words(j) <= 4 or self.low(at) == "contre" else j
        if self.low(j) in ("le", "la", "l'", "cette") and self.low(j + 1) in self.phrases.times:
            return self.adjunct(j + 1)
        if self.low(j) in self.phrases.times:
            after = self.adjunct(j)
            while (
                after is not None
                and self.low(after) in ("de", "d'", "du")
                and self.low(after + 1) in self.phrases.times
            ):
                after = self.adjunct(after + 1)
            return after
        end = self.phrases.end(j) if j < self.end else j
        while end < self.end and self.low(end) in ("de", "d'", "du", "des", "à", "sur"):
            further = self.phrases.end(end + 1)
            if further == end + 1:
                break
            end = further
        return end if end > at + 1 else None
