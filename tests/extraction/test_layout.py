"""Texts as they come: each part is read for what it is, and offsets are those of the text as given."""

import pytest

from provenance.extraction import extract


def said(text: str, language: str) -> list[tuple[str, str]]:
    """Who says what, the origin first; words in the text as it is."""
    return [
        (a.chain[0].name if a.chain else "", " ".join(text[slice(*piece)] for piece in a.content))
        for a in extract(text, language).attributions
    ]


DATELINES = [
    ("BUNIA (RD Congo), 3 mars (AFP) – Le préfet a dit que la ville tenait.", "fr", ("BUNIA", "3 mars", "AFP")),
    ("NORLING, March 3 (Wire) — The mayor said that the bridge was shut.", "en", ("NORLING", "March 3", "Wire")),
    ("LONDON (Reuters) - The mayor said that the bridge was shut.", "en", ("LONDON", None, "Reuters")),
    ("QUÉBEC | Le maire a dit que le pont fermerait.", "fr", ("QUÉBEC", None, None)),
]


@pytest.mark.parametrize(("text", "language", "parts"), DATELINES)
def test_a_dateline_gives_place_date_and_agency(text: str, language: str, parts: tuple[str | None, ...]) -> None:
    dateline = extract(text, language).dateline
    assert dateline is not None
    spans = (dateline.place, dateline.date, dateline.agency)
    assert tuple(None if span is None else text[slice(*span)] for span in spans) == parts
    ((_, content),) = said(text, language)
    assert text[dateline.span[0] : dateline.span[1]] not in content


@pytest.mark.parametrize("wrapped", [
    "Selon la préfecture,\nles travaux dureront\nsix mois.",
    "Selon la préfecture, les\ntravaux dureront six\nmois.",
    "    Selon la préfecture, les travaux\n    dureront six mois.",
    "Selon la préfecture,<br>les travaux dureront<br/>six mois.",
    "<p>Selon la préfecture, les travaux dureront six mois.</p>",
    "Selon la préfec-\nture, les travaux du-\nreront six mois.",
])  # fmt: skip
def test_lines_on_the_page_are_no_sentences(wrapped: str) -> None:
    ((speaker, content),) = said(wrapped, "fr")
    assert speaker == "la préfecture"
    plain = content.replace("-\n", "").replace("<br>", " ").replace("<br/>", " ")
    assert " ".join(plain.split()) == "les travaux dureront six mois"


def test_a_name_cut_at_the_end_of_a_line_is_whole() -> None:
    text = "La grenouille a été\nretrouvée, indique\nle biologiste Jean-\nPierre Ondo."
    assert said(text, "fr")[0][0] == "Jean-Pierre Ondo"


ARTICLE = """Le pont ferme

Par Anne Roux

Le maire a déclaré lundi que le pont fermerait en mars, pour des travaux de six mois.

Lire aussi : « Tout sur le pont », par Jean Petit

« Il est vieux », a ajouté le maire.

Inscrivez-vous à notre lettre : « Le meilleur de la semaine », dit notre équipe
"""


def test_what_the_page_adds_says_nothing() -> None:
    assert [content for _, content in said(ARTICLE, "fr")] == [
        "le pont fermerait en mars, pour des travaux de six mois", "Il est vieux",
    ]  # fmt: skip
    reading = extract(ARTICLE, "fr")
    assert [ARTICLE[slice(*span)] for span in reading.bylines] == ["Par Anne Roux"]
    assert reading.headline is not None
    assert ARTICLE[slice(*reading.headline)] == "Le pont ferme"


def test_a_live_blog() -> None:
    text = (
        "Direct : la crue à Tours\n\n14h32 – Le préfet annonce que le pont est fermé.\n\n"
        "14h05 – « La Loire monte encore », prévient Anne Roux, maire de Tours.\n"
    )
    assert said(text, "fr") == [("Le préfet", "le pont est fermé"), ("Anne Roux", "La Loire monte encore")]


def test_questions_and_answers() -> None:
    text = (
        "Entretien avec Anne Roux, maire de Tours\n\nQ : Le pont va-t-il fermer ?\n\nR : Oui, dès le mois de mars.\n\n"
        "Q : Pour combien de temps ?\n\nR : Six mois, si tout va bien.\n"
    )
    assert said(text, "fr") == [("Anne Roux", "Oui, dès le mois de mars"), ("Anne Roux", "Six mois, si tout va bien")]


def test_a_transcript() -> None:
    text = (
        "THE CHAIR: Good morning to all of you.\n\nMR. FOX: The bridge was never inspected.\n\n"
        "THE CHAIR: When did you learn that?\n\nMR. FOX: In May of last year.\n"
    )
    assert said(text, "en") == [
        ("CHAIR", "Good morning to all of you"), ("FOX", "The bridge was never inspected"),
        ("CHAIR", "When did you learn that?"), ("FOX", "In May of last year"),
    ]  # fmt: skip


@pytest.mark.parametrize("quotes", ["“”", '""', "«»", "‘’", "„“"])
def test_the_style_of_quotation_marks_changes_nothing(quotes: str) -> None:
    text = f"Ann Hill said, {quotes[0]}We will open the bridge in May.{quotes[1]}"
    assert said(text, "en") == [("Ann Hill", "We will open the bridge in May")]
