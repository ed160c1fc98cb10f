"""The arithmetic of independence against networkx, and by hand."""

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.independence import CLAIM, ROOT, split_network
from provenance.graph.independence import ClaimGraph, independence
from provenance.graph.paths import ANONYMOUS, ReportPath
from provenance.graph.proof import disjoint_chains, graph_of, minimum_cut


def telling(number: int, way: str, publisher: str | None = None) -> ReportPath:
    nodes = tuple(way.split())
    return ReportPath(f"s{number}", nodes, publisher, publisher is not None and nodes[0] == publisher)


def tellings(*written: str) -> list[ReportPath]:
    """`gA gB @gP`: the way, and the publisher it is read at."""
    found = []
    for number, text in enumerate(written):
        way, _, publisher = text.partition(" @")
        found.append(telling(number, way, publisher or None))
    return found


@pytest.mark.parametrize(
    ("written", "least", "most", "chains", "cuts", "circles"),
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
        (["aX"], 1, 1, 1, [ANONYMOUS], 0),
        (["aX", "aY"], 1, 2, 1, [ANONYMOUS], 0),
        (["gA", "aX"], 1, 2, 1, ["gA"], 0),
        # What an anonymous voice told a relay does not make the relay an origin.
        (["aX gT", "gA"], 1, 2, 1, ["gA"], 0),
        (["gA gP dD", "gB gP dD"], 2, 2, 1, ["gP", "dD"], 0),
    ],
)
def test_by_hand(written: list[str], least: int, most: int, chains: int, cuts: list[str], circles: int) -> None:
    figures = independence(tellings(*written))
    assert (figures.min, figures.max, figures.chains, list(figures.dominators), len(figures.cycles)) == (
        least, most, chains, cuts, circles,
    )  # fmt: skip


def random_tellings(rng: random.Random) -> list[ReportPath]:
    groups = [f"g{i}" for i in range(rng.randint(1, 9))] + [f"a{i}" for i in range(rng.choice([0, 0, 1, 3]))]
    documents = [f"d{i}" for i in range(rng.randint(0, 4))]
    found = []
    for number in range(rng.randint(1, 10)):
        nodes = [rng.choice(groups)]
        for _ in range(rng.randint(0, 4)):
            nodes.append(rng.choice(groups + documents))
        way = " ".join(dict.fromkeys(nodes))
        publisher = rng.choice([*[g for g in groups if g[0] == "g"], None])
        found.append(telling(number, way, publisher))
    return found


def plain(graph: ClaimGraph, starts: list[str]) -> "nx.DiGraph[str]":
    whole: nx.DiGraph[str] = nx.DiGraph()
    whole.add_nodes_from([ROOT, CLAIM, *graph.nodes])
    for node, successors in enumerate(graph.successors[:-1]):
        for successor in successors:
            whole.add_edge(graph.nodes[node], CLAIM if successor == graph.claim else graph.nodes[successor])
    whole.add_edges_from((ROOT, start) for start in starts)
    return whole


def check_against_networkx(found: list[ReportPath]) -> None:
    figures = independence(found)
    graph = graph_of(figures)
    starts = list(figures.origins)
    assert figures.chains == nx.maximum_flow_value(split_network(graph, starts), ROOT, CLAIM)
    assert figures.chains <= figures.min <= figures.max
    assert bool(figures.dominators) == (figures.chains == 1)
    whole = plain(graph, starts)
    if figures.chains == 1:
        dominators, node = [], nx.immediate_dominators(whole, ROOT)[CLAIM]
        while node != ROOT:
            dominators.append(node)
            node = nx.immediate_dominators(whole, ROOT)[node]
        assert list(figures.dominators) == dominators[::-1]
    components = {frozenset(c) for c in nx.strongly_connected_components(whole.subgraph(graph.nodes))}
    assert {frozenset(graph.nodes[n] for n in c) for c in graph.components()} == components
    for circle in figures.cycles:
        assert len(circle) > 1


def test_twenty_thousand_random_graphs_agree_with_networkx() -> None:
    rng = random.Random(20220720)
    circular = 0
    for _ in range(20_000):
        found = random_tellings(rng)
        check_against_networkx(found)
        circular += bool(independence(found).cycles)
    assert circular > 500


@given(st.randoms(use_true_random=False))
def test_the_proof_is_as_many_disjoint_ways_as_chains(rng: random.Random) -> None:
    figures = independence(random_tellings(rng))
    graph = graph_of(figures)
    chains = disjoint_chains(figures)
    assert len(chains) == figures.chains
    seen: set[str] = set()
    for chain in chains:
        assert chain[0] in figures.origins
        assert not seen & set(chain)
        seen |= set(chain)
        for tail, head in zip(chain, chain[1:]):
            assert graph.number[head] in graph.successors[graph.number[tail]]
        assert graph.claim in graph.successors[graph.number[chain[-1]]]
    cut = minimum_cut(figures)
    assert len(cut) == figures.chains
    whole = plain(graph, list(figures.origins))
    whole.remove_nodes_from(cut)
    assert not nx.has_path(whole, ROOT, CLAIM)


@given(st.randoms(use_true_random=False))
def test_order_and_names_never_matter(rng: random.Random) -> None:
    found = random_tellings(rng)
    figures = independence(found)
    shuffled = found[:]
    rng.shuffle(shuffled)
    again = independence(shuffled)
    assert (again.min, again.max, again.chains, again.dominators) == (
        figures.min, figures.max, figures.chains, figures.dominators,
    )  # fmt: skip
    renamed = {
        n: n[0] + f"z{99 - i}" for i, n in enumerate(sorted({n for t in found for n in (*t.path, t.publisher) if n}))
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
        figures.min, figures.max, figures.chains, len(figures.dominators),
    )  # fmt: skip
    assert [renamed.get(c, c) for c in figures.dominators] == list(other.dominators)


def test_the_smallest_proof_is_given() -> None:
    figures = independence(tellings("gB gX", "gB gY", "gA gX", "gA gY"))
    assert disjoint_chains(figures) == [("gA", "gX"), ("gB", "gY")]
