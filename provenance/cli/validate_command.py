"""`provenance validate`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.corpus.kinds import PACKED
from provenance.files.locale import reader_language
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.model.dossier import Dossier
    from provenance.model.finding import Finding
    from provenance.model.vocabulary import FailOn
    from provenance.project.config import Projects


@click.command("validate")
@common.paths_argument
@common.fail_on_option
@common.language_option
@common.all_option
@common.quiet_option
@common.in_project_option
@click.option("--jobs", type=click.IntRange(1, 256), help="Of a corpus: how many processes work on it.")
@click.option(
    "--confidential", "disclosure", is_flag=True,
    help="Also search whatever git has or would take for the names that private files hold.",
)  # fmt: skip
def command(
    paths: tuple[Path, ...],
    fail_on: "FailOn | None",
    lang: str | None,
    everything: bool,
    quiet: bool,
    in_project: bool,
    jobs: int | None,
    disclosure: bool,
) -> None:
    """Check files and references only: fast, for CI.

    PATH is a claim file or a folder, searched recursively.
    """
    common.prepare()
    from provenance.emit.findings import findings_text
    from provenance.files.load import display_path, is_unreadable, load
    from provenance.model.plain import one_line
    from provenance.model.vocabulary import fails
    from provenance.project.baseline import read_baseline
    from provenance.project.config import Projects
    from provenance.project.selection import claim_files_to_audit, files_concerned
    from provenance.validation import validate_dossier

    if jobs is not None or any(str(path) == "-" or path.name.endswith(PACKED) for path in paths):
        if in_project or disclosure:
            raise common.usage_error(
                M("a corpus is validated as it is: neither --in-project nor --confidential is for it")
            )
        sys.exit(_corpus(paths, jobs or 1, fail_on or "error", lang, everything, quiet))
    projects = Projects()
    if in_project:
        files = files_concerned(projects, paths)
    else:
        files = claim_files_to_audit(projects, paths, required=not disclosure)
    if not disclosure and not in_project:
        common.tell_if_ignored(files, paths)
    configuration = projects.of(paths[0])
    baseline = configuration.baseline
    known = read_baseline(baseline, display_path(baseline)) if baseline is not None else None
    level, lang = fail_on or configuration.entry.fail_on, lang or configuration.entry.language
    paint, columns = common.painter(sys.stdout), common.columns(sys.stdout)
    progress = common.Progress(len(files), quiet)
    failed = unread = False
    for dossier in load(files):
        file = Path(dossier.file)
        dossier, found = validate_dossier(dossier, projects.of(file).settings(file), known)
        findings = found.findings
        failed = failed or any(fails(f.severity, level) for f in findings)
        unread = unread or is_unreadable(dossier)
        told = findings_text(dossier, findings, lang, paint, columns, everything)
        click.echo(told, nl=False)
        if not quiet and not told:
            click.echo(one_line(f"{dossier.file}: {_counted(dossier, lang)}"))
        progress.step()
    if disclosure:
        disclosed = _disclosure(paths, projects, lang, quiet)
        failed = failed or any(fails(f.severity, level) for f in disclosed)
    sys.exit(common.UNREADABLE if unread else common.FOUND if failed else 0)


def _corpus(
    paths: tuple[Path, ...], jobs: int, fail_on: "FailOn", lang: str | None, everything: bool, quiet: bool
) -> int:
    """Validate a corpus, as a stream; the exit code."""
    from provenance.cli.corpus_run import tell_lost
    from provenance.corpus.validating import validated
    from provenance.model.message import MN

    failed, dossiers, lost = False, 0, 0
    for part in validated(paths, jobs, fail_on, lang, everything, common.columns(sys.stdout)):
        click.echo(part.text, nl=False)
        tell_lost(part.lost, reader_language(lang))
        failed, dossiers, lost = failed or part.failed, dossiers + part.dossiers, lost + len(part.lost)
    if not quiet:
        common.say([MN("{n} dossier", "{n} dossiers", dossiers), MN("{n} lost", "{n} lost", lost)], lang)
    return common.UNREADABLE if lost else common.FOUND if failed else 0


def _disclosure(paths: "Sequence[Path]", projects: "Projects", lang: str | None, quiet: bool) -> "list[Finding]":
    """Tell where names of private files stand; what was found."""
    from provenance.disclosure import check_disclosure
    from provenance.emit.findings import project_text

    done = check_disclosure(paths, projects)
    if done.findings:
        look = common.painter(sys.stdout), common.columns(sys.stdout)
        click.echo(project_text(done.findings, reader_language(lang), *look), nl=False)
    if not done.private:
        common.say([M("there is no private file here, so no name to search for")], lang)
    elif not quiet and not done.findings:
        what = M("none of {names} names of private files stands in {files} files", names=done.names, files=done.files)
        common.say([what], lang)
    return done.findings


def _counted(dossier: "Dossier", language: str | None) -> str:
    from provenance.model.message import MN

    return ", ".join(
        message.render(language or dossier.language)
        for message in (
            MN("{n} claim", "{n} claims", len(dossier.claims)),
            MN("{n} statement", "{n} statements", len(dossier.statements)),
            MN("{n} source", "{n} sources", len(dossier.sources)),
            MN("{n} document", "{n} documents", len(dossier.documents)),
        )
    )
