"""The sheets of a workbook (.xlsx, .xls, .ods), read by calamine in a process of its own.

calamine reads a sheet as a rectangle, and ends its process where the memory does not hold it: a few bytes say that a
cell stands at XFD1048576, or unpack to gigabytes. So this file is run as a program, with what it may take bounded: the
workbook goes in, JSON comes out.
"""

import datetime
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

#: Cells of a workbook, the empty ones between counted.
_CELLS = 5_000_000
#: What reading may take: bytes of memory, seconds.
_MEMORY, _SECONDS = 2 << 30, 60


def read_workbook(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The sheets by their names, with their rows: numbers and dates as they are written. Raises ValueError."""
    program = [sys.executable, "-P", str(Path(__file__))]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=_SECONDS, check=False)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise ValueError("it is damaged, or too large: save its filled part alone") from None
    if isinstance(answer, str):
        raise ValueError(answer)
    return [(name, rows) for name, rows in answer]


def _main() -> None:
    _limit()
    data = sys.stdin.buffer.read()
    import python_calamine

    answer: Any
    try:
        answer = list(_sheets(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))))
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        answer = str(error)[:200]
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits: the time is bounded by who waits for it.
        return
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _sheets(book: Any) -> Any:
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows, columns = sheet.total_height + 1, sheet.total_width + 1
        cells += rows * columns
        if cells > _CELLS:
            raise ValueError(f"it has a cell at row {rows} and one at column {columns}: save its filled part alone")
        # Rows above the first that is filled are kept, so that a number of a row is that of the file.
        yield name, [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


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


if __name__ == "__main__":
    _main()
