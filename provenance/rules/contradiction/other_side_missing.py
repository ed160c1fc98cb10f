"""other-side-missing: those whose conduct it is have not been heard."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    above = context.assessor.groups.above
    for a in context.assessments:
        if not a.claim.concerns or not a.affirming:
            continue
        concerned = a.claim.concerns
        speakers = (s.chain[0].id for s in a.statements if s.chain and not s.chain[0].is_document)
        asked = (asked.who for asked in a.claim.asked)
        if all(above[who].isdisjoint(concerned) for who in (*speakers, *asked)):
            yield context.at_claim(
                a,
                M(
                    "it is about {names:the}, who {names:verb is/are} not heard on it",
                    names=tuple(context.name(c) for c in concerned),
                ),
                Proof("names", tuple(concerned)),
                M("ask them, and record the question and the answer"),
            )


RULE = Rule(
    code="PV509",
    name="other-side-missing",
    severity=Severity.WARNING,
    title=M("those it is about are not heard"),
    why=M("A claim about somebody's conduct needs his answer, or the record that he was asked and when."),
    origin="Charter of Munich (1971); Reynolds v Times Newspapers [2001] 2 AC 127, factor 7",
    bad="""sources: {u: {name: The accuser}, m: {name: The minister}}
claims: {c1: {text: A claim., concerns: m}}
statements: [{chain: u, says: {c1: words}}]
""",
    good="""sources: {u: {name: The accuser}, m: {name: The minister}}
claims: {c1: {text: A claim., concerns: m, asked: {who: m, when: 2022-07-19, answer: none}}}
statements: [{chain: u, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.CONCERNED}),
)
