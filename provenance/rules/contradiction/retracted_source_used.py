"""retracted-source-used: the words come through a document that was taken back."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    retracted = context.assessor.defeat.retracted
    for statement in context.statements if retracted else ():
        for hop in statement.chain:
            if hop.is_document and hop.id in retracted and statement.document != hop.id:
                by = tuple(cause.by for cause in retracted[hop.id])
                yield RawFinding(
                    M("`{document}` was retracted by {by}", document=hop.id, by=by),
                    (*statement.pointer[:2], "chain"),
                    statement.id,
                    Proof("path", (*(h.id for h in statement.chain), *by)),
                    M("take it out, or find it elsewhere"),
                    statement,
                )


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
    remedy="correct",
)
