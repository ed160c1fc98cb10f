"""rule-crashed: a rule of one's own did not end."""

from collections.abc import Iterator

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import CRASHED, Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    yield from context.problems(CRASHED)


RULE = Rule(
    code="PV113",
    name=CRASHED,
    severity=Severity.ERROR,
    title=M("a rule of your own crashed"),
    why=M(
        "A newsroom adds rules of its own. One that crashes looks like one that found nothing, so it is named, with the "
        "file and line; the other rules have run."
    ),
    origin="SARIF 2.1.0, section 3.58 (notifications of a tool's own faults)",
    bad="claims: {c1: A claim.}\n",
    good="claims: {c1: A claim.}\n",
    check=check,
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
