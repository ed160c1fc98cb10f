"""English verbs by the rules of any school grammar; the irregular ones stand in the lexicon."""

from provenance.extraction.forms import VerbForm
from provenance.extraction.word_sets import word_set

_DOUBLING = word_set("en", "forms", "doubling")


def conjugate(lemma: str, irregular: str | None) -> set[tuple[str, VerbForm]]:
    """The forms of a verb with their spellings; `irregular` is « past participle », a slash between two spellings."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, base = lemma[:-1] + "ies", lemma[:-1] + "i"
    else:
        third, base = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"), lemma
    if lemma in _DOUBLING:
        base = lemma + lemma[-1]
    past = base + ("d" if base.endswith("e") else "ed")
    pasts, participles = (form.split("/") for form in (irregular or f"{past} {past}").split())
    gerund = (base if lemma in _DOUBLING else lemma.removesuffix("e") if not lemma.endswith("ee") else lemma) + "ing"
    doubled = lemma[-1] == "l" and lemma[-2] in "aeiou" and lemma not in _DOUBLING and irregular is None
    british = {
        (lemma + "led", VerbForm(lemma, "finite", None, tense="simple")),
        (lemma + "led", VerbForm(lemma, "past")),
        (lemma + "ling", VerbForm(lemma, "participle")),
    }
    return (british if doubled else set()) | {
        (third, VerbForm(lemma, "finite", False, tense="present")),
        *((past, VerbForm(lemma, "finite", None, tense="simple")) for past in pasts),
        (gerund, VerbForm(lemma, "participle")),
        *((participle, VerbForm(lemma, "past")) for participle in participles),
        (lemma, VerbForm(lemma, "infinitive")),
    }
