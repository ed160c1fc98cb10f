"""The days of a dossier, and what a claim's story depends on."""

import dataclasses
import random
from collections.abc import Callable

from provenance.assess.timeline import MAX_DAYS, change_points, timeline
from provenance.auditing import AuditOptions, DossierAudit, audit_dossier, audit_paths, through_time
from provenance.diagram.picture import claim_picture
from provenance.model import dates
from provenance.report.html.claims import _standing
from provenance.summaries.explain import explain_claim
from tests.assess.build import dossier_of
from tests.conftest import ROOT
from tests.second_reading.generator import random_dossier


def edtf(found: tuple[dates.When, ...]) -> list[str]:
    return [day.edtf for day in found]


def test_days_are_those_on_which_something_becomes_known(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "documents:\n"
        "  d: {publisher: P, published: 2022-07-03}\n"
        "  e: {publisher: P, published: 19 or 20 July 2022}\n"
        "  u: {publisher: P}\n"
        "  o: {publisher: P, published: ../2022-01-01}\n"
        "language: en\nclaims: {c1: A claim.}\n"
        "statements: [{chain: M, said_on: 2022-07-01, says: {c1: w}}, {chain: M, in: d, said_on: 2022-06-01, says: {c1: w}}]\n"
    )
    # What is read in a document is known with it, whenever it was said; what has no beginning was always known.
    found = timeline(audit.dossier, dates.parse("2022-07-10"))
    assert edtf(found) == ["2022-07-01", "2022-07-03", "2022-07-10", "2022-07-19"]


def test_many_days_become_months_and_years(audited: Callable[..., DossierAudit]) -> None:
    days = [f"2022-{m:02}-{d:02}" for m in range(1, 5) for d in range(1, 28)]
    text = "".join(f"  d{i}: {{publisher: P, published: {day}}}\n" for i, day in enumerate(days))
    found = timeline(audited("documents:\n" + text).dossier, dates.parse("2022-03-15"))
    assert edtf(found) == ["2022-01-31", "2022-02-28", "2022-03-15", "2022-03-31", "2022-04-30"]
    years = "".join(f"  d{i}: {{publisher: P, published: {1900 + i}-05-05}}\n" for i in range(MAX_DAYS + 1))
    assert edtf(timeline(audited("documents:\n" + years).dossier, dates.parse("1950")))[:2] == [
        "1900-12-31",
        "1901-12-31",
    ]


def check_turns(days: tuple[DossierAudit, ...]) -> int:
    """On two days between which no footprint turns, what a page would tell is the same. How often that spared work."""
    spared = 0
    for claim, turns in change_points([a.assessor for a in days]).items():
        for day, turn in enumerate(turns):
            if turn == day:
                continue
            spared += 1
            then, now = days[turn], days[day]
            before, after = (explain_claim(audit, audit.assessor[claim]) for audit in (then, now))
            assert dataclasses.replace(before, headline=after.headline) == after
            assert _standing(then, then.assessor[claim]) == _standing(now, now.assessor[claim])
            for collapsed in (False, True):
                a, b = (claim_picture(x, claim, collapsed=collapsed) for x in (then, now))
                assert (a.boxes, a.arrows, a.paths, a.organisations) == (b.boxes, b.arrows, b.paths, b.organisations)
    return spared


def test_equal_footprints_tell_one_story_in_the_demonstration() -> None:
    (audit,) = audit_paths([ROOT / "seeds"])
    assert check_turns(through_time(audit)) > 200


def test_equal_footprints_tell_one_story_in_nasty_dossiers() -> None:
    spared = 0
    for seed in range(400):
        dossier = dossier_of(random_dossier(random.Random(seed)))
        spared += check_turns(through_time(audit_dossier(dossier, options=AuditOptions(dates.parse("2022-07-10")))))
    assert spared > 1_000
