"""A dossier as PROV records (W3C PROV-DM, 2013): what each serialization writes.

A statement is an entity that specializes its claim and stands at its document. Its chain is a line of reports, each
attributed to its hop and derived, as a quotation, from the one before: the same source in two chains is one agent and
two reports, so that no derivation runs in a circle (PROV-CONSTRAINTS 42). A hop that is a document is a report that
specializes it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried
from provenance.exchange.claim_data import claim_data, date
from provenance.exchange.standards.reading import acyclic
from provenance.exchange.standards.terms import (
    NAMESPACE,
    TYPES,
    WITHOUT_TEXTS,
    dossier_namespace,
    escaped_id,
    own_terms,
)
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.message import M, Message
from provenance.model.source import Source
from provenance.model.vocabulary import Own, SourceKind

CARRIED = Carried(
    own_terms(
        sources={"name": "prov:label", "part_of": "prov:actedOnBehalfOf", "kind": "prov:type"},
        documents={
            "publisher": "prov:wasAttributedTo",
            "revises": "prov:wasDerivedFrom (prov:Revision)",
            "translates": "prov:wasDerivedFrom",
            "retracts": "prov:wasInvalidatedBy",
            "headline": "prov:label",
        },
        claims={"text": "prov:label"},
        statements={
            "chain": "prov:wasDerivedFrom (prov:Quotation), prov:wasAttributedTo",
            "own": "prov:wasDerivedFrom (prov:PrimarySource), prov:wasAttributedTo",
            "in": "prov:atLocation",
            "claim": "prov:specializationOf",
            "quote": "prov:value",
        },
    ),
    WITHOUT_TEXTS,
)
PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "provenance": NAMESPACE,
}


@dataclass(frozen=True, slots=True)
class QualifiedName:
    """A qualified name: the prefix and the local part."""

    prefix: str
    local: str

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}"


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal with its type."""

    text: str
    type: QualifiedName


Value = str | QualifiedName | Typed
JSON_TYPE = QualifiedName("provenance", "json")


@dataclass(frozen=True, slots=True)
class ProvRecord:
    """A record: its kind, the id of an element (none for a relation), what it relates, its attributes."""

    kind: str
    id: QualifiedName | None = None
    relates: Mapping[str, QualifiedName] = field(default_factory=dict)
    attributes: tuple[tuple[QualifiedName, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A dossier: its namespace, its own attributes, its records; what could not be said."""

    id: QualifiedName
    namespace: str
    attributes: tuple[tuple[QualifiedName, Value], ...]
    records: tuple[ProvRecord, ...]
    losses: tuple[Message, ...] = ()


@lru_cache(maxsize=256)
def prov(local: str) -> QualifiedName:
    return QualifiedName("prov", local)


@lru_cache(maxsize=256)
def own(local: str) -> QualifiedName:
    return QualifiedName("provenance", local)


def item(section: str, name: str, *more: str) -> QualifiedName:
    """The name of an entry of a dossier, or of something that belongs to it."""
    return QualifiedName("d", "/".join((section, escaped_id(name), *more)))


def bundle(audit: DossierAudit) -> Bundle:
    """The records of an audited dossier; computed statuses stand beside the claims, for whoever reads them."""
    dossier = audit.dossier
    data = CARRIED.kept(claim_data(dossier))
    head = {key: value for key, value in data.items() if key not in TYPES}
    found = [*_agents(dossier, data), *_documents(dossier, data), *_claims(audit, data), *_evidence(data)]
    written = data.get("statements", ())
    for position, (statement, entry) in enumerate(zip(dossier.statements, written, strict=True)):
        found += _statement(dossier, statement, entry, position)
    kept, left = _without_cycles(found)
    losses = [M("{n} derivations would run in a circle and are not carried as such", n=len(left))] if left else []
    return Bundle(
        QualifiedName("d", "dossier"),
        dossier_namespace(dossier.id),
        ((prov("type"), prov("Bundle")), (prov("label"), dossier.title), *_attributes(head)),
        tuple(kept),
        tuple(losses),
    )


def _attributes(entry: Mapping[str, Any]) -> Iterator[tuple[QualifiedName, Value]]:
    """Every key under our own name: a text as it is, anything else as JSON."""
    for key, value in entry.items():
        yield own(key), value if isinstance(value, str) else Typed(json.dumps(value, ensure_ascii=False), JSON_TYPE)


def _element(
    kind: str, section: str, name: str, label: str, entry: Mapping[str, Any], *more: tuple[QualifiedName, Value]
) -> ProvRecord:
    typed = (prov("type"), own(TYPES[section]))
    labelled: tuple[tuple[QualifiedName, Value], ...] = ((prov("label"), label),) if label else ()
    return ProvRecord(kind, item(section, name), {}, (typed, *labelled, *more, *_attributes(entry)))


def _agents(dossier: Dossier, data: Mapping[str, Any]) -> Iterator[ProvRecord]:
    for source in dossier.sources.values():
        entry = data.get("sources", {}).get(source.id, {})
        # One that nobody wrote down, or that is a record, is an agent here and no entry of the file.
        kind = "Source" if source.id in data.get("sources", {}) else "Voice"
        typed: tuple[tuple[QualifiedName, Value], ...] = ((prov("type"), own(kind)), (prov("label"), source.label))
        yield ProvRecord("agent", item("sources", source.id), {}, (*typed, *_agent_type(source), *_attributes(entry)))
        for key, owner in (("part_of", source.part_of), ("owned_by", source.owned_by)):
            if owner is not None and owner in dossier.sources:
                relates = {"delegate": item("sources", source.id), "responsible": item("sources", owner)}
                yield ProvRecord("actedOnBehalfOf", None, relates, ((prov("type"), own(key)),))


def _agent_type(source: Source) -> Iterator[tuple[QualifiedName, Value]]:
    if source.kind is SourceKind.PERSON:
        yield prov("type"), prov("Person")
    elif source.kind not in (SourceKind.ANONYMOUS, SourceKind.RECORD):
        yield prov("type"), prov("Organization")


def _documents(dossier: Dossier, data: Mapping[str, Any]) -> Iterator[ProvRecord]:
    for document in dossier.documents.values():
        name = item("documents", document.id)
        yield _element("entity", "documents", document.id, document.headline or "", data["documents"][document.id])
        if document.publisher in dossier.sources:
            yield ProvRecord("wasAttributedTo", None, {"entity": name, "agent": item("sources", document.publisher)})
        yield from _published(document, name)
        for older in document.revises:
            yield _derived(name, item("documents", older), prov("Revision"))
        if document.translates is not None:
            yield _derived(name, item("documents", document.translates), own("translates"))
        if document.retracts:
            activity = item("documents", document.id, "retraction")
            yield ProvRecord("activity", activity, {}, ((prov("type"), own("Retraction")),))
            for other in document.retracts:
                yield ProvRecord("wasInvalidatedBy", None, {"entity": item("documents", other), "activity": activity})


def _published(document: Document, name: QualifiedName) -> Iterator[ProvRecord]:
    """The generation of a document, where the second of it is known: a day is no instant."""
    when = document.published
    if when is not None and when.moment is not None and when.moment.first == when.moment.last:
        written = date(when)
        if isinstance(written, str) and "T" in written:
            yield ProvRecord("wasGeneratedBy", None, {"entity": name}, ((prov("time"), written),))


def _derived(derived: QualifiedName, origin: QualifiedName, kind: QualifiedName) -> ProvRecord:
    relates = {"generatedEntity": derived, "usedEntity": origin}
    return ProvRecord("wasDerivedFrom", None, relates, ((prov("type"), kind),))


def _claims(audit: DossierAudit, data: Mapping[str, Any]) -> Iterator[ProvRecord]:
    for assessment in audit.assessor:
        claim, counts = assessment.claim, assessment.counts
        computed = (
            (own("assessed_status"), assessment.status.value),
            (own("assessed_on"), audit.as_of.edtf),
            (own("origins_min"), str(counts.min)),
            (own("origins_max"), str(counts.max)),
        )
        yield _element("entity", "claims", claim.id, claim.text, data["claims"][claim.id], *computed)


def _evidence(data: Mapping[str, Any]) -> Iterator[ProvRecord]:
    for name, entry in data.get("evidence", {}).items():
        yield _element("entity", "evidence", name, entry.get("name", ""), entry)


def _statement(dossier: Dossier, statement: Statement, entry: Mapping[str, Any], position: int) -> Iterator[ProvRecord]:
    name = item("statements", statement.id)
    more: list[tuple[QualifiedName, Value]] = [(own("position"), str(position))]
    more += [(prov("value"), statement.quote)] if statement.quote is not None else []
    more += [(prov("location"), item("documents", statement.document))] if statement.document is not None else []
    yield _element("entity", "statements", statement.id, "", entry, *more)
    if statement.claim is not None:
        claim = item("claims", statement.claim)
        yield ProvRecord("specializationOf", None, {"specificEntity": name, "generalEntity": claim})
    before = None
    for number, hop in enumerate(statement.chain, start=1):
        report = item("statements", statement.id, "hop", str(number))
        inferred = ((own("inferred"), "true"),) if hop.inferred else ()
        yield ProvRecord("entity", report, {}, ((prov("type"), own("Report")), *inferred))
        by = dossier.documents[hop.id].publisher if hop.is_document else hop.id
        if by in dossier.sources:
            yield ProvRecord("wasAttributedTo", None, {"entity": report, "agent": item("sources", by)})
        if hop.is_document:
            document = item("documents", hop.id)
            yield ProvRecord("specializationOf", None, {"specificEntity": report, "generalEntity": document})
        if before is not None:
            yield _derived(report, before, prov("Quotation"))
        before = report
    if before is not None:
        yield _derived(name, before, prov("Quotation"))
    elif statement.own is not None and statement.document is not None:
        publisher = dossier.documents[statement.document].publisher
        if publisher in dossier.sources:
            yield ProvRecord("wasAttributedTo", None, {"entity": name, "agent": item("sources", publisher)})
        if statement.own is Own.FIRST_HAND:
            seen = item("statements", statement.id, "observation")
            yield ProvRecord("entity", seen, {}, ((prov("type"), own("Observation")),))
            yield _derived(name, seen, prov("PrimarySource"))


def _without_cycles(records: list[ProvRecord]) -> tuple[list[ProvRecord], list[tuple[str, str]]]:
    """The records without the derivations that would close a circle: versions that replace each other."""
    edges = {
        (str(one.relates["generatedEntity"]), str(one.relates["usedEntity"])): None
        for one in records
        if one.kind == "wasDerivedFrom"
    }
    kept, left = acyclic(list(edges))
    said = set(kept)

    def holds(one: ProvRecord) -> bool:
        return one.kind != "wasDerivedFrom" or (
            str(one.relates["generatedEntity"]), str(one.relates["usedEntity"])
        ) in said  # fmt: skip

    return [one for one in records if holds(one)], left
