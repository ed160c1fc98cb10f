"""stale-status: declared before what has been said since."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of
from provenance.model.dates import When
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import Modifier, Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.claim.declared is None:
            continue
        on = a.claim.declared_on
        newer = [
            (s, when)
            for s in a.statements
            if on is not None and (when := date_of(s, context.dossier.documents)) is not None and on.before(when)
        ]
        if newer and on is not None:
            # The latest, wherever it stands in the file.
            statement, when = max(newer, key=lambda said: (said[1].latest, said[0].id))
            yield RawFinding(
                _spoken(context, statement, on, when),
                (*a.claim.pointer, "on"),
                a.claim.id,
                Proof("dates", (a.claim.id, on.edtf, statement.id, when.edtf)),
                M("review the status and its date"),
            )
        elif Modifier.STALE in a.modifiers:
            yield RawFinding(
                M("nothing has been said of it for more than {days} days", days=context.assessor.policy.stale_after),
                (*a.claim.pointer, "status"),
                a.claim.id,
                Proof("dates", tuple(s.id for s in a.statements)),
                M("look whether it still holds, and date the status again"),
            )


def _spoken(context: Context, statement: Statement, on: When, when: When) -> Message:
    """Who was heard since; what was only published since may have been said before."""
    who = context.speaker(statement)
    if statement.said_on is None:
        return M("declared on {on}; what {who:the} said of it was published on {when}", on=on, who=who, when=when)
    return M("declared on {on}; on {when} {who:the} spoke of it again", on=on, who=who, when=when)


RULE = Rule(
    code="PV602",
    name="stale-status",
    severity=Severity.WARNING,
    title=M("a status older than what has been said since"),
    why=M("A status is true of what was known when it was written. What came later may have changed it."),
    origin="IFCN Code of Principles, principle 5; schema.org ClaimReview, datePublished",
    bad="""sources: {m: {name: The minister}}
claims: {c1: {text: A claim., status: unconfirmed, on: 2022-07-18}}
statements: [{chain: m, said_on: 2022-07-19, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}}
claims: {c1: {text: A claim., status: unconfirmed, on: 2022-07-19}}
statements: [{chain: m, said_on: 2022-07-19, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.DECLARED_STATUSES}),
    about="file",
)
