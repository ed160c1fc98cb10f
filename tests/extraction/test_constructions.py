"""One sentence a construction, with what a reader would mark in it. Expected words were written
before the grammar ran.
"""

import pytest

from provenance.extraction import extract

#: (text, [(source, cue, content, chain)]); a content in several pieces is joined with " | ".
FRENCH = {
    "aside after a quotation": (
        "« Le pont fermera en mars », a déclaré mardi la maire, Anne Roux.",
        [("la maire, Anne Roux", "a déclaré", "Le pont fermera en mars", "Anne Roux")],
    ),
    "aside without quotation marks": (
        "Le pont est fermé depuis mars, indique la préfecture.",
        [("la préfecture", "indique", "Le pont est fermé depuis mars", "la préfecture")],
    ),
    "aside in the middle": (
        "Le pont, assure-t-elle, sera fermé en mars.",
        [("-t-elle", "assure", "Le pont | sera fermé en mars", "elle")],
    ),
    "aside inside one pair of marks": (
        "« Le pont est vieux, dit Anne Roux. Il fermera en mars. »",
        [("Anne Roux", "dit", "Le pont est vieux | Il fermera en mars", "Anne Roux")],
    ),
    "clause": (
        "Anne Roux a également indiqué, mardi, que le pont serait fermé.",
        [("Anne Roux", "a | indiqué", "le pont serait fermé", "Anne Roux")],
    ),
    "infinitive": (
        "Anne Roux affirme ne pas avoir vu le rapport.",
        [("Anne Roux", "affirme", "ne pas avoir vu le rapport", "Anne Roux")],
    ),
    "colon": (
        "Anne Roux prévient : « Les travaux dureront six mois. »",
        [("Anne Roux", "prévient", "Les travaux dureront six mois", "Anne Roux")],
    ),
    "selon at the head": (
        "Selon le maire de Lyon, Jean Roux, le pont est vieux.",
        [("le maire de Lyon, Jean Roux", "Selon", "le pont est vieux", "Jean Roux")],
    ),
    "selon at the end": (
        "Le pont est vieux, selon la préfecture.",
        [("la préfecture", "selon", "Le pont est vieux", "la préfecture")],
    ),
    "pour": (
        "Pour la Maison-Blanche, des officiels ont vu des drones.",
        [("la Maison-Blanche", "Pour", "des officiels ont vu des drones", "Maison-Blanche")],
    ),
    "de source": (
        "De source policière, deux hommes ont été arrêtés.",
        [("source policière", "De", "deux hommes ont été arrêtés", "source policière")],
    ),
    "a relay without a comma": (
        "Le président a rencontré son homologue souligne l'agence Tass.",
        [("l'agence Tass", "souligne", "Le président a rencontré son homologue", "Tass")],
    ),
    "a relay around a clause": (
        "Ouchakov a noté que les relations étaient amicales, rapporte Tass.",
        [
            ("Tass", "rapporte", "Ouchakov a noté que les relations étaient amicales", "Tass"),
            ("Ouchakov", "a noté", "les relations étaient amicales", "Ouchakov > Tass"),
        ],
    ),
    "to a medium": (
        "Anne Roux a indiqué à l'AFP que le pont était vieux.",
        [("Anne Roux", "a indiqué", "le pont était vieux", "Anne Roux > AFP")],
    ),
    "cité par": (
        "Un responsable du Pentagone, cité par Reuters, a dit que le pont était vieux.",
        [("Un responsable du Pentagone", "a dit", "le pont était vieux", "Un responsable du Pentagone > Reuters")],
    ),
    "citant": (
        "Selon Tass, citant un responsable, le pont est vieux.",
        [("Tass", "Selon", "le pont est vieux", "un responsable > Tass")],
    ),
    "participle": (
        "Anne Roux a dit que le pont était vieux, précisant qu'il fermerait en mars.",
        [
            ("Anne Roux", "a dit", "le pont était vieux", "Anne Roux"),
            ("Anne Roux", "précisant", "il fermerait en mars", "Anne Roux"),
        ],
    ),
    "passive without anybody": (
        "Il a été révélé que le pont était vieux.",
        [("", "a été révélé", "le pont était vieux", "")],
    ),
    "accusation": (
        "Manille accuse Pékin d'avoir éperonné un navire.",
        [("Manille", "accuse", "Pékin d'avoir éperonné un navire", "Manille")],
    ),
    "carried quotation": (
        "« Le pont est vieux », a dit Anne Roux. « Il fermera en mars. »",
        [
            ("Anne Roux", "a dit", "Le pont est vieux", "Anne Roux"),
            ("Anne Roux", "", "Il fermera en mars", "Anne Roux"),
        ],
    ),
    "pronoun": (
        "Anne Roux a dit que le pont était vieux. Elle a ajouté qu'il fermerait en mars.",
        [
            ("Anne Roux", "a dit", "le pont était vieux", "Anne Roux"),
            ("Elle", "a ajouté", "il fermerait en mars", "Anne Roux"),
        ],
    ),
}
#: Sentences in which nobody reports anything.
SILENT = {
    "selon, depending on": "Les prix varient selon les régions et selon la saison.",
    "pour, purpose": "Pour l'instant, les prix varient. Pour finir, ils baissent.",
    "a title": "Le film « La Note » sort en mars dans les salles.",
    "a noun like a verb": "La note du ministre est arrivée avec une demande et une annonce.",
    "announcing a thing": "Le ministre a annoncé une réforme des retraites.",
    "clear to all": "Il est clair que les prix vont baisser.",
}
ENGLISH = {
    "said at the end": (
        '"The bridge will close in March," Mayor Anne Hill said on Tuesday.',
        [("Mayor Anne Hill", "said", "The bridge will close in March", "Anne Hill")],
    ),
    "said inverted": (
        "“The bridge is old,” said Anne Hill, a lawyer.",
        [("Anne Hill, a lawyer", "said", "The bridge is old", "Anne Hill")],
    ),
    "clause without that": (
        "Anne Hill said the bridge was old.",
        [("Anne Hill", "said", "the bridge was old", "Anne Hill")],
    ),
    "told a medium": (
        "Anne Hill told Reuters that the bridge was old.",
        [("Anne Hill", "told", "the bridge was old", "Anne Hill > Reuters")],
    ),
    "according to": (
        "The bridge is old, according to the council.",
        [("the council", "according to", "The bridge is old", "the council")],
    ),
    "denial": (
        "Anne Hill denied that the bridge was old.",
        [("Anne Hill", "denied", "the bridge was old", "Anne Hill")],
    ),
    "in the middle": (
        "The bridge, Anne Hill said, is old.",
        [("Anne Hill", "said", "The bridge | is old", "Anne Hill")],
    ),
}


def read(text: str, language: str) -> list[tuple[str, str, str, str]]:
    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " | ".join(text[start:end] for start, end in spans)

    found = [a for a in extract(text, language).attributions if a.type in ("assertion", "characterisation")]
    return [(words(a.source), words(a.cue), words(a.content), " > ".join(v.name for v in a.chain)) for a in found]


@pytest.mark.parametrize("name", FRENCH)
def test_french(name: str) -> None:
    text, expected = FRENCH[name]
    assert sorted(read(text, "fr")) == sorted(expected)


@pytest.mark.parametrize("name", ENGLISH)
def test_english(name: str) -> None:
    text, expected = ENGLISH[name]
    assert sorted(read(text, "en")) == sorted(expected)


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_report(name: str) -> None:
    assert read(SILENT[name], "fr") == []


@pytest.mark.parametrize(
    ("text", "kind", "words", "of"),
    [
        (
            "Les USA affirment que la Russie achète des drones. Une information non confirmée jusque-là.",
            "unconfirmed", "non confirmée", "la Russie achète des drones",
        ),
        ("Téhéran a démenti que des drones aient été livrés.", "denied", "a démenti", "des drones aient été livrés"),
        ("Le ministère n'a pas souhaité répondre.", "no_comment", "pas souhaité répondre", None),
        ("Le ministère n'a voulu ni confirmer ni infirmer la vente.", "evades", "ni confirmer ni infirmer", None),
        ("Rien d'officiel sur ce plan pour le moment.", "no_evidence", "Rien d'officiel", "Rien d'officiel sur ce plan pour le moment."),
        ("L'Iran aurait livré des drones à la Russie.", "conditional", "aurait livré", "L'Iran aurait livré des drones à la Russie."),
    ],
)  # fmt: skip
def test_marks(text: str, kind: str, words: str, of: str | None) -> None:
    marks = [m for m in extract(text, "fr").marks if m.kind == kind]
    assert [(text[slice(*m.cue)], m.of and text[slice(*m.of)]) for m in marks] == [(words, of)]


@pytest.mark.parametrize(
    "text",
    [
        "Si l'Iran livrait des drones, la guerre serait plus longue.",
        "Le ministre a dit que l'Iran aurait livré des drones.",
        "Selon Kiev, l'Iran aurait livré des drones.",
    ],
)
def test_a_conditional_with_a_reason_is_no_mark(text: str) -> None:
    assert not [m for m in extract(text, "fr").marks if m.kind == "conditional"]


def test_short_forms_are_one_speaker() -> None:
    text = (
        "Selon le conseiller du président de la Russie, Iouri Ouchakov, les réunions seront longues. "
        "Le conseiller Ouchakov a noté que tout allait bien. Ouchakov a dit que oui, et que rien ne changerait."
    )
    (speaker,) = extract(text, "fr").speakers
    assert (speaker.name, speaker.role, speaker.organisation) == (
        "Iouri Ouchakov",
        "conseiller du président de la Russie",
        "Russie",
    )
    assert "Ouchakov" in speaker.aliases


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Selon Jean Roux, oui, le pont est vieux.", "person"),
        ("Selon le ministère de la Défense, le pont est vieux.", "government"),
        ("Selon l'agence Reuters, le pont est vieux.", "agency"),
        ("Selon le quotidien Le Monde, le pont est vieux.", "outlet"),
        ("Selon l'ONU, le pont est vieux.", "institution"),
        ("Selon une source proche du dossier, le pont est vieux.", "anonymous"),
        ("Selon un rapport de la ville, le pont est vieux.", "record"),
        ("Selon un diplomate européen, le pont est vieux.", "anonymous"),
        ("Selon les pompiers du Gard, le pont est vieux.", "institution"),
        ("Selon un pompier, le pont est vieux.", "anonymous"),
        ("Le pont est vieux, a indiqué GRDF.", "institution"),
    ],
)
def test_kinds_of_source(text: str, kind: str) -> None:
    (attribution,) = extract(text, "fr").attributions
    assert attribution.chain[0].kind.value == kind


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Le député LFI Éric Coquerel", "Éric Coquerel"),
        ("Le conseiller municipal RN Jules Petit", "Jules Petit"),
        ("La députée Renaissance Prisca Thevenot", "Prisca Thevenot"),
        ("Le sénateur La France insoumise Thomas Portes", "Thomas Portes"),
        ("La présidente du groupe LR Annie Roy", "Annie Roy"),
        ("Le maire JP Martin", "JP Martin"),
    ],
)
def test_a_party_behind_a_job_is_no_part_of_a_name(speaker: str, name: str) -> None:
    (attribution,) = extract(f"{speaker} a dit que la salle fermait.", "fr").attributions
    assert [voice.name for voice in attribution.chain] == [name]


def test_who_denies_stands_behind_by() -> None:
    text = "Un cessez-le-feu serait proche. Une information démentie par le bureau du Premier ministre."
    (denial,) = [mark for mark in extract(text, "fr").marks if mark.kind == "denied"]
    assert denial.by is not None
    assert denial.by.name == "le bureau du Premier ministre"
