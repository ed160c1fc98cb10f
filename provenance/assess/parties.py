"""Who has a stake in a claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from provenance.graph.groups import Groups, Voices
from provenance.graph.ways import Node, label
from provenance.model.dossier import Claim, Dossier


@dataclass(frozen=True)
class Stakes:
    """Answers, for one claim, whether a voice is a party, a concerned party, or the one whose position it is."""

    claim: Claim
    dossier: Dossier
    groups: Groups
    voices: Voices

    def party(self, node: Node) -> bool:
        """A member is, or stands under, something concerned or with a stake, or shares a state with the concerned."""
        return self.concerned(node) or self._under(node, self._parties)

    def concerned(self, node: Node) -> bool:
        """Whether it is the voice of somebody whose conduct the claim is about."""
        return self._under(node, self._concerns) or self._shares_state(node, self._concerns)

    def own_position(self, node: Node) -> bool:
        """Whether it is the voice of those whose intention or position the claim states."""
        position = frozenset(self.claim.position_of)
        return self._under(node, position) or self._shares_state(node, position)

    @cached_property
    def _concerns(self) -> frozenset[str]:
        return frozenset(self.claim.concerns)

    @cached_property
    def _parties(self) -> frozenset[str]:
        return frozenset(self.dossier.parties if self.claim.parties is None else self.claim.parties)

    def _tops(self, node: Node) -> Iterable[str]:
        # A document has no stake, nor has the voice nobody can place.
        return self.voices.members(label(node)) if node[0] == "g" else ()

    def _under(self, node: Node, named: frozenset[str]) -> bool:
        return bool(named) and any(named & self.groups.stands_under(top)[0] for top in self._tops(node))

    def _shares_state(self, node: Node, named: frozenset[str]) -> bool:
        if not named:
            return False
        states = frozenset().union(*(self.groups.states_of(n) for n in named))
        return bool(states) and any(states & self.groups.stands_under(top)[1] for top in self._tops(node))
