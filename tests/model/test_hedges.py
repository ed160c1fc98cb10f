"""How sure words are, by their hedges."""

import pytest

from provenance.model.hedges import certainty_of
from provenance.model.vocabulary import Certainty


@pytest.mark.parametrize(
    ("words", "certainty"),
    [
        ("il rouvrira", "certain"),
        ("il rouvrira sûrement", "probable"),
        ("il rouvrira potentiellement", "possible"),
        ("en toute probabilité, il rouvrira", "probable"),
        ("in all likelihood it reopens", "probable"),
        ("il se peut que le pont rouvre", "possible"),
        ("le pont est susceptible de rouvrir", "possible"),
        ("there is a possibility that it reopens", "possible"),
        # Whatever hyphen joins its words.
        ("il rouvrira peut‑être", "possible"),
        ("il est impossible qu’il rouvre", "certain"),
        ("it reopened in May", "certain"),
    ],
)
def test_how_sure_words_are(words: str, certainty: str) -> None:
    assert certainty_of(words) is Certainty(certainty)
