"""The desk's formats: `python -m benchmarks.desk_formats`. Seconds, and the ratio to what the library alone needs for it."""

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import python_calamine
import xlsxwriter
from fpdf import FPDF

from provenance.auditing import audit_paths
from provenance.copies.notes import CopyNote
from provenance.copies.plain import plain_document
from provenance.copies.word import annotated
from provenance.exchange import exchange_format
from provenance.exchange.merging import table_changes
from provenance.exchange.tables import data_rows
from provenance.files.raw import read_raw
from provenance.model.document import Document
from provenance.texts import READERS

PAGES, CUES, ROWS, NOTES = 200, 20_000, 10_000, 400
ROUNDS = 3


def fastest(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return min(taken)


def pdf() -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=11)
    for page in range(PAGES):
        made.add_page()
        for line in range(40):
            made.cell(
                0,
                6,
                f"Line {line} of page {page}: the mayor said that the works will last six months",
                new_x="LMARGIN",
                new_y="NEXT",
            )
    return bytes(made.output())


def pdf_alone(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_bounded()


def workbook_alone() -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(ROWS):
        for column in range(14):
            sheet.write_string(row, column, f"cell {row} {column}")
    book.close()
    return written.getvalue()


def main() -> None:
    rows: list[tuple[str, float, float | None]] = []
    data = pdf()
    rows.append((f"PDF, {PAGES} pages", fastest(lambda: READERS[".pdf"].read(data)), fastest(lambda: pdf_alone(data))))
    cues = "WEBVTT\n\n" + "".join(
        f"{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}.000 --> {n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}.900\n<v Anne>Words {n} of it.\n\n"
        for n in range(CUES)
    )
    rows.append((f"transcript, {CUES} captions", fastest(lambda: READERS[".vtt"].read(cues.encode())), None))
    text = "\n\n".join(f"Paragraph {n}: the mayor said that the works will last six months." for n in range(2000))
    word, place = plain_document(Document("a", "p", text=text))
    notes = [CopyNote(n * 300, n * 300 + 40, ("why", "what to do")).moved(place) for n in range(NOTES)]
    rows.append(("Word, 2,000 paragraphs, in", fastest(lambda: READERS[".docx"].read(word)), None))
    rows.append(
        (
            f"Word, 2,000 paragraphs, {NOTES} comments out",
            fastest(lambda: annotated(word, notes)),
            fastest(lambda: READERS[".docx"].read(word)),
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.claims.yaml"
        statements = "".join(
            f'  - {{chain: s{n % 100}, in: d, says: {{c{n % 2000}: "words {n}"}}}}\n' for n in range(ROWS)
        )
        claims = "".join(f"  c{n}: {{text: Claim {n} is so.}}\n" for n in range(2000))
        sources = "".join(f"  s{n}: {{name: Source {n}}}\n" for n in range(100))
        path.write_text(
            f"language: en\nsources:\n{sources}documents: {{d: {{publisher: P}}}}\nclaims:\n{claims}statements:\n{statements}",
            "utf-8",
        )
        (audit,) = audit_paths([path])
        form = exchange_format("xlsx")
        assert form.tables is not None
        book = form.export(audit, "en").parts
        here = data_rows(next(iter(read_raw(path, "x"))).data)
        read, tables = form.tables(book, "x"), form.tables
        alone = workbook_alone()
        rows.append(
            (f"workbook, {ROWS} statements out", fastest(lambda: form.export(audit, "en")), fastest(workbook_alone))
        )
        rows.append(
            (
                f"workbook, {ROWS} statements in",
                fastest(lambda: tables(book, "x")),
                fastest(
                    lambda: (
                        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(alone))
                        .get_sheet_by_index(0)
                        .to_python()
                    )
                ),
            )
        )
        rows.append(("… compared with the file", fastest(lambda: table_changes(read, here, here)), None))
    print("| what | seconds | times the library alone |\n| --- | --- | --- |")
    for name, ours, floor in rows:
        print(f"| {name} | {ours:.2f} | {f'{ours / floor:.1f}' if floor else '–'} |")


if __name__ == "__main__":
    main()
