"""unresolved-contradiction: the dispute stands, and nobody has said so."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.model.finding import Proof
from provenance.model.message import MN, M
from provenance.model.vocabulary import Severity, Status
from provenance.rules.base import Context, RawFinding, Rule, Situation
from provenance.rules.shared.both_sides import gives_other_side, in_own_voice
from provenance.rules.shared.settling import settled_by

if TYPE_CHECKING:
    from provenance.assess.assessment import Assessment
    from provenance.model.dossier import Statement

#: How many are named: among n answers each would name all others.
MAX_NAMED = 10


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.status in (Status.DISPUTED, Status.DENIED):
            audited = context.audited
            printed = [s for s in a.statements if s.document in audited and s.affirms] if audited else []
            yield from _in_texts(context, a, printed)
            undeclared = a.status is Status.DISPUTED and a.claim.declared is not Status.DISPUTED
            if undeclared and not printed and (a.affirming or a.denying):
                yield context.at_claim(
                    a,
                    M("contradicted by {names:the}", names=_names(context, a)),
                    _proof(a),
                    M("wherever it is told, give both sides; in the dossier, mark it disputed"),
                )
    undecided = context.assessor.defeat.undecided
    for statement in context.statements if undecided else ():
        if statement.id in undecided:
            yield context.at_statement(
                statement,
                M("the acts that would take it back undo each other; it stands until that is settled"),
                Proof("cycle", (statement.id, *statement.retracts)),
                M("check what takes back and what replaces"),
                situation="undecided",
            )


def _in_texts(context: Context, a: "Assessment", printed: "list[Statement]") -> Iterator[RawFinding]:
    """Once a text that does not give the other side: where it speaks for itself, else where it relays a disputed claim."""
    told: set[str | None] = set()
    for statement in sorted(printed, key=lambda s: not in_own_voice(context, s)):
        own = in_own_voice(context, statement)
        if statement.document in told or not (own or a.status is Status.DISPUTED):
            continue
        if statement.document is None or gives_other_side(context, a, statement.document):
            continue
        told.add(statement.document)
        names = _names(context, a)
        yield context.at_statement(
            statement,
            M("the text says it in its own voice, and not that it is contradicted by {names:the}", names=names)
            if own
            else M("contradicted by {names:the}, which the text does not say", names=names),
            _proof(a),
            M("say who affirms it, and give what is said against it")
            if own
            else M("give what is said against it, and who says it"),
            situation="own_voice" if own else "one_side",
        )


def _proof(a: "Assessment") -> Proof:
    return Proof("values", (*(s.id for s in a.affirming), *(s.id for s in a.denying), *a.standing_rivals))


def _names(context: Context, a: "Assessment") -> tuple[object, ...]:
    """Who denies it, what settles it against, and who gives the answers that stand against it."""
    who = dict.fromkeys(context.speaker(s) for s in a.denying_voices)
    settled = settled_by(context, a) if not who else ()
    answering = (s for rival in a.standing_rivals for s in context.assessor[rival].affirming)
    names = tuple(dict.fromkeys((*who, *settled, *map(context.speaker, answering))))
    more = len(names) - MAX_NAMED
    return (*names[:MAX_NAMED], MN("{n} more", "{n} more", more)) if more > 0 else names


RULE = Rule(
    code="PV503",
    name="unresolved-contradiction",
    severity=Severity.WARNING,
    title=M("a contradiction that nobody settles"),
    why=M("A claim that a third party denies, or that has a standing rival, cannot be told as if it were alone."),
    origin="ClaimReview practice; NewsGuard criteria",
    bad="""sources: {m: {name: The minister}, n: {name: The inspector}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: n, denies: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}, n: {name: The inspector}}
claims: {c1: {text: A claim., status: disputed}}
statements: [{chain: m, says: {c1: words}}, {chain: n, denies: {c1: words}}]
""",
    check=check,
    situations={
        "own_voice": Situation(
            M("a text says it in its own voice, certain and unflagged, and does not give the other side"),
            Severity.ERROR,
            "text",
        ),
        "one_side": Situation(
            M("a text relays what is disputed and does not give the other side"), Severity.WARNING, "text"
        ),
        "undecided": Situation(M("acts that would take words back undo each other"), Severity.WARNING, "file"),
    },
)
