"""One side of a claim: the statements that speak for it, or against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from provenance.assess.parties import dossier_groups_of
from provenance.graph.groups import ClaimGroups, Node
from provenance.graph.independence import IndependenceCounts
from provenance.model.dossier import Statement
from provenance.model.frozen import quickly_made


@quickly_made
@dataclass(frozen=True)
class Side:
    """The statements that speak for a claim, or against it: their voices and their independence."""

    statements: tuple[Statement, ...]
    groups: ClaimGroups
    counts: IndependenceCounts

    def groups_of(self, node: Node) -> list[str]:
        return dossier_groups_of(node, self.groups)

    @cached_property
    def bases(self) -> Mapping[Node, frozenset[str | Node]]:
        """For each of its origins the names the dossier's own groups have for it; a claim may have joined several."""
        origins = (*self.counts.named, *self.counts.anonymous)
        return {origin: frozenset(self.groups_of(origin)) or frozenset({origin}) for origin in origins}

    @cached_property
    def all_bases(self) -> frozenset[str | Node]:
        return frozenset().union(*self.bases.values())
