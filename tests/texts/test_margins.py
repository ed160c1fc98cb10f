"""Comments, notes and links: threads as Word, Docs and LibreOffice write them. Expected threads are written by hand."""

from collections.abc import Sequence

from provenance.texts import READERS
from provenance.texts.base import Annotation
from tests.texts.makers import W, docx_parts, odt, p, packed, r

WORD, ODT = READERS[".docx"], READERS[".odt"]
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def comment(name: int, author: str, text: str, mark: str = "", date: str = "2022-07-19T10:00:00Z") -> str:
    paragraph = f'<w:p w14:paraId="{mark}">' if mark else "<w:p>"
    run = f"<w:r><w:t>{text}</w:t></w:r>"
    return f'<w:comment w:id="{name}" w:author="{author}" w:date="{date}">{paragraph}{run}</w:p></w:comment>'


def start(name: int) -> str:
    return f'<w:commentRangeStart w:id="{name}"/>'


def end(name: int) -> str:
    return f'<w:commentRangeEnd w:id="{name}"/><w:r><w:commentReference w:id="{name}"/></w:r>'


def with_comments(body: str, comments: Sequence[str], extended: str = "") -> bytes:
    parts = docx_parts(
        body, comments="comments.xml", **({"commentsExtended": "commentsExtended.xml"} if extended else {})
    )
    parts["word/comments.xml"] = f"<w:comments {W} {W14}>{''.join(comments)}</w:comments>"
    if extended:
        parts["word/commentsExtended.xml"] = f"<w15:commentsEx {W15}>{extended}</w15:commentsEx>"
    return packed(parts)


def told(data: bytes) -> list[tuple[str, list[tuple[str | None, str]], bool]]:
    read = WORD.read(data)
    return [(read.text[a.start : a.end], [(m.author, m.text) for m in a.remarks], a.resolved) for a in read.annotations]


def test_answers_as_word_writes_them() -> None:
    body = p(r("Le "), start(0), start(1), r("pont 😀"), r(" d’Arles"), end(0), end(1), r(" est fermé."))
    body += p(start(2), r("Il rouvrira"), end(2), r("."))
    extended = (
        '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="A3" w15:done="0"/>'
    )
    made = [comment(0, "Ada", "TK source ?", "A1"), comment(1, "Ben", "OK, p. 12", "A2"), comment(2, "Ada", "vu", "A3")]
    assert told(with_comments(body, made, extended)) == [
        ("pont 😀 d’Arles", [("Ada", "TK source ?"), ("Ben", "OK, p. 12")], True),
        ("Il rouvrira", [("Ada", "vu")], False),
    ]


def test_two_threads_over_the_same_words_are_two_in_word() -> None:
    body = p(start(0), start(1), r("pont"), end(0), end(1))
    extended = '<w15:commentEx w15:paraId="A1" w15:done="0"/><w15:commentEx w15:paraId="A2" w15:done="0"/>'
    made = [comment(0, "Ada", "un", "A1"), comment(1, "Ben", "deux", "A2")]
    assert [remarks for _, remarks, _ in told(with_comments(body, made, extended))] == [
        [("Ada", "un")],
        [("Ben", "deux")],
    ]


def test_answers_as_docs_writes_them() -> None:
    body = p(
        r("Le "), start(0), start(1), start(2), r("pont"), end(0), end(1), end(2), r(" "), start(3), r("ferme"), end(3)
    )
    made = [
        comment(0, "Ada", "source ?"), comment(1, "Ben", "rapport"), comment(2, "Ada", "_Marked as resolved_"),
        comment(3, "Ben", "vu"),
    ]  # fmt: skip
    assert told(with_comments(body, made)) == [
        ("pont", [("Ada", "source ?"), ("Ben", "rapport")], True),
        ("ferme", [("Ben", "vu")], False),
    ]
    made[2] = comment(2, "Ada", "_Re-opened_")
    assert [resolved for _, _, resolved in told(with_comments(body, made))] == [False, False]


def test_what_this_program_wrote_is_nobodys_word() -> None:
    body = p(start(0), r("pont"), end(0), start(1), r(" fermé"), end(1))
    made = [comment(0, "provenance", "À corriger", "A1"), comment(1, "Ada", "non", "A2")]
    assert told(with_comments(body, made)) == [(" fermé", [("Ada", "non")], False)]


def test_its_proposed_changes_are_not_taken_in() -> None:
    gone = '<w:del w:author="provenance"><w:r><w:delText>le 15 juillet</w:delText></w:r></w:del>'
    new = f'<w:ins w:author="provenance">{r("le 5 juillet")}</w:ins>'
    other = f'<w:del w:author="Ada"><w:r><w:delText>x</w:delText></w:r></w:del><w:ins w:author="Ada">{r("y")}</w:ins>'
    assert WORD.read(packed(docx_parts(p(r("a "), gone, new, other)))).text == "a le 15 juillety\n\n"


def test_a_comment_may_run_over_paragraphs_and_stand_between_them() -> None:
    body = start(0) + p(r("Un.")) + p(r("Deux."), end(0)) + p(r("Trois."))
    assert told(with_comments(body, [comment(0, "Ada", "ok")]))[0][0] == "Un.\n\nDeux."


def test_a_comment_without_words_stands_where_it_is_referred_to() -> None:
    data = with_comments(p(r("Un"), '<w:r><w:commentReference w:id="0"/></w:r>', r("Deux")), [comment(0, "Ada", "ok")])
    (found,) = WORD.read(data).annotations
    assert (found.start, found.end) == (2, 2)


def test_links_in_their_two_forms() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://b.example/" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("ici")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    linked = f'<w:hyperlink r:id="L1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{r("là")}</w:hyperlink>'
    data = packed(docx_parts(p(linked, r(" et "), field), addresses={"L1": "https://a.example/"}))
    read = WORD.read(data)
    assert [(a.kind, read.text[a.start : a.end], a.remarks[0].text) for a in read.annotations] == [
        ("link", "là", "https://a.example/"),
        ("link", "ici", "https://b.example/"),
    ]


def test_a_note_knows_where_it_is_called_and_where_it_stands() -> None:
    note = "<w:footnote w:id='2'>" + p(r("Entretien, p. 3.")) + "</w:footnote>"
    parts = docx_parts(
        p(r("Le pont"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" ferme.")), footnotes="footnotes.xml"
    )
    parts["word/footnotes.xml"] = f"<w:footnotes {W}>{note}</w:footnotes>"
    read = WORD.read(packed(parts))
    (found,) = read.annotations
    assert (found.kind, found.start, found.remarks[0].text) == ("note", 7, "Entretien, p. 3.")
    assert found.body is not None
    assert read.text[slice(*found.body)].strip() == "Entretien, p. 3."


def odt_comment(name: str, author: str, text: str, more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>{author}</dc:creator><dc:date>2022-07-19T10:00:00</dc:date>'
        f"<text:p>{text}</text:p></office:annotation>"
    )


def test_threads_of_opendocument() -> None:
    names = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    body = (
        f"<text:p {names}>Le " + odt_comment("c1", "Ada", "source ?", 'loext:resolved="true"') + "pont"
        + odt_comment("c2", "Ben", "rapport", 'loext:parent-name="c1"') + '<office:annotation-end office:name="c2"/>'
        + '<office:annotation-end office:name="c1"/> ferme' + odt_comment("c3", "provenance", "À corriger")
        + ', <text:a xlink:href="https://a.example/" xmlns:xlink="http://www.w3.org/1999/xlink">dit-on</text:a>.</text:p>'
    )  # fmt: skip
    read = ODT.read(odt(body))
    assert read.text == "Le pont ferme, dit-on.\n\n"
    found: list[Annotation] = list(read.annotations)
    assert [(read.text[a.start : a.end], [(m.author, m.text) for m in a.remarks], a.resolved) for a in found] == [
        ("pont", [("Ada", "source ?"), ("Ben", "rapport")], True),
        ("dit-on", [(None, "https://a.example/")], False),
    ]
