"""The proofs of the figures, worked out only when somebody wants to see them.

Chains that share no node with others cannot stand in each other's way, so each connected part of a claim's graph is
looked at by itself. Nearly every part carries one chain, and that is a walk.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from provenance.graph.groups import Node
from provenance.graph.independence import ClaimGraph, Flow, IndependenceCounts, with_one_anonymous

#: Nodes of a part up to which the smallest set of chains is sought; beyond, the one that the flow gives is shown.
SMALLEST = 200


def graph_of(counts: IndependenceCounts) -> ClaimGraph:
    """The graph the figures were read from (with one anonymous voice where only such voices speak)."""
    merged = bool(counts.origins) and counts.origins[0].is_anonymous
    return ClaimGraph([with_one_anonymous(t) if merged else t for t in counts.paths])


def disjoint_chains(counts: IndependenceCounts) -> list[tuple[Node, ...]]:
    """As many disjoint paths as there are chains (Menger), in order: the lexicographically smallest such set, part by
    part where the parts are not too large.
    """
    graph = graph_of(counts)
    found = sorted(path for part in _parts(graph, counts) for path in part.chains)
    return [tuple(graph.nodes[n] for n in path) for path in found]


def minimum_cut(counts: IndependenceCounts) -> tuple[Node, ...]:
    """The smallest set of nodes whose fall leaves no path: the explanation of the number of chains."""
    if counts.chains <= 1:
        return counts.dominators[:1]
    graph = graph_of(counts)
    cut = sorted((chain, node) for part in _parts(graph, counts) for chain, node in zip(part.chains, part.cut))
    return tuple(graph.nodes[node] for _, node in cut)


def _parts(graph: ClaimGraph, counts: IndependenceCounts) -> Iterator["_ConnectedPart"]:
    """The connected parts of the graph, the claim left out, that an origin stands in."""
    around: list[list[int]] = [[] for _ in range(graph.claim)]
    for node in range(graph.claim):
        for successor in graph.successors[node]:
            if successor != graph.claim:
                around[node].append(successor)
                around[successor].append(node)
    starts = [graph.number[o] for o in counts.origins if o in graph.number]
    part_of = [-1] * graph.claim
    parts: list[list[int]] = []
    for start in starts:
        if part_of[start] < 0:
            parts.append([])
            part_of[start] = len(parts) - 1
            todo = [start]
            for node in todo:
                for other in around[node]:
                    if part_of[other] < 0:
                        part_of[other] = len(parts) - 1
                        todo.append(other)
            parts[-1] = todo
    begun: list[list[int]] = [[] for _ in parts]
    for start in starts:
        begun[part_of[start]].append(start)
    for nodes, first in zip(parts, begun, strict=True):
        yield _ConnectedPart(graph, nodes, first)


class _ConnectedPart:
    """A connected part of a claim's graph: its nodes, and the origins among them in order."""

    def __init__(self, graph: ClaimGraph, nodes: list[int], starts: list[int]) -> None:
        self.nodes = sorted(nodes)
        self.starts = starts
        # Numbered anew, so that a search touches no other part.
        self._number = {node: i for i, node in enumerate(self.nodes)}
        self.claim = len(self.nodes)
        self._number[graph.claim] = self.claim
        self.successors = [[self._number[s] for s in graph.successors[node]] for node in self.nodes]
        self._begin = [self._number[s] for s in starts]

    @cached_property
    def chains(self) -> list[list[int]]:
        """The smallest set of as many disjoint paths as there can be, in the graph's own numbers."""
        count, flow = self._flow(frozenset())
        if count == 1 and (walk := self._only_walk()) is not None:
            found = [walk]
        elif self.claim > SMALLEST:
            found = flow.paths()
        else:
            found = self._smallest(count)
        return sorted([self.nodes[n] for n in path] for path in found)

    @cached_property
    def cut(self) -> list[int]:
        """One node of each chain whose fall costs exactly one chain, in the graph's own numbers."""
        if self.claim > SMALLEST:
            crossed = {self.nodes[n] for n in self._flow(())[1].cut(self._begin)}
            return [next(node for node in chain if node in crossed) for chain in self.chains]
        removed: set[int] = set()
        found = []
        for chain in self.chains:
            for node in (self._number[n] for n in chain):
                # Who speaks without a link is a chain of any such set.
                if len(chain) == 1 or self._flow(removed | {node})[0] == len(self.chains) - len(removed) - 1:
                    removed.add(node)
                    found.append(self.nodes[node])
                    break
        return found

    def _flow(self, without: Iterable[int]) -> tuple[int, Flow]:
        left = frozenset(without)
        successors = [[s for s in around if s not in left] for around in self.successors] if left else self.successors
        flow = Flow(successors, self.claim)
        return sum(flow.augment(s) for s in self._begin if s not in left), flow

    def _only_walk(self) -> list[int] | None:
        """The smallest path where there is room for one, and nothing comes back to itself; None where it may."""
        order = self._order()
        if order is None:
            return None
        leads = [False] * self.claim + [True]
        for node in reversed(order):
            leads[node] = any(leads[s] for s in self.successors[node])
        here = next(s for s in self._begin if leads[s])
        path = [here]
        while self.claim not in self.successors[path[-1]]:
            path.append(next(s for s in self.successors[path[-1]] if leads[s]))
        return path

    def _order(self) -> list[int] | None:
        """The nodes, each after those before it (Kahn 1962); None where some are before themselves."""
        upstream = [0] * (self.claim + 1)
        for around in self.successors:
            for successor in around:
                upstream[successor] += 1
        order = [n for n in range(self.claim) if not upstream[n]]
        for node in order:
            for successor in self.successors[node]:
                upstream[successor] -= 1
                if not upstream[successor] and successor != self.claim:
                    order.append(successor)
        return order if len(order) == self.claim else None

    # --- the smallest set, where a part carries several chains ------------------------------------------------------

    def _smallest(self, count: int) -> list[list[int]]:
        taken: set[int] = set()
        found: list[list[int]] = []
        for left in range(count, 0, -1):
            for start in self._begin:
                if start in taken:
                    continue
                # A step to the claim is the smallest path from there, and stands in the way of one other at most.
                if self.claim in self.successors[start]:
                    taken.add(start)
                    found.append([start])
                    break
                if self._has_disjoint_paths([start, *self._begin], taken, left):
                    found.append(self._extend(start, taken, left))
                    break
        return found

    def _extend(self, start: int, taken: set[int], left: int) -> list[int]:
        """The smallest path from `start` that leaves room for the other `left - 1`; its nodes become taken."""
        path = [start]
        while True:
            here = path[-1]
            taken.add(here)
            if self.claim in self.successors[here] and self._flow(taken)[0] >= left - 1:
                return path
            for successor in self.successors[here]:
                if successor not in taken and successor != self.claim:
                    if self._has_disjoint_paths([successor, *self._begin], taken, left):
                        path.append(successor)
                        break
            else:  # pragma: no cover - the caller has checked that the path can be finished
                raise AssertionError("a feasible path must have a feasible step")

    def _has_disjoint_paths(self, starts: list[int], taken: set[int], wanted: int) -> bool:
        """Whether `wanted` disjoint paths avoid the taken nodes, one of them beginning at the first open start.

        An augmenting path never gives up a start, so the first one stays used while the others are added.
        """
        if wanted <= 0:
            return True
        flow = Flow([[s for s in around if s not in taken] for around in self.successors], self.claim)
        first, *others = dict.fromkeys(s for s in starts if s not in taken) or [-1]
        if first < 0 or not flow.augment(first):
            return False
        return 1 + sum(flow.augment(start) for start in others) >= wanted
