"""An audit of a corpus from end to end: what is read, who works on it, what is kept, what is written."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from provenance.auditing import AuditOptions
from provenance.corpus import batches as cutting
from provenance.corpus.auditing import BatchAuditor, Tally, claim_file_batch
from provenance.corpus.batches import Batch
from provenance.corpus.hiding import confidential_names
from provenance.corpus.libraries import library
from provenance.corpus.outputs import check_may_write, write_rows
from provenance.corpus.page import corpus_page
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import RECORDS, Lost, RecordFile, file_hash
from provenance.corpus.rows import COLUMNS, as_arrow, lost_row
from provenance.corpus.store import Store, figures_of, tally_of
from provenance.files.discover import claim_files, registries
from provenance.files.writing import write_output
from provenance.model.message import M
from provenance.model.vocabulary import FailOn
from provenance.version import __version__

#: What was done: bytes of the corpus, dossiers, seconds.
Progress = Callable[[int, int, float], None]


@dataclass(frozen=True)
class CorpusArguments:
    """What is asked: paths, outputs by format, how many processes, and what is asked of each audit."""

    paths: tuple[Path, ...]
    outputs: tuple[tuple[str, Path], ...]
    jobs: int = 1
    options: AuditOptions = field(default_factory=AuditOptions)
    language: str | None = None
    fail_on: FailOn = "error"
    force: bool = False


@dataclass
class CorpusResult:
    """What it came to; `unchanged` where nothing had to be done."""

    tally: Tally
    unchanged: bool = False
    reused: int = 0


class _Part(NamedTuple):
    """What came of a batch or a part of one."""

    first_line: int
    rows: bytes
    tally: Tally


class CorpusRun:
    """One run. Raises ProvenanceError."""

    def __init__(self, arguments: CorpusArguments, progress: Progress = lambda done, dossiers, seconds: None) -> None:
        self._arguments, self._progress = arguments, progress
        for _, path in arguments.outputs:
            check_may_write(path, arguments.force)
        first = arguments.outputs[0][1]
        self._store = Store(first.with_name(f"{first.name}.cache"))
        self._files = list(corpus_files(arguments.paths))

    def run(self) -> CorpusResult:
        """Audit what has changed, and write every output."""
        try:
            return self._ran()
        finally:
            for file in self._files:
                file.close()

    def _ran(self) -> CorpusResult:
        of = self._hash_of_all()
        last = self._store.last_run()
        if of is not None and last.get("of") == of and all(_same(path, last) for _, path in self._arguments.outputs):
            return CorpusResult(tally_of(last["tally"]), unchanged=True)
        keys, tally, reused = self._worked()
        self._write(keys, tally.dossiers)
        written = {str(path): _stamp(path) for _, path in self._arguments.outputs}
        self._store.ended({"of": of, "tally": figures_of(tally), "written": written}, keys)
        return CorpusResult(tally, reused=reused)

    def _write(self, keys: Sequence[str], dossiers: int) -> None:
        """Write every output; the page is made of the rows in Parquet, whether or not those were asked for."""
        asked = self._arguments
        for form, path in asked.outputs:
            if form != "html":
                write_rows(form, path, self._rows(keys), asked.force)
        pages = [path for form, path in asked.outputs if form == "html"]
        if not pages:
            return
        table = next((path for form, path in asked.outputs if form == "parquet"), None)
        held = table or self._store.folder / "page.parquet"
        if table is None:
            write_rows("parquet", held, self._rows(keys), force=True)
        try:
            text = corpus_page([held], asked.language, dossiers)
        finally:
            if table is None:
                held.unlink(missing_ok=True)
        for page in pages:
            write_output(page, text, force=asked.force)

    def _rows(self, keys: Sequence[str]) -> Iterator[bytes]:
        """The rows of all batches, and those of what never came into one: a file that is cut short."""
        yield from map(self._store.rows, keys)
        yield as_arrow(lost_row(lost) for file in self._files for lost in file.lost)

    def _hash_of_all(self) -> str | None:
        """The hash of everything the outputs are made of; None where it is read from a pipe."""
        digest = hashlib.blake2b(self._salt().encode(), digest_size=16)
        for file in self._files:
            if str(file.path) == "-":
                return None
            digest.update(file.shown.encode("utf-8", "surrogateescape"))
            digest.update(file_hash(file.path))
        return digest.hexdigest()

    def _salt(self) -> str:
        """What beside the records an audit depends on: the program, what is asked, the configuration, registries."""
        asked = self._arguments
        options = repr(
            (asked.options.as_of, asked.options.policy, asked.options.show_confidential, asked.options.secrets)
        )
        beside = sorted({one for file in self._files[:1] for one in _beside(file.path)})
        hashes = [(str(path), file_hash(path).hex()) for path in beside]
        rules = [rule.name for rule in asked.options.rules]
        today = time.strftime("%Y-%m-%d") if asked.options.as_of is None else ""
        return repr((__version__, COLUMNS, options, asked.language, asked.fail_on, hashes, rules, today))

    def _worked(self) -> tuple[list[str], Tally, int]:
        asked = self._arguments
        hidden = confidential_names(self._files, self._store.folder)
        options = asked.options if not hidden else _with_secrets(asked.options, hidden)
        salt = self._salt() + repr(hidden)
        keys: list[str] = []
        started, done_bytes, dossiers, reused = time.monotonic(), 0, 0, 0
        sizes: dict[int, int] = {}

        def prepare() -> Callable[[Batch], _Part]:
            auditor = BatchAuditor(options, asked.language, asked.fail_on)

            def work(batch: Batch) -> _Part:
                rows, tally = auditor.audit(batch)
                return _Part(batch.first_line, as_arrow(rows), tally)

            return work

        def tasks() -> Iterator[tuple[int, Batch]]:
            nonlocal reused, done_bytes
            for file in self._files:
                begin = len(keys)
                for batch in batches_of(file, self._store.folder):
                    if batch is cutting.RESTART:
                        del keys[begin:]
                        continue
                    key = _key(batch, salt)
                    keys.append(key)
                    size = sum(len(line) for _, line in batch.lines)
                    if self._store.holds(key):
                        reused += 1
                        done_bytes += size
                        continue
                    sizes[len(keys) - 1] = size
                    names[len(keys) - 1] = key
                    yield len(keys) - 1, batch

        names: dict[int, str] = {}
        parts: dict[int, list[_Part]] = {}
        pool: WorkerPool[Batch, _Part] = WorkerPool(asked.jobs, prepare)
        for done in pool.results(tasks(), isolated):
            key = names[done.number]
            if done.failure is not None:
                lost = lost_batch(done.result, done.failure)
                part = _Part(done.result.first_line, as_arrow(map(lost_row, lost)), Tally(lost=lost))
            else:
                part = done.result
            parts.setdefault(done.number, []).append(part)
            dossiers += part.tally.dossiers
            self._keep(key, parts[done.number])
            done_bytes += sizes.pop(done.number, 0)
            self._progress(done_bytes, dossiers, time.monotonic() - started)
        total = Tally()
        for key in keys:
            total.add(self._store.tally(key))
        for file in self._files:
            total.lost += file.lost
        return keys, total, reused

    def _keep(self, key: str, held: Sequence["_Part"]) -> None:
        """Keep what came of a batch: of one that was cut into parts, of all of them."""
        if len(held) == 1:
            self._store.keep(key, held[0].rows, held[0].tally)
            return
        tally = Tally()
        ordered = sorted(held, key=lambda part: part.first_line)
        for part in ordered:
            tally.add(part.tally)
        self._store.keep(key, _joined([part.rows for part in ordered]), tally)


def isolated(batch: Batch) -> list[Batch]:
    """A batch that killed its process, cut into its dossiers."""
    loads = library("orjson").loads
    groups: dict[bytes, list[tuple[int, bytes]]] = {}
    for number, line in batch.lines:
        groups.setdefault(cutting.dossier_of(line, loads) or b"", []).append((number, line))
    return [Batch(batch.path, batch.shown, tuple(lines)) for lines in groups.values()] or [batch]


def corpus_files(paths: Sequence[Path]) -> Iterator[RecordFile]:
    """The files of a corpus: those named, and what stands in folders."""
    for path in paths:
        if str(path) == "-" or (path.name.endswith(RECORDS) and not path.is_dir()):
            yield RecordFile(path)
        elif path.is_dir():
            packed = sorted(p for ending in RECORDS[1:] for p in path.rglob(f"*{ending}") if p.is_file())
            yield from map(RecordFile, [*claim_files([path]), *packed])
        else:
            yield from map(RecordFile, claim_files([path]))


def is_record_file(file: RecordFile) -> bool:
    """Whether it is a stream of records, and no claim file of another kind."""
    return str(file.path) == "-" or file.path.name.endswith(RECORDS)


def batches_of(file: RecordFile, folder: Path) -> Iterator[Any]:
    """The batches of a file of a corpus, with `RESTART` where those before it are to be forgotten."""
    if is_record_file(file):
        yield from cutting.batches(file, folder)
    else:
        yield claim_file_batch(file.path, file.shown)


def _key(batch: Batch, salt: str) -> str:
    digest = hashlib.blake2b(salt.encode("utf-8", "surrogateescape"), digest_size=16)
    digest.update(batch.shown.encode("utf-8", "surrogateescape"))
    if not batch.lines:
        digest.update(file_hash(batch.path))
        for beside in _beside(batch.path):
            digest.update(file_hash(beside))
    first = None
    for number, line in batch.lines:
        if first is None or number != first + 1:
            digest.update(b"%d:" % number)
        first = number
        digest.update(line)
    return digest.hexdigest()


def _beside(path: Path) -> list[Path]:
    """What else an audit of a claim file reads: registries above it, the configuration, the texts in its folder."""
    if str(path) == "-":
        return []
    from provenance.project.config import Projects

    configuration = Projects().of(path)
    found = [*registries(path), *([configuration.file] if configuration.file is not None else [])]
    if not path.name.endswith(RECORDS):
        found += sorted(p for p in path.parent.iterdir() if p.is_file() and p != path and not p.name.startswith("."))
    return [one for one in found if one.is_file()]


def _with_secrets(options: AuditOptions, secrets: tuple[str, ...]) -> AuditOptions:
    from dataclasses import replace

    return replace(options, secrets=(*options.secrets, *secrets))


def lost_batch(batch: Batch, why: str) -> list[Lost]:
    """What is told of a batch that nobody could work on."""
    loads = library("orjson").loads
    names = dict.fromkeys(cutting.dossier_of(line, loads) for _, line in batch.lines)
    told = ", ".join(name.decode("utf-8", "replace") for name in names if name)[:200]
    line = batch.lines[0][0] if batch.lines else None
    return [Lost(batch.shown, line, M("not audited: {dossier} ({why})", dossier=told or "?", why=why))]


def _joined(held: Sequence[bytes]) -> bytes:
    """Rows that were kept apart as one."""
    arrow, ipc = library("pyarrow"), library("pyarrow.ipc")
    tables = [ipc.open_file(arrow.py_buffer(data)).read_all() for data in held]
    return as_arrow(row for table in tables for row in table.to_pylist())


def _stamp(path: Path) -> list[int]:
    found = os.stat(path)
    return [found.st_size, found.st_mtime_ns]


def _same(path: Path, last: dict[str, Any]) -> bool:
    """Whether an output is the file that the last run wrote."""
    try:
        return bool(last.get("written", {}).get(str(path)) == _stamp(path))
    except OSError:
        return False
