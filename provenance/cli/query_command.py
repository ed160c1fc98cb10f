"""`provenance query`."""

import sys
from pathlib import Path
from typing import Any

import click

from provenance.cli import common


@click.command("query")
@click.argument("question", metavar="VIEW|SQL", required=False)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="FILE.parquet...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="CSV or Parquet.")
@click.option("--limit", type=click.IntRange(1), help="Rows; 20 in a terminal, all in a file.")
@common.force_option
def command(question: str | None, paths: tuple[Path, ...], output: Path | None, limit: int | None, force: bool) -> None:
    """Ask what an audit of a corpus found, in its Parquet files.

    VIEW is one of those that `provenance query` lists without arguments; SQL is a question of your own over `claims`,
    `findings`, `lost` and the views (DuckDB). It reads the given files and nothing else.
    """
    common.prepare()
    from provenance.corpus.questions import ask, ask_into, views
    from provenance.files.writing import STANDARD_OUTPUT
    from provenance.model.message import M

    if question is None:
        for name, told in views().items():
            click.echo(f"{name:<24}{told}")
        return
    if not paths:
        raise common.usage_error(M("of which files? Name those that `provenance audit --output parquet=FILE` wrote"))
    if output is not None:
        if output != STANDARD_OUTPUT and output.suffix not in (".csv", ".parquet"):
            raise common.usage_error(M("{path}: an answer is written as .csv or .parquet", path=output))
        ask_into(paths, question, limit, output, force)
        return
    shown = limit or 20
    answer = ask(paths, question, shown + 1)
    _table(answer.columns, answer.rows[:shown])
    if len(answer.rows) > shown:
        common.say([M("… more: --limit N, or -o FILE.csv for all of them")])


def _table(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    from provenance.model.plain import one_line, shortened, width

    columns = tuple(map(one_line, columns))
    told = [[_cell(value) for value in row] for row in rows]
    numeric = [_is_numeric([row[n] for row in rows]) for n in range(len(columns))]
    widths = [min(48, max([width(name), *(width(row[n]) for row in told)])) for n, name in enumerate(columns)]
    room = common.columns(sys.stdout)
    while sum(widths) + 2 * len(widths) > room and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    for row in [list(columns), *told]:
        cells = []
        for value, size, right in zip(row, widths, numeric, strict=True):
            said = shortened(value, size)
            space = " " * (size - width(said))
            cells.append(space + said if right else said + space)
        click.echo("  ".join(cells).rstrip())


def _is_numeric(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, int | float) or value is None for value in values)


def _cell(value: Any) -> str:
    from provenance.model.plain import one_line

    if value is None:
        return ""
    return one_line(", ".join(map(str, value)) if isinstance(value, list) else str(value))
