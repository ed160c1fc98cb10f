"""relay-hides-origin: only the agency is named."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Own, Severity, SourceKind
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        if not statement.chain or statement.first_hand or statement.own is Own.FIRST_HAND:
            continue
        first = statement.chain[0]
        if first.is_document or context.source(first.id).kind is not SourceKind.AGENCY:
            continue
        document = context.document(statement)
        if document is not None and context.group(document.publisher) == context.group(first.id):
            continue
        yield context.at_statement(
            statement,
            M("{agency:the} is named, not whoever told it", agency=context.name(first.id)),
            Proof("path", tuple(hop.id for hop in statement.chain)),
            M("name the agency's own source, or record that its reporter was there"),
        )


RULE = Rule(
    code="PV203",
    name="relay-hides-origin",
    severity=Severity.NOTE,
    title=M("the agency is named, its source is not"),
    why=M("An agency is nearly always a relay. Who told it decides whether two wires are two voices."),
    origin="Reuters Handbook of Journalism, on sourcing; FAIR study of wire copy",
    bad="""sources: {t: {name: Tass, kind: agency}}
documents: {a: {publisher: The Paper}}
statements: [{chain: Tass, in: a, quote: words}]
""",
    good="""sources: {t: {name: Tass, kind: agency}, o: {name: Ouchakov}}
documents: {a: {publisher: The Paper}}
statements: [{chain: Ouchakov → Tass, in: a, quote: words}]
""",
    check=check,
    about="text",
)
