"""`provenance set`."""

from pathlib import Path

import click

from provenance.cli import common
from provenance.cli.editing import carry_out, dry_run_option, file_argument, opened, value_of
from provenance.model.message import M


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
        raise common.usage_error(M("give a VALUE, or --unset"))
    from dataclasses import replace

    from provenance.editing.decisions import set_value

    work = opened(file)
    steps = _steps(work.data, place)
    wanted = value_of(value) if value is not None else None
    carry_out(
        work,
        f"set {place}",
        lambda data, _: [replace(change, with_comments=with_comments) for change in set_value(data, steps, wanted)],
        dry_run,
    )


def _steps(data: object, place: str) -> tuple[str | int, ...]:
    """The way to a value; in a list, the first is 1."""
    found: list[str | int] = []
    for step in place.strip("/").split("/"):
        if isinstance(data, list) and step.isascii() and step.isdigit() and len(step) < 9:
            found.append(int(step) - 1)
            data = data[int(step) - 1] if 0 < int(step) <= len(data) else None
        else:
            found.append(step)
            data = data.get(step) if isinstance(data, dict) else None
    return tuple(found)
