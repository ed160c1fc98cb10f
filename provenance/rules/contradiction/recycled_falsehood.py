"""recycled-falsehood: it was found false before this was written."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity, Status
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.both_sides import says_so, states
from provenance.rules.shared.settling import found_false_before, settled_by, settled_value
from provenance.rules.shared.withdrawn import COVERED


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        for statement in a.statements if a.status is Status.REFUTED else ():
            if not states(statement) or not found_false_before(context, a, statement):
                continue
            if statement.document is None or not says_so(context, a, statement.document):
                yield context.at_statement(
                    statement,
                    M("found false before this was written: {names}", names=settled_by(context, a)),
                    Proof("names", (a.claim.id, *a.settled.against, statement.id)),
                    M("take it out, or tell it as what it is: an old falsehood, with what was found and by whom"),
                    replacement=settled_value(context, a),
                )


RULE = Rule(
    code="PV516",
    name="recycled-falsehood",
    severity=Severity.ERROR,
    title=M("an old falsehood told again"),
    why=M(
        "Hoaxes come back years after they were exposed, and those who pass them on have not looked. What was found false "
        "before a text was written is not a dispute that the text may report."
    ),
    origin="First Draft, “zombie” rumours; Lewandowsky et al., The Debunking Handbook (2020)",
    bad="""sources: {court: {name: The court, kind: institution}, u: {name: The blogger}}
documents:
  ruling: {publisher: The Gazette, published: 2019-03-01}
  post: {publisher: The Blog, published: 2021-04-02}
claims: {c1: The vaccine changes genes.}
statements:
  - {chain: court, in: ruling, adjudication: true, denies: {c1: words}}
  - {chain: u, in: post, says: {c1: words}}
""",
    good="""sources: {court: {name: The court, kind: institution}, u: {name: The blogger}}
documents:
  ruling: {publisher: The Gazette, published: 2019-03-01}
  post: {publisher: The Blog, published: 2018-04-02}
claims: {c1: The vaccine changes genes.}
statements:
  - {chain: court, in: ruling, adjudication: true, denies: {c1: words}}
  - {chain: u, in: post, says: {c1: words}}
""",
    check=check,
    needs=frozenset({Need.TAKEN_BACK}),
    about="text",
    covers=COVERED,
)
