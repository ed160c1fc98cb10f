"""`--output docx=FILE`, `odt=FILE`: copies of the texts under audit, from the command."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.copies import word
from provenance.copies.notes import CopyNote, span_in
from provenance.model.document import Document
from provenance.model.place import Place
from provenance.texts import READERS, TextError
from tests.copies import test_opendocument, test_word
from tests.texts.makers import docx_parts, odt, p, packed, r
from tests.texts.test_margins import comment, end, start, with_comments

WORDS = "La maire a dit que le pont était fermé. La préfecture dit qu’il rouvrira."
FILE = """language: fr
sources: {maire: {name: la maire}, pref: {name: la préfecture, kind: government}}
documents: {story: {publisher: Le Journal, published: 2022-07-19, file: FILE}}
claims: {ferme: Le pont est fermé., rouvrira: Il rouvrira.}
statements:
  - {chain: maire, says: {ferme: {quote: le pont était fermé, checked: {by: Ada, result: differs, note: à moitié}}}}
  - {chain: pref, says: {rouvrira: {quote: il rouvrira, checked: {by: Ben, result: pending, note: TK}}}}
"""
DIFFERS = "À corriger\u00a0: vérifié par Ada\u00a0: il en est autrement\u00a0: à moitié."
PENDING = "À préciser\u00a0: Ben demande une vérification\u00a0: TK."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def story(name: str, data: bytes, more: str = "") -> None:
    Path(name).write_bytes(data)
    Path("story.claims.yaml").write_text(FILE.replace("FILE", name) + more, "utf-8")


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["audit", ".", "--as-of", "2022-07-20", "--fail-on", "never", *options])


def commented(found: dict[str, str]) -> dict[str, str]:
    """By the first line of each comment its words."""
    return {said.split("\n")[0]: words for said, words in found.items()}


def test_findings_stand_at_their_words() -> None:
    story("story.docx", packed(docx_parts(p(r("La maire a dit que le "), r("pont", "<w:b/>"), r(WORDS[26:])))))
    done = run("-o", "docx=copy.docx")
    assert done.exit_code == 0, done.stderr
    found = test_word.ranges(Path("copy.docx").read_bytes())
    assert commented(found) == {DIFFERS: "le pont était fermé", PENDING: "il rouvrira"}
    assert all(len(said.split("\n")) <= 3 and "(check-" in said for said in found)


def test_what_people_said_meanwhile_stays_and_what_they_wrote_is_not_lost() -> None:
    story("story.docx", packed(docx_parts(p(r(WORDS)))))
    assert run("-o", "copy.docx").exit_code == 0
    theirs = with_comments(p(start(0), r("La maire"), end(0), r(WORDS[8:])), [comment(0, "Ada", "laquelle ?", "A1")])
    Path("copy.docx").write_bytes(theirs)
    assert run("-o", "copy.docx").exit_code == 0
    found = commented(test_word.ranges(Path("copy.docx").read_bytes()))
    assert found == {"laquelle ?": "La maire", DIFFERS: "le pont était fermé", PENDING: "il rouvrira"}
    other = packed(docx_parts(p(r(WORDS + " Ajouté depuis."))))
    Path("copy.docx").write_bytes(other)
    refused = run("-o", "copy.docx")
    assert refused.exit_code == 2
    assert "its text is another by now" in refused.stderr
    assert Path("copy.docx").read_bytes() == other
    assert run("-o", "copy.docx", "--force").exit_code == 0
    assert READERS[".docx"].read(Path("copy.docx").read_bytes()).text.strip() == WORDS


@pytest.mark.parametrize("name", ["story.txt", "story.md"])
def test_a_plain_text_becomes_a_clean_document(name: str) -> None:
    text = f"Le pont d’Arles\n\n  {WORDS[:39]}\nLa suite\tici. 😀\n\n\n{WORDS[40:]}\n"
    story(name, text.encode())
    assert run("-o", "docx=copy.docx").exit_code == 0
    data = Path("copy.docx").read_bytes()
    assert READERS[".docx"].read(data).text.split() == text.split()
    assert commented(test_word.ranges(data)) == {DIFFERS: "le pont était fermé", PENDING: "il rouvrira"}
    first = data
    Path("copy.docx").unlink()
    assert run("-o", "docx=copy.docx").exit_code == 0
    assert Path("copy.docx").read_bytes() == first


def test_a_copy_of_an_opendocument_text() -> None:
    story("story.odt", odt(f"<text:p>{WORDS}</text:p>"))
    assert run("-o", "copy.odt").exit_code == 0
    found = commented(test_opendocument.ranges(Path("copy.odt").read_bytes()))
    assert found == {DIFFERS: "le pont était fermé", PENDING: "il rouvrira"}


def test_several_texts_take_a_folder() -> None:
    story("a.txt", WORDS.encode())
    Path("b.txt").write_text("Rien.", "utf-8")
    path = Path("story.claims.yaml")
    path.write_text(
        path.read_text("utf-8")
        .replace("a.txt}", "a.txt}, b: {publisher: B, file: b.txt}")
        .replace("chain: maire", "in: story, chain: maire")
        .replace("chain: pref", "in: story, chain: pref"),
        "utf-8",
    )
    refused = run("-o", "docx=copy.docx")
    assert refused.exit_code == 2
    assert "2 texts are under audit" in refused.stderr
    assert run("-o", "docx=copies").exit_code == 0
    assert sorted(one.name for one in Path("copies").iterdir()) == ["a.docx", "b.docx"]


@pytest.mark.parametrize(
    ("name", "data", "options", "why"),
    [
        ("story.docx", packed(docx_parts(p(r(WORDS)))), ["-o", "docx"], "a copy is written to a file or a folder"),
        ("story.docx", packed(docx_parts(p(r(WORDS)))), ["-o", "docx=story.docx"], "this file was read for it"),
        ("story.txt", WORDS.encode(), ["-o", "odt=copy.odt"], "is a copy of an .odt"),
    ],
)
def test_what_no_copy_is_written_of(name: str, data: bytes, options: list[str], why: str) -> None:
    story(name, data)
    done = run(*options)
    assert done.exit_code == 2
    assert why in done.stderr
    assert Path(name).read_bytes() == data


def test_a_text_that_names_a_confidential_source_is_not_copied() -> None:
    story("story.docx", packed(docx_parts(p(r("Éponine Thénardier l’a vu. " + WORDS)))))
    path = Path("story.claims.yaml")
    path.write_text(
        path.read_text("utf-8").replace("sources: {", "sources: {s: {name: Éponine Thénardier, confidential: true}, "),
        "utf-8",
    )
    refused = run("-o", "docx=copy.docx")
    assert refused.exit_code == 2
    assert "it names a confidential source" in refused.stderr
    assert not Path("copy.docx").exists()
    assert run("-o", "docx=copy.docx", "--show-confidential").exit_code == 0


def test_a_note_about_the_whole_text_stands_at_its_head() -> None:
    note = CopyNote(0, 3, ("x",)).moved(lambda offset: offset + 5)
    assert (note.start, note.end) == (5, 8)


def test_a_note_ends_behind_its_last_letter_however_far_the_next_one_is() -> None:
    # « Le pont » with two more spaces: what stands behind « Le » is told as the beginning of « pont ».
    note = CopyNote(0, 2, ("x",)).moved([0, 1, 5, 5, 6, 7, 8].__getitem__)
    assert (note.start, note.end) == (0, 2)


def test_what_has_no_place_in_a_text_is_said_of_its_first_line() -> None:
    document = Document("d", "p", path="d.txt")
    text = "\n  Le titre\nLe texte.\n"
    for place in (None, Place("d.claims.yaml", 3, 1)):
        start, end = span_in(text, place, document)
        assert text[start:end] == "Le titre"
    start, end = span_in(text, Place("d.txt", 3, 4, 3, 9), document)
    assert text[start:end] == "texte"


def test_comments_stand_at_their_words_where_only_white_space_was_changed() -> None:
    story("story.docx", packed(docx_parts(p(r(WORDS)))))
    assert run("-o", "copy.docx").exit_code == 0
    halves = p(r(WORDS[:8])) + p(r("  " + WORDS[8:]))
    Path("copy.docx").write_bytes(packed(docx_parts(halves)))
    assert run("-o", "copy.docx").exit_code == 0
    found = commented(test_word.ranges(Path("copy.docx").read_bytes()))
    assert found == {DIFFERS: "le pont était fermé", PENDING: "il rouvrira"}


def test_what_somebody_typed_into_a_proposed_change_is_not_dropped() -> None:
    text = "Le 8 juin et le 15 juillet."
    made = word.annotated(packed(docx_parts(p(r(text)))), [CopyNote(13, 26, ("x", "⇒ le 5 juillet"), "le 5 juillet")])
    with zipfile.ZipFile(BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("le 5 juillet<", "le 5 juillet, dit Ada<")
    with pytest.raises(TextError, match="has been edited"):
        word.annotated(packed(parts), [])


def test_a_remark_inside_a_proposed_change_keeps_its_words() -> None:
    text = "Le 8 juin et le 15 juillet."
    made = word.annotated(packed(docx_parts(p(r(text)))), [CopyNote(13, 26, ("x", "⇒ le 5 juillet"), "le 5 juillet")])
    with zipfile.ZipFile(BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    document = parts["word/document.xml"]
    at = document.index("<w:r>", document.index("<w:ins"))
    inside = document[:at] + start(7) + document[at:]
    close = inside.index("</w:ins>")
    parts["word/document.xml"] = inside[:close] + end(7) + inside[close:]
    parts["word/comments.xml"] = parts["word/comments.xml"].replace(
        "</w:comments>", comment(7, "Ada", "non") + "</w:comments>"
    )
    again = word.annotated(packed(parts), [])
    assert set(test_word.ranges(again)) == {"non"}
    assert READERS[".docx"].read(again).text.strip() == text
