"""The Argument Interchange Format as JSON (AIFdb, Lawrence and Reed 2012): claims, who said what, what speaks against.

A claim is an information node; each report of it is a locution (L) that asserts it through an illocution (YA); a chain
is a line of locutions that report each other. Claims that cannot both hold are in conflict (CA), and so is a claim with
the words that deny it.
"""

from collections.abc import Iterator

from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.standards.reading import json_text
from provenance.exchange.standards.terms import hop_labels
from provenance.model.dossier import Dossier, Statement
from provenance.model.labels import STANCE

CARRIED = Carried(
    {
        "claims": {"text": "I-node", "contradicts": "CA-node"},
        "statements": {
            "claim": "edge of the YA-node",
            "stance": "YA-node, CA-node",
            "chain": "L-nodes",
            "quote": "text of the L-node",
            "text": "text of the L-node",
        },
    },
    "the format is of arguments: it has no documents, dates, places or certainty",
)


class _Graph:
    """Nodes and edges in the making, numbered in their order."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, str]] = []
        self.edges: list[dict[str, str]] = []
        self.speakers: list[tuple[str, str]] = []

    def node(self, kind: str, text: str) -> str:
        name = str(len(self.nodes) + 1)
        self.nodes.append({"nodeID": name, "text": text, "type": kind})
        return name

    def edge(self, tail: str, head: str) -> None:
        self.edges.append({"edgeID": str(len(self.edges) + 1), "fromID": tail, "toID": head})

    def through(self, kind: str, text: str, tail: str, head: str) -> None:
        """A scheme between two nodes: an edge in, an edge out."""
        scheme = self.node(kind, text)
        self.edge(tail, scheme)
        self.edge(scheme, head)


def export(audit: DossierAudit, language: str) -> Exported:
    """Nodes and edges."""
    dossier, graph = audit.dossier, _Graph()
    claims = {claim.id: graph.node("I", claim.text) for claim in dossier.claims.values()}
    for one, other in _conflicts(audit):
        graph.through("CA", "Default Conflict", claims[one], claims[other])
    for statement in dossier.statements:
        if statement.claim in claims and statement.stance is not None:
            _add_report(graph, dossier, statement, claims[statement.claim], language)
    return Exported({"": json_text({"nodes": graph.nodes, "edges": graph.edges, "locutions": _locutions(graph)})})


def _conflicts(audit: DossierAudit) -> Iterator[tuple[str, str]]:
    """Claims that cannot both hold, written down or by their values: each way, as either speaks against the other."""
    for assessment in audit.assessor:
        for rival in sorted(audit.assessor.known.rivals.get(assessment.claim.id, ())):
            yield assessment.claim.id, rival


def _add_report(graph: _Graph, dossier: Dossier, statement: Statement, claim: str, language: str) -> None:
    words = statement.quote or statement.text or dossier.claims[statement.claim or ""].text
    assert statement.stance is not None
    target = claim
    if statement.denies:
        # What is said is that the claim does not hold.
        target = graph.node("I", words)
        graph.through("CA", "Default Conflict", target, claim)
    before = None
    for who in hop_labels(dossier, statement):
        said = graph.node("L", f"{who}\u00a0: {words}" if language == "fr" else f"{who}: {words}")
        graph.speakers.append((said, who))
        if before is not None:
            graph.through("TA", "Default Transition", before, said)
        before = said
    act = STANCE[statement.stance].render(language)
    if before is None:
        before = graph.node("L", words)
    graph.through("YA", act if not statement.affirms else "Asserting", before, target)


def _locutions(graph: _Graph) -> list[dict[str, str]]:
    """Who uttered what."""
    return [{"nodeID": one, "personID": who} for one, who in graph.speakers]


FORMAT = ExchangeFormat(
    name="aif",
    suffix=".json",
    holds="an argument map for the tools of argument analysis",
    export=export,
    carried=CARRIED,
)
