"""A newsroom's own words, another extractor, and what a lexicon file may not be."""

from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from provenance.extraction import extract, extractor
from provenance.extraction.english.forms import conjugate as english
from provenance.extraction.french.forms import conjugate as french
from provenance.extraction.lexicon import LexiconError
from provenance.model.errors import ConfigurationError
from provenance.model.reading import Reading
from provenance.project.config import Projects

TEXT = "Jean Roux pérora que le pont était vieux, confirme l'Agence du Pont."


def test_a_newsroom_adds_its_words(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[fr.verbs]\nsay = "pérorer"\n[names]\nagency = ["Agence du Pont"]\n', "utf-8")
    before, after = extract(TEXT, "fr"), extract(TEXT, "fr", (own,))
    assert "pérora" not in [TEXT[slice(*a.cue[0])] for a in before.attributions]
    assert "pérora" in [TEXT[slice(*a.cue[0])] for a in after.attributions]
    (relay,) = [v for a in after.attributions for v in a.chain if v.name == "Agence du Pont"][:1]
    assert relay.kind.value == "agency"


@pytest.mark.parametrize(
    "content", ["not toml [", '[fr.verbs]\nshout = "hurler"\n', "[fr]\nverbs = 3\n", "[names]\nagency = 3\n"]
)
def test_a_lexicon_that_cannot_be_used_says_so(tmp_path: Path, content: str) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(content, "utf-8")
    with pytest.raises(LexiconError):
        extract(TEXT, "fr", (bad,))


def test_the_configuration_names_lexicons(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("", "utf-8")
    (tmp_path / "provenance.toml").write_text('[extract]\nlexicons = ["own.toml"]\n', "utf-8")
    assert Projects().of(tmp_path).lexicons == (tmp_path / "own.toml",)


@pytest.mark.parametrize(
    "content",
    [
        '[extract]\nlexicons = ["none.toml"]\n',
        "[extract]\nlexicons = 3\n",
        '[extract]\nlexicon = ["own.toml"]\n',
        "extract = 3\n",
    ],
)
def test_a_configuration_that_is_wrong_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "provenance.toml").write_text(content, "utf-8")
    with pytest.raises(ConfigurationError):
        Projects().of(tmp_path)


def silent(text: str, language: str | None, lexicons: tuple[Path, ...]) -> Reading:
    """The smallest extractor: nobody ever says anything."""
    return Reading(language or "fr")


def test_another_package_may_offer_an_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("silent", f"{__name__}:silent", "provenance.extractors")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints([point]).select(group=group))
    assert extractor("silent")(TEXT, "fr", ()) == Reading("fr")
    with pytest.raises(KeyError) as caught:
        extractor("loud")
    assert caught.value.args[0] == ("silent",)


@pytest.mark.parametrize(
    ("lemma", "irregular", "expected"),
    [
        (
            "annoncer",
            None,
            {"annonce", "annoncent", "annonçait", "annonça", "annoncèrent", "annoncera", "annonçant", "annoncé"},
        ),
        ("répéter", None, {"répète", "répètent", "répétait", "répéta", "répétera", "répété"}),
        ("rappeler", None, {"rappelle", "rappelait", "rappela", "rappellera", "rappelé"}),
        ("marteler", None, {"martèle", "martelait", "martela", "martelé"}),
        ("alléguer", None, {"allègue", "alléguait", "allégua", "allégué"}),
        ("juger", None, {"juge", "jugeait", "jugea", "jugeant", "jugé"}),
        ("répondre", None, {"répond", "répondent", "répondait", "répondit", "répondra", "répondu"}),
    ],
)
def test_french_forms(lemma: str, irregular: str | None, expected: set[str]) -> None:
    assert expected <= {spelling for spelling, _ in french(lemma, irregular)}


@pytest.mark.parametrize(
    ("lemma", "irregular", "expected"),
    [
        ("deny", None, {"denies", "denied", "denying", "deny"}),
        ("announce", None, {"announces", "announced", "announcing"}),
        ("admit", None, {"admits", "admitted", "admitting"}),
        ("stress", None, {"stresses", "stressed", "stressing"}),
        ("say", "said said", {"says", "said", "saying"}),
    ],
)
def test_english_forms(lemma: str, irregular: str | None, expected: set[str]) -> None:
    assert expected <= {spelling for spelling, _ in english(lemma, irregular)}
