"""Whom a sentence is about where its subject is not one phrase of somebody: two who are joined, or the agent of what is
done to a thing.
"""

from provenance.extraction.frames import Range
from provenance.extraction.subjects import Subjects

#: How far into a sentence the joint of two subjects, and the agent behind one, is looked for.
_NEAR = 8


def joined(phrases: Subjects) -> tuple[Range, Range] | None:
    """« Le club et le joueur sont en conflit », « Ni la CGT ni la direction… »: two with an article each."""
    low = phrases.sentence.low
    first = int(low(0) in phrases.conjunctions)
    joint = next((j for j in range(first + 1, first + _NEAR) if low(j) in phrases.conjunctions), None)
    if joint is None or not phrases.starts_at(joint + 1):
        return None
    end = phrases.core_end(joint + 1)
    one, other = (first, joint), (joint + 1, end)
    whole = phrases.core_end(first) in (joint, end) and low(end) != ","
    return (one, other) if whole and _somebody(phrases, *one) and _somebody(phrases, *other) else None


def _somebody(phrases: Subjects, first: int, end: int) -> bool:
    """Whether tokens `first:end` are « le club », « la CGT »: somebody with an article before."""
    return phrases.sentence.low(first) in phrases.determiners and phrases.kind(first, end) is not None


def agent(phrases: Subjects, after: int) -> Range | None:
    """« Ce chiffre est contesté | par la direction »: who does what is done to the subject that ends at `after`."""
    low, forms = phrases.sentence.low, phrases.lexicon.forms
    for at in range(after + 2, min(len(phrases.sentence) - 1, after + _NEAR)):
        done = low(at) in phrases.closed["by"] and any(form.shape == "past" for form in forms.get(low(at - 1), ()))
        if done and phrases.starts_at(at + 1) and phrases.speaks(at + 1, end := phrases.core_end(at + 1)):
            return at + 1, end
    return None


def first_of(phrases: Subjects, at: int, end: int) -> int:
    """« Paul Ferrand | et Julie Monnet »: where the first of several names ends."""
    low = phrases.sentence.low
    joints = (j for j in range(at + 1, end - 2) if low(j) in phrases.closed["and"])
    for joint in joints:
        # « … et la sénatrice | Julie Blanc »
        name = joint + 1
        while low(name) in phrases.determiners or low(name) in phrases.roles:
            name += 1
        if phrases.capital(name) and phrases.capital(name + 1) and low(name) in phrases.lexicon.given_names:
            return joint
    return end


def name_end(phrases: Subjects, first: int, end: int) -> int:
    """« La société Veolia | exploite le réseau »: behind a name no list of verbs is needed to see where it ends."""
    small = (
        j
        for j in range(first + 2, end)
        if phrases.capital(j - 1) and not phrases.capital(j) and phrases.sentence.low(j) not in phrases.linking
    )
    return next((j for j in small if phrases.sentence.tokens[j].kind == "word"), end)
