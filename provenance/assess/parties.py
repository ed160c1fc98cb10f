"""Who has a stake in a claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from provenance.graph.groups import ClaimGroups, Groups, Node
from provenance.model.dossier import Claim, Dossier
from provenance.model.frozen import quickly_made


def dossier_groups_of(node: Node, voices: ClaimGroups) -> list[str]:
    """The groups of the dossier a node stands for. A document has no stake, nor has a voice nobody can place."""
    return voices.members(node.id) if node.is_group else []


@quickly_made
@dataclass(frozen=True)
class Stakes:
    """Answers, for one claim, whether a voice is a party, a concerned party, or the one whose position it is.

    A voice is given as the groups of the dossier it is made of.
    """

    claim: Claim
    dossier: Dossier
    groups: Groups

    def any(self) -> bool:
        """Whether anybody has one: where nobody has, nobody is a party."""
        claim = self.claim
        return bool(claim.concerns or (self.dossier.parties if claim.parties is None else claim.parties))

    def party(self, tops: Iterable[str]) -> bool:
        """A member is, or stands under, something concerned or with a stake, or shares a state with the concerned."""
        if not self.any():
            return False
        tops = list(tops)
        return self.concerned(tops) or self._under(tops, self._parties)

    def concerned(self, tops: Iterable[str]) -> bool:
        """Whether it is the voice of somebody whose conduct the claim is about."""
        return self._tied(tops, *self._concerns)

    def own_position(self, tops: Iterable[str]) -> bool:
        """Whether it is the voice of those whose intention or position the claim states."""
        return self._tied(tops, *self._position)

    @cached_property
    def _concerns(self) -> tuple[frozenset[str], frozenset[str]]:
        return self._with_states(self.claim.concerns)

    @cached_property
    def _position(self) -> tuple[frozenset[str], frozenset[str]]:
        return self._with_states(self.claim.position_of)

    def _with_states(self, named: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(named), frozenset().union(*(self.groups.states_of(n) for n in named))

    @cached_property
    def _parties(self) -> frozenset[str]:
        return frozenset(self.dossier.parties if self.claim.parties is None else self.claim.parties)

    def _under(self, tops: Iterable[str], named: frozenset[str]) -> bool:
        return bool(named) and any(named & self.groups.stands_under(top)[0] for top in tops)

    def _tied(self, tops: Iterable[str], named: frozenset[str], states: frozenset[str]) -> bool:
        """Under something named, or in one state with it."""
        return bool(named) and any(
            named & self.groups.stands_under(top)[0] or states & self.groups.stands_under(top)[1] for top in tops
        )
