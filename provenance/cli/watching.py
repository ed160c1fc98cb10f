"""`--watch`: audit again what changed, and nothing else."""

import gc
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.cli.audit_run import AuditRun, WatchState
from provenance.files.locale import reader_language

if TYPE_CHECKING:
    from provenance.cli.audit_run import AuditArguments

#: Milliseconds in which several changes are taken together: an editor that saves writes more than once.
_TOGETHER = 200
#: Milliseconds after which the watcher answers even when nothing happened.
_WAKE = 300


def watch(run: AuditRun) -> int:
    """Run until interrupted; the exit code of the last run. Files that appear are taken in."""
    from watchfiles import watch as changes

    from provenance.model.message import M

    # The process is no longer short.
    gc.enable()
    watcher = AuditWatcher(run)
    code = watcher.begin()
    begun = False
    try:
        for found in changes(*_folders(watcher), step=50, debounce=_TOGETHER, rust_timeout=_WAKE,
                             yield_on_timeout=True, raise_interrupt=False):  # fmt: skip
            if not begun:
                # Said once it is true: what is saved from now on is noticed.
                common.say([M("watching; interrupt to end")])
                begun = True
            if found:
                code = watcher.again({Path(name) for _, name in found}, code)
    except KeyboardInterrupt:
        pass
    return code


class AuditWatcher:
    """The run as it stands, and what was read for each of its files."""

    def __init__(self, run: AuditRun) -> None:
        self.run = run
        arguments: AuditArguments = run.arguments
        on_terminal = (
            all(name == "text" and path is None for name, path in arguments.outputs) and arguments.reports is None
        )
        self._keep = not on_terminal
        self.watched = WatchState(self._keep)

    def begin(self) -> int:
        return self.run.run(self.run.files, self.watched)

    def again(self, changed: set[Path], code: int) -> int:
        """Audit what the changed files touch; the exit code, which stays `code` where that is nothing.

        What became wrong outside the claim files is said, and what held before still holds.
        """
        from provenance.model.errors import ConfigurationError

        try:
            files = self._touched(changed)
            if not files:
                return code
            names = ", ".join(file.as_posix() for file in files[:5])
            common.tell("")
            common.tell(f"— {names}{'…' if len(files) > 5 else ''}")
            for file in files:
                self.watched.forget(file)
            return self.run.run(files, self.watched)
        except ConfigurationError as error:
            common.tell(error.told(reader_language()))
        except click.UsageError as error:
            common.tell(error.format_message())
        return code

    def _touched(self, changed: set[Path]) -> list[Path]:
        """The claim files to audit again; all of them where a configuration or a registry is among what changed.

        Raises ConfigurationError, and UsageError where no file is left.
        """
        from provenance.files.discover import REGISTRY, SUFFIXES
        from provenance.project.config import FILE, SHARED_FILE

        if any(path.name in (FILE, SHARED_FILE, REGISTRY) for path in changed) or not changed.isdisjoint(
            self._configured_files()
        ):
            self.run = AuditRun(self.run.arguments)
            self.watched = WatchState(self._keep)
            return self.run.files
        if any(
            p.is_dir() or (p.name.endswith(SUFFIXES) and not (self.watched.known(p) and p.exists())) for p in changed
        ):
            # One that came or went: which there are is looked up again. Of what is put into a new folder at once, the
            # folder alone may be heard of.
            self.run = AuditRun(self.run.arguments)
        return [
            file
            for file in self.run.files
            if not (self.watched.known(file) and changed.isdisjoint(self.watched.reads(file)))
        ]

    def _configured_files(self) -> set[Path]:
        """The files beside the dossiers that a configuration names."""
        configuration = self.run.session.configuration
        named = [self.run.arguments.baseline, configuration.baseline, *configuration.lexicons]
        return {path.absolute() for path in named if path is not None}


def _folders(watcher: AuditWatcher) -> Iterable[Path]:
    """What is watched: the folders named, and those of the files that the audits read beside them."""
    run = watcher.run
    found = {path if path.is_dir() else path.parent for path in run.arguments.paths} | watcher.watched.folders()
    found |= {file.parent for file in run.session.projects.watched()}
    absolute = sorted({folder.absolute() for folder in found if folder.is_dir()})
    return [folder for folder in absolute if not any(above in folder.parents for above in absolute)]
