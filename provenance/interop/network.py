"""The provenance graph as a networkx graph: the one the figures are computed on, or that of a whole dossier.

Nodes are texts, `kind:id`, and every attribute is a text, a number or a truth value, so that each of networkx's formats
can carry the graph. Absent values are absent attributes.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import networkx as nx

from provenance.assess.reasons import node_name
from provenance.auditing import DossierAudit
from provenance.graph.groups import Node
from provenance.graph.paths import ReportPath, report_paths
from provenance.model.dossier import Dossier, Statement
from provenance.model.mark import MARK
from provenance.model.message import Message
from provenance.model.noun import Noun

Graph = nx.DiGraph
#: What an edge of a claim's graph counts the statements of.
_SIDES = ("affirming", "denying", "uncommitted", "fallen")


def claim_network(audit: DossierAudit, claim: str) -> "nx.DiGraph[str]":
    """The graph of one claim: who has it from whom, down to the claim.

    Nodes are control groups (`group:…`), documents that carried the words (`document:…`), voices nobody can place
    (`anonymous:…`) and the claim (`claim:…`), with `kind`, `name` (the id), `label`, and `origin` and `dominator` for
    what the figures found. Edges run from each hop to the next, from the last to the claim, and from the last to the
    publisher of the document it is read in, unless that publisher speaks for itself; each counts its statements that
    stand: `affirming`, `denying`, `uncommitted`, and those that have `fallen`. Their ids are in `statements`, one a
    line. Restricted to edges with `affirming`, it is the graph of the figures: see `docs/reference/python.md`.
    """
    assessment = audit.assessor[claim]
    counts, dossier = assessment.counts, audit.dossier
    graph: nx.DiGraph[str] = nx.DiGraph(
        claim=claim, text=assessment.claim.text, status=assessment.status.value, as_of=audit.as_of.edtf,
        origins_min=counts.min, origins_max=counts.max, chains=counts.chains,
    )  # fmt: skip
    target = f"claim:{claim}"
    graph.add_node(target, kind="claim", name=claim, label=assessment.claim.text)
    groups = assessment.supporting.groups
    out = audit.assessor.defeat.out
    by_side: dict[str, list[Statement]] = {side: [] for side in _SIDES}
    for statement in assessment.statements:
        if statement.attributed and statement.stance is not None:
            by_side[_side(statement, statement.id in out)].append(statement)
    for side, statements in by_side.items():
        paths = report_paths(statements, dossier.documents, groups)
        own_word = {path.publisher for path in paths if path.own_word}
        for path in paths:
            for tail, head in _steps(path, own_word, target):
                _count(graph, _name(tail), head if isinstance(head, str) else _name(head), side, path.statement)
    for node in {n for side in by_side.values() for p in report_paths(side, dossier.documents, groups) for n in _of(p)}:
        name = _name(node)
        if name in graph:
            label = _said(node_name(dossier, node), dossier.language)
            graph.nodes[name].update(
                kind=node.kind, name=node.id, label=label,
                origin=node in counts.origins or node in counts.anonymous, dominator=node in counts.dominators,
            )  # fmt: skip
    return graph


def dossier_network(audit: DossierAudit) -> "nx.DiGraph[str]":
    """The graph of a dossier: every source, document and claim, and what ties them.

    An edge has its `relations`, one a line: `relays` (the words went from the one to the other; to a document: are read
    in it), `says`, `denies` and the other stances (from a document to a claim), `part_of`, `owned_by`, `publishes`,
    `revises`, `corrects`, `retracts`, `translates`, `contradicts`, `narrower_than`; and how many `statements` took it.
    Claims have their `status`, `origins_min`, `origins_max` and `chains`.
    """
    dossier = audit.dossier
    graph: nx.DiGraph[str] = nx.DiGraph(dossier=dossier.id, title=dossier.title, as_of=audit.as_of.edtf)
    for source in dossier.sources.values():
        graph.add_node(f"source:{source.id}", kind="source", name=source.id, label=source.label, type=source.kind.value)
    for document in dossier.documents.values():
        published = {"published": document.published.edtf} if document.published is not None else {}
        graph.add_node(f"document:{document.id}", kind="document", name=document.id, label=document.id, **published)
    for assessment in audit.assessor:
        claim, counts = assessment.claim, assessment.counts
        graph.add_node(
            f"claim:{claim.id}", kind="claim", name=claim.id, label=claim.text, status=assessment.status.value,
            origins_min=counts.min, origins_max=counts.max, chains=counts.chains,
        )  # fmt: skip
    for tail, head, relation in _ties(dossier):
        _relate(graph, tail, head, relation, 0)
    for statement in audit.assessor.known.statements.values():
        for tail, head, relation in _route(statement):
            _relate(graph, tail, head, relation, 1)
    return graph


def _ties(dossier: Dossier) -> Iterable[tuple[str, str, str]]:
    """What the file says of things, whoever speaks."""
    for source in dossier.sources.values():
        for relation, owner in (("part_of", source.part_of), ("owned_by", source.owned_by)):
            if owner is not None and owner in dossier.sources:
                yield f"source:{source.id}", f"source:{owner}", relation
    for document in dossier.documents.values():
        yield f"source:{document.publisher}", f"document:{document.id}", "publishes"
        for relation in ("revises", "corrects", "retracts"):
            for other in getattr(document, relation):
                yield f"document:{document.id}", f"document:{other}", relation
        if document.translates is not None:
            yield f"document:{document.id}", f"document:{document.translates}", "translates"
    for claim in dossier.claims.values():
        for relation in ("contradicts", "narrower_than"):
            for other in getattr(claim, relation):
                yield f"claim:{claim.id}", f"claim:{other}", relation


def _route(statement: Statement) -> Iterable[tuple[str, str, str]]:
    """The way of one statement, from its first hop to its claim."""
    hops = [("document:" if hop.is_document else "source:") + hop.id for hop in statement.chain]
    if statement.document is not None and f"document:{statement.document}" not in hops:
        hops.append(f"document:{statement.document}")
    for tail, head in zip(hops, hops[1:], strict=False):
        yield tail, head, "relays"
    if hops and statement.claim is not None and statement.stance is not None:
        yield hops[-1], f"claim:{statement.claim}", statement.stance.value


def _relate(graph: "nx.DiGraph[str]", tail: str, head: str, relation: str, statements: int) -> None:
    edge: dict[str, Any] = graph.edges[tail, head] if graph.has_edge(tail, head) else {"relations": "", "statements": 0}
    relations = dict.fromkeys([*edge["relations"].split("\n"), relation] if edge["relations"] else [relation])
    graph.add_edge(tail, head, relations="\n".join(relations), statements=edge["statements"] + statements)


def _side(statement: Statement, fallen: bool) -> str:
    if fallen:
        return "fallen"
    return "affirming" if statement.affirms else "denying" if statement.denies else "uncommitted"


def _steps(path: ReportPath, own_word: set[Node | None], target: str) -> Iterable[tuple[Node, Node | str]]:
    """The edges of one report."""
    yield from zip(path.path, path.path[1:], strict=False)
    last = path.path[-1]
    yield last, target
    if path.publisher is not None and path.publisher != last and path.publisher not in own_word:
        yield last, path.publisher


def _of(path: ReportPath) -> Iterable[Node]:
    return (*path.path, *([path.publisher] if path.publisher is not None else []))


def _count(graph: "nx.DiGraph[str]", tail: str, head: str, side: str, statement: str) -> None:
    if not graph.has_edge(tail, head):
        graph.add_edge(tail, head, **dict.fromkeys(_SIDES, 0), statements="")
    edge = graph.edges[tail, head]
    edge[side] += 1
    edge["statements"] += ("\n" if edge["statements"] else "") + statement


def _name(node: Node) -> str:
    return f"{node.kind}:{node.id}"


def _said(label: Noun, language: str) -> str:
    return Message("{label}", (("label", label),)).render(language)


def graphml(graph: "nx.DiGraph[str]") -> bytes:
    """GraphML, as Gephi, yEd and Cytoscape read it."""
    stream = BytesIO()
    nx.write_graphml_xml(_clean(graph), stream, encoding="utf-8", prettyprint=True)
    return stream.getvalue() + f"\n<!-- {MARK} -->\n".encode()


def gexf(graph: "nx.DiGraph[str]") -> bytes:
    """GEXF 1.2, as Gephi reads it, without the date of its making."""
    stream = BytesIO()
    nx.write_gexf(_clean(graph), stream, encoding="utf-8", version="1.2draft")
    # networkx writes today's date, which the same input must not.
    import re

    return re.sub(rb' lastmodifieddate="[^"]*"', b"", stream.getvalue()) + f"\n<!-- {MARK} -->\n".encode()


def node_link(graph: "nx.DiGraph[str]") -> str:
    """networkx's node-link JSON, as d3 and `nx.node_link_graph` read it."""
    import json

    data = {"generator": MARK, **nx.node_link_data(graph, edges="edges")}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def cytoscape(graph: "nx.DiGraph[str]") -> str:
    """Cytoscape.js JSON, as Cytoscape and `nx.cytoscape_graph` read it too: elements with their data."""
    import json

    nodes = [{"data": {"id": name, "value": name, **data}} for name, data in graph.nodes(data=True)]
    edges = [
        {"data": {"id": f"e{number}", "source": tail, "target": head, **data}}
        for number, (tail, head, data) in enumerate(graph.edges(data=True))
    ]
    about = {"generator": MARK, **graph.graph}
    return (
        json.dumps({"data": about, "elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1) + "\n"
    )


#: The formats of a graph as data: the name and the writer.
GRAPH_FORMATS: "dict[str, Callable[[nx.DiGraph[str]], str | bytes]]" = {
    "graphml": graphml,
    "gexf": gexf,
    "node-link": node_link,
    "cytoscape": cytoscape,
}


def _clean(graph: "nx.DiGraph[str]") -> "nx.DiGraph[str]":
    """The same with characters that XML cannot hold shown by their code points."""
    from provenance.model.plain import visible

    def safe(value: object) -> object:
        return visible(value) if isinstance(value, str) else value

    found: nx.DiGraph[str] = nx.DiGraph()
    found.graph.update({k: safe(v) for k, v in graph.graph.items()})
    for node, data in graph.nodes(data=True):
        found.add_node(visible(node), **{k: safe(v) for k, v in data.items()})
    for tail, head, data in graph.edges(data=True):
        found.add_edge(visible(tail), visible(head), **{k: safe(v) for k, v in data.items()})
    return found
