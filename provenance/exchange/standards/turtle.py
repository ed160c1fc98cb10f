"""PROV-O as Turtle (W3C RDF 1.1), written by Oxigraph."""

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported
from provenance.exchange.standards.prov_records import CARRIED, bundle
from provenance.exchange.standards.rdf import Terms, triples
from provenance.libraries import library
from provenance.model.mark import MARK


def export(audit: DossierAudit, language: str) -> Exported:
    """A graph. Raises UsageError without the extra."""
    rdf = library("pyoxigraph", "rdf", "RDF")
    made = bundle(audit)
    terms = Terms(rdf, made.namespace)
    said = (
        rdf.Triple(terms.node(subject), terms.node(key), terms.term(value)) for subject, key, value in triples(made)
    )
    written = rdf.serialize(said, format=rdf.RdfFormat.TURTLE, prefixes=terms.prefixes)
    return Exported({"": f"# {MARK}\n".encode() + written}, made.losses)


FORMAT = ExchangeFormat(
    name="turtle", suffix=".ttl", holds="the dossier in PROV-O, as Turtle", export=export, carried=CARRIED
)
