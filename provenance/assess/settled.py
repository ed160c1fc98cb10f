"""What settles a claim apart from voices: rulings on the fact, and authenticated evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from provenance.assess.parties import Stakes
from provenance.assess.snapshot import Snapshot
from provenance.assess.utterance import date_of
from provenance.graph.groups import Groups
from provenance.model.dossier import Claim, Evidence, Statement
from provenance.model.frozen import quickly_made
from provenance.model.vocabulary import SourceKind


@dataclass(frozen=True)
class Settled:
    """The ids of the rulings (statements) and of the evidence (items, or statements made of a record) for a claim and
    against it.
    """

    rulings_for: tuple[str, ...] = ()
    rulings_against: tuple[str, ...] = ()
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    #: Rivals of the claim that are settled for: they settle it against.
    by_rivals: tuple[str, ...] = ()

    @property
    def in_favour(self) -> tuple[str, ...]:
        return (*self.rulings_for, *self.evidence_for)

    @property
    def against(self) -> tuple[str, ...]:
        return (*self.rulings_against, *self.evidence_against, *self.by_rivals)


NOTHING_SETTLED = Settled()


@quickly_made
@dataclass(frozen=True)
class Settlements:
    """What is settled in a dossier, claim by claim. `out` are the statements that have fallen or were never made."""

    known: Snapshot
    groups: Groups
    out: Mapping[str, object]
    never_said: frozenset[str]
    _own: dict[str, Settled] = field(default_factory=dict)
    _found: dict[str, Settled] = field(default_factory=dict)

    def of(self, claim: str) -> Settled:
        """What settles a claim. A ruling for a rival is a ruling on the same fact: the last of all counts."""
        if not self._is_anything:
            return NOTHING_SETTLED
        found = self._found.get(claim)
        if found is None:
            found = self._found[claim] = self._with_rivals(claim)
        return found

    @cached_property
    def _is_anything(self) -> bool:
        """Whether the dossier has rulings or evidence at all."""
        if self.known.dossier.evidence:
            return True
        return any(s.adjudication or s.authenticated_by for s in self.known.statements.values())

    def _with_rivals(self, claim: str) -> Settled:
        own, rivals = self._of_itself(claim), self.known.rivals.get(claim, ())
        settled = {rival: found for rival in rivals if (found := self._of_itself(rival)).in_favour}
        if not settled:
            return own
        ruled = [*own.rulings_for, *own.rulings_against, *(s for found in settled.values() for s in found.rulings_for)]
        last = set(self._last(ruled))
        return Settled(
            rulings_for=tuple(s for s in own.rulings_for if s in last),
            rulings_against=tuple(s for s in own.rulings_against if s in last),
            evidence_for=own.evidence_for,
            evidence_against=own.evidence_against,
            by_rivals=tuple(r for r, found in settled.items() if found.evidence_for or last & {*found.rulings_for}),
        )

    def _of_itself(self, claim: str) -> Settled:
        found = self._own.get(claim)
        if found is None:
            found = self._own[claim] = self._settle(self.known.dossier.claims[claim])
        return found

    def _settle(self, claim: Claim) -> Settled:
        said = self.known.by_claim.get(claim.id, ())
        items = self.known.evidence_on(claim.id)
        if not items and not any(s.adjudication or s.authenticated_by for s in said):
            return NOTHING_SETTLED
        statements = [s for s in said if self._speaks(s)]
        stakes = Stakes(claim, self.known.dossier, self.groups)
        last = set(self._last([s.id for s in statements if s.adjudication]))
        rulings = [s for s in statements if s.id in last]
        records = [s for s in statements if self._is_authentic_record(s, stakes)]
        authentic = [item for item in items if self._is_authentic(item, stakes)]
        return Settled(
            rulings_for=tuple(s.id for s in rulings if s.affirms),
            rulings_against=tuple(s.id for s in rulings if s.denies),
            evidence_for=(
                *(item.id for item in authentic if claim.id in item.shows),
                *(s.id for s in records if s.affirms),
            ),
            evidence_against=(
                *(item.id for item in authentic if claim.id in item.refutes),
                *(s.id for s in records if s.denies),
            ),
        )

    def _speaks(self, statement: Statement) -> bool:
        """Whether it stands, and affirms or denies the whole of the claim."""
        stands = statement.id not in self.out and statement.id not in self.never_said
        return stands and (statement.affirms or (statement.denies and not statement.only))

    def _last(self, rulings: Sequence[str]) -> list[str]:
        """The rulings after which none was certainly given."""
        documents = self.known.dossier.documents
        dated = [(name, date_of(self.known.statements[name], documents)) for name in rulings]
        return [
            name
            for name, when in dated
            if when is None or not any(later is not None and when.before(later) for _, later in dated)
        ]

    def _is_authentic(self, item: Evidence, stakes: Stakes) -> bool:
        return self._authenticates(item.authenticated_by, item.given_by, stakes)

    def _is_authentic_record(self, statement: Statement, stakes: Stakes) -> bool:
        """Whether a statement is made of a record that somebody authenticated."""
        chain, sources = statement.chain, self.known.dossier.sources
        if statement.authenticated_by is None or not chain or chain[0].is_document:
            return False
        if sources[chain[0].id].kind is not SourceKind.RECORD:
            return False
        return self._authenticates(statement.authenticated_by, (chain[0].id,), stakes)

    def _authenticates(self, source: str | None, givers: Iterable[str], stakes: Stakes) -> bool:
        """Whether it is a named third party, and of no group with those who gave the record."""
        if source is None:
            return False
        top = self.groups.top[source]
        if self.groups.node(top).is_anonymous or stakes.party([top]):
            return False
        return top not in {self.groups.top[giver] for giver in givers}


def settled_either_way(one: Settled) -> Iterator[Literal["for", "against"]]:
    """`for`, `against`, or both."""
    if one.in_favour:
        yield "for"
    if one.against:
        yield "against"
