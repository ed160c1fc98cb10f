"""PROV-JSON read: our own dossiers as they were; of others, what was taken from where.

Of somebody else's document an entity is a document, published by the agent it is attributed to; a revision replaces the
entity it comes from, and any other derivation is a statement: what the one has, it has from the other.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from provenance.exchange.base import Imported, Parts
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
    data = json_object(parts, shown)
    problems = Problems()
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
    data = _entry(scope, head)
    data = data if "dossier" in data else {"dossier": ids.new(text_or_none(head.get("prov:label")) or "prov"), **data}
    numbered: list[tuple[int, dict[str, Any]]] = []
    foreign: dict[str, _Element] = {}
    for kind in _ELEMENTS[:2]:
        for name, record in scope.records(kind):
            section = next((_SECTION_OF[t] for t in sorted(scope.types(record)) if t in _SECTION_OF), None)
            if section is None:
                if not any(t.startswith(NAMESPACE) for t in scope.types(record)):
                    foreign[name] = _Element(name, kind, record)
                continue
            entry = _entry(scope, record)
            if section == "statements":
                numbered.append((entry.pop("position", len(numbered)), entry))
            else:
                data.setdefault(section, {})[read_id(name.rpartition("/")[2])] = entry
    if numbered:
        data["statements"] = [entry for _, entry in sorted(numbered, key=lambda pair: pair[0])]
    return _with_foreign(scope, data, foreign) if foreign else data


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
    name: str
    kind: str
    record: Mapping[str, Any]

    @property
    def label(self) -> str:
        return text_or_none(next(iter(listed(self.record.get("prov:label"))), None)) or read_id(
            self.name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2] or self.name
        )


def _with_foreign(scope: _Scope, data: dict[str, Any], elements: Mapping[str, _Element]) -> dict[str, Any]:
    """A dossier with what other programs' records say."""
    names = Ids()
    named = {name: names.new(element.label) for name, element in elements.items()}
    attributed = {e: a for e, a, _ in scope.pairs("wasAttributedTo", ("prov:entity", "prov:agent"))}
    times = {
        scope.full(record.get("prov:entity")): text_or_none(record.get("prov:time"))
        for _, record in scope.records("wasGeneratedBy")
    }
    sources, documents = data.setdefault("sources", {}), data.setdefault("documents", {})
    for name, element in elements.items():
        if element.kind == "agent":
            person = _PROV + "Person" in scope.types(element.record)
            sources[named[name]] = {"name": element.label, "kind": "person" if person else "institution"}
            continue
        entry: dict[str, Any] = {"headline": element.label}
        publisher = attributed.get(name)
        entry |= {"publisher": named[publisher]} if publisher in named else {}
        published = _date(times.get(name))
        documents[named[name]] = entry | ({"published": published} if published else {})
    for one, other, _ in scope.pairs("actedOnBehalfOf", ("prov:delegate", "prov:responsible")):
        if named.get(one) in sources and named.get(other) in sources and one != other:
            sources[named[one]]["part_of"] = named[other]
    _derivations(scope, data, named, elements)
    return {key: value for key, value in data.items() if value not in ({}, [])}


def _derivations(
    scope: _Scope, data: dict[str, Any], named: Mapping[str, str], elements: Mapping[str, _Element]
) -> None:
    documents = data["documents"]
    derived = [
        (one, other, record)
        for one, other, record in scope.pairs("wasDerivedFrom", _DERIVES)
        if named.get(one) in documents and named.get(other) in documents and one != other
    ]
    kept = set(acyclic([(one, other) for one, other, _ in derived])[0])
    claims = Ids(data.get("claims", {}))
    claim_of: dict[str, str] = {}
    for one, other, record in derived:
        if (one, other) not in kept:
            continue
        if _REVISION in scope.types(record):
            documents[named[one]].setdefault("revises", []).append(named[other])
            continue
        if other not in claim_of:
            claim_of[other] = claims.new(elements[other].label)
            text = text_or_none(next(iter(listed(elements[other].record.get("prov:value"))), None))
            data.setdefault("claims", {})[claim_of[other]] = {"text": text or elements[other].label}
        data.setdefault("statements", []).append(
            {"chain": [{"document": named[other]}], "in": named[one], "claim": claim_of[other], "stance": "asserts"}
        )


def _date(text: str | None) -> str | None:
    when = _moment(text)
    return when.text if when is not None else None


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
    return read_id(name.rpartition("#")[2].rpartition(":")[2]) or name
