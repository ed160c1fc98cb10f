"""The part of a dossier that can touch some claims: small enough to be edited and assessed again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from provenance.assess.copies import Copies
from provenance.assess.snapshot import Snapshot
from provenance.graph.groups import Groups
from provenance.model.dossier import Dossier, Statement


class Assessed(Protocol):
    """What is asked of an assessor."""

    dossier: Dossier
    known: Snapshot
    groups: Groups
    copies: Copies

    @property
    def written(self) -> Mapping[str, Statement]: ...
    @property
    def grouping(self) -> tuple[Statement, ...]: ...


def relevant_subset(assessor: Assessed, *asked: str) -> Dossier:
    """The dossier reduced to some claims, their rivals and wider claims, and all that bears on their statements.

    The claims have the same assessment in it as in the whole, before and after any edit made to it.
    """
    dossier = assessor.dossier
    claims, statements = _claims_and_statements(assessor, asked)
    documents = _documents(assessor, statements)
    named: set[str] = set(dossier.parties)
    for statement in statements:
        named.update(hop.id for hop in statement.chain if not hop.is_document)
        if statement.authenticated_by is not None:
            named.add(statement.authenticated_by)
    named.update(dossier.documents[d].publisher for d in documents)
    for name in claims:
        near = dossier.claims[name]
        named.update((*near.concerns, *(near.parties or ()), *near.position_of))
    # A record may be a hop, too.
    evidence = {item.id: item for claim in claims for item in dossier.evidence_on.get(claim, ())}
    evidence |= {name: dossier.evidence[name] for name in named & dossier.evidence.keys()}
    for item in evidence.values():
        named.update((item.id, *item.given_by, *([item.authenticated_by] if item.authenticated_by else [])))
    return replace(
        dossier,
        sources={name: dossier.sources[name] for name in sorted(_affiliated_sources(assessor, named))},
        documents={name: dossier.documents[name] for name in sorted(documents)},
        claims={name: dossier.claims[name] for name in sorted(claims)},
        evidence={name: evidence[name] for name in sorted(evidence)},
        statements=tuple(statements),
    )


def related_claims(assessor: Assessed, claim: str) -> frozenset[str]:
    """All claims of the subset of one."""
    return frozenset(_claims_and_statements(assessor, (claim,))[0])


def _claims_and_statements(assessor: Assessed, asked: Iterable[str]) -> tuple[set[str], list[Statement]]:
    known, retractions_by_target = assessor.known, assessor.known.retractions_by_target
    claims: set[str] = set()
    found: dict[str, Statement] = {}
    todo = [*asked]
    while todo:
        current = todo.pop()
        if current in claims:
            continue
        claims.add(current)
        todo.extend(known.rivals.get(current, ()))
        about = assessor.dossier.claims[current].about
        todo.extend(known.running.get(about, ()))
        todo.extend(known.several_answers.get(about or "", ()))
        todo.extend(assessor.dossier.claims[current].narrower_than)
        acts = list(known.by_claim.get(current, ()))
        while acts:
            statement = acts.pop()
            if statement.id in found:
                continue
            found[statement.id] = statement
            acts.extend(retractions_by_target.get(statement.id, ()))
            named = (*statement.retracts, *assessor.copies.ordering.get(statement.document or "", ()))
            acts.extend(known.statements[name] for name in named if name in known.statements)
            if statement.claim is not None:
                todo.append(statement.claim)
    found.update((statement.id, statement) for statement in assessor.grouping)
    return claims, [assessor.written[name] for name in sorted(found)]


def _documents(assessor: Assessed, statements: Iterable[Statement]) -> set[str]:
    tied = assessor.known.tied_documents
    todo = [s.document for s in statements if s.document is not None]
    todo += [hop.id for s in statements for hop in s.chain if hop.is_document]
    found: set[str] = set()
    while todo:
        document = todo.pop()
        if document not in found:
            found.add(document)
            todo.extend((*tied.get(document, ()), *assessor.copies.alike(document)))
    return found


def _affiliated_sources(assessor: Assessed, named: Iterable[str]) -> set[str]:
    """The sources, all members of their voices, and everything these stand under."""
    groups = assessor.groups
    found: set[str] = set()
    voices: set[str] = set()
    todo = list(named)
    while todo:
        source = todo.pop()
        if source in found or source not in groups.sources:
            continue
        found.add(source)
        voice = groups.top[source]
        if voice not in voices:
            voices.add(voice)
            todo.extend(groups.members.get(voice, ()))
        todo.extend(groups.above[source])
    return found
