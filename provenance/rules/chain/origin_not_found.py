"""origin-not-found: the trail ends at a document that does not have it."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    recorded = {(s.document, s.claim) for s in context.statements}
    for statement in context.statements:
        if statement.claim is None or not statement.chain or not statement.chain[0].is_document:
            continue
        first = statement.chain[0].id
        if (first, statement.claim) in recorded:
            continue
        yield RawFinding(
            M(
                "the chain begins at {document:the}, in which nobody is recorded saying this",
                document=context.document_name(first),
            ),
            (*statement.pointer[:2], "chain"),
            statement.id,
            Proof("path", tuple(hop.id for hop in statement.chain)),
            M("begin the chain with whoever is quoted there, or record that statement"),
            statement,
        )


RULE = Rule(
    code="PV206",
    name="origin-not-found",
    severity=Severity.ERROR,
    title=M("the trail ends at a document"),
    why=M(
        "A document does not know things; somebody told it, or its author saw them. Where the dossier does not say who, the "
        "claim has no origin, whatever the number of papers that cite the document."
    ),
    origin="Wardle & Derakhshan, Information Disorder (2017); the trail of circular citations known as “citogenesis”",
    bad="""documents: {wire: {publisher: The Agency}, a: {publisher: The Paper}}
claims: {c1: A claim.}
statements: [{chain: wire, in: a, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}}
documents: {wire: {publisher: The Agency}, a: {publisher: The Paper}}
claims: {c1: A claim.}
statements: [{chain: The minister → wire, in: a, says: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.BEGUN_BY_DOCUMENTS}),
    about="file",
)
