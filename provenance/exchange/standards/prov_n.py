"""PROV-N (W3C, 2013), the notation for people, written by the `prov` package from our PROV-JSON."""

import json

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported
from provenance.exchange.standards.prov_json import prov_data
from provenance.exchange.standards.prov_records import CARRIED, bundle
from provenance.libraries import library
from provenance.model.mark import MARK


def export(audit: DossierAudit, language: str) -> Exported:
    """A document with one bundle, the dossier. Raises UsageError without the extra."""
    model = library("prov.model", "prov", "PROV-N")
    made = bundle(audit)
    document = model.ProvDocument.deserialize(content=json.dumps(prov_data(made)), format="json")
    return Exported({"": f"// {MARK}\n{document.get_provn()}\n".encode()}, made.losses)


FORMAT = ExchangeFormat(
    name="prov-n",
    suffix=".provn",
    holds="the PROV document in the notation for people",
    export=export,
    carried=CARRIED,
)
