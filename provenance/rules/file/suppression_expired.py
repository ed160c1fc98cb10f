"""suppression-expired: an answer to a finding whose day has passed."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV110",
    name="suppression-expired",
    severity=Severity.WARNING,
    title=M("an answer past its date"),
    why=M(
        "Somebody answered for a finding until a day, and that day has passed. The finding counts again; so does the promise "
        "to look into it."
    ),
    origin="OASIS SARIF 2.1.0, 3.35 (suppressions)",
    bad="""sources: {m: {name: The minister, kind: person}}
claims:
  c1: {text: A claim., suppress: {rule: single-origin, reason: a second source was promised, until: 2022-07-31}}
statements: [{chain: The minister, says: {c1: words}}]
""",
    good="""sources: {m: {name: The minister, kind: person}}
claims:
  c1: {text: A claim., suppress: {rule: single-origin, reason: a second source was promised, until: 2099-12-31}}
statements: [{chain: The minister, says: {c1: words}}]
""",
    check=lambda context: context.problems("suppression-expired"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
