"""Nanopublications (Groth, Gibson and Velterop 2010; TriG): one for each statement.

Its assertion is that somebody said something, never that it is so; its provenance is the chain, with the sources and
documents on it. They are drafts: unsigned, under addresses that are no one's until they are published.
"""

from collections.abc import Iterator, Mapping

from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.standards.prov_records import QualifiedName, Typed, bundle, item, own, prov
from provenance.exchange.standards.rdf import A, Terms, Triple, triples
from provenance.exchange.standards.terms import WITHOUT_TEXTS, escaped_id, iso_date, own_terms
from provenance.libraries import library
from provenance.model.dossier import Statement
from provenance.model.mark import MARK

_ALL = own_terms()
CARRIED = Carried(
    {**{section: _ALL[section] for section in ("sources", "documents", "claims", "statements")}, "dossier": {
        "dossier": "dct:isPartOf", "as_of": "dct:created",
    }},
    f"a nanopublication is of one statement: what nobody says or relays is in none; {WITHOUT_TEXTS}",
)  # fmt: skip


def export(audit: DossierAudit, language: str) -> Exported:
    """Four graphs for each: head, assertion, provenance, publication info. Raises UsageError without the extra."""
    rdf = library("pyoxigraph", "rdf", "RDF")
    made = bundle(audit)
    terms = Terms(rdf, made.namespace)
    about: dict[QualifiedName, list[Triple]] = {}
    for triple in triples(made):
        about.setdefault(triple[0], []).append(triple)
    quads = (
        rdf.Quad(terms.node(subject), terms.node(key), terms.term(value), terms.node(graph))
        for statement in audit.dossier.statements
        for graph, (subject, key, value) in _nanopublication(audit, statement, about)
    )
    written = rdf.serialize(quads, format=rdf.RdfFormat.TRIG, prefixes=terms.prefixes)
    return Exported({"": f"# {MARK}\n".encode() + written}, made.losses)


def _nanopublication(
    audit: DossierAudit, statement: Statement, about: Mapping[QualifiedName, list[Triple]]
) -> Iterator[tuple[QualifiedName, Triple]]:
    """The triples of one, each with its graph."""
    this = QualifiedName("d", f"nanopublications/{escaped_id(statement.id)}")
    head, assertion, chain, info = (
        QualifiedName("d", f"{this.local}/{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield head, (this, A, QualifiedName("np", "Nanopublication"))
    yield head, (this, QualifiedName("np", "hasAssertion"), assertion)
    yield head, (this, QualifiedName("np", "hasProvenance"), chain)
    yield head, (this, QualifiedName("np", "hasPublicationInfo"), info)
    said = item("statements", statement.id)
    for triple in (*about.get(said, ()), *_claim(statement, about)):
        yield assertion, triple
    yield chain, (assertion, own("statement"), said)
    if statement.document is not None:
        yield chain, (assertion, prov("wasDerivedFrom"), item("documents", statement.document))
    for triple in _told_of(said, about):
        yield chain, triple
    yield info, (this, QualifiedName("dct", "isPartOf"), QualifiedName("d", "dossier"))
    made = iso_date(audit.as_of)
    if made is not None and len(made) == 10:
        yield info, (this, QualifiedName("dct", "created"), Typed(made, QualifiedName("xsd", "date")))


def _claim(statement: Statement, about: Mapping[QualifiedName, list[Triple]]) -> list[Triple]:
    """What a claim says, without the status that was computed of it: that is no part of what somebody said."""
    found = about.get(item("claims", statement.claim), []) if statement.claim is not None else []
    computed = {own(key) for key in ("assessed_status", "assessed_on", "origins_min", "origins_max")}
    return [triple for triple in found if triple[1] not in computed]


def _told_of(start: QualifiedName, about: Mapping[QualifiedName, list[Triple]]) -> Iterator[Triple]:
    """Everything that the chain of a statement leads to: reports, sources and whom they belong to, documents."""
    reached, waiting = {start}, [start]
    while waiting:
        for _, _, value in about.get(waiting.pop(), ()):
            if isinstance(value, QualifiedName) and value in about and value not in reached:
                reached.add(value)
                if not value.local.startswith("claims/"):
                    yield from about[value]
                    waiting.append(value)


FORMAT = ExchangeFormat(
    name="nanopub", suffix=".trig", holds="a nanopublication for each statement", export=export, carried=CARRIED
)
