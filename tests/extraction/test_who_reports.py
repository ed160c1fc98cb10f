"""Who reports what to whom, and what reports nothing: sentences of the kinds that articles of development had wrong.

The expected pairs were written from the sentences: what is said, and the chain from the origin on.
"""

import pytest

from provenance.extraction import extract

#: text → [(content, chain)]; pieces of a content are joined with " | ".
FRENCH: dict[str, list[tuple[str, str]]] = {
    "Reste à savoir ce qui la remplacera.": [],
    "Toute la question est de savoir combien de députés manqueront à l'appel.": [],
    "Un porte-parole de Dorvance s'est refusé à commenter « des rumeurs de marché ».": [],
    "Le baromètre tente de répondre à une question simple : suffit-il de dormir le dimanche ?": [],
    "Une contre-offre n'est pas à exclure : « Le suédois Nordpapp regarde le dossier. »": [],
    "Il est plus prudent de confier le pouvoir à des gardiens.": [],
    "Du côté des syndicats, la colère dominait.": [],
    "La commune, qui s'est constituée partie civile, évalue son préjudice à 3 millions d'euros.": [],
    "Le maire dit l'avoir apprise « par le journal ».": [("l'avoir apprise « par le journal »", "maire")],
    "Ses jours ne sont pas en danger, précise-t-on du côté des secours.": [
        ("Ses jours ne sont pas en danger", "secours")
    ],
    "À Oslo, on rappelle que le pétrole aussi avait été annoncé épuisé.": [
        ("le pétrole aussi avait été annoncé épuisé", "on")
    ],
    "Chez Serrat Ventures, on affirme que le fondateur restera.": [("le fondateur restera", "Serrat Ventures")],
    "Un homme a été arrêté jeudi à Nice, a appris Le Figaro de source policière.": [
        ("Un homme a été arrêté jeudi à Nice", "source policière > Le Figaro")
    ],
    "Le Figaro a appris de source proche du dossier que le maire serait jugé.": [
        ("le maire serait jugé", "source proche du dossier > Le Figaro")
    ],
    "L'un d'eux fait observer que l'échelle manque.": [("l'échelle manque", "L'un d'eux")],
    "Des sources concordantes indiquent que deux élus ont été payés.": [
        ("deux élus ont été payés", "Des sources concordantes")
    ],
    "La note a été remise à Grégoire Hamelin, analyste chez Bryce, pour qui une vente « changerait la donne ».": [
        ("une vente « changerait la donne »", "Grégoire Hamelin")
    ],
    "Selon notre estimation Sondalis, Samir Haddad l'emporterait.": [("Samir Haddad l'emporterait", "Sondalis")],
    "L'eau ne dépasse pas 10 °C. D'après un sauveteur, « personne ne tient une heure ».": [
        ("personne ne tient une heure", "un sauveteur")
    ],
    "Trois médecins viendront, indique à franceinfo le directeur, Hervé Lantier.": [
        ("Trois médecins viendront", "Hervé Lantier > franceinfo")
    ],
    "Le ministre Bertrand Lescouarch a indiqué sur France Matin que l'État paierait.": [
        ("l'État paierait", "Bertrand Lescouarch > France Matin")
    ],
    "Le président de la région, cité par « Le Courrier des Flandres », estime que l'usine est sauvée.": [
        ("l'usine est sauvée", "président de la région > Le Courrier des Flandres")
    ],
    "Bloomberg avait rapporté dans la matinée, en citant des proches du dossier, que le fonds achetait.": [
        ("le fonds achetait", "des proches du dossier > Bloomberg")
    ],
    "« C'est un préalable », a martelé leur négociateur en chef, Idriss Benomar, cité par Reuters.": [
        ("C'est un préalable", "Idriss Benomar > Reuters")
    ],
    "Interrogée par Ouest-France, la directrice, Anne-Laure Quéméneur, assure que rien n'est caché.": [
        ("rien n'est caché", "Anne-Laure Quéméneur > Ouest-France")
    ],
    "« Une pure invention », a balayé devant la presse Oleg Vassiltchenko, cité par Tass.": [
        ("Une pure invention", "Oleg Vassiltchenko > Tass")
    ],
    "« On a appris ça par la presse », déplore Marc Tessandier (CFDT).": [
        ("On a appris ça par la presse", "Marc Tessandier")
    ],
}
ENGLISH: dict[str, list[tuple[str, str]]] = {
    "He said one thing and his brother said another.": [],
    'The council bought "a system that cannot tell two people named Harris apart."': [],
    "The authors, who reviewed 612 cases in five states, found no link.": [],
    "Brandt added a second before half-time with a header that was cleared.": [],
    "She told us something that was not true.": [],
    "The chief said no officer had fired.": [("no officer had fired", "chief")],
    "Plastic has roughly doubled since 2005, according to United Nations estimates.": [
        ("Plastic has roughly doubled since 2005", "United Nations")
    ],
    "“Rates may rise,” the minutes said.": [("Rates may rise", "the minutes")],
    "Keogh has written to the secretary asking whether the code was breached.": [("the code was breached", "Keogh")],
    "People often wander at night, Anna Feld said, and their families may leave lamps on.": [
        ("People often wander at night | and their families may leave lamps on", "Anna Feld")
    ],
    "Still, Anna Feld said, the findings fit with earlier work.": [("the findings fit with earlier work", "Anna Feld")],
    "Staff had been told by the chairman in January that jobs would go.": [("jobs would go", "chairman")],
    "Bloomberg reported on Monday that Halden was preparing an offer, citing two officials.": [
        ("Halden was preparing an offer", "two officials > Bloomberg")
    ],
    "Castellan is weighing an offer, the business daily Dagens Marked said late on Monday, citing three people.": [
        ("Castellan is weighing an offer", "three people > Dagens Marked")
    ],
    "“All is well,” Taras Bilyk said on national television.": [("All is well", "Taras Bilyk > national television")],
    "Speaking to the Courier, Anna Vega said she had sent four letters.": [
        ("she had sent four letters", "Anna Vega > Courier")
    ],
    "‘I can barely run a railway,’ Daniel Orme joked to the Yorkshire Ledger last month.": [
        ("I can barely run a railway", "Daniel Orme > Yorkshire Ledger")
    ],
    "One senior MP who has signed it said that whips had threatened her.": [
        ("whips had threatened her", "One senior MP")
    ],
    "A spokesman for the National Institute on Aging said it does not comment.": [
        ("it does not comment", "National Institute on Aging")
    ],
    "The company contested the penalty, arguing that the tunnel was shut.": [("the tunnel was shut", "company")],
    "The delay hurt Elisabet Vranken, who has staked her term on it and told lawmakers that it would come.": [
        ("it would come", "Elisabet Vranken")
    ],
    "Sir Roger Pennick, the leader of the Opposition, asked the Prime Minister whether she took the bus.": [
        ("she took the bus", "Roger Pennick")
    ],
}


def told(text: str, language: str) -> list[tuple[str, str]]:
    return [
        (" | ".join(text[a:b] for a, b in a.content), " > ".join(hop.name for hop in a.chain))
        for a in extract(text, language).attributions
        if a.type == "assertion"
    ]


def matches(found: list[tuple[str, str]], expected: list[tuple[str, str]]) -> bool:
    """The same contents; a hop is right when its name holds the expected words, an article or a kind before them."""
    if [content for content, _ in found] != [content for content, _ in expected]:
        return False
    chains = [(have.split(" > "), want.split(" > ")) for (_, have), (_, want) in zip(found, expected, strict=True)]
    return all(len(have) == len(want) and all(w in h for h, w in zip(have, want, strict=True)) for have, want in chains)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (text, language, expected)
        for language, cases in (("fr", FRENCH), ("en", ENGLISH))
        for text, expected in cases.items()
    ],
)
def test_who_reports_what(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    found = told(text, language)
    assert matches(found, expected), found


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Hélène Kerviel, procureure de Brest, est arrivée. « J'ai crié », raconte la retraitée.", "fr", "la retraitée"),
        ("Noé Falk, le chanteur, dort. « Je tourne », s'amuse la cinéaste.", "fr", "la cinéaste"),
        ("Roland Jacquemin, maire de Brest, est là. L'élu assure que le pont fermera.", "fr", "Roland Jacquemin"),
        ("L'accusé, Paul Roux, est là. Un enquêteur est venu. Le gendarme a dit que le vol était établi.", "fr",
         "Un enquêteur"),
        ("Reto Imhof, glaciologue, est là. Ce chercheur explique que la fonte accélère.", "fr", "Reto Imhof"),
        ("One lawmaker who was there said the vote was lost. “She knew it,” the person added.", "en", "One lawmaker"),
        ("Senator Ann Hill left. The lawmaker said the vote was lost.", "en", "Ann Hill"),
    ],
)  # fmt: skip
def test_a_description_takes_up_only_who_may_be_one(text: str, language: str, speaker: str) -> None:
    assert extract(text, language).attributions[-1].chain[0].name.startswith(speaker)


def test_who_asks_does_not_answer() -> None:
    text = "« Et le second ? », interroge le président, Hervé Lambert. Silence. « Le second, je ne sais pas. »"
    answer = extract(text, "fr").attributions[-1]
    assert answer.unclear == "apart"
    assert [hop.name for hop in answer.candidates] == ["Hervé Lambert"]


def test_initials_in_an_interview_are_the_guest() -> None:
    text = (
        "Entretien avec Hélène Marchadier, historienne\n\nLe Pays : Comment a-t-il fait ?\n\nH. M. : Il a tout rasé.\n\n"
        "Le Pays : Et après ?\n\nH. M. : Rien du tout."
    )
    assert {a.chain[0].name for a in extract(text, "fr").attributions} == {"Pays", "Hélène Marchadier"}
