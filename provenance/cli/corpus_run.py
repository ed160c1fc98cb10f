"""`provenance audit` of a corpus: what is shown while it runs, and what it came to."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.files.locale import reader_language
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.auditing import AuditOptions
    from provenance.corpus.asked import CorpusArguments, CorpusResult
    from provenance.corpus.kinds import Engine
    from provenance.corpus.reading import Lost
    from provenance.model.message import Message
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
    from provenance.model import dates

    known = ", ".join(f"{form}=FILE" for form in CORPUS_FORMATS)
    written = []
    for name, path in outputs:
        if name not in CORPUS_FORMATS:
            raise common.usage_error(
                M("a corpus is told as {known}; {name} holds what fits into memory", known=known, name=name)
            )
        if path is None:
            # What is there of them after an interrupted run is gone on with.
            raise common.usage_error(M("a corpus is written to files, not to standard output: {known}", known=known))
        written.append((name, path))
    if not written:
        raise common.usage_error(M("where does it go? --output parquet=FILE, jsonl=FILE or html=FILE"))
    _refuse_one_for_two(path for _, path in written)
    spoken = reader_language(language)
    progress = _Progress(quiet, spoken)
    # A run that goes on past midnight is of one day.
    options = replace(options, today=dates.today())
    asked = CorpusArguments(paths, tuple(written), jobs, options, language, fail_on or "error", force)
    result = _run(engine, asked, progress)
    progress.end()
    _tell(result, spoken, quiet)
    if result.tally.lost:
        return common.UNREADABLE
    return common.FOUND if result.tally.failing and fail_on != "never" else 0


def _refuse_one_for_two(outputs: Iterable[Path]) -> None:
    """Each output needs a file of its own, where large and small letters are one too. Raises UsageError."""
    written: set[str] = set()
    for path in outputs:
        if (real := os.path.realpath(path).casefold()) in written:
            raise common.usage_error(M("{path} is asked for twice: each output needs a file of its own", path=path))
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


def _tell(result: "CorpusResult", language: str, quiet: bool) -> None:
    from provenance.model.labels import STATUS
    from provenance.model.message import MN, M, Message
    from provenance.model.vocabulary import Status

    tally = result.tally
    tell_lost(tally.lost[:_SHOWN], language)
    if len(tally.lost) > _SHOWN:
        more = len(tally.lost) - _SHOWN
        common.say([MN("lost: {n} more; the rows of kind `lost` name them all",
                       "lost: {n} more; the rows of kind `lost` name them all", more)], language)  # fmt: skip
    if quiet:
        return
    if result.unchanged:
        common.say([M("nothing has changed since these outputs were written")], language)
    elif result.reused:
        common.say([MN("{n} batch known already", "{n} batches known already", result.reused)], language)
    statuses = tuple(
        M("{n} {status}", n=count, status=STATUS[Status(name)]) for name, count in tally.statuses.most_common()
    )
    claims = MN("{n} claim", "{n} claims", tally.claims)
    told = Message("{claims} ({statuses})", (("claims", claims), ("statuses", statuses))) if statuses else claims
    common.say([MN("{n} dossier", "{n} dossiers", tally.dossiers), told], language)
    count, lost = tally.findings, len(tally.lost)
    findings = (
        MN("{n} error", "{n} errors", count["error"]),
        MN("{n} warning", "{n} warnings", count["warning"]),
        MN("{n} note", "{n} notes", count["note"]),
    )
    held = MN("{n} dossier with a text that must not run", "{n} dossiers with a text that must not run", tally.held)
    common.say([M("{findings}; {held}; {lost}", findings=findings, held=held, lost=MN("{n} lost", "{n} lost", lost))],
               language)  # fmt: skip


def tell_lost(lost: "Iterable[Lost]", language: str) -> None:
    """Name what could not be read, on standard error."""

    for one in lost:
        common.say([M("lost: {where}: {why}", where=one.where, why=one.message)], language)
        if one.advice is not None:
            common.say([one.advice], language, "    → ")


class _Progress:
    """How much is done, how fast it goes and how long it takes, on standard error."""

    def __init__(self, quiet: bool, language: str = "en") -> None:
        self._language = language
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
        told = self._told(done, dossiers, seconds).render(self._language)
        click.echo(f"\r{told:<70}" if self._looked_at else told, nl=not self._looked_at, err=True)

    def _told(self, done: int, dossiers: int, seconds: float) -> "Message":
        from provenance.model.message import MN

        speed = MN("{n} dossier, {speed} a second", "{n} dossiers, {speed} a second", dossiers,
                   speed=f"{dossiers / seconds:.0f}")  # fmt: skip
        if not self.total or not done:
            return speed
        done = min(done, self.total)
        left = _minutes(seconds * (self.total - done) / done)
        return M("{speed}, {percent} %, {time} left", speed=speed, percent=f"{100 * done / self.total:.0f}", time=left)

    def end(self) -> None:
        if self._looked_at and not self._quiet:
            click.echo("\r" + " " * 70 + "\r", nl=False, err=True)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
