"""Word and OpenDocument: what a reader sees, and where it stands. Expected texts are written from the standards."""

import pytest

from provenance.texts import READERS, TextError
from tests.texts.makers import docx, odt, p, packed, r, related

WORD, ODT = READERS[".docx"], READERS[".odt"]
NOTE = "<w:footnote w:id='2'>" + p(r("Note : entretien du 3 mars.")) + "</w:footnote>"
LINE = "<w:footnote w:id='0' w:type='separator'>" + p(r("———")) + "</w:footnote>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("Le "), r("pont")) + p(r("est fermé.")), "Le pont\n\nest fermé.\n\n"),
        (p(r("a "), f"<w:ins>{r('b')}</w:ins>", "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>"), "a b\n\n"),
        (p(f"<w:moveFrom>{r('x')}</w:moveFrom>", f"<w:moveTo>{r('y')}</w:moveTo>"), "y\n\n"),
        (p(r("un"), properties="<w:rPr><w:del/></w:rPr>") + p(r(" seul")), "un seul\n\n"),
        (p(r("vu"), r("caché", "<w:vanish/>"), r(" aussi", '<w:vanish w:val="0"/>')), "vu aussi\n\n"),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", r("3")), "3\n\n"),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"), "a\tb\nc‑d\n\n"),
        (f"<w:tbl><w:tr><w:tc>{p(r('un'))}</w:tc><w:tc>{p(r('deux'))}</w:tc></w:tr></w:tbl>", "un\n\ndeux\n\n"),
        (p("<w:hyperlink>" + r("lien") + "</w:hyperlink>", "<w:sdt><w:sdtContent>" + r(" ici") + "</w:sdtContent></w:sdt>"), "lien ici\n\n"),
        (p(r("un")) + p() + p(r("deux")), "un\n\ndeux\n\n"),
        (p(r("😀 emoji \u202f fine")), "😀 emoji \u202f fine\n\n"),
    ],
)  # fmt: skip
def test_what_a_reader_of_word_sees(body: str, text: str) -> None:
    assert WORD.read(docx(body)).text == text


def test_a_note_stands_after_the_paragraph_that_calls_it() -> None:
    body = p(r("Le pont"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" ferme.")) + p(r("Fin."))
    read = WORD.read(docx(body, footnotes=LINE + NOTE))
    assert read.text == "Le pont ferme.\n\nNote : entretien du 3 mars.\n\nFin.\n\n"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p(r('encadré'))}</w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert WORD.read(docx(p(r("avant"), f"<w:r>{choice}</w:r>", r(" après")))).text == "avant après\n\nencadré\n\n"


def test_pages_are_where_word_broke_them() -> None:
    new_page = "<w:r><w:lastRenderedPageBreak/><w:t>page deux</w:t></w:r>"
    read = WORD.read(docx(p(r("page une, "), new_page) + p(r("encore"))))
    places = [read.locators.at(read.text.index(words)) for words in ("page une", "page deux", "encore")]
    assert [(one.page, one.paragraph) for one in places] == [("1", 1), ("2", 1), ("2", 2)]
    assert read.locators.pages(0, len(read.text)) == ["1", "2"]


def test_the_main_part_may_have_another_name() -> None:
    assert WORD.read(docx(p(r("là")), main="word/document2.xml")).text == "là\n\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cannot be unpacked"),
        (b"PK\x03\x04", "cannot be unpacked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "has a password, or is of Word 97"),
        (packed({"a.txt": "x"}), "no main part"),
        (packed({"_rels/.rels": related(officeDocument="../../etc/passwd")}), "no main part"),
        (packed({"_rels/.rels": related(officeDocument="d.xml"), "d.xml": "<w:document"}), "is no XML"),
        (docx(p(r("&x;")), prolog='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        (docx(p(r("a" * (65 << 20)))), "unpacks to more than 64 MiB"),
        (docx(p()), "no text"),
    ],
    ids=["empty", "cut", "password", "no main part", "out", "no XML", "entities", "bomb", "no words"],
)
def test_what_is_no_word_document(data: bytes, why: str) -> None:
    with pytest.raises(TextError, match=why):
        WORD.read(data)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:h>Titre</text:h><text:p>Le <text:span>pont</text:span>\n  ferme.</text:p>", "Titre\n\nLe pont ferme.\n\n"),
        ("<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d</text:p>", "a  b\tc\nd\n\n"),
        ("<text:tracked-changes><text:p>ôté</text:p></text:tracked-changes><text:p>resté</text:p>", "resté\n\n"),
        ("<text:p>vu<office:annotation><dc:creator>Ada</dc:creator><text:p>TK</text:p></office:annotation> aussi</text:p>", "vu aussi\n\n"),
        ("<text:p>un<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note> deux</text:p><text:p>fin</text:p>",
         "un deux\n\nnote\n\nfin\n\n"),
        ("<text:p>a<text:s text:c='x'/>b</text:p>", "a b\n\n"),
        ("<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list>", "point\n\n"),
    ],
)  # fmt: skip
def test_what_a_reader_of_opendocument_sees(body: str, text: str) -> None:
    assert ODT.read(odt(body)).text == text


def test_pages_of_opendocument() -> None:
    read = ODT.read(odt("<text:p>une <text:soft-page-break/>deux</text:p><text:p>trois</text:p>"))
    assert [read.locators.at(read.text.index(w)).page for w in ("une", "deux", "trois")] == ["1", "2", "2"]


def test_opendocument_with_a_password() -> None:
    with pytest.raises(TextError, match="has a password"):
        ODT.read(odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"))
