"""superseded-version-used: the words come through a version that was replaced and said otherwise."""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.assess.defeat import DefeatCause
from provenance.model.dossier import Claim
from provenance.model.finding import Proof, Replacement
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule, Situation
from provenance.rules.needs import Need
from provenance.rules.shared.settling import replaced_by
from provenance.rules.shared.withdrawn import COVERED, unsaid_withdrawals


def check(context: Context) -> Iterator[RawFinding]:
    for assessment, statement, causes in unsaid_withdrawals(context, "superseded"):
        cause, out = causes[0], context.assessor.defeat.out
        also = any(s.document == statement.document and s.id not in out for s in assessment.affirming)
        yield context.at_statement(
            statement,
            *_told(context, assessment, cause),
            situation="also_from_elsewhere" if also else "",
            replacement=_replacement(context, assessment, cause),
        )


def _replacement(context: Context, assessment: Assessment, cause: DefeatCause) -> Replacement | None:
    """The value that the newer version gives, where it gives one."""
    now = [claim.value for claim in _said_now(context, assessment, cause) if claim.value is not None]
    if len(now) != 1:
        return None
    return replaced_by(now[0], context.document_name(cause.by))


def _said_now(context: Context, assessment: Assessment, cause: DefeatCause) -> list[Claim]:
    """What the newer version answers to the same question."""
    known = context.assessor.known
    return [
        context.dossier.claims[rival]
        for rival in known.rivals.get(assessment.claim.id, ())
        if any(s.affirms for s in known.by_document.get((cause.by, rival), ()))
    ]


def _told(context: Context, assessment: Assessment, cause: DefeatCause) -> tuple[Message, Proof, Message]:
    """What is wrong, the way it came, and what to write."""
    now = _said_now(context, assessment, cause)
    old, new = context.document_name(cause.of), context.document_name(cause.by)
    proof = Proof("path", (assessment.claim.id, cause.of, cause.by))
    if not now:
        why = M("{old:the} said so; {new:the} takes it back", old=old, new=new)
        return why, proof, M("write that it was taken back, and by whom")
    words = tuple((c.value.date or c.value.text) if c.value else c.text for c in now)
    return (
        M("{old:the} said so; {new:the}, which replaces it, says: {words}", old=old, new=new, words=words),
        proof,
        M(
            "give what the newer version says, and that it says so: {words}",
            words=tuple(c.text.rstrip(".") for c in now),
        ),
    )


RULE = Rule(
    code="PV510",
    name="superseded-version-used",
    severity=Severity.ERROR,
    title=M("an earlier version is still quoted"),
    why=M("Wires are corrected in the next version; whoever copied the first one carries its errors on."),
    origin="AP Statement of News Values, on corrections and writethrus; AP on the Tehran visits, 16 July 2022",
    bad="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16, replaced_by: v2}
  v2: {publisher: The Agency, published: 2022-07-16}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m → v1, in: a, says: {c15: the 15th}}
""",
    good="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16, replaced_by: v2}
  v2: {publisher: The Agency, published: 2022-07-16}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m → v2, in: a, says: {c5: the 5th}}
""",
    check=check,
    needs=frozenset({Need.FALLEN}),
    about="text",
    situations={
        "also_from_elsewhere": Situation(
            M("the same text also has it from somebody who stands by it"), Severity.WARNING, "text"
        )
    },
    covers=COVERED,
)
