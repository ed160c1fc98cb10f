"""`provenance audit`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common

if TYPE_CHECKING:
    from provenance.audit import Audit
    from provenance.model.dates import When

FORMATS = ("text", "json", "markdown")


class Output(click.ParamType[tuple[str, Path | None]]):
    """`FORMAT` or `FORMAT=PATH`."""

    name = "output"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path | None]:
        name, _, path = str(value).partition("=")
        if name not in FORMATS:
            self.fail(f"{name!r} is not a format; one of {', '.join(FORMATS)}, as FORMAT or FORMAT=PATH", param, ctx)
        return name, Path(path) if path else None


@click.command("audit")
@common.paths_argument
@click.option("--output", "-o", "outputs", type=Output(), multiple=True, metavar="FORMAT[=PATH]",
              help="text, json or markdown; repeats.")  # fmt: skip
@click.option("--reports", type=click.Path(path_type=Path), metavar="DIR", help="Write DIR/<dossier>/ with diagrams.")
@common.fail_on_option
@common.as_of_option
@common.policy_option
@common.language_option
@common.all_option
@common.quiet_option
@common.confidential_option
def command(
    paths: tuple[Path, ...],
    outputs: tuple[tuple[str, Path | None], ...],
    reports: Path | None,
    fail_on: str,
    as_of: "When | None",
    policy: str | None,
    lang: str | None,
    everything: bool,
    quiet: bool,
    show_confidential: bool,
) -> None:
    """Tell which claims stand, on what, and what to change.

    PATH is a claim file or a folder, searched recursively; or a raw text (.txt, .md, .html), of which an
    unreviewed draft
    is audited.
    """
    common.prepare()
    from provenance.audit import audit, dossiers
    from provenance.files.discover import claim_files

    configuration, chosen = common.configured(paths, policy)
    files = claim_files(paths)
    if not files:
        raise click.UsageError(f"no claim file (*.claims.yaml, .yml, .json, .jsonl) at {' '.join(map(str, paths))}")
    outputs = outputs or (("text", None),)
    progress = common.Progress(len(files), quiet)
    keep = any(name != "text" for name, _ in outputs)
    texts: dict[Path | None, list[str]] = {path: [] for name, path in outputs if name == "text"}
    audits: list[Audit] = []
    failed = unread = False
    count = 0
    common.check_lexicons(configuration)
    for dossier in dossiers(files, configuration.lexicons):
        done = audit(dossier, as_of, chosen, show_confidential, configuration.policies, configuration.lexicons)
        count += 1
        failed = failed or any(common.fails(f.severity.value, fail_on) for f in done.findings)
        unread = unread or not done.readable
        for path in texts:
            told = _text(done, lang, path, everything, quiet)
            if path is None:
                click.echo(("\n" if count > 1 and told and not quiet else "") + told, nl=False)
            else:
                texts[path].append(told)
        if reports is not None:
            from provenance.cli.reports import write_reports

            write_reports(done, reports, lang)
        if keep:
            audits.append(done)
        progress.step()
    try:
        for path, parts in texts.items():
            if path is not None:
                common.write_whole(path, "\n".join(parts))
        for name, path in outputs:
            if name != "text":
                _write(name, path, audits, lang)
    except click.UsageError as error:
        if not unread:
            raise
        # The highest code that applies.
        error.show()
    sys.exit(common.UNREADABLE if unread else common.FOUND if failed else 0)


def _text(audit: "Audit", lang: str | None, path: Path | None, everything: bool, quiet: bool) -> str:
    from provenance.emit.findings import findings_text, plain
    from provenance.emit.text import audit_text

    paint = common.painter(sys.stdout) if path is None else plain
    columns = common.columns(sys.stdout) if path is None else 110
    if quiet:
        return findings_text(audit.dossier, audit.findings, lang, paint, columns, everything)
    return audit_text(audit, lang, paint, columns, everything)


def _write(name: str, path: Path | None, audits: "list[Audit]", lang: str | None) -> None:
    if name == "json":
        from provenance.report.json_report import json_text

        content = json_text(audits, lang)
    else:
        from provenance.report.markdown import markdown_text

        content = "\n".join(markdown_text(audit, lang) for audit in audits)
    if path is None:
        click.echo(content, nl=False)
    else:
        common.write_whole(path, content)
