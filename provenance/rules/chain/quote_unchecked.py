"""quote-unchecked: a quotation that nobody has checked, in a dossier that keeps a log of checks."""

from collections.abc import Iterator

from provenance.model.checking import last_check
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Mode, Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    documents = context.dossier.documents.values()
    if not any(s.checked for s in context.statements) and not any(d.checked for d in documents):
        return
    for statement in context.statements:
        document = context.document(statement)
        if statement.mode is not Mode.DIRECT or not statement.quote or statement.document not in context.audited:
            continue
        done = last_check(statement.checked) or (last_check(document.checked) if document else None)
        if done is None:
            yield context.at_statement(
                statement,
                M("not verified against the source"),
                Proof("names", (statement.id,)),
                M("listen to the recording or read the original, and log the check"),
            )


RULE = Rule(
    code="PV212",
    name="quote-unchecked",
    severity=Severity.NOTE,
    title=M("a quotation nobody has checked"),
    why=M("A desk that logs its checks wants to know which quotations are left."),
    origin="IFCN Code of Principles, principle 4 (methodology)",
    bad="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
claims: {c1: It is so., c2: It is not.}
statements:
  - {chain: m, says: {c1: {quote: It is so, mode: direct, checked: {by: Ada, how: recording}}}}
  - {chain: m, says: {c2: {quote: It is not, mode: direct}}}
""",
    good="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
claims: {c1: It is so., c2: It is not.}
statements:
  - {chain: m, says: {c1: {quote: It is so, mode: direct}}}
  - {chain: m, says: {c2: {quote: It is not, mode: direct}}}
""",
    texts={"article.txt": "“It is so”, said the minister. “It is not”, he added.\n"},
    check=check,
    needs=frozenset({Need.CHECKS}),
    about="text",
)
