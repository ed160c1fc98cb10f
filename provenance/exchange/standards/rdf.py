"""PROV records as RDF triples (PROV-O, W3C 2013), and their two serializations."""

from collections.abc import Iterator, Mapping
from typing import Any

from provenance.exchange.standards.prov_records import PREFIXES, Bundle, QualifiedName, Typed, Value

#: A subject, a property, and a name or a literal.
Triple = tuple[QualifiedName, QualifiedName, Value]
RDF_PREFIXES: Mapping[str, str] = {
    **PREFIXES,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "np": "http://www.nanopub.org/nschema#",
    "dct": "http://purl.org/dc/terms/",
}
_CLASS = {"entity": "Entity", "agent": "Agent", "activity": "Activity"}
#: The roles of a relation: its subject and its object (PROV-O, section 3).
_ROLES = {
    "wasAttributedTo": ("entity", "agent"),
    "actedOnBehalfOf": ("delegate", "responsible"),
    "wasDerivedFrom": ("generatedEntity", "usedEntity"),
    "specializationOf": ("specificEntity", "generalEntity"),
    "wasInvalidatedBy": ("entity", "activity"),
}
#: The property that says a typed derivation.
_DERIVATIONS = {
    "prov:Revision": "wasRevisionOf",
    "prov:Quotation": "wasQuotedFrom",
    "prov:PrimarySource": "hadPrimarySource",
}
_PROPERTIES = {
    "prov:type": QualifiedName("rdf", "type"),
    "prov:label": QualifiedName("rdfs", "label"),
    "prov:location": QualifiedName("prov", "atLocation"),
}
A = QualifiedName("rdf", "type")


def triples(made: Bundle) -> Iterator[Triple]:
    """A bundle as triples."""
    yield from _attributes(made.id, made.attributes)
    yield made.id, A, QualifiedName("prov", "Entity")
    for record in made.records:
        if record.id is not None:
            yield record.id, A, QualifiedName("prov", _CLASS[record.kind])
            yield from _attributes(record.id, record.attributes)
        elif record.kind == "wasGeneratedBy":
            when = next(value for key, value in record.attributes if str(key) == "prov:time")
            yield (
                record.relates["entity"],
                QualifiedName("prov", "generatedAtTime"),
                Typed(str(when), QualifiedName("xsd", "dateTime")),
            )
        else:
            subject, value = (record.relates[role] for role in _ROLES[record.kind])
            yield subject, QualifiedName("prov", record.kind), value
            for key, kind in record.attributes:
                # The type of a relation is a property of its own, which is a kind of the general one.
                if str(key) == "prov:type" and isinstance(kind, QualifiedName):
                    said = _DERIVATIONS.get(str(kind))
                    yield subject, QualifiedName("prov", said) if said is not None else kind, value


def _attributes(subject: QualifiedName, attributes: tuple[tuple[QualifiedName, Value], ...]) -> Iterator[Triple]:
    for key, value in attributes:
        yield subject, _PROPERTIES.get(str(key), key), value


def full(name: QualifiedName, prefixes: Mapping[str, str]) -> str:
    """A name as an address."""
    return prefixes[name.prefix] + name.local


def json_ld(made: Bundle) -> dict[str, Any]:
    """The triples as JSON-LD 1.1 whose context stands inside: nothing has to be fetched to read it."""
    nodes: dict[str, dict[str, Any]] = {}
    for subject, key, value in triples(made):
        node = nodes.setdefault(str(subject), {"@id": str(subject)})
        name, said = ("@type", str(value)) if key == A else (str(key), _json_value(value))
        node.setdefault(name, []).append(said)
    for node in nodes.values():
        node.update({key: held[0] for key, held in node.items() if isinstance(held, list) and len(held) == 1})
    return {"@context": {**RDF_PREFIXES, "d": made.namespace}, "@graph": list(nodes.values())}


def _json_value(value: Value) -> Any:
    if isinstance(value, QualifiedName):
        return {"@id": str(value)}
    return {"@value": value.text, "@type": str(value.type)} if isinstance(value, Typed) else value


class Terms:
    """Names and literals as terms of Oxigraph, each name made once."""

    def __init__(self, rdf: Any, namespace: str) -> None:
        self._rdf, self._nodes = rdf, dict[QualifiedName, Any]()
        self.prefixes = {**RDF_PREFIXES, "d": namespace}

    def node(self, name: QualifiedName) -> Any:
        """The term of a name."""
        found = self._nodes.get(name)
        if found is None:
            found = self._nodes[name] = self._rdf.NamedNode(full(name, self.prefixes))
        return found

    def term(self, value: Value) -> Any:
        """The term of a name or a literal."""
        if isinstance(value, QualifiedName):
            return self.node(value)
        if isinstance(value, Typed):
            return self._rdf.Literal(value.text, datatype=self.node(value.type))
        return self._rdf.Literal(value)
