"""same-owner-corroboration: two names, one organisation."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        by_group: dict[str, dict[str, None]] = {}
        for statement in a.affirming:
            for hop in statement.chain[:2]:
                if not hop.is_document:
                    by_group.setdefault(context.group(hop.id), {})[hop.id] = None
        first = {o.id for o in a.counts.origins}
        for group, sources in by_group.items():
            if group in first and len(sources) >= 2 and a.counts.min == 1:
                yield context.at_claim(
                    a,
                    M(
                        "{names:the} are one voice: {house:the}",
                        names=tuple(context.name(s) for s in sources),
                        house=context.name(group),
                    ),
                    Proof("names", (group, *sorted(sources))),
                    M("do not present them as confirming each other"),
                )


RULE = Rule(
    code="PV306",
    name="same-owner-corroboration",
    severity=Severity.WARNING,
    title=M("two names, one house"),
    why=M(
        "A ministry and its spokesman, a government and its agency: what they say alike is said once. The reason of each "
        "union is printed with the claim."
    ),
    origin="PROV actedOnBehalfOf; Reporters Without Borders, Media Ownership Monitor",
    bad="""sources: {g: {name: The government, kind: government}, m: {name: The minister, part_of: g}, s: {name: The spokesman, part_of: g}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: s, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}, s: {name: A witness}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: s, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.HOUSES}),
)
