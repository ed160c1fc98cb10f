"""`--fix` and `--diff`: what is mended in claim files, or would be."""

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common

if TYPE_CHECKING:
    from provenance.cli.audit_run import Job
    from provenance.mend import Mended


def mend(job: "Job", reviewed: bool) -> None:
    """Mend the files in place, and say on stderr what was mended."""
    for file, done in _mended(job, reviewed):
        data = file.read_bytes()
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        common.write_whole(file, mark + done.after.encode("utf-8"))
        rules = Counter(finding.rule for finding in done.findings)
        said = ", ".join(f"{rule} ({count})" if count > 1 else rule for rule, count in sorted(rules.items()))
        click.echo(f"{file}: mended {said}", err=True)


def show(job: "Job", reviewed: bool) -> int:
    """Print the changes as a unified diff; 1 where there are any."""
    found = False
    for file, done in _mended(job, reviewed):
        found = True
        hide = _hider(job, file)
        name = file.as_posix()
        for line in difflib.unified_diff(
            done.before.splitlines(True), done.after.splitlines(True), f"a/{name}", f"b/{name}"
        ):
            click.echo(hide(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"), nl=False)
    return common.FOUND if found else 0


def _mended(job: "Job", reviewed: bool) -> "Iterator[tuple[Path, Mended]]":
    from provenance.mend import mended
    from provenance.model.finding import Trust

    trusted: tuple[Trust, ...] = ("safe", "review") if reviewed else ("safe",)
    for file in job.files:
        done = mended(file, job.projects.of(file).settings(file), job.asked, trusted)
        if done is not None:
            yield file, done


def _hider(job: "Job", file: Path) -> "common.Hide":
    """Takes confidential names out of what is printed, unless it was asked to show them."""
    from provenance.files.load import Loader
    from provenance.model.confidential import hider

    if job.asked.show_confidential:
        return lambda text: text
    return hider(next(iter(Loader().load(file))))
