"""How a name stands in a sentence: the tables are written from French and English grammar, not from the program."""

import pytest

from provenance.model import dates
from provenance.model.document import Document
from provenance.model.message import M
from provenance.model.naming import DocumentNames, SourceNames, source_noun
from provenance.model.noun import Noun
from provenance.model.source import Source
from provenance.model.typography import french_spaces
from provenance.model.vocabulary import SourceKind

FRENCH = [
    # kind, name → with its article, after « de », after « à »
    ("outlet", "Le Monde", "Le Monde", "du Monde", "au Monde"),
    ("outlet", "Les Échos", "Les Échos", "des Échos", "aux Échos"),
    ("outlet", "La Croix", "La Croix", "de La Croix", "à La Croix"),
    ("outlet", "L'Équipe", "L’Équipe", "de L’Équipe", "à L’Équipe"),
    ("outlet", "Mediapart", "Mediapart", "de Mediapart", "à Mediapart"),
    ("agency", "AFP", "l’AFP", "de l’AFP", "à l’AFP"),
    ("agency", "Tass", "Tass", "de Tass", "à Tass"),
    ("agency", "Interfax", "Interfax", "d’Interfax", "à Interfax"),
    ("agency", "agence Exemple", "l’agence Exemple", "de l’agence Exemple", "à l’agence Exemple"),
    ("government", "Maison-Blanche", "la Maison-Blanche", "de la Maison-Blanche", "à la Maison-Blanche"),
    ("government", "exécutif russe", "l’exécutif russe", "de l’exécutif russe", "à l’exécutif russe"),
    ("government", "Le Kremlin", "le Kremlin", "du Kremlin", "au Kremlin"),
    ("government", "ministère", "le ministère", "du ministère", "au ministère"),
    ("government", "forces armées", "les forces armées", "des forces armées", "aux forces armées"),
    ("institution", "ONU", "l’ONU", "de l’ONU", "à l’ONU"),
    ("institution", "EDF", "EDF", "d’EDF", "à EDF"),
    ("institution", "La Poste", "La Poste", "de La Poste", "à La Poste"),
    ("institution", "hôpital de Rennes", "l’hôpital de Rennes", "de l’hôpital de Rennes", "à l’hôpital de Rennes"),
    ("institution", "Port de Lorme", "le Port de Lorme", "du Port de Lorme", "au Port de Lorme"),
    ("institution", "Clinique du Parc", "la Clinique du Parc", "de la Clinique du Parc", "à la Clinique du Parc"),
    ("institution", "Évêché de Metz", "l’Évêché de Metz", "de l’Évêché de Metz", "à l’Évêché de Metz"),
    ("state", "États-Unis", "les États-Unis", "des États-Unis", "aux États-Unis"),
    ("state", "Iran", "l’Iran", "de l’Iran", "à l’Iran"),
    ("state", "Israël", "Israël", "d’Israël", "à Israël"),
    ("state", "France", "la France", "de la France", "à la France"),
    ("person", "Anne Hidalgo", "Anne Hidalgo", "d’Anne Hidalgo", "à Anne Hidalgo"),
    ("person", "Le Pen", "Le Pen", "de Le Pen", "à Le Pen"),
    ("person", "la maire", "la maire", "de la maire", "à la maire"),
    ("person", "Le ministre", "le ministre", "du ministre", "au ministre"),
    ("anonymous", "un responsable", "un responsable", "d’un responsable", "à un responsable"),
    ("anonymous", "une source proche", "une source proche", "d’une source proche", "à une source proche"),
    ("anonymous", "deux habitantes", "deux habitantes", "de deux habitantes", "à deux habitantes"),
    ("institution", "HCR", "le HCR", "du HCR", "au HCR"),
    # An h that is aspirated, initials, a y that a vowel follows: nothing is elided before them.
    ("institution", "Haute Autorité de santé", "la Haute Autorité de santé", "de la Haute Autorité de santé", "à la Haute Autorité de santé"),
    ("institution", "Haut Conseil pour le climat", "le Haut Conseil pour le climat", "du Haut Conseil pour le climat", "au Haut Conseil pour le climat"),
    ("institution", "hangar 14", "le hangar 14", "du hangar 14", "au hangar 14"),
    ("government", "hôtel de ville", "l’hôtel de ville", "de l’hôtel de ville", "à l’hôtel de ville"),
    ("person", "Hélène Aubry", "Hélène Aubry", "d’Hélène Aubry", "à Hélène Aubry"),
    ("state", "Hongrie", "la Hongrie", "de la Hongrie", "à la Hongrie"),
    ("institution", "HSBC", "HSBC", "de HSBC", "à HSBC"),
    ("state", "Yémen", "le Yémen", "du Yémen", "au Yémen"),
    ("agency", "Yonhap", "Yonhap", "de Yonhap", "à Yonhap"),
    ("person", "Yves Roux", "Yves Roux", "d’Yves Roux", "à Yves Roux"),
    ("government", "Élysée", "l’Élysée", "de l’Élysée", "à l’Élysée"),
    ("institution", "Insee", "l’Insee", "de l’Insee", "à l’Insee"),
    ("outlet", "20 Minutes", "20 Minutes", "de 20 Minutes", "à 20 Minutes"),
    # A script without capitals, or one that begins names with small letters: a name all the same.
    ("person", "王小明", "王小明", "de 王小明", "à 王小明"),
    ("person", "محمد الأحمد", "محمد الأحمد", "de محمد الأحمد", "à محمد الأحمد"),
    ("person", "გიორგი", "გიორგი", "de გიორგი", "à გიორგი"),
    ("outlet", "朝日新聞", "朝日新聞", "de 朝日新聞", "à 朝日新聞"),
    ("anonymous", "des responsables", "des responsables", "de responsables", "à des responsables"),
]  # fmt: skip
ENGLISH = [
    ("outlet", "The Guardian", "The Guardian", "of The Guardian"),
    ("outlet", "Mediapart", "Mediapart", "of Mediapart"),
    ("government", "White House", "the White House", "of the White House"),
    ("government", "The White House", "the White House", "of the White House"),
    ("government", "ministry", "the ministry", "of the ministry"),
    ("institution", "UN", "the UN", "of the UN"),
    ("institution", "Europol", "Europol", "of Europol"),
    ("person", "The minister", "the minister", "of the minister"),
    ("institution", "The unions", "the unions", "of the unions"),
    ("person", "Anne Roux", "Anne Roux", "of Anne Roux"),
    ("anonymous", "a senior official", "a senior official", "of a senior official"),
    ("anonymous", "two officials", "two officials", "of two officials"),
    ("anonymous", "official", "an official", "of an official"),
    ("anonymous", "another official", "another official", "of another official"),
    ("anonymous", "one of the guards", "one of the guards", "of one of the guards"),
    ("anonymous", "someone in the ministry", "someone in the ministry", "of someone in the ministry"),
    ("anonymous", "union member", "a union member", "of a union member"),
    ("anonymous", "unidentified aide", "an unidentified aide", "of an unidentified aide"),
    ("institution", "Regional Press Ltd", "Regional Press Ltd", "of Regional Press Ltd"),
    ("institution", "University of Leeds", "the University of Leeds", "of the University of Leeds"),
]


def noun(kind: str, name: str, language: str, **written: object) -> Noun:
    return source_noun(Source("x", name, SourceKind(kind), **written), language)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "name", "the", "of", "to"), FRENCH, ids=[row[1] for row in FRENCH])
def test_french_names(kind: str, name: str, the: str, of: str, to: str) -> None:
    said = noun(kind, name, "fr")
    assert [M("{who:%s}" % form, who=said).render("fr") for form in ("the", "of", "to")] == [the, of, to]  # noqa: UP031


@pytest.mark.parametrize(("kind", "name", "the", "of"), ENGLISH, ids=[row[1] for row in ENGLISH])
def test_english_names(kind: str, name: str, the: str, of: str) -> None:
    said = noun(kind, name, "en")
    assert [M("{who:the}", who=said).render("en"), M("{who:of}", who=said).render("en")] == [the, of]


def test_the_file_has_the_last_word() -> None:
    written = noun("institution", "Amaury", "fr", article="le", gender="masculine")
    assert M("{who:of}", who=written).render("fr") == "du Amaury"
    assert M("{who:the}", who=noun("outlet", "Sud", "fr", article="")).render("fr") == "Sud"
    # An article that is guessed follows a gender that is written.
    spokeswoman = noun("person", "porte-parole de l'armée", "fr", gender="feminine")
    assert M("{who:the}", who=spokeswoman).render("fr") == "une porte-parole de l’armée"


def test_a_french_name_stands_bare_in_an_english_sentence() -> None:
    assert M("{who:of}", who=noun("government", "Maison-Blanche", "fr")).render("en") == "of Maison-Blanche"


NAMES = [noun("agency", "AFP", "fr"), noun("outlet", "CNN", "fr"), noun("government", "Maison-Blanche", "fr")]


@pytest.mark.parametrize(
    ("names", "form", "said"),
    [
        (NAMES[:1], "the", "l’AFP"),
        (NAMES[:2], "the", "l’AFP et CNN"),
        (NAMES, "of", "de l’AFP, de CNN et de la Maison-Blanche"),
        (NAMES, "to", "à l’AFP, à CNN et à la Maison-Blanche"),
        (NAMES + NAMES[:2], "the", "l’AFP, CNN, la Maison-Blanche, l’AFP et CNN"),
    ],
)
def test_several_names(names: list[Noun], form: str, said: str) -> None:
    assert M("{who:%s}" % form, who=tuple(names)).render("fr") == said  # noqa: UP031


def test_what_agrees_with_a_name() -> None:
    template = "{who:the} {who:verb affirme/affirment}, {who:agree cité/citée/cités/citées}"
    house, people = noun("government", "Maison-Blanche", "fr"), noun("anonymous", "des responsables", "fr")
    assert M(template, who=house).render("fr") == "la Maison-Blanche affirme, citée"
    assert M(template, who=people).render("fr") == "des responsables affirment, cités"
    assert M(template, who=(house, house)).render("fr") == "la Maison-Blanche et la Maison-Blanche affirment, citées"
    assert M(template, who=(house, people)).render("fr").endswith("affirment, cités")


def names_of(*documents: Document, language: str = "fr") -> list[str]:
    sources = {
        "ap": Source("ap", "Associated Press", SourceKind.AGENCY),
        "kremlin": Source("kremlin", "Kremlin", SourceKind.GOVERNMENT),
    }
    known = {document.id: document for document in documents}
    nouns = DocumentNames(known, sources, SourceNames(sources, language))
    return [M("{document}", document=nouns[document.id]).render(language) for document in documents]


def test_documents_are_called_by_what_readers_know() -> None:
    day = dates.parse("2022-07-16")
    assert names_of(Document("a", "ap")) == ["Associated Press"]
    assert names_of(Document("a", "ap", day)) == ["Associated Press (16 juillet 2022)"]
    assert names_of(Document("a", "ap", dates.parse("19 ou 20 juillet 2022"))) == [
        "Associated Press (19 ou 20 juillet 2022)"
    ]
    assert names_of(Document("a", "ap", dates.parse("2022-07"))) == ["Associated Press (juillet 2022)"]
    # A version is told by its number, what nothing else tells apart by one too.
    assert names_of(Document("a", "ap", day), Document("b", "ap", day, revises=("a",))) == [
        "Associated Press, première version (16 juillet 2022)",
        "Associated Press, version 2 (16 juillet 2022)",
    ]
    assert names_of(Document("a", "ap", day), Document("b", "ap", day)) == [
        "Associated Press (16 juillet 2022), nº\u00a01",
        "Associated Press (16 juillet 2022), nº\u00a02",
    ]
    # Who publishes nothing regularly does not stand for what it published.
    assert names_of(Document("k", "kremlin", day)) == ["document du Kremlin (16 juillet 2022)"]
    assert names_of(Document("k", "kremlin", day), language="en") == ["document of the Kremlin (16 July 2022)"]
    kremlin = {"kremlin": Source("kremlin", "Kremlin", SourceKind.GOVERNMENT)}
    (noun_,) = [DocumentNames({"k": Document("k", "kremlin", day)}, kremlin, SourceNames(kremlin, "fr"))["k"]]
    assert M("{document:the}", document=noun_).render("fr") == "un document du Kremlin (16 juillet 2022)"
    assert M("{document:the}", document=noun_).render("en") == "a document of Kremlin (16 July 2022)"


def test_the_unions_speak_in_the_plural() -> None:
    assert (
        M("{who:the} {who:verb says/say}", who=noun("institution", "The unions", "en")).render("en") == "the unions say"
    )


def test_french_typography() -> None:
    assert french_spaces("pas d'`as_of`, mais `a: 'b'`") == "pas d’`as_of`, mais `a: 'b'`"
    assert french_spaces("« a » : b ; c ! l'un") == "«\u00a0a\u00a0»\u00a0: b\u202f; c\u202f! l’un"
