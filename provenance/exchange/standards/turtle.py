"""PROV-O as Turtle (W3C RDF 1.1), written by Oxigraph."""

from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported
from provenance.exchange.standards.prov_records import CARRIED, Name, Typed, Value, bundle
from provenance.exchange.standards.rdf import RDF_PREFIXES, full, triples
from provenance.libraries import library
from provenance.model.mark import MARK


def export(audit: DossierAudit, language: str) -> Exported:
    """A graph. Raises UsageError without the extra."""
    rdf = library("pyoxigraph", "rdf")
    made = bundle(audit)
    prefixes = {**RDF_PREFIXES, "d": made.namespace}

    def node(name: Name) -> Any:
        return rdf.NamedNode(full(name, prefixes))

    def term(value: Value) -> Any:
        if isinstance(value, Name):
            return node(value)
        if isinstance(value, Typed):
            return rdf.Literal(value.text, datatype=node(value.type))
        return rdf.Literal(value)

    said = (rdf.Triple(node(subject), node(key), term(value)) for subject, key, value in triples(made))
    written = rdf.serialize(said, format=rdf.RdfFormat.TURTLE, prefixes=prefixes)
    return Exported({"": f"# {MARK}\n".encode() + written}, made.losses)


FORMAT = ExchangeFormat(
    name="turtle", suffix=".ttl", holds="the dossier in PROV-O, as Turtle", export=export, carried=CARRIED
)
