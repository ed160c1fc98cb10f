"""Workbooks of Excel and of whatever reads them (ECMA-376 SpreadsheetML): out with XlsxWriter, in with calamine.

Every cell is text: what begins like a formula is none. What the tables were when they went out stands in a sheet that
nobody sees, so that what was changed since is known when they come back.
"""

import datetime
import io
import re
import zipfile
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Column, ExchangeFormat, Exported, Parts, ReadTables, Sheet, Table
from provenance.exchange.baseline import file_data, packed, unpacked
from provenance.exchange.merging import MAX_CELL
from provenance.exchange.tables import audit_tables
from provenance.model.errors import InputError
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.place import Place

#: The sheet that nobody sees; the most that Excel takes in a cell.
HIDDEN, CELL = "provenance", MAX_CELL
#: Lists longer than this (characters) are no validation list for Excel.
_LIST = 255
#: Any day that is always the same.
_MADE = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
#: Bytes of a workbook that are read: what unpacks to more is not read.
_MAX = 200 << 20
#: Cells of a sheet, the empty ones between counted.
_CELLS = 20_000_000
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')


def export(audit: DossierAudit, language: str) -> Exported:
    """A workbook: a sheet a table, frozen headers, lists to choose from."""
    import xlsxwriter

    sheets = audit_tables(audit, file_data(audit), language)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    book.set_properties({"created": _MADE, "comments": MARK})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#F2F2F2"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "computed": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#5A5A5A", "num_format": "@"}),
    }
    for table in sheets:
        _sheet(book, table, language, formats)
    hidden = book.add_worksheet(HIDDEN)
    hidden.very_hidden()
    content = packed(audit, sheets)
    for number, start in enumerate(range(0, len(content), CELL)):
        hidden.write_string(number, 0, content[start : start + CELL])
    book.close()
    with zipfile.ZipFile(written, "a") as archive:
        archive.comment = f"({MARK})".encode()
    return Exported({"": written.getvalue()})


def _sheet(book: Any, table: Table, language: str, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.label.render(language)[:31])
    sheet.freeze_panes(1, 2 if table.name != "findings" else 0)
    columns = [Column("key", M("{key}", key="key"), computed=True), *table.columns]
    for number, column in enumerate(columns):
        hidden = {"hidden": True} if column.key == "key" else {}
        sheet.set_column(number, number, column.width, formats["computed" if column.computed else "cell"], hidden)
        heading = "key" if column.key == "key" else _capital(column.label.render(language))
        sheet.write_string(0, number, heading, formats["head"])
        choices = [said.render(language) for said in column.choices.values()]
        if choices and len(",".join(choices)) <= _LIST:
            # Rows that people add get the list too.
            sheet.data_validation(
                1, number, len(table.rows) + 1000, number,
                {"validate": "list", "source": choices, "error_type": "warning"},
            )  # fmt: skip
    for at, row in enumerate(table.rows, start=1):
        for number, column in enumerate(columns):
            value = row.key if column.key == "key" else told_cell(column, row.cells.get(column.key, ""), language)
            if value:
                sheet.write_string(at, number, value[:CELL], formats["computed" if column.computed else "cell"])
    sheet.autofilter(0, 1, max(1, len(table.rows)), len(columns) - 1)


def told_cell(column: Column, value: str, language: str) -> str:
    """A value as it is told: « affirme » of `asserts`."""
    return column.choices[value].render(language) if value in column.choices else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def tables(parts: Parts, shown: str) -> ReadTables:
    """The sheets of a workbook (.xlsx, .xls, .ods): numbers and dates as they are written. Raises InputError."""
    import python_calamine

    data = parts[""]
    try:
        _check_size(data)
        _check_area(data)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [Sheet(name, _rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(M("this workbook cannot be read: {why}", why=str(error)[:200]), Place(shown)) from None
    hidden = next((sheet for sheet in sheets if sheet.name == HIDDEN), None)
    content = "".join(row[0] for row in hidden.rows if row) if hidden is not None else ""
    return ReadTables(
        [sheet for sheet in sheets if sheet.name != HIDDEN], unpacked(content, shown) if content else None
    )


def _check_size(data: bytes) -> None:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MAX:
                raise ValueError(f"it unpacks to more than {_MAX >> 20} MiB")


def _check_area(data: bytes) -> None:
    """A sheet is read as a rectangle: one cell far away would make it fill the memory."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                continue
            columns = rows = 0
            with archive.open(name) as stream:
                tail = b""
                while block := stream.read(1 << 20):
                    for letters, number in _CELL.findall(tail + block):
                        columns, rows = max(columns, _column(letters)), max(rows, int(number))
                    tail = block[-32:]
            if columns * rows > _CELLS:
                raise ValueError(f"it has a cell at row {rows} and one at column {columns}: save its filled part alone")


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found


def _rows(sheet: Any) -> list[list[str]]:
    # Rows above the first that is filled are kept, so that a number of a row is that of the file.
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days without a time."""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return str(value).replace("\r\n", "\n")


FORMAT = ExchangeFormat(
    name="xlsx", suffix=".xlsx", holds="a workbook: a statement, claim, source, document, finding a row", export=export,
    tables=tables,
)  # fmt: skip
