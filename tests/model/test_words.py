"""Names, chains as written, messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.chain import WrittenHop, parse_chain, place_keys, read_place, spelled_place
from provenance.model.locators import Locator
from provenance.model.message import MN, M
from provenance.model.names import fold, nearest
from provenance.model.plain import one_line, shortened, visible, width, wrapped
from provenance.model.typography import french_spaces


def test_names_meet_without_case_accents_apostrophes_and_hyphens() -> None:
    assert fold("Maison-Blanche") == fold("maison blanche") == fold("MAISON‑BLANCHE")
    assert fold("département d’État") == fold("Departement d'Etat")


@pytest.mark.parametrize(
    ("slip", "meant"), [("Ouchakof", "Ouchakov"), ("maison blance", "Maison-Blanche"), ("Tas", "Tass")]
)
def test_the_nearest_name_is_found(slip: str, meant: str) -> None:
    assert nearest(slip, ["Ouchakov", "Maison-Blanche", "Tass", "Xinhua"])[0] == meant


def test_lines_are_as_wide_as_what_stands_in_them() -> None:
    assert wrapped("", 10) == wrapped("  ", 10) == []
    # « 港港 » takes four columns; a no-break space holds « 12 % » together; no word is cut.
    assert wrapped("港港 港港 a", 9) == ["港港 港港", "a"]
    assert wrapped("port 港港 b", 8) == ["port", "港港 b"]
    assert wrapped("a bc 12\u00a0%", 8, "  ") == ["  a bc", "  12\u00a0%"]
    assert wrapped("longer than", 4) == ["longer", "than"]


def test_nothing_is_near_a_stranger() -> None:
    assert nearest("Zorglub", ["Ouchakov", "Tass"]) == []


def test_a_chain_with_everything_in_it() -> None:
    assert parse_chain("Ned Price («a déclaré → puis», 2022-07-18) -> ap-early? → article") == (
        WrittenHop("Ned Price", False, "a déclaré → puis", "2022-07-18", "Ned Price («a déclaré → puis», 2022-07-18)"),
        WrittenHop("ap-early", True, whole="ap-early?"),
        WrittenHop("article", whole="article"),
    )


@pytest.mark.parametrize(
    ("written", "cue", "on", "place"),
    [
        ("report (p. 12)", None, None, Locator("12")),
        ("report (pp. 12-14, 2022-07-18)", None, "2022-07-18", Locator("12-14")),
        ("law (§ 4.2 b, ¶ 3)", None, None, Locator(None, 3, section="4.2 b")),
        ("Price («said, p. 9», 18 July 2022, 00:12:31)", "said, p. 9", "18 July 2022", Locator(time=751.0)),
        ("talk (1 h 2 min 5 s)", None, None, Locator(time=3725.0)),
        ("report (19 or 20 July 2022)", None, "19 or 20 July 2022", Locator()),
        ("post (2026-02-11T03:12)", None, "2026-02-11T03:12", Locator()),
    ],
)
def test_a_hop_says_where_in_it_the_words_stand(written: str, cue: str | None, on: str | None, place: Locator) -> None:
    (hop,) = parse_chain(written)
    assert (hop.cue, hop.on, hop.locator) == (cue, on, place)
    assert hop.name == written.split(" (")[0]


def test_a_place_is_spelled_as_it_is_read() -> None:
    place = Locator("xii", 3, 751.0, section="4.2")
    assert read_place(spelled_place(place)) == (place, "")
    assert place_keys(place) == {"page": "xii", "section": "4.2", "paragraph": 3, "time": "00:12:31"}


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
