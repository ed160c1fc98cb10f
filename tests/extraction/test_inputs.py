"""Ways in: encodings, HTML, languages, folders; each bad one costs itself and says why."""

from pathlib import Path

import pytest

from provenance.extraction.inputs import article, articles
from provenance.extraction.language import UnknownLanguage, language_of
from provenance.files.located import Unreadable
from provenance.texts import READERS

FRENCH = (
    "Le maire a déclaré que le pont était fermé et que les travaux dureraient jusqu'à l'été, selon la préfecture.\n"
)
ENGLISH = "The mayor said that the bridge was closed and that the works would last until the summer, according to the council.\n"
SPANISH = (
    "El alcalde dijo que el puente estaba cerrado y que las obras durarían hasta el verano, según el ayuntamiento."
)
PAGE = """<!doctype html><html><head><title>Le pont</title><script>alert(1)</script></head><body><nav><a href="/">Accueil</a></nav>
<article><h1>Le pont ferme</h1><p>Le maire a déclaré que le pont était fermé et que les travaux dureraient jusqu'à l'été.</p>
<p>« Il est vieux », a dit Anne Roux, ingénieure de la ville, devant le conseil municipal réuni mardi soir.</p></article>
<footer>Mentions légales</footer></body></html>"""


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en")])
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["O presidente da câmara disse que a ponte não será fechada.", "日本語の文章です。", "123 456", ""]
)
def test_a_language_that_is_none_of_them_is_refused(text: str) -> None:
    with pytest.raises(
        UnknownLanguage, match="none of the languages that can be read: French, English, Spanish, German"
    ):
        language_of(text)


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", None), ("utf-8-sig", None), ("cp1252", "cp1252"), ("utf-16", "utf-16")]
)
def test_encodings_are_read_and_named(encoding: str, named: str | None) -> None:
    found = article((FRENCH * 5).encode(encoding), "a.txt")
    assert found.text == FRENCH * 5
    assert found.encoding == named
    # What is not UTF-8 must be written anew, or its offsets would point into other bytes.
    assert found.rewritten is (named is not None)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"\x00\x01\x02\x03", "not a text"),
        (b"\xff\xfe\x00", "not a text"),
    ],
)
def test_what_is_no_text(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        article(data, "a.txt")
    assert why in caught.value.problem.message.render("en")


def test_the_main_text_of_a_page() -> None:
    found = article(PAGE.encode(), "a.html", READERS[".html"])
    assert "« Il est vieux », a dit Anne Roux" in found.text
    assert "alert" not in found.text
    assert "Accueil" not in found.text
    # From a pipe there is no file that a draft could name.
    assert found.rewritten


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<" * 5000])
def test_a_page_without_an_article(page: str) -> None:
    with pytest.raises(Unreadable) as caught:
        article(page.encode(), "a.html", READERS[".html"])
    assert "no article" in caught.value.problem.message.render("en")


def test_a_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.html", "d.claims.yaml", ".hidden.txt", "sub/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in articles([tmp_path])] == [
        "a.md",
        "b.txt",
        "c.html",
        "sub/e.txt",
    ]
