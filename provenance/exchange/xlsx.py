"""Workbooks of Excel and of whatever reads them (ECMA-376 SpreadsheetML): out with XlsxWriter, in with calamine.

Every cell is text: what begins like a formula is none. What the tables were when they went out stands in a sheet that
nobody sees, so that what was changed since is known when they come back.
"""

import datetime
import io
import zipfile
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Column, ExchangeFormat, Exported, Parts, ReadTables, Sheet, Table
from provenance.exchange.baseline import file_data, packed, unpacked
from provenance.exchange.merging import MAX_CELL
from provenance.exchange.tables import audit_tables
from provenance.exchange.workbook_reader import read_workbook
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
    try:
        sheets = [Sheet(name, rows) for name, rows in read_workbook(parts[""])]
    except ValueError as error:
        raise InputError(M("this workbook cannot be read: {why}", why=str(error)), Place(shown)) from None
    hidden = next((sheet for sheet in sheets if sheet.name == HIDDEN), None)
    content = "".join(row[0] for row in hidden.rows if row) if hidden is not None else ""
    return ReadTables(
        [sheet for sheet in sheets if sheet.name != HIDDEN], unpacked(content, shown) if content else None
    )


FORMAT = ExchangeFormat(
    name="xlsx", suffix=".xlsx", holds="a workbook: a statement, claim, source, document, finding a row", export=export,
    tables=tables,
)  # fmt: skip
