"""What an assessor may take over from the one of an earlier state of the same dossier."""

from typing import NamedTuple

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


def unchanged_claims(now: Inputs, before: Inputs) -> list[str]:
    """The claims whose assessment cannot be another: the same statements on the claim, on its rivals and on what it is
    narrower than, in a dossier where everything else is the very same.
    """
    new, old = now.known.dossier, before.known.dossier
    same = (
        new.sources is old.sources
        and new.documents is old.documents
        and new.claims is old.claims
        and new.evidence is old.evidence
        and new.parties == old.parties
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
    rivals = now.known.rivals
    return [
        claim
        for claim in new.claims
        if claim in kept and kept.issuperset(rivals.get(claim, ())) and kept.issuperset(wider_claims(new.claims, claim))
    ]
