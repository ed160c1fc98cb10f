"""status-outdated: declared otherwise than it now stands, without claiming too much."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.vocabulary import SUPPORT_RANK, Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.confirmation.status_overclaimed import overclaimed
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        declared = a.claim.declared
        if declared is None or declared is a.status or overclaimed(declared, a.status):
            continue
        if declared in SUPPORT_RANK and a.status in SUPPORT_RANK and SUPPORT_RANK[declared] == SUPPORT_RANK[a.status]:
            continue
        yield RawFinding(
            M(
                "declared {declared}; it now stands as: {assessed}",
                declared=STATUS[declared],
                assessed=STATUS[a.status],
            ),
            (*a.claim.pointer, "status"),
            a.claim.id,
            Proof("values", (declared.value, a.status.value)),
            M("write `status: {assessed}`", assessed=a.status.value),
            context.in_article(a),
        )


RULE = Rule(
    code="PV403",
    name="status-outdated",
    severity=Severity.WARNING,
    title=M("the declared status is no longer the right one"),
    why=M("Something was added, denied, withdrawn or admitted since the editor wrote the status down."),
    origin="IFCN Code of Principles, principle 5 (open corrections)",
    bad="""sources: {m: {name: The minister}, w: {name: A witness}}
claims: {c1: {text: A claim., status: unconfirmed}}
statements: [{chain: m, says: {c1: words}}, {chain: w, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}}
claims: {c1: {text: A claim., status: unconfirmed}}
statements: [{chain: m, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.DECLARED_STATUSES}),
    about="file",
)
