"""party-only-confirmation: whoever confirms it has a stake in it."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Modifier, Severity, Stance
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        # What a ruling or evidence shows has more than the word of parties.
        if Modifier.PARTY_ONLY not in a.modifiers or a.settled.in_favour:
            continue
        confirming = [s for s in a.affirming if s.stance is Stance.CONFIRMS]
        if a.counts.min < 2 and not confirming:
            continue
        yield context.at_claim(
            a,
            M("confirmed by interested parties only: {names:the}", names=context.nodes(a.counts.origins)),
            Proof("names", tuple(o.id for o in a.counts.origins)),
            M("find somebody who has no stake in it"),
        )


RULE = Rule(
    code="PV405",
    name="party-only-confirmation",
    severity=Severity.WARNING,
    title=M("confirmed by those who have a stake"),
    why=M("Two governments of one camp that say the same thing are two origins, and neither is disinterested."),
    origin="ICD 206 (2015), on source motivation; BBC Editorial Guidelines 3.3",
    bad="""parties: [m, n]
sources: {m: {name: One ministry, kind: government}, n: {name: Its ally, kind: government}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: n, confirms: {c1: words}}]
""",
    good="""parties: [m]
sources: {m: {name: One ministry, kind: government}, n: {name: A witness}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: n, confirms: {c1: words}}]
""",
    check=check,
    about="text",
)
