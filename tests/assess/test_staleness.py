"""When a claim is stale, by hand: the newest of its statements is older than the policy allows, and all are dated."""

import pytest

from provenance.assess.assessment import Assessor
from provenance.model import dates
from provenance.model.policy import Policy
from provenance.model.vocabulary import Modifier
from tests.assess.build import dossier_in_yaml


@pytest.mark.parametrize(
    ("days", "on", "stale"),
    [
        # 365 days after the last statement, and 366.
        (["2020-01-01", "2021-08-01"], "2022-08-01", False),
        (["2020-01-01", "2021-08-01"], "2022-08-02", True),
        # Of a month the last day counts.
        (["2021-08"], "2022-08-31", False),
        (["2021-08"], "2022-09-01", True),
        # What has no date may be new.
        (["2020-01-01", None], "2022-08-01", False),
    ],
)
def test_a_claim_is_stale_once_all_that_is_said_of_it_is_old(days: list[str | None], on: str, stale: bool) -> None:
    documents = "".join(
        f"  d{n}: {{publisher: Paper{n}{f', published: {day}' if day else ''}}}\n" for n, day in enumerate(days)
    )
    said = "".join(f"  - {{chain: Ann, in: d{n}, says: {{c: words}}}}\n" for n, _ in enumerate(days))
    made = dossier_in_yaml(f"documents:\n{documents}claims: {{c: A claim.}}\nstatements:\n{said}")
    assessor = Assessor(made, dates.parse(on), Policy())
    assert (Modifier.STALE in assessor["c"].modifiers) is stale
