"""Control groups: who counts as one voice, and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from provenance.model.components import reached
from provenance.model.dates import When
from provenance.model.dossier import Dossier, Statement
from provenance.model.frozen import quickly_made
from provenance.model.source import Source
from provenance.model.vocabulary import Grouping, SourceKind


@quickly_made
@dataclass(frozen=True, slots=True)
class Merge:
    """Two sources made one voice. `reason` is part_of, owned_by, state or evidence; `basis` how it is known."""

    member: str
    into: str
    reason: str
    basis: str = ""


class Node(NamedTuple):
    """A node of a claim's graph: a control group, a document that carried the words, or a voice nobody can place (an
    unaffiliated anonymous one).

    Nodes are in the order of their kinds, then of their ids. The kind keeps a document apart from a source of one id.
    """

    kind: Literal["anonymous", "document", "group"]
    id: str

    @property
    def is_anonymous(self) -> bool:
        return self.kind == "anonymous"

    @property
    def is_document(self) -> bool:
        return self.kind == "document"

    @property
    def is_group(self) -> bool:
        return self.kind == "group"


class Ancestors(Mapping[str, frozenset[str]]):
    """For each source itself and everything that it stands under, second organisations included, found when somebody
    asks. `lapsed` are the sources whose affiliation did not hold.
    """

    def __init__(self, sources: Mapping[str, Source], lapsed: Collection[str] = ()) -> None:
        self._sources, self._lapsed = sources, frozenset(lapsed)
        self._found: dict[str, frozenset[str]] = {}

    def __getitem__(self, source: str) -> frozenset[str]:
        if source not in self._sources:
            raise KeyError(source)
        found = self._found.get(source)
        if found is None:
            found = self._found[source] = self.of_all((source,))
        return found

    def of_all(self, sources: Iterable[str]) -> frozenset[str]:
        """Some sources and everything that one of them stands under."""
        return frozenset(reached((source for source in sources if source in self._sources), self._next))

    def _next(self, name: str) -> list[str]:
        source = self._sources[name]
        controller = _controller(source, self._sources, self._lapsed)
        above = source.also if controller is None else (controller, *source.also)
        return [other for other in above if other in self._sources]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ancestors):
            return NotImplemented
        return self._sources.keys() == other._sources.keys() and all(
            self._next(name) == other._next(name) for name in self._sources
        )

    __hash__ = None  # type: ignore[assignment]


@quickly_made
@dataclass(frozen=True)
class Groups:
    """The control groups of a dossier at one level: institutions (the default), or states.

    `top` maps each source to the source its group is named after. `above` maps each source to everything it is or
    stands under, states and second organisations included: that makes parties.
    """

    sources: Mapping[str, Source]
    top: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    above: Ancestors
    unions: tuple[Merge, ...]
    _stands: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict, compare=False)
    _nodes: dict[str, Node] = field(default_factory=dict, compare=False)

    def node(self, group: str) -> Node:
        """The node of a group. An anonymous voice of a state has a home, although nobody stands between the two."""
        found = self._nodes.get(group)
        if found is None:
            top = self.sources[group]
            unplaced = top.kind is SourceKind.ANONYMOUS and top.controller is None
            found = self._nodes[group] = Node("anonymous" if unplaced else "group", group)
        return found

    def stands_under(self, group: str) -> tuple[frozenset[str], frozenset[str]]:
        """Everything some member of the group is or stands under, and the states among it."""
        found = self._stands.get(group)
        if found is None:
            under = self.above.of_all(self.members.get(group, (group,)))
            states = frozenset(a for a in under if self.sources[a].kind is SourceKind.STATE)
            found = self._stands[group] = (under, states)
        return found

    def states_of(self, source: str) -> frozenset[str]:
        return frozenset(a for a in self.above.get(source, ()) if self.sources[a].kind is SourceKind.STATE)


def control_groups(
    dossier: Dossier, spoken: Collection[Statement], grouping: Grouping = Grouping.ORGANISATION
) -> Groups:
    """Climb from each source to its one controller while that is not a state (or through states, or not at all).

    A state that speaks in one of the `spoken` statements is its government.
    """
    sources = dossier.sources
    # Most sources are nothing but a name: they are theirs alone.
    affiliated = [s for s in sources.values() if s.part_of is not None or s.owned_by is not None]
    lapsed = _lapsed(dossier, spoken, affiliated)
    unions: list[Merge] = []
    for source in affiliated:
        controller = _controller(source, sources, lapsed)
        if controller is not None and _climbs(grouping, sources[controller]):
            reason = "part_of" if source.part_of else "owned_by"
            unions.append(Merge(source.id, controller, reason, source.basis or ""))
    parents = {union.member: union.into for union in unions}
    top = {source: source for source in sources if source not in parents}
    if parents:
        for member in parents:
            _climb(member, parents, top)
        # The members of a group stand in the order of the sources.
        top = {source: top[source] for source in sources}
    for state in _speaking_states(dossier, spoken, top) if grouping is not Grouping.NAME else ():
        governments = sorted(
            s.id
            for s in sources.values()
            if s.kind is SourceKind.GOVERNMENT and s.controller == state and top[s.id] == s.id
        )
        unions.extend(Merge(member, governments[0], "state") for member in (*governments[1:], state) if governments)
        merged = {state, *governments}
        top.update({s: governments[0] for s, g in top.items() if g in merged and governments})
    return Groups(sources, top, _members(top, bool(unions)), Ancestors(sources, lapsed), tuple(unions))


def _members(top: Mapping[str, str], joined: bool) -> dict[str, tuple[str, ...]]:
    """Those of each group, in the order of their ids; everybody is alone where nobody is `joined`."""
    if not joined:
        return {source: (source,) for source in top}
    several: dict[str, list[str]] = {group: [] for member, group in top.items() if group != member}
    for member, group in top.items():
        if group in several:
            several[group].append(member)
    alone = {group: (group,) for group in top.values()}
    return alone | {group: tuple(sorted(members)) for group, members in several.items()}


def _climbs(grouping: Grouping, controller: Source) -> bool:
    if grouping is Grouping.NAME:
        return False
    return grouping is Grouping.STATE or controller.kind is not SourceKind.STATE


def group_deciding_statements(dossier: Dossier, spoken: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements that decide the groups: those in which a state or a source with a dated affiliation speaks."""
    deciding = {
        s.id
        for s in dossier.sources.values()
        if s.kind is SourceKind.STATE or s.since is not None or s.until is not None
    }
    if not deciding:
        return ()

    def decides(statement: Statement) -> bool:
        hops = [dossier.documents[h.id].publisher if h.is_document else h.id for h in statement.chain]
        read_in = [dossier.documents[statement.document].publisher] if statement.document is not None else []
        return not deciding.isdisjoint((*hops, *read_in))

    return tuple(s for s in spoken if decides(s))


def _speaking_states(dossier: Dossier, spoken: Iterable[Statement], top: Mapping[str, str]) -> list[str]:
    """The states that stand in a chain, or publish what is read, and are not grouped under anything."""
    states = {s.id for s in dossier.sources.values() if s.kind is SourceKind.STATE and top[s.id] == s.id}
    if not states:
        return []
    hops = {hop for statement in spoken for hop in statement.chain}
    texts = {hop.id for hop in hops if hop.is_document} | {s.document for s in spoken if s.document is not None}
    speaking = {hop.id for hop in hops if not hop.is_document} | {dossier.documents[d].publisher for d in texts}
    return sorted(states & speaking)


def _controller(source: Source, sources: Mapping[str, Source], lapsed: Collection[str]) -> str | None:
    controller = source.controller
    return None if controller is None or controller not in sources or source.id in lapsed else controller


def _climb(start: str, parents: Mapping[str, str], top: dict[str, str]) -> None:
    """Find the top above `start`, and so above all that is passed. A loop of organisations has none: the smallest id
    names it.
    """
    path: list[str] = []
    seen: dict[str, int] = {}
    node = start
    while node not in seen and node not in top:
        seen[node] = len(path)
        path.append(node)
        if node not in parents:
            break
        node = parents[node]
    if node in top:
        found = top[node]
    elif node not in parents:
        found = node
    else:
        found = min(path[seen[node] :])
    top.update(dict.fromkeys(path, found))


def _lapsed(dossier: Dossier, spoken: Collection[Statement], affiliated: Iterable[Source]) -> set[str]:
    """Affiliations that certainly did not hold when any of the source's statements was made.

    In doubt, and for a source that says nothing, an affiliation holds: that is the cautious reading.
    """
    bounded = {s.id for s in affiliated if s.since is not None or s.until is not None}
    if not bounded:
        return set()
    dates: dict[str, list[When | None]] = {}
    for statement in spoken:
        document = dossier.documents.get(statement.document or "")
        for hop in statement.chain:
            if hop.id in bounded and not hop.is_document:
                when = hop.on or statement.said_on or (document.published if document else None)
                dates.setdefault(hop.id, []).append(when)
    return {name for name, said in dates.items() if all(_outside(dossier.sources[name], when) for when in said)}


def _outside(source: Source, when: When | None) -> bool:
    if when is None:
        return False
    too_early = source.since is not None and when.before(source.since)
    too_late = source.until is not None and source.until.before(when)
    return too_early or too_late


@quickly_made
@dataclass(frozen=True)
class ClaimGroups:
    """The groups as one claim sees them: the dossier's, joined further by what is particular to the claim."""

    groups: Groups
    merged: Mapping[str, str]
    unions: tuple[Merge, ...] = ()

    @cached_property
    def nodes(self) -> "SourceNodes":
        """The node of whoever a source belongs to, by source."""
        return SourceNodes(self.groups, self.merged)

    def group_of(self, source: str) -> str:
        return _group_of(source, self.groups, self.merged)

    def members(self, group: str) -> list[str]:
        """The tops of the dossier that are this one voice."""
        return [group, *(g for g, into in self.merged.items() if into == group and g != group)]


class SourceNodes(dict[str, Node]):
    """The node of each source among some voices, found when somebody asks."""

    def __init__(self, groups: Groups, merged: Mapping[str, str]) -> None:
        # Not the voices themselves: what leads in a circle is not freed where it is let go.
        self._groups, self._merged = groups, merged

    def __missing__(self, source: str) -> Node:
        self[source] = found = self._groups.node(_group_of(source, self._groups, self._merged))
        return found


def _group_of(source: str, groups: Groups, merged: Mapping[str, str]) -> str:
    top = groups.top.get(source, source)
    return merged.get(top, top) if merged else top


def claim_groups(dossier: Dossier, voices: ClaimGroups, claim: str | None) -> ClaimGroups:
    """The dossier's `voices` as one claim hears them: the givers of one record are one voice on what it shows."""
    if not dossier.evidence:
        return voices
    groups = voices.groups
    unions = [
        Merge(giver, item.given_by[0], "evidence", item.id)
        for item in dossier.evidence_on.get(claim or "", ())
        if claim in item.shows and len(item.given_by) > 1
        for giver in item.given_by[1:]
    ]
    return ClaimGroups(groups, _merged_tops(unions, groups), tuple(unions)) if unions else voices


def _merged_tops(unions: Iterable[Merge], groups: Groups) -> dict[str, str]:
    """Union-find over the tops; a voice bears the smallest id that is not a state's."""
    parent: dict[str, str] = {}

    def find(group: str) -> str:
        while parent.setdefault(group, group) != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    for union in unions:
        a, b = find(groups.top[union.member]), find(groups.top[union.into])
        if a != b:
            first, second = sorted((a, b), key=lambda g: (groups.sources[g].kind is SourceKind.STATE, g))
            parent[second] = first
    return {group: find(group) for group in list(parent)}
