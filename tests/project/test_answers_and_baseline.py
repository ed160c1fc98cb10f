"""How many findings an entry of a baseline knows, and to which day an answer holds: counted by hand."""

from collections.abc import Sequence

import pytest

from provenance.model import dates
from provenance.model.finding import Finding, Proof
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.suppression import Suppression
from provenance.model.vocabulary import Severity
from provenance.project.baseline import BaselineEntry
from provenance.project.filtering import apply_suppressions, project_problems

PLACE = Place("x.claims.yaml", 1, 1, 1, 1)


def finding(subject: str, line: int = 1) -> Finding:
    return Finding(
        "single-origin", "PV301", Severity.NOTE, M("one"), Place("x.claims.yaml", line), subject, Proof("names", ("a",)), dossier="x"
    )  # fmt: skip


def entry(subject: str, count: int) -> BaselineEntry:
    return BaselineEntry(finding(subject).fingerprint, "single-origin", "x", subject, count, PLACE)


@pytest.mark.parametrize(
    ("there", "known", "kept", "aside", "stale"),
    [
        # Three like each other, two of them known: the third is new.
        (["c", "c", "c"], [("c", 2)], ["c"], ["c", "c"], []),
        (["c", "c"], [("c", 2)], [], ["c", "c"], []),
        (["c"], [("c", 2)], [], ["c"], ["c"]),
        (["c"], [("c", 0)], ["c"], [], []),
        (["c", "d"], [("c", 1)], ["d"], ["c"], []),
        ([], [("c", 1), ("d", 1)], [], [], ["c", "d"]),
        (["c"], [], ["c"], [], []),
    ],
)
def test_a_baseline_knows_as_many_as_it_says(
    there: Sequence[str], known: Sequence[tuple[str, int]], kept: list[str], aside: list[str], stale: list[str]
) -> None:
    found = apply_suppressions(
        [finding(subject, line) for line, subject in enumerate(there, 1)],
        [],
        [],
        [entry(subject, count) for subject, count in known],
        dates.parse("2022-07-20"),
    )
    assert [f.subject for f in found.findings] == kept
    assert [s.finding.subject for s in found.suppressed] == aside
    assert [p.subject for p in found.problems] == stale
    assert all(s.suppression is None for s in found.suppressed)


OWN = Suppression(
    "single-origin", "promised", dates.parse("2022-07-31"), pointer=("claims", "c"), own_pointer=("claims",)
)
SHARED = Suppression("PV301", "promised", dates.parse("2022-07-31"), place=PLACE)


@pytest.mark.parametrize(
    ("answer", "day", "holds"),
    [
        (SHARED, "2022-07-30", True),
        # It holds to the end of its last day.
        (SHARED, "2022-07-31", True),
        (SHARED, "2022-08-01", False),
        (OWN, "2022-07-31", True),
        (OWN, "2022-08-01", False),
    ],
)
def test_an_answer_holds_through_its_last_day(answer: Suppression, day: str, holds: bool) -> None:
    own, shared = ([], [answer]) if answer.place is not None else ([answer], [])
    found = apply_suppressions([finding("c")], own, shared, [], dates.parse(day))
    assert ([f.subject for f in found.findings], len(found.suppressed)) == (([], 1) if holds else (["c"], 0))
    expired = found.problems if own else project_problems(shared, found.matched, dates.parse(day), complete=True)
    assert [p.rule for p in expired] == ([] if holds else ["suppression-expired"])


@pytest.mark.parametrize("until", ["2022-07", "2022-07-31"])
def test_a_month_lasts_to_its_last_day(until: str) -> None:
    answer = Suppression("single-origin", "promised", dates.parse(until), place=PLACE)
    for day, kept in (("2022-07-31", 0), ("2022-08-01", 1)):
        assert len(apply_suppressions([finding("c")], [], [answer], [], dates.parse(day)).findings) == kept


@pytest.mark.parametrize(
    ("subject", "dossier", "covered"),
    [
        (None, None, True),
        ("c", None, True),
        ("d", None, False),
        (None, "x", True),
        (None, "y", False),
        ("c", "y", False),
    ],
)
def test_an_answer_of_the_project_is_as_narrow_as_it_says(
    subject: str | None, dossier: str | None, covered: bool
) -> None:
    answer = Suppression("single-origin", "r", place=PLACE, subject=subject, dossier=dossier)
    found = apply_suppressions([finding("c")], [], [answer], [], dates.parse("2022-07-20"))
    assert len(found.suppressed) == covered
