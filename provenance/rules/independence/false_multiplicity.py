"""false-multiplicity: many reports, one origin."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import MN, M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule

REPORTS = 3


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.counts.min != 1:
            continue
        documents = sorted({s.document for s in a.affirming if s.document is not None})
        if len(documents) >= REPORTS:
            yield context.at_claim(
                a,
                MN(
                    "{n} report, one origin: {name:the}",
                    "{n} reports, one origin: {name:the}",
                    len(a.counts.paths),
                    name=context.nodes(a.counts.origins),
                ),
                Proof("path", (*(o.id for o in a.counts.origins), *documents)),
                M("do not write that it is confirmed by several media"),
            )


RULE = Rule(
    code="PV303",
    name="false-multiplicity",
    severity=Severity.WARNING,
    title=M("many reports, one origin"),
    why=M("Repetition is not corroboration: however many papers carry it, they all have it from one voice."),
    origin="Cialdini on social proof; ICD 206 (2015), on circular and multiple reporting",
    bad="""sources: {m: {name: The minister}}
documents: {a: {publisher: A}, b: {publisher: B}, c: {publisher: C}}
claims: {c1: A claim.}
statements: [{chain: m, in: [a, b, c], says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}}
documents: {a: {publisher: A}, b: {publisher: B}}
claims: {c1: A claim.}
statements: [{chain: m, in: [a, b], says: {c1: words}}]
""",
    check=check,
)
