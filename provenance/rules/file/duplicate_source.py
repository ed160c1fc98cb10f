"""duplicate-source: two sources that answer to one name."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV104",
    name="duplicate-source",
    severity=Severity.WARNING,
    title=M("two sources under one name"),
    why=M(
        "The same person declared twice counts as two independent voices, and a claim is confirmed by one mouth. Names are "
        "compared without case, accents, apostrophes and hyphens."
    ),
    origin="FollowTheMoney, entity deduplication",
    bad="sources: {tass: {name: Tass}, agence-tass: {name: TASS}}\n",
    good="sources: {tass: {name: Tass, aliases: [agence TASS]}}\n",
    check=lambda context: context.problems("duplicate-source"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
