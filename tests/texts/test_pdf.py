"""PDF: the words of its pages, made here by another program (fpdf2)."""

import textwrap
from collections.abc import Sequence

import pytest
from fpdf import FPDF

from provenance.files.anchors import TextIndex
from provenance.model.dossier import Anchor
from provenance.texts import READERS, TextError
from provenance.texts.columns import ColumnPage, _gutters, _Piece
from provenance.texts.columns import drawn_across as drawn_across_columns

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


COLUMN_WORDS = (
    "The mayor told the council on Monday that the bridge would stay closed until the summer of next year. "
    "Nobody at the town hall had read the report. The engineers wrote it in May, after rust was found in the "
    "cables. It was sent to four offices. None of them answered. The prefecture denied it in the evening. "
    "Its spokeswoman said that no date had been set. ",
    "A week later the ferry began to run again. It carries twelve cars. The crossing takes nine minutes, and the "
    "queue on Saturdays is an hour long. Drivers complain. The company, which lost money last year, wants a second "
    "boat. The region will vote on it in autumn. Until then the schools begin half an hour later than before. ",
)


def drawn_across(columns: Sequence[str], headline: str = "") -> bytes:
    """One page whose columns are drawn line by line, left, right, left."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=8)
    pdf.text(15, 20, headline)
    wrapped = [textwrap.wrap(column, 34, break_on_hyphens=False) for column in columns]
    for row in range(max(map(len, wrapped))):
        for column, lines in enumerate(wrapped):
            if row < len(lines):
                pdf.text(15 + column * 180 / len(columns), 30 + 6 * row, lines[row])
    return bytes(pdf.output())


@pytest.mark.parametrize("columns", [COLUMN_WORDS, (*COLUMN_WORDS, " ".join(reversed(COLUMN_WORDS)).strip())])
def test_columns_drawn_line_by_line_are_read_downwards_and_it_is_said(columns: Sequence[str]) -> None:
    headline = "The bridge of the old port remains closed, and nobody can say for how long it will"
    read = PDF.read(drawn_across(columns, headline))
    assert read.text.split() == " ".join((headline, *columns)).split()
    [said] = read.metadata.doubts
    assert said.render("en") == "page 1 draws its columns line by line: read column by column"


def test_a_table_is_read_row_by_row() -> None:
    names = " ".join(f"Town{number}-upon-the-River-of-the-{number}" for number in range(20))
    figures = " ".join(f"{number}-thousand-voters-and-{number}-blank" for number in range(20))
    read = PDF.read(drawn_across((names, figures)))
    assert read.metadata.doubts == ()
    places = [read.text.index(words) for pair in zip(names.split()[5:9], figures.split()[5:9]) for words in pair]
    assert places == sorted(places)


def test_columns_drawn_one_after_the_other_are_in_no_doubt() -> None:
    assert PDF.read(made(["".join(BODIES) * 6], columns=2)).metadata.doubts == ()


def cut(text: str, width: int) -> list[str]:
    """Lines of at most `width` letters, words cut wherever the line ends."""
    lines = [""]
    for word in text.split():
        room = width - len(lines[-1]) - 2
        if len(word) < room + 2:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif room >= 2 and len(word) - room >= 2 and word.isalpha():
            lines[-1] = f"{lines[-1]} {word[:room]}-".strip()
            lines.append(word[room:])
        else:
            lines.append(word)
    return lines


@pytest.mark.parametrize("lower", [0, 2.5], ids=["on one grid", "half a line lower"])
@pytest.mark.parametrize("columns", [1, 2])
def test_words_cut_at_line_ends_are_whole_in_columns_too(columns: int, lower: float) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=8)
    wrapped = [cut(words, 30) for words in COLUMN_WORDS[:columns]]
    assert all(sum(line.endswith("-") for line in lines) >= 2 for lines in wrapped)
    for row in range(max(map(len, wrapped))):
        for column, lines in enumerate(wrapped):
            if row < len(lines):
                pdf.text(15 + column * 90, 30 + 5 * row + column * lower, lines[row])
    assert PDF.read(bytes(pdf.output())).text.split() == " ".join(COLUMN_WORDS[:columns]).split()


def test_the_halves_of_a_cut_word_are_no_words_of_the_text() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    written = [
        "It is remark-",
        "able that institu-",
        "tional change of mood, altering the year, was a mood-",
        "altering one.",
    ]
    for row, line in enumerate(written):
        pdf.text(15, 30 + 6 * row, line)
    said = "It is remarkable that institutional change of mood, altering the year, was a mood-altering one."
    assert PDF.read(bytes(pdf.output())).text.split() == said.split()


def test_very_many_gaps_are_swept_once() -> None:
    # Every gap of its own: what compares each with each does not end within this suite's time.
    pieces = [
        _Piece(200.0 * side + row % 97 / 100, -15.0 * row, 200.0 * side + 50 + row % 89, 10 - 15.0 * row)
        for row in range(60_000)
        for side in (0, 1)
    ]
    [gutter] = _gutters(pieces)
    assert 138 < gutter < 200


def test_what_makes_no_sense_downwards_either_stays_as_it_is_drawn() -> None:
    broken = ("It ends.", "and goes on", "It ends.", "and goes on")
    assert (
        drawn_across_columns([ColumnPage(broken, ("It ends.", "It ends.", "and goes on", "and goes on, too"))]) is False
    )
    assert (
        drawn_across_columns([ColumnPage(broken, ("It ends.", "It ends", "and goes on", "and goes on, too"))]) is True
    )
