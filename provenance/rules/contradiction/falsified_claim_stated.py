"""falsified-claim-stated: the text states what was found false, or was taken back, and does not say so."""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import because
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity, Status
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.settling import found_false_before, settled_by, settled_value
from provenance.rules.shared.withdrawn import COVERED, unsaid_withdrawals


def check(context: Context) -> Iterator[RawFinding]:
    for assessment, statement, _ in unsaid_withdrawals(context, "falsified"):
        if found_false_before(context, assessment, statement):
            # An old falsehood told again is recycled-falsehood's to tell.
            continue
        yield context.at_statement(
            statement,
            _why(context, assessment),
            Proof("names", _proof(assessment)),
            _advice(assessment, statement),
            replacement=settled_value(context, assessment),
        )


def _why(context: Context, assessment: Assessment) -> Message:
    if assessment.status is Status.REFUTED:
        return M("this was found false: {names}", names=settled_by(context, assessment))
    return because(context.assessor, assessment)[0].message


def _proof(assessment: Assessment) -> tuple[str, ...]:
    return (assessment.claim.id, *assessment.settled.against, *(cause.by for cause in assessment.causes))


def _advice(assessment: Assessment, statement: Statement) -> Message:
    if assessment.status is not Status.REFUTED:
        return M("take it out, or write that it was taken back, and by whom")
    if statement.own is not None or not statement.chain:
        return M("take it out, or write what was found, and by whom")
    return M("take it out, or write in the same place that it was found false, and by whom")


RULE = Rule(
    code="PV515",
    name="falsified-claim-stated",
    severity=Severity.ERROR,
    title=M("what was found false is stated"),
    why=M(
        "A ruling or an authenticated record settles a question that voices only dispute. A text that goes on stating "
        "what it found false, or what its own speaker has taken back, must not run without saying so."
    ),
    origin="International Fact-Checking Network, Code of Principles; Society of Professional Journalists, Code of Ethics (2014)",
    bad="""language: en
sources: {m: {name: The ministry, kind: government}, lab: {name: The laboratory, kind: institution}}
documents: {article: {publisher: The Paper, published: 2022-07-20, file: article.txt}}
claims: {c1: The water is safe.}
statements: [{own: true, says: {c1: the water is safe}}]
evidence: {samples: {given_by: m, refutes: [c1], authenticated_by: lab}}
""",
    good="""language: en
sources: {m: {name: The ministry, kind: government}, lab: {name: The laboratory, kind: institution}}
documents: {article: {publisher: The Paper, published: 2022-07-20, file: article.txt}}
claims: {c1: The water is safe.}
statements:
  - {own: true, says: {c1: the water is safe}}
  - {chain: lab, denies: {c1: the laboratory found that it is not}}
evidence: {samples: {given_by: m, refutes: [c1], authenticated_by: lab}}
""",
    texts={"article.txt": "The mayor drank a glass: the water is safe. Later the laboratory found that it is not.\n"},
    check=check,
    needs=frozenset({Need.TAKEN_BACK}),
    about="text",
    covers=COVERED,
)
