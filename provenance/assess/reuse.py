"""What an assessor may take over from the one of an earlier state of the same dossier."""

from typing import NamedTuple

from provenance.assess.copies import Pairs
from provenance.assess.defeat import Defeat
from provenance.assess.snapshot import Snapshot, wider_claims
from provenance.graph.groups import Groups
from provenance.model.dates import When
from provenance.model.policy import Policy


class Inputs(NamedTuple):
    """All that the assessment of a claim is worked out from, beside the statements on it and near it."""

    known: Snapshot
    as_of: When
    policy: Policy
    groups: Groups
    defeat: Defeat
    seen: Pairs


def unchanged_claims(now: Inputs, before: Inputs) -> list[str]:
    """The claims whose assessment cannot be another: the same statements on the claim, on its rivals and theirs, and on
    what it is narrower than, in a dossier where everything else is the very same.
    """
    new, old = now.known.dossier, before.known.dossier
    same = (
        new.sources is old.sources
        and new.documents is old.documents
        and new.claims is old.claims
        and new.evidence is old.evidence
        and new.parties == old.parties
        and new.distinct == old.distinct
        and now.seen == before.seen
        and now.as_of == before.as_of
        and now.policy == before.policy
        and now.groups.unions == before.groups.unions
        and now.groups.above == before.groups.above
        and now.defeat == before.defeat
    )
    if not same:
        return []
    known, knew = now.known.by_claim, before.known.by_claim
    # Statements have no equality but their identity: a tuple of the same ones is the same tuple.
    kept = {claim for claim in new.claims if known.get(claim, ()) == knew.get(claim, ())}
    rivals, rivalled = now.known.rivals, before.known.rivals
    kept = {claim for claim in kept if rivals.get(claim) == rivalled.get(claim)}

    def unchanged(claim: str) -> bool:
        near = rivals.get(claim, ())
        return (
            kept.issuperset(near)
            and all(kept.issuperset(rivals.get(rival, ())) for rival in near)
            and kept.issuperset(wider_claims(new, claim))
        )

    return [claim for claim in new.claims if claim in kept and unchanged(claim)]
