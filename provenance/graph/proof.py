"""The proofs of the figures, worked out only when somebody wants to see them."""

from provenance.graph.groups import Node
from provenance.graph.independence import ClaimGraph, Flow, IndependenceCounts, with_one_anonymous


def graph_of(counts: IndependenceCounts) -> ClaimGraph:
    """The graph the figures were read from (with one anonymous voice where only such voices speak)."""
    merged = bool(counts.origins) and counts.origins[0].is_anonymous
    return ClaimGraph([with_one_anonymous(t) if merged else t for t in counts.paths])


def disjoint_chains(counts: IndependenceCounts) -> list[tuple[Node, ...]]:
    """As many disjoint paths as there are chains (Menger): the lexicographically smallest such set, in order."""
    graph = graph_of(counts)
    starts = [graph.number[o] for o in counts.origins if o in graph.number]
    taken: set[int] = set()
    found: list[list[int]] = []
    for round_ in range(counts.chains):
        left = counts.chains - round_
        for start in starts:
            if start not in taken and _has_disjoint_paths(graph, [start, *starts], taken, left):
                found.append(_extend(graph, start, starts, taken, left))
                break
    return [tuple(graph.nodes[n] for n in path) for path in found]


def _extend(graph: ClaimGraph, start: int, starts: list[int], taken: set[int], left: int) -> list[int]:
    """The smallest path from `start` that leaves room for the other `left - 1`; its nodes become taken."""
    path = [start]
    while True:
        here = path[-1]
        taken.add(here)
        if graph.claim in graph.successors[here] and _max_disjoint_paths(graph, starts, taken) >= left - 1:
            return path
        for successor in graph.successors[here]:
            if successor not in taken and successor != graph.claim:
                if _has_disjoint_paths(graph, [successor, *starts], taken, left):
                    path.append(successor)
                    break
        else:  # pragma: no cover - the caller has checked that the path can be finished
            raise AssertionError("a feasible path must have a feasible step")


def _has_disjoint_paths(graph: ClaimGraph, starts: list[int], taken: set[int], wanted: int) -> bool:
    """Whether `wanted` disjoint paths avoid the taken nodes, one of them beginning at the first open start.

    An augmenting path never gives up a start, so the first one stays used while the others are added.
    """
    if wanted <= 0:
        return True
    successors = [[s for s in around if s not in taken] for around in graph.successors]
    flow = Flow(successors, graph.claim)
    first, *others = dict.fromkeys(s for s in starts if s not in taken) or [-1]
    if first < 0 or not flow.augment(first):
        return False
    return 1 + sum(flow.augment(start) for start in others) >= wanted


def minimum_cut(counts: IndependenceCounts) -> tuple[Node, ...]:
    """The smallest set of nodes whose fall leaves no path: the explanation of the number of chains."""
    if counts.chains <= 1:
        return counts.dominators[:1]
    graph = graph_of(counts)
    chains = disjoint_chains(counts)
    starts = [graph.number[o] for o in counts.origins if o in graph.number]
    cut: list[Node] = []
    removed: set[int] = set()
    # A minimum cut takes one node of each chain; a node belongs to it if its fall costs exactly one chain.
    for chain in chains:
        for node in chain:
            number = graph.number[node]
            if _max_disjoint_paths(graph, starts, removed | {number}) == counts.chains - len(removed) - 1:
                removed.add(number)
                cut.append(node)
                break
    return tuple(cut)


def _max_disjoint_paths(graph: ClaimGraph, starts: list[int], without: set[int]) -> int:
    successors = [[s for s in around if s not in without] for around in graph.successors]
    flow = Flow(successors, graph.claim)
    return sum(flow.augment(s) for s in starts if s not in without)
