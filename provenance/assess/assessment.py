"""The assessment of each claim of a dossier at a date, under a policy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.assess.admission import Admission, admission
from provenance.assess.copies import Copies, Pairs, recorded_pairs
from provenance.assess.defeat import RETRACTION, REVISION, Defeat, DefeatCause, defeat
from provenance.assess.objections import Objections, denials, rival_weight
from provenance.assess.parties import Stakes
from provenance.assess.reuse import Inputs, unchanged_claims
from provenance.assess.settled import Settled, Settlements
from provenance.assess.side import Side
from provenance.assess.snapshot import Snapshot, rival_claims, snapshot, wider_claims
from provenance.assess.status import Facts, challenge, decide, support
from provenance.assess.subset import relevant_subset
from provenance.assess.utterance import date_of, speaking_source
from provenance.graph.groups import ClaimGroups, claim_groups, control_groups, group_deciding_statements
from provenance.graph.independence import NO_COUNTS, IndependenceCounts, independence
from provenance.graph.paths import node_of, report_paths
from provenance.model.dates import When
from provenance.model.dossier import Claim, Dossier, Statement
from provenance.model.frozen import quickly_made
from provenance.model.policy import Policy
from provenance.model.vocabulary import Certainty, Challenge, Grouping, Modifier, Own, Stance, Status, Support


@quickly_made
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
    settled: Settled
    objections: Objections
    admission: Admission | None

    @property
    def affirming(self) -> tuple[Statement, ...]:
        return self.supporting.statements

    @property
    def denying(self) -> tuple[Statement, ...]:
        return self.denials.statements

    @property
    def denying_voices(self) -> tuple[Statement, ...]:
        """The denials, without those that only relay a document which is one of them."""
        told = {s.document for s in self.denying}
        first = (s for s in self.denying if not (s.chain and s.chain[0].is_document and s.chain[0].id in told))
        return tuple(first) or self.denying

    @property
    def standing_rivals(self) -> tuple[str, ...]:
        """The rivals that stand on an origin that counts against this claim."""
        return tuple(sorted(self.objections.rivals))

    @property
    def all_out(self) -> bool:
        return self.facts.affirmed and self.facts.all_out

    @property
    def effective_counts(self) -> IndependenceCounts:
        """The figures that tell what the claim hangs on, or hung on before all of it fell."""
        return self.before_defeat if self.all_out else self.counts


class Assessor:
    """Assesses the claims of one dossier as known at one date. Everything is worked out on demand, once.

    `seen` are pairs of documents that seem to be copies of one text. `before` is the assessor of an earlier state of
    the dossier: what cannot have changed is taken from it.
    """

    def __init__(
        self,
        dossier: Dossier,
        as_of: When,
        policy: Policy,
        grouping: Grouping | None = None,
        before: "Assessor | None" = None,
        seen: Pairs = frozenset(),
    ) -> None:
        self.dossier = dossier
        self.as_of = as_of
        self.policy = policy
        self.copies = Copies(dossier, recorded_pairs(dossier.documents), seen)
        self.known: Snapshot = snapshot(dossier, as_of, self.copies)
        spoken = [s for s in self.known.statements.values() if not s.never_said]
        self.groups = control_groups(dossier, spoken, grouping or policy.grouping)
        self.voices = ClaimGroups(self.groups, {})
        self.defeat: Defeat = defeat(self.known, self.groups)
        if self.known.running and self.defeat.out:
            # What fell gives a value no day.
            rivals = rival_claims(dossier, self.known.day, self._standing_or_fallen())
            self.known = replace(self.known, rivals=rivals)
        self.settlements = Settlements(self.known, self.groups, self.defeat.out, self.defeat.never_said)
        self._assessed: dict[str, Assessment] = {}
        self._standing: dict[str, Side] = {}
        self.inputs = Inputs(self.known, as_of, policy, self.groups, self.defeat, seen)
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

    def _standing_or_fallen(self) -> dict[str, list[Statement]]:
        """The statements on each claim that give it its days: the affirmations that stand, else those that fell."""
        found = {}
        for claim in self.dossier.claims:
            affirmed = [s for s in self.statements(claim) if s.affirms]
            found[claim] = [s for s in affirmed if s.id not in self.defeat.out] or affirmed
        return found

    def side(self, claim: str, statements: Sequence[Statement]) -> Side:
        """The independence of some statements on a claim."""
        voiced = claim_groups(self.dossier, self.voices, claim)
        return Side(tuple(statements), voiced, independence(report_paths(statements, self.dossier.documents, voiced)))

    def standing(self, claim: str) -> Side:
        """The affirmations of a claim that stand."""
        found = self._standing.get(claim)
        if found is None:
            out = self.defeat.out
            affirming = [s for s in self.statements(claim) if s.affirms]
            if out:
                affirming = [s for s in affirming if s.id not in out]
            found = self._standing[claim] = self.side(claim, affirming)
        return found

    def with_dossier(self, dossier: Dossier) -> "Assessor":
        """An assessor of another dossier, on the same day and under the same policy."""
        return Assessor(dossier, self.as_of, self.policy, seen=self.copies.seen)

    @cached_property
    def written(self) -> dict[str, Statement]:
        """The statements as the file has them: those read in a copy do not come through the text it copies."""
        return {statement.id: statement for statement in self.dossier.statements}

    @cached_property
    def grouping(self) -> tuple[Statement, ...]:
        """The known statements that decide who is one voice, whatever claim they are about."""
        return group_deciding_statements(self.dossier, self.known.statements.values())

    @cached_property
    def joins_voices(self) -> bool:
        """Whether two sources of the dossier's chains and publishers are one voice."""
        top, documents = self.groups.top, self.dossier.documents.values()
        speaking = {hop.id for s in self.dossier.statements for hop in s.chain if not hop.is_document}
        speaking.update(document.publisher for document in documents)
        return bool(self.groups.unions) and len({top[source] for source in speaking}) < len(speaking)

    @cached_property
    def by_state(self) -> "Assessor":
        """The same dossier with everything under one state taken as one voice: the second figure."""
        return Assessor(self.dossier, self.as_of, self.policy, Grouping.STATE, seen=self.copies.seen)

    @cached_property
    def by_name(self) -> "Assessor":
        """The same dossier with every name taken for a voice of its own: what a count of names would say."""
        return Assessor(self.dossier, self.as_of, self.policy, Grouping.NAME, seen=self.copies.seen)

    @cached_property
    def as_written(self) -> "Assessor":
        """The same dossier with the copies that only the texts show left out of account."""
        return Assessor(self.dossier, self.as_of, self.policy) if self.copies.seen else self

    @cached_property
    def without_inference(self) -> "Assessor":
        """The claims that what is inferred may touch, in the same dossier without seen copies and without the hops that
        somebody inferred.
        """
        part = relevant_subset(self, *(claim for claim in self.dossier.claims if self._may_be_inferred(claim)))
        statements = tuple(
            replace(s, chain=tuple(hop for hop in s.chain if not hop.inferred)) if s.inferred else s
            for s in part.statements
        )
        return Assessor(replace(part, statements=statements), self.as_of, self.policy)

    # --- one claim -------------------------------------------------------------------------------------------------

    def _assess(self, claim: Claim) -> Assessment:
        out = self.defeat.out
        statements = self.statements(claim.id)
        side = self.standing(claim.id)
        affirming, counts = side.statements, side.counts
        affirmed = [s for s in statements if s.affirms] if out else affirming
        named = counts.named
        before_defeat = counts if len(affirming) == len(affirmed) else self.side(claim.id, affirmed).counts
        # Whatever stands and does not affirm.
        answers = [s for s in statements if not s.affirms and s.id not in out]
        denying = [s for s in answers if s.denies]
        against = self.side(claim.id, denying) if denying else Side((), side.groups, NO_COUNTS)
        stakes = Stakes(claim, self.dossier, self.groups)
        fallen = tuple(s for s in affirmed if s.id in out) if out else ()
        causes = tuple(dict.fromkeys(c for s in fallen for c in out[s.id]))
        all_out = bool(affirmed) and not affirming
        settled = self.settlements.of(claim.id)
        objections = self._objections(claim, side, against, stakes)
        admitted = self._admission(claim, affirming, stakes)
        facts = Facts(
            affirmed=bool(affirmed),
            all_out=all_out,
            all_retracted=all_out and all(any(c.kind == RETRACTION for c in out[s.id]) for s in fallen),
            revised=all_out and any(c.kind == REVISION for c in causes),
            notice=all_out and any(c.notice for c in causes),
            origins=counts.min,
            named=len(named),
            chains=counts.chains,
            named_non_party=any(not stakes.party(side.groups_of(o)) for o in named) if stakes.any() else bool(named),
            only_own_position=bool(claim.position_of)
            and bool(counts.origins)
            and all(stakes.own_position(side.groups_of(o)) for o in counts.origins),
            against_interest=any(s.against_interest and stakes.concerned(self._speaker(s)) for s in affirming),
            settled_for=bool(settled.in_favour),
            settled_against=bool(settled.against),
            no_comment=any(s.stance is Stance.NO_COMMENT and s.attributed for s in answers),
            denied=bool(against.counts.origins),
            contested=bool(objections.contested_by),
            contradicted=bool(objections.contradicted_by),
            admitted=admitted is not None,
            uncommitted=not affirming
            and not denying
            and any(s.stance is not None and s.certainty is Certainty.UNCOMMITTED and s.attributed for s in answers),
        )
        status, row = decide(facts, self.policy)
        found = Assessment(
            claim=claim,
            status=status,
            row=row,
            facts=facts,
            support=support(facts, self.policy),
            challenge=challenge(facts),
            counts=counts,
            before_defeat=before_defeat,
            modifiers=tuple(self._modifiers(side, stakes, statements)),
            statements=statements,
            supporting=side,
            denials=against,
            fallen=fallen,
            causes=causes,
            stakes=stakes,
            settled=settled,
            objections=objections,
            admission=admitted,
        )
        return replace(found, modifiers=(*found.modifiers, Modifier.INFERRED)) if self._is_inferred(found) else found

    def _speaker(self, statement: Statement) -> list[str]:
        """The group a statement begins with; nobody for the outlet that does not say where it has it from."""
        source = speaking_source(statement, self.dossier.documents)
        if source is None or statement.own is Own.UNSOURCED:
            return []
        node = node_of(source, self.voices)
        return [node.id] if node.is_group else []

    def _objections(self, claim: Claim, side: Side, against: Side, stakes: Stakes) -> Objections:
        contesting: list[str] = []
        contradicting: list[str] = []
        if against.statements:
            whole = [s for s in against.statements if not s.only]
            entire = against if len(whole) == len(against.statements) else self.side(claim.id, whole)
            contesting, contradicting = denials(against, entire, stakes)
        for rival in self.known.rivals.get(claim.id, ()):
            theirs = self.standing(rival)
            if not theirs.counts.origins or self.settlements.of(rival).against:
                continue
            weight = rival_weight(side, theirs, stakes, self.dossier.documents)
            if weight is not None:
                (contradicting if weight == "contradicts" else contesting).append(rival)
        return Objections(tuple(s.id for s in against.statements), tuple(contesting), tuple(contradicting))

    def _admission(self, claim: Claim, affirming: Sequence[Statement], stakes: Stakes) -> Admission | None:
        if not claim.concerns:
            return None
        return admission(
            self.known,
            self.groups,
            affirming,
            wider_claims(self.dossier, claim.id),
            stakes,
            self._speaker,
            self._was_made,
            lambda s: s.id not in self.defeat.out,
        )

    def _was_made(self, denial: Statement) -> bool:
        """Whether it stands, or was taken back by whoever made it."""
        causes = self.defeat.out.get(denial.id)
        return causes is None or any(
            self._actor(cause.by) == self.known.speaking_group(denial, self.groups) for cause in causes
        )

    def _actor(self, act: str) -> str | None:
        """The group that made an act, a document or a statement."""
        document = self.dossier.documents.get(act)
        if document is not None and act in self.known.documents:
            return self.groups.top[document.publisher]
        said = self.known.statements.get(act)
        return None if said is None else self.known.speaking_group(said, self.groups)

    def _modifiers(self, side: Side, stakes: Stakes, statements: Sequence[Statement]) -> Iterator[Modifier]:
        affirming, counts = side.statements, side.counts
        if affirming and len({s.document for s in affirming}) == 1 and affirming[0].document is not None:
            yield Modifier.SINGLE_DOCUMENT
        if counts.origins and stakes.any() and all(stakes.party(side.groups_of(o)) for o in counts.origins):
            yield Modifier.PARTY_ONLY
        if counts.cycles:
            yield Modifier.CIRCULAR
        if counts.chains == 1:
            yield Modifier.SINGLE_POINT_OF_FAILURE
        if self._stale(statements):
            yield Modifier.STALE
        if counts.origins and all(o.is_anonymous for o in counts.origins):
            yield Modifier.ANONYMOUS_ONLY

    def _stale(self, statements: Sequence[Statement]) -> bool:
        """Whether all of them are dated, and were made long ago."""
        documents, since = self.dossier.documents, self.known.day - self.policy.stale_after
        dates = (date_of(s, documents) for s in statements)
        return bool(statements) and all(when is not None and when.latest < since for when in dates)

    def _is_inferred(self, found: Assessment) -> bool:
        """Whether the status, origins, chains or cut would be others without what was inferred."""
        claim = found.claim.id
        return self._may_be_inferred(claim) and _figures(found) != _figures(self.without_inference[claim])

    def _may_be_inferred(self, claim: str) -> bool:
        inferred = self._inferred_claims
        return bool(inferred) and (None in inferred or not inferred.isdisjoint(self.near_claims(claim)))

    @cached_property
    def _inferred_claims(self) -> frozenset[str | None]:
        """The claims with an inferred hop; None where such a hop may decide who is one voice, for all of them."""
        if not any(hop.inferred for s in self.known.statements.values() for hop in s.chain):
            return frozenset()
        claims = {s.claim for s in self.known.statements.values() if s.inferred and s.claim is not None}
        return frozenset((*claims, None) if any(s.inferred for s in self.grouping) else claims)

    def near_claims(self, claim: str) -> tuple[str, ...]:
        """The claims whose statements bear on that of one: its rivals, theirs, and what it is narrower than."""
        rivals = self.known.rivals
        near = dict.fromkeys((*wider_claims(self.dossier, claim), *rivals.get(claim, ())))
        near.update(dict.fromkeys(r for rival in rivals.get(claim, ()) for r in rivals.get(rival, ())))
        return tuple(near)


def _figures(found: Assessment) -> tuple[object, ...]:
    counts = found.counts
    return found.status, counts.min, counts.max, counts.chains, counts.dominators
