"""PROV-O as JSON-LD 1.1, with its context inside."""

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported
from provenance.exchange.standards.prov_records import CARRIED, bundle
from provenance.exchange.standards.rdf import json_ld
from provenance.exchange.standards.reading import json_text


def export(audit: DossierAudit, language: str) -> Exported:
    """A graph of nodes."""
    made = bundle(audit)
    return Exported({"": json_text(json_ld(made))}, made.losses)


FORMAT = ExchangeFormat(
    name="jsonld", suffix=".jsonld", holds="the dossier in PROV-O, as JSON-LD", export=export, carried=CARRIED
)
