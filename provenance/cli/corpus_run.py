"""`provenance audit` of a corpus: what is shown while it runs, and what it came to."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common

if TYPE_CHECKING:
    from provenance.auditing import AuditOptions
    from provenance.corpus.asked import CorpusArguments, CorpusResult
    from provenance.corpus.auditing import Tally
    from provenance.corpus.kinds import Engine
    from provenance.model.vocabulary import FailOn

#: Seconds between two lines of progress: where somebody looks, and in a log.
_LOOKED_AT, _LOGGED = 0.5, 30.0
#: How many of what was lost is told by name.
_SHOWN = 20


def run_corpus(
    paths: tuple[Path, ...],
    outputs: Sequence[tuple[str, Path | None]],
    jobs: int,
    engine: "Engine",
    options: "AuditOptions",
    language: str | None,
    fail_on: "FailOn | None",
    force: bool,
    quiet: bool,
) -> int:
    """Audit a corpus; the exit code: 3 where something was lost, 1 where something was found."""
    from provenance.corpus.asked import CorpusArguments
    from provenance.corpus.kinds import CORPUS_FORMATS

    known = ", ".join(f"{form}=FILE" for form in CORPUS_FORMATS)
    written = []
    for name, path in outputs:
        if name not in CORPUS_FORMATS:
            raise click.UsageError(f"a corpus is told as {known}; {name} holds what fits into memory")
        if path is None:
            # What is there of them after an interrupted run is gone on with.
            raise click.UsageError(f"a corpus is written to files, not to standard output: {known}")
        written.append((name, path))
    if not written:
        raise click.UsageError("where does it go? --output parquet=FILE, jsonl=FILE or html=FILE")
    _refuse_one_for_two(path for _, path in written)
    progress = _Progress(quiet)
    asked = CorpusArguments(paths, tuple(written), jobs, options, language, fail_on or "error", force)
    result = _run(engine, asked, progress)
    progress.end()
    _tell(result.tally, result.unchanged, result.reused, quiet)
    if result.tally.lost:
        return common.UNREADABLE
    return common.FOUND if result.tally.failing and fail_on != "never" else 0


def _refuse_one_for_two(outputs: Iterable[Path]) -> None:
    """Each output needs a file of its own. Raises UsageError."""
    written: set[str] = set()
    for path in outputs:
        if (real := os.path.realpath(path)) in written:
            raise click.UsageError(f"{path} is asked for twice: each output needs a file of its own")
        written.add(real)


def _run(engine: "Engine", asked: "CorpusArguments", progress: "_Progress") -> "CorpusResult":
    if engine == "spark":
        from provenance.corpus.spark.run import SparkRun

        progress.total = sum(path.stat().st_size for path in asked.paths if path.is_file())
        return SparkRun(asked, progress.step).run()
    from provenance.corpus.run import CorpusRun

    run = CorpusRun(asked, progress.step)
    progress.total = run.size
    return run.run()


def _tell(tally: "Tally", unchanged: bool, reused: int, quiet: bool) -> None:
    for lost in tally.lost[:_SHOWN]:
        common.tell(f"lost: {lost}")
    if len(tally.lost) > _SHOWN:
        common.tell(f"lost: {len(tally.lost) - _SHOWN} more; the rows of kind `lost` name them all")
    if quiet:
        return
    if unchanged:
        common.tell("nothing has changed since these outputs were written")
    elif reused:
        common.tell(f"{_count(reused, 'batch', 'batches')} known already")
    statuses = ", ".join(f"{count} {status}" for status, count in tally.statuses.most_common())
    findings = ", ".join(_count(tally.findings[kind], kind) for kind in ("error", "warning", "note"))
    common.tell(f"{_count(tally.dossiers, 'dossier')}, {_count(tally.claims, 'claim')} ({statuses or 'none'})")
    held = f"{_count(tally.held, 'dossier')} with a text that must not run"
    common.tell(f"{findings}; {held}; {len(tally.lost)} lost")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


class _Progress:
    """How much is done, how fast it goes and how long it takes, on standard error."""

    def __init__(self, quiet: bool) -> None:
        #: How many bytes there are to be done; 0 where that is not known.
        self.total = 0
        self._quiet = quiet
        self._looked_at = sys.stderr.isatty()
        self._last = time.monotonic()

    def step(self, done: int, dossiers: int, seconds: float) -> None:
        now = time.monotonic()
        if self._quiet or now - self._last < (_LOOKED_AT if self._looked_at else _LOGGED) or seconds <= 0:
            return
        self._last = now
        told = f"{dossiers} dossiers, {dossiers / seconds:.0f} a second"
        if self.total and done:
            done = min(done, self.total)
            left = seconds * (self.total - done) / done
            told += f", {100 * done / self.total:.0f} %, {_minutes(left)} left"
        click.echo(f"\r{told:<70}" if self._looked_at else told, nl=not self._looked_at, err=True)

    def end(self) -> None:
        if self._looked_at and not self._quiet:
            click.echo("\r" + " " * 70 + "\r", nl=False, err=True)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
