"""The axis of the timeline: true to scale, with folds that are counted."""

import pytest

from provenance.report.html.time_scale import Fold, TimeScale, labelled


def test_days_are_as_wide_as_one_another_and_long_gaps_are_folded() -> None:
    # Gaps of 1, 1, 8, 1 and 89 days: a week is never folded, more than a week and four usual gaps is. Two folds of 44
    # leave 912 for three days.
    scale = TimeScale([0, 1, 2, 10, 11, 100])
    assert [scale.x(day) for day in (0, 1, 2, 10, 11, 100)] == [0, 304, 608, 652, 956, 1000]
    assert scale.folds == [Fold(630, 8), Fold(978, 89)]


def test_what_happens_between_two_moments_stands_between_them() -> None:
    scale = TimeScale([0, 1, 2, 10])
    assert (scale.x(0.5), scale.x(6), scale.x(-3), scale.x(99)) == (239, 978, 0, 1000)


def test_a_steady_story_has_no_fold() -> None:
    scale = TimeScale([0, 10, 20])
    assert ([scale.x(day) for day in (0, 10, 20)], scale.folds) == ([0, 500, 1000], [])


@pytest.mark.parametrize("moments", [[], [5.0], [5.0, 5.0]])
def test_one_moment_or_none(moments: list[float]) -> None:
    scale = TimeScale(moments)
    assert (scale.x(5.0), scale.folds) == (0, [])


def test_many_folds_take_no_more_than_half() -> None:
    moments = [day for start in range(0, 4_000, 100) for day in (start, start + 1)]
    scale = TimeScale(moments)
    assert len(scale.folds) == 39
    assert scale.x(1) - scale.x(0) == pytest.approx(500 / 40, abs=1)
    assert scale.x(3_901) == 1000


def test_dates_are_written_where_they_have_room() -> None:
    assert labelled([0, 50, 100, 1000], 0) == [0, 2, 3]
    # The one that matters is written first.
    assert labelled([0, 50, 100, 1000], 1) == [1, 3]
    assert labelled([], 0) == []


def test_what_is_long_is_judged_by_the_usual_gap() -> None:
    # Five days are usual: up to twenty are drawn, twenty-one are folded.
    assert (TimeScale([0, 5, 10, 15, 35]).folds, TimeScale([0, 5, 10, 15, 35]).x(15)) == ([], 429)
    assert [fold.days for fold in TimeScale([0, 5, 10, 15, 36]).folds] == [21]
