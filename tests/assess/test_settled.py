"""What settles a claim apart from voices, worked by hand from the definitions (docs/explanation/statuses.md)."""

import pytest

from provenance.assess.assessment import Assessor
from provenance.model import dates
from tests.assess.build import PATIENT, dossier_in_yaml

HEAD = """
sources:
  m: {name: The minister, kind: person}
  n: {name: The opposition, kind: person}
  court: {name: The court, kind: institution}
claims: {c: {text: The bridge is shut., concerns: m}}
"""
AFFIRMED = "{chain: m, said_on: 2022-07-01, claim: c, text: words}"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        # A ruling on the fact, whatever voices say.
        ("{chain: court, claim: c, stance: denies, adjudication: true, text: words}", "refuted"),
        ("{chain: court, claim: c, stance: asserts, adjudication: true, text: words}", "confirmed"),
        # A ruling on a part settles nothing of the whole: a third party denies in part.
        ("{chain: court, claim: c, stance: denies, only: at night, adjudication: true, text: words}", "disputed"),
        # One that refuses to say, or has found nothing, rules on nothing.
        ("{chain: court, claim: c, stance: no_evidence, adjudication: true, text: words}", "unconfirmed"),
        # Somebody else's word is no ruling.
        ("{chain: court, claim: c, stance: denies, text: words}", "disputed"),
    ],
)
def test_what_a_ruling_settles(said: str, status: str) -> None:
    dossier = dossier_in_yaml(f"{HEAD}statements: [{AFFIRMED}, {said}]\n")
    assert Assessor(dossier, dates.parse("2022-12-01"), PATIENT)["c"].status.value == status


def test_of_two_rulings_the_last_counts() -> None:
    ruling = "{{chain: court, claim: c, stance: {}, adjudication: true, said_on: 2022-{}, text: words}}"
    statuses = []
    for first, last in (("asserts", "denies"), ("denies", "asserts")):
        rulings = [ruling.format(first, "08-01"), ruling.format(last, "09-01")]
        # The order of statements says nothing.
        for said in (rulings, rulings[::-1]):
            dossier = dossier_in_yaml(f"{HEAD}statements: [{AFFIRMED}, {', '.join(said)}]\n")
            statuses.append(Assessor(dossier, dates.parse("2022-12-01"), PATIENT)["c"].status.value)
    assert statuses == ["refuted", "refuted", "confirmed", "confirmed"]
