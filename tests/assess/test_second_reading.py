"""The engine against a second reading of the definitions, on thousands of random dossiers."""

import os
import random
from collections import Counter

import pytest

from provenance.model.vocabulary import Status
from tests.assess.build import assessor_of, told
from tests.second_reading.generator import random_dossier
from tests.second_reading.reading import read

DAYS = ("2022-07-08", "2022-07-20")
#: Dossiers a shard; `make hard` asks for more.
SHARDS, EACH = 8, int(os.environ.get("PROVENANCE_DOSSIERS", "60"))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_both_readings_agree(shard: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(shard * EACH, (shard + 1) * EACH):
        data = random_dossier(random.Random(seed))
        for day in DAYS:
            expected = read(data, day)
            assessor = assessor_of(data, day)
            for assessment in assessor:
                ours = told(assessment, assessor)
                assert ours == expected[assessment.claim.id], (seed, day, assessment.claim.id)
                seen[ours["status"]] += 1
    # The dossiers must be nasty enough to reach nearly every row of the table.
    assert len(seen) >= len(Status) - 2
