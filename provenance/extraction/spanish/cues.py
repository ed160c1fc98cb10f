"""Spanish verb groups that say that somebody says: « ha dicho », « había explicado », « afirmando »."""

from provenance.extraction.cues import Cue, scan
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence


def cues(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The verb groups of a sentence, from left to right, none inside another."""
    have, adverbs = lexicon.words["words.auxiliaries"], lexicon.words["words.adverbs"]
    determiners = lexicon.words["words.determiners"] | lexicon.words["words.prepositions"]
    low = sentence.low

    def negated(first: int) -> bool:
        return "no" in (low(first - 1), low(first - 2)) or low(first - 1) == "nunca"

    def at(i: int) -> Cue | None:
        token = sentence.tokens[i]
        if token.kind != "word":
            return None
        forms = lexicon.forms.get(token.low, ())
        if token.low in have:
            j = i + 1
            while low(j) in adverbs or low(j).endswith("mente"):
                j += 1
            form = next((f for f in lexicon.forms.get(low(j), ()) if f.shape == "past"), None)
            if form is None:
                return None
            conditional = token.low.startswith("habría")
            takes = lexicon.takes(form.lemma)
            return Cue(i, j, form.lemma, "finite", takes, (i, j), negated=negated(i), conditional=conditional)
        if low(i - 1) in determiners - {"lo", "la", "los", "las", "a", "según"} or (token.capital and i > 0):
            return None
        articles = ("la", "los", "las", "el")
        for form in forms:
            noun = token.low in lexicon.words["words.also_nouns"] and low(i - 1) in articles
            if form.shape == "finite" and not noun and low(i - 1) != "el":
                takes = lexicon.takes(form.lemma)
                return Cue(i, i, form.lemma, "finite", takes, (i,), None, form.plural, negated(i), form.conditional)
            if form.shape == "participle":
                return Cue(i, i, form.lemma, "participle", lexicon.takes(form.lemma), (i,))
        return None

    return scan(len(sentence), at)
