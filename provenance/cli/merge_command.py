"""`provenance merge`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.cli.editing import dry_run_option, file_argument, opened, print_diff

if TYPE_CHECKING:
    from provenance.model.field_facts import Target


@click.command("merge")
@file_argument
@click.argument("kind", type=click.Choice(["source", "claim", "document"]))
@click.argument("old", metavar="ID")
@click.argument("into", metavar="INTO")
@dry_run_option
def command(file: Path, kind: "Target", old: str, into: str, dry_run: bool) -> None:
    """Make one of two sources, claims or documents, in every file that speaks of them, and print the diff.

    The names of a source become aliases of the other; what was declared of ID goes.
    """
    common.prepare()
    work = opened(file)

    def act() -> dict[Path, tuple[str, str]]:
        from provenance.editing.everywhere import read_or_none

        after = work.merged(kind, old, into)
        before = {path: read_or_none(path) or "" for path in after}
        if not dry_run:
            work.merge(kind, old, into)
        return {path: (before[path], after[path]) for path in after}

    print_diff(act)
