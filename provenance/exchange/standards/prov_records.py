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
class Name:
    """A qualified name: the prefix and the local part."""

    prefix: str
    local: str

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}"


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal with its type."""

    text: str
    type: Name


Value = str | Name | Typed
JSON_TYPE = Name("provenance", "json")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its kind, the id of an element (none for a relation), what it relates, its attributes."""

    kind: str
    id: Name | None = None
    relates: Mapping[str, Name] = field(default_factory=dict)
    attributes: tuple[tuple[Name, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A dossier: its namespace, its own attributes, its records; what could not be said."""

    id: Name
    namespace: str
    attributes: tuple[tuple[Name, Value], ...]
    records: tuple[Record, ...]
    losses: tuple[Message, ...] = ()


@lru_cache(maxsize=256)
def prov(local: str) -> Name:
    return Name("prov", local)


@lru_cache(maxsize=256)
def own(local: str) -> Name:
    return Name("provenance", local)


def item(section: str, name: str, *more: str) -> Name:
    """The name of an entry of a dossier, or of something that belongs to it."""
    return Name("d", "/".join((section, escaped_id(name), *more)))


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
        Name("d", "dossier"),
        dossier_namespace(dossier.id),
        ((prov("type"), prov("Bundle")), (prov("label"), dossier.title), *_attributes(head)),
        tuple(kept),
        tuple(losses),
    )


def _attributes(entry: Mapping[str, Any]) -> Iterator[tuple[Name, Value]]:
    """Every key under our own name: a text as it is, anything else as JSON."""
    for key, value in entry.items():
        yield own(key), value if isinstance(value, str) else Typed(json.dumps(value, ensure_ascii=False), JSON_TYPE)


def _element(
    kind: str, section: str, name: str, label: str, entry: Mapping[str, Any], *more: tuple[Name, Value]
) -> Record:
    typed = (prov("type"), own(TYPES[section]))
    labelled: tuple[tuple[Name, Value], ...] = ((prov("label"), label),) if label else ()
    return Record(kind, item(section, name), {}, (typed, *labelled, *more, *_attributes(entry)))


def _agents(dossier: Dossier, data: Mapping[str, Any]) -> Iterator[Record]:
    for source in dossier.sources.values():
        entry = data.get("sources", {}).get(source.id, {})
        # One that nobody wrote down, or that is a record, is an agent here and no entry of the file.
        kind = "Source" if source.id in data.get("sources", {}) else "Voice"
        typed: tuple[tuple[Name, Value], ...] = ((prov("type"), own(kind)), (prov("label"), source.label))
        yield Record("agent", item("sources", source.id), {}, (*typed, *_agent_type(source), *_attributes(entry)))
        for key, owner in (("part_of", source.part_of), ("owned_by", source.owned_by)):
            if owner is not None and owner in dossier.sources:
                relates = {"delegate": item("sources", source.id), "responsible": item("sources", owner)}
                yield Record("actedOnBehalfOf", None, relates, ((prov("type"), own(key)),))


def _agent_type(source: Source) -> Iterator[tuple[Name, Value]]:
    if source.kind is SourceKind.PERSON:
        yield prov("type"), prov("Person")
    elif source.kind not in (SourceKind.ANONYMOUS, SourceKind.RECORD):
        yield prov("type"), prov("Organization")


def _documents(dossier: Dossier, data: Mapping[str, Any]) -> Iterator[Record]:
    for document in dossier.documents.values():
        name = item("documents", document.id)
        yield _element("entity", "documents", document.id, document.headline or "", data["documents"][document.id])
        if document.publisher in dossier.sources:
            yield Record("wasAttributedTo", None, {"entity": name, "agent": item("sources", document.publisher)})
        yield from _published(document, name)
        for older in document.revises:
            yield _derived(name, item("documents", older), prov("Revision"))
        if document.translates is not None:
            yield _derived(name, item("documents", document.translates), own("translates"))
        if document.retracts:
            activity = item("documents", document.id, "retraction")
            yield Record("activity", activity, {}, ((prov("type"), own("Retraction")),))
            for other in document.retracts:
                yield Record("wasInvalidatedBy", None, {"entity": item("documents", other), "activity": activity})


def _published(document: Document, name: Name) -> Iterator[Record]:
    """The generation of a document, where the second of it is known: a day is no instant."""
    when = document.published
    if when is not None and when.moment is not None and when.moment.first == when.moment.last:
        written = date(when)
        if isinstance(written, str) and "T" in written:
            yield Record("wasGeneratedBy", None, {"entity": name}, ((prov("time"), written),))


def _derived(derived: Name, origin: Name, kind: Name) -> Record:
    relates = {"generatedEntity": derived, "usedEntity": origin}
    return Record("wasDerivedFrom", None, relates, ((prov("type"), kind),))


def _claims(audit: DossierAudit, data: Mapping[str, Any]) -> Iterator[Record]:
    for assessment in audit.assessor:
        claim, counts = assessment.claim, assessment.counts
        computed = (
            (own("assessed_status"), assessment.status.value),
            (own("assessed_on"), audit.as_of.edtf),
            (own("origins_min"), str(counts.min)),
            (own("origins_max"), str(counts.max)),
        )
        yield _element("entity", "claims", claim.id, claim.text, data["claims"][claim.id], *computed)


def _evidence(data: Mapping[str, Any]) -> Iterator[Record]:
    for name, entry in data.get("evidence", {}).items():
        yield _element("entity", "evidence", name, entry.get("name", ""), entry)


def _statement(dossier: Dossier, statement: Statement, entry: Mapping[str, Any], position: int) -> Iterator[Record]:
    name = item("statements", statement.id)
    more: list[tuple[Name, Value]] = [(own("position"), str(position))]
    more += [(prov("value"), statement.quote)] if statement.quote is not None else []
    more += [(prov("location"), item("documents", statement.document))] if statement.document is not None else []
    yield _element("entity", "statements", statement.id, "", entry, *more)
    if statement.claim is not None:
        claim = item("claims", statement.claim)
        yield Record("specializationOf", None, {"specificEntity": name, "generalEntity": claim})
    before = None
    for number, hop in enumerate(statement.chain, start=1):
        report = item("statements", statement.id, "hop", str(number))
        inferred = ((own("inferred"), "true"),) if hop.inferred else ()
        yield Record("entity", report, {}, ((prov("type"), own("Report")), *inferred))
        by = dossier.documents[hop.id].publisher if hop.is_document else hop.id
        if by in dossier.sources:
            yield Record("wasAttributedTo", None, {"entity": report, "agent": item("sources", by)})
        if hop.is_document:
            document = item("documents", hop.id)
            yield Record("specializationOf", None, {"specificEntity": report, "generalEntity": document})
        if before is not None:
            yield _derived(report, before, prov("Quotation"))
        before = report
    if before is not None:
        yield _derived(name, before, prov("Quotation"))
    elif statement.own is not None and statement.document is not None:
        publisher = dossier.documents[statement.document].publisher
        if publisher in dossier.sources:
            yield Record("wasAttributedTo", None, {"entity": name, "agent": item("sources", publisher)})
        if statement.own is Own.FIRST_HAND:
            seen = item("statements", statement.id, "observation")
            yield Record("entity", seen, {}, ((prov("type"), own("Observation")),))
            yield _derived(name, seen, prov("PrimarySource"))


def _without_cycles(records: list[Record]) -> tuple[list[Record], list[tuple[str, str]]]:
    """The records without the derivations that would close a circle: versions that replace each other."""
    edges = {
        (str(one.relates["generatedEntity"]), str(one.relates["usedEntity"])): None
        for one in records
        if one.kind == "wasDerivedFrom"
    }
    kept, left = acyclic(list(edges))
    said = set(kept)

    def holds(one: Record) -> bool:
        return one.kind != "wasDerivedFrom" or (
            str(one.relates["generatedEntity"]), str(one.relates["usedEntity"])
        ) in said  # fmt: skip

    return [one for one in records if holds(one)], left
