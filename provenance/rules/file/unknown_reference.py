"""unknown-reference: a name that nothing in the dossier bears."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV102",
    name="unknown-reference",
    severity=Severity.ERROR,
    title=M("a name that nothing here bears"),
    why=M(
        "A chain that names an undeclared source, a document that revises one that does not exist: the link is broken, "
        "and independence counted over a broken link is wrong. A slip of the pen makes two voices of one."
    ),
    origin="W3C PROV-CONSTRAINTS, section 5 (dangling identifiers)",
    bad="""sources: {minister: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: ministre de rien, says: {c1: words}}]
""",
    good="""sources: {minister: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: The minister, says: {c1: words}}]
""",
    check=lambda context: context.problems("unknown-reference"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
