"""reply-overdue: somebody was asked, and did not answer in time."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        for asked in a.claim.asked:
            if asked.answer or asked.deadline is None or not asked.deadline.before(context.assessor.as_of):
                continue
            yield context.at_claim(
                a,
                M(
                    "{who:the} {who:verb was/were} asked and had not answered by {deadline}",
                    who=context.name(asked.who),
                    deadline=asked.deadline,
                ),
                Proof("names", (a.claim.id, asked.who)),
                M("ask once more, or say in the text that no answer came, and when it was asked for"),
            )


RULE = Rule(
    code="PV517",
    name="reply-overdue",
    severity=Severity.WARNING,
    title=M("no answer came in time"),
    why=M("A question that nobody answered is told as such: who was asked, when, and that no answer came."),
    origin="BBC Editorial Guidelines, section 6 (right of reply); Press Council practice on deadlines",
    bad="""as_of: 2022-07-25
sources: {u: {name: The accuser}, m: {name: The minister}}
claims: {c1: {text: A claim., concerns: m, asked: {who: m, when: 2022-07-19, deadline: 2022-07-21}}}
statements: [{chain: u, says: {c1: words}}]
""",
    good="""as_of: 2022-07-25
sources: {u: {name: The accuser}, m: {name: The minister}}
claims: {c1: {text: A claim., concerns: m, asked: {who: m, when: 2022-07-19, deadline: 2022-07-21, answer: No.}}}
statements: [{chain: u, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.ASKED}),
)
