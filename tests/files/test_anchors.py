"""Where quoted words stand in a text: offsets and likeness worked out by hand."""

import pytest

from provenance.files.anchors import NotFound, TextIndex, mode_of, quoted_spans
from provenance.model.dossier import Anchor


def found(text: str, quote: str, **context: object) -> tuple[str, str] | int:
    """The words found and how, or the number of places."""
    anchor = TextIndex(text).find(quote, **context)  # type: ignore[arg-type]
    return anchor.count if isinstance(anchor, NotFound) else (text[anchor.start : anchor.end], anchor.how)


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("Il a dit oui.", "a dit", "a dit"),
        ("Il a  dit\noui.", "a dit oui", "a  dit\noui"),
        ("Il a\u00a0dit oui.", "a dit", "a\u00a0dit"),
        ("« Il a dit »", '"Il a dit"', "« Il a dit »"),
        ("“Il a dit”", "« Il a dit »", "“Il a dit”"),
        ("l’accord", "l'accord", "l’accord"),
        ("Te\u0301he\u0301ran", "Téhéran", "Te\u0301he\u0301ran"),
        ("Téhéran", "Te\u0301he\u0301ran", "Téhéran"),
        ("porte\u2011parole", "porte-parole", "porte\u2011parole"),
        ("por\u00adte", "porte", "por\u00adte"),
    ],
)
def test_what_is_equal_for_matching(text: str, quote: str, words: str) -> None:
    assert found(text, quote) == (words, "exact")


def test_case_is_not_equal() -> None:
    assert found("Il a dit oui.", "IL A DIT") == 0


TWICE = "Le maire a dit non. Le préfet a dit non."


def test_a_quote_that_stands_twice_wants_its_context() -> None:
    index = TextIndex(TWICE)
    assert index.find("a dit non") == NotFound(2, (9, 30))
    assert found(TWICE, "a dit non", prefix="Le préfet") == ("a dit non", "exact")
    assert index.find("a dit non", prefix="préfet") == Anchor(30, 39, "exact")
    assert index.find("a dit non", suffix=". Le") == Anchor(9, 18, "exact")
    assert index.find("a dit non", prefix="maire", suffix=". Le préfet") == Anchor(9, 18, "exact")


def test_the_position_comes_first_if_the_words_stand_there() -> None:
    index = TextIndex(TWICE)
    assert index.find("a dit non", at=(30, 39)) == Anchor(30, 39, "position")
    # One character off: the words do not stand there.
    assert isinstance(index.find("a dit non", at=(31, 40)), NotFound)
    assert index.find("Le maire", at=(2, 10)) == Anchor(0, 8, "moved")
    assert index.find("Le maire", at=(0, 400)) == Anchor(0, 8, "moved")


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("a b c d e f", "b […] e", "b c d e"),
        # The first part stands twice: the shortest way to the last wins.
        ("start x start y end", "start […] end", "start y end"),
        # Each part is looked for after the one before.
        ("end start end", "start […] end", "start end"),
        ("one two three four", "one […] three […] four", "one two three four"),
    ],
)
def test_words_left_out(text: str, quote: str, words: str) -> None:
    assert found(text, quote) == (words, "exact")


def test_words_left_out_must_all_be_there_and_in_order() -> None:
    assert found("one two three", "three […] one") == 0
    assert found("one two three", "one […] four") == 0
    assert found("one two three", "[…]") == 0


def test_two_ways_to_leave_words_out_are_two_places() -> None:
    assert found("start end, start end", "start […] end") == 2


#: Likeness is 2·(longest common subsequence) / (sum of lengths), in percent: 85 is enough, 84.9 is not.
@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        # 20 letters, 3 of them others: 2·17/40 = 85.0.
        ("abcdefghijklmnopqrst", "--- abcdefghijklmnopq123 ---", True),
        # 4 others: 2·16/40 = 80.
        ("abcdefghijklmnopqrst", "--- abcdefghijklmnop1234 ---", False),
        # 13 letters, 2 others inside: 2·11/26 = 84.6.
        ("abcdefghijklm", "--- abcdef12ijklm ---", False),
        # 14 letters, 2 others: 2·12/28 = 85.7.
        ("abcdefghijklmn", "--- abcdef12ijklmn ---", True),
        # A quote of 12 characters may be fuzzy, one of 11 is too short to be like anything.
        ("abcdefghijkl", "--- abcde1ghijkl ---", True),
        ("abcdefghijk", "--- abcde1ghijk ---", False),
    ],
)
def test_how_like_is_like(quote: str, text: str, expected: bool) -> None:
    assert (found(text, quote) != 0) is expected


def test_an_inexact_match_is_said_to_be_one_and_has_whole_words() -> None:
    text = "Hier, le ministre a annoncé une rencontre à Téhéran, sans date."
    assert found(text, "le ministre a annonce une rencontre a Teheran") == (
        "le ministre a annoncé une rencontre à Téhéran",
        "fuzzy",
    )


def test_an_empty_quote_is_nowhere() -> None:
    assert found("text", "") == 0
    assert found("text", "   ") == 0
    assert found("", "text") == 0


def test_the_spans_of_quotation_marks() -> None:
    text = 'Il dit « oui » et "non", “peut-être'
    assert [text[a:b] for a, b in quoted_spans(text)] == [" oui ", "non", "peut-être"]
    # A mark that is not closed ends with its paragraph.
    assert quoted_spans("« un\ndeux »") == [(1, 4)]


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("oui, bien sûr", "direct"),
        ("« oui, bien sûr »", "mixed"),
        ("Il dit", "indirect"),
        ("dit « oui", "mixed"),
        ("et part", "indirect"),
        ("non", "direct"),
        ("sûr » et part « non", "mixed"),
    ],
)
def test_direct_mixed_indirect(words: str, mode: str) -> None:
    text = "Il dit « oui, bien sûr » et part « non »."
    start = text.index(words)
    assert mode_of(Anchor(start, start + len(words), "exact"), quoted_spans(text)) == mode


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("do\u200bmain", "domain"),
        ("do\u2060main", "domain"),
        ("do\u200fmain", "domain"),
        ("do\ufeffmain", "domain"),
        ("and so on…", "and so on..."),
        ("minus −5 degrees", "minus -5 degrees"),
        ("the end — at last", "the end - at last"),
        ("the o\ufb03ce", "the office"),
        ("\ufb01nally", "finally"),
        ("he said ‘yes’ twice", "he said “yes” twice"),
        ("he said ‹yes› twice", "he said “yes” twice"),
        ("an inter-\nnational treaty", "an international treaty"),
        ("une porte-\nparole du maire", "une porte-parole du maire"),
        ("an inter\u00ad\nnational treaty", "an international treaty"),
        ("an inter- \r\n national treaty", "an international treaty"),
        ("an inter-\u2028national treaty", "an international treaty"),
        ("la porte-\nparole inter-\nnationale", "la porte-parole internationale"),
        ("the war of 1914-\n1918 ended", "the war of 1914-1918 ended"),
        ("do\u202ama\u202cin", "domain"),
        ("do\u2066ma\u2069in", "domain"),
        ("do\u061cmain", "domain"),
        ("do\u034fma\ufe0fin", "domain"),
        ("the be\ufb06", "the best"),
        ("un bœuf", "un boeuf"),
        ("Lætitia", "Laetitia"),
        ("l`homme et l´autre", "l'homme et l'autre"),
        ("x ― y", "x - y"),
        ("he said ``yes'' twice", "he said “yes” twice"),
    ],
)
def test_each_entry_of_what_is_equal(text: str, quote: str) -> None:
    assert found(text, quote) == (text, "exact")


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        (
            "Il a dit que nous rouvrirons le pont au mois de mai, si possible.",
            "nous rouvrirons le pont en mai",
            "nous rouvrirons le pont au mois de mai",
        ),
        # The first and the last word of the text are whole too.
        (
            "annoncement of the treaty signed today",
            "nnoncement of teh treaty signed toda",
            "annoncement of the treaty signed today",
        ),
        # The window is as long as the quote, and no longer than its words.
        (
            "He added: we will by no means whatsoever reopen the tunnel this year, he said.",
            "we will reopen the tunnel this year",
            "we will by no means whatsoever reopen the tunnel this year",
        ),
        # The last word of the quote stands further on as well: the nearest is meant.
        ("the long tlaks had failed, and again failed", "the long talks had failed", "the long tlaks had failed"),
    ],
)
def test_both_ends_of_an_inexact_match_are_whole(text: str, quote: str, words: str) -> None:
    assert found(text, quote) == (words, "fuzzy")


def test_marks_on_the_last_letter_belong_to_it() -> None:
    assert found("cafe\u0301\u0323 noir", "cafe\u0323\u0301") == ("cafe\u0301\u0323", "exact")


def test_at_most_a_hundred_places_are_counted() -> None:
    assert found("ab " * 150, "ab") == 100
    assert found("ab " * 99, "ab") == 99


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        # Plain words end before a mark on their last letter, a cut word, a guillemet, two spaces.
        ("Un cafe\u0301 et the\u0301.", "café et thé", "cafe\u0301 et the\u0301"),
        ("Le gouver-\nnement a dit oui.", "Le gouvernement a dit", "Le gouver-\nnement a dit"),
        ("Il a dit « oui » hier.", 'dit "oui" hier', "dit « oui » hier"),
        ("Il  a dit,  (oui) .", "a dit, (oui)", "a dit,  (oui)"),
        ("Sœur Æthel a dit.", "Soeur Aethel", "Sœur Æthel"),
    ],
)
def test_plain_words_are_passed_at_once_and_nothing_else(text: str, quote: str, words: str) -> None:
    assert found(text, quote) == (words, "exact")
