"""The sources of a page: their profiles, and the organisations with the reason of each union."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.auditing import DossierAudit
from provenance.model.labels import KIND
from provenance.model.message import Message
from provenance.model.source import Source
from provenance.report.html.claims import StatementView
from provenance.report.html.timed import Days, Shown
from provenance.summaries.profiles import RELIABILITY, Record, records, relayed_by, said_by, union_text

#: Levels of an organisation that are drawn one inside the other.
MAX_DEPTH = 20


@dataclass(frozen=True)
class SourceView:
    """One source. `said` are the statements it speaks first in, `relayed` those it passes on."""

    number: int
    source: Source
    kind: Message
    reliability: Message | None
    organisation: str | None
    records: list[tuple[Record, Shown]]
    said: tuple[StatementView, ...]
    relayed: tuple[StatementView, ...]


@dataclass(frozen=True)
class Member:
    """A source in the tree of its organisation. `why` is the reason it is one voice with the one above it."""

    name: str
    why: Message | None
    basis: str
    members: tuple["Member", ...]


def source_views(audits: Sequence[DossierAudit], days: Days, statements: Sequence[StatementView]) -> list[SourceView]:
    """The profiles of everybody who speaks or relays, the ones most claims hang on first."""
    dossier = audits[days.now].dossier
    through = [records(audit) for audit in audits]
    views = {v.statement.id: v for v in statements}
    told = [v.statement for v in statements]
    said, relayed = said_by(dossier, told), relayed_by(dossier, told)
    active = [s for s in dossier.sources.values() if s.id in said or s.id in relayed]
    now = through[days.now]
    active.sort(key=lambda s: (-now[s.id].holds_up, -now[s.id].spoken, -now[s.id].relayed))
    groups = audits[days.now].assessor.groups
    return [
        SourceView(
            number=number,
            source=source,
            kind=KIND[source.kind],
            reliability=RELIABILITY.get(source.reliability or ""),
            organisation=None if groups.top[source.id] == source.id else dossier.sources[groups.top[source.id]].label,
            records=days.variants([day[source.id] for day in through]),
            said=tuple(views[s.id] for s in said.get(source.id, ())),
            relayed=tuple(views[s.id] for s in relayed.get(source.id, ())),
        )
        for number, source in enumerate(active)
    ]


def organisations(audit: DossierAudit) -> list[Member]:
    """The organisations of more than one member, as trees, at the date of the audit."""
    dossier, groups = audit.dossier, audit.assessor.groups
    below: dict[str, list[str]] = {}
    unions = {u.member: u for u in groups.unions}
    for union in groups.unions:
        below.setdefault(union.into, []).append(union.member)

    def member(source: str, inside: tuple[Member, ...], top: bool = False) -> Member:
        union = None if top else unions.get(source)
        why = union_text(dossier, union) if union is not None else None
        return Member(dossier.sources[source].label, why, union.basis if union is not None else "", inside)

    def tree(source: str, depth: int, seen: set[str]) -> Member:
        seen.add(source)
        names = [m for m in sorted(below.get(source, ())) if m not in seen]
        if depth < MAX_DEPTH:
            return member(source, tuple(tree(m, depth + 1, seen) for m in names if m not in seen), depth == 0)
        # Deeper than anybody reads, and than a page may be nested: what is left stands side by side.
        flat: list[Member] = []
        while names:
            name = names.pop(0)
            if name not in seen:
                seen.add(name)
                flat.append(member(name, ()))
                names.extend(sorted(below.get(name, ())))
        return member(source, tuple(flat))

    return [tree(top, 0, set()) for top, held in sorted(groups.members.items()) if len(held) > 1]
