"""status-overclaimed: declared above what the chains support."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.vocabulary import OVERCLAIMED_STATUSES, SUPPORT_RANK, Severity, Status
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def overclaimed(declared: Status, assessed: Status) -> bool:
    """Whether a declared status promises more than the assessment gives, in the order of `SUPPORT_RANK`."""
    if declared not in SUPPORT_RANK:
        return False
    if assessed in OVERCLAIMED_STATUSES:
        return SUPPORT_RANK[declared] >= SUPPORT_RANK[Status.UNCONFIRMED]
    return SUPPORT_RANK[declared] > SUPPORT_RANK.get(assessed, SUPPORT_RANK[Status.CONFIRMED])


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.claim.declared is not None and overclaimed(a.claim.declared, a.status):
            yield RawFinding(
                M(
                    "declared {declared}; the chains support: {assessed}",
                    declared=STATUS[a.claim.declared],
                    assessed=STATUS[a.status],
                ),
                (*a.claim.pointer, "status"),
                a.claim.id,
                Proof("cut", tuple(c.id for c in a.effective_counts.dominators)),
                M("write `status: {assessed}`, or record what confirms it", assessed=a.status.value),
                context.in_article(a),
            )


RULE = Rule(
    code="PV402",
    name="status-overclaimed",
    severity=Severity.ERROR,
    title=M("declared above what the chains support"),
    why=M(
        "A status is computed, never stored as truth: what a file declares is held against what its chains carry. Declared "
        "statuses rank unsourced < nobody asserts it < unconfirmed = self-reported < corroborated < confirmed."
    ),
    origin="ICD 203 (2015), analytic standards: confidence must follow from sourcing",
    bad="""sources: {m: {name: The minister}}
claims: {c1: {text: A claim., status: confirmed}}
statements: [{chain: m, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}, w: {name: A witness}}
claims: {c1: {text: A claim., status: confirmed}}
statements: [{chain: m, says: {c1: words}}, {chain: w, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.DECLARED_STATUSES}),
    about="file",
)
