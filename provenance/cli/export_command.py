"""`provenance export`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.exchange.names import ENDINGS, WRITTEN
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.model.dates import When


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(WRITTEN), help="By default what the name of the output says.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", required=True)
@common.force_option
@common.as_of_option
@common.policy_option
@common.language_option
def command(
    path: Path,
    form: str | None,
    output: Path,
    force: bool,
    as_of: "When | None",
    policy: str | None,
    lang: str | None,
) -> None:
    """Write a dossier in a format of other programs.

    xlsx is a workbook, csv a folder of tables: statements, claims, sources, documents, findings, a row each. People
    edit, reorder, add and delete rows; `provenance import` carries that into the claim file. The others are standards;
    what one of them cannot say is told, a line each, when it is written. A format of several files is a folder, or an
    archive where FILE ends with .zip.
    """
    common.prepare()
    from provenance.auditing import audit_paths
    from provenance.exchange import exchange_format
    from provenance.exchange.folders import zipped
    from provenance.files.writing import write_folder, write_output
    from provenance.project.config import Projects

    form = form or ENDINGS.get(output.suffix.lower())
    if form not in WRITTEN:
        raise common.usage_error(M("{path}: give a format: --to {formats}", path=output, formats="|".join(WRITTEN)))
    options = common.audit_options(as_of, False, (), common.policy_named(Projects(), (path,), policy))
    audits = list(audit_paths([path], options=options))
    if len(audits) != 1:
        found = ", ".join(audit.dossier.file for audit in audits[:5]) or "none"
        raise common.usage_error(
            M("one dossier at a time; {path} holds {count}: {found}", path=path, count=len(audits), found=found)
        )
    audit = audits[0]
    if not audit.readable:
        from provenance.emit.findings import findings_text, plain

        click.echo(findings_text(audit.dossier, audit.findings, lang, plain, 110, False), nl=False, err=True)
        sys.exit(common.UNREADABLE)
    language = lang or audit.dossier.language
    chosen = exchange_format(form)
    assert chosen.export is not None
    exported = chosen.export(audit, language)
    parts = exported.parts
    if output.suffix.lower() == ".zip" and "" not in parts:
        parts = {"": zipped(parts)}
    if "" in parts:
        write_output(output, parts[""], force)
    else:
        write_folder(output, parts, force)
    for loss in chosen.losses(audit, exported):
        common.tell(f"{output}: {loss.render(language)}")
