"""When an inexact quotation is a slip of typing, and when it says something else: judged by hand."""

from collections.abc import Callable

import pytest

from provenance.auditing import DossierAudit
from provenance.files.anchors import NotFound, TextIndex
from provenance.model.quote_changes import changed_words, hidden_by_ellipsis


@pytest.mark.parametrize(
    ("quote", "text", "changed"),
    [
        ("We have confirmed the sale", "We have never confirmed the sale", ("[never]",)),
        ("We have always confirmed it", "We have never confirmed it", ("always", "[never]")),
        ("nous pourrons rouvrir le pont en mai", "nous ne pourrons pas rouvrir le pont en mai", ("[ne]", "[pas]")),
        ("it cost 5 million euros", "it cost 6 million euros", ("5", "[6]")),
        ("it cost five million euros", "it cost five billion euros", ("million", "[billion]")),
        ("they could leave in May", "they would leave in May", ("could", "[would]")),
        ("drones came from Iran today", "drones came from Iraq today", ("Iran", "[Iraq]")),
        ("the talks have succeeded again", "the talks have failed again", ("succeeded", "[failed]")),
        # A prefix is no slip, nor is what stands at the beginning of a word.
        ("it was legal to sell", "it was illegal to sell", ("legal", "[illegal]")),
        ("profits decreased again", "profits increased again", ("decreased", "[increased]")),
        ("either side won", "neither side won", ("either", "[neither]")),
        ("we can sell", "we can’t sell", ("can", "[can’t]")),
        # "Don't" is no « dont ».
        ("we think that it will end", "we don't think that it will end", ("[don't]",)),
        ("la part dont il parle", "la part il parle", ()),
        # A number is the same with and without a space between its thousands.
        ("1500 drones sont partis", "1 500 drones sont partis", ()),
        ("15 000 drones sont partis", "1 500 drones sont partis", ("15000", "[1500]")),
        # Slips of typing, and small words.
        ("the long tlaks had faield", "the long talks had failed", ()),
        ("that the talks have failed", "that the talks had failed", ()),
        ("talks in Teheran", "talks in Téhéran", ()),
        ("the talks in Ukriane", "the talks in Ukraine", ()),
        ("the talks failed", "talks failed", ()),
        ("we wikl leave", "we will leave", ()),
        # Two slips in seven letters, not in six; one in a name of six letters, not of five.
        ("the sattoin is shut", "the station is shut", ()),
        ("the brdieg is shut", "the bridge is shut", ("brdieg", "[bridge]")),
        ("a visit to Kashna today", "a visit to Kashan today", ()),
        ("a visit to Minks today", "a visit to Minsk today", ("Minks", "[Minsk]")),
    ],
)
def test_what_changed(quote: str, text: str, changed: tuple[str, ...]) -> None:
    assert changed_words(quote, text) == changed


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        (
            "Il a dit : nous ne pourrons pas rouvrir le pont en mai, hélas.",
            "nous pourrons rouvrir le pont en mai",
            "nous ne pourrons pas rouvrir le pont en mai",
        ),
        (
            "He said: We have never, ever confirmed the sale of drones today.",
            "We have confirmed the sale of drones",
            "We have never, ever confirmed the sale of drones",
        ),
    ],
)
def test_the_span_is_never_cut_at_its_ends(text: str, quote: str, words: str) -> None:
    found = TextIndex(text).find(quote)
    assert not isinstance(found, NotFound)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("skipped", "hidden"),
    [
        ("not", ["negation"]),
        ("n’est pas", ["negation"]),
        ("of the two", []),
        ("one.\n\nTwo", ["paragraph"]),
        ("». Un autre dit : «", ["quotation"]),
        ("”, she said, “", ["quotation"]),
        ("isn't", ["negation"]),
        ("rarely", ["negation"]),
        ("unless the court objects,", ["negation"]),
        ("sauf le dimanche,", ["negation"]),
        ("nie avoir été", ["negation"]),
        ("won.’ A friend said: ‘we", ["quotation"]),
        ("lost.\nDurand: we were", ["quotation"]),
        ("lost.\n— We were", ["quotation"]),
        ("of\nthe two", []),
    ],
)
def test_what_an_ellipsis_hides(skipped: str, hidden: list[str]) -> None:
    text = f"He is {skipped} permitted"
    assert list(hidden_by_ellipsis(text, [(6, 6 + len(skipped))])) == hidden


def test_straight_marks_close_what_they_opened() -> None:
    text = 'He said "we won", and she "we lost". It rained.'
    # From within the first quotation into the second one; from before both to behind them.
    assert list(hidden_by_ellipsis(text, [(15, 27)])) == ["quotation"]
    assert list(hidden_by_ellipsis(text, [(8, 37)])) == []


HEAD = "language: en\nsources: {m: {name: The minister}}\ndocuments: {article: {publisher: P, file: article.txt}}\nclaims: {c: A claim.}\n"


@pytest.mark.parametrize(
    ("text", "quote", "rule"),
    [
        (
            "He said: We have never confirmed the sale of the drones.",
            "We have confirmed the sale of the drones",
            "quote-altered",
        ),
        (
            "He said: We have never confirmed the sale of the drones.",
            "We have never confrimed the sale of the drones",
            "anchor-moved",
        ),
        (
            "The landlord is not permitted to terminate it.",
            "The landlord is […] permitted to terminate",
            "ellipsis-hides",
        ),
        ("The landlord of the house is permitted to leave.", "The landlord […] is permitted to leave", None),
        ("First part here.\n\nAnd the second part.", "First part […] the second part", "ellipsis-hides"),
        ("Il a dit : le barrage n'a jamais cédé cette nuit.", "le barrage a cédé cette nuit", "quote-altered"),
        ("He said that it will hardly ever be open.", "that it will be open", "quote-altered"),
        # The words stand there, and a part of one or a number is cut off.
        ("We can't sell them.", "We can", "quote-altered"),
        ("We cannot sell them.", "We can", "quote-altered"),
        ("It is illegal to sell them.", "legal to sell", "quote-altered"),
        ("It cost 50 million.", "It cost 5", "quote-altered"),
        ("It cost 5.5 million.", "It cost 5", "quote-altered"),
        ("It cost 1,500 euros.", "500 euros", "quote-altered"),
        ("Personne n’a volé le tableau.", "a volé le tableau", "quote-altered"),
        ("They saw drones there.", "saw drone", None),
        ("It cost 50, not 5 euros. It cost 5.", "It cost 5", None),
        ("Il a dit : on a vendu 1 500 drones cet été.", "on a vendu 1500 drones cet été", "anchor-moved"),
        ("He said: We don't think that it will end.", "We think that it will end", "quote-altered"),
        ("日本政府は否定した。", "政府は否定", None),
        ("We can't […] say.", "We can", "quote-altered"),
        ("We can't sell them.", "We can […] sell them", "ellipsis-hides"),
        ("He said: the talks went well.", "We have never confirmed the sale of the drones", "anchor-not-found"),
    ],
)
def test_each_has_its_rule_and_only_slips_a_repair(
    text: str, quote: str, rule: str | None, audited: Callable[..., DossierAudit]
) -> None:
    found = audited(HEAD + f'statements: [{{chain: m, says: {{c: "{quote}"}}}}]\n', **{"article.txt": text + "\n"})
    told = [
        f for f in found.findings if f.rule in ("quote-altered", "anchor-moved", "ellipsis-hides", "anchor-not-found")
    ]
    assert [f.rule for f in told] == ([rule] if rule else [])
    assert all((f.fix is not None) == (rule == "anchor-moved") for f in told)
