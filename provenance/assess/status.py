"""The status table: facts in, status out. Everything a status depends on is in `Facts`."""

from dataclasses import dataclass, replace

from provenance.model.frozen import quickly_made
from provenance.model.policy import Policy
from provenance.model.vocabulary import Challenge, Status, Support


@quickly_made
@dataclass(frozen=True, slots=True)
class Facts:
    """What the table needs to know of a claim, counted on the cautious reading.

    `named` is the number of named origins, `origins` what counts (1 for any number of voices nobody can place).
    `settled_for` and `settled_against` are rulings and authenticated evidence, apart from all voices.
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
    against_interest: bool = False
    settled_for: bool = False
    settled_against: bool = False
    no_comment: bool = False
    denied: bool = False
    contested: bool = False
    contradicted: bool = False
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
        return replace(self, denied=True, contradicted=True)

    def with_adjudication(self) -> "Facts":
        """The facts once somebody entitled to it has found it false, and nothing is settled otherwise."""
        return replace(self.with_denial(), settled_against=True)


def support(facts: Facts, policy: Policy) -> Support:
    """How far the chains carry the claim."""
    if facts.against_interest:
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
    """How far voices object to it."""
    if facts.contradicted:
        return Challenge.CONTRADICTED
    if facts.contested:
        return Challenge.CONTESTED
    if facts.denied:
        return Challenge.DENIED
    return Challenge.NO_COMMENT if facts.no_comment else Challenge.NONE


def decide(facts: Facts, policy: Policy) -> tuple[Status, int]:
    """The status and the row of the table that gave it; the first row that matches wins."""
    carried, objected = support(facts, policy), challenge(facts)
    fell = facts.affirmed and facts.all_out
    corroborated = carried is Support.CORROBORATED
    rows = (
        (Status.DISPUTED, facts.settled_for and facts.settled_against),
        (Status.REFUTED, facts.settled_against),
        (Status.RETRACTED, fell and facts.all_retracted),
        (Status.CORRECTED if facts.notice else Status.SUPERSEDED, fell and facts.revised),
        (Status.ADMITTED, facts.admitted),
        (Status.CONFIRMED, facts.settled_for),
        (Status.DISPUTED, objected is Challenge.CONTRADICTED),
        (Status.CONFIRMED, carried is Support.CONFIRMED),
        (Status.CORROBORATED, corroborated and facts.named_non_party),
        (Status.DISPUTED, objected is Challenge.CONTESTED),
        (Status.DENIED, objected is Challenge.DENIED),
        (Status.CORROBORATED, corroborated),
        (Status.SELF_REPORTED, carried is Support.SELF_REPORTED),
        (Status.UNCONFIRMED, carried is Support.SINGLE_SOURCE),
        (Status.NOT_ASSERTED, facts.uncommitted),
        (Status.UNSOURCED, True),
    )
    return next((status, row) for row, (status, matches) in enumerate(rows, 1) if matches)
