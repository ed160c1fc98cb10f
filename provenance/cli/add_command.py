"""`provenance add`."""

from pathlib import Path

import click

from provenance.cli import common
from provenance.cli.editing import carry_out, dry_run_option, file_argument, keys_of, opened


@click.group("add")
def command() -> None:
    """Add a statement, source, claim or document to a claim file.

    What is added is given as KEY=VALUE, as the claim file writes it. The diff is printed; comments and layout stay, and
    what the file would say wrongly is refused.
    """
    common.prepare()


@command.command("statement", short_help="Who says what, through whom.")
@file_argument
@click.argument("keys", nargs=-1, required=True, metavar="KEY=VALUE...")
@dry_run_option
def statement(file: Path, keys: tuple[str, ...], dry_run: bool) -> None:
    """For example: `provenance add statement d chain='Ouchakov → Tass' 'says={visit: "le 19 juillet"}'`."""
    from provenance.editing.decisions import add_statement

    work, entry = opened(file), keys_of(keys)
    carry_out(work, "add statement", lambda data, _: add_statement(data, entry), dry_run)


def _section(kind: str, section: str, summary: str, example: str) -> None:
    @command.command(kind, short_help=summary, help=f"For example: `provenance add {kind} {example}`.")
    @file_argument
    @click.argument("name", metavar="ID")
    @click.argument("keys", nargs=-1, metavar="KEY=VALUE...")
    @dry_run_option
    def add_entry(file: Path, name: str, keys: tuple[str, ...], dry_run: bool) -> None:
        from provenance.editing.decisions import add

        work, entry = opened(file), keys_of(keys)
        carry_out(work, f"add {kind}", lambda data, _: add(data, section, name, entry), dry_run)


_section("source", "sources", "Who speaks, or relays.", "d tass name=Tass kind=agency")
_section("claim", "claims", "What is said: true or false.", "d visit text='La visite a eu lieu le 19 juillet.'")
_section("document", "documents", "Where it is written.", "d ap-1 publisher=AP published=2022-07-16")
