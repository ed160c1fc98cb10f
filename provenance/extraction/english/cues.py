"""English verb groups that say that somebody says."""

from provenance.extraction.cues import Cue, Shape, scan
from provenance.extraction.forms import VerbForm
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.word_sets import word_set


def cues(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The verb groups of an English sentence, from left to right, none inside another."""
    return scan(len(sentence), _English(sentence, lexicon).at)


#: « a police | report », « the market hall traders | say »
_NO_NOUNS = word_set("en", "sentence", "no_nouns")
_COUNTING = word_set("en", "sentence", "counting")
_SAY = ("said", "says", "say")
#: « point out » is written in two words.
_POINT = ("point", "points", "pointed", "pointing")


_BEFORE_GERUND = ("as", "after", "before", "by")


class _English:
    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        words = lexicon.words
        self.have, self.be, self.do, self.will = (words[f"words.{n}"] for n in ("auxiliaries", "be", "do", "will"))
        self.adverbs, self.determiners = words["words.adverbs"], words["words.determiners"]
        self.prepositions = words["words.prepositions"]
        self.helpers = self.have | self.be | self.do | self.will

    def at(self, i: int) -> Cue | None:
        token = self.sentence.tokens[i]
        if token.kind != "word":
            return None
        low = token.low
        if self.lexicon.term_at("phrases.public_media", self.sentence.low, i):
            # « state media » states nothing.
            return None
        phrase = self._phrase(i)
        if phrase is not None:
            return phrase
        if low in self.have or low in self.be or low in self.do or low in self.will or low.endswith("n't"):
            return self._compound(i)
        if low in _POINT and self.sentence.low(i + 1) == "out":
            shape: Shape = "participle" if low.endswith("ing") else "infinitive" if low == "point" else "finite"
            if shape != "infinitive" or self.sentence.low(i - 1) != "to":
                takes = self.lexicon.takes("point_out") or self.lexicon.takes("note")
                plural = low == "point"
                return Cue(
                    i,
                    i + 1,
                    "note",
                    "participle" if shape == "participle" else "finite",
                    takes,
                    (i, i + 1),
                    None,
                    plural,
                )
        forms = self.lexicon.forms.get(low, ()) or self._manner(i)
        if not forms or (token.capital and i > 0):
            return None
        if self._noun(i):
            return None
        before = self.sentence.low(i - 1)
        for form in forms:
            if form.shape == "finite" and before != "to":
                return self._cue(i, i, form, "finite", (i,))
        for form in forms:
            if form.shape == "infinitive":
                # A bare plural present (« analysts expect »), or an infinitive after « to ».
                shape = "infinitive" if before == "to" else "finite"
                return self._cue(i, i, form, shape, (i,), plural=True)
            if form.shape == "participle":
                return self._cue(i, i, form, "participle", (i,))
        return None

    def _manner(self, i: int) -> tuple[VerbForm, ...]:
        """« “He should go,” | thundered the leader », « “Get out,” she | screamed »: of a verb that no list knows, its
        place says that it is one of speech.
        """
        low, tokens = self.sentence.low, self.sentence.tokens
        if (
            not low(i).endswith("ed")
            or not self.sentence.is_quote(0)
            or tokens[0].text.strip("\"”’'»")[-1:] not in ",!?"
        ):
            return ()
        before, following = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else None
        opens = following is not None and (following.capital or following.low in self.determiners)
        closes = following is None or following.kind == "mark"
        if (i == 1 and opens) or (closes and i < 8 and before.kind == "word" and i > 1):
            return (VerbForm("continue", "finite", None, tense="simple"),)
        return ()

    def _phrase(self, i: int) -> Cue | None:
        """« went on | to say that », « “…,” she went on »: words of several that say that somebody says."""
        width = self.lexicon.term_at("phrases.modal", self.sentence.low, i)
        forms = self.lexicon.forms.get(self.sentence.low(i + width), ()) if width else ()
        said = next((form for form in forms if form.shape == "infinitive"), None)
        if said is not None:
            return self._cue(i, i + width, said, "finite", tuple(range(i, i + width + 1)))
        width = self.lexicon.term_at("phrases.goes_on", self.sentence.low, i)
        subject = next((j for j in range(i - 1, max(-1, i - 6), -1) if self.sentence.tokens[j].kind != "word"), i)
        colon = i + width + self.sentence.low(i + width).endswith("ly")
        introduces = self.sentence.low(colon) == ":" and self.sentence.is_quote(colon + 1)
        if width and (introduces or (0 <= subject < i - 1 and self.sentence.is_quote(subject))):
            return self._cue(i, i + width - 1, VerbForm("continue", "finite"), "finite", tuple(range(i, i + width)))
        return None

    def _noun(self, i: int) -> bool:
        """« the report », « his claims »: a determiner, a possessive or a preposition right before."""
        before = self.sentence.low(i - 1)
        if before in _BEFORE_GERUND and self.sentence.low(i).endswith("ing"):
            # « quoted an official as saying », « apologised after claiming that »
            return False
        if before in (
            "'s",
            "’s",
            "its",
            "his",
            "her",
            "their",
            "the",
            "a",
            "an",
            "this",
            "any",
            "no",
            "my",
            "our",
            "your",
            "these",
            "those",
        ):
            return True
        if before.endswith("ing") and self.sentence.low(i - 2) in self.be:
            # « is facing calls to resign »
            return True
        if before == "that":
            return False
        stated = before in self.lexicon.speaks or before in self.lexicon.words["words.verbs_seen"] - self.helpers
        if self.sentence.low(i).endswith("s") and stated and before.endswith(("ed", "de")):
            # « dismissed claims that he had fled », « made claims that »
            return True
        if self._ends_in_noun(i) and before in _SAY and "what" not in map(self.sentence.low, range(i)):
            # « said claims from last month's storm had risen »
            return True
        counted = before in _COUNTING and not (i > 1 and self.sentence.tokens[i - 1].capital)
        if before in self.be or before == "been" or (counted and self.sentence.low(i).endswith("s")):
            # « There have been reports », « there were claims », « two claims »; « the other | said » has a verb.
            return not (before in self.be and self.sentence.low(i).endswith(("ing", "ed")))
        if before in ("little", "no", "good", "every", "main", "much", "same") or (
            before in ("many", "few", "all") and i > 1
        ):
            return True
        if i > 0 and self.sentence.tokens[i - 1].text[:1].isdigit():
            # « five reports »; « Flight 2217 told investigators ».
            forms = self.lexicon.forms.get(self.sentence.low(i), ())
            return any(form.shape == "infinitive" for form in forms) or self.sentence.low(i).endswith("s")
        if self._ends_phrase(i) or self._vouched_by(i):
            return True
        return before in self.prepositions and before not in ("to",)

    def _ends_in_noun(self, i: int) -> bool:
        """« claims », « reports »: a form in -s of a verb that is a noun too."""
        forms = self.lexicon.forms.get(self.sentence.low(i), ())
        return any(form.tense == "present" and form.lemma not in _NO_NOUNS for form in forms)

    def _vouched_by(self, i: int) -> bool:
        """« according to United Nations | estimates »: the noun after names without a verb."""
        at = i - 1
        while at > 0 and self.sentence.tokens[at].capital:
            at -= 1
        return at < i - 1 and at > 0 and self.sentence.low(at) == "to" and self.sentence.low(at - 1) == "according"

    def _ends_phrase(self, i: int) -> bool:
        """« a police report », « the bank's annual statement »: one noun more after an article that wants one thing."""
        forms = self.lexicon.forms.get(self.sentence.low(i), ())
        if not any(form.shape == "infinitive" and form.lemma not in _NO_NOUNS for form in forms):
            return False
        for j in range(i - 1, max(-1, i - 5), -1):
            if self.sentence.tokens[j].kind != "word":
                return False
            if self.sentence.low(j) in ("a", "an", "another", "each", "every", "'s", "’s"):
                return True
            if self.sentence.low(j) in self.determiners or self.sentence.low(j) in ("to", "and", "or", "who", "which"):
                return False
        return False

    def _skip(self, i: int) -> int:
        while (
            self.sentence.low(i) in self.adverbs
            or self.sentence.low(i) in ("not", "been", "be")
            or (self.sentence.low(i).endswith("ly") and len(self.sentence.low(i)) > 4)
        ):
            i += 1
        return i

    def _compound(self, i: int) -> Cue | None:
        low = self.sentence.low(i)
        j = self._skip(i + 1)
        negated = (
            low.endswith("n't")
            or low == "cannot"
            or any(self.sentence.low(k) in ("not", "never") for k in range(i + 1, j))
        )
        helped = any(self.sentence.low(k) in ("been", "be") for k in range(i + 1, j))
        passive = low in self.be or helped
        forms = self.lexicon.forms.get(self.sentence.low(j), ())
        if low in self.be and any(f.shape == "participle" for f in forms):
            form = next(f for f in forms if f.shape == "participle")
            return self._cue(i, j, form, "finite", (i, j), negated=negated)
        wanted = "past" if passive or low in self.have or low in ("hasn't", "haven't", "hadn't") else "infinitive"
        found = next((f for f in forms if f.shape == wanted), None)
        if found is None:
            return None
        return self._cue(i, j, found, "passive" if passive else "finite", (i, j), negated=negated)

    def _cue(
        self,
        first: int,
        last: int,
        form: VerbForm,
        shape: Shape,
        words: tuple[int, ...],
        plural: bool | None = None,
        negated: bool = False,
    ) -> Cue | None:
        takes = self.lexicon.takes(form.lemma)
        return Cue(
            first, last, form.lemma, shape, takes, words, None, form.plural if plural is None else plural, negated
        )
