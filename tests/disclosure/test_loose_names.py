"""Names are found under every disguise that was thought of, and nobody else's are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.loose_names import LooseFinder
from tests.disclosure.shapes import CASES, OTHERS, SHAPES


@pytest.mark.parametrize(("name", "shape"), CASES)
def test_a_disguised_name_is_found(name: str, shape: str) -> None:
    for text in (shape, f"il a vu {shape} hier", f"«{shape}»"):
        found = LooseFinder([name]).find(text)
        assert found, text
        # What is hidden is the name, not what stands around it.
        assert text.index(shape) <= found[0].start
        assert found[-1].end <= text.index(shape) + len(shape)


@pytest.mark.parametrize("text", OTHERS)
def test_others_are_not(text: str) -> None:
    assert LooseFinder(SHAPES).find(text) == []


@pytest.mark.parametrize(
    ("text", "found", "in_full"),
    [
        ("Hier, Jörg Müller parlait.", "Jörg Müller", True),
        ("Hier, Müller, Jörg, parlait.", "Müller, Jörg", True),
        ("Hier J%C3%B6rg%20M%C3%BCller !", "J%C3%B6rg%20M%C3%BCller", True),
        ("M. Müller parlait.", "Müller", False),
        ("J. M. parlait.", "J. M.", False),
        ("<p>J<b>ö</b>rg M<i>ü</i>ller</p>", "J<b>ö</b>rg M<i>ü</i>ller", True),
    ],
)
def test_where_it_stands(text: str, found: str, in_full: bool) -> None:
    (match,) = LooseFinder(["Jörg Müller"]).find(text)
    assert (text[match.start : match.end], match.name, match.in_full) == (found, "Jörg Müller", in_full)


def test_a_description_has_no_parts() -> None:
    """« un conseiller de la présidence » is hidden whole; its words are everybody's."""
    finder = LooseFinder(["un conseiller de la présidence"])
    assert finder.find("Un Conseiller de la Presidence parle")
    assert not finder.find("la présidence et son conseiller")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("c'est ce qu'Aurélie a confié", "Aurélie"),
        ("AURÉLIE A TOUT DIT", "AURÉLIE"),
        ("Aurélie M. était là.", "Aurélie M."),
        ("Aurélie, Paul Roux et Jean", "Aurélie"),
        ("Aurélies Notizen, Aurelie's notes", "Aurélies"),
        ("#Aurélie2024", "#Aurélie"[1:]),
        ("écrire à aurelie@example.org", "aurelie"),
        ("aurelie_notes.txt", "aurelie"),
        ("Aurélie\nDepuis hier", "Aurélie"),
        ("Aurélie Blanc", None),
        ("Aurélie T. était là.", None),
        ("Aurélie de Lorne", None),
        ("Aurélie-Anne Blanc", None),
        ("Marie-Aurélie a parlé", None),
        ("le-secret-d-aurelie", "aurelie"),
        ("aurelie-dit-non", "aurelie"),
        ("une aurélie (méduse)", None),
    ],
)
def test_a_given_name_alone_is_the_persons(text: str, found: str | None) -> None:
    """With another family name, or as part of a compound one, it is somebody else's."""
    matches = LooseFinder(["Aurélie Morel"]).find(text)
    assert [text[m.start : m.end] for m in matches][:1] == ([] if found is None else [found])
    assert not any(m.in_full for m in matches)
    assert all(m.is_given for m in matches)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_matches_lie_in_the_text_in_order(text: str, names: list[str]) -> None:
    found = LooseFinder(names).find(text)
    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))
    assert all(match.name in names for match in found)
