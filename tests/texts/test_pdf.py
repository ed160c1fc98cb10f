"""PDF: the words of its pages, made here by another program (fpdf2)."""

from collections.abc import Sequence

import pytest
from fpdf import FPDF

from provenance.files.anchors import TextIndex
from provenance.model.dossier import Anchor
from provenance.texts import READERS, TextError

PDF = READERS[".pdf"]
BODIES = (
    "The mayor told the council on Monday that the bridge would stay closed until the summer of next year. ",
    "The prefecture denied it: “No date has been set”, its spokeswoman wrote to this paper in the evening. ",
    "Engineers had warned of rust in the cables as early as May, in a report that nobody at the town hall read. ",
)


def made(pages: Sequence[str], columns: int = 1, head: str = "The Paper · page {n}") -> bytes:
    pdf = FPDF()
    pdf.set_creation_date(__import__("datetime").datetime(2022, 7, 19, tzinfo=__import__("datetime").timezone.utc))
    pdf.set_title("The bridge")
    for number, text in enumerate(pages, 1):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.cell(0, 10, head.format(n=number).encode("latin-1", "replace").decode("latin-1"))
        pdf.ln()
        plain = text.translate({0x201C: '"', 0x201D: '"'})
        if columns == 1:
            pdf.multi_cell(120, 6, plain)
        else:
            with pdf.text_columns(ncols=columns, gutter=8) as block:
                block.write(plain)
    return bytes(pdf.output())


def test_words_and_pages() -> None:
    read = PDF.read(made(BODIES))
    assert [
        read.locators.at(read.text.index(words)).page for words in ("The mayor", "The prefecture", "Engineers")
    ] == ["1", "2", "3"]
    assert "The Paper" not in read.text
    assert (read.metadata.title, read.metadata.published) == ("The bridge", "2022-07-19")


@pytest.mark.parametrize("columns", [1, 2])
def test_quotations_are_found_in_columns(columns: int) -> None:
    read = PDF.read(made(["".join(BODIES) * 3], columns))
    index = TextIndex(read.text)
    words = " ".join(BODIES).split()
    for start in range(0, len(words) - 8, 4):
        found = index.find(" ".join(words[start : start + 8]), at=(0, 1))
        assert isinstance(found, Anchor) or found.count > 1, words[start : start + 8]


def test_running_heads_of_two_pages_are_left_out() -> None:
    read = PDF.read(made(BODIES[:2]))
    assert "The Paper" not in read.text
    assert PDF.read(made(BODIES[:1])).text.startswith("The Paper")


def test_a_page_number_is_left_out_and_a_figure_is_not() -> None:
    pages = ["The toll was\n– 12 –", "The account number is\n4929123456789012"]
    read = PDF.read(made([text.replace("–", "-") for text in pages], head=""))
    assert read.text == "The toll was The account number is 4929123456789012\n"


def test_a_scan_says_so() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    with pytest.raises(TextError, match="its pages are pictures"):
        PDF.read(bytes(pdf.output()))


def test_a_password_is_said() -> None:
    pdf = FPDF()
    pdf.set_encryption(owner_password="o", user_password="u")
    pdf.add_page()
    with pytest.raises(TextError, match="has a password"):
        PDF.read(bytes(pdf.output()))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\xff" * 2000])
def test_a_damaged_file(data: bytes) -> None:
    with pytest.raises(TextError, match="damaged"):
        PDF.read(data)
