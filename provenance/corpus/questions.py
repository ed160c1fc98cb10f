"""Questions to the rows of a corpus: SQL over Parquet, with the views that most people ask for (DuckDB)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from provenance.corpus.libraries import library
from provenance.model.cells import inert
from provenance.model.errors import InputError, UsageError
from provenance.model.message import M
from provenance.model.names import nearest
from provenance.model.place import Place

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
    relation = _relation(connected(paths), question, limit)
    return Answer(tuple(relation.columns), relation.fetchall())


def ask_into(paths: Sequence[Path], question: str, limit: int | None, output: Path) -> None:
    """The same, written as CSV or Parquet by the ending of a file."""
    relation = _relation(connected(paths), question, limit)
    table = relation.to_arrow_table()
    if output.suffix == ".parquet":
        library("pyarrow.parquet").write_table(table, output)
    else:
        library("pyarrow.csv").write_csv(_flat(table), output)


def connected(paths: Sequence[Path]) -> Any:
    """A connection to the rows of some files, read as they are asked for, and to the views. What is asked can open
    nothing else. Raises InputError.
    """
    duckdb = library("duckdb")
    names = []
    for path in paths:
        # Spark writes a folder of parts.
        parts = sorted(map(str, path.glob("*.parquet"))) if path.is_dir() else [str(path)]
        if not parts or not path.exists():
            raise InputError(M("there is no such file"), Place(str(path)))
        names += parts
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
        why = str(error).splitlines()[0][:200]
        raise InputError(M("this is no output of a corpus: {why}", why=why), Place(names[0])) from None
    return connection


def _relation(connection: Any, question: str, limit: int | None) -> Any:
    duckdb = library("duckdb")
    known = [*views(), "claims", "findings", "lost"]
    if re.fullmatch(r"\w+", question) and question not in known:
        close = nearest(question, known, limit=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise UsageError(f"no view is called {question}{hint or '.'} They are: {', '.join(known)}")
    try:
        relation = connection.sql(f"SELECT * FROM {question}" if question in known else question)
        if relation is None:
            raise UsageError("this question has no answer: ask with SELECT")
        return relation.limit(limit) if limit is not None else relation
    except duckdb.Error as error:
        raise UsageError(f"this cannot be asked: {str(error).splitlines()[0][:300]}") from None


def _flat(table: Any) -> Any:
    """The table with lists as text, of which CSV has none, and without formulas."""
    arrow = library("pyarrow")
    columns = []
    for column in table.columns:
        if arrow.types.is_list(column.type):
            column = arrow.array([None if one is None else "; ".join(map(str, one)) for one in column.to_pylist()])
        if arrow.types.is_string(column.type):
            column = arrow.array([None if one is None else inert(one) for one in column.to_pylist()], arrow.string())
        columns.append(column)
    return arrow.table(columns, names=table.column_names)
