"""duplicate-id: one id, two entries."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV103",
    name="duplicate-id",
    severity=Severity.ERROR,
    title=M("an id written twice"),
    why=M(
        "Most YAML readers keep the last of two entries with one key and say nothing: a source, and all that hangs on it, "
        "is lost. Here the first is kept and the second is reported."
    ),
    origin="YAML 1.2.2, section 3.2.1.3 (keys are unique)",
    bad="claims:\n  c1: A claim.\n  c1: Another claim.\n",
    good="claims:\n  c1: A claim.\n  c2: Another claim.\n",
    check=lambda context: context.problems("duplicate-id"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
