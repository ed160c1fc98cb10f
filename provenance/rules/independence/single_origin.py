"""single-origin: one voice, however many reports."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity, Support
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.counts.min == 1 and a.support is Support.SINGLE_SOURCE and a.counts.named:
            yield context.at_claim(
                a,
                M("one origin only: {name:the}", name=context.nodes(a.counts.origins)),
                Proof("cut", tuple(c.id for c in a.counts.dominators)),
                M("look for a source that owes nothing to it"),
            )


RULE = Rule(
    code="PV301",
    name="single-origin",
    severity=Severity.WARNING,
    title=M("one origin"),
    why=M("The two-source rule asks for two origins, not for two reports. Everything here goes back to one voice."),
    origin="BBC Editorial Guidelines, section 3 (accuracy); the two-source rule",
    bad="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: The minister, says: {c1: words}}]\n",
    good="""sources: {m: {name: The minister}, w: {name: A witness}}
claims: {c1: A claim.}
statements: [{chain: The minister, says: {c1: words}}, {chain: A witness, says: {c1: words}}]
""",
    check=check,
)
