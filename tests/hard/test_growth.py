"""Nothing grows out of hand: work is counted, not timed. Each count must grow with what is read, not with its square.

`python -m benchmarks.growth` has the times.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.growth import WORK
from provenance.assess.assessment import Assessor
from provenance.assess.reasons import because
from provenance.model import dates
from provenance.project.patterns import with_linear_patterns
from provenance.rules.base import Context
from provenance.rules.contradiction import unresolved_contradiction
from provenance.rules.running import run
from tests.assess.build import PATIENT, dossier_of

#: Small enough to be quick, large enough that a square shows: at twice the size, less than three times the calls.
SIZES = {
    name: max(2 if name.startswith(("G7", "G8")) else 10, n // (256 if name.startswith(("G7", "G8")) else 16))
    for name, (_, n) in WORK.items()
}
#: As many answers to one question as there are days: each is told on each day, up to the sixty days a page has.
BY_NATURE = {"G3 rivals on as many dates, page"}
#: Each value is compared with each other one, once for what one more statement would change.
MOST = {"G21 values of a running question": 4.2}


def calls(work: Callable[[Path, int], None], folder: Path, n: int) -> int:
    """How many functions of ours are called, and lines of them run, in doing it."""
    count = 0

    def tracer(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    folder.mkdir()
    sys.setprofile(tracer)
    try:
        work(folder, n)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", sorted(WORK.keys() - BY_NATURE))
def test_work_grows_with_what_there_is(tmp_path: Path, name: str) -> None:
    work, _ = WORK[name]
    n = SIZES[name]
    calls(work, tmp_path / "warm", n)
    one, two = (calls(work, tmp_path / str(size), size) for size in (n, 2 * n))
    assert two < MOST.get(name, 2.9) * one, (one, two)


def test_patterns_are_matched_in_linear_time() -> None:
    from pathspec import GitIgnoreSpec

    for pattern, far, near in (
        ("*a" * 60 + "*b", "a" * 3000, "a" * 100 + "b"),
        ("[ab]*" * 40 + "c", "ab" * 1500, "ab" * 100 + "c"),
        ("**/" * 30 + "x*y", "x" * 3000, "a/x/y" * 30 + "/xy"),
    ):
        spec = with_linear_patterns(GitIgnoreSpec.from_lines([pattern]))
        assert not spec.match_file(far)
        assert spec.match_file(near)


@pytest.mark.parametrize(("answers", "sentences", "last"), [(11, 10, 1), (12, 10, 2), (30, 10, 20)])
def test_answers_to_one_question_are_not_all_told_of_each(answers: int, sentences: int, last: int) -> None:
    """Of n - 1 other answers ten are told in a sentence each, or nine and how many more; none is lost."""
    dossier = dossier_of(
        {
            "sources": {f"s{i}": {"name": f"Witness {i}"} for i in range(answers)},
            "claims": {f"c{i:02}": {"text": "A.", "about": "toll", "value": i * 10} for i in range(answers)},
            "statements": [{"chain": f"s{i}", "says": {f"c{i:02}": "words"}} for i in range(answers)],
        }
    )
    assessor = Assessor(dossier, dates.parse("2022-12-01"), PATIENT)
    told = [reason for reason in because(assessor, assessor["c00"]) if reason.code == "rival"]
    assert (len(told), len(told[-1].ids)) == (sentences, last)
    assert [name for reason in told for name in reason.ids] == [f"c{i:02}" for i in range(1, answers)]
    (finding,) = run([unresolved_contradiction.RULE], Context(dossier, assessor), {})[:1]
    assert finding.message.render("en").count("Witness") == 10
    assert (f"and {answers - 11} more" in finding.message.render("en")) is (answers > 11)
