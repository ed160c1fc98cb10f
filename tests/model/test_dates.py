"""Dates: hand-written expectations, and python-edtf as the oracle of the bounds."""

from datetime import date

import edtf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from provenance.model import dates
from provenance.model.date_spelling import spell, spell_on


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "normal", "first", "last"),
    [
        ("2022-07-15", "2022-07-15", "2022-07-15", "2022-07-15"),
        ("2022-07", "2022-07", "2022-07-01", "2022-07-31"),
        ("2022", "2022", "2022-01-01", "2022-12-31"),
        ("202X", "202X", "2020-01-01", "2029-12-31"),
        ("2022-07-1X", "2022-07-1X", "2022-07-10", "2022-07-19"),
        ("2022-07-XX", "2022-07-XX", "2022-07-01", "2022-07-31"),
        ("202X-07-19", "202X-07-19", "2020-07-19", "2029-07-19"),
        ("20XX-07", "20XX-07", "2000-07-01", "2099-07-31"),
        ("2022-1X", "2022-1X", "2022-10-01", "2022-12-31"),
        ("2022-XX-XX", "2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("{2022-07-05,2022-07-15}", "{2022-07-05,2022-07-15}", "2022-07-05", "2022-07-15"),
        ("[..2022-07-05]", "[..2022-07-05]", "0001-01-01", "2022-07-05"),
        ("2022-07-15?", "2022-07-15?", "2022-07-15", "2022-07-15"),
        ("2022-07-15~", "2022-07-15~", "2022-07-14", "2022-07-16"),
        # About a day, a month or a year is one more on each side.
        ("2022-07~", "2022-07~", "2022-06-01", "2022-08-31"),
        ("1910~", "1910~", "1909-01-01", "1911-12-31"),
        ("2022-07%", "2022-07%", "2022-06-01", "2022-08-31"),
        ("2022-01~", "2022-01~", "2021-12-01", "2022-02-28"),
        ("2022-12~", "2022-12~", "2022-11-01", "2023-01-31"),
        ("vers juillet 2022", "2022-07~", "2022-06-01", "2022-08-31"),
        ("vers 2019-07", "2019-07~", "2019-06-01", "2019-08-31"),
        ("circa 1910", "1910~", "1909-01-01", "1911-12-31"),
        ("vers 1910", "1910~", "1909-01-01", "1911-12-31"),
        ("nuit du 14 au 15 mai 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("mar. 01 août 2017", "2017-08-01", "2017-08-01", "2017-08-01"),
        ("Tue 1 August 2017", "2017-08-01", "2017-08-01", "2017-08-01"),
        ("2026-02-11T03:12", "2026-02-11T03:12", "2026-02-11", "2026-02-11"),
        ("2022-07-15/2022-07-18", "2022-07-15/2022-07-18", "2022-07-15", "2022-07-18"),
        ("2022-07-16T14:30:00Z", "2022-07-16T14:30:00Z", "2022-07-16", "2022-07-16"),
        ("juillet 2022", "2022-07", "2022-07-01", "2022-07-31"),
        ("1er août 2022", "2022-08-01", "2022-08-01", "2022-08-01"),
        ("le mardi 19 juillet 2022", "2022-07-19", "2022-07-19", "2022-07-19"),
        ("vers le 19 juillet 2022", "2022-07-19~", "2022-07-18", "2022-07-20"),
        ("début juillet 2022", "2022-07-01/2022-07-10", "2022-07-01", "2022-07-10"),
        ("fin février 2022", "2022-02-21/2022-02-28", "2022-02-21", "2022-02-28"),
        ("entre le 5 et le 8 juillet 2022", "2022-07-05/2022-07-08", "2022-07-05", "2022-07-08"),
        ("du 30 juin au 2 juillet 2022", "2022-06-30/2022-07-02", "2022-06-30", "2022-07-02"),
        ("July 19, 2022", "2022-07-19", "2022-07-19", "2022-07-19"),
        ("19/07/2022", "2022-07-19", "2022-07-19", "2022-07-19"),
        ("19 ou 20 juillet 2022", "[2022-07-19,2022-07-20]", "2022-07-19", "2022-07-20"),
    ],
)
def test_bounds(text: str, normal: str, first: str, last: str) -> None:
    when = dates.parse(text)
    assert (when.edtf, when.earliest, when.latest) == (normal, day(first), day(last))


@pytest.mark.parametrize(
    "text",
    [
        *("", "hier", "2022-13-01", "2022-02-30", "le 31 juin 2022", "19 juillet", "2022-07-20/2022-07-19"),
        *("20261301", "2022-07-32", "XXXX-02-30", "du 14 au 12 mars 2020"),
        # Which century? And a number of seconds.
        *("les années 20", "30s"),
    ],
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text)


def test_alternatives_are_readings_and_the_days_between_them_are_not() -> None:
    when = dates.parse("19 juillet 2022 ou 2 août 2022")
    assert when.compatible(dates.parse("2022-08-02"))
    assert not when.compatible(dates.parse("2022-07-25"))


def test_unspecified_digits_are_that_many_readings() -> None:
    when = dates.parse("202X-07-19")
    assert len(when.readings) == 10
    assert when.compatible(dates.parse("2024-07-19"))
    # Inside the span from the first to the last, and none of the ten.
    assert not when.compatible(dates.parse("2024-07-20"))
    assert not when.compatible(dates.parse("2024-08"))
    assert when.compatible(dates.parse("2024"))
    assert not when.compatible(dates.parse("2031-07-19"))
    # Every year has a Christmas, and not every day is one; it may be told of decembers and of leap days too.
    christmas = dates.parse("XXXX-12-25")
    assert christmas.compatible(dates.parse("2019-12-25"))
    assert not christmas.compatible(dates.parse("2019-07-14"))
    assert not christmas.compatible(dates.parse("XXXX-07-14"))
    assert dates.parse("XXXX-12").compatible(dates.parse("2019-12-05"))
    assert not dates.parse("XXXX-02-29").compatible(dates.parse("2019-02"))
    # Years that follow each other are one reading.
    assert len(dates.parse("202X").readings) == 1
    assert len(dates.parse("2022-0X-1X").readings) == 9


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        # One of the two days is one of the days; both days are not only one of them told wholly.
        ("{2022-06-08,2022-07-05}", "2022-06-08", True),
        ("{2022-06-08,2022-07-05}", "2022-07-15", False),
        ("{2022-06-08,2022-07-05}", "{2022-07-05,2022-06-08}", True),
        ("{2022-06-08,2022-07-05}", "{2022-06-08,2022-07-15}", False),
        ("{2022-06-08,2022-07-05}", "{2022-06-08,2022-07}", True),
        ("{2022-06-08,2022-07-05}", "{2022-06-08}", False),
        ("[2022-06-08,2022-07-05]", "[2022-06-08,2022-07-15]", True),
        ("[2022-06-08,2022-07-05]", "[2022-06-09,2022-07-15]", False),
        ("{2022-06-08,2022-07-05}", "[2022-06-08,2022-07-15]", True),
    ],
)
def test_all_of_is_not_one_of(one: str, other: str, agree: bool) -> None:
    assert dates.parse(one).compatible(dates.parse(other)) is agree
    assert dates.parse(other).compatible(dates.parse(one)) is agree


def test_a_month_is_not_its_first_day() -> None:
    assert dates.parse("2022-07").compatible(dates.parse("2022-07-15"))
    assert not dates.parse("2022-07").before(dates.parse("2022-07-15"))


def test_a_weekday_is_the_last_such_day_before_publication() -> None:
    assert dates.parse("mardi", dates.parse("2022-07-21")).edtf == "2022-07-19"
    assert dates.parse("mardi", dates.parse("2022-07-19")).edtf == "2022-07-19"
    # Published on the 18th or the 19th, a Monday or a Tuesday: two Tuesdays are possible.
    assert dates.parse("mardi", dates.parse("18 ou 19 juillet 2022")).edtf == "[2022-07-12,2022-07-19]"


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("2022-07-19", "19 juillet 2022", "19 July 2022"),
        ("2022-08-01", "1er août 2022", "1 August 2022"),
        ("2022-07", "juillet 2022", "July 2022"),
        ("[2022-07-19,2022-07-20]", "19 ou 20 juillet 2022", "19 or 20 July 2022"),
        ("{2022-07-19,2022-07-20}", "19 et 20 juillet 2022", "19 and 20 July 2022"),
        ("vers le 19 juillet 2022", "vers le 19 juillet 2022", "about 19 July 2022"),
        ("2022-08-01~", "vers le 1er août 2022", "about 1 August 2022"),
        ("2022-07~", "vers juillet 2022", "about July 2022"),
        ("circa 1910", "vers 1910", "about 1910"),
        ("2022-07-19/..", "depuis le 19 juillet 2022", "since 19 July 2022"),
        ("les années 50", "de 1950 à 1959", "1950 to 1959"),
        ("20260211", "11 février 2026", "11 February 2026"),
        ("XXXX-12-25", "25 décembre d’une année inconnue", "25 December of an unknown year"),
        ("XXXX-04-01", "1er avril d’une année inconnue", "1 April of an unknown year"),
        ("XXXX-12", "décembre d’une année inconnue", "December of an unknown year"),
        (
            "20XX-07-19",
            "19 juillet 2000, 19 juillet 2001… ou 19 juillet 2099",
            "19 July 2000, 19 July 2001… or 19 July 2099",
        ),
    ],
)
def test_dates_are_said_back(text: str, french: str, english: str) -> None:
    when = dates.parse(text)
    assert (spell(when, "fr"), spell(when, "en")) == (french, english)


year_masks = st.one_of(
    st.integers(1000, 2999).map(str),
    st.integers(100, 299).map("{}X".format),
    st.integers(10, 29).map("{}XX".format),
    st.integers(1, 2).map("{}XXX".format),
)
months = st.integers(1, 12).map("{:02}".format)
plain_dates = st.dates(date(1000, 1, 1), date(2999, 12, 31))
#: Expressions of the levels 0 to 2, by the grammar of the specification.
expressions = st.one_of(
    plain_dates.map("{:%Y}".format),
    plain_dates.map("{:%Y-%m}".format),
    plain_dates.map("{:%Y-%m-%d}".format),
    plain_dates.map("{:%Y-%m-%d}?".format),
    plain_dates.map("{:%Y-%m}?".format),
    year_masks,
    st.tuples(st.integers(1000, 2999), st.just("XX")).map("{0[0]}-{0[1]}".format),
    st.tuples(st.integers(1000, 2999), months).map("{0[0]}-{0[1]}-XX".format),
    st.integers(1000, 2999).map("{}-XX-XX".format),
    st.tuples(year_masks, months, st.integers(1, 28)).map("{0[0]}-{0[1]}-{0[2]:02}".format),
    st.tuples(year_masks, months).map("{0[0]}-{0[1]}".format),
    st.tuples(plain_dates, plain_dates).map(sorted).map("{0[0]:%Y-%m-%d}/{0[1]:%Y-%m-%d}".format),
    st.tuples(plain_dates, plain_dates).map(sorted).map("{0[0]:%Y-%m}/{0[1]:%Y-%m-%d}".format),
    st.lists(plain_dates, min_size=2, max_size=4, unique=True).map(
        lambda days: "[" + ",".join(f"{d:%Y-%m-%d}" for d in sorted(days)) + "]"
    ),
    st.lists(plain_dates, min_size=2, max_size=4, unique=True).map(
        lambda days: "{" + ",".join(f"{d:%Y-%m}" for d in sorted(days)) + "}"
    ),
)


@settings(max_examples=300)
@given(expressions)
def test_bounds_agree_with_python_edtf(text: str) -> None:
    try:
        theirs = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        # What their grammar lacks is checked by hand above.
        assume(False)
    ours = dates.parse(text)
    assert ours.earliest == date(*theirs.lower_strict()[:3]).toordinal()
    assert ours.latest == date(*theirs.upper_strict()[:3]).toordinal()


#: Where python-edtf says otherwise, what it says, and why this tool does not: decided case by case, each stands for its
#: kind. Bounds are its fuzzy ones, which widen what is approximate.
DISAGREEMENTS = [
    ("2004-06~", "2004-05-01", "2004-07-31", "it pads a month by a year and a month; about a month is a month more"),
    ("2004-06-11~", "2004-06-10", "2004-06-12", "it pads a day by a year, a month and a day; one day is meant"),
    (
        "2004-06-XX~",
        "2004-05-01",
        "2004-07-31",
        "it pads by a month and a day; the day is not given, so a month is meant",
    ),
    ("2004%", "2003-01-01", "2005-12-31", "it pads twice; that something is uncertain too makes it no vaguer"),
    ("2004?", "2004-01-01", "2004-12-31", "it pads what is uncertain; uncertain says that it may be wrong, not vague"),
    ("2001-24", "2001-12-01", "2002-02-28", "its winter is a December; ours runs into the next year"),
    ("2001-30", "2001-12-01", "2002-02-28", "the same of the southern summer"),
    (
        "/2004",
        "0001-01-01",
        "2004-12-31",
        "it takes an unknown bound for ten years away; an unknown bound bounds nothing",
    ),
    ("../2004", "0001-01-01", "2004-12-31", "its bound is -inf; ours the first day there is"),
    ("XXXX-12-03", "0001-12-03", "9999-12-03", "it has a year 0; the calendar of the standard library has none"),
]


@pytest.mark.parametrize(("text", "first", "last", "why"), DISAGREEMENTS)
def test_where_python_edtf_says_otherwise(text: str, first: str, last: str, why: str) -> None:
    when = dates.parse(text)
    assert (when.earliest, when.latest) == (day(first), day(last)), why
    theirs = edtf.parse_edtf(text)
    bounds = [
        date(*bound[:3]).toordinal() if not isinstance(bound, float) and bound[0] > 0 else None
        for bound in (theirs.lower_fuzzy(), theirs.upper_fuzzy())
    ]
    assert bounds != [when.earliest, when.latest], "no disagreement: take it out of the table"


years = st.integers(1000, 2999)
#: Expressions on which both must agree, approximations and groupings of months among them.
widened = st.one_of(
    years.map("{}~".format),
    st.integers(100, 299).map("{}X~".format),
    st.tuples(years, st.sampled_from([21, 22, 23, 25, 26, 27, 29, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41])).map(
        "{0[0]}-{0[1]}".format
    ),
)


@settings(max_examples=300)
@given(widened)
def test_widened_bounds_agree_with_python_edtf(text: str) -> None:
    ours, theirs = dates.parse(text), edtf.parse_edtf(text)
    assert ours.earliest == date(*theirs.lower_fuzzy()[:3]).toordinal()
    assert ours.latest == date(*theirs.upper_fuzzy()[:3]).toordinal()


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("les années 50", "de 1950 à 1959", "from 1950 to 1959"),
        ("14-15 mai 2011", "du 14 mai 2011 au 15 mai 2011", "from 14 May 2011 to 15 May 2011"),
        ("mai 2011", "en mai 2011", "in May 2011"),
    ],
)
def test_dates_have_the_preposition_they_take(text: str, french: str, english: str) -> None:
    when = dates.parse(text)
    assert (spell_on(when, "fr"), spell_on(when, "en")) == (french, english)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("Y170000002", "letter-prefixed calendar year", 1),
        ("Y-170000002", "letter-prefixed calendar year", 1),
        ("-1985", "negative calendar year", 1),
        ("-1985-04", "negative calendar year", 1),
        ("Y-17E7", "exponential year", 2),
        ("1950S2", "significant digits", 2),
        ("Y171010000S3", "significant digits", 2),
        ("2004-06~-11", "qualification of parts", 2),
        ("?2004-06-~11", "qualification of parts", 2),
        ("2004-06-~01/2004-06-~20", "qualification of parts", 2),
        ("[1950S2,1960]", "significant digits", 2),
    ],
)
def test_what_is_edtf_and_not_supported_is_named(text: str, name: str, level: int) -> None:
    with pytest.raises(dates.DateError) as refused:
        dates.parse(text)
    assert refused.value.form == (name, level)
    assert edtf.parse_edtf(text) is not None, "it is valid EDTF"


def test_what_is_no_edtf_has_no_name_there() -> None:
    for text in ("yesterday", "2004-13", "12 o'clock"):
        with pytest.raises(dates.DateError) as refused:
            dates.parse(text)
        assert refused.value.form is None


# --- the time of a day ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "normal", "french", "english"),
    [
        ("2026-02-11T03:12", "2026-02-11T03:12", "11 février 2026, 3 h 12", "11 February 2026, 03:12"),
        ("2026-02-11T03", "2026-02-11T03", "11 février 2026, 3 h", "11 February 2026, 03:00"),
        ("2026-02-11T03:12:45Z", "2026-02-11T03:12:45Z", "11 février 2026, 3 h 12 (UTC)", "11 February 2026, 03:12 (UTC)"),
        ("2026-02-11T03:12+01:00", "2026-02-11T03:12+01:00", "11 février 2026, 3 h 12 (UTC+1)",
         "11 February 2026, 03:12 (UTC+1)"),
        ("2026-02-11T03:12-03:30", "2026-02-11T03:12-03:30", "11 février 2026, 3 h 12 (UTC−3:30)",
         "11 February 2026, 03:12 (UTC−3:30)"),
        ("11 février 2026 à 15 h 30", "2026-02-11T15:30", "11 février 2026, 15 h 30", "11 February 2026, 15:30"),
        ("11 février 2026, 15h", "2026-02-11T15", "11 février 2026, 15 h", "11 February 2026, 15:00"),
        ("le 11 février 2026 à 9 heures", "2026-02-11T09", "11 février 2026, 9 h", "11 February 2026, 09:00"),
        ("February 11, 2026 at 3:12 pm", "2026-02-11T15:12", "11 février 2026, 15 h 12", "11 February 2026, 15:12"),
        ("11 February 2026 at 12 a.m. UTC", "2026-02-11T00Z", "11 février 2026, 0 h (UTC)", "11 February 2026, 00:00 (UTC)"),
    ],
)  # fmt: skip
def test_times_are_read_and_shown(text: str, normal: str, french: str, english: str) -> None:
    when = dates.parse(text)
    assert when.edtf == normal
    assert spell(when, "fr").replace("\u00a0", " ") == french
    assert spell(when, "en") == english


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-11T25:00",
        "11 février 2026 à 24 h 00",
        "11 février 2026 5",
        "11 février 2026 à 15.",
        "February 11, 2026 at 13 pm",
    ],
)
def test_times_that_are_none(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2026-02-11T03:12", "2026-02-11T03:13", True),
        ("2026-02-11T03:12", "2026-02-11T03:12", False),
        ("2026-02-11T03:12:05", "2026-02-11T03:12:05", False),
        ("2026-02-11T03:12:05", "2026-02-11T03:12:06", True),
        # An hour holds all its minutes.
        ("2026-02-11T03", "2026-02-11T03:59", False),
        ("2026-02-11T03", "2026-02-11T04:00", True),
        # Another zone, another clock: 03:12 in Paris is before 02:30 in London.
        ("2026-02-11T03:12+01:00", "2026-02-11T02:30Z", True),
        ("2026-02-12T00:30+14:00", "2026-02-11T11:00Z", True),
        # Without a zone one cannot tell, nor beside a day without a time.
        ("2026-02-11T03:12", "2026-02-11T23:00Z", False),
        ("2026-02-11T03:12", "2026-02-11", False),
        ("2026-02-11T23:00", "2026-02-12", True),
        ("2026-02-11T23:00Z", "2026-02-12T01:00", True),
    ],
)
def test_times_order_within_a_day(one: str, other: str, before: bool) -> None:
    first, second = dates.parse(one), dates.parse(other)
    assert first.before(second) is before
    assert not second.before(first)
    assert not first.apart(second) or first.latest != second.latest


def test_two_times_of_one_day_cannot_both_be_the_answer() -> None:
    assert not dates.parse("2026-02-11T03:12").compatible(dates.parse("2026-02-11T04:12"))
    assert dates.parse("2026-02-11T03").compatible(dates.parse("2026-02-11T03:40"))
    assert dates.parse("2026-02-11T03:12").compatible(dates.parse("2026-02-11"))


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        when = dates.parse(text)
    except dates.DateError:
        return
    assert when.earliest <= when.latest


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(["fr", "en"]))
def test_what_is_said_back_is_understood_again(value: date, language: str) -> None:
    when = dates.of_day(value.toordinal())
    assert dates.parse(spell(when, language)).readings == when.readings


@pytest.mark.parametrize(
    ("text", "normal", "first", "last"),
    [
        # Parts of a year, decades, centuries; about each of them.
        ("printemps 2019", "2019-21", "2019-03-01", "2019-05-31"),
        ("the summer of 2019", "2019-22", "2019-06-01", "2019-08-31"),
        ("à l’hiver 2019", "2019-24", "2019-12-01", "2020-02-29"),
        ("fin 2019", "2019-39", "2019-09-01", "2019-12-31"),
        ("early 2019", "2019-37", "2019-01-01", "2019-04-30"),
        ("au premier trimestre 2019", "2019-33", "2019-01-01", "2019-03-31"),
        ("Q4 2019", "2019-36", "2019-10-01", "2019-12-31"),
        ("second semestre de 2019", "2019-41", "2019-07-01", "2019-12-31"),
        ("les années 1950", "195X", "1950-01-01", "1959-12-31"),
        ("the 1950s", "195X", "1950-01-01", "1959-12-31"),
        ("vers les années 1950", "195X~", "1940-01-01", "1969-12-31"),
        ("circa 195X", "195X~", "1940-01-01", "1969-12-31"),
        ("XIXe siècle", "18XX", "1800-01-01", "1899-12-31"),
        ("the 19th century", "18XX", "1800-01-01", "1899-12-31"),
        ("c. 1910", "1910~", "1909-01-01", "1911-12-31"),
        # Days and years that are joined, and nights.
        ("14-15 mai 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("les 14 et 15 mai 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("May 14–15, 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("the night of 14 to 15 May 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("overnight 14-15 May 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("dans la nuit de samedi à dimanche 15 mai 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("la nuit du 14 mai 2011", "2011-05-14/2011-05-15", "2011-05-14", "2011-05-15"),
        ("1910-1912", "1910/1912", "1910-01-01", "1912-12-31"),
        ("de juin à août 2019", "2019-06/2019-08", "2019-06-01", "2019-08-31"),
        ("au plus tard en 1910", "../1910", "0001-01-01", "1910-12-31"),
        ("no earlier than 1910", "1910/..", "1910-01-01", "9999-12-31"),
        ("entre le 5 et le 5 juillet 2022", "2022-07-05/2022-07-05", "2022-07-05", "2022-07-05"),
        # Other ways to write a day.
        ("01-08-2017", "2017-08-01", "2017-08-01", "2017-08-01"),
        ("Tues. Aug. 1, 2017", "2017-08-01", "2017-08-01", "2017-08-01"),
        ("Tue, 01 Aug 2017 14:30:05 +0200", "2017-08-01T14:30:05+0200", "2017-08-01", "2017-08-01"),
        # Decades by their name alone, and parts of decades, which share a year.
        ("les années 50", "195X", "1950-01-01", "1959-12-31"),
        ("années soixante-dix", "197X", "1970-01-01", "1979-12-31"),
        ("the ’80s", "198X", "1980-01-01", "1989-12-31"),
        ("the nineties", "199X", "1990-01-01", "1999-12-31"),
        ("début des années 50", "1950/1953", "1950-01-01", "1953-12-31"),
        ("the mid-1980s", "1983/1986", "1983-01-01", "1986-12-31"),
        ("the late 60s", "1966/1969", "1966-01-01", "1969-12-31"),
        # The basic form of ISO 8601, the year first, hyphens between words.
        ("20260211", "2026-02-11", "2026-02-11", "2026-02-11"),
        ("20260211T0312Z", "2026-02-11T0312Z", "2026-02-11", "2026-02-11"),
        ("20260211/20260213", "2026-02-11/2026-02-13", "2026-02-11", "2026-02-13"),
        ("2026/2/11", "2026-02-11", "2026-02-11", "2026-02-11"),
        ("11-Septembre 2001", "2001-09-11", "2001-09-11", "2001-09-11"),
        # What begins before the end of the year.
        ("du 30 décembre au 2 janvier 2020", "2019-12-30/2020-01-02", "2019-12-30", "2020-01-02"),
        ("nuit du 31 décembre au 1er janvier 2016", "2015-12-31/2016-01-01", "2015-12-31", "2016-01-01"),
        ("30 décembre 2019 - 2 janvier 2020", "2019-12-30/2020-01-02", "2019-12-30", "2020-01-02"),
        ("entre début juin et fin juillet 2022", "2022-06-01/2022-07-31", "2022-06-01", "2022-07-31"),
        ("à la mi-mars 2020", "2020-03-11/2020-03-20", "2020-03-11", "2020-03-20"),
        ("courant 2019", "2019", "2019-01-01", "2019-12-31"),
        ("au cours de l’été 2019", "2019-22", "2019-06-01", "2019-08-31"),
        ("pas avant le 3 mai 2020", "2020-05-03/..", "2020-05-03", "9999-12-31"),
        ("jusqu’à mars 2020", "../2020-03", "0001-01-01", "2020-03-31"),
        # About a season or a part of a month is one more of it on each side.
        ("vers fin 2019", "2019-39~", "2019-05-01", "2020-04-30"),
        ("circa spring 2019", "2019-21~", "2018-12-01", "2019-08-31"),
        ("vers l’hiver 2019", "2019-24~", "2019-09-01", "2020-05-31"),
        ("vers début mars 2020", "2020-02-20/2020-03-20", "2020-02-20", "2020-03-20"),
        ("vers la mi-mars 2020", "2020-03-01/2020-03-30", "2020-03-01", "2020-03-30"),
        # Weeks and halves of a month, a week from a day on, weekdays at both ends of a night.
        ("première quinzaine de mars 2021", "2021-03-01/2021-03-15", "2021-03-01", "2021-03-15"),
        ("second half of February 2021", "2021-02-16/2021-02-28", "2021-02-16", "2021-02-28"),
        ("the last week of March 2021", "2021-03-25/2021-03-31", "2021-03-25", "2021-03-31"),
        ("semaine du 3 mars 2025", "2025-03-03/2025-03-09", "2025-03-03", "2025-03-09"),
        ("end of March 2019", "2019-03-21/2019-03-31", "2019-03-21", "2019-03-31"),
        ("nuit de lundi 3 à mardi 4 mars 2025", "2025-03-03/2025-03-04", "2025-03-03", "2025-03-04"),
        # A winter of two years, a part of a season, the year before the quarter; parts of centuries, in words too.
        ("hiver 2020-2021", "2020-24", "2020-12-01", "2021-02-28"),
        ("winter 2020/21", "2020-24", "2020-12-01", "2021-02-28"),
        ("fin de l'été 1910", "1910-08", "1910-08-01", "1910-08-31"),
        ("late winter 2019", "2020-02", "2020-02-01", "2020-02-29"),
        ("2022-Q3", "2022-35", "2022-07-01", "2022-09-30"),
        ("H1 2022", "2022-40", "2022-01-01", "2022-06-30"),
        ("dix-neuvième siècle", "18XX", "1800-01-01", "1899-12-31"),
        ("early 20th century", "1900/1933", "1900-01-01", "1933-12-31"),
        ("seconde moitié du XXe siècle", "1950/1999", "1950-01-01", "1999-12-31"),
        # A day and a month with other words around them.
        ("au 3 mars 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("Noël 2022", "2022-12-25", "2022-12-25", "2022-12-25"),
        ("courant mars 2019", "2019-03", "2019-03-01", "2019-03-31"),
        ("04/2019", "2019-04", "2019-04-01", "2019-04-30"),
        ("lundi 4 mars 2019 au matin", "2019-03-04", "2019-03-04", "2019-03-04"),
        ("the evening of 4 March 2019", "2019-03-04", "2019-03-04", "2019-03-04"),
        ("4 mars 2019 vers 14h", "2019-03-04", "2019-03-04", "2019-03-04"),
        ("1910 environ", "1910~", "1909-01-01", "1911-12-31"),
        # Several days, days in two months, open ends.
        ("3, 4 ou 6 mars 2019", "[2019-03-03,2019-03-04,2019-03-06]", "2019-03-03", "2019-03-06"),
        ("March 30 to April 2, 2019", "2019-03-30/2019-04-02", "2019-03-30", "2019-04-02"),
        ("1er au 3 mai 2020", "2020-05-01/2020-05-03", "2020-05-01", "2020-05-03"),
        ("à partir du 4 mars 2019", "2019-03-04/..", "2019-03-04", "9999-12-31"),
        ("from March 2019 onwards", "2019-03/..", "2019-03-01", "9999-12-31"),
        # The hour before the day, noon, zones by letters and by hours.
        ("14h30 le 4 mars 2019", "2019-03-04T14:30", "2019-03-04", "2019-03-04"),
        ("4 March 2019 at noon", "2019-03-04T12:00", "2019-03-04", "2019-03-04"),
        ("4 mars 2019 14:30 CET", "2019-03-04T14:30+01:00", "2019-03-04", "2019-03-04"),
        ("4 mars 2019 14:30 UTC+2", "2019-03-04T14:30+02", "2019-03-04", "2019-03-04"),
        ("4 mars 2019 à 14h30, heure de Paris", "2019-03-04T14:30", "2019-03-04", "2019-03-04"),
        ("2019-03-04 14:30:12+01:00", "2019-03-04T14:30:12+01:00", "2019-03-04", "2019-03-04"),
        # In some years of a thousand there is a 29 February.
        ("1XXX-02-29", "1XXX-02-29", "1004-02-29", "1996-02-29"),
    ],
)
def test_as_people_say_it(text: str, normal: str, first: str, last: str) -> None:
    when = dates.parse(text)
    assert when.edtf == normal
    assert (when.earliest, when.latest) == (day(first), day(last))
    assert dates.parse(normal).readings == when.readings


@pytest.mark.parametrize(
    "text",
    ["nuit du mai 2011", "XXXe siècle", "15-14 mai 2011", "1912-1910", "Q5 2019", "été 2020-2021", "des années 50"],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text)
