"""`provenance sign`."""

from pathlib import Path

import click

from provenance.cli import common
from provenance.cli.editing import by_option, carry_out, dry_run_option, file_argument, opened, reviewer
from provenance.model.message import M


@click.command("sign")
@file_argument
@by_option
@click.option("--despite", metavar="REASON", help="Why it is signed although something is left to do; it is printed.")
@dry_run_option
def command(file: Path, by: str | None, despite: str | None, dry_run: bool) -> None:
    """Sign a dossier: whatever changes later in its claim file or its texts is a finding.

    A draft with statements nobody has decided upon, and a text with corrections to be made, are signed with a reason
    alone.
    """
    common.prepare()
    from provenance.editing.signing import left_to_do, sign

    work = opened(file)
    who = reviewer(work, by)
    if not who.by:
        raise common.usage_error(M("who signs? --by NAME"))
    left = left_to_do(work.audit, work.data)
    despite = (despite or "").strip()
    if left and not despite:
        raise common.usage_error(M("left to do: {what}; --despite REASON signs all the same", what=tuple(left)))
    carry_out(work, "sign", lambda data, dossier: sign(data, dossier, who, despite), dry_run)
