"""Whom a sentence is about where its subject is not the name of somebody: two who are joined, the agent of what is done
to a thing, somebody who is told by a job, an office or by whose he is.
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
    jobs = (j for j in range(first + 1, end - 1) if phrases.kind_of(phrases.sentence.low(j)) == "person")
    if phrases.lexicon.does("house-before-job") and any(phrases.capital(j + 1) for j in jobs):
        # « Owners Association president | Shoaib Niazi »
        return end
    small = (
        j
        for j in range(first + 2, end)
        if phrases.capital(j - 1) and not phrases.capital(j) and phrases.sentence.low(j) not in phrases.linking
    )
    return next((j for j in small if phrases.sentence.tokens[j].kind == "word"), end)


def described(phrases: Subjects, first: int, end: int) -> Range | None:
    """« Sa voisine | acquiesce », « le chef de l'État | entretient »: the job and what completes it, where
    a subject is somebody without a name. Which verbs there are no list says.
    """
    if phrases.sentence.low(first) not in phrases.determiners or any(phrases.capital(j) for j in range(first + 1, end)):
        return None
    jobs = [j for j in range(first + 1, min(end, first + 4)) if phrases.kind_of(phrases.sentence.low(j)) == "person"]
    if not jobs:
        return None
    # « l'ancien | ambulancier »: what he was is behind it.
    at = jobs[-1] + 1 + (phrases.sentence.low(jobs[-1]) in phrases.closed["former"])
    # « L'adjoint à la culture | refuse »
    placed = phrases.sentence.low(jobs[-1]) in phrases.placed
    links = phrases.closed["of"] | (phrases.closed["places"] if placed else frozenset())
    while at + 1 < end and phrases.sentence.low(at) in links:
        at += 1
        while at + 1 < end and phrases.sentence.low(at) in phrases.determiners:
            at += 1
        at += 1
    return first, at


def office(phrases: Subjects, first: int, end: int) -> Range | None:
    """« Le ministre de l'Éducation | était l'invité de RTL »: an office with capitals in what completes it."""
    core, low = min(phrases.core_end(first), end), phrases.sentence.low
    unique = low(first + 1) in phrases.lexicon.words["speakers.unique"]
    # « Le patron de la PME | ne décolère pas »
    job = phrases.capital(core - 1) and phrases.kind_of(low(first + 1)) == "person"
    office = low(first) in phrases.closed["definite"] and (unique or job)
    # « Le PDG »
    titled = phrases.capital(first + 1)
    capitals = [j for j in range(first + 2, core) if phrases.capital(j)]
    whole = office and (titled or capitals) and all(phrases.completes(j) for j in capitals)
    return (first, core) if whole else None


def owned(phrases: Subjects, first: int, end: int) -> Range | None:
    """« Lund's wife | wept »: somebody without a name who is told by whose she is."""
    owners = (j for j in range(first + 1, end) if owner(phrases, j) and phrases.capital(j - 1))
    at = next(owners, None)
    # « Lund's lawyer, Ann Hill, » has one.
    named = at is not None and (phrases.sentence.low(at + 2) == "," or phrases.capital(at + 2))
    return (first, at + 2) if at is not None and not named else None


def owner(phrases: Subjects, end: int) -> bool:
    """« Blom's | wife »: whose wife she is is not the subject; of « Blom's team » he is what it is about."""
    low = phrases.sentence.low
    job = low(end + 1)
    return low(end) in phrases.closed["possessives"] and phrases.kind_of(job) == "person" and not job.endswith("s")
