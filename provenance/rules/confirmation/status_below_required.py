"""status-below-required: a claim stands lower than the house lets run."""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.model.finding import Proof
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.vocabulary import SUPPORT_RANK, Severity, Status
from provenance.rules.base import Context, RawFinding, Rule

#: An admission carries what it admits as far as a confirmation does.
_RANK = {**SUPPORT_RANK, Status.ADMITTED: SUPPORT_RANK[Status.CONFIRMED]}


def check(context: Context) -> Iterator[RawFinding]:
    required = context.required
    if required is None:
        return
    for a in context.assessments:
        if _RANK.get(a.status, -1) >= _RANK[required] or not _is_told(context, a):
            continue
        yield RawFinding(
            M("it stands as: {assessed}; at least this is required here: {required}",
              assessed=STATUS[a.status], required=STATUS[required]),
            a.claim.pointer,
            a.claim.id,
            Proof("values", (a.status.value, required.value)),
            M("`provenance explain {claim}` says what would change that; or take it out", claim=a.claim.id),
            context.in_article(a),
            key=True,
            severity=Severity.ERROR,
        )  # fmt: skip


def _is_told(context: Context, a: Assessment) -> bool:
    """Whether a text under audit tells the claim as true; where no text is under audit every claim is meant."""
    return not context.audited or any(s.document in context.audited for s in a.affirming)


RULE = Rule(
    code="PV414",
    name="status-below-required",
    severity=Severity.ERROR,
    title=M("a claim stands lower than the configuration requires"),
    why=M(
        "A house may want that what is about to run stands on more than a voice: `[[require]]` in the configuration says "
        "which status claims must at least have in which files. It is silent where nothing is required."
    ),
    origin="BBC Editorial Guidelines, section 3.3.2 (accuracy: sources and their confirmation before publication)",
    bad="""# provenance.toml: [[require]] match = "final/" status = "corroborated"
sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}]
""",
    good="""# provenance.toml: [[require]] match = "final/" status = "corroborated"
sources: {m: {name: The minister}, w: {name: A witness}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: w, says: {c1: words}}]
""",
    check=check,
)
