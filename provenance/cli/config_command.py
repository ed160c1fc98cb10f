"""`provenance config`."""

from pathlib import Path

import click

from provenance.cli import common


@click.group("config")
def command() -> None:
    """The configuration: provenance.toml, or [tool.provenance] in pyproject.toml, found upward from a file."""


@command.command("show", short_help="Every value that holds, and where it is written.")
@click.argument("path", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]")
def show(path: Path) -> None:
    """Show every value that holds for PATH (a file or a folder; this folder by default), and where it is written."""
    common.prepare()
    from provenance.model.plain import one_line
    from provenance.project.config import Projects
    from provenance.project.show import values

    configuration = Projects().of(path)
    common.tell(f"# {configuration.shown or 'no configuration: the defaults'}", err=False)
    rows = [(f"{v.key} = {v.value}", v.origin) for v in values(configuration, configuration.inside(path))]
    column = max(len(said) for said, _ in rows)
    for said, origin in rows:
        click.echo(f"{one_line(said):<{min(column, 70)}}  # {one_line(origin)}")
