"""unresolved-contradiction: the dispute stands, and nobody has said so."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity, Status
from provenance.rules.base import Context, RawFinding, Rule

if TYPE_CHECKING:
    from provenance.assess.assessment import Assessment


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.status is Status.DISPUTED and a.claim.declared is not Status.DISPUTED and (a.affirming or a.denying):
            against = (*(s.id for s in a.denying), *a.standing_rivals)
            yield context.at_claim(
                a,
                M("contradicted by {names}", names=_names(context, a)),
                Proof("values", (*(s.id for s in a.affirming), *against)),
                M("give both sides, or write `status: disputed`"),
            )
    for statement in context.statements:
        if statement.id in context.assessor.defeat.undecided:
            yield context.at_statement(
                statement,
                M("the acts that would take it back undo each other; it stands until that is settled"),
                Proof("cycle", (statement.id, *statement.retracts)),
                M("check `retracts:` and `revises:`"),
            )


def _names(context: Context, a: "Assessment") -> tuple[object, ...]:
    """Who denies it, and the answers that stand against it."""
    who = dict.fromkeys(context.speaker(s) for s in a.denying)
    answers = (M("« {text} »", text=context.dossier.claims[r].text) for r in a.standing_rivals)
    return (*who, *answers)


RULE = Rule(
    code="PV503",
    name="unresolved-contradiction",
    severity=Severity.WARNING,
    title=M("a contradiction that nobody settles"),
    why=M("A claim that a third party denies, or that has a standing rival, cannot be told as if it were alone."),
    origin="ClaimReview practice; NewsGuard criteria",
    bad="""sources: {m: {name: The minister}, n: {name: The inspector}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: n, denies: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}, n: {name: The inspector}}
claims: {c1: {text: A claim., status: disputed}}
statements: [{chain: m, says: {c1: words}}, {chain: n, denies: {c1: words}}]
""",
    check=check,
    remedy="clarify",
)
