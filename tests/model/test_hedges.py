"""How sure words are, by their hedges."""

import pytest

from provenance.model.hedges import Hedges, author_certainty_of, certainty_of, hedges
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


@pytest.mark.parametrize(
    ("words", "certainty"),
    [
        ("L'usine aurait livré des drones", "uncommitted"),
        ("Des drones auraient probablement été livrés", "uncommitted"),
        ("The plant allegedly sent drones", "uncommitted"),
        # Regret and wish are the author's own.
        ("Le ministre aurait dû partir", "certain"),
        # What would be so on a condition is no rumour.
        ("Le pont serait rouvert si la préfecture le voulait", "certain"),
        ("S’il pleuvait, le match serait reporté", "certain"),
        ("Prétendument, si l’on veut", "uncommitted"),
        ("L'usine a livré des drones", "certain"),
        ("L'usine a probablement livré des drones", "probable"),
        ("Later the plant would close", "certain"),
    ],
)
def test_how_sure_an_author_is(words: str, certainty: str) -> None:
    assert author_certainty_of(words) is Certainty(certainty)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Most schools are closed", {"partial": "Most"}),
        ("la plupart des écoles", {"partial": "la plupart"}),
        # Within another term the word is not its own.
        ("at most five schools", {"at most": "at most"}),
        ("most likely five", {"probable": "most likely"}),
        ("the most crowded of the city's most famous schools", {}),
    ],
)
def test_most_is_a_part(text: str, kinds: dict[str, str]) -> None:
    assert {kind.name: words for kind, words in hedges().in_text(text).items()} == kinds


def test_words_that_only_begin_a_hedge_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nearly every quote has « a », "as" or "no": a corpus is searched word by word for none of them.
    monkeypatch.setattr(Hedges, "_occurrences", lambda self, text: pytest.fail(f"searched: {text}"))
    for text in (
        "which goes on as papers do, with a place and no street",
        "la ville a dit non a tous, au nom de la loi",
    ):
        assert hedges().certainty_of(text) is Certainty.CERTAIN
