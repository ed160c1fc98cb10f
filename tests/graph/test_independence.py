"""The arithmetic of independence against networkx, and by hand."""

import os
import random
from typing import Literal

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.independence import CLAIM, ROOT, split_network
from provenance.graph.groups import Node
from provenance.graph.independence import ClaimGraph, independence
from provenance.graph.paths import ReportPath
from provenance.graph.proof import disjoint_chains, graph_of, minimum_cut
from provenance.model.components import strong_components

#: Random graphs that networkx counts too; `make hard` asks for more.
GRAPHS = int(os.environ.get("PROVENANCE_GRAPHS", "8000"))
KINDS: dict[str, Literal["group", "document", "anonymous"]] = {"g": "group", "d": "document", "a": "anonymous"}


def node(written: str) -> Node:
    """`gA` is the group A, `dA` the document, `aA` the voice nobody can place."""
    return Node(KINDS[written[0]], written[1:])


def report_path(number: int, path: str, publisher: str | None = None) -> ReportPath:
    nodes = tuple(map(node, path.split()))
    read_at = None if publisher is None else node(publisher)
    return ReportPath(f"s{number}", nodes, read_at, nodes[0] == read_at)


def report_paths(*written: str) -> list[ReportPath]:
    """`gA gB @gP`: the path, and the publisher it is read at."""
    found = []
    for number, text in enumerate(written):
        path, _, publisher = text.partition(" @")
        found.append(report_path(number, path, publisher or None))
    return found


@pytest.mark.parametrize(
    ("written", "minimum", "maximum", "chains", "dominators", "cycles"),
    [
        (["gA"], 1, 1, 1, ["gA"], 0),
        (["gA gT", "gB gT"], 2, 2, 1, ["gT"], 0),
        (["gA gT", "gB gU"], 2, 2, 2, [], 0),
        (["gA gT", "gA gU"], 1, 1, 1, ["gA"], 0),
        # Two papers that cite each other: nobody knows it.
        (["gB @gA", "gA @gB"], 0, 0, 0, [], 1),
        # The same, but one of them was there.
        (["gB @gA", "gA @gB", "gA @gA"], 1, 1, 1, ["gA"], 0),
        # An agency that one chain shows to have it from a ministry is no origin in another.
        (["gM @gT", "gT"], 1, 1, 1, ["gM"], 0),
        # The Kremlin's site quoting an agency that quotes the Kremlin is no circle.
        (["gK gT @gK"], 1, 1, 1, ["gK", "gT"], 0),
        (["aX"], 1, 1, 1, ["aanonymous"], 0),
        (["aX", "aY"], 1, 2, 1, ["aanonymous"], 0),
        (["gA", "aX"], 1, 2, 1, ["gA"], 0),
        # What an anonymous voice told a relay does not make the relay an origin.
        (["aX gT", "gA"], 1, 2, 1, ["gA"], 0),
        (["gA gP dD", "gB gP dD"], 2, 2, 1, ["gP", "dD"], 0),
    ],
)
def test_by_hand(
    written: list[str], minimum: int, maximum: int, chains: int, dominators: list[str], cycles: int
) -> None:
    counts = independence(report_paths(*written))
    assert (counts.min, counts.max, counts.chains, list(counts.dominators), len(counts.cycles)) == (
        minimum, maximum, chains, [node(d) for d in dominators], cycles,
    )  # fmt: skip


def random_paths(rng: random.Random) -> list[ReportPath]:
    groups = [f"g{i}" for i in range(rng.randint(1, 9))] + [f"a{i}" for i in range(rng.choice([0, 0, 1, 3]))]
    documents = [f"d{i}" for i in range(rng.randint(0, 4))]
    found = []
    for number in range(rng.randint(1, 10)):
        nodes = [rng.choice(groups)]
        for _ in range(rng.randint(0, 4)):
            nodes.append(rng.choice(groups + documents))
        path = " ".join(dict.fromkeys(nodes))
        publisher = rng.choice([*[g for g in groups if g[0] == "g"], None])
        found.append(report_path(number, path, publisher))
    return found


def plain(graph: ClaimGraph, starts: list[Node]) -> "nx.DiGraph[object]":
    whole: nx.DiGraph[object] = nx.DiGraph()
    whole.add_nodes_from([ROOT, CLAIM, *graph.nodes])
    for number, successors in enumerate(graph.successors[:-1]):
        for successor in successors:
            whole.add_edge(graph.nodes[number], CLAIM if successor == graph.claim else graph.nodes[successor])
    whole.add_edges_from((ROOT, start) for start in starts)
    return whole


def check_against_networkx(found: list[ReportPath]) -> None:
    counts = independence(found)
    graph = graph_of(counts)
    starts = list(counts.origins)
    assert counts.chains == nx.maximum_flow_value(split_network(graph, starts), ROOT, CLAIM)
    assert counts.chains <= counts.min <= counts.max
    assert bool(counts.dominators) == (counts.chains == 1)
    whole = plain(graph, starts)
    if counts.chains == 1:
        dominators, current = [], nx.immediate_dominators(whole, ROOT)[CLAIM]
        while current != ROOT:
            dominators.append(current)
            current = nx.immediate_dominators(whole, ROOT)[current]
        assert list(counts.dominators) == dominators[::-1]
    components = {frozenset(c) for c in nx.strongly_connected_components(whole.subgraph(graph.nodes))}
    assert {
        frozenset(graph.nodes[n] for n in c) for c in strong_components(graph.successors, graph.claim)
    } == components
    for cycle in counts.cycles:
        assert len(cycle) > 1


def test_thousands_of_random_graphs_agree_with_networkx() -> None:
    rng = random.Random(20220720)
    circular = 0
    for _ in range(GRAPHS):
        found = random_paths(rng)
        check_against_networkx(found)
        circular += bool(independence(found).cycles)
    assert circular > GRAPHS // 40


@given(st.randoms(use_true_random=False))
def test_the_proof_is_as_many_disjoint_ways_as_chains(rng: random.Random) -> None:
    counts = independence(random_paths(rng))
    graph = graph_of(counts)
    chains = disjoint_chains(counts)
    assert len(chains) == counts.chains
    seen: set[Node] = set()
    for chain in chains:
        assert chain[0] in counts.origins
        assert not seen & set(chain)
        seen |= set(chain)
        for tail, head in zip(chain, chain[1:]):
            assert graph.number[head] in graph.successors[graph.number[tail]]
        assert graph.claim in graph.successors[graph.number[chain[-1]]]
    cut = minimum_cut(counts)
    assert len(cut) == counts.chains
    whole = plain(graph, list(counts.origins))
    whole.remove_nodes_from(cut)
    assert not nx.has_path(whole, ROOT, CLAIM)


@given(st.randoms(use_true_random=False))
def test_order_and_names_never_matter(rng: random.Random) -> None:
    found = random_paths(rng)
    counts = independence(found)
    shuffled = found[:]
    rng.shuffle(shuffled)
    again = independence(shuffled)
    assert (again.min, again.max, again.chains, again.dominators) == (
        counts.min, counts.max, counts.chains, counts.dominators,
    )  # fmt: skip
    renamed = {
        n: Node(n.kind, f"z{99 - i}")
        for i, n in enumerate(sorted({n for t in found for n in (*t.path, t.publisher) if n}))
    }
    other = independence(
        [
            ReportPath(
                t.statement,
                tuple(renamed[n] for n in t.path),
                renamed[t.publisher] if t.publisher else None,
                t.own_word,
            )
            for t in found
        ]
    )
    assert (other.min, other.max, other.chains, len(other.dominators)) == (
        counts.min, counts.max, counts.chains, len(counts.dominators),
    )  # fmt: skip
    assert [renamed.get(c, c) for c in counts.dominators] == list(other.dominators)


def test_the_smallest_proof_is_given() -> None:
    counts = independence(report_paths("gB gX", "gB gY", "gA gX", "gA gY"))
    assert disjoint_chains(counts) == [(node("gA"), node("gX")), (node("gB"), node("gY"))]
