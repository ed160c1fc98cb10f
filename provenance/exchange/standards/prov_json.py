"""PROV-JSON (W3C member submission, 2013): out, and in from any program that writes it."""

from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported
from provenance.exchange.standards.prov_reading import read
from provenance.exchange.standards.prov_records import (
    CARRIED,
    PREFIXES,
    Bundle,
    ProvRecord,
    QualifiedName,
    Typed,
    Value,
    bundle,
)
from provenance.exchange.standards.reading import json_text
from provenance.model.mark import MARK


def export(audit: DossierAudit, language: str) -> Exported:
    """A document with one bundle, the dossier."""
    made = bundle(audit)
    return Exported({"": json_text(prov_data(made))}, made.losses)


def prov_data(made: Bundle) -> dict[str, Any]:
    """A bundle as the data of PROV-JSON."""
    inside: dict[str, Any] = {}
    for number, record in enumerate(made.records):
        key = str(record.id) if record.id is not None else f"_:r{number}"
        inside.setdefault(record.kind, {})[key] = _attributes(record)
    named = str(made.id)
    head = ProvRecord("entity", made.id, {}, (*made.attributes, (QualifiedName("provenance", "generator"), MARK)))
    return {
        "prefix": {**PREFIXES, "d": made.namespace},
        "entity": {named: _attributes(head)},
        "bundle": {named: inside},
    }


def _attributes(record: ProvRecord) -> dict[str, Any]:
    found: dict[str, Any] = {f"prov:{role}": str(name) for role, name in record.relates.items()}
    for key, value in record.attributes:
        said = _value(value)
        if str(key) not in found:
            found[str(key)] = said
        elif isinstance(found[str(key)], list):
            found[str(key)].append(said)
        else:
            found[str(key)] = [found[str(key)], said]
    return found


def _value(value: Value) -> Any:
    if isinstance(value, Typed):
        return {"$": value.text, "type": str(value.type)}
    if isinstance(value, QualifiedName):
        return {"$": str(value), "type": "prov:QUALIFIED_NAME"}
    return value


FORMAT = ExchangeFormat(
    name="prov-json",
    suffix=".provjson",
    holds="a PROV document whose bundle is the dossier",
    export=export,
    read=read,
    carried=CARRIED,
)
