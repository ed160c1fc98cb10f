"""check-differs: what was checked is not as it is told."""

from collections.abc import Iterator

from provenance.model.checking import last_check
from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import CheckResult, Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        last = last_check(statement.checked)
        if last is None or last.result is not CheckResult.DIFFERS:
            continue
        said: Message = (
            M("{who} checked it ({how}): it is otherwise", who=last.by, how=last.how)
            if last.how
            else M("{who} checked it: it is otherwise", who=last.by)
        )
        yield context.at_statement(
            statement,
            M("{said}: {note}", said=said, note=last.note) if last.note else said,
            Proof("names", (statement.id,)),
            M("correct the text, or log the check that settles it"),
        )


RULE = Rule(
    code="PV211",
    name="check-differs",
    severity=Severity.ERROR,
    title=M("a check found it otherwise"),
    why=M("What a checker found otherwise stands in the log until the text is corrected or a later check settles it."),
    origin="Der Spiegel, Standards für die Dokumentation; The New Yorker checking practice",
    bad="""sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}, checked: {by: Ada, how: recording, result: differs}}]
""",
    good="""sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}, checked: {by: Ada, how: recording}}]
""",
    check=check,
    needs=frozenset({Need.CHECKS}),
    about="text",
)
