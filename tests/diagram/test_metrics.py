"""Where the words of a drawing are cut into lines. Expected lines written by hand."""

import pytest

from provenance.diagram.metrics import has_letters_for, text_width, wrapped


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Il a versé 40 000 euros au maire.", "Il a versé 40", ["Il a versé", "40 000", "euros au", "maire."]),
        ("Plus de 1 200 000 habitants", "Plus de 1 200", ["Plus de", "1 200 000", "habitants"]),
        ("Le 5 300 personnes", "Le 5 300 per", ["Le 5 300", "personnes"]),
        ("Il est 22\u00a0h\u00a010 ici", "Il est 22 h", ["Il est", "22\u00a0h\u00a010", "ici"]),
        ("In 2024 12 people", "In 2024 12", ["In 2024 12", "people"]),
    ],
)
def test_no_line_ends_within_a_number(text: str, room: str, lines: list[str]) -> None:
    assert wrapped(text, 10, text_width(room, 10), 4) == lines


def test_which_letters_the_fonts_of_the_package_have() -> None:
    assert has_letters_for("Ministère de l’Énergie, Владимир, Σόλων – « 5 » → ⊘")
    for name in ("وزارة الخارجية", "הארץ", "新华社", "AFP et 新华社"):
        assert not has_letters_for(name)
