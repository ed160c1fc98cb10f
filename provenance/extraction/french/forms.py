"""French verbs by the rules of any school grammar (Bescherelle); the irregular ones stand in the lexicon."""

from provenance.extraction.forms import VerbForm


def conjugate(lemma: str, irregular: str | None) -> set[tuple[str, VerbForm]]:
    """The forms of a verb with their spellings; `irregular` as in the lexicon's table of that name."""
    bare = lemma.removeprefix("se_").removeprefix("s'")
    stems: tuple[str, ...]
    if irregular is not None:
        stems = tuple(irregular.split())
    elif bare.endswith("er"):
        stems = _first_group(bare)
    elif bare.endswith("ir"):
        stem = bare[:-1]
        stems = (stem + "t", stem + "ssent", stem + "ss", stem + "t", stem + "rent", bare, stem)
    else:
        stem = bare[:-2]
        stems = (stem, stem + "ent", stem, stem + "it", stem + "irent", bare[:-1], stem + "u")
    third, thirds, imperfect, past, pasts, future, participle = stems
    soft = _softened(imperfect)
    found: set[tuple[str, VerbForm]] = set()
    for spelling, tense, plural in (
        (third, "present", False),
        (thirds, "present", True),
        (soft + "ait", "imperfect", False),
        (soft + "aient", "imperfect", True),
        (past, "simple", False),
        (pasts, "simple", True),
        (future + "a", "future", False),
        (future + "ont", "future", True),
        (imperfect + "ons", "present", True),
    ):
        found.add((spelling, VerbForm(lemma, "finite", plural, tense=tense)))
    for ending, plural in (("ait", False), ("aient", True)):
        found.add((future + ending, VerbForm(lemma, "finite", plural, conditional=True, tense="conditional")))
    found.add((soft + "ant", VerbForm(lemma, "participle")))
    for ending in ("", "e", "s", "es"):
        spelling = participle if participle.endswith("s") and ending in ("", "s") else participle + ending
        found.add((spelling, VerbForm(lemma, "past", ending.endswith("s"))))
    found.add((bare, VerbForm(lemma, "infinitive")))
    return found


def _softened(stem: str) -> str:
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem


#: Verbs in -eler and -eter that take an accent instead of a second consonant.
_GRAVE = ("mart", "déc", "rév", "acheter", "cel", "gel", "pel", "haleter", "démanteler")


def _first_group(verb: str) -> tuple[str, ...]:
    stem = verb[:-2]
    strong = stem
    if verb.endswith(("eler", "eter")) and not verb.startswith(_GRAVE):
        strong = stem + stem[-1]
    elif (len(stem) > 2 and stem[-2] == "é" and stem[-1] in "bcdglmnprst") or (
        len(stem) > 2 and stem[-2] == "e" and stem[-1] in "lmnpsv"
    ):
        strong = stem[:-2] + "è" + stem[-1]
    elif len(stem) > 3 and stem[-3] == "é" and stem[-2:] in ("br", "tr", "gn", "gu", "qu"):
        strong = stem[:-3] + "è" + stem[-2:]
    elif stem.endswith(("oy", "uy")):
        strong = stem[:-1] + "i"
    future = (strong if strong == stem or "è" not in strong or stem[-2] == "e" else stem) + "er"
    soft = _softened(stem)
    return strong + "e", strong + "ent", stem, soft + "a", stem + "èrent", future, stem + "é"
