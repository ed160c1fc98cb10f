"""The article that started it: every statement of it, read by hand first."""

from pathlib import Path

import pytest

from provenance.extraction import extract
from provenance.model.reading import Reading

ARTICLE = Path(__file__).parents[2] / "seeds/tehran-2022-07/article.txt"

#: The first words of a content, and the chain to the article; carried by hand from the text.
EXPECTED = [
    ("date 2022-07 Le chef d’État russe", "Tass"),
    ("les réunions entre M. Poutine", "Iouri Ouchakov"),
    ("la Russie compte acquérir", "USA"),
    ("des responsables russes se sont rendus", "Maison-Blanche"),
    ("des officiels russes ont même vu", "Maison-Blanche"),
    ("Nous avons déjà exprimé nos préoccupations", "Ned Price"),
    ("Téhéran de partenaire important", "Iouri Ouchakov > Tass"),
    ("les relations entre les pays", "Iouri Ouchakov > Tass"),
    ("Le conseiller Ouchakov a qualifié", "Tass"),
    ("la Russie et l'Iran avaient des projets", "Iouri Ouchakov"),
]
#: The outlet's own sentences.
OWN = [
    "Mais cette rencontre intervient en pleine polémique.",
    "Une information non confirmée jusque-là.",
    "Pour l'heure rien d'officiel sur ce plan",
]


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLE.read_text("utf-8")


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    return extract(text)


def test_every_statement_and_its_chain(text: str, reading: Reading) -> None:
    kept = [a for a in reading.attributions if a.type == "assertion" or a.form == "judgement"]
    found = [(text[slice(*a.content[0])], " > ".join(v.name for v in a.chain)) for a in kept]
    assert len(found) == len(EXPECTED)
    for words, chain in EXPECTED:
        assert [c for content, c in found if content.startswith(words)] == [chain], words


def test_the_first_paragraph_is_all_tass(text: str, reading: Reading) -> None:
    (covering,) = [a for a in reading.attributions if a.reach == "paragraph"]
    assert covering.chain[0].name == "Tass"
    assert text[slice(*covering.content[0])].count("\n") == 0
    assert text[slice(*covering.content[0])].endswith("Ali Khamenei")


def test_the_outlets_own_sentences(text: str, reading: Reading) -> None:
    own = [text[slice(*span)] for span in reading.own]
    assert len(own) == len(OWN)
    assert all(found.startswith(words) for found, words in zip(own, OWN, strict=True))


def test_the_drones_are_unconfirmed(text: str, reading: Reading) -> None:
    (mark,) = [m for m in reading.marks if m.kind == "unconfirmed"]
    assert mark.of is not None
    assert text[slice(*mark.of)].startswith("la Russie compte acquérir des drones")
    assert [text[slice(*m.cue)] for m in reading.marks if m.kind == "no_evidence"] == ["rien d'officiel"]


def test_the_price_quotation_is_direct_and_whole(text: str, reading: Reading) -> None:
    (price,) = [a for a in reading.attributions if a.chain and a.chain[0].name == "Ned Price"]
    assert price.mode.value == "direct"
    words = text[slice(*price.content[0])]
    assert words.startswith("Nous avons déjà")
    assert words.endswith("des sanctions d'autres pays")


def test_the_date_that_needs_a_day(text: str, reading: Reading) -> None:
    assert "Il y a quelques jours" in [text[slice(*span)] for span in reading.relative]
