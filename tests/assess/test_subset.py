"""The part of a dossier that can touch a claim: the claim is in it what it is in the whole."""

import random
from typing import Any

import pytest

from provenance.assess.assessment import Assessment, Assessor
from provenance.assess.subset import relevant_subset
from tests.assess.build import assessor_of
from tests.second_reading.generator import random_dossier


def figures(found: Assessment) -> tuple[object, ...]:
    return found.status, found.modifiers, found.counts, found.before_defeat, found.settled, found.objections


@pytest.mark.parametrize("shard", range(2))
def test_a_claim_is_the_same_in_the_part(shard: int) -> None:
    for seed in range(shard * 100, (shard + 1) * 100):
        whole = assessor_of(random_dossier(random.Random(seed)), "2022-07-20")
        asked = list(whole.dossier.claims)
        for some in ([claim] for claim in asked):
            part = Assessor(relevant_subset(whole, *some), whole.as_of, whole.policy)
            assert all(figures(part[claim]) == figures(whole[claim]) for claim in some), (seed, some)
        several = asked[::2]
        part = Assessor(relevant_subset(whole, *several), whole.as_of, whole.policy)
        assert all(figures(part[claim]) == figures(whole[claim]) for claim in several), (seed, several)


def test_a_claim_that_says_that_its_question_has_several_answers_is_part_of_it() -> None:
    data: dict[str, Any] = {
        "sources": {"m": {"kind": "person"}, "n": {"kind": "person"}},
        "claims": {
            "a": {"about": "colour", "value": "red"},
            "b": {"about": "colour", "value": "blue"},
            "c": {"about": "colour", "value": "green", "many": True},
        },
        "statements": [{"chain": ["m"], "says": {"a": "words"}}, {"chain": ["n"], "says": {"b": "words"}}],
    }
    whole = assessor_of(data, "2022-07-20")
    assert whole["a"].standing_rivals == ()
    assert set(relevant_subset(whole, "a").claims) >= {"a", "c"}


def test_a_chain_of_another_claim_that_orders_two_copies_is_part_of_it() -> None:
    """`late` was published last, yet `early` says of another claim that it has it from there: `late` came first."""
    same = {"sha256": "0" * 64}
    data: dict[str, Any] = {
        "sources": {name: {"kind": "outlet"} for name in ("one", "two")} | {"m": {"kind": "person"}},
        "documents": {
            "early": {"publisher": "one", "published": "2022-07-01", **same},
            "late": {"publisher": "two", "published": "2022-07-05", **same},
        },
        "claims": {"a": {}, "b": {}},
        "statements": [
            {"own": "first_hand", "in": "early", "says": {"a": "words"}},
            {"own": "first_hand", "in": "late", "says": {"a": "words"}},
            {"chain": ["m", "late"], "in": "early", "says": {"b": "words"}},
        ],
    }
    whole = assessor_of(data, "2022-07-20")
    assert [[hop.id for hop in s.chain] for s in whole.known.by_claim["a"]] == [["late"], []]
    part = Assessor(relevant_subset(whole, "a"), whole.as_of, whole.policy)
    assert [[hop.id for hop in s.chain] for s in part.known.by_claim["a"]] == [["late"], []]
