"""German verb groups that say that somebody says: « sagte », « teilte … mit », « hat … gesagt », « mitteilte »."""

from provenance.extraction.cues import Cue, scan
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence

#: How far from its verb a prefix or a participle stands, at most.
APART = 30


def cues(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The verb groups of a sentence, by their finite verbs, from left to right."""
    have, low = lexicon.words["words.auxiliaries"], sentence.low

    def negated(first: int, last: int) -> bool:
        return any(low(k) == "nicht" for k in range(first, min(last + 3, len(sentence))))

    def bracket(i: int, wanted: str) -> int | None:
        """The token that closes the verb's bracket: its prefix or its participle, before the clause ends."""
        for j in range(i + 1, min(len(sentence), i + APART)):
            if low(j) == wanted and (j + 1 >= len(sentence) or sentence.tokens[j + 1].kind != "word" or wanted != "an"):
                return j
            if sentence.is_quote(j) or low(j) in (":", ";", "dass", "ob"):
                return None
        return None

    def whole(lemma: str, j: int) -> bool:
        """Whether the prefix of a separable verb is there: « mitgeteilt », « bekannt gegeben »."""
        prefix = lemma.rpartition("_")[0]
        return low(j).startswith(prefix) or low(j - 1) == prefix

    def perfect(i: int) -> Cue | None:
        for j in range(i + 1, min(len(sentence), i + APART)):
            form = next((f for f in lexicon.forms.get(low(j), ()) if f.shape == "past" and whole(f.lemma, j)), None)
            if form is not None and not sentence.tokens[j].capital:
                return Cue(i, i, form.lemma, "finite", lexicon.takes(form.lemma), (i, j), negated=negated(i, j))
            if sentence.tokens[j].kind != "word" and low(j) != ",":
                return None
        return None

    def at(i: int) -> Cue | None:
        token = sentence.tokens[i]
        if token.kind != "word" or (token.capital and i > 0):
            return None
        if token.low in have:
            return perfect(i)
        for form in lexicon.forms.get(token.low, ()):
            if form.shape != "finite":
                continue
            prefix = form.lemma.rpartition("_")[0]
            words: tuple[int, ...] = (i,)
            if prefix and not token.low.startswith(prefix):
                place = bracket(i, prefix)
                if place is None:
                    continue
                words = (i, place)
            return Cue(i, i, form.lemma, "finite", lexicon.takes(form.lemma), words, None, form.plural, negated(i, i))
        return None

    return scan(len(sentence), at)
