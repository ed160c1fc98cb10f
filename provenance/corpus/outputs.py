"""The rows of a corpus written: one Parquet file or one of JSONL, made of what was kept, a batch after the other."""

import glob
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.corpus.libraries import library
from provenance.corpus.rows import schema
from provenance.files.texts import reason_of
from provenance.files.writing import is_running, may_replace, refuse_name_of_input, refuse_own_input
from provenance.model.errors import OutputError
from provenance.model.mark import MARK
from provenance.model.message import M

#: The first line of rows in JSONL: it says whose they are.
_FIRST = json.dumps({"kind": "corpus", "generator": MARK}, separators=(",", ":")).encode() + b"\n"

#: The file in a folder of parts, as Spark writes them, that says whose it is. What begins with this letter is no part
#: to any reader.
FOLDER_MARK = "_provenance"


def write_rows(form: str, path: Path, kept: Iterator[bytes], force: bool) -> None:
    """Write rows that were kept, whole or not at all. Raises OutputError."""
    check_may_write(path, force)
    _sweep(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        (_parquet if form == "parquet" else _jsonl)(part, kept)
        os.replace(part, path)
    except OSError as error:
        raise OutputError(M("{path}: cannot be written ({why})", path=path, why=reason_of(error))) from None
    finally:
        part.unlink(missing_ok=True)


def check_may_write(path: Path, force: bool) -> None:
    """Nothing of somebody else's is written over, nor what is read. Raises OutputError."""
    refuse_name_of_input(path)
    refuse_own_input(path)
    if not force and not may_replace(path) and not _bears_mark(path):
        raise OutputError(M("{path}: there is a file that provenance did not write; --force writes over it", path=path))


def is_ours(path: Path) -> bool:
    """Whether a file is rows of a corpus that were written here, or something they were made of: no records."""
    for folder in path.parents:
        if (folder / FOLDER_MARK).exists() or (folder.name.endswith(".cache") and (folder / "run.json").exists()):
            return True
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_FIRST))
    except OSError:
        return False
    return head == _FIRST or (head.startswith(b"PAR1") and _bears_mark(path))


def _sweep(path: Path) -> None:
    """Remove what runs that were killed wrote of this output."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        process = left.name.removesuffix(".part").rpartition(".")[2]
        if process.isdecimal() and not is_running(int(process)):
            left.unlink(missing_ok=True)


def _bears_mark(path: Path) -> bool:
    """Whether a Parquet file bears the mark in what it says of itself."""
    try:
        said = library("pyarrow.parquet").read_metadata(path).metadata or {}
    except Exception:
        return False
    return bool(said.get(b"generator") == MARK.encode())


def _tables(kept: Iterator[bytes]) -> Iterator[Any]:
    arrow, ipc = library("pyarrow"), library("pyarrow.ipc")
    for data in kept:
        yield ipc.open_file(arrow.py_buffer(data)).read_all()


def _parquet(path: Path, kept: Iterator[bytes]) -> None:
    parquet = library("pyarrow.parquet")
    kind = schema().with_metadata({"generator": MARK})
    with parquet.ParquetWriter(path, kind, compression="zstd", compression_level=1) as writer:
        for table in _grouped(_tables(kept)):
            writer.write_table(table.cast(kind))


def _grouped(tables: Iterator[Any], rows: int = 100_000) -> Iterator[Any]:
    """Tables put together to row groups of a size at which they are read well."""
    arrow = library("pyarrow")
    held: list[Any] = []
    for table in tables:
        held.append(table)
        if sum(one.num_rows for one in held) >= rows:
            yield arrow.concat_tables(held)
            held = []
    if held:
        yield arrow.concat_tables(held)


def _jsonl(path: Path, kept: Iterator[bytes]) -> None:
    """A row a line, without what has no value. The first line says whose it is."""
    orjson = library("orjson")
    with path.open("wb") as stream:
        stream.write(_FIRST)
        for table in _tables(kept):
            rows = table.to_pylist()
            stream.write(
                b"".join(orjson.dumps({k: v for k, v in row.items() if v is not None}) + b"\n" for row in rows)
            )
