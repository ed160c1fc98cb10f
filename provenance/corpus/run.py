"""An audit of a corpus from end to end: what is read, who works on it, what is kept, what is written."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from provenance.corpus.asked import CorpusArguments, CorpusResult, Progress
from provenance.corpus.auditing import Tally
from provenance.corpus.hiding import confidential_names
from provenance.corpus.keys import Governing, salt_of, with_secrets
from provenance.corpus.libraries import library
from provenance.corpus.listing import corpus_files, is_readable, lose, size_of
from provenance.corpus.outputs import check_may_write, write_rows
from provenance.corpus.page import corpus_page
from provenance.corpus.reading import file_hash
from provenance.corpus.rows import as_arrow, lost_row
from provenance.corpus.store import KeptBatch, Store, figures_of, tally_of
from provenance.corpus.working import Work
from provenance.files.writing import locked, write_output
from provenance.model.errors import InputError


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
        self._governing = Governing(arguments.options.show_confidential)

    @property
    def size(self) -> int:
        """How many bytes its files are, as they stand; 0 where some come in by a pipe."""
        sizes = [size_of(file) for file in self._readable]
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

    def _write(self, keys: Sequence[KeptBatch], dossiers: int) -> None:
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

    def _rows(self, keys: Sequence[KeptBatch]) -> Iterator[bytes]:
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

    def _worked(self) -> tuple[list[KeptBatch], Tally, int]:
        asked = self._arguments
        # Imported before there are other processes, each of which would import it again.
        library("pyarrow.ipc")
        hidden = self._hidden()
        options = with_secrets(asked.options, hidden)
        work = Work(self._readable, self._store, self._governing, salt_of(asked) + repr(hidden), options)
        work.run(asked, self._progress)
        self._readable = [file for file in self._readable if file not in work.unread]
        batches, total = work.batches, Tally()
        for kept in batches:
            total.add(self._store.tally(kept))
        for file in self._files:
            total.lost += file.lost
        return batches, total, work.reused

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


def _stamp(path: Path) -> list[int]:
    found = os.stat(path)
    return [found.st_size, found.st_mtime_ns]


def _same(path: Path, last: dict[str, Any]) -> bool:
    """Whether an output is the file that the last run wrote."""
    try:
        return bool(last.get("written", {}).get(str(path)) == _stamp(path))
    except OSError:
        return False
