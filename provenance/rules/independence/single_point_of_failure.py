"""single-point-of-failure: several origins, one bottleneck."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        bottlenecks = [c for c in a.counts.dominators if c not in a.counts.origins]
        if not bottlenecks or (a.counts.min == 1 and len(a.counts.paths) < 2):
            continue
        yield context.at_claim(
            a,
            M("everything passes through {names:the}", names=context.nodes(bottlenecks)),
            Proof("cut", tuple(c.id for c in a.counts.dominators)),
            M("reach one origin by another way"),
        )


RULE = Rule(
    code="PV305",
    name="single-point-of-failure",
    severity=Severity.WARNING,
    title=M("everything passes through one relay"),
    why=M(
        "If that relay misheard, mistranslated or invented, every report is wrong at once, whatever the origins said."
    ),
    origin="Menger (1927); Heuer, Psychology of Intelligence Analysis (1999), chapter 8",
    bad="""sources: {m: {name: The minister}, w: {name: A witness}, p: {name: The Agency, kind: agency}}
claims: {c1: A claim.}
statements: [{chain: m → p, says: {c1: words}}, {chain: w → p, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}, w: {name: A witness}, p: {name: The Agency, kind: agency}}
claims: {c1: A claim.}
statements: [{chain: m → p, says: {c1: words}}, {chain: w, says: {c1: words}}]
""",
    check=check,
)
