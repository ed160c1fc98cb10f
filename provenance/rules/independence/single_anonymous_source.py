"""single-anonymous-source: everything hangs on one voice without a name."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Modifier, Severity, SourceKind
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        placed = [o for o in a.counts.named if context.source(o.id).kind is SourceKind.ANONYMOUS]
        if Modifier.ANONYMOUS_ONLY not in a.modifiers and not (placed and len(placed) == a.counts.min == 1):
            continue
        own = [s for s in a.affirming if s.own is not None]
        yield context.at_claim(
            a,
            M("the outlet says it without saying where it has it from")
            if own
            else M("only anonymous voices affirm it; they count as one"),
            Proof("cut", tuple(o.id for o in (a.counts.anonymous or a.counts.origins))),
            M("find a named source, or say what the anonymous one is in a position to know"),
            severity=Severity.NOTE if own and len(own) == len(a.affirming) else None,
        )


RULE = Rule(
    code="PV302",
    name="single-anonymous-source",
    severity=Severity.ERROR,
    title=M("one voice, and no name"),
    why=M(
        "Nobody can tell whether several anonymous voices are several people; on the cautious reading they are one. A claim "
        "that hangs on one is not to be run on that alone."
    ),
    origin="The New York Times, Guidelines on Integrity, on anonymous sources; The Washington Post Standards",
    bad="""sources: {x: {name: a person familiar with the matter, kind: anonymous}}
claims: {c1: A claim.}
statements: [{chain: x, says: {c1: words}}]
""",
    good="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
    check=check,
)
