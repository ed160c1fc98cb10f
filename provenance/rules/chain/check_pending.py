"""check-pending: somebody asked for a check, and nothing has come of it."""

from collections.abc import Iterator

from provenance.model.checking import pending_check
from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        asked = pending_check(statement.checked)
        if asked is None:
            continue
        said: Message = M("{who} asks for a check", who=asked.by)
        yield context.at_statement(
            statement,
            M("{said}: {note}", said=said, note=asked.note) if asked.note else said,
            Proof("names", (statement.id,)),
            M("check it, and log what came of it"),
        )


RULE = Rule(
    code="PV213",
    name="check-pending",
    severity=Severity.WARNING,
    title=M("a check that was asked for and not done"),
    why=M("“TK” in the margin is a question that nobody has answered yet: it must not go out with the text."),
    origin="The Chicago Guide to Fact-Checking (Borel, 2016): TK, and what stands behind each fact",
    bad="""sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}, checked: {by: Ada, result: pending, note: TK source}}]
""",
    good="""sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements:
  - {chain: m, says: {c1: words}, checked: [{by: Ada, result: pending}, {by: Ben, how: recording}]}
""",
    check=check,
    needs=frozenset({Need.CHECKS}),
    about="text",
)
