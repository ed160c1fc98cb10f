"""The graph of a dossier in the formats of graph programs: what `provenance graph --format` writes."""

from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.interop.network import GRAPH_FORMATS, dossier_network

CARRIED = Carried(
    {
        "dossier": {"dossier": "graph attribute", "title": "graph attribute", "as_of": "graph attribute"},
        "sources": {
            "name": "node label",
            "kind": "node type",
            "part_of": "edge",
            "owned_by": "edge",
        },
        "documents": {
            "publisher": "edge",
            "published": "node attribute",
            "revises": "edge",
            "corrects": "edge",
            "retracts": "edge",
            "translates": "edge",
        },
        "claims": {"text": "node label", "contradicts": "edge", "narrower_than": "edge"},
        "statements": {"chain": "edges", "in": "edge", "claim": "edge", "stance": "edge relation"},
    },
    "a graph is of what is tied to what: words, places and dates of what is said are none",
)


def _format(name: str, suffix: str, holds: str) -> ExchangeFormat:
    def export(audit: DossierAudit, language: str) -> Exported:
        written = GRAPH_FORMATS[name](dossier_network(audit))
        return Exported({"": written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass")})

    return ExchangeFormat(name=name, suffix=suffix, holds=holds, export=export, carried=CARRIED)


GRAPHML = _format("graphml", ".graphml", "the graph of the dossier, for Gephi, yEd and Cytoscape")
GEXF = _format("gexf", ".gexf", "the graph of the dossier, for Gephi")
CYTOSCAPE = _format("cytoscape", ".cyjs", "the graph of the dossier, for Cytoscape and Cytoscape.js")
