"""confidential-name-in-text: the name of a confidential source stands where others read it."""

from collections.abc import Iterator

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    yield from context.problems("confidential-name-in-text")


RULE = Rule(
    code="PV117",
    name="confidential-name-in-text",
    severity=Severity.ERROR,
    title=M("the name of a confidential source stands where others read it"),
    why=M(
        "Claim files are sent around, committed and published; hiding a name in what is made of them comes too late. The "
        "name belongs in the private file beside. `provenance validate --confidential` searches everything else for the "
        "names that stand there, however they are spelled, and fails where it finds one; a name beside `confidential: "
        "true` is a warning."
    ),
    origin="Committee to Protect Journalists, Digital Safety Kit (protecting sources); Global Charter of Ethics for "
    "Journalists (IFJ, 2019), article 7",
    bad="""sources:
  minister: {name: Anne Roux, kind: person, role: a minister, confidential: true}
statements: [{chain: minister, quote: the bridge closes}]
""",
    good="""sources:
  s-0001: {kind: person, role: a minister, confidential: true}
statements: [{chain: s-0001, quote: the bridge closes}]
""",
    check=check,
    needs=frozenset({Need.PROBLEMS}),
    about="file",
    on_demand=True,
)
