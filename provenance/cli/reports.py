"""`--reports DIR`: the folder of one dossier, with its report, its JSON and its diagrams."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.common import write_whole

if TYPE_CHECKING:
    from provenance.auditing import DossierAudit

#: What the first line of our diagrams has in it: only those are ever removed.
_OURS = b'aria-labelledby="t d"'


def write_reports(audit: "DossierAudit", folder: Path, language: str | None) -> None:
    """Write into the folder of one dossier: report.md, audit.json, dossier.svg and one SVG a claim."""
    from provenance.diagram.layout import TooLarge
    from provenance.diagram.picture import claim_picture, dossier_picture
    from provenance.diagram.render import rendered
    from provenance.report.json_report import json_text
    from provenance.report.markdown import markdown_text
    from provenance.summaries.safe_name import safe_name

    if not audit.readable:
        return
    drawings: dict[str, str] = {}
    try:
        drawings["dossier.svg"] = str(rendered(dossier_picture(audit, language), "svg"))
    except TooLarge as error:
        click.echo(f"{audit.dossier.file}: no diagram of the dossier ({error})", err=True)
    for claim in audit.dossier.claims:
        try:
            drawings[f"claims/{safe_name(claim)}.svg"] = str(rendered(claim_picture(audit, claim, 0, language), "svg"))
        except TooLarge as error:
            click.echo(f"{audit.dossier.file}: no diagram of {claim} ({error})", err=True)
    for name, content in drawings.items():
        write_whole(folder / name, content)
    write_whole(folder / "report.md", markdown_text(audit, language, diagrams=True))
    write_whole(folder / "audit.json", json_text([audit], language))
    for old in sorted((folder / "claims").glob("*.svg")):
        if f"claims/{old.name}" not in drawings and _OURS in old.read_bytes()[:600]:
            old.unlink()
