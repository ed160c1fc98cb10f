"""unconfirmed-claim: the article runs it as a fact, and one voice carries it."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.vocabulary import Severity, Status
from provenance.rules.base import Context, RawFinding, Rule

_WEAK = frozenset({Status.UNCONFIRMED, Status.UNSOURCED})


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.status not in _WEAK or not a.statements or a.claim.declared in _WEAK:
            continue
        if any(s.flagged for s in a.statements):
            continue
        yield context.at_claim(
            a,
            M("{status}, and nothing says so", status=STATUS[a.status]),
            Proof("cut", tuple(c.id for c in a.counts.dominators)),
            M("attribute it in the text, or mark it unconfirmed in the dossier"),
        )


RULE = Rule(
    code="PV401",
    name="unconfirmed-claim",
    severity=Severity.WARNING,
    title=M("an unconfirmed claim that nobody marks"),
    why=M(
        "What rests on one origin may be run, if the reader is told. The rule is silent once the reporter flags it in the "
        "text (`flagged`) or the editor declares it."
    ),
    origin="AFP, Editorial Standards (2016); Charter of Munich (1971), duty 3",
    bad="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
    good="""sources: {m: {name: The minister}}
claims: {c1: {text: A claim., status: unconfirmed}}
statements: [{chain: m, says: {c1: words}}]
""",
    check=check,
)
