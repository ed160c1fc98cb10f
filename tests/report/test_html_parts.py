"""The parts of a page that are worked out before a browser sees it. Expected values written by hand."""

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from provenance.auditing import DossierAudit
from provenance.model.document import Document
from provenance.model.locators import Locator, Locators
from provenance.report.html.article import Line, Piece, cut, margin
from provenance.report.html.assets import _packed, data, script, style
from provenance.report.html.opposed import word_difference
from provenance.report.html.sources import MAX_DEPTH, organisations
from provenance.report.html.timed import Days, Shown
from tests.browser.conftest import page_of


def test_a_text_is_cut_where_statements_begin_and_end() -> None:
    #       0123456789
    text = "abcdefghij"
    (line,) = cut(text, [(2, 6, 1), (4, 8, 2)], [])
    assert line == Line(
        1,
        (
            Piece("ab", (), ()),
            Piece("cd", (1,), (), (1,)),
            Piece("ef", (1, 2), (), (2,)),
            Piece("gh", (2,), ()),
            Piece("ij", (), ()),
        ),
    )


def test_nested_statements_findings_and_lines() -> None:
    lines = cut("abc\n\ndefg", [(0, 3, 1), (1, 2, 2), (6, 8, 3)], [(2, 3, 9)])
    assert [line.number for line in lines] == [1, 3]
    assert [(p.text, p.statements, p.findings) for p in lines[0].pieces] == [
        ("a", (1,), ()),
        ("b", (1, 2), ()),
        ("c", (1,), (9,)),
    ]
    assert [(p.text, p.statements) for p in lines[1].pieces] == [("d", ()), ("ef", (3,)), ("g", ())]


def test_a_statement_over_two_lines_begins_once() -> None:
    lines = cut("ab\ncd", [(1, 4, 7)], [])
    assert [(p.text, p.starts) for line in lines for p in line.pieces] == [("a", ()), ("b", (7,)), ("c", ()), ("d", ())]
    assert lines[1].pieces[0].statements == (7,)


def test_what_may_not_be_shown_is_replaced_whole() -> None:
    text = "said Jean Dupont today"
    (line,) = cut(text, [(0, 9, 1), (17, 22, 2)], [], [(5, 16, "X")])
    assert [(p.text, p.statements) for p in line.pieces] == [("said ", (1,)), ("X ", ()), ("today", (2,))]


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6)


@given(st.text("ab \n", min_size=1, max_size=30), spans)
def test_the_pieces_are_the_text_and_each_character_has_its_statements(text: str, drawn: list[tuple[int, int]]) -> None:
    marked = [(a, min(a + n, len(text)), i) for i, (a, n) in enumerate(drawn) if a < len(text)]
    lines = {line.number: line for line in cut(text, marked, [])}
    offset = 0
    for number, written in enumerate(text.split("\n"), 1):
        if number in lines:
            assert "".join(p.text for p in lines[number].pieces) == written
            at = offset
            for piece in lines[number].pieces:
                for character in range(at, at + len(piece.text)):
                    assert {n for a, b, n in marked if a <= character < b} == set(piece.statements)
                at += len(piece.text)
        offset += len(written) + 1


def test_days_hold_each_value_once() -> None:
    days = Days(4, 2)
    (first, shown), (second, later) = days.variants(["x", "x", "y", None])
    assert (first, shown.days, str(shown.attributes)) == ("x", "1100", ' data-when="3" hidden')
    assert (second, later.days, str(later.attributes)) == ("y", "0010", ' data-when="4"')
    ((always, everywhere),) = days.variants(["z"] * 4)
    assert (always, str(everywhere.attributes)) == ("z", "")
    assert str(later.inverse.attributes) == ' data-when="b" hidden'


def test_days_are_written_four_to_a_digit_the_first_the_lowest() -> None:
    assert Shown("10000", 0).code == "10"
    assert Shown("00010001", 0).code == "88"
    assert Shown("111101", 0).code == "f2"


def test_what_stands_in_something_shown_says_no_more_than_that() -> None:
    assert Shown("0110", 1).inside(Shown("0110", 1)).always
    assert Shown("0100", 1).inside(Shown("0110", 1)).days == "1101"


def test_lists_of_all_days_are_one() -> None:
    days = Days(3, 0)
    merged = days.merged([["a", "b"], ["b", "c"], ["a", "x", "b"]])
    assert [(item, shown.days) for item, shown in merged] == [("a", "101"), ("x", "001"), ("b", "111"), ("c", "010")]


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=5), min_size=1, max_size=5))
def test_each_day_of_a_merged_list_is_that_day(lists: list[list[str]]) -> None:
    merged = Days(len(lists), 0).merged(lists)
    for day, wanted in enumerate(lists):
        assert [item for item, shown in merged if shown.days[day] == "1"] == wanted


def test_a_story_is_told_on_the_days_it_turns() -> None:
    asked: list[int] = []

    def tell(day: int) -> str:
        asked.append(day)
        return f"day {day}"

    assert Days(4, 0).through([0, 0, 2, 2], tell) == ["day 0", "day 0", "day 2", "day 2"]
    assert asked == [0, 2]


def test_differing_words_are_marked_on_both_sides() -> None:
    mine, theirs = word_difference("le 15 juillet 2022", "le 5 juillet 2022")
    assert mine == (("le ", False), ("15", True), (" juillet 2022", False))
    assert theirs == (("le ", False), ("5", True), (" juillet 2022", False))
    assert word_difference("rien", "rien") == ((("rien", False),), (("rien", False),))


def test_json_in_a_page_cannot_end_its_element() -> None:
    text = str(data(["</script><script>", "<!--", "<b>"]))
    assert "<" not in text


def test_packed_markup_cannot_end_its_element() -> None:
    packed = str(_packed(Markup('<p>a</p>\n    <script type="application/json">{}</script>') + "</script><script>"))
    assert packed.count("<script") == 1
    assert packed.count("</script") == 1
    assert '<p>a</p>\n<packed-script type="application/json">{}</packed-script>' in packed
    assert "&lt;/script&gt;&lt;script&gt;" in packed


def test_the_script_is_its_modules_without_their_imports() -> None:
    text = script()
    assert "import {" not in text
    assert "\nexport " not in text
    assert text.count("function startDiagram(") == 1
    assert "eval(" not in text
    assert "innerHTML" not in text
    # What a reader of the page is asked to trust stays small enough to read.
    assert len(text.encode()) < 45_000
    assert len(style().encode()) < 32_000


def test_houses_of_any_depth_make_a_page(audited: Callable[..., DossierAudit]) -> None:
    sources = "".join(
        f"  s{i}: {{name: House {i}., kind: institution{f', part_of: s{i + 1}' if i < 399 else ''}}}\n"
        for i in range(400)
    )
    audit = audited(
        f"language: en\nsources:\n{sources}claims: {{c: A claim.}}\nstatements: [{{chain: s0, says: {{c: w}}}}]\n"
    )
    (tree,) = organisations(audit)
    names, todo, deepest = set(), [(tree, 0)], 0
    while todo:
        member, depth = todo.pop()
        names.add(member.name)
        deepest = max(deepest, depth)
        todo += [(inside, depth + 1) for inside in member.members]
    assert len(names) == 400
    assert deepest <= MAX_DEPTH + 1
    # Each says why it is one voice with the one above it; the top has nobody above.
    assert tree.why is None
    assert all(member.why is not None for member in tree.members)


def test_beside_an_original_stand_its_pages_and_times() -> None:
    text = "one\n\ntwo\n\nthree\n"
    pages = Locators((0, 5, 10), (Locator("1"), Locator("1"), Locator("2")))
    times = Locators((0, 5), (Locator(time=751.0), Locator(time=3605.0)))

    def beside(document: Document) -> list[str]:
        return [said if isinstance(said, str) else said.render("fr") for said in margin(document, [1, 3, 5])]

    assert beside(Document("d", "p", text=text)) == ["1", "3", "5"]
    assert beside(Document("d", "p", text=text, text_reader="pdf 1", locators=pages)) == ["p.\u00a01", "", "p.\u00a02"]
    assert beside(Document("d", "p", text=text, text_reader="transcript 1", locators=times)) == [
        "12:31",
        "01:00:05",
        "",
    ]


def test_a_paragraph_that_goes_on_over_the_foot_of_a_page_shows_both() -> None:
    # « over | two », then a paragraph of page 2 that needs no word, then page 3.
    pages = Locators((0, 5, 21), (Locator("1"), Locator("2"), Locator("3")))
    document = Document("d", "p", text="over two\n\nstill two\n\nthree\n", text_reader="pdf 1", locators=pages)
    told = [one if isinstance(one, str) else one.render("fr") for one in margin(document, [1, 3, 5])]
    assert told == ["p.\u00a01–2", "", "p.\u00a03"]


DENIED = """language: en
sources: {m: {name: Ann Hill, kind: person}, n: {name: Bob Roe, kind: person}, o: {name: Eve Lane, kind: person}}
documents: {d: {publisher: The Paper, published: 2022-07-01, file: d.txt}}
claims: {sold: {text: It was sold., concerns: [n]}, let: {text: It was let.}}
statements:
  - {chain: m, in: d, says: {sold: it was sold}}
  - {chain: n, in: d, denies: {sold: never sold}}
  - {chain: n, in: d, says: {let: only let it}, denies: {sold: only let it}}
  - {chain: o, in: d, no_comment: {sold: would not say}}
"""


def test_words_that_deny_are_shown_as_denying(audited: Callable[..., DossierAudit]) -> None:
    text = "Ann Hill said it was sold. Bob Roe said never sold: they only let it. Eve Lane would not say.\n"
    page = page_of(audited(DENIED, d_txt=text))
    told = {
        words: (status, stance.partition('"')[2].rstrip('"'))
        for status, stance, words in re.findall(
            r'<a class="said".*? data-status="(\w*)"( data-stance="\w+")?>(.*?)</a>', page
        )
    }
    assert told == {
        "it was sold": ("denied", ""),
        "never sold": ("denied", "denies"),
        # What the words affirm goes before what they deny.
        "only let it": ("unconfirmed", ""),
        "would not say": ("not_asserted", "no_comment"),
    }
    (key,) = re.findall(r'<p class="key">(.*?)</p>', page, re.DOTALL)
    assert re.findall(r'data-stance="(\w+)"', key) == ["denies", "no_comment"]


def test_what_several_pass_on_through_one_source_is_told_once_a_stance(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "language: en\nsources: {m: {name: Ann Hill}, n: {name: The unions, kind: institution}}\n"
        "documents: {d: {publisher: The Paper}}\nclaims: {a: It was sold., b: It was let., c: It burnt.}\n"
        "statements:\n  - {chain: m, in: d, says: {a: w}}\n  - {chain: n, in: d, says: {b: w}}\n"
        "  - {chain: m, in: d, denies: {c: w}}\n"
    )
    page = page_of(audit)
    (told,) = re.findall(r"<h4>Passed on</h4>(.*?)</details>", page, re.DOTALL)
    assert re.findall(r'data-stance="\w+">(.*?)</b>', told) == ["asserts", "denies"]
    assert [len(re.findall("<li", part)) for part in told.split("<ul")[1:]] == [2, 1]


def test_findings_are_counted_on_the_day(audited: Callable[..., DossierAudit]) -> None:
    # On 1 July one voice is all there is; on 3 July there are two, and less to find.
    audit = audited(
        "language: en\nsources: {m: {name: Ann Hill}, n: {name: The unions, kind: institution}}\n"
        "documents: {d: {publisher: The Paper, published: 2022-07-01}, e: {publisher: The Daily, published: 2022-07-03}}\n"
        "claims: {a: It was sold.}\nstatements: [{chain: m, in: d, says: {a: w}}, {chain: n, in: e, says: {a: w}}]\n"
    )
    page = page_of(audit)
    (counts,) = re.findall(r'id="findings">\s*<summary>(.*?)</summary>', page, re.DOTALL)
    said = dict(re.findall(r"<span(.*?)>(\d+) finding", counts))
    assert {n for attributes, n in said.items() if "hidden" not in attributes} == {str(len(audit.findings))}
    assert len(said) > 1
