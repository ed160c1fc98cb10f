"""German verbs by the rules of any school grammar; the irregular ones stand in the lexicon.

A verb with a separable prefix is written with `_` behind it; its forms are those of a main clause (`teilte`), where the
prefix stands apart, and those of a subordinate one (`mitteilte`).
"""

from provenance.extraction.forms import VerbForm

_INSEPARABLE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss", "unter", "wieder", "über")


def conjugate(lemma: str, irregular: str | None) -> set[tuple[str, VerbForm]]:
    """The forms of a verb with their spellings; `irregular` as in the lexicon's table of that name."""
    prefix, _, bare = lemma.rpartition("_")
    stem = bare.removesuffix("en") if bare.endswith("en") else bare.removesuffix("n")
    if irregular is not None:
        third, thirds, past, pasts, participle, _ = irregular.split()
    else:
        third, thirds, past, pasts = stem + "t", bare, stem + "te", stem + "ten"
        participle = ("" if bare.endswith("ieren") or bare.startswith(_INSEPARABLE) else "ge") + stem + "t"
    found = {
        (prefix + participle, VerbForm(lemma, "past")),
        (participle, VerbForm(lemma, "past")),
        (prefix + bare, VerbForm(lemma, "infinitive")),
    }
    for spelling, plural, tense in ((third, False, "present"), (thirds, True, "present"),
                                    (past, False, "simple"), (pasts, True, "simple")):  # fmt: skip
        found.add((spelling, VerbForm(lemma, "finite", plural, tense=tense)))
        if prefix:
            found.add((prefix + spelling, VerbForm(lemma, "finite", plural, tense=tense)))
    return found
