"""unattributed-claim: neither a chain nor the outlet's own voice."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        if not statement.attributed and statement.stance is not None and not statement.speaker_unclear:
            yield context.at_statement(
                statement,
                M("nobody is named as the source; the statement counts for nothing"),
                Proof("names", (statement.claim or statement.id,)),
                M(
                    "say whose words these are: those of a source, of the outlet itself, or of its reporter who was there"
                ),
            )


RULE = Rule(
    code="PV202",
    name="unattributed-claim",
    severity=Severity.WARNING,
    title=M("a statement without a source"),
    why=M(
        "If a forgotten chain made the paper a witness, two papers that copy one rumour would confirm it. So a statement "
        "with neither chain nor own voice is reported, and counts for nothing."
    ),
    origin="AFP, Editorial Standards and Best Practices (2016), on sourcing",
    bad="claims: {c1: A claim.}\nstatements: [{says: {c1: words}}]\n",
    good="claims: {c1: A claim.}\nstatements: [{own: first_hand, says: {c1: words}}]\n",
    check=check,
    needs=frozenset({Need.UNATTRIBUTED}),
    about="text",
)
