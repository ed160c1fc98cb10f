"""The sources of a page: their profiles, and the organisations with the reason of each union."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.auditing import DossierAudit
from provenance.model.labels import KIND
from provenance.model.message import MN, M, Message
from provenance.model.source import Source
from provenance.model.vocabulary import Stance, Status
from provenance.report.html.claims import StatementView
from provenance.report.html.timed import Days, Shown
from provenance.summaries.profiles import RELIABILITY, TrackRecord, records, relayed_by, said_by, union_text

#: Levels of an organisation that are drawn one inside the other.
MAX_DEPTH = 20


@dataclass(frozen=True)
class SourceView:
    """One source. `record` is what it said and relayed; `affirmed` the statuses of what it affirms, on the days on
    which it `affirms` something; `said` the statements it speaks first in, `relayed` those it passes on, those of
    one verb together.
    """

    number: int
    source: Source
    name: str
    kind: Message
    reliability: Message | None
    organisation: str | None
    record: list[tuple[Message, Shown]]
    affirms: Shown
    affirmed: list[tuple[tuple[Status, int], Shown]]
    said: list[list[StatementView]]
    relayed: list[list[StatementView]]


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
    groups, names = audits[days.now].assessor.groups, dossier.source_names
    return [
        SourceView(
            number=number,
            source=source,
            kind=KIND[source.kind],
            reliability=RELIABILITY.get(source.reliability or ""),
            name=names.label(source.id),
            organisation=None if groups.top[source.id] == source.id else names.label(groups.top[source.id]),
            record=days.merged([_record_parts(day[source.id]) for day in through]),
            affirms=days.shown(day[source.id].statuses for day in through),
            affirmed=days.merged([day[source.id].statuses for day in through]),
            said=_by_stance(views[s.id] for s in said.get(source.id, ())),
            relayed=_by_stance(views[s.id] for s in relayed.get(source.id, ())),
        )
        for number, source in enumerate(active)
    ]


def _by_stance(views: Iterable[StatementView]) -> list[list[StatementView]]:
    found: dict[Stance | None, list[StatementView]] = {}
    for view in views:
        found.setdefault(view.statement.stance, []).append(view)
    return list(found.values())


def _record_parts(record: TrackRecord) -> tuple[Message, ...]:
    """What a source said and relayed, in parts of a line."""
    parts = (
        (record.party, M("interested party")),
        (record.spoken, MN("speaks of {n} claim", "speaks of {n} claims", record.spoken)),
        (record.relayed, MN("relays {n} claim", "relays {n} claims", record.relayed)),
        (not record.spoken and not record.relayed, M("not heard yet")),
        (record.holds_up, MN("{n} claim hangs on its house", "{n} claims hang on its house", record.holds_up)),
        (record.denied, MN("denies {n} claim", "denies {n} claims", record.denied)),
        (record.evaded, MN("takes no side on {n} claim", "takes no side on {n} claims", record.evaded)),
    )
    return tuple(said for true, said in parts if true)


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
        return Member(dossier.source_names.label(source), why, union.basis if union is not None else "", inside)

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
