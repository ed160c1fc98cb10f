"""Tables as a folder of CSV files (RFC 4180), one a table, with a file that remembers what went out.

A cell that begins like a formula gets an apostrophe before it, so that no spreadsheet runs it; it is taken off again.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported, Parts, ReadTables, Sheet
from provenance.exchange.baseline import file_data, packed, unpacked
from provenance.exchange.tables import audit_tables
from provenance.exchange.xlsx import told_cell
from provenance.model.cells import as_written, inert
from provenance.model.errors import InputError
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.place import Place
from provenance.texts.base import TextError
from provenance.texts.encodings import decoded

BASE = "provenance-base.txt"
#: Bytes of a table that are read, and letters of a cell.
_MAX, _CELL = 512 << 20, 1 << 20
csv.field_size_limit(_CELL)


def export(audit: DossierAudit, language: str) -> Exported:
    """A file a table, and the one that remembers."""
    sheets = audit_tables(audit, file_data(audit), language)
    found: dict[str, bytes] = {}
    for table in sheets:
        written = io.StringIO()
        rows = csv.writer(written, lineterminator="\r\n")
        rows.writerow(["key", *(column.label.render(language) for column in table.columns)])
        for row in table.rows:
            told = (told_cell(column, row.cells.get(column.key, ""), language) for column in table.columns)
            rows.writerow([inert(row.key), *(inert(one) for one in told)])
        # The mark by which Excel knows UTF-8.
        found[f"{table.name}.csv"] = b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "backslashreplace")
    found[BASE] = f"{MARK}\n{packed(audit, sheets)}\n".encode()
    return Exported(found)


def tables(parts: Parts, shown: str) -> ReadTables:
    """The tables of a folder, or one file of a table. Raises InputError."""
    base = None
    if BASE in parts:
        base = unpacked(parts[BASE].decode("ascii", "replace").partition("\n")[2].strip(), shown)
    return ReadTables([Sheet(name, _rows(data, shown)) for name, data in _csv_parts(parts)], base)


def _csv_parts(parts: Parts) -> list[tuple[str, bytes]]:
    return [(name.removesuffix(".csv"), data) for name, data in parts.items() if name != BASE]


def _rows(data: bytes, shown: str) -> list[list[str]]:
    """The rows of a table: comma, semicolon or tab, whichever parts its first lines evenly."""
    if len(data) > _MAX:
        raise InputError(M("this table has more than {limit} MiB", limit=_MAX >> 20), Place(shown))
    try:
        text = decoded(data)[0]
    except UnicodeDecodeError as error:
        raise InputError(M("this table is no text: {why}", why=error.reason), Place(shown)) from None
    except TextError as error:
        raise InputError(error.message, Place(shown), error.advice) from None
    text = text.removeprefix("\ufeff")
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
        return [[as_written(one.replace("\r\n", "\n")) for one in row] for row in found]
    except csv.Error as error:
        raise InputError(M("this table cannot be read: {why}", why=str(error)), Place(shown)) from None


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that gives most of the first rows the same number of cells, more than one."""
    best: Mapping[str, tuple[int, int]] = {
        sign: _evenness(text, sign) for sign in (",", ";", "\t", "|")
    }  # fmt: skip
    return max(best, key=lambda sign: best[sign])


def _evenness(text: str, sign: str) -> tuple[int, int]:
    head = io.StringIO(text[:20_000], newline="")
    try:
        widths: Sequence[int] = [len(row) for row, _ in zip(csv.reader(head, delimiter=sign), range(20)) if row]
    except csv.Error:
        return 0, 0
    # Above the names of the columns there may be a title, or nothing.
    counts = Counter(width for width in widths if width > 1)
    return max(((count, width) for width, count in counts.items()), default=(0, 0))


FORMAT = ExchangeFormat(
    name="csv", suffix="", holds="a folder of tables, the same as in the workbook", export=export, tables=tables
)
