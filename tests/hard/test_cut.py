"""The cut and the disjoint chains of large claims, against networkx."""

import random

import networkx as nx
import pytest

from provenance.graph.independence import independence
from provenance.graph.paths import ReportPath
from tests.assess.build import assessor_of

_ = (independence, ReportPath, pytest)


@pytest.mark.parametrize("seed", range(3))
def test_many_origins_through_common_relays(seed: int) -> None:
    """400 voices through some relays: as many disjoint chains as networkx's flow finds."""
    rng = random.Random(seed)
    relays = [f"r{i}" for i in range(40)]
    data = {
        "sources": {
            **{f"s{i}": {"name": f"Witness {i}"} for i in range(400)},
            **{r: {"name": f"Relay {r}", "kind": "agency"} for r in relays},
        },
        "claims": {"c": "A claim."},
        "statements": [
            {"chain": f"s{i} → {rng.choice(relays)} → {rng.choice(relays[:20])}", "says": {"c": "words"}}
            for i in range(400)
        ],
    }
    counts = assessor_of(data, "2022-12-01")["c"].counts
    graph = nx.DiGraph()

    def edge(a: str, b: str) -> None:
        graph.add_edge(f"{a}/out", f"{b}/in", capacity=1)

    for statement in data["statements"]:
        chain = list(dict.fromkeys(statement["chain"].split(" → ")))
        for node in chain:
            graph.add_edge(f"{node}/in", f"{node}/out", capacity=1)
        graph.add_edge("from", f"{chain[0]}/in", capacity=1)
        for a, b in zip(chain, chain[1:]):
            edge(a, b)
        graph.add_edge(f"{chain[-1]}/out", "to", capacity=1)
    assert counts.chains == nx.maximum_flow_value(graph, "from", "to")
