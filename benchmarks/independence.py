"""The arithmetic of independence against networkx on the same claims."""

import random
import time

import networkx as nx

from provenance.graph.groups import Node
from provenance.graph.independence import ClaimGraph, independence
from provenance.graph.paths import ReportPath
from provenance.graph.proof import graph_of

ROOT, CLAIM = "root", "claim"


def _group(number: int) -> Node:
    return Node("group", str(number))


def claims(count: int, seed: int = 11) -> list[list[ReportPath]]:
    """Claims as corpora have them: a few voices, the agencies that relay them, outlets; some citing in circles."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        voices = [_group(rng.randrange(400)) for _ in range(rng.choice([1, 1, 2, 3, 5]))]
        relays = [_group(400 + rng.randrange(100)) for _ in range(rng.choice([1, 2, 3]))]
        reports = rng.choices([1, 2, 3, 4, 6, 12], [40, 25, 15, 10, 7, 3])[0]
        paths = []
        for number in range(reports):
            messy = rng.random() < 0.05
            hops = [rng.choice(relays if messy else voices)]
            hops += [rng.choice(relays) for _ in range(rng.choice([0, 1, 1, 2]))]
            outlet = rng.choice(relays) if rng.random() < 0.2 else _group(500 + rng.randrange(300))
            paths.append(ReportPath(f"s{number}", tuple(dict.fromkeys(hops)), outlet, hops[0] == outlet))
        found.append(paths)
    return found


def split_network(graph: ClaimGraph, starts: list[Node]) -> "nx.DiGraph[object]":
    """The claim's graph with each node an edge of capacity one, as networkx needs it."""
    network: nx.DiGraph[object] = nx.DiGraph()
    network.add_nodes_from([ROOT, CLAIM])
    for name in graph.nodes:
        network.add_edge((name, "in"), (name, "out"), capacity=1)
    for node, successors in enumerate(graph.successors[:-1]):
        for successor in successors:
            head: object = CLAIM if successor == graph.claim else (graph.nodes[successor], "in")
            network.add_edge((graph.nodes[node], "out"), head, capacity=1)
    for start in starts:
        network.add_edge(ROOT, (start, "in"), capacity=1)
    return network


def against_networkx(count: int = 3_000) -> tuple[float, int, float, float]:
    """Ratio, claims, and microseconds a claim on both sides.

    Our side counts everything from the paths (graph, origins, chains, single points of failure); theirs builds the
    network from the graph and the origins we found, and computes the flow.
    """
    found = claims(count)
    figures = [independence(paths) for paths in found]
    graphs = [(graph_of(f), list(f.origins)) for f in figures]
    ours = theirs = 0.0
    flows: list[int] = []
    for _ in range(3):
        started = time.perf_counter()
        for paths in found:
            independence(paths)
        ours += time.perf_counter() - started
        started = time.perf_counter()
        flows = [nx.maximum_flow(split_network(graph, starts), ROOT, CLAIM)[0] for graph, starts in graphs]
        theirs += time.perf_counter() - started
    assert flows == [f.chains for f in figures]
    return theirs / ours, count, ours / 3 / count * 1e6, theirs / 3 / count * 1e6
