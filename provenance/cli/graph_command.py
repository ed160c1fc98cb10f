"""`provenance graph`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.files.writing import STANDARD_OUTPUT, write_output
from provenance.model.message import M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.auditing import DossierAudit
    from provenance.model.dates import When


_DRAWINGS = ("svg", "png", "pdf", "dot", "mermaid")
#: The graph as data, as networkx writes it.
_DATA = ("graphml", "gexf", "node-link", "cytoscape")
_ENDINGS = {"mmd": "mermaid", "gv": "dot", "json": "node-link", "cyjs": "cytoscape"}


@click.command("graph")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--claim", metavar="ID", help="One claim; the whole dossier otherwise.")
@click.option(
    "--depth", type=click.IntRange(0, 20), default=0, show_default=True,
    help="With --claim: draw its rivals, wider and narrower claims too, that many steps away.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice([*_DRAWINGS, *_DATA]),
    help="By default what the name of the output says, else svg. From graphml on, the graph as data.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Standard output otherwise.")
@common.force_option
@common.as_of_option
@common.policy_option
@common.language_option
@common.confidential_option
def command(
    path: Path,
    claim: str | None,
    depth: int,
    form: str | None,
    output: Path | None,
    force: bool,
    as_of: "When | None",
    policy: str | None,
    lang: str | None,
    show_confidential: bool,
) -> None:
    """Draw the source chains of a claim or a dossier, or write their graph as data.

    Origin at the left, the article at the right, what is claimed beyond it.
    """
    common.prepare()
    from provenance.auditing import audit_paths
    from provenance.diagram.picture import claim_picture, dossier_picture
    from provenance.diagram.render import rendered
    from provenance.emit.findings import findings_text, plain
    from provenance.project.config import Projects

    form = form or _form_of(output)
    options = common.audit_options(as_of, show_confidential, (), common.policy_named(Projects(), (path,), policy))
    audits = list(audit_paths([path], options=options))
    unread = [a for a in audits if not a.readable]
    for audit in unread:
        click.echo(findings_text(audit.dossier, audit.findings, lang, plain, 110, False), nl=False, err=True)
    audits = [a for a in audits if a.readable]
    if unread and not audits:
        sys.exit(common.UNREADABLE)
    if claim is not None:
        claim, holder = _holder_of(claim, audits)
        audits = [holder]
    if not audits:
        raise common.usage_error(M("no claim file (*.claims.yaml, .yml, .json, .jsonl) at {path}", path=path))
    if len(audits) > 1:
        dossiers = ", ".join(a.dossier.file for a in audits[:5]) + ("…" if len(audits) > 5 else "")
        raise common.usage_error(
            M("one dossier at a time: {path} holds several ({dossiers})", path=path, dossiers=dossiers)
        )
    content: str | bytes
    if form in _DATA:
        from provenance.interop.network import GRAPH_FORMATS, claim_network, dossier_network

        content = GRAPH_FORMATS[form](claim_network(audits[0], claim) if claim else dossier_network(audits[0]))
    else:
        drawn = claim_picture(audits[0], claim, depth, lang) if claim else dossier_picture(audits[0], lang)
        content = rendered(drawn, form)
    write_output(output or STANDARD_OUTPUT, content, force)
    sys.exit(common.UNREADABLE if unread else 0)


def _form_of(output: Path | None) -> str:
    """The format that the ending of the output says. Raises click.UsageError."""
    suffix = output.suffix[1:].lower() if output is not None else ""
    known = (*_DRAWINGS, *_DATA)
    if suffix and suffix not in (*known, *_ENDINGS):
        raise common.usage_error(
            M("'.{suffix}' is not a format; one of {names}", suffix=suffix, names=", ".join(known))
        )
    return _ENDINGS.get(suffix, suffix or "svg")


def _holder_of(claim: str, audits: "Sequence[DossierAudit]") -> "tuple[str, DossierAudit]":
    """The id of the claim that is meant, and the audit that has it. Raises click.UsageError."""
    from provenance.model.names import matching_name, nearest
    from provenance.model.plain import one_line

    holders = {c: a for a in audits for c in a.dossier.claims}
    several = [a for a in audits if claim in a.dossier.claims]
    if len(several) > 1:
        files = ", ".join(one_line(a.dossier.file) for a in several[:5])
        raise common.usage_error(
            M("several dossiers have a claim '{claim}': {files}", claim=one_line(claim), files=files)
        )
    found = matching_name(claim, holders)
    if found is None:
        close = nearest(claim, holders) or list(holders)[:8]
        raise common.usage_error(M("no claim is called '{claim}'.{hint}", claim=claim, hint=common.did_you_mean(close)))
    return found, holders[found]
