"""Spanish verbs by the rules of any school grammar; the irregular ones stand in the lexicon."""

from provenance.extraction.forms import VerbForm


def conjugate(lemma: str, irregular: str | None) -> set[tuple[str, VerbForm]]:
    """The forms of a verb with their spellings; `irregular` as in the lexicon's table of that name."""
    bare = lemma.removesuffix("se")
    stem = bare[:-2]
    if irregular is not None:
        third, thirds, imperfect, past, pasts, future, participle, gerund = irregular.split()
    elif bare.endswith("ar"):
        third, thirds, imperfect, past, pasts = stem + "a", stem + "an", stem + "aba", stem + "ó", stem + "aron"
        future, participle, gerund = bare, stem + "ado", stem + "ando"
    else:
        third, thirds, imperfect, past, pasts = stem + "e", stem + "en", stem + "ía", stem + "ió", stem + "ieron"
        future, participle, gerund = bare, stem + "ido", stem + "iendo"
    return {
        (third, VerbForm(lemma, "finite", False, tense="present")),
        (thirds, VerbForm(lemma, "finite", True, tense="present")),
        (imperfect, VerbForm(lemma, "finite", False, tense="imperfect")),
        (imperfect + "n", VerbForm(lemma, "finite", True, tense="imperfect")),
        (past, VerbForm(lemma, "finite", False, tense="simple")),
        (pasts, VerbForm(lemma, "finite", True, tense="simple")),
        (future + "á", VerbForm(lemma, "finite", False, tense="future")),
        (future + "án", VerbForm(lemma, "finite", True, tense="future")),
        (future + "ía", VerbForm(lemma, "finite", False, True, "conditional")),
        (future + "ían", VerbForm(lemma, "finite", True, True, "conditional")),
        (gerund, VerbForm(lemma, "participle")),
        (participle, VerbForm(lemma, "past")),
        (bare, VerbForm(lemma, "infinitive")),
    }
