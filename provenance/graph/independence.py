"""How many independent origins one claim has, and through how many disjoint chains they reach us.

The graph of a claim is tiny (a median of three nodes), so everything runs on small integers: nodes are numbered in the
order of their ids, neighbours are visited in that order, and every answer is the same on every run.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from provenance.graph.groups import Node
from provenance.graph.paths import ANONYMOUS, ReportPath
from provenance.model.components import strong_components


class IndependenceCounts(NamedTuple):
    """The independence of one side of a claim.

    `origins` are the nodes the paths start from on the cautious reading; `min` ≤ `max` count them when unaffiliated
    anonymous voices are taken as none (one, if nobody else speaks) and as one each. `chains` is the greatest number of
    vertex-disjoint paths from the origins to the claim. `dominators` are the single points of failure, origin side
    first. `cycles` are components of several groups with nothing upstream.
    """

    min: int
    max: int
    chains: int
    origins: tuple[Node, ...]
    anonymous: tuple[Node, ...]
    dominators: tuple[Node, ...]
    cycles: tuple[tuple[Node, ...], ...]
    paths: tuple[ReportPath, ...]

    @property
    def named(self) -> tuple[Node, ...]:
        return tuple(o for o in self.origins if o.is_group)


#: Nodes in all paths up to which what they have in common is read off them; the graph is faster beyond.
SHORT = 200
NO_COUNTS = IndependenceCounts(0, 0, 0, (), (), (), (), ())


def independence(reports: Sequence[ReportPath]) -> IndependenceCounts:
    """The figures of the given reports of one claim."""
    if not reports:
        return NO_COUNTS
    quick = _counts_of_one(reports[0]) if len(reports) == 1 else _counts_of_several(reports)
    if quick is not None:
        return quick
    graph = ClaimGraph(reports)
    origins, cycles = graph.origins()
    named = [o for o in origins if not o.is_anonymous]
    anonymous = [o for o in origins if o.is_anonymous]
    if named or not anonymous:
        starts, minimum, maximum = named, len(named), len(named) + len(anonymous)
    else:
        graph = ClaimGraph([with_one_anonymous(report) for report in reports])
        starts, minimum, maximum = [ANONYMOUS], 1, len(anonymous)
    chains, dominators = graph.chains(starts)
    return IndependenceCounts(
        minimum, maximum, chains, tuple(starts), tuple(anonymous), tuple(dominators), tuple(cycles), tuple(reports)
    )


def _counts_of_one(report: ReportPath) -> IndependenceCounts | None:
    """One report is one path: every node of it is a single point of failure. None where its
    publisher is in the path.
    """
    path, publisher = report.path, report.publisher
    if publisher is not None and publisher in path and publisher != path[-1] and not report.own_word:
        return None
    if path[0].is_anonymous:
        merged = with_one_anonymous(report)
        return IndependenceCounts(1, 1, 1, (ANONYMOUS,), (path[0],), merged.path, (), (report,))
    return IndependenceCounts(1, 1, 1, (path[0],), (), path, (), (report,))


def _counts_of_several(reports: Sequence[ReportPath]) -> IndependenceCounts | None:
    """The figures where they can be read off the paths, which is nearly always; None where the graph must be built.

    When no first voice stands later in a path, nor publishes what others say, the first voices are the origins: every
    other node has one of them upstream. Ways that share nothing are as many chains; one origin is one chain.
    """
    paths = {report.path for report in reports}
    firsts = {path[0] for path in paths}
    later = set().union(*[path[1:] for path in paths])
    if not later.isdisjoint(firsts) or any(first.is_anonymous for first in firsts):
        return None
    fed = {t.publisher for t in reports if t.publisher is not None and not t.own_word and t.publisher != t.path[-1]}
    if not fed.isdisjoint(firsts):
        own_word = {t.publisher for t in reports if t.own_word}
        if not (fed & firsts) <= own_word:
            return None
    origins = tuple(sorted(firsts))
    count = len(origins)
    if count == 1 and len(set(reports[0].path).intersection(*paths)) == 1:
        # What one path leaves out is no single point of failure.
        return IndependenceCounts(1, 1, 1, origins, (), origins, (), tuple(reports))
    bound = min(count, len({path[-1] for path in paths}))
    if bound > 1 and _greedy_disjoint(paths) == bound:
        return IndependenceCounts(count, count, bound, origins, (), (), (), tuple(reports))
    short = sum(map(len, paths)) <= SHORT
    if short and fed.isdisjoint(later) and (dominators := _common_dominators(paths)):
        return IndependenceCounts(count, count, 1, origins, (), dominators, (), tuple(reports))
    chains, found = ClaimGraph(reports).chains(origins)
    return IndependenceCounts(count, count, chains, origins, (), tuple(found), (), tuple(reports))


def _common_dominators(paths: Collection[tuple[Node, ...]]) -> tuple[Node, ...]:
    """The single points of failure where paths alone make the graph: what all of them pass, and none can go round.

    A path round a node leads from something before it in one path to the same thing after it in another.
    """
    first = next(iter(paths))
    if len(paths) == 1:
        return first
    common = set(first).intersection(*paths)
    found = []
    for node in first:
        if node in common:
            before = {n for path in paths for n in path[: path.index(node)]}
            after = {n for path in paths for n in path[path.index(node) + 1 :]}
            if before.isdisjoint(after):
                found.append(node)
    return tuple(found)


def _greedy_disjoint(paths: Iterable[tuple[Node, ...]]) -> int:
    """How many paths can be taken, the shortest first, that share nothing: a lower bound of the chains."""
    taken: set[Node] = set()
    count = 0
    for path in sorted(paths, key=len):
        if taken.isdisjoint(path):
            taken.update(path)
            count += 1
    return count


def with_one_anonymous(report: ReportPath) -> ReportPath:
    """The report with all unaffiliated anonymous voices made one."""
    path = tuple(dict.fromkeys(ANONYMOUS if node.is_anonymous else node for node in report.path))
    publisher = ANONYMOUS if report.publisher is not None and report.publisher.is_anonymous else report.publisher
    return ReportPath(report.statement, path, publisher, report.own_word)


class ClaimGraph:
    """The graph of one claim. The claim itself is the number after the last node."""

    def __init__(self, reports: Iterable[ReportPath]) -> None:
        reports = list(reports)
        nodes = {node for report in reports for node in report.path}
        own_word = {t.publisher for t in reports if t.own_word}
        for report in reports:
            if report.publisher is not None and report.publisher not in own_word:
                nodes.add(report.publisher)
        self.nodes: list[Node] = sorted(nodes)
        self.number = {node: i for i, node in enumerate(self.nodes)}
        self.claim = len(self.nodes)
        self.own_word = {self.number[w] for w in own_word if w is not None and w in self.number}
        successors: list[set[int]] = [set() for _ in range(self.claim + 1)]
        number = self.number
        for report in reports:
            previous = -1
            for node in report.path:
                current = number[node]
                if previous >= 0:
                    successors[previous].add(current)
                previous = current
            successors[previous].add(self.claim)
            if report.publisher is not None and report.publisher not in own_word:
                publisher = number[report.publisher]
                if publisher != previous:
                    successors[previous].add(publisher)
        self.successors = [sorted(around) for around in successors]

    def origins(self) -> tuple[list[Node], list[tuple[Node, ...]]]:
        """The origins in id order, and the cycles."""
        sources = self._sources_if_acyclic()
        if sources is not None:
            return [self.nodes[n] for n in sorted(self.own_word.union(sources))], []
        components = strong_components(self.successors, self.claim)
        component_of = [0] * self.claim
        for index, component in enumerate(components):
            for node in component:
                component_of[node] = index
        fed = [False] * len(components)
        for node in range(self.claim):
            for successor in self.successors[node]:
                if successor != self.claim and component_of[successor] != component_of[node]:
                    fed[component_of[successor]] = True
        found = set(self.own_word)
        cycles = []
        for index, component in enumerate(components):
            if fed[index]:
                continue
            groups = [n for n in component if not self.nodes[n].is_document]
            if len(groups) == 1:
                found.add(groups[0])
            elif len(groups) > 1 and not self.own_word.intersection(component):
                cycles.append(tuple(self.nodes[n] for n in sorted(component)))
        return [self.nodes[n] for n in sorted(found)], sorted(cycles)

    def _sources_if_acyclic(self) -> list[int] | None:
        """The nodes with nothing upstream, where nothing is upstream of itself (Kahn 1962); None where something is."""
        upstream = [0] * (self.claim + 1)
        for around in self.successors:
            for successor in around:
                upstream[successor] += 1
        sources = [n for n in range(self.claim) if not upstream[n]]
        peeled = sources[:]
        for node in peeled:
            for successor in self.successors[node]:
                upstream[successor] -= 1
                if not upstream[successor] and successor != self.claim:
                    peeled.append(successor)
        return sources if len(peeled) == self.claim else None

    def chains(self, starts: Sequence[Node]) -> tuple[int, list[Node]]:
        """The number of disjoint chains from `starts`, and the single points of failure when there is one only."""
        sources = [self.number[s] for s in starts]
        last_hops = sum(self.claim in s for s in self.successors)
        bound = min(len(sources), last_hops)
        if bound == 0:
            return 0, []
        if bound == 1:
            return 1, self._dominators(sources)
        flow = Flow(self.successors, self.claim)
        count = 0
        for source in sources:
            count += flow.augment(source)
            if count == bound:
                break
        if count != 1:
            return count, []
        return 1, self._dominators(sources)

    def _dominators(self, sources: Sequence[int]) -> list[Node]:
        """The nodes without which nothing reaches the claim, in the order they are passed.

        They lie on every path, so on a shortest one. Walking along it, a node can be gone round when something before
        it leads, aside from the path, to something behind it: each node and edge is looked at once.
        """
        path = self._path(sources)
        place = {node: i for i, node in enumerate(path)}
        place[self.claim] = len(path)
        seen: set[int] = set()
        furthest = 0

        def reach(start: int) -> None:
            nonlocal furthest
            todo = [start]
            while todo:
                for successor in self.successors[todo.pop()]:
                    if successor in place:
                        furthest = max(furthest, place[successor])
                    elif successor not in seen:
                        seen.add(successor)
                        todo.append(successor)

        for source in sources:
            if source in place:
                furthest = max(furthest, place[source])
            elif source not in seen:
                seen.add(source)
                reach(source)
        found = []
        for i, node in enumerate(path):
            if furthest <= i:
                found.append(self.nodes[node])
            reach(node)
        return found

    def _path(self, sources: Sequence[int]) -> list[int]:
        """A shortest path from the sources to the claim; empty if there is none."""
        parent: dict[int, int] = dict.fromkeys(sources, -1)
        queue = list(parent)
        for node in queue:
            for successor in self.successors[node]:
                if successor == self.claim:
                    path = [node]
                    while parent[path[-1]] >= 0:
                        path.append(parent[path[-1]])
                    return path[::-1]
                if successor not in parent:
                    parent[successor] = node
                    queue.append(successor)
        return []


class Flow:
    """Unit flow through nodes of capacity one, one augmenting path at a time.

    `following[v]` is the node the flow leaves v to (-1: v carries none), `preceding[v]` where it enters from (-2: v
    carries none, -1: it starts here). Each node has an in-side and an out-side; a search visits each side once.
    """

    def __init__(self, successors: Sequence[Sequence[int]], claim: int) -> None:
        self.successors = successors
        self.claim = claim
        self.following = [-1] * claim
        self.preceding = [-2] * claim

    def augment(self, source: int) -> int:
        """Send one more unit from `source`; 1 if it could be done, else 0. A source used once stays used."""
        following, preceding = self.following, self.preceding
        # States: (node, side); side 0 = arrived at the in-side, 1 = at the out-side, free to leave.
        if preceding[source] == -1:
            return 0
        parent: dict[tuple[int, int], tuple[int, int] | None] = {(source, 0): None}
        queue: list[tuple[int, int]] = [(source, 0)]
        for state in queue:
            node, side = state
            if side == 0 and preceding[node] == -2:
                steps = [(node, 1)]
            elif side == 0:
                # The node is used: undo the edge the flow came by, and go on from its tail.
                steps = [(preceding[node], 1)] if preceding[node] >= 0 else []
            else:
                steps = []
                for successor in self.successors[node]:
                    if successor == self.claim:
                        if following[node] != self.claim:
                            self._apply(parent, state)
                            return 1
                    elif following[node] != successor:
                        steps.append((successor, 0))
                if preceding[node] != -2:
                    # Reached against the flow: its own unit may be pushed back to the in-side.
                    steps.append((node, 0))
            for step in steps:
                if step not in parent:
                    parent[step] = state
                    queue.append(step)
        return 0

    def _apply(self, parent: dict[tuple[int, int], tuple[int, int] | None], last: tuple[int, int]) -> None:
        path: list[tuple[int, int]] = []
        state: tuple[int, int] | None = last
        while state is not None:
            path.append(state)
            state = parent[state]
        path.reverse()
        steps = [(a, side, b) for (a, side), (b, _) in pairwise(path) if a != b]
        # What is undone first, then what is sent: only what the path touches changes.
        for a, side, b in steps:
            if side == 0:
                self.following[b] = -1
                self.preceding[a] = -2
        for a, side, b in steps:
            if side == 1:
                self.following[a] = b
                self.preceding[b] = a
        self.following[path[-1][0]] = self.claim
        self.preceding[path[0][0]] = -1

    def cut(self, starts: Iterable[int]) -> set[int]:
        """A smallest set of nodes that all paths cross, when the flow from the starts is full: those that can still be
        reached and not passed (Menger 1927; Ford & Fulkerson 1956).
        """
        reached: set[tuple[int, int]] = {(start, 0) for start in starts}
        todo = list(reached)
        while todo:
            node, side = todo.pop()
            used = self.preceding[node] != -2
            if side == 0:
                steps = [(node, 1)] if not used else [(self.preceding[node], 1)] if self.preceding[node] >= 0 else []
            else:
                ahead = (s for s in self.successors[node] if s not in (self.claim, self.following[node]))
                steps = [(s, 0) for s in ahead]
                if used:
                    steps.append((node, 0))
            for step in steps:
                if step not in reached:
                    reached.add(step)
                    todo.append(step)
        return {node for node, side in reached if side == 0 and (node, 1) not in reached}

    def paths(self) -> list[list[int]]:
        """The disjoint paths of the flow, by their first node."""
        found = []
        for start, previous in enumerate(self.preceding):
            if previous == -1:
                path = [start]
                while self.following[path[-1]] != self.claim:
                    path.append(self.following[path[-1]])
                found.append(path)
        return found
