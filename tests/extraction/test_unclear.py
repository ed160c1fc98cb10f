"""Whose words these are is told with the reason, or said to be unclear with those they may be."""

import json

import pytest

from provenance.extraction import extract
from provenance.extraction.record import record


def speakers(text: str, language: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The origin of each attribution, how it is tied to its mention, and what speaks for it."""
    return [
        (a.chain[0].name, a.chain[0].link, a.chain[0].evidence) for a in extract(text, language).attributions if a.chain
    ]


def unclear(text: str, language: str) -> list[tuple[str, list[str]]]:
    return [(a.unclear, [c.name for c in a.candidates]) for a in extract(text, language).attributions if a.unclear]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Anne Roux, maire de Brest, a parlé. La maire a dit que le pont fermerait.", "fr", ("Anne Roux", "role")),
        ("Iouri Ouchakov a parlé. Ouchakov a dit que le pont fermerait.", "fr", ("Iouri Ouchakov", "short_form")),
        ("Anne Roux est venue. Elle a dit que le pont fermerait.", "fr", ("Anne Roux", "pronoun")),
        ("L'Union cycliste internationale a ouvert une enquête. L'UCI a dit que le coureur serait entendu.", "fr",
         ("Union cycliste internationale", "short_form")),
        ("Beauvau a dit que le préfet partirait.", "fr", ("Beauvau", "first_mention")),
        ("Renata Cole, the police chief, left. The chief said no officer had fired.", "en", ("Renata Cole", "role")),
        ("Tom Price spoke first. Price said the bridge was shut.", "en", ("Tom Price", "short_form")),
        ("Tom Price spoke. Ann Price left. Tom said the bridge was shut.", "en", ("Tom Price", "short_form")),
    ],
)  # fmt: skip
def test_each_tie_has_its_reason(text: str, language: str, expected: tuple[str, str]) -> None:
    assert expected in [(name.removeprefix("L'"), link) for name, link, _ in speakers(text, language)]


def test_the_evidence_of_a_tie_is_told() -> None:
    (found,) = [
        e
        for _, link, e in speakers("Anne Roux est venue. Elle a dit que le pont fermerait.", "fr")
        if link == "pronoun"
    ]
    assert "gender" in found
    (found,) = [
        e
        for _, link, e in speakers("Ann Hill, the mayor, left. The mayor said the report was false.", "en")
        if link == "role"
    ]
    assert found == ("role_said_before",)


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        # Nobody in the text can have spoken.
        ("« Nous avons tout perdu dans cette affaire. »\n\nLe pont est resté fermé toute la journée.", "fr", "nobody"),
        ('"We have lost everything in this affair."\n\nThe bridge stayed shut all day.', "en", "nobody"),
    ],
)
def test_words_of_nobody_known_are_unclear(text: str, language: str, reason: str) -> None:
    assert [r for r, _ in unclear(text, language)] == [reason]


def test_a_pronoun_that_may_be_two_people_names_both() -> None:
    text = (
        "Marc Petit a rencontré Paul Grand lundi à la mairie, pour parler du pont, des travaux et du budget de la ville. "
        "La réunion a duré deux heures, dans une salle fermée au public et à la presse. Rien n'en a filtré avant le soir. "
        "Les travaux commenceront au printemps, sauf si le conseil en décide autrement. Il a dit que tout irait bien."
    )
    ((reason, candidates),) = unclear(text, "fr")
    assert reason == "pronoun"
    assert set(candidates) == {"Marc Petit", "Paul Grand"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marcus Hale spoke. Owen Hale left. Hale said it was late.", [("name", ["Owen Hale", "Marcus Hale"])]),
        # A title tells them apart, and so does who was called so before.
        ("Marcus Hale spoke. Linda Hale left. Mr Hale said it was late.", []),
        ("Owen Hale spoke. Hale said it was late.", []),
    ],
)
def test_a_surname_of_two_people_names_both(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert unclear(text, "en") == expected


def test_a_description_is_whoever_was_named_only_where_nothing_speaks_against_it() -> None:
    told = speakers("Blair Stone left early. The mayor said the report was false.", "en")
    assert told == [("The mayor", "first_mention", ())]
    assert [n for n, *_ in speakers("Selon Tuttosport, il part. L'attaquant a dit que non.", "fr")][-1] == "L'attaquant"


def test_the_record_says_all_of_it() -> None:
    text = "« Nous avons tout perdu dans cette affaire. »\n\nLe pont est resté fermé toute la journée."
    (told,) = json.loads(json.dumps(record("a.txt", extract(text, "fr"), text)))["attributions"]
    assert (told["speaker"], told["unclear"], told["candidates"], told["chain"]) == ("unclear", "nobody", [], [])
    text = "Anne Roux est venue. Elle a dit que le pont fermerait."
    (told,) = json.loads(json.dumps(record("a.txt", extract(text, "fr"), text)))["attributions"]
    assert (told["chain"][0]["name"], told["chain"][0]["link"]) == ("Anne Roux", "pronoun")
    assert told["chain"][0]["evidence"]


@pytest.mark.parametrize(
    ("text", "language", "chain"),
    [
        ("Germany's finance minister said that taxes would fall.", "en", ["Germany's finance minister"]),
        ("Documents reviewed by the Guardian show that the bank knew.", "en", ["Documents", "the Guardian"]),
        (
            "Citing an internal memo, the Times reported that the plant would close.",
            "en",
            ["an internal memo", "the Times"],
        ),
        ("Le Républicain écrit, en citant l'AFP, que le barrage fuit.", "fr", ["AFP", "Le Républicain"]),
        (
            "Le président de la région Bretagne a dit que la ligne fermerait.",
            "fr",
            ["Le président de la région Bretagne"],
        ),
    ],
)
def test_the_whole_phrase_and_the_whole_way(text: str, language: str, chain: list[str]) -> None:
    (found,) = extract(text, language).attributions
    assert [voice.name for voice in found.chain] == chain


def test_what_is_ruled_is_not_ruled_out() -> None:
    stances = [
        extract(text, "en").attributions[0].stance.value
        for text in ("A judge ruled that the strike was lawful.", "A judge ruled out that the strike was lawful.")
    ]
    assert stances == ["asserts", "denies"]


def test_nobody_denies_the_words_he_has_just_said() -> None:
    text = (
        "Le bailleur a été entendu. « L'alarme ne marchait plus », accuse le président de l'amicale. "
        "Ce que dément ce dernier, qui affirme avoir tout vérifié."
    )
    said, denied, affirmed = extract(text, "fr").attributions
    assert [hop.name for hop in said.chain] == ["le président de l'amicale"]
    assert (denied.unclear, affirmed.unclear) == ("pronoun", "pronoun")
    assert (denied.chain, affirmed.chain) == ((), ())


def test_what_stands_in_brackets_is_no_part_of_a_job() -> None:
    (said,) = extract("Le maire (PCF), Michèle Picard, a dit que le pont fermerait.", "fr").attributions
    assert (said.chain[0].name, said.chain[0].speaker.role) == ("Michèle Picard", "maire")


def test_a_word_that_opens_a_sentence_speaks_no_quotation() -> None:
    text = '"Nobody told us that the money was gone, and nobody will." Rain fell on the square.'
    assert unclear(text, "en") == [("nobody", [])]


def test_who_is_not_named_is_anonymous_however_many() -> None:
    text = "Officials said that it was late. The US Geological Survey said that it was not. Dr. Brian Lusk said that it rained."
    kinds = [a.chain[0].speaker.kind.value for a in extract(text, "en").attributions]
    assert kinds == ["anonymous", "institution", "person"]
    (told,) = extract('"It is late," hospital CEO Dr. Brian Lusk told the state news agency.', "en").attributions
    assert [hop.name for hop in told.chain] == ["Brian Lusk", "the state news agency"]
    assert told.chain[0].speaker.role == "hospital CEO"


def test_claims_that_are_dismissed_are_denied_and_nobody_says_them() -> None:
    text = "Peter Wanjiku has dismissed claims that he fled the country."
    told = [(a.stance.value, [hop.name for hop in a.chain]) for a in extract(text, "en").attributions]
    assert told == [("denies", ["Peter Wanjiku"]), ("asserts", [])]


def test_a_sentence_that_stops_behind_that_says_nothing() -> None:
    # The cut of a sentence that is too long may leave « said that » at its end.
    assert extract("He denied he had said that was " * 300, "en").attributions


def test_the_last_one_named_is_unclear_where_nobody_was() -> None:
    text = "Le suspect dit qu'il était chez sa sœur. Cette dernière ne dit pas autre chose : « Il regardait la télévision. »"
    said = next(a for a in extract(text, "fr").attributions if a.mode == "direct")
    assert said.unclear == "pronoun"
    assert not said.chain


def test_what_may_be_a_house_is_not_he() -> None:
    text = (
        "Le PDG, a révélé Africa Intelligence, serait parti. Interrogé hier, il a ri. « Vous me voyez », a-t-il lancé."
    )
    assert [reason for reason, _ in unclear(text, "fr")] == ["pronoun"]


def test_whom_a_nearer_word_may_be_is_unclear() -> None:
    (said,) = extract("Le juge a entendu l'expert. Celui-ci affirme que la balle venait de loin.", "fr").attributions
    assert said.unclear == "pronoun"
    (said,) = extract("La rectrice a saisi l'inspectrice. Celle-ci affirme que la classe restera.", "fr").attributions
    assert said.unclear == "pronoun"
    (said,) = extract("Le maire a interpellé le rectorat. Ce dernier assure que la classe restera.", "fr").attributions
    assert said.unclear == "pronoun"
    (said,) = extract("Le directeur de l'hôpital est parti. Ce dernier dit que tout allait bien.", "fr").attributions
    assert [voice.name for voice in said.chain] == ["Le directeur de l'hôpital"]
    (said,) = extract("Le maire, Jean Roux, a parlé. Celui-ci affirme que la route est sûre.", "fr").attributions
    assert [voice.name for voice in said.chain] == ["Jean Roux"]
