"""`provenance audit`."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.cli.outputs import FORMATS, opened

if TYPE_CHECKING:
    from provenance.model.dates import When


class OutputType(click.ParamType[tuple[str, Path | None]]):
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
@click.option("--output", "-o", "outputs", type=OutputType(), multiple=True, metavar="FORMAT[=PATH]",
              help="text, json, markdown or html (a file, or a folder for several dossiers); repeats.")  # fmt: skip
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write DIR/index.html, and DIR/<dossier>/ with page, diagrams, Markdown and JSON.",
)
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

    PATH is a claim file or a folder, searched recursively; or a raw text (.txt, .md, .html), of which an unreviewed
    draft is audited.
    """
    common.prepare()
    from provenance.audit import audit, dossiers
    from provenance.files.discover import claim_files

    configuration, chosen = common.configured(paths, policy)
    files = claim_files(paths)
    if not files:
        raise click.UsageError(f"no claim file (*.claims.yaml, .yml, .json, .jsonl) at {' '.join(map(str, paths))}")
    progress = common.Progress(len(files), quiet)
    failed = unread = False
    common.check_lexicons(configuration)
    with ExitStack() as stack:
        written = opened(outputs or (("text", None),), reports, lang, everything, quiet, stack)
        for dossier in dossiers(files, configuration.lexicons):
            done = audit(dossier, as_of, chosen, show_confidential, configuration.policies, configuration.lexicons)
            failed = failed or any(common.fails(f.severity.value, fail_on) for f in done.findings)
            unread = unread or not done.readable
            for output in written:
                output.add(done)
            progress.step()
        try:
            for output in written:
                output.finish()
        except click.UsageError as error:
            if not unread:
                raise
            # The highest code that applies.
            error.show()
    sys.exit(common.UNREADABLE if unread else common.FOUND if failed else 0)
