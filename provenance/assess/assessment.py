"""The assessment of each claim of a dossier at a date, under a policy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from provenance.assess.defeat import RETRACTION, REVISION, Defeat, DefeatCause, defeat
from provenance.assess.parties import Stakes, dossier_groups_of
from provenance.assess.reuse import Inputs, unchanged_claims
from provenance.assess.snapshot import Snapshot, date_of, snapshot, speaking_source, wider_claims
from provenance.assess.status import Facts, challenge, decide, support
from provenance.graph.groups import (
    ClaimGroups,
    Node,
    claim_groups,
    control_groups,
    group_deciding_statements,
    recorded_copies,
)
from provenance.graph.independence import IndependenceCounts, independence
from provenance.graph.paths import node_of, report_paths
from provenance.model.dates import When
from provenance.model.dossier import Claim, Dossier, Evidence, Statement
from provenance.model.policy import Policy
from provenance.model.vocabulary import (
    Certainty,
    Challenge,
    Grouping,
    Modifier,
    Own,
    SourceKind,
    Stance,
    Status,
    Support,
)


@dataclass(frozen=True)
class Side:
    """The statements that speak for a claim, or against it: their voices and their independence."""

    statements: tuple[Statement, ...]
    groups: ClaimGroups
    counts: IndependenceCounts

    def groups_of(self, node: Node) -> list[str]:
        return dossier_groups_of(node, self.groups)


@dataclass(frozen=True)
class Assessment:
    """The status of one claim and everything it rests on.

    `counts` count what stands, `before_defeat` everything that was ever affirmed (they are one object when nothing
    fell), `denials` the other side. `row` is the row of the status table that matched.
    """

    claim: Claim
    status: Status
    row: int
    facts: Facts
    support: Support
    challenge: Challenge
    counts: IndependenceCounts
    before_defeat: IndependenceCounts
    modifiers: tuple[Modifier, ...]
    statements: tuple[Statement, ...]
    supporting: Side
    denials: Side
    fallen: tuple[Statement, ...]
    causes: tuple[DefeatCause, ...]
    stakes: Stakes
    standing_rivals: tuple[str, ...]
    admission: tuple[str, str] | None
    evidence: tuple[str, ...]

    @property
    def affirming(self) -> tuple[Statement, ...]:
        return self.supporting.statements

    @property
    def denying(self) -> tuple[Statement, ...]:
        return self.denials.statements

    @property
    def all_out(self) -> bool:
        return self.facts.affirmed and self.facts.all_out

    @property
    def effective_counts(self) -> IndependenceCounts:
        """The figures that tell what the claim hangs on, or hung on before all of it fell."""
        return self.before_defeat if self.all_out else self.counts


class Assessor:
    """Assesses the claims of one dossier as known at one date. Everything is worked out on demand, once.

    `before` is the assessor of an earlier state of the dossier: what cannot have changed is taken from it.
    """

    def __init__(
        self,
        dossier: Dossier,
        as_of: When,
        policy: Policy,
        grouping: Grouping | None = None,
        before: "Assessor | None" = None,
    ) -> None:
        self.dossier = dossier
        self.as_of = as_of
        self.policy = policy
        self.known: Snapshot = snapshot(dossier, as_of)
        spoken = self.known.statements.values()
        self.groups = control_groups(dossier, spoken, grouping or policy.grouping)
        self.defeat: Defeat = defeat(self.known, self.groups)
        self.copies = recorded_copies(dossier)
        self._assessed: dict[str, Assessment] = {}
        self._standing: dict[str, Side] = {}
        self.inputs = Inputs(self.known, as_of, policy, self.groups, self.defeat)
        if before is not None:
            for claim in unchanged_claims(self.inputs, before.inputs):
                self._assessed[claim] = before[claim]
                self._standing[claim] = before.standing(claim)

    def __iter__(self) -> Iterator[Assessment]:
        return (self[claim] for claim in self.dossier.claims)

    def __getitem__(self, claim: str) -> Assessment:
        found = self._assessed.get(claim)
        if found is None:
            found = self._assessed[claim] = self._assess(self.dossier.claims[claim])
        return found

    def statements(self, claim: str) -> tuple[Statement, ...]:
        """The known statements on a claim, without those that were never made."""
        found = self.known.by_claim.get(claim, ())
        if self.defeat.never_said:
            return tuple(s for s in found if s.id not in self.defeat.never_said)
        return found

    def side(self, claim: str, statements: Sequence[Statement], copies: Mapping[str, str] | None = None) -> Side:
        """The independence of some statements on a claim; `copies` are those of the file unless given."""
        copied = self.copies if copies is None else copies
        voiced = claim_groups(self.dossier, self.groups, claim, statements, copied)
        return Side(tuple(statements), voiced, independence(report_paths(statements, self.dossier.documents, voiced)))

    def standing(self, claim: str) -> Side:
        """The affirmations of a claim that stand."""
        found = self._standing.get(claim)
        if found is None:
            out = self.defeat.out
            affirming = [s for s in self.statements(claim) if s.affirms and s.id not in out]
            found = self._standing[claim] = self.side(claim, affirming)
        return found

    @cached_property
    def grouping(self) -> tuple[Statement, ...]:
        """The known statements that decide who is one voice, whatever claim they are about."""
        return group_deciding_statements(self.dossier, self.known.statements.values())

    @cached_property
    def by_state(self) -> "Assessor":
        """The same dossier with everything under one state taken as one voice: the second figure."""
        return Assessor(self.dossier, self.as_of, self.policy, Grouping.STATE)

    @cached_property
    def by_name(self) -> "Assessor":
        """The same dossier with every name taken for a voice of its own: what a count of names would say."""
        return Assessor(self.dossier, self.as_of, self.policy, Grouping.NAME)

    # --- one claim -------------------------------------------------------------------------------------------------

    def _assess(self, claim: Claim) -> Assessment:
        out = self.defeat.out
        statements = self.statements(claim.id)
        affirmed = [s for s in statements if s.affirms]
        side = self.standing(claim.id)
        affirming, counts = side.statements, side.counts
        before_defeat = counts if len(affirming) == len(affirmed) else self.side(claim.id, affirmed).counts
        against = self.side(claim.id, [s for s in statements if s.denies and s.id not in out])
        denying, denials = against.statements, against.counts
        stakes = Stakes(claim, self.dossier, self.groups)
        fallen = tuple(s for s in affirmed if s.id in out) if out else ()
        causes = tuple(dict.fromkeys(c for s in fallen for c in out[s.id]))
        all_out = bool(affirmed) and not affirming
        rivals = self._standing_rivals(claim)
        admission = self._admission(claim, affirming, stakes)
        shown_by, refuted_by = self._evidence(claim, statements, stakes)
        facts = Facts(
            affirmed=bool(affirmed),
            all_out=all_out,
            all_retracted=all_out and all(any(c.kind == RETRACTION for c in out[s.id]) for s in fallen),
            revised=all_out and any(c.kind == REVISION for c in causes),
            notice=all_out and any(c.notice for c in causes),
            origins=counts.min,
            named=len(counts.named),
            chains=counts.chains,
            named_non_party=any(not stakes.party(side.groups_of(o)) for o in counts.named),
            only_own_position=bool(claim.position_of)
            and bool(counts.origins)
            and all(stakes.own_position(side.groups_of(o)) for o in counts.origins),
            authenticated=bool(shown_by),
            against_interest=any(s.against_interest and stakes.concerned(self._speaker(s)) for s in affirming),
            no_comment=any(s.stance is Stance.NO_COMMENT and s.id not in out and s.attributed for s in statements),
            denied=denials.min > 0,
            denied_by_non_party=any(not stakes.party(against.groups_of(o)) for o in denials.origins),
            rival_stands=bool(rivals),
            adjudicated=any(s.adjudication for s in denying) or bool(refuted_by),
            admitted=admission is not None,
            uncommitted=any(
                s.stance is not None and s.certainty is Certainty.UNCOMMITTED and s.attributed and s.id not in out
                for s in statements
            )
            and not affirming
            and not denying,
        )
        status, row = decide(facts, self.policy)
        return Assessment(
            claim=claim,
            status=status,
            row=row,
            facts=facts,
            support=support(facts, self.policy),
            challenge=challenge(facts),
            counts=counts,
            before_defeat=before_defeat,
            modifiers=tuple(self._modifiers(side, affirmed, stakes, statements)),
            statements=statements,
            supporting=side,
            denials=against,
            fallen=fallen,
            causes=causes,
            stakes=stakes,
            standing_rivals=rivals,
            admission=admission,
            evidence=(*shown_by, *refuted_by),
        )

    def _speaker(self, statement: Statement) -> list[str]:
        """The group a statement begins with; nobody for the outlet that does not say where it has it from."""
        source = speaking_source(statement, self.dossier.documents)
        if source is None or statement.own is Own.UNSOURCED:
            return []
        node = node_of(source, ClaimGroups(self.groups, {}))
        return [node.id] if node.is_group else []

    def _standing_rivals(self, claim: Claim) -> tuple[str, ...]:
        """The rivals that stand on an origin that is none of this claim's."""
        rivals = self.known.rivals.get(claim.id, ())
        if not rivals:
            return ()
        mine = [self._bases(self.standing(claim.id), o) for o in self.standing(claim.id).counts.origins]
        found = []
        for rival in rivals:
            theirs = self.standing(rival)
            bases = [self._bases(theirs, o) for o in theirs.counts.origins]
            if any(not any(base & other for other in mine) for base in bases):
                found.append(rival)
        return tuple(found)

    @staticmethod
    def _bases(side: Side, origin: Node) -> set[str | Node]:
        """The names the dossier's own groups have for an origin; a claim may have joined several of them.

        Voices nobody can place are one voice here as everywhere: nobody can tell that they are two.
        """
        return {*side.groups_of(origin)} or {origin}

    def _admission(self, claim: Claim, affirming: Sequence[Statement], stakes: Stakes) -> tuple[str, str] | None:
        """An affirmation by a concerned party, and the earlier denial of the same voice that it gives up."""
        if not claim.concerns:
            return None
        documents = self.dossier.documents
        for statement in affirming:
            speaker = self._speaker(statement)
            said = date_of(statement, documents)
            if not speaker or said is None or not stakes.concerned(speaker):
                continue
            for wider in wider_claims(self.dossier.claims, claim.id):
                for denial in self.statements(wider):
                    if not denial.denies or denial.id in self.defeat.out:
                        continue
                    denied = date_of(denial, documents)
                    if denied is not None and denied.before(said):
                        if self._speaker(denial) == speaker:
                            return statement.id, denial.id
        return None

    def _evidence(self, claim: Claim, statements: Sequence[Statement], stakes: Stakes) -> tuple[list[str], list[str]]:
        """Authenticated records for the claim, and against it: the ids of items and of statements made of them."""
        for_it: list[str] = []
        against: list[str] = []
        rivals = set(self.known.rivals.get(claim.id, ()))
        for item in self.dossier.evidence.values():
            if not self._authentic(item, stakes):
                continue
            if claim.id in item.shows:
                for_it.append(item.id)
            if claim.id in item.refutes or rivals.intersection(item.shows):
                against.append(item.id)
        for statement in statements:
            if statement.authenticated_by is None or statement.id in self.defeat.out:
                continue
            made_of = statement.chain and not statement.chain[0].is_document
            if not made_of or self.dossier.sources[statement.chain[0].id].kind is not SourceKind.RECORD:
                continue
            if self._is_party(statement.authenticated_by, stakes):
                continue
            if statement.affirms:
                for_it.append(statement.id)
            elif statement.denies:
                against.append(statement.id)
        return for_it, against

    def _authentic(self, item: Evidence, stakes: Stakes) -> bool:
        if item.authenticated_by is None or (item.published and item.published.earliest > self.known.day):
            return False
        return not self._is_party(item.authenticated_by, stakes)

    def _is_party(self, source: str, stakes: Stakes) -> bool:
        return stakes.party([self.groups.top[source]])

    def _modifiers(
        self, side: Side, affirmed: Sequence[Statement], stakes: Stakes, statements: Sequence[Statement]
    ) -> Iterator[Modifier]:
        affirming, counts = side.statements, side.counts
        if affirming and len({s.document for s in affirming}) == 1 and affirming[0].document is not None:
            yield Modifier.SINGLE_DOCUMENT
        if counts.origins and all(stakes.party(side.groups_of(o)) for o in counts.origins):
            yield Modifier.PARTY_ONLY
        if counts.cycles:
            yield Modifier.CIRCULAR
        if counts.chains == 1:
            yield Modifier.SINGLE_POINT_OF_FAILURE
        if self._stale(statements):
            yield Modifier.STALE
        if counts.origins and all(o.is_anonymous for o in counts.origins):
            yield Modifier.ANONYMOUS_ONLY
        # Of a claim whose affirmations all fell one asks how it had been told.
        if any(s.inferred for s in (affirming or affirmed)):
            yield Modifier.INFERRED

    def _stale(self, statements: Sequence[Statement]) -> bool:
        dates = [date_of(s, self.dossier.documents) for s in statements]
        known = [d.latest for d in dates if d is not None]
        return bool(known) and len(known) == len(dates) and self.known.day - max(known) > self.policy.stale_after


def counts_with_suspected_copies(
    assessor: Assessor, assessment: Assessment, copies: Mapping[str, str]
) -> IndependenceCounts:
    """The figures once the copies the tool only suspects are taken for what they seem to be."""
    return assessor.side(assessment.claim.id, assessment.affirming, {**assessor.copies, **copies}).counts
