"""French verb groups that say that somebody says."""

from provenance.extraction.cues import Cue, Shape, scan
from provenance.extraction.forms import VerbForm
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.word_sets import word_set

_REFLEXIVE = frozenset({"se", "s'"})
#: Before a noun, never before a verb.
_ARTICLES = word_set("fr", "cues", "articles")
_PARTICIPLES = ("é", "i", "u", "it")
_PUT = word_set("fr", "cues", "put")
#: Before an infinitive that reports: « avant d'ajouter que ».
_BEFORE_INFINITIVE = word_set("fr", "cues", "before_infinitive")
#: Before a clitic and its verb: « comme l'indique », « elle la note ».
_BEFORE_CLITIC = word_set("fr", "cues", "before_clitic")
_NOT_REPORTING = word_set("fr", "cues", "not_reporting")


def cues(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The verb groups of a French sentence, from left to right, none inside another."""
    return scan(len(sentence), _French(sentence, lexicon).at)


class _French:
    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self.auxiliaries = lexicon.words["words.auxiliaries"]
        self.be = lexicon.words["words.be"]
        self.adverbs = lexicon.words["words.adverbs"]
        self.determiners = lexicon.words["words.determiners"]
        self.states = lexicon.words["phrases.said_state"]

    def at(self, i: int) -> Cue | None:
        token = self.sentence.tokens[i]
        if token.kind != "word":
            return None
        low = token.low
        if low in self.auxiliaries or low in self.be:
            return self._compound(i)
        know = self._adverbs(i + 1) if low in ("croit", "croient", "croyait", "croyaient") else i
        if know > i and self.sentence.low(know) == "savoir":
            # « croit savoir Le Phare »: how a paper says what it has from somebody.
            takes = self.lexicon.takes("affirmer")
            return Cue(i, know, "affirmer", "finite", takes, (i, know), plural=low.endswith("ent"))
        if low == "dit" and self.sentence.low(i - 1) == "autrement":
            # « Autrement dit, … »
            return None
        if low == "contre" and self.sentence.low(i - 1) != ",":
            # « manifester contre « la réforme », un « rempart » contre la rougeole »: a preposition, but in an aside.
            return None
        forms = self.lexicon.forms.get(low, ())
        if low in self.lexicon.words["phrases.modal"] or low in self.lexicon.terms["phrases.modal"]:
            # « veut-on croire à Matignon »
            pronoun = i + 1 if self.sentence.low(i + 1).startswith("-") else None
            modal = self._modal(i, pronoun is not None)
            if modal is not None:
                verb, words = modal
                return self._cue(i, verb, self._form(verb, "infinitive"), "finite", (i, *words, verb), pronoun)
        if low in _PUT and self.sentence.low(i + 1) == "en" and self.sentence.low(i + 2) == "garde":
            return Cue(i, i + 2, "prévenir", "finite", self.lexicon.takes("prévenir"), (i, i + 1, i + 2))
        for form in forms:
            if form.shape == "finite" and self._is_verb(i):
                return self._finite(i, form)
            if form.shape == "participle" and self.sentence.low(i - 2) not in _REFLEXIVE | {"même"}:
                # « se veut rassurant » describes him.
                return self._cue(i, i, form, "participle", (i,))
            if form.shape == "infinitive" and self._reporting_infinitive(i):
                return self._cue(i, i, form, "infinitive", (i,))
        for form in forms:
            if form.shape == "past" and self.sentence.low(i + 1) == "par":
                return self._cue(i, i, form, "past", (i,))
            if form.shape == "past" and self.sentence.low(i - 1) in ("et", ",", "puis") and self._shares_auxiliary(i):
                return self._cue(i, i, form, "finite", (i,))
        return self._after_quotation(i)

    def _reporting_infinitive(self, i: int) -> bool:
        """« pour dire que », « avant d'ajouter », « une voix affirmer »: not « faut-il conclure », not a noun."""
        before = self.sentence.low(i - 1)
        if self.sentence.low(i) in _NOT_REPORTING:
            return False
        if before in _BEFORE_INFINITIVE:
            return not self._refused(i)
        if self.sentence.low(i - 1) in ("l'", "le", "la", "les", "n'"):
            return False
        return (
            before not in self.determiners
            and before not in self.lexicon.function
            and not before.startswith("-")
            and i > 0
            and not any(f.shape in ("finite", "past") for f in self.lexicon.forms.get(before, ()))
            and self.sentence.tokens[i - 1].kind == "word"
            and not before.endswith(("é", "u", "t"))
        )

    def _refused(self, i: int) -> bool:
        """« s'est refusé à commenter », « a refusé de dire »: what is not said."""
        return any(self.sentence.low(j) in self.lexicon.words["phrases.refused"] for j in range(max(0, i - 4), i))

    def _shares_auxiliary(self, i: int) -> bool:
        """« a rejeté les résultats et annoncé que »: an earlier auxiliary with its participle."""
        return any(
            self.sentence.low(j) in self.auxiliaries
            and self.sentence.low(self._adverbs(j + 1)).endswith(("é", "i", "u", "it", "is"))
            for j in range(max(0, i - 40), i - 2)
        )

    def _after_quotation(self, i: int) -> Cue | None:
        """Whatever verb stands between a quotation and a name is one of speech: « …», cingle la sénatrice »."""
        if not self.sentence.quotes and self.sentence.inside is None and not self.sentence.low(i + 1).startswith("-"):
            return None
        low = self.sentence.low(i)
        before = i - 1
        if self.sentence.low(before) in ("s'", "se", "y", "lui"):
            before -= 1
        inverted = self.sentence.low(i + 1).startswith("-")
        if self.sentence.low(before) == "," and (inverted or self.sentence.is_quote(before - 1)):
            before -= 1
        elif self.sentence.low(before) == "," and self.sentence.inside is not None and self._ends_with_name(i + 1):
            inverted = False
        elif not self.sentence.is_quote(before):
            return None
        if (
            self.sentence.tokens[i].capital
            or low in self.lexicon.function
            or self.sentence.tokens[i].kind != "word"
            or len(low) < 4
        ):
            return None
        if not inverted:
            if self.sentence.is_quote(before) and len(self.sentence.tokens[before].text.split()) < 4:
                return None
            following = self.sentence.tokens[i + 1] if i + 1 < len(self.sentence) else None
            if (
                following is None
                or following.kind != "word"
                or not (following.capital or following.low in self.determiners - {"du", "des", "aux", "au", "de"})
            ):
                return None
            if not low.endswith(("e", "t", "ent", "d", "a", "ait")):
                return None
            if not self.sentence.is_quote(before) and not following.capital:
                return None
        elif self.sentence.low(i + 1) not in ("-il", "-elle", "-ils", "-elles", "-on"):
            return None
        form = VerbForm(low, "finite", tense="present")
        return self._cue(i, i + inverted, form, "finite", (i,), i + 1 if inverted else None)

    def _is_verb(self, i: int) -> bool:
        """Not the noun of the same spelling (« la note », « une demande »)."""
        token, before = self.sentence.tokens[i], self.sentence.low(i - 1)
        if token.capital and i > 0:
            return False
        if before in ("le", "la", "l'", "les", "leur", "en", "nous", "vous"):
            # A clitic stands after a subject; an article stands before a noun.
            # « « Faux », l'interrompt un avocat »
            quoted = self.sentence.low(i - 2) == "," and self.sentence.is_quote(i - 3)
            aside = quoted and token.low not in self.lexicon.words["words.also_nouns"]
            before_clitic = aside or self.sentence.low(i - 2) in _BEFORE_CLITIC
            return before_clitic or (before in ("leur", "en", "nous", "vous") and i > 1)
        if before in ("un", "une") and self.sentence.low(i - 2) == "l'":
            # « L'un jure que… »
            return True
        if (
            (before in self.determiners and not before.isalpha())
            or before in _ARTICLES
            or (before in self.lexicon.words["words.prepositions"] and before != "selon")
        ):
            return False
        return i > 0 or not token.capital

    def _adverbs(self, i: int) -> int:
        """Past the adverbs, inverted pronoun and set-off phrases inside a compound form."""
        limit = min(len(self.sentence), i + 12)
        while i < limit:
            low = self.sentence.low(i)
            if low in self.adverbs or (low.endswith("ment") and len(low) > 6) or low in ("pas", "n'", "jamais"):
                i += 1
                continue
            width = self.lexicon.term_at("words.adverbs", self.sentence.low, i)
            if width:
                i += width
                continue
            if low == ",":
                close = next((j for j in range(i + 1, min(limit, i + 8)) if self.sentence.low(j) == ","), None)
                if close is None or any(self.sentence.tokens[j].kind != "word" for j in range(i + 1, close)):
                    return i
                i = close + 1
                continue
            return i
        return i

    def _compound(self, i: int) -> Cue | None:
        """An auxiliary at `i` and its participle: « a, de son côté, indiqué », « s'est dit prêt », « a été révélé »."""
        low = self.sentence.low
        head = low(i)
        pronoun = i + 1 if low(i + 1).startswith("-") else None
        j = self._adverbs(i + 1 if pronoun is None else pronoun + 1)
        words = [i]
        passive = head in self.be and not any(low(k) in _REFLEXIVE for k in (i - 1, i - 2))
        if low(j) == "été":
            passive, words, j = True, [*words, j], self._adverbs(j + 1)
        modal = self._modal(j)
        if modal is not None and (not passive or low(j).startswith("venu")):
            verb, extra = modal
            return self._cue(i, verb, self._form(verb, "infinitive"), "finite", (*words, *extra, verb), pronoun, head)
        if low(j) in ("fait", "laissé"):
            listed = self.lexicon.words["phrases.faire" if low(j) == "fait" else "phrases.laisser"]
            said = VerbForm("évoquer" if low(j + 1) in ("état", "part") else "dire", "past")
            idiom = (*words, j, j + 1)
            return self._cue(i, j + 1, said, "finite", idiom, pronoun, head) if low(j + 1) in listed else None
        if low(j) == "mis" and low(j + 1) == "en" and low(j + 2) == "garde":
            idiom = (*words, j, j + 1, j + 2)
            return Cue(i, j + 2, "prévenir", "finite", self.lexicon.takes("prévenir"), idiom, pronoun)
        form = self._form(j, "past")
        quoted = self.sentence.is_quote(i - 1) or (low(i - 1) == "," and self.sentence.is_quote(i - 2))
        spoken = pronoun is not None or (quoted and head in self.auxiliaries)
        if form is None and spoken and not passive and len(low(j)) > 3 and low(j).endswith(_PARTICIPLES):
            # « …», a-t-elle cinglé », « …», a balayé X »: whatever the verb, it is one of speech.
            form = VerbForm(low(j), "past")
        if form is None:
            return None
        if form.lemma == "dire" and low(j + 1) in self.states and head in self.be:
            return self._cue(i, j + 1, form, "finite", (*words, j, j + 1), pronoun, head)
        shape: Shape = "infinitive" if head == "avoir" else "passive" if passive else "finite"
        return self._cue(i, j, form, shape, (*words, j), pronoun, head)

    def _modal(self, i: int, inverted: bool = False) -> tuple[int, tuple[int, ...]] | None:
        """« tenu à préciser », « vient d'annoncer »: the index of the verb and of the words before it, its pronoun
        (`inverted`) not among them.
        """
        low = self.sentence.low(i)
        width = self.lexicon.term_at("phrases.modal", self.sentence.low, i) or int(
            low in self.lexicon.words["phrases.modal"]
        )
        if not width:
            return None
        after = i + width + inverted
        j = self._adverbs(after) if self.sentence.low(after) != "," else after
        if self._form(j, "infinitive") is None or self.sentence.low(j) in ("faire", "laisser"):
            return None
        return j, tuple(range(i, i + width))

    def _form(self, i: int, shape: str) -> VerbForm | None:
        return next((f for f in self.lexicon.forms.get(self.sentence.low(i), ()) if f.shape == shape), None)

    def _ends_with_name(self, i: int) -> bool:
        """Whether a capitalised name stands at `i` and a mark or the end after it."""
        j = i
        while j < len(self.sentence) and self.sentence.tokens[j].kind == "word" and self.sentence.tokens[j].capital:
            j += 1
        return j > i and (j == len(self.sentence) or self.sentence.tokens[j].kind == "mark")

    def _finite(self, i: int, form: VerbForm) -> Cue | None:
        j = i
        pronoun = None
        if self.sentence.low(i + 1).startswith("-"):
            pronoun = i + 1
            j = i + 1
        low = self.sentence.low(i)
        if form.lemma in ("faire", "laisser"):
            k = self._adverbs(j + 1)
            listed = self.lexicon.words[f"phrases.{form.lemma}"]
            if self.sentence.low(k) in listed:
                real = VerbForm(
                    "dire" if self.sentence.low(k) not in ("état", "part") else "évoquer", "finite", form.plural
                )
                return self._cue(i, k, real, "finite", (i, k), pronoun, low)
            return None
        if form.lemma == "dire" and self.sentence.low(i - 1) in ("se", "s'"):
            k = self._adverbs(j + 1)
            if self.sentence.low(k) in self.states:
                return self._cue(i, k, form, "finite", (i, k), pronoun, low)
        modal = self._modal(i)
        if modal is not None:
            verb, words = modal
            return self._cue(i, verb, self._form(verb, "infinitive"), "finite", (*words, verb), pronoun, low)
        return self._cue(i, j, form, "finite", (i,), pronoun, low)

    def _cue(
        self,
        first: int,
        last: int,
        form: VerbForm | None,
        shape: Shape,
        words: tuple[int, ...],
        pronoun: int | None = None,
        head: str = "",
    ) -> Cue | None:
        if form is None or form.lemma in ("faire", "laisser"):
            return None
        if self.sentence.low(first) == "maintenant" and self.sentence.low(first - 1) != "en":
            # « Maintenant que »: the adverb.
            return None
        lemma = form.lemma
        takes = self.lexicon.takes(lemma) or frozenset({"aside", "quote"})
        if self.sentence.low(first - 1) in _REFLEXIVE:
            bare = lemma.removeprefix("se_").removeprefix("s'")
            own = f"s'{bare}" if f"s'{bare}" in self.lexicon.classes else f"se_{bare}"
            if own in self.lexicon.classes:
                lemma, takes = own, self.lexicon.takes(own)
            elif takes and lemma != "dire" and self.sentence.low(first - 2) not in (",", "«»"):
                # « se développaient »: not a verb of speech when it is reflexive; after a quotation any is.
                return None
            words = (first - 1, *words)
            first -= 1
        elif (
            lemma.startswith(("se_", "s'")) and lemma.removeprefix("se_").removeprefix("s'") not in self.lexicon.classes
        ):
            return None
        before = [self.sentence.low(k) for k in range(max(0, first - 3), first)]
        negated = "n'" in before[-2:] or "ne" in before[-2:]
        plural = form.plural
        if shape == "finite" and head in self.auxiliaries | self.be:
            plural = head in ("ont", "avaient", "auront", "auraient", "eurent", "sont", "étaient", "seront", "seraient")
        conditional = form.conditional or head in ("aurait", "auraient", "serait", "seraient")
        return Cue(first, last, lemma, shape, takes, tuple(dict.fromkeys(words)), pronoun, plural, negated, conditional)
