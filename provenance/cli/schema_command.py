"""`provenance schema`."""

import sys
from pathlib import Path

import click

from provenance.cli import common
from provenance.files.writing import write_whole


@click.command("schema")
@click.option("--check", is_flag=True, help="Write nothing; fail when a schema is stale.")
@click.option(
    "--directory", type=click.Path(path_type=Path), default=Path("schemas"), show_default=True, help="Where they are."
)
def command(check: bool, directory: Path) -> None:
    """Write the JSON Schemas, or check that they are up to date."""
    common.prepare()
    from provenance.files.schema import schema_text
    from provenance.model.written import DossierEntry, RegistryEntry
    from provenance.project.config_model import ConfigurationEntry
    from provenance.report.json_model import AuditRecord

    stale = []
    models = {
        "dossier": DossierEntry, "sources": RegistryEntry, "audit": AuditRecord, "configuration": ConfigurationEntry,
    }  # fmt: skip
    for name, model in models.items():
        path, content = directory / f"{name}.schema.json", schema_text(model)
        current = path.read_text("utf-8") if path.is_file() else None
        if current != content:
            stale.append(path)
            if not check:
                write_whole(path, content)
    for path in stale:
        click.echo(f"{path}: {'stale; run `provenance schema`' if check else 'written'}")
    sys.exit(common.FOUND if check and stale else 0)
