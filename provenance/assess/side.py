"""One side of a claim: the statements that speak for it, or against it."""

from dataclasses import dataclass

from provenance.assess.parties import dossier_groups_of
from provenance.graph.groups import ClaimGroups, Node
from provenance.graph.independence import IndependenceCounts
from provenance.model.dossier import Statement


@dataclass(frozen=True)
class Side:
    """The statements that speak for a claim, or against it: their voices and their independence."""

    statements: tuple[Statement, ...]
    groups: ClaimGroups
    counts: IndependenceCounts

    def groups_of(self, node: Node) -> list[str]:
        return dossier_groups_of(node, self.groups)
