"""`provenance rules`."""

import click

from provenance.cli import common


@click.command("rules")
@common.language_option
def command(lang: str | None) -> None:
    """Write the reference page of the rules, in Markdown."""
    common.prepare()
    from provenance.emit.rule_page import reference_page

    click.echo(reference_page(lang or "en"), nl=False)
