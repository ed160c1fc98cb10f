"""An audit of a corpus from end to end: what is read, who works on it, what is kept, what is written."""

import hashlib
import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from provenance.corpus import batches as cutting
from provenance.corpus.asked import CorpusArguments, CorpusResult, Progress
from provenance.corpus.auditing import BatchAuditor, Tally, claim_file_batch
from provenance.corpus.hiding import confidential_names
from provenance.corpus.keys import Governing, batch_key, salt_of, with_secrets
from provenance.corpus.libraries import library
from provenance.corpus.outputs import check_may_write, is_ours, write_rows
from provenance.corpus.page import corpus_page
from provenance.corpus.parts import Part, audited, isolated, part_of, put_together
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import RECORDS, Lost, RecordFile, file_hash
from provenance.corpus.rows import as_arrow, lost_row
from provenance.corpus.store import Kept, Store, figures_of, tally_of
from provenance.corpus.stretches import Piece, Stretch, pieces
from provenance.files.discover import claim_files
from provenance.files.located import Unreadable
from provenance.files.texts import opened
from provenance.files.writing import locked, write_output
from provenance.model.errors import InputError
from provenance.model.message import M


class CorpusRun:
    """One run. Raises ProvenanceError."""

    def __init__(self, arguments: CorpusArguments, progress: Progress = lambda done, dossiers, seconds: None) -> None:
        self._arguments, self._progress = arguments, progress
        self._files = list(corpus_files(arguments.paths))
        #: Those of them that can be read, as far as that is known.
        self._readable = [file for file in self._files if is_readable(file)]
        for _, path in arguments.outputs:
            check_may_write(path, arguments.force)
        first = arguments.outputs[0][1]
        self._store = Store(first.with_name(f"{first.name}.cache"))
        self._governing = Governing()

    @property
    def size(self) -> int:
        """How many bytes its files are, as they stand; 0 where some come in by a pipe."""
        sizes = [_size(file) for file in self._readable]
        return sum(sizes) if all(str(file.path) != "-" for file in self._readable) else 0

    def run(self) -> CorpusResult:
        """Audit what has changed, and write every output. Another run with the same first output waits for this one."""
        try:
            with locked(self._store.folder):
                return self._ran()
        finally:
            for file in self._files:
                file.close()

    def _ran(self) -> CorpusResult:
        self._store.sweep()
        of = self._hash_of_all()
        last = self._store.last_run()
        if of is not None and last.get("of") == of and all(_same(path, last) for _, path in self._arguments.outputs):
            tally = tally_of(last["tally"])
            if self._store.is_same(tally.texts):
                return CorpusResult(tally, unchanged=True)
        keys, tally, reused = self._worked()
        self._write(keys, tally.dossiers)
        written = {str(path): _stamp(path) for _, path in self._arguments.outputs}
        if self._store.has_failed(keys) or len(self._readable) < len(self._files):
            # What a process died of may not be there next time, and a file may be: it is tried again.
            of = None
        self._store.ended({"of": of, "tally": figures_of(tally), "written": written}, keys)
        return CorpusResult(tally, reused=reused)

    def _write(self, keys: Sequence[Kept], dossiers: int) -> None:
        """Write every output; the page is made of the rows in Parquet, whether or not those were asked for."""
        asked = self._arguments
        for form, path in asked.outputs:
            if form != "html":
                write_rows(form, path, self._rows(keys), asked.force)
        pages = [path for form, path in asked.outputs if form == "html"]
        if not pages:
            return
        table = next((path for form, path in asked.outputs if form == "parquet"), None)
        held = table or self._store.page_rows
        if table is None:
            write_rows("parquet", held, self._rows(keys), force=True)
        try:
            text = corpus_page([held], asked.language, dossiers)
        finally:
            if table is None:
                held.unlink(missing_ok=True)
        for page in pages:
            write_output(page, text, force=asked.force)

    def _rows(self, keys: Sequence[Kept]) -> Iterator[bytes]:
        """The rows of all batches, and those of what never came into one: a file that is cut short."""
        yield from map(self._store.rows, keys)
        yield as_arrow(lost_row(lost) for file in self._files for lost in file.lost)

    def _hash_of_all(self) -> str | None:
        """The hash of everything the outputs are made of; None where it is read from a pipe, or not all is read."""
        if len(self._readable) < len(self._files):
            return None
        digest = hashlib.blake2b(salt_of(self._arguments).encode("utf-8", "surrogateescape"), digest_size=16)
        for file in self._readable:
            if str(file.path) == "-":
                return None
            digest.update(file.shown.encode("utf-8", "surrogateescape"))
            digest.update(self._governing.of(file.path).encode("utf-8", "surrogateescape"))
            digest.update(file_hash(file.path))
        return digest.hexdigest()

    def _worked(self) -> tuple[list[Kept], Tally, int]:
        asked = self._arguments
        # Imported before there are other processes, each of which would import it again.
        library("pyarrow.ipc")
        hidden = self._hidden()
        options = with_secrets(asked.options, hidden)
        salt = salt_of(self._arguments) + repr(hidden)
        keys: list[Kept] = []
        started, done_bytes, dossiers, reused = time.monotonic(), 0, 0, 0
        sizes: dict[int, int] = {}
        again: list[RecordFile] = []
        # Batches that are to be forgotten may still be worked on: no number is given twice.
        numbers = itertools.count()

        def prepare() -> Callable[[Piece], Part]:
            return partial(audited, BatchAuditor(options, asked.language, asked.fail_on))

        def tasks() -> Iterator[tuple[int, Piece]]:
            for file in self._readable:
                try:
                    yield from tasks_of(file)
                except (InputError, OSError) as error:
                    lose(file, error)
                    again.append(file)

        def tasks_of(file: RecordFile) -> Iterator[tuple[int, Piece]]:
            nonlocal reused, done_bytes
            begin, first, before = len(keys), next(numbers), done_bytes
            by_pieces = is_record_file(file) and file.is_plain()
            for piece in pieces_of(file, self._store.folder):
                if piece is cutting.RESTART:
                    del keys[begin:]
                    done_bytes = before
                    sizes.update({number: 0 for number in sizes if number > first})
                    continue
                # The bytes that are hashed are those that are worked on, whatever becomes of the file.
                piece = piece.read(file) if isinstance(piece, Stretch) else piece
                kept = Kept(batch_key(piece, salt + self._governing.of(file.path)), piece.first_line)
                keys.append(kept)
                size = piece.size if by_pieces else 0
                if self._store.holds(kept):
                    reused += 1
                    done_bytes += size
                    continue
                number = next(numbers)
                sizes[number] = size
                names[number] = kept.key
                yield number, piece
            # Where something stands in what is packed is not known.
            done_bytes += 0 if by_pieces else _size(file)

        names: dict[int, str] = {}
        parts: dict[int, list[Part]] = {}
        failed: set[int] = set()
        pool: WorkerPool[Piece, Part] = WorkerPool(asked.jobs, prepare, apart=True)
        for done in pool.results(tasks(), isolated):
            part = part_of(done)
            parts.setdefault(done.number, []).append(part)
            failed |= {done.number} if done.failure is not None else set()
            dossiers += part.tally.dossiers
            # A batch of which parts are missing would be taken for whole by the next run.
            if done.is_last:
                whole = put_together(parts.pop(done.number))
                self._store.keep(names.pop(done.number), whole, done.number in failed)
                done_bytes += sizes.pop(done.number)
            self._progress(done_bytes, dossiers, time.monotonic() - started)
        self._readable = [file for file in self._readable if file not in again]
        total = Tally()
        for key in keys:
            total.add(self._store.tally(key))
        for file in self._files:
            total.lost += file.lost
        return keys, total, reused

    def _hidden(self) -> tuple[str, ...]:
        """The names that the corpus hides. A file that cannot be read for it is lost."""
        found: dict[str, None] = {}
        for file in list(self._readable):
            try:
                found.update(dict.fromkeys(confidential_names([file], self._store.folder)))
            except (InputError, OSError) as error:
                lose(file, error)
                self._readable.remove(file)
        return tuple(found)


def corpus_files(paths: Sequence[Path]) -> Iterator[RecordFile]:
    """The files of a corpus, each once by whatever name: those named, and what stands in folders, without the rows that
    were written there.
    """
    given: set[str] = set()
    for path in _listed(paths):
        real = "-" if str(path) == "-" else os.path.realpath(path)
        if real not in given:
            given.add(real)
            yield RecordFile(path)


def _listed(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if str(path) == "-" or (path.name.endswith(RECORDS) and not path.is_dir()):
            yield path
        elif path.is_dir():
            packed = sorted(p for ending in RECORDS[1:] for p in path.rglob(f"*{ending}") if not p.is_dir())
            yield from (p for p in [*claim_files([path]), *packed] if not (p.is_file() and is_ours(p)))
        else:
            yield from claim_files([path])


def is_readable(file: RecordFile) -> bool:
    """Whether a file can be opened; what cannot is lost. Never waits on a pipe that has a name."""
    if str(file.path) == "-":
        return True
    try:
        with opened(file.path, file.shown):
            return True
    except Unreadable as error:
        file.lost.append(Lost(file.shown, None, error.problem.message))
        return False


def lose(file: RecordFile, error: InputError | OSError) -> None:
    """Note that a file cannot be read, from wherever on."""
    if isinstance(error, InputError):
        file.lost.append(Lost(file.shown, error.line, error.message))
    else:
        why = M("this file cannot be read: {why}", why=error.strerror or str(error))
        file.lost.append(Lost(file.shown, None, why))


def is_record_file(file: RecordFile) -> bool:
    """Whether it is a stream of records, and no claim file of another kind."""
    return str(file.path) == "-" or file.path.name.endswith(RECORDS)


def pieces_of(file: RecordFile, folder: Path) -> Iterator[Any]:
    """The batches of a file of a corpus, with `RESTART` where those before it are to be forgotten; as stretches that
    are still to be read where its lines stand in it as they are.
    """
    if is_record_file(file):
        yield from pieces(file, folder)
    else:
        yield claim_file_batch(file.path, file.shown)


def _size(file: RecordFile) -> int:
    """How many bytes a file is, as it stands."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _stamp(path: Path) -> list[int]:
    found = os.stat(path)
    return [found.st_size, found.st_mtime_ns]


def _same(path: Path, last: dict[str, Any]) -> bool:
    """Whether an output is the file that the last run wrote."""
    try:
        return bool(last.get("written", {}).get(str(path)) == _stamp(path))
    except OSError:
        return False
