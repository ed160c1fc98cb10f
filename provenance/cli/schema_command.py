"""`provenance schema`."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from provenance.cli import common
from provenance.files.locale import reader_language
from provenance.files.writing import write_whole
from provenance.model.errors import OutputError
from provenance.model.message import M


@click.command("schema")
@click.argument("documents", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@click.option("--check", is_flag=True, help="Write nothing; fail when a schema is stale.")
@click.option(
    "--directory", type=click.Path(path_type=Path), default=Path("schemas"), show_default=True, help="Where they are."
)
@click.option(
    "--against", type=click.Path(path_type=Path, dir_okay=False), metavar="SCHEMA",
    help="With FILE: the JSON Schema to check against, ours for that kind of file by default.",
)  # fmt: skip
def command(documents: tuple[Path, ...], check: bool, directory: Path, against: Path | None) -> None:
    """Write the JSON Schemas, check that they are up to date, or check documents against one.

    FILE is an audit written with --output json, a claim file, a registry of sources, the record of a capture, or any
    JSON or YAML document with --against.
    """
    common.prepare()
    if documents:
        sys.exit(_check_documents(documents, against))
    if against is not None:
        raise common.usage_error(M("--against goes with FILE: the document to check"))
    sys.exit(_write_schemas(check, directory))


def _write_schemas(check: bool, directory: Path) -> int:
    from provenance.files.schema import schema_text

    stale = []
    for name, model in _models().items():
        path, content = directory / f"{name}.schema.json", schema_text(model)
        current = path.read_bytes() if path.is_file() else None
        if current != content.encode("utf-8"):
            stale.append(path)
            if not check:
                if current and b'"title": "provenance ' not in current:
                    raise OutputError(
                        M("{path}: there is a file that provenance did not write; move it away first", path=path)
                    )
                write_whole(path, content)
    for path in stale:
        common.tell(f"{path}: {'stale; run `provenance schema`' if check else 'written'}", err=False)
    return common.FOUND if check and stale else 0


def _check_documents(documents: tuple[Path, ...], against: Path | None) -> int:
    """Tell every fault with its place; one document that cannot be read costs itself alone."""
    from provenance.files.conformance import faults
    from provenance.files.load import display_path
    from provenance.files.located import Unreadable
    from provenance.model.plain import one_line

    failed = unread = False
    for document in documents:
        shown = display_path(document)
        try:
            found = list(faults(document, shown, _schema(document, against)))
        except Unreadable as error:
            common.tell(error.told(reader_language()))
            unread = True
            continue
        for fault in found:
            click.echo(one_line(f"{fault.place}: {fault.path}: {fault.why}"))
        if not found:
            click.echo(one_line(f"{shown}: as its schema says"))
        failed = failed or bool(found)
    return common.UNREADABLE if unread else common.FOUND if failed else 0


def _schema(document: Path, against: Path | None) -> Mapping[str, Any]:
    """The schema that was given, or ours for that kind of file."""
    if against is not None:
        from provenance.files.texts import read_text

        text = read_text(against, str(against))
        try:
            given = json.loads(text)
        except ValueError as error:
            raise common.usage_error(M("{path}: this is not JSON ({why})", path=against, why=error)) from None
        if not isinstance(given, dict):
            raise common.usage_error(M("{path}: this is no JSON Schema", path=against))
        return given
    from provenance.evidence.store import RECORD
    from provenance.files.discover import REGISTRY, SUFFIXES
    from provenance.files.schema import schema

    if document.name == REGISTRY:
        return schema(_models()["sources"])
    if document.name.endswith(RECORD):
        return schema(_models()["capture"])
    return schema(_models()["dossier" if document.name.endswith(SUFFIXES) else "audit"])


def _models() -> dict[str, Any]:
    from provenance.evidence.record import CaptureRecord
    from provenance.model.written import DossierEntry, PrivateEntry, RegistryEntry
    from provenance.project.config_model import ConfigurationEntry
    from provenance.report.json_model import AuditRecord

    return {
        "dossier": DossierEntry, "sources": RegistryEntry, "audit": AuditRecord, "configuration": ConfigurationEntry,
        "private": PrivateEntry, "capture": CaptureRecord,
    }  # fmt: skip
