"""The case of Tehran: the table of expected assessments, written by hand, for both dates."""

from typing import Any

import pytest

from provenance.assess.reasons import because
from provenance.auditing import AuditOptions, DossierAudit, audit_paths
from provenance.model import dates
from tests.conftest import ROOT

SEEDS = ROOT / "seeds"
THEN, LATER = "2022-07-20", "2022-11-06"
US, RUSSIA, IRAN = ["us-executive"], ["ru-executive"], ["ir-executive"]

#: claim → (status, modifiers that must stand, origins, what it hangs on), on each date.
TABLE: dict[str, dict[str, tuple[str, set[str], int, list[str]]]] = {
    "visit-june-8": dict.fromkeys((THEN, LATER), ("unconfirmed", {"party_only"}, 1, US)),
    "second-visit-july-5": dict.fromkeys((THEN, LATER), ("unconfirmed", {"party_only"}, 1, US)),
    "second-visit-july-15": dict.fromkeys((THEN, LATER), ("superseded", {"inferred"}, 0, [])),
    "iran-prepares-drones": dict.fromkeys((THEN, LATER), ("denied", {"party_only"}, 1, US)),
    "drones-discussed-july-19": dict.fromkeys((THEN, LATER), ("denied", set(), 0, [])),
    "delivery-by-july-19": dict.fromkeys((THEN, LATER), ("not_asserted", set(), 0, [])),
    "drones-delivered-august": {
        THEN: ("unsourced", set(), 0, []),
        LATER: ("denied", {"party_only"}, 1, US),
    },
    "small-number-before-war": {
        THEN: ("unsourced", set(), 0, []),
        LATER: ("admitted", set(), 1, IRAN),
    },
    "treaty-in-preparation": dict.fromkeys((THEN, LATER), ("self_reported", set(), 1, RUSSIA)),
    "third-meeting-2022": dict.fromkeys((THEN, LATER), ("unconfirmed", set(), 1, RUSSIA)),
    "two-phone-calls": dict.fromkeys((THEN, LATER), ("unconfirmed", set(), 1, RUSSIA)),
    "russia-to-acquire-drones": dict.fromkeys((THEN, LATER), ("unconfirmed", set(), 1, US)),
    "tehran-important-partner": dict.fromkeys((THEN, LATER), ("self_reported", set(), 1, RUSSIA)),
}


@pytest.fixture(scope="module")
def audits() -> dict[str, DossierAudit]:
    found = {}
    for day in (THEN, LATER):
        (found[day],) = audit_paths([SEEDS], AuditOptions(dates.parse(day)))
    return found


@pytest.mark.parametrize("day", [THEN, LATER])
@pytest.mark.parametrize("claim", TABLE)
def test_the_table(audits: dict[str, DossierAudit], claim: str, day: str) -> None:
    status, modifiers, origins, hangs_on = TABLE[claim][day]
    assessment = audits[day].assessor[claim]
    assert assessment.status.value == status
    assert modifiers <= {m.value for m in assessment.modifiers}
    assert assessment.counts.min == origins
    assert [c.id for c in assessment.counts.dominators] == hangs_on


def test_the_fallen_date_is_told_as_it_hung(audits: dict[str, DossierAudit]) -> None:
    assessor = audits[THEN].assessor
    assessment = assessor["second-visit-july-15"]
    assert [c.id for c in assessment.before_defeat.dominators] == US
    assert {i for reason in because(assessor, assessment) for i in reason.ids} >= {"ap-early", "ap-later"}
    flagged = [f for f in audits[THEN].findings if f.rule == "superseded-version-used"]
    assert sorted(f.subject for f in flagged) == sorted(
        s.id for s in assessment.fallen if s.document in {"article", "lnt-ap", "lnt-earlier", "news24-ap"}
    )
    assert len(flagged) == 4


def test_without_grouping_the_first_visit_would_have_two_origins(audits: dict[str, DossierAudit]) -> None:
    """Why grouping matters: the same statements, every source taken for itself."""
    from provenance.graph.independence import independence
    from provenance.graph.paths import report_paths
    from provenance.rules.base import Context
    from provenance.rules.independence.circular_reporting import ungrouped

    audit = audits[THEN]
    assessment = audit.assessor["visit-june-8"]
    voices = ungrouped(Context(audit.dossier, audit.assessor))
    alone = independence(report_paths(assessment.affirming, audit.dossier.documents, voices))
    assert (alone.min, assessment.counts.min) == (2, 1)
    assert not alone.dominators


def test_the_partial_denial_is_flagged(audits: dict[str, DossierAudit]) -> None:
    found = [f for f in audits[THEN].findings if f.rule == "denial-scope-mismatch"]
    assert any(f.subject.startswith("iran-prepares-drones") for f in found)


def test_what_the_article_itself_flags(audits: dict[str, DossierAudit]) -> None:
    told = [s for s in audits[THEN].assessor["russia-to-acquire-drones"].statements if s.document == "article"]
    assert [(s.flagged, s.flag_quote) for s in told] == [("unconfirmed", "Une information non confirmée jusque-là")]
    unmarked = {f.subject for f in audits[THEN].findings if f.rule == "unconfirmed-claim"}
    assert "russia-to-acquire-drones" not in unmarked
    assert "visit-june-8" in unmarked


def test_every_quote_stands_in_the_article(audits: dict[str, DossierAudit]) -> None:
    dossier = audits[THEN].dossier
    text = dossier.documents["article"].text or ""
    quoted = [s for s in dossier.statements if s.document == "article"]
    assert len(quoted) >= 30
    for statement in quoted:
        assert statement.anchor is not None
        assert text[statement.anchor.start : statement.anchor.end] == statement.quote


@pytest.mark.parametrize(
    ("rule", "line", "column"),
    [
        ("superseded-version-used", 3, 919),
        ("known-denial-omitted", 5, 14),
        ("commitment-escalation", 3, 1117),
        ("commitment-escalation", 1, 365),
        ("originating-outlet-uncredited", 3, 919),
    ],
)
def test_findings_stand_at_their_place_in_the_article(
    audits: dict[str, DossierAudit], rule: str, line: int, column: int
) -> None:
    places = [(f.article.line, f.article.column) for f in audits[THEN].findings if f.rule == rule and f.article]
    assert (line, column) in places


def test_the_article_is_the_one_whose_hash_is_recorded(audits: dict[str, DossierAudit]) -> None:
    document: Any = audits[THEN].dossier.documents["article"]
    assert document.sha256 == document.text_sha256
