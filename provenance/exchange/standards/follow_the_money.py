"""FollowTheMoney (OpenSanctions, alephdata): entities as lines of JSON, each saying in which dossier it stands.

A claim is a Note on whom it concerns, a document is a Document, and a statement is a Note on who said it, with the
document it is read in as its proof.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.standards.terms import dossier_namespace, iso_date
from provenance.model.dossier import Dossier, Statement
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind

CARRIED = Carried(
    {
        "dossier": {"dossier": "dataset"},
        "sources": {
            "name": "name",
            "kind": "schema",
            "aliases": "alias",
            "role": "position, summary",
            "part_of": "Membership",
            "owned_by": "Ownership",
        },
        "documents": {
            "headline": "title",
            "published": "publishedAt",
            "url": "sourceUrl",
            "language": "language",
            "publisher": "publisher",
            "sha256": "contentHash",
        },
        "claims": {"text": "Note description", "concerns": "Note entity"},
        "statements": {
            "in": "Note proof",
            "quote": "Note description",
            "chain": "Note author",
            "claim": "Note summary",
        },
    },
    "the model is of people, companies and documents; it has no stance, no certainty and no chain of reports",
)
_SCHEMA = {
    SourceKind.PERSON: "Person",
    SourceKind.GOVERNMENT: "PublicBody",
    SourceKind.STATE: "PublicBody",
    SourceKind.INSTITUTION: "Organization",
    SourceKind.AGENCY: "Organization",
    SourceKind.OUTLET: "Organization",
}


def export(audit: DossierAudit, language: str) -> Exported:
    """Entities, a line each."""
    dossier = audit.dossier
    lines = (json.dumps(one, ensure_ascii=False) for one in _entities(dossier))
    return Exported({"": "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")})


def _id(dossier: Dossier, *what: str) -> str:
    """An id of hexadecimal digits, as the package makes them."""
    return hashlib.sha1("/".join((dossier_namespace(dossier.id), *what)).encode("utf-8", "surrogatepass")).hexdigest()


def _entity(dossier: Dossier, what: tuple[str, ...], schema: str, **properties: Any) -> dict[str, Any]:
    said = {key: [v for v in values if v] for key, values in properties.items()}
    return {
        "id": _id(dossier, *what),
        "schema": schema,
        "properties": {key: values for key, values in said.items() if values},
        "datasets": [dossier.id],
    }


def _entities(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for source in dossier.sources.values():
        yield from _source(dossier, source)
    for document in dossier.documents.values():
        publisher = dossier.sources.get(document.publisher)
        yield _entity(
            dossier, ("documents", document.id), "Document",
            title=[document.headline or document.id], publishedAt=[iso_date(document.published)],
            sourceUrl=[document.url], language=[document.language], contentHash=[document.sha256],
            publisher=[publisher.label] if publisher is not None else [],
        )  # fmt: skip
    for claim in dossier.claims.values():
        concerned = [_id(dossier, "sources", name) for name in claim.concerns if name in dossier.sources]
        yield _entity(
            dossier, ("claims", claim.id), "Note", name=[claim.id], description=[claim.text], entity=concerned
        )
    for statement in dossier.statements:
        yield _note(dossier, statement)


def _source(dossier: Dossier, source: Source) -> Iterator[dict[str, Any]]:
    schema = _SCHEMA.get(source.kind, "LegalEntity")
    role = {"position": [source.role]} if schema == "Person" else {"summary": [source.role]}
    yield _entity(dossier, ("sources", source.id), schema, name=[source.label], alias=list(source.aliases), **role)
    if source.part_of in dossier.sources and schema != "Person":
        yield _tie(dossier, source, "UnknownLink", "subject", "object", source.part_of)
    elif source.part_of in dossier.sources:
        yield _tie(dossier, source, "Membership", "member", "organization", source.part_of)
    if source.owned_by in dossier.sources:
        yield _tie(dossier, source, "Ownership", "asset", "owner", source.owned_by)


def _tie(dossier: Dossier, source: Source, schema: str, here: str, there: str, other: str | None) -> dict[str, Any]:
    ends = {here: [_id(dossier, "sources", source.id)], there: [_id(dossier, "sources", other or "")]}
    return _entity(dossier, ("ties", schema, source.id), schema, **ends)


def _note(dossier: Dossier, statement: Statement) -> dict[str, Any]:
    voices = [hop.id for hop in statement.chain if not hop.is_document and hop.id in dossier.sources]
    claim = dossier.claims.get(statement.claim or "")
    return _entity(
        dossier, ("statements", statement.id), "Note",
        name=[statement.id], description=[statement.quote or statement.text],
        summary=[claim.text] if claim is not None else [],
        entity=[_id(dossier, "sources", name) for name in voices[:1]],
        proof=[_id(dossier, "documents", statement.document)] if statement.document is not None else [],
    )  # fmt: skip


FORMAT = ExchangeFormat(
    name="ftm", suffix=".ftm.json", holds="FollowTheMoney entities, a line each", export=export, carried=CARRIED
)
