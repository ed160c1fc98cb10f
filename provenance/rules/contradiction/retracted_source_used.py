"""retracted-source-used: the words come through a document that was taken back."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.withdrawn import COVERED, unsaid_withdrawals


def check(context: Context) -> Iterator[RawFinding]:
    for assessment, statement, causes in unsaid_withdrawals(context, "retracted"):
        retracted: dict[str, dict[str, None]] = {}
        for cause in causes:
            retracted.setdefault(cause.of, {})[cause.by] = None
        told = tuple(_message(context, name, tuple(by)) for name, by in retracted.items())
        yield context.at_statement(
            statement,
            told[0] if len(told) == 1 else Message("{told}", (("told", told),)),
            Proof("path", (assessment.claim.id, *(name for d, by in retracted.items() for name in (d, *by)))),
            M("take it out, or find it elsewhere"),
        )


def _message(context: Context, name: str, by: tuple[str, ...]) -> Message:
    """That the document was taken back, or that this alone was taken back of it."""
    whole = any(name in context.dossier.documents[notice].retracts for notice in by)
    document, notices = context.document_name(name), tuple(map(context.document_name, by))
    if whole:
        return M("{document:the} was retracted by {by:the}", document=document, by=notices)
    return M("{by:the} took back this part {document:of}", document=document, by=notices)


RULE = Rule(
    code="PV512",
    name="retracted-source-used",
    severity=Severity.ERROR,
    title=M("a retracted document is quoted"),
    why=M("What its own publisher has taken back carries nothing any more, nor do those who had it from there."),
    origin="COPE Retraction Guidelines (2019); Retraction Watch",
    bad="""sources: {m: {name: The minister}}
documents:
  wire: {publisher: The Agency, published: 2022-07-15}
  notice: {publisher: The Agency, published: 2022-07-16, retracts: wire}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c1: A claim.}
statements: [{chain: m → wire, in: a, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}}
documents:
  wire: {publisher: The Agency, published: 2022-07-15}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c1: A claim.}
statements: [{chain: m → wire, in: a, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.FALLEN}),
    about="text",
    covers=COVERED,
)
