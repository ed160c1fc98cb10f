"""Spanish verbs by the rules of any school grammar; the irregular ones stand in the lexicon."""

from provenance.extraction.forms import Form


def conjugate(lemma: str, irregular: str | None) -> set[tuple[str, Form]]:
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
        (third, Form(lemma, "finite", False, tense="present")),
        (thirds, Form(lemma, "finite", True, tense="present")),
        (imperfect, Form(lemma, "finite", False, tense="imperfect")),
        (imperfect + "n", Form(lemma, "finite", True, tense="imperfect")),
        (past, Form(lemma, "finite", False, tense="simple")),
        (pasts, Form(lemma, "finite", True, tense="simple")),
        (future + "á", Form(lemma, "finite", False, tense="future")),
        (future + "án", Form(lemma, "finite", True, tense="future")),
        (future + "ía", Form(lemma, "finite", False, True, "conditional")),
        (future + "ían", Form(lemma, "finite", True, True, "conditional")),
        (gerund, Form(lemma, "participle")),
        (participle, Form(lemma, "past")),
        (bare, Form(lemma, "infinitive")),
    }
