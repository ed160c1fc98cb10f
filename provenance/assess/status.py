"""The status table: facts in, status out. Everything a status depends on is in `Facts`."""

from dataclasses import dataclass, replace

from provenance.model.policy import Policy
from provenance.model.vocabulary import Challenge, Status, Support


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table needs to know of a claim, counted on the cautious reading.

    `named` is the number of named origins, `origins` what counts (1 for any number of voices nobody can place).
    """

    affirmed: bool = False
    all_out: bool = False
    all_retracted: bool = False
    revised: bool = False
    notice: bool = False
    origins: int = 0
    named: int = 0
    chains: int = 0
    named_non_party: bool = False
    only_own_position: bool = False
    authenticated: bool = False
    against_interest: bool = False
    no_comment: bool = False
    denied: bool = False
    denied_by_non_party: bool = False
    rival_stands: bool = False
    adjudicated: bool = False
    admitted: bool = False
    uncommitted: bool = False

    def with_affirmation(self) -> "Facts":
        """The facts once a new named non-party has affirmed the claim in a new document of its own."""
        named = self.named + 1
        chains = (self.chains if self.named else 0) + 1
        return replace(
            self, affirmed=True, all_out=False, all_retracted=False, origins=named, named=named, chains=chains,
            named_non_party=True, only_own_position=False,
        )  # fmt: skip

    def with_denial(self) -> "Facts":
        """The facts once a new named non-party has denied it."""
        return replace(self, denied=True, denied_by_non_party=True)

    def with_adjudication(self) -> "Facts":
        """The facts once somebody entitled to it has found it false."""
        return replace(self.with_denial(), adjudicated=True)


def support(facts: Facts, policy: Policy) -> Support:
    """How far the chains carry the claim."""
    if facts.authenticated or facts.against_interest:
        return Support.CONFIRMED
    if facts.origins == 0:
        return Support.NONE
    if facts.only_own_position:
        return Support.SELF_REPORTED
    if (
        facts.origins >= policy.confirmed_origins
        and facts.chains >= policy.confirmed_chains
        and (facts.named_non_party or not policy.confirmed_needs_non_party)
    ):
        return Support.CONFIRMED
    return Support.CORROBORATED if facts.origins >= policy.corroborated_origins else Support.SINGLE_SOURCE


def challenge(facts: Facts) -> Challenge:
    """How far it is contested."""
    if facts.adjudicated:
        return Challenge.REFUTED
    if facts.denied_by_non_party or facts.rival_stands:
        return Challenge.CONTRADICTED
    if facts.denied:
        return Challenge.DENIED
    return Challenge.NO_COMMENT if facts.no_comment else Challenge.NONE


def decide(facts: Facts, policy: Policy) -> tuple[Status, int]:
    """The status and the row of the table that gave it; the first row that matches wins."""
    carried, contested = support(facts, policy), challenge(facts)
    rows = (
        (Status.RETRACTED, facts.affirmed and facts.all_out and facts.all_retracted),
        (Status.CORRECTED if facts.notice else Status.SUPERSEDED, facts.affirmed and facts.all_out and facts.revised),
        (Status.REFUTED, contested is Challenge.REFUTED),
        (Status.ADMITTED, facts.admitted),
        (Status.CONFIRMED, carried is Support.CONFIRMED),
        (Status.DISPUTED, contested is Challenge.CONTRADICTED),
        (Status.DENIED, contested is Challenge.DENIED),
        (Status.CORROBORATED, carried is Support.CORROBORATED),
        (Status.SELF_REPORTED, carried is Support.SELF_REPORTED),
        (Status.UNCONFIRMED, carried is Support.SINGLE_SOURCE),
        (Status.NOT_ASSERTED, facts.uncommitted),
        (Status.UNSOURCED, True),
    )
    return next((status, row) for row, (status, matches) in enumerate(rows, 1) if matches)
