"""Words that weaken, and terms in which they do not."""

import pytest

from provenance.model.hedges import certainty_of
from provenance.model.vocabulary import Certainty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("il est possible que le pont ferme", Certainty.POSSIBLE),
        ("le pont rouvrira dès que possible", Certainty.CERTAIN),
        ("Israël fait « tout son possible »", Certainty.CERTAIN),
        ("autant que possible, d'éviter une possible fermeture", Certainty.POSSIBLE),
        ("The bridge will reopen as soon as possible", Certainty.CERTAIN),
        ("It is possible that the bridge will close", Certainty.POSSIBLE),
    ],
)
def test_possible_weakens_where_it_is_no_idiom(text: str, expected: Certainty) -> None:
    assert certainty_of(text) is expected
