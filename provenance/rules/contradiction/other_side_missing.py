"""other-side-missing: those whose conduct it is have not been heard."""

from collections.abc import Iterator

from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    above = context.assessor.groups.above
    for a in context.assessments:
        if not a.claim.concerns or not a.affirming:
            continue
        heard: set[str] = set()
        for statement in a.statements:
            heard |= _houses(context, statement, above)
        for asked in a.claim.asked:
            heard |= above[asked.who]
        missing = [c for c in a.claim.concerns if c not in heard]
        if missing and len(missing) == len(a.claim.concerns):
            yield context.at_claim(
                a,
                M("it is about {names}, who are not heard on it", names=tuple(context.name(c) for c in missing)),
                Proof("names", tuple(missing)),
                M("ask them, and record it under `asked:`"),
            )


def _houses(context: Context, statement: Statement, above: object) -> frozenset[str]:
    if not statement.chain or statement.chain[0].is_document:
        return frozenset()
    return context.assessor.groups.above[statement.chain[0].id]


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
)
