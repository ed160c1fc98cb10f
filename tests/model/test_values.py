"""When two answers to one question cannot both hold."""

import pytest

from provenance.model.values import conflict, parse


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("2022-07-05", "2022-07-15", True),
        ("2022-07", "2022-07-15", False),
        ("19 ou 20 juillet 2022", "2022-07-20", False),
        (2, 3, True),
        ("12 morts", "15 morts", True),
        ("12 morts", "15 blessés", False),
        ("1 drone", "2 drones", True),
        # « 300 » is a round number; « 305 » may be what it was rounded from. « 400 » may not.
        ("300 drones", "305 drones", False),
        ("300 drones", "400 drones", True),
        ("environ 100 drones", "105 drones", False),
        # « environ » is a fifth: 18.9 to 23.1 touches 22.5 to 23.5, and not 23.5 to 24.5.
        ("environ 21 drones", "23 drones", False),
        ("environ 21 drones", "24 drones", True),
        ("~21 drones", "19 drones", False),
        ("about 21 drones", "18 drones", True),
        ("100 à 200 drones", "150 drones", False),
        ("1,5 million", "1,6 million", True),
        ("oui", "non", True),
        ("Téhéran", "teheran", False),
    ],
)
def test_conflict(one: str | int, two: str | int, expected: bool) -> None:
    assert conflict(parse(one), parse(two)) is expected
    assert conflict(parse(two), parse(one)) is expected


def test_a_list_is_one_of() -> None:
    assert not conflict(parse(["2022-07-05", "2022-07-15"]), parse("2022-07-15"))


@pytest.mark.parametrize(
    ("one", "two", "language", "expected"),
    [
        # A year that is a number is a date beside one.
        (2019, "2019-07", "en", False),
        (2019, "2020-07", "en", True),
        (1911, "1910~", "en", False),
        (1912, "circa 1910", "en", True),
        (1957, "19XX", "en", False),
        # So is a day without hyphens; what is no day stays a number.
        (20260211, "11 février 2026", "fr", False),
        (20260211, "2026-02-12", "fr", True),
        ("20260211", "20 260 211", "fr", False),
        (20261399, "2026-02-12", "fr", True),
        ("années 50", "1957", "fr", False),
        ("années 50", "1961-02", "fr", True),
        # Thousands and decimals as each language writes them.
        ("1,500 people", "1500 people", "en", False),
        ("1,500 people", "1.5 people", "en", True),
        ("1 500 morts", "1500 morts", "fr", False),
        ("1,5 million", "1.5 million", "fr", False),
        ("1,234,567 people", "1234567 people", "en", False),
        ("1.234.567 morts", "1 234 567 morts", "fr", False),
        # Half-lines conflict only with what lies outside them.
        ("au moins 40 morts", "63 morts", "fr", False),
        ("au moins 40 morts", "40 morts", "fr", False),
        ("au moins 40 morts", "39 morts", "fr", True),
        ("plus de 40 morts", "40 morts", "fr", True),
        ("plus de 40 morts", "41 morts", "fr", False),
        ("jusqu'à 40 morts", "40 morts", "fr", False),
        ("jusqu'à 40 morts", "41 morts", "fr", True),
        ("fewer than 40 dead", "40 dead", "en", True),
        ("at least 300 dead", "280 dead", "en", True),
        ("more than 40 dead", "at least 63 dead", "en", False),
        ("more than 40 dead", "up to 30 dead", "en", True),
        ("at least 40 dead", "12 wounded", "en", False),
    ],
)
def test_as_the_languages_write_it(one: str | int, two: str | int, language: str, expected: bool) -> None:
    assert conflict(parse(one, language), parse(two, language)) is expected
    assert conflict(parse(two, language), parse(one, language)) is expected


@pytest.mark.parametrize(
    ("one", "two", "language", "expected"),
    [
        # A number in words is the number, and a scale multiplies it.
        ("cinq morts", "5 morts", "fr", False),
        ("cinq morts", "6 morts", "fr", True),
        ("quatre-vingt-dix-sept morts", "97 morts", "fr", False),
        ("soixante et onze morts", "71 morts", "fr", False),
        ("deux cent trente et un morts", "231 morts", "fr", False),
        ("two hundred and thirty-one dead", "231 dead", "en", False),
        ("at least forty dead", "63 dead", "en", False),
        ("at least forty dead", "30 dead", "en", True),
        ("5 millions d'euros", "2 500 000 euros", "fr", True),
        ("2.5 million people", "2,500,000 people", "en", False),
        ("2 à 3 millions", "2,5 millions", "fr", False),
        ("un avion", "un train", "fr", True),
        ("50 cents", "5000", "fr", True),
        # French agencies put a point between thousands, the Swiss an apostrophe.
        ("1.500 personnes", "1500 personnes", "fr", False),
        ("1.500 people", "1500 people", "en", True),
        ("1’500 personnes", "1500 personnes", "fr", False),
        # Half-lines by other words, and behind the number.
        ("pas moins de 40 morts", "63 morts", "fr", False),
        ("pas plus de 40 morts", "63 morts", "fr", True),
        ("no more than 40 dead", "33 dead", "en", False),
        ("as many as 40 dead", "63 dead", "en", True),
        ("40 or more dead", "63 dead", "en", False),
        ("40+ dead", "39 dead", "en", True),
        ("40 morts au plus", "63 morts", "fr", True),
        ("≥ 40 dead", "63 dead", "en", False),
        # About a number, about so many, several of them; between two.
        ("nearly 40 dead", "39 dead", "en", False),
        ("presque 40 morts", "60 morts", "fr", True),
        ("une quarantaine de morts", "42 morts", "fr", False),
        ("une quarantaine de morts", "60 morts", "fr", True),
        ("plus d’une quarantaine de morts", "63 morts", "fr", False),
        ("dozens dead", "36 dead", "en", False),
        ("hundreds of people", "50 people", "en", True),
        ("two dozen people", "24 people", "en", False),
        ("entre 40 et 60 morts", "50 morts", "fr", False),
        ("between 40 and 60 dead", "70 dead", "en", True),
        # A sign and a word are one unit; no unit is any.
        ("$1,500", "1500 dollars", "en", False),
        ("40 %", "45 pour cent", "fr", True),
        ("−5 °C", "5 °C", "fr", True),
        ("40", "63 morts", "fr", True),
        ("1500", "1500 morts", "fr", False),
        ("5 M€", "5 millions d'euros", "fr", False),
        ("5 Md€", "5 M€", "fr", True),
        ("$5m", "$6 million", "en", True),
        ("$5.5bn", "5.5 billion dollars", "en", False),
        ("5 m", "5 000 000", "fr", True),
        ("minimum", "maximum", "fr", True),
        ("half a million people", "500,000 people", "en", False),
        ("plus d’un demi-million", "400 000", "fr", True),
        ("nonante-deux morts", "92 morts", "fr", False),
        ("une bonne centaine de morts", "108 morts", "fr", False),
        # One and none are numbers beside a number.
        ("un mort", "1 mort", "fr", False),
        ("un mort", "3 morts", "fr", True),
        ("aucun mort", "0 mort", "fr", False),
        ("aucun mort", "1 mort", "fr", True),
        ("no deaths", "2 deaths", "en", True),
        ("a single death", "1 death", "en", False),
        # What is less than a bound may be so by a decimal; the bounds of a range are meant to the unit.
        ("moins de 10 %", "9,9 %", "fr", False),
        ("moins de 10 %", "10,2 %", "fr", True),
        ("au plus 10 %", "10,3 %", "fr", True),
        ("more than 9.5 %", "9.6 %", "en", False),
        ("jusqu'à 40 morts", "plus de 40 morts", "fr", True),
        ("entre 2 000 et 3 000 manifestants", "3 500 manifestants", "fr", True),
        ("2 000 à 3 000 manifestants", "3 000 manifestants", "fr", False),
        # Of several things each is compared with its like.
        ("12 morts et 30 blessés", "15 morts", "fr", True),
        ("12 morts et 30 blessés", "12 morts, 30 blessés", "fr", False),
        ("12 dead, 30 injured", "31 injured", "en", True),
        ("12 blessés dont 3 graves", "12 blessés", "fr", False),
        ("12 blessés dont un grave", "12 blessés dont 3 graves", "fr", True),
        ("1,500 people and two dogs", "1500 people", "en", False),
        # Results of matches are no ranges.
        ("3-0", "3-1", "fr", True),
        ("3-0", "3–0", "fr", False),
        # Dozens are one and a half at least.
        ("dozens", "20", "en", False),
        ("dozens", "17", "en", True),
        # Shares of a whole: meant to a tenth of themselves, or of the rest where that is less.
        ("un tiers des élèves", "33 % des élèves", "fr", False),
        ("un tiers des élèves", "28 %", "fr", True),
        ("deux tiers", "trois quarts", "fr", True),
        ("la moitié", "50 %", "fr", False),
        ("plus de la moitié", "42 %", "fr", True),
        ("two-thirds of voters", "40% of voters", "en", True),
        ("un Français sur deux", "30 %", "fr", True),
        ("one in five", "20%", "en", False),
        ("nine out of ten", "1/3", "en", True),
        ("un quart d'heure", "80 %", "fr", False),
        # Times and durations, measures, degrees.
        ("14h30", "2:30 pm", "fr", False),
        ("14h30", "15h00", "fr", True),
        ("midi", "12 h 00", "fr", False),
        ("deux jours", "48 heures", "fr", False),
        ("two days", "30 hours", "en", True),
        ("2 km", "3500 m", "fr", True),
        ("moins 5 degrés", "-5 °C", "fr", False),
        ("40 degrees", "30C", "en", True),
        ("aged 35", "40 years old", "en", True),
        # Places in an order, results however they are spelled.
        ("2e", "deuxième", "fr", False),
        ("third place", "2nd", "en", True),
        ("3 buts à 0", "3-0", "fr", False),
        ("trois à zéro", "3-1", "fr", True),
        ("deux buts à un", "2-1", "fr", False),
        ("un à zéro", "1-1", "fr", True),
        ("two to one", "2-1", "en", False),
        ("one-nil", "0-1", "en", True),
        # Groups of groups, halves behind, one scale for both ends.
        ("des dizaines de milliers de personnes", "200 personnes", "fr", True),
        ("hundreds of thousands", "300,000", "en", False),
        ("un million et demi", "1,5 million", "fr", False),
        ("two and a half million", "2.1 million", "en", True),
        ("deux à trois millions", "2,5 millions", "fr", False),
        ("cinquante à mille", "60", "fr", False),
        ("12k", "12,000", "en", False),
        ("just under 40", "42", "en", True),
        # The dead are the dead in both languages.
        ("12 tués", "13 dead", "fr", True),
        # A hundred of what is called like a hundred; « dix six » is no number.
        ("cent cents", "100 cents", "fr", False),
        ("dix six", "16", "fr", True),
    ],
)
def test_as_people_say_it(one: str, two: str, language: str, expected: bool) -> None:
    assert conflict(parse(one, language), parse(two, language)) is expected
    assert conflict(parse(two, language), parse(one, language)) is expected


def test_a_list_of_numbers_is_one_of() -> None:
    assert not conflict(parse(["5 morts", "6 morts"]), parse("6 morts"))
    assert conflict(parse(["5 morts", "6 morts"]), parse("7 morts"))
