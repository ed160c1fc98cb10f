"""Comments and changes in Word documents. Where they stand is read by a few lines of their own, not by the reader."""

import random
import zipfile
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from provenance.copies.notes import CopyNote
from provenance.copies.word import annotated
from provenance.texts import READERS
from tests.texts.makers import W, docx, docx_parts, p, packed, r
from tests.texts.test_margins import comment, end, start, with_comments

NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
READ = READERS[".docx"].read


def tree(data: bytes, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def ranges(data: bytes) -> dict[str, str]:
    """By the text of each comment, the letters between its two marks, line breaks of paragraphs left out."""
    said = {}
    for one in tree(data, "word/comments.xml"):
        said[one.get(f"{NS}id")] = "\n".join("".join(line.itertext()) for line in one.iter(f"{NS}p"))
    found = dict.fromkeys(said.values(), "")
    here: set[str] = set()
    letters = {f"{NS}tab": "\t", f"{NS}br": "\n", f"{NS}noBreakHyphen": "‑"}
    for element in tree(data).iter():
        if element.tag == f"{NS}commentRangeStart":
            here.add(element.get(f"{NS}id"))
        elif element.tag == f"{NS}commentRangeEnd":
            here.discard(element.get(f"{NS}id"))
        elif element.tag in (f"{NS}t", f"{NS}delText") or element.tag in letters:
            if (
                element.getparent().getparent().tag == f"{NS}ins"
                and element.getparent().getparent().get(f"{NS}author") == "provenance"
            ):
                continue
            for name in here:
                found[said[name]] += letters.get(element.tag, element.text or "")
    return found


PIECES = ["Le pont", " d’Arles ", "\u202f»", "😀", "a\u0301", "est fermé", ". ", "x", "مرحبا", "12\u00a0000"]


def random_document(rng: random.Random) -> bytes:
    def runs() -> str:
        made = []
        for _ in range(rng.randint(1, 6)):
            words = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 3)))
            bold = rng.choice(["", "<w:b/>"])
            more = rng.choice(["", "", "<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"])
            run = f'<w:r><w:rPr>{bold}</w:rPr><w:t xml:space="preserve">{words}</w:t>{more}</w:r>'
            made.append(
                rng.choice(
                    [run, run, f"<w:hyperlink>{run}</w:hyperlink>", f'<w:ins w:id="9" w:author="Ada">{run}</w:ins>']
                )
            )
        return "".join(made)

    blocks = []
    for _ in range(rng.randint(1, 5)):
        paragraph = f"<w:p>{runs()}</w:p>"
        blocks.append(rng.choice([paragraph, paragraph, f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"]))
    return packed(docx_parts("".join(blocks)))


def test_four_hundred_random_ranges_are_exact() -> None:
    rng = random.Random(17)
    checked = 0
    for _ in range(56):
        data = random_document(rng)
        text = READ(data).text
        notes = []
        for number in range(8):
            first = rng.randrange(len(text))
            last = rng.randrange(first + 1, len(text) + 1)
            notes.append(CopyNote(first, last, (f"note {number}", "why")))
        made = annotated(data, notes)
        assert READ(made).text == text
        found = ranges(made)
        for number, note in enumerate(notes):
            words = text[note.start : note.end]
            # The two letters that part paragraphs stand in no run; a break that is written stays.
            wanted = words.replace("\n\n", "")
            got = found[f"note {number}\nwhy"]
            if wanted.strip("\n"):
                assert got.replace("\n", "") == wanted.replace("\n", ""), (words, got)
                checked += 1
    assert checked >= 400


def test_a_correction_is_a_change_that_can_be_taken_or_left() -> None:
    data = docx(p(r("Le 8 juin et "), r("le 15 ", "<w:i/>"), r("juillet, dit-on.")))
    text = READ(data).text
    at = text.index("le 15 juillet")
    made = annotated(data, [CopyNote(at, at + len("le 15 juillet"), ("À corriger",), "le 5 juillet")])
    changes = [
        (one.tag.removeprefix(NS), one.get(f"{NS}author"), "".join(one.itertext()))
        for one in tree(made).iter(f"{NS}del", f"{NS}ins")
    ]
    assert changes == [
        ("del", "provenance", "le 15 "),
        ("del", "provenance", "juillet"),
        ("ins", "provenance", "le 5 juillet"),
    ]
    ids = [one.get(f"{NS}id") for one in tree(made).iter(f"{NS}del", f"{NS}ins")]
    assert len(set(ids)) == 3
    # The new words look like those they replace; what is proposed is not read as the author's.
    assert tree(made).find(f".//{NS}ins/{NS}r/{NS}rPr/{NS}i") is not None
    assert READ(made).text == text
    assert ranges(made) == {"À corriger": "le 15 juillet"}


def test_two_corrections_that_touch_are_two_and_two_of_the_same_words_are_one() -> None:
    data = docx(p(r("Le 15 juillet.")))
    notes = [CopyNote(3, 5, ("jour",), "5"), CopyNote(5, 13, ("mois",), " août"), CopyNote(6, 13, ("autre",), "mai")]
    made = annotated(data, notes)
    assert ["".join(one.itertext()) for one in tree(made).iter(f"{NS}ins")] == ["5", " août"]
    # What is said of words within a change stands at the change.
    assert ranges(made) == {"jour": "15", "mois": " juillet", "autre": " juillet"}


@pytest.mark.parametrize(
    "body",
    [
        p(r("a "), f'<w:ins w:id="1" w:author="Ada">{r("mot")}</w:ins>', r(" b")),
        p(r("a "), f"<w:hyperlink>{r('mot')}</w:hyperlink>", r(" b")),
        p(r("a m")) + p(r("ot b")),
    ],
)
def test_words_that_are_not_plain_are_only_commented(body: str) -> None:
    text = READ(docx(body)).text
    at = text.index("m")
    made = annotated(docx(body), [CopyNote(at, text.index("b") - 1, ("non",), "autre")])
    assert not [one for one in tree(made).iter(f"{NS}ins", f"{NS}del") if one.get(f"{NS}author") == "provenance"]
    assert ranges(made)["non"].strip() == "mot"


def test_a_second_run_takes_back_its_own_and_nobody_elses() -> None:
    first = with_comments(
        p(r("Le "), start(0), r("pont"), end(0), r(" ferme le 15 juillet.")), [comment(0, "Ada", "TK", "A1")]
    )
    text = READ(first).text
    at = text.index("le 15")
    one = annotated(
        first, [CopyNote(at, at + 13, ("ancien", "⇒ le 5 juillet"), "le 5 juillet"), CopyNote(3, 7, ("autre",))]
    )
    two = annotated(one, [CopyNote(at, at + 13, ("nouveau", "⇒ le 6 juillet"), "le 6 juillet")])
    assert ranges(two) == {"TK": "pont", "nouveau\n⇒ le 6 juillet": "le 15 juillet"}
    assert "".join(tree(two).find(f".//{NS}ins").itertext()) == "le 6 juillet"
    assert READ(two).text == text
    # Nothing new: nothing of ours is left, and the text is as it was.
    assert ranges(annotated(two, [])) == {"TK": "pont"}
    assert not list(tree(annotated(two, [])).iter(f"{NS}ins", f"{NS}del"))


def test_the_same_findings_give_the_same_bytes() -> None:
    data, notes = (
        docx(p(r("Le pont ferme."))),
        [CopyNote(3, 7, ("un",)), CopyNote(0, 7, ("deux", "⇒ La passerelle"), "La passerelle")],
    )
    assert annotated(data, notes) == annotated(data, notes)
    twice = annotated(annotated(data, notes), notes)
    assert ranges(twice) == ranges(annotated(data, notes))
    assert annotated(twice, notes) == twice


def test_a_thread_in_which_somebody_answered_stays_and_is_not_said_again() -> None:
    body = p(r("Le "), start(0), start(1), r("pont"), end(0), end(1), r(" ferme."))
    extended = '<w15:commentEx w15:paraId="A1" w15:done="0"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/>'
    data = with_comments(body, [comment(0, "provenance", "À corriger", "A1"), comment(1, "Ada", "non", "A2")], extended)
    made = annotated(data, [CopyNote(3, 7, ("À corriger",)), CopyNote(8, 13, ("autre",))])
    assert ranges(made) == {"À corriger": "pont", "non": "pont", "autre": "ferme"}
    # Without an answer it goes, also from the parts that know it by another mark.
    alone = with_comments(
        body,
        [comment(0, "provenance", "À corriger", "A1"), comment(1, "Ada", "non", "A2")],
        '<w15:commentEx w15:paraId="A1" w15:done="0"/><w15:commentEx w15:paraId="A2" w15:done="0"/>',
    )
    made = annotated(alone, [])
    assert ranges(made) == {"non": "pont"}
    assert [
        one.get("{http://schemas.microsoft.com/office/word/2012/wordml}paraId")
        for one in tree(made, "word/commentsExtended.xml")
    ] == ["A2"]


def test_a_remark_on_a_note_stands_where_the_note_is_called() -> None:
    note = "<w:footnote w:id='2'>" + p(r("Entretien du 3 mars.")) + "</w:footnote>"
    parts = docx_parts(
        p(r("Le pont"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" ferme.")), footnotes="footnotes.xml"
    )
    parts["word/footnotes.xml"] = f"<w:footnotes {W}>{note}</w:footnotes>"
    data = packed(parts)
    at = READ(data).text.index("3 mars")
    made = annotated(data, [CopyNote(at, at + 6, ("date ?",))])
    begin = tree(made).find(f".//{NS}commentRangeStart")
    assert begin.getnext().find(f"{NS}footnoteReference") is not None


def test_parts_that_are_not_touched_stay_as_they_are() -> None:
    parts = docx_parts(p(r("Le pont ferme.")))
    parts["word/media/image1.png"] = "PNG"
    parts["customXml/item1.xml"] = "<a  b = 'c'/>"
    made = annotated(packed(parts), [CopyNote(0, 2, ("x",))])
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        for name in ("word/media/image1.png", "customXml/item1.xml", "_rels/.rels"):
            assert archive.read(name).decode() == parts[name]
        assert b"comments+xml" in archive.read("[Content_Types].xml")


def test_hostile_words_stay_words() -> None:
    lines = ("<w:p/>&x;", "\u202e\x07 ]]>", "=cmd|' /C calc'!A0")
    made = annotated(docx(p(r("Le pont ferme."))), [CopyNote(0, 2, lines, "<script>")])
    assert list(ranges(made)) == ["<w:p/>&x;\n⟨U+202E⟩⟨U+0007⟩ ]]>\n=cmd|' /C calc'!A0"]
