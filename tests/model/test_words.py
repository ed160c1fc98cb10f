"""Names, chains as written, messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.chain import WrittenHop, parse_chain
from provenance.model.message import MN, M, french_spaces
from provenance.model.names import fold, nearest
from provenance.model.plain import one_line, shortened, visible, width


def test_names_meet_without_case_accents_apostrophes_and_hyphens() -> None:
    assert fold("Maison-Blanche") == fold("maison blanche") == fold("MAISON‑BLANCHE")
    assert fold("département d’État") == fold("Departement d'Etat")


@pytest.mark.parametrize(
    ("slip", "meant"), [("Ouchakof", "Ouchakov"), ("maison blance", "Maison-Blanche"), ("Tas", "Tass")]
)
def test_the_nearest_name_is_found(slip: str, meant: str) -> None:
    assert nearest(slip, ["Ouchakov", "Maison-Blanche", "Tass", "Xinhua"])[0] == meant


def test_nothing_is_near_a_stranger() -> None:
    assert nearest("Zorglub", ["Ouchakov", "Tass"]) == []


def test_a_chain_with_everything_in_it() -> None:
    assert parse_chain("Ned Price («a déclaré → puis», 2022-07-18) -> ap-early? → article") == (
        WrittenHop("Ned Price", False, "a déclaré → puis", "2022-07-18", "Ned Price («a déclaré → puis», 2022-07-18)"),
        WrittenHop("ap-early", True, whole="ap-early?"),
        WrittenHop("article", whole="article"),
    )


@given(st.text(max_size=200))
def test_any_text_is_some_chain(text: str) -> None:
    assert parse_chain(text)


def test_french_has_its_spaces() -> None:
    assert (
        french_spaces("« oui » : vrai ; non ! quoi ?") == "«\u00a0oui\u00a0»\u00a0: vrai\u202f; non\u202f! quoi\u202f?"
    )


def test_a_message_never_reads_its_arguments_as_a_template() -> None:
    assert M("it says {words}", words="{n} {0} %s").render("en") == "it says {n} {0} %s"


def test_a_number_chooses_its_form() -> None:
    assert MN("{n} report", "{n} reports", 1).render("en") == "1 report"
    assert MN("{n} report", "{n} reports", 0).render("en") == "0 reports"
    assert MN("{n} report", "{n} reports", 0).render("fr") == "0 récit"


def test_hidden_characters_are_shown() -> None:
    assert visible("a\u202eb\x1b[31m") == "a⟨U+202E⟩b⟨U+001B⟩[31m"
    assert one_line("a\r\n\tb") == "a b"


@given(st.text(max_size=80), st.integers(2, 40))
def test_shortened_text_fits(text: str, columns: int) -> None:
    assert width(shortened(text, columns)) <= columns


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Téhéran", "TEHERAN", True),
        ("Te\u0301he\u0301ran", "Téhéran", True),
        ("Maison-Blanche", "maison blanche", True),
        # What looks like an accent and is another letter.
        ("パパ社", "ハハ社", False),
        ("Андрей", "Андреи", False),
        ("Артём", "Артем", True),
        # A name of which nothing is left is itself.
        ("-", "—", False),
        ("...", "—", False),
        ("—", "—", True),
    ],
)
def test_when_two_spellings_are_one_name(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same
