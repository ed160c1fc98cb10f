"""`provenance set`."""

from pathlib import Path

import click

from provenance.cli import common
from provenance.cli.editing import carry_out, dry_run_option, file_argument, opened, value_of


@click.command("set")
@file_argument
@click.argument("place", metavar="PLACE")
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Take the value away.")
@click.option("--with-comments", is_flag=True, help="Comments that stand in it go with it.")
@dry_run_option
def command(file: Path, place: str, value: str | None, unset: bool, with_comments: bool, dry_run: bool) -> None:
    """Set any value of a claim file, and print the diff.

    PLACE is the way to it, with slashes: claims/visit/value, statements/3/chain (the first is 1), title.
    """
    common.prepare()
    if unset == (value is not None):
        raise click.UsageError("give a VALUE, or --unset")
    from dataclasses import replace

    from provenance.editing.decisions import set_value

    work = opened(file)
    steps: list[str | int] = [int(step) - 1 if step.isdigit() else step for step in place.strip("/").split("/")]
    wanted = value_of(value) if value is not None else None
    carry_out(
        work,
        f"set {place}",
        lambda data, _: [
            replace(change, with_comments=with_comments) for change in set_value(data, tuple(steps), wanted)
        ],
        dry_run,
    )
