"""Dossiers from plain data, for the tests of the engine."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from provenance.assess.assessment import Assessment, Assessor
from provenance.assess.settled import settled_either_way
from provenance.files.entry import parse_entry
from provenance.files.raw import RawDossier, from_yaml
from provenance.files.resolve import resolve
from provenance.graph.independence import IndependenceCounts
from provenance.model import dates
from provenance.model.dossier import Dossier
from provenance.model.place import Place
from provenance.model.policy import Policy
from provenance.model.vocabulary import Modifier
from provenance.model.written import DossierEntry

#: The second reading knows no staleness.
PATIENT = Policy(stale_after=100_000)


def dossier_of(data: dict[str, Any]) -> Dossier:
    raw = RawDossier("x", data, lambda pointer, key: Place("x"), lambda number: "")
    entry, problems = parse_entry(raw, DossierEntry)
    assert not problems, [p.message.render("en") for p in problems]
    return resolve(raw, entry, problems, [], Path("nowhere")).dossier


def dossier_in_yaml(text: str, faults: Collection[str] = ()) -> Dossier:
    """The dossier of a claim file in YAML that has no fault but those of the rules named."""
    raw = from_yaml(text, "x.claims.yaml")
    entry, problems = parse_entry(raw, DossierEntry)
    dossier = resolve(raw, entry, problems, [], Path("nowhere")).dossier
    assert {p.rule for p in dossier.problems} <= set(faults), [p.message.render("en") for p in dossier.problems]
    return dossier


def assessor_of(data: dict[str, Any], as_of: str) -> Assessor:
    return Assessor(dossier_of(data), dates.parse(as_of), PATIENT)


def figures_of(figures: IndependenceCounts) -> dict[str, Any]:
    return {
        "origins": {"least": figures.min, "most": figures.max},
        "chains": figures.chains,
        "single_points_of_failure": [c.id for c in figures.dominators],
    }


def told(assessment: Assessment, assessor: Assessor) -> dict[str, Any]:
    """The assessment in the words of the second reading."""
    never = {s.id for s in assessor.known.by_claim.get(assessment.claim.id, ()) if s.never_said}
    out = {s.id for s in assessment.statements if s.id in assessor.defeat.out}
    return {
        "status": assessment.status.value,
        "support": assessment.support.value,
        "challenge": assessment.challenge.value,
        "settled": sorted(settled_either_way(assessment.settled)),
        "modifiers": sorted(m.value for m in assessment.modifiers if m is not Modifier.STALE),
        **figures_of(assessment.counts),
        "as_told": figures_of(assessment.before_defeat) if assessment.all_out else None,
        "out": sorted(out | never),
    }
