"""Admissions: a concerned party affirms what its own side had denied."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from provenance.assess.parties import Stakes
from provenance.assess.snapshot import Snapshot
from provenance.assess.utterance import date_of
from provenance.graph.groups import Groups
from provenance.model.dossier import Statement


class Admission(NamedTuple):
    """The affirmation, and the earlier denial that it gives up: ids of statements."""

    affirmation: str
    denial: str


def admission(
    known: Snapshot,
    groups: Groups,
    affirming: Sequence[Statement],
    claims: Iterable[str],
    stakes: Stakes,
    speaker: Callable[[Statement], Sequence[str]],
    was_made: Callable[[Statement], bool],
    stands: Callable[[Statement], bool],
) -> Admission | None:
    """The first affirmation by a concerned party of what its group, or one of its state, certainly denied earlier.

    `claims` are the claim and those it is narrower than. `was_made` tells the denials that count: those that stand, and
    those that whoever made them took back; in whole or in part. None does where the group has certainly denied again.
    """
    documents = known.dossier.documents
    denials = [s for claim in claims for s in known.by_claim.get(claim, ()) if s.denies and not s.never_said]
    if not denials:
        return None
    for statement in affirming:
        group, said = speaker(statement), date_of(statement, documents)
        if not group or said is None or not stakes.concerned(group):
            continue
        again = False
        earlier: str | None = None
        for denial in denials:
            denier, denied = speaker(denial), date_of(denial, documents)
            if not denier or denied is None:
                continue
            if denier == group and said.before(denied) and stands(denial):
                again = True
            related = denier == group or _share_a_state(groups, denier, group)
            if earlier is None and related and denied.before(said) and was_made(denial):
                earlier = denial.id
        if earlier is not None and not again:
            return Admission(statement.id, earlier)
    return None


def _share_a_state(groups: Groups, one: Sequence[str], other: Sequence[str]) -> bool:
    def states(tops: Sequence[str]) -> frozenset[str]:
        return frozenset().union(*(groups.stands_under(top)[1] for top in tops))

    return not states(one).isdisjoint(states(other))
