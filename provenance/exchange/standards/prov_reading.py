"""PROV-JSON read: our own dossiers as they were; of others, what was taken from where.

Of somebody else's document an entity is a document, published by the agent it is attributed to; a revision replaces the
entity it comes from, and any other derivation is a statement: what the one has, it has from the other.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import told_in
from provenance.exchange.standards.prov_records import PREFIXES
from provenance.exchange.standards.reading import Problems, acyclic, json_object, listed, text_or_none
from provenance.exchange.standards.terms import NAMESPACE, TYPES, read_id
from provenance.extraction.claim_ids import Ids
from provenance.model import dates
from provenance.model.errors import InputError
from provenance.model.message import M
from provenance.model.place import Place

_PROV = PREFIXES["prov"]
_SECTION_OF = {NAMESPACE + kind: section for section, kind in TYPES.items()}
_ELEMENTS = ("entity", "agent", "activity")
#: The kinds of derivation by which one text replaces another.
_REVISION = _PROV + "Revision"
_SPECIALIZES = ("prov:specificEntity", "prov:generalEntity")
_DERIVES = ("prov:generatedEntity", "prov:usedEntity")


class _Scope:
    """The records of a document or a bundle, names in full."""

    def __init__(self, data: Mapping[str, Any], prefixes: Mapping[str, str], problems: Problems, place: str) -> None:
        own = data.get("prefix")
        self._prefixes = {**prefixes, **(own if isinstance(own, dict) else {})}
        self._data, self._problems, self.place = data, problems, place

    @property
    def prefixes(self) -> Mapping[str, str]:
        return self._prefixes

    def full(self, name: Any) -> str:
        """A qualified name in full: prefixes are each document's own."""
        text = text_or_none(name) or ""
        prefix, colon, local = text.partition(":")
        if not colon:
            return str(self._prefixes.get("default", "")) + text
        return str(self._prefixes[prefix]) + local if prefix in self._prefixes else text

    def records(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The records of a kind; a list holds several of one id."""
        held = self._data.get(kind)
        if held is None:
            return
        if not isinstance(held, dict):
            self._problems.add(self.place, M("`{key}` holds no records", key=kind))
            return
        for name, several in held.items():
            for record in listed(several):
                if isinstance(record, dict):
                    yield self.full(name), record
                else:
                    self._problems.add(f"{self.place} {name}", M("this is no record"))

    def pairs(self, kind: str, roles: tuple[str, str]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """What relations relate."""
        for _, record in self.records(kind):
            one, other = (self.full(record.get(role)) for role in roles)
            if one and other:
                yield one, other, record

    def types(self, record: Mapping[str, Any]) -> set[str]:
        return {self.full(one) for one in listed(record.get("prov:type"))}


def read(parts: Parts, shown: str) -> Imported:
    """The dossiers of a PROV-JSON document: a bundle each, or all of it where it has none. Raises InputError."""
    problems = Problems()
    data = json_object(parts, shown, problems)
    top = _Scope(data, PREFIXES, problems, "")
    bundles = data.get("bundle")
    heads = dict(top.records("entity"))
    dossiers = []
    ids = Ids()
    for name, inside in (bundles if isinstance(bundles, dict) else {}).items():
        if not isinstance(inside, dict):
            problems.add(name, M("this is no bundle"))
            continue
        scope = _Scope(inside, top.prefixes, problems, name)
        dossiers.append(_dossier(scope, heads.pop(top.full(name), {}), problems, ids))
    if not dossiers or set(heads) or any(top.records("wasDerivedFrom")):
        dossiers.append(_dossier(top, {}, problems, ids))
    found = [one for one in dossiers if set(one) & {*TYPES, "title"}]
    if not found:
        raise InputError(M("there is no PROV record in this file"), Place(shown))
    return Imported(found, problems.found())


def _dossier(scope: _Scope, head: Mapping[str, Any], problems: Problems, ids: Ids) -> dict[str, Any]:
    _check(scope, problems)
    data = {key: value for key, value in _entry(scope, head).items() if key not in TYPES}
    if not isinstance(data.get("dossier"), str):
        data = {**data, "dossier": ids.new(_label(scope, "", head) or "prov")}
    numbered: list[tuple[int, dict[str, Any]]] = []
    foreign: list[_Element] = []
    for kind in _ELEMENTS[:2]:
        for name, record in scope.records(kind):
            section = next((_SECTION_OF[t] for t in sorted(scope.types(record)) if t in _SECTION_OF), None)
            if section is None:
                if not any(t.startswith(NAMESPACE) for t in scope.types(record)):
                    foreign.append(_Element(name, kind, record))
                continue
            entry = _entry(scope, record)
            if section == "statements":
                numbered.append((entry.pop("position", len(numbered)), entry))
            else:
                data.setdefault(section, {})[read_id(name.rpartition("/")[2])] = entry
    if numbered:
        data["statements"] = [entry for _, entry in sorted(numbered, key=lambda pair: pair[0])]
    if len(data) > 1 and not foreign:
        return data
    return _with_foreign(scope, data, foreign, problems)


#: What stands beside an entry and is computed anew.
_COMPUTED = frozenset({"assessed_status", "assessed_on", "origins_min", "origins_max", "generator", "inferred"})


def _entry(scope: _Scope, record: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that stand under our own names."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        full = scope.full(key)
        if not full.startswith(NAMESPACE) or (name := full.removeprefix(NAMESPACE)) in _COMPUTED:
            continue
        if isinstance(value, dict) and scope.full(value.get("type")) == NAMESPACE + "json":
            found[name] = _json(value.get("$"))
        elif name == "position":
            found[name] = int(value) if str(value).isdecimal() and len(str(value)) < 12 else 0
        else:
            found[name] = value.get("$") if isinstance(value, dict) else value
    return found


def _json(text: Any) -> Any:
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        return text


class _Element(NamedTuple):
    """An entity or an agent of another program."""

    name: str
    kind: str
    record: Mapping[str, Any]


#: What names a thing, of the vocabularies that are used beside PROV.
_NAMES = (
    _PROV + "label", "http://xmlns.com/foaf/0.1/name", "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title", "http://purl.org/dc/elements/1.1/title", "http://schema.org/name",
    "http://xmlns.com/foaf/0.1/givenName",
)  # fmt: skip
#: The kinds of records of which nothing is taken over.
_PASSED_OVER = (
    "activity", "used", "wasAssociatedWith", "wasStartedBy", "wasEndedBy", "wasInformedBy", "wasInvalidatedBy",
    "wasInfluencedBy", "hadMember", "alternateOf", "mentionOf",
)  # fmt: skip


def _label(scope: _Scope, name: str, record: Mapping[str, Any]) -> str:
    """What a record is called: by its label, else by the last part of its address."""
    said = {scope.full(key): value for key, value in record.items()}
    found = next((t for key in _NAMES for one in listed(said.get(key)) if (t := text_or_none(one)) is not None), None)
    return found or _last(name)


def _with_foreign(scope: _Scope, data: dict[str, Any], elements: list[_Element], problems: Problems) -> dict[str, Any]:
    """A dossier with what other programs' records say."""
    names = Ids()
    agents, entities = dict[str, str](), dict[str, str]()
    labels: dict[str, str] = {}
    sources, documents = data.setdefault("sources", {}), data.setdefault("documents", {})
    for element in elements:
        labels[element.name] = label = _label(scope, element.name, element.record)
        if element.kind == "agent":
            agents[element.name] = names.new(label)
            sources[agents[element.name]] = {"name": label, **_kind(scope.types(element.record))}
        else:
            entities[element.name] = names.new(label)
            documents[entities[element.name]] = {"headline": label}
    derived = list(scope.pairs("wasDerivedFrom", _DERIVES))
    for name in dict.fromkeys(one for pair in derived for one in pair[:2]):
        if name not in entities and not name.startswith("urn:provenance-audit:"):
            # Relations may name what is described elsewhere.
            labels[name] = _label(scope, name, {})
            entities[name] = names.new(labels[name])
            documents[entities[name]] = {"headline": labels[name]}
    _attributed(scope, documents, entities, agents, problems)
    for one, other, _ in scope.pairs("actedOnBehalfOf", ("prov:delegate", "prov:responsible")):
        if one in agents and other in agents and one != other:
            sources[agents[one]]["part_of"] = agents[other]
    values = {one.name: one.record.get("prov:value") for one in elements}
    _derivations(data, derived, entities, labels, values, scope)
    for kind in _PASSED_OVER:
        if count := sum(1 for _ in scope.records(kind)):
            problems.add(scope.place, M("records of the kind `{kind}` are not taken over ({n})", kind=kind, n=count))
    found = {key: value for key, value in data.items() if value not in ({}, [])}
    return {"language": told_in(" ".join(labels.values())), **found} if labels else found


def _kind(types: set[str]) -> dict[str, str]:
    """What an agent is, where its type says it."""
    if _PROV + "Person" in types:
        return {"kind": "person"}
    return {"kind": "institution"} if _PROV + "Organization" in types else {}


def _attributed(
    scope: _Scope,
    documents: dict[str, Any],
    entities: Mapping[str, str],
    agents: Mapping[str, str],
    problems: Problems,
) -> None:
    """Who published each document and when."""
    software = {name for name, record in scope.records("agent") if _PROV + "SoftwareAgent" in scope.types(record)}
    by: dict[str, list[str]] = {}
    for entity, agent, _ in scope.pairs("wasAttributedTo", ("prov:entity", "prov:agent")):
        if entity in entities and agent in agents:
            by.setdefault(entity, []).append(agent)
    for entity, several in by.items():
        first, *others = sorted(dict.fromkeys(several), key=lambda agent: agent in software)
        documents[entities[entity]]["publisher"] = agents[first]
        for other in others:
            problems.add(_last(entity), M("it is attributed to {name} too, which is not kept", name=agents[other]))
    for _, record in scope.records("wasGeneratedBy"):
        name, written = scope.full(record.get("prov:entity")), text_or_none(record.get("prov:time"))
        if name not in entities or written is None:
            continue
        when = _moment(written)
        if when is None:
            problems.add(_last(name), M("`{text}` is no date that can be read", text=written[:40]))
        else:
            documents[entities[name]].setdefault("published", when.text)


def _derivations(
    data: dict[str, Any],
    derived: list[tuple[str, str, Mapping[str, Any]]],
    entities: Mapping[str, str],
    labels: Mapping[str, str],
    values: Mapping[str, Any],
    scope: _Scope,
) -> None:
    derived = [one for one in derived if one[0] in entities and one[1] in entities and one[0] != one[1]]
    kept = set(acyclic([(one, other) for one, other, _ in derived])[0])
    claims = Ids(data.get("claims", {}))
    claim_of: dict[str, str] = {}
    for one, other, record in derived:
        if (one, other) not in kept:
            continue
        if _REVISION in scope.types(record):
            data["documents"][entities[one]].setdefault("revises", []).append(entities[other])
            continue
        if other not in claim_of:
            claim_of[other] = claims.new(labels[other])
            text = next((t for v in listed(values.get(other)) if (t := text_or_none(v)) is not None), labels[other])
            data.setdefault("claims", {})[claim_of[other]] = {"text": text}
        chain = [{"document": entities[other]}]
        data.setdefault("statements", []).append(
            {"chain": chain, "in": entities[one], "claim": claim_of[other], "stance": "asserts"}
        )


def _check(scope: _Scope, problems: Problems) -> None:
    """What no history can be (PROV-CONSTRAINTS, 2013): what is derived was made later (42), nothing is a special case
    of itself (52), nothing is an entity and an activity (55).
    """
    kinds = {kind: {name for name, _ in scope.records(kind)} for kind in _ELEMENTS}
    for name in sorted(kinds["entity"] & kinds["activity"]):
        problems.add(name, M("it is an entity and an activity, which nothing can be (PROV-CONSTRAINTS 55)"))
    for one, other, _ in scope.pairs("specializationOf", _SPECIALIZES):
        if one == other:
            problems.add(one, M("it is a special case of itself (PROV-CONSTRAINTS 52): left out"))
    edges = [(one, other) for one, other, _ in scope.pairs("wasDerivedFrom", _DERIVES)]
    for one, other in acyclic(edges)[1]:
        message = M("it is derived from what is derived from it (PROV-CONSTRAINTS 42): left out")
        problems.add(f"{_last(one)} → {_last(other)}", message)
    made = {
        scope.full(record.get("prov:entity")): _moment(text_or_none(record.get("prov:time")))
        for _, record in scope.records("wasGeneratedBy")
    }
    for one, other in edges:
        later, earlier = made.get(one), made.get(other)
        if later is not None and earlier is not None and later.before(earlier):
            problems.add(
                f"{_last(one)} → {_last(other)}",
                M("it is older than what it is derived from (PROV-CONSTRAINTS 42)"),
            )


def _moment(text: str | None) -> dates.When | None:
    try:
        return dates.parse(text) if text is not None else None
    except dates.DateError:
        return None


def _last(name: str) -> str:
    """The last part of an address, as a person would name it."""
    return read_id(re.split(r"[/#:]", name.rstrip("/#:"))[-1]) or name
