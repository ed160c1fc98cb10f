"""Spanish and German as the proof that a language is a folder; and what a folder must hold."""

import pytest

from provenance.extraction import extract
from provenance.extraction.language import UnknownLanguage, language_of
from provenance.extraction.languages import FOLDERS, part_of, words_of


def said(text: str, language: str) -> list[tuple[str, str]]:
    return [
        (" > ".join(voice.name for voice in a.chain), " ".join(text[slice(*piece)] for piece in a.content))
        for a in extract(text, language).attributions
    ]


SENTENCES = [
    # Spanish: direct, indirect, according to, a relay, a denial.
    ("es", "«El puente está viejo», dijo Ana Ruiz.", [("Ana Ruiz", "El puente está viejo")]),
    ("es", "El alcalde dijo que el puente cerraría en marzo.", [("El alcalde", "el puente cerraría en marzo")]),
    ("es", "Según la policía, el puente está cerrado.", [("la policía", "el puente está cerrado")]),
    ("es", "El puente está cerrado, según la policía.", [("la policía", "El puente está cerrado")]),
    ("es", "Ana Ruiz dijo a Reuters que el puente cerraría.", [("Ana Ruiz > Reuters", "el puente cerraría")]),
    # German: the same, and the verb at the end of its clause.
    ("de", "„Die Brücke ist alt“, sagte Anna Weber.", [("Anna Weber", "Die Brücke ist alt")]),
    ("de", "Der Bürgermeister sagte, dass die Brücke im März schließe.",
     [("Der Bürgermeister", "die Brücke im März schließe")]),
    ("de", "Laut Polizei ist die Brücke gesperrt.", [("Polizei", "ist die Brücke gesperrt")]),
    ("de", "Anna Weber sagte der Deutschen Presse-Agentur, dass die Brücke schließe.",
     [("Anna Weber > der Deutschen Presse-Agentur", "die Brücke schließe")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_what_is_said(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El alcalde dijo que el puente estaba cerrado y que las obras durarían hasta el verano.", "es"),
        ("Anne Roux a déclaré : « le pont était fermé ». Marc Petit a dit que la route était coupée.", "fr"),
        ("Le maire a démenti.", "fr"),
        ("La presidenta lo negó.", "es"),
        ("Hill denied it.", "en"),
        ("Der Bürgermeister sagte, dass die Brücke geschlossen sei und dass es bis zum Sommer dauere.", "de"),
    ],
)
def test_a_text_is_known_to_be_in_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["O ministro disse que a estrada está fechada.", "Il sindaco ha detto che la strada è chiusa."]
)
def test_a_short_text_in_another_language_is_taken_for_none_of_them(text: str) -> None:
    with pytest.raises(UnknownLanguage):
        language_of(text)


@pytest.mark.parametrize("language", FOLDERS)
def test_a_folder_holds_what_a_language_needs(language: str) -> None:
    assert callable(part_of(language).frames)
    assert callable(part_of(language, "forms").conjugate)
    tables = words_of(language)
    assert {"tokens", "verbs", "words", "grammar", "prepositions", "speakers", "marks", "draft"} <= tables.keys()
    # The shared parts of the grammar ask every language for the same closed classes.
    assert tables["grammar"].keys() == words_of("en")["grammar"].keys()
