"""suppression-unmatched: an answer to a finding that is not there."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV111",
    name="suppression-unmatched",
    severity=Severity.WARNING,
    title=M("an answer to nothing"),
    why=M(
        "What this answers for is no longer found: it was mended, or the answer stands in the wrong place. Left there, it "
        "would hide the next fault of its kind. The same holds for an entry of a baseline."
    ),
    origin="OASIS SARIF 2.1.0, 3.35 (suppressions)",
    bad="""sources: {m: {name: The minister, kind: person}}
claims:
  c1: {text: A claim., suppress: {rule: circular-reporting, reason: they say they did not copy}}
statements: [{chain: The minister, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister, kind: person}}
claims:
  c1: {text: A claim., suppress: {rule: single-origin, reason: only the minister can know}}
statements: [{chain: The minister, says: {c1: words}}]
""",
    check=lambda context: context.problems("suppression-unmatched"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
