"""`provenance import`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.cli.editing import dry_run_option
from provenance.exchange.names import ENDINGS, READ
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.exchange.base import ImportProblem, ReadTables


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True), metavar="FILE")
@click.option("--from", "form", type=click.Choice(READ), help="By default what the name of the file says.")
@click.option("--into", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="CLAIMFILE",
              help="The claim file it goes into; the one of its name beside it otherwise.")  # fmt: skip
@click.option("--map", "mapping", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.toml",
              help="What the columns of somebody else's table mean; guessed and written there first.")  # fmt: skip
@click.option("-o", "--output", type=common.OutputFolder(), metavar="DIR",
              help="The folder for new dossiers.")  # fmt: skip
@dry_run_option
@common.force_option
@common.language_option
def command(
    path: Path,
    form: str | None,
    into: Path | None,
    mapping: Path | None,
    output: Path | None,
    dry_run: bool,
    force: bool,
    lang: str | None,
) -> None:
    """Carry what was changed in tables into the claim file, or make dossiers of somebody else's file.

    Tables that `provenance export` wrote are compared with what went out and with the file as it is now: only what
    people changed in them is carried over, comments and layout stay, and what both sides changed is told and left. The
    other formats become new dossiers in a folder (-o); what is in a file and could not be taken over is told.
    """
    common.prepare()
    from provenance.exchange import exchange_format

    form = form or ("csv" if path.is_dir() else ENDINGS.get(path.suffix.lower()))
    if form not in READ:
        raise common.usage_error(M("{path}: say what it is: --from {formats}", path=path, formats="|".join(READ)))
    chosen = exchange_format(form)
    if chosen.read is not None:
        from provenance.cli.import_standard import import_standard

        sys.exit(import_standard(path, chosen.read, output, dry_run, force, lang))
    assert chosen.tables is not None
    if form == "xlsx" and path.is_dir():
        raise common.usage_error(M("{path}: a workbook is one file, and this is a folder", path=path))
    read = chosen.tables(_parts(path, form), str(path))
    if mapping is None and read.base is not None:
        sys.exit(_merge(path, read, into, dry_run, lang))
    from provenance.cli.import_foreign import import_foreign

    sys.exit(import_foreign(path, read, mapping, output, dry_run, force, lang))


def _parts(path: Path, form: str) -> dict[str, bytes]:
    """The bytes of a file, or of the tables in a folder."""
    from provenance.files.load import display_path
    from provenance.files.texts import read_bytes

    if not path.is_dir():
        return {"" if form == "xlsx" else path.name: read_bytes(path, display_path(path))}
    files = sorted(one for one in path.iterdir() if one.is_file() and one.suffix in (".csv", ".txt"))
    return {one.name: read_bytes(one, display_path(one)) for one in files}


def _merge(path: Path, read: "ReadTables", into: Path | None, dry_run: bool, lang: str | None) -> int:
    from provenance.cli.editing import opened, print_diff
    from provenance.exchange.importing import merged, planned, preview
    from provenance.model.message import MN

    assert read.base is not None
    work = opened(into or _file_beside(path, str(read.base.get("file"))))
    if work.dossier.id != read.base.get("dossier"):
        raise common.usage_error(
            M("{path}: these tables are of another dossier, {other}", path=work.path, other=read.base.get("dossier"))
        )
    changes = planned(work, read)
    problems = list(changes.problems)

    def act() -> dict[Path, tuple[str, str]]:
        nonlocal problems
        before = work.text
        if dry_run:
            return {work.path: (before, preview(work, changes))}
        done = merged(work, changes)
        problems = done.problems
        told = (
            MN("{n} cell changed", "{n} cells changed", done.cells),
            MN("{n} row added", "{n} rows added", done.added),
            MN("{n} row deleted", "{n} rows deleted", done.deleted),
            MN("{n} left out", "{n} left out", len(done.problems)),
        )
        common.say(told, lang or work.dossier.language, f"{path}: ")
        return {work.path: (before, work.text)}

    print_diff(act)
    _complain(path, problems, lang or work.dossier.language)
    return common.FOUND if problems else 0


def _complain(path: Path, problems: "Sequence[ImportProblem]", language: str) -> None:
    from provenance.model.plain import one_line

    for problem in problems:
        advice = f" → {problem.advice.render(language)}" if problem.advice is not None else ""
        common.tell(one_line(f"{path} {problem.place}: {problem.message.render(language)}{advice}"))


def _file_beside(path: Path, name: str) -> Path:
    """The claim file that went out, by its name: beside the tables, or here."""
    for folder in (path.parent, Path()):
        if (folder / Path(name).name).is_file():
            return folder / Path(name).name
    raise common.usage_error(
        M("{path}: which claim file does it go into? --into {name}", path=path, name=Path(name).name)
    )
