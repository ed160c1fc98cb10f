"""`provenance audit`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.copies.kinds import COPY_FORMATS
from provenance.corpus.kinds import PACKED, ROW_FORMATS, Engine
from provenance.formats import format_names, format_of, output_format
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.model.dates import When
    from provenance.model.policy import Policy
    from provenance.model.vocabulary import FailOn


class OutputType(click.ParamType[tuple[str, Path | None]]):
    """`FORMAT`, `FORMAT=PATH`, or a path whose ending says the format. Without a path it is standard output."""

    name = "output"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path | None]:
        name, _, path = str(value).partition("=")
        if path == "-":
            path = ""
        if name in COPY_FORMATS and not path:
            return self.fail(
                common.said(M("a copy is written to a file or a folder: {name}=PATH", name=name)), param, ctx
            )
        if name in (*format_names(), *COPY_FORMATS, *ROW_FORMATS):
            return name, Path(path) if path else None
        form = format_of(Path(str(value)))
        ending = Path(str(value)).suffix.lower().removeprefix(".")
        if form is not None or ending in (*COPY_FORMATS, *ROW_FORMATS):
            return form.name if form is not None else ending, Path(str(value))
        known = ", ".join((*format_names(), *COPY_FORMATS, *ROW_FORMATS))
        return self.fail(
            common.said(
                M("'{name}' is not a format; one of {known}, as FORMAT or FORMAT=PATH", name=name, known=known)
            ),
            param,
            ctx,
        )


@click.command("audit")
@common.paths_argument
@click.option(
    "--output",
    "-o",
    "outputs",
    type=OutputType(),
    multiple=True,
    metavar="FORMAT[=PATH]",
    help=f"{', '.join(format_names())}; html takes a folder for several dossiers; "
    f"{' and '.join(COPY_FORMATS)} copies of the text with its findings in the margin. Repeats.",
)
@click.option(
    "--reports",
    type=common.OutputFolder(),
    metavar="DIR",
    help="Write DIR/index.html, and DIR/<dossier>/ with page, diagrams, Markdown and JSON.",
)
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Findings that were there before do not count.")  # fmt: skip
@click.option("--write-baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write the findings of today as those that were there before.")  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend in the files what can be mended without changing what they say.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change; exit 1 if anything.")
@click.option("--reviewed", is_flag=True, help="With either: you read the changed texts again; hashes and quotes too.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Of a corpus: how many processes work on it.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
              help="Of a corpus: who works on it; spark is a cluster, or what MASTER says.")  # fmt: skip
@common.in_project_option
@click.option("--watch", is_flag=True, help="Audit again what changes, until interrupted.")
@common.force_option
@common.rules_option
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
    baseline: Path | None,
    write_baseline: Path | None,
    fix: bool,
    show_diff: bool,
    reviewed: bool,
    jobs: int | None,
    engine: Engine,
    in_project: bool,
    watch: bool,
    force: bool,
    rules: tuple[Path, ...],
    fail_on: "FailOn | None",
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
    from provenance.cli.audit_run import AuditArguments, AuditRun, write_baseline_file

    if jobs is not None or engine == "spark" or _is_corpus(paths, outputs):
        from provenance.cli.corpus_run import run_corpus

        if fix or show_diff or watch or write_baseline or reports or baseline or in_project or everything:
            raise common.usage_error(
                M("a corpus is audited and told: the options that change, watch or show files are not for it")
            )
        if engine == "spark":
            _check_for_spark(jobs, rules)
        options = common.audit_options(as_of, show_confidential, rules, _policy(paths, policy))
        sys.exit(run_corpus(paths, outputs, jobs or 1, engine, options, lang, fail_on, force, quiet))
    _check_together(fix, show_diff, reviewed, watch, write_baseline)
    if show_confidential:
        _check_may_carry_names(name for name, _ in outputs)
    arguments = AuditArguments(
        paths, outputs or (("text", None),), reports, baseline, as_of, policy, lang, fail_on,
        everything,
        quiet, show_confidential, in_project, rules, force,
    )  # fmt: skip
    run = AuditRun(arguments, with_baseline=write_baseline is None)
    if write_baseline is not None:
        sys.exit(write_baseline_file(run, write_baseline))
    if fix or show_diff:
        from provenance.cli.fix import fix_files, show_fixes

        if show_diff:
            sys.exit(show_fixes(run, reviewed))
        fix_files(run, reviewed)
    if watch:
        from provenance.cli.watching import watch as keep_watching

        sys.exit(keep_watching(run))
    sys.exit(run.run(run.files))


def _is_corpus(paths: tuple[Path, ...], outputs: tuple[tuple[str, Path | None], ...]) -> bool:
    """Whether what is asked for is an audit of a corpus: by what it is written as, or by what it is read from."""
    return any(name in ROW_FORMATS for name, _ in outputs) or any(
        str(path) == "-" or path.name.endswith(PACKED) for path in paths
    )


def _check_for_spark(jobs: int | None, rules: tuple[Path, ...]) -> None:
    if jobs is not None:
        raise common.usage_error(M("how many processes work is said to Spark, by its own settings: leave out --jobs"))
    if rules:
        raise common.usage_error(
            M("a file of rules is not on the workers: install them there as a package (entry points)")
        )


def _policy(paths: tuple[Path, ...], name: str | None) -> "Policy | None":
    from provenance.project.config import Projects

    return common.policy_named(Projects(), paths, name)


def _check_together(fix: bool, show_diff: bool, reviewed: bool, watch: bool, write_baseline: Path | None) -> None:
    if fix and show_diff:
        raise common.usage_error(M("--diff shows what --fix would do: give one of the two"))
    if reviewed and not (fix or show_diff):
        raise common.usage_error(M("--reviewed goes with --fix or --diff"))
    if watch and (fix or show_diff or write_baseline):
        raise common.usage_error(M("--watch only looks: it goes with neither --fix, --diff nor --write-baseline"))
    if write_baseline is not None and (fix or show_diff):
        raise common.usage_error(M("--write-baseline goes with neither --fix nor --diff"))


def _check_may_carry_names(outputs: Iterable[str]) -> None:
    public = [n for n in outputs if n not in COPY_FORMATS and not output_format(n).may_carry_confidential]
    if public:
        raise common.usage_error(
            M(
                "{name} is shown by other people's services: it never carries confidential names; "
                "leave out --show-confidential, or this output",
                name=public[0],
            )
        )
