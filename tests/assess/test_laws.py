"""The laws of independence and status as properties of random dossiers."""

import copy
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.assess.assessment import Assessor
from provenance.assess.status_changes import would_change_if
from provenance.model import dates
from provenance.model.vocabulary import Support
from tests.assess.build import PATIENT, assessor_of, dossier_of, told
from tests.second_reading.generator import random_dossier

DAY = "2022-07-20"
RANK = {support: rank for rank, support in enumerate(Support)}
laws = settings(max_examples=150)
dossiers = st.integers(0, 10**9).map(lambda seed: random_dossier(random.Random(seed)))


def with_statement(data: dict[str, Any], statement: dict[str, Any], publisher: str = "law-outlet") -> dict[str, Any]:
    """The dossier with one more statement, in a new document."""
    changed = copy.deepcopy(data)
    changed["sources"].setdefault(publisher, {"kind": "outlet"})
    changed["documents"]["law-document"] = {"publisher": publisher, "published": DAY}
    changed["statements"].append({"id": "law-statement", "in": "law-document", "stance": "asserts", **statement})
    return changed


@laws
@given(dossiers)
def test_a_new_independent_voice_never_lowers_support(data: dict[str, Any]) -> None:
    before = assessor_of(data, DAY)
    for claim in data["claims"]:
        changed = with_statement(data, {"claim": claim, "chain": ["law-witness"]})
        changed["sources"]["law-witness"] = {"kind": "person"}
        after = assessor_of(changed, DAY)[claim]
        assert RANK[after.support] >= RANK[before[claim].support]


@laws
@given(dossiers)
def test_a_new_relay_of_a_known_origin_never_changes_origins(data: dict[str, Any]) -> None:
    before = assessor_of(data, DAY)
    for claim in data["claims"]:
        named = [o for o in before[claim].counts.named if o.is_group]
        if not named:
            continue
        changed = with_statement(data, {"claim": claim, "chain": [named[0].id, "law-relay"]})
        changed["sources"]["law-relay"] = {"kind": "outlet"}
        after = assessor_of(changed, DAY)[claim].counts
        assert (after.min, after.max) == (before[claim].counts.min, before[claim].counts.max)


@laws
@given(dossiers)
def test_one_owner_for_two_origins_never_raises_anything(data: dict[str, Any]) -> None:
    before = assessor_of(data, DAY)
    for claim in data["claims"]:
        named = [o.id for o in before[claim].counts.named if data["sources"][o.id]["kind"] != "state"]
        if len(named) < 2 or any(s.against_interest or s.authenticated_by for s in before[claim].statements):
            continue
        changed = copy.deepcopy(data)
        owned = changed["sources"][named[1]]
        owned.pop("owned_by", None)
        owned["part_of"] = named[0]
        after = assessor_of(changed, DAY)[claim]
        assert after.counts.min <= before[claim].counts.min
        assert after.counts.chains <= before[claim].counts.chains
        assert RANK[after.support] <= RANK[before[claim].support]


@laws
@given(dossiers)
def test_no_comment_never_changes_support(data: dict[str, Any]) -> None:
    before = assessor_of(data, DAY)
    for claim in data["claims"]:
        changed = with_statement(data, {"claim": claim, "chain": ["law-witness"], "stance": "no_comment"})
        changed["sources"]["law-witness"] = {"kind": "person"}
        assert assessor_of(changed, DAY)[claim].support is before[claim].support


@laws
@given(dossiers)
def test_what_is_out_adds_nothing(data: dict[str, Any]) -> None:
    """Marking as forged an affirmation that is OUT anyway moves no figure and no status but the told ones."""
    before = assessor_of(data, DAY)
    for assessment in before:
        assert not {t.statement for t in assessment.counts.paths} & set(before.defeat.out)
        assert not {s.id for s in assessment.denying} & set(before.defeat.out)


@laws
@given(dossiers, st.randoms(use_true_random=False))
def test_order_never_matters(data: dict[str, Any], rng: random.Random) -> None:
    before = assessor_of(data, DAY)
    shuffled = copy.deepcopy(data)
    rng.shuffle(shuffled["statements"])
    for section in ("sources", "documents", "claims", "evidence"):
        items = list(shuffled[section].items())
        rng.shuffle(items)
        shuffled[section] = dict(items)
    after = assessor_of(shuffled, DAY)
    for claim in data["claims"]:
        assert told(before[claim], before) == told(after[claim], after)


@laws
@given(dossiers)
def test_names_never_matter(data: dict[str, Any]) -> None:
    before = assessor_of(data, DAY)
    names = {old: f"zz{99 - i}" for i, old in enumerate(data["sources"])}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {names.get(k, k): renamed(v) for k, v in value.items()}
        if isinstance(value, list):
            return [renamed(v) for v in value]
        if isinstance(value, str):
            mark = "?" if value.endswith("?") else ""
            return names.get(value.removesuffix("?"), value.removesuffix("?")) + mark
        return value

    after = assessor_of(renamed(data), DAY)
    for claim in data["claims"]:
        one, two = told(before[claim], before), told(after[claim], after)
        for figures in (one, two, one["as_told"] or {}, two["as_told"] or {}):
            figures["single_points_of_failure"] = len(figures.get("single_points_of_failure", ()))
        assert one == two


@laws
@given(dossiers)
def test_figures_keep_their_bounds(data: dict[str, Any]) -> None:
    for assessment in assessor_of(data, DAY):
        for figures in (assessment.counts, assessment.before_defeat, assessment.denials.counts):
            assert figures.chains <= figures.min <= figures.max
            assert bool(figures.dominators) == (figures.chains == 1)


@pytest.mark.parametrize("shard", range(4))
def test_every_edit_yields_the_status_it_names(shard: int) -> None:
    tried = 0
    for seed in range(shard * 150, (shard + 1) * 150):
        dossier = dossier_of(random_dossier(random.Random(seed)))
        for day in ("2022-07-08", "2022-07-20"):
            assessor = Assessor(dossier, as_of=_date(day), policy=PATIENT)
            for assessment in assessor:
                for change in would_change_if(assessor, assessment):
                    edited = change.edit.apply(dossier, assessor.as_of)
                    again = Assessor(edited, assessor.as_of, PATIENT)[assessment.claim.id]
                    assert again.status is change.status, (seed, day, assessment.claim.id, change)
                    assert change.status is not assessment.status
                    tried += 1
    assert tried > 500


def _date(text: str) -> dates.When:
    return dates.parse(text)
