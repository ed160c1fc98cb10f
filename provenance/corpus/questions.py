"""Questions to the rows of a corpus: SQL over Parquet, with the views that most people ask for (DuckDB)."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from provenance.corpus.libraries import library
from provenance.corpus.outputs import check_may_write
from provenance.files.texts import opened
from provenance.files.writing import STANDARD_OUTPUT, show, write_whole
from provenance.model.cells import inert
from provenance.model.errors import InputError, UsageError
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.names import nearest
from provenance.model.place import Place
from provenance.model.plain import one_line

_VIEWS = Path(__file__).resolve().parent.parent / "data" / "views" / "views.sql"
_HEAD = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@lru_cache(maxsize=1)
def views() -> dict[str, str]:
    """The views that are shipped, and what each tells."""
    return dict(_HEAD.findall(_VIEWS.read_text("utf-8")))


def ask(paths: Sequence[Path], question: str, limit: int | None) -> Answer:
    """The answer to a question: the name of a view, or SQL over `claims`, `findings`, `lost` and the views. Nothing but
    the given files can be read by it. Raises InputError, UsageError.
    """
    with _in_one_line():
        relation = _relation(_of_inputs(paths), question, limit)
        return Answer(tuple(relation.columns), relation.fetchall())


def ask_into(paths: Sequence[Path], question: str, limit: int | None, output: Path, force: bool = False) -> None:
    """The same, written as CSV or Parquet by the ending of a file: whole or not at all, with the mark of the tool. What
    has no ending, as standard output, gets CSV. Raises OutputError too.
    """
    arrow = library("pyarrow")
    written = arrow.BufferOutputStream()
    with _in_one_line():
        table = _relation(_of_inputs(paths), question, limit).to_arrow_table()
        if output.suffix == ".parquet":
            marked = table.replace_schema_metadata({**(table.schema.metadata or {}), "generator": MARK})
            library("pyarrow.parquet").write_table(marked, written)
        else:
            library("pyarrow.csv").write_csv(_flat(table), written)
            written.write(f"# {MARK}\n".encode())
    answer: bytes = written.getvalue().to_pybytes()
    if output == STANDARD_OUTPUT:
        show(answer)
        return
    # Only now is known what was read for it.
    check_may_write(output, force)
    write_whole(output, answer)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Raises UsageError, of one line, for whatever is wrong with a question once it is answered: values that cannot be
    converted, answers that no file can hold.
    """
    try:
        yield
    except (library("duckdb").Error, library("pyarrow").ArrowException, ValueError, OverflowError) as error:
        raise UsageError(M("this cannot be asked: {why}", why=_first_line(error))) from None


def _first_line(error: Exception) -> str:
    return one_line(next(iter(str(error).splitlines()), type(error).__name__))[:300]


def connected(paths: Sequence[Path]) -> Any:
    """A connection to the rows of some files, read as they are asked for, and to the views. What is asked can open
    nothing else. Raises InputError.
    """
    duckdb = library("duckdb")
    names = [str(part) for path in paths for part in _parts(path)]
    connection = duckdb.connect(":memory:")
    try:
        # Given to DuckDB by name, `[1].parquet` would be a pattern.
        connection.register("files", library("pyarrow.dataset").dataset(names, format="parquet"))
    except (ValueError, OSError):
        message = M("this is no output of a corpus: {why}", why=M("no Parquet file"))
        raise InputError(message, Place(names[0])) from None
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    try:
        connection.execute("CREATE VIEW claims AS SELECT * FROM files WHERE kind = 'claim'")
        connection.execute("CREATE VIEW findings AS SELECT * FROM files WHERE kind = 'finding'")
        connection.execute("CREATE VIEW lost AS SELECT file, line, message FROM files WHERE kind = 'lost'")
        connection.execute(_VIEWS.read_text("utf-8"))
    except duckdb.Error as error:
        raise InputError(M("this is no output of a corpus: {why}", why=_first_line(error)), Place(names[0])) from None
    return connection


def _parts(path: Path) -> list[Path]:
    """The files of an output: Spark writes a folder of parts. Raises InputError."""
    parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not path.exists():
        raise InputError(M("there is no such file"), Place(str(path)))
    if not parts:
        advice = M("`provenance audit {path} --output parquet=FILE` writes one", path=path)
        raise InputError(M("this is no output of a corpus: {why}", why=M("no Parquet file")), Place(str(path)), advice)
    return parts


def _of_inputs(paths: Sequence[Path]) -> Any:
    """A connection to files that somebody names: each is looked at as every other input is, and known from then on as
    one that is never written over. Raises InputError.
    """
    for part in (part for path in paths for part in _parts(path)):
        with opened(part, str(part)):
            pass
    return connected(paths)


def _relation(connection: Any, question: str, limit: int | None) -> Any:
    duckdb = library("duckdb")
    known = [*views(), "claims", "findings", "lost"]
    if re.fullmatch(r"\w+", question) and question not in known:
        close = nearest(question, known, limit=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise UsageError(
            M(
                "no view is called {question}{hint} They are: {names}",
                question=question,
                hint=hint or ".",
                names=", ".join(known),
            )
        )
    try:
        relation = connection.sql(f"SELECT * FROM {question}" if question in known else question)
        if relation is None:
            raise UsageError(M("this question has no answer: ask with SELECT"))
        return relation.limit(limit) if limit is not None else relation
    except duckdb.Error as error:
        raise UsageError(M("this cannot be asked: {why}", why=_first_line(error))) from None


def _flat(table: Any) -> Any:
    """The table as CSV has it: numbers and truth values as they are, everything else as text, no formula among it or
    among the names of columns.
    """
    arrow = library("pyarrow")
    kinds = arrow.types
    columns = []
    for column in table.columns:
        if not any(
            test(column.type) for test in (kinds.is_integer, kinds.is_floating, kinds.is_decimal, kinds.is_boolean)
        ):
            told = [None if one is None else inert(_as_text(one)) for one in column.to_pylist()]
            column = arrow.array(told, arrow.string())
        columns.append(column)
    return arrow.table(columns, names=[inert(name) for name in table.column_names])


def _as_text(value: Any) -> str:
    """A value of an answer as text: lists by semicolons, what has parts as JSON, bytes escaped."""
    if isinstance(value, list):
        return "; ".join("" if one is None else _as_text(one) for one in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict) else str(value)
