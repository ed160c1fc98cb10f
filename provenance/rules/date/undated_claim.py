"""undated-claim: nobody knows when it was said."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.statements and all(date_of(s, context.dossier.documents) is None for s in a.statements):
            yield context.at_claim(
                a,
                M("none of its statements has a date"),
                Proof("dates", tuple(s.id for s in a.statements)),
                M("add `published:` to the documents, or `said_on:` to the statements"),
            )


RULE = Rule(
    code="PV601",
    name="undated-claim",
    severity=Severity.NOTE,
    title=M("nothing says when"),
    why=M(
        "Without a date a statement counts as always known, and no order of claim, denial and correction can be told."
    ),
    origin="EDTF (ISO 8601-2:2019); Berkeley Protocol (2022), on chronology",
    bad="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
    good="""sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: m, said_on: 2022-07-19, says: {c1: words}}]
""",
    check=check,
    about="file",
)
