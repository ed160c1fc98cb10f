"""Remarks of checkers: what came of a check, where it was looked up; contacts are taken out. By hand from the words."""

import pytest

from provenance.extraction.margin import margin_note
from provenance.model.locators import Locator


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("OK", "holds"), ("Ok – écouté", "holds"), ("CQ", "holds"), ("✓", "holds"), ("C’est bon", "holds"),
        ("Vérifié auprès de la mairie", "holds"), ("TK", "pending"), ("TK source", "pending"), ("Sûr ?", "pending"),
        ("à vérifier", "pending"), ("pas vérifié", "pending"), ("not checked yet", "pending"), ("non confirmé", "pending"),
        ("OK, mais date à vérifier", "pending"), ("Faux : c’est le 5", "differs"), ("should be 5 July", "differs"),
        ("He never said that", "differs"), ("Injoignable ce matin", "unreached"), ("no answer, voicemail", "unreached"),
        ("Rapport, p. 12", "noted"), ("Anne Roux, entretien du 3 mars", "noted"), ("joli titre", "noted"),
        ("Tokyo", "noted"), ("okapi", "noted"), ("to be confirmed", "pending"), ("cannot be confirmed", "pending"),
        ("isn’t correct", "pending"), ("please correct the name", "pending"), ("pas tout à fait exact", "pending"),
        ("ok sauf le chiffre", "pending"), ("good question", "pending"), ("pas faux", "noted"), ("not wrong", "noted"),
        ("aucune erreur", "noted"), ("sans erreur", "noted"), ("sans aucun doute", "noted"), ("j’ai un doute", "pending"),
    ],
)  # fmt: skip
def test_what_came_of_it(said: str, result: str) -> None:
    assert margin_note(said).result == result


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("rapport.pdf, p. 12", "rapport.pdf, p. 12"),
        ("pp. 12–14 du rapport", "p. 12-14"),
        ("voir https://www.iaea.org/gov.pdf (p. 3).", "https://www.iaea.org/gov.pdf, p. 3"),
        ("enregistrement, 12:31", "00:12:31"),
        ("entretien.mp3 à 1 h 02 min 5 s", "entretien.mp3, 01:02:05"),
        ("appelé le 19 juillet à 10:30", ""),
        ("0,5 million, 12 ans, p.m.", ""),
        ("www.example.org/a", "www.example.org/a"),
        ("https://en.wikipedia.org/wiki/Bridge_(film)", "https://en.wikipedia.org/wiki/Bridge_(film)"),
        ("talk.vtt at 12:31", "talk.vtt, 00:12:31"),
        ("dossier/rapport.pdf", "rapport.pdf"),
        ("00:12:31.500", "00:12:31"),
        ("12'31\"", "00:12:31"),
        ("notes du 3 mars.docx p. 2", "notes du 3 mars.docx, p. 2"),
    ],
)
def test_against_what(said: str, how: str) -> None:
    assert margin_note(said, ["notes du 3 mars.docx"]).how == how


@pytest.mark.parametrize(
    ("said", "contacts", "kept"),
    [
        ("Anne, tél. 06 12 34 56 78", ["06 12 34 56 78"], "Anne, tél. […]"),
        ("+33 (0)1 42 76 40 40", ["+33 (0)1 42 76 40 40"], "[…]"),
        ("a.roux+presse@ville-arles.fr ou 04.90.12.34.56", ["a.roux+presse@ville-arles.fr", "04.90.12.34.56"], "[…] ou […]"),
        ("212-555-0147", ["212-555-0147"], "[…]"),
        ("(212) 555-0147 twice, (212) 555-0147", ["(212) 555-0147"], "[…] twice, […]"),
        ("le 19/07/2022, 1 234 567 890 euros, 2022-07-19", [], "le 19/07/2022, 1 234 567 890 euros, 2022-07-19"),
        ("https://example.org/0612345678", [], "https://example.org/0612345678"),
        ("00:12:31 – 00:14:02", [], "00:12:31 – 00:14:02"),
    ],
)  # fmt: skip
def test_contacts_are_taken_out(said: str, contacts: list[str], kept: str) -> None:
    note = margin_note(said)
    assert list(note.contacts) == contacts
    assert note.text == kept


def test_a_place_is_read_once() -> None:
    note = margin_note("OK p. 12")
    assert (note.place, note.is_bare) == (Locator("12"), True)
    assert not margin_note("OK, mais seulement pour 2021").is_bare
