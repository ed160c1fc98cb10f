"""`--watch`: audit again what changed, and nothing else."""

import gc
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from provenance.cli.audit_run import Job

#: Milliseconds in which several changes are taken together: an editor that saves writes more than once.
_TOGETHER = 200


def watch(job: "Job") -> None:
    """Run until interrupted. Files that appear are taken in; what a configuration changes is audited whole."""
    from watchfiles import watch as changes

    # The process is no longer short.
    gc.enable()
    click.echo("watching; interrupt to end", err=True)
    try:
        for found in changes(*_folders(job), step=50, debounce=_TOGETHER, raise_interrupt=False):
            again(job, {Path(name) for _, name in found})
    except KeyboardInterrupt:
        return


def again(job: "Job", changed: set[Path]) -> None:
    """Audit what the changed files touch. A configuration that became wrong is said, and the last one holds."""
    from provenance.project.config import ConfigurationError

    try:
        files = job.touched(changed)
    except (ConfigurationError, click.UsageError) as error:
        click.echo(f"\n{error}", err=True)
        return
    if files:
        click.echo(f"\n— {', '.join(file.as_posix() for file in files[:5])}{'…' if len(files) > 5 else ''}", err=True)
        job.run(files)


def _folders(job: "Job") -> Iterable[Path]:
    """What is watched: the folders named, and those of the files that the audits read beside them."""
    found = {path if path.is_dir() else path.parent for path in job.paths}
    found |= {file.parent for reads in job.reads.values() for file in reads if file.parent.is_dir()}
    found |= {file.parent for file in job.projects.watched()}
    absolute = sorted({folder.absolute() for folder in found})
    return [folder for folder in absolute if not any(above in folder.parents for above in absolute)]
