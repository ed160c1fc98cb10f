"""`provenance reject`."""

from pathlib import Path

import click

from provenance.cli import common
from provenance.cli.editing import by_option, carry_out, dry_run_option, file_argument, opened, reviewer
from provenance.model.message import M


@click.command("reject")
@file_argument
@click.argument("number", type=click.IntRange(1), metavar="STATEMENT")
@click.argument("claim", required=False)
@click.option("--reason", default="", help="Why.")
@by_option
@click.option("--with-comments", is_flag=True, help="Comments that stand above it go with it.")
@dry_run_option
def command(
    file: Path, number: int, claim: str | None, reason: str, by: str | None, with_comments: bool, dry_run: bool
) -> None:
    """Leave a statement of a draft out: its words are not offered again.

    STATEMENT is its number in the file (the first is 1); with CLAIM, what it says of that claim alone.
    """
    common.prepare()
    from provenance.editing.decisions import reject

    work = opened(file)
    who = reviewer(work, by)
    if number > len(work.data.get("statements") or ()):
        raise common.usage_error(
            M(
                "there is no statement {number}; the last is {count}",
                number=number,
                count=len(work.data.get("statements") or ()),
            )
        )
    carry_out(
        work,
        f"reject {number}",
        lambda data, dossier: reject(data, number - 1, claim, dossier.statements, who, reason, with_comments),
        dry_run,
    )
