"""The work of one run: each batch of its files is known already, or worked on by some process and kept."""

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from provenance.auditing import AuditOptions
from provenance.corpus import batches as cutting
from provenance.corpus.asked import CorpusArguments, Progress
from provenance.corpus.auditing import BatchAuditor
from provenance.corpus.keys import Governing, batch_key
from provenance.corpus.listing import is_record_file, lose, pieces_of, size_of
from provenance.corpus.parts import Part, audited, isolated, part_of, put_together
from provenance.corpus.pool import Done, WorkerPool
from provenance.corpus.reading import RecordFile
from provenance.corpus.store import Kept, Store
from provenance.corpus.stretches import Piece, Stretch
from provenance.model.errors import InputError


class Work:
    """What is to be done of some files, and what became of it. `salt` is what all of it depends on."""

    def __init__(self, files: Sequence[RecordFile], store: Store, governing: Governing, salt: str) -> None:
        self._files, self._store, self._governing, self._salt = files, store, governing, salt
        #: The batches in their order, and how many were known already.
        self.batches: list[Kept] = []
        self.reused = 0
        #: Files that could not be read, or not all of them.
        self.unread: list[RecordFile] = []
        self._done_bytes = 0
        # Batches that are to be forgotten may still be worked on: no number is given twice.
        self._numbers = itertools.count()
        #: By their numbers, of the batches that are worked on: the hashes they are kept under, the bytes of files that
        #: are done with them, and the parts that are there.
        self._keys: dict[int, str] = {}
        self._sizes: dict[int, int] = {}
        self._parts: dict[int, list[Part]] = {}
        self._failed: set[int] = set()

    def run(self, asked: CorpusArguments, options: AuditOptions, progress: Progress) -> None:
        """Work on what is not known. Raises ProvenanceError."""
        started, dossiers = time.monotonic(), 0

        def prepare() -> Callable[[Piece], Part]:
            return partial(audited, BatchAuditor(options, asked.language, asked.fail_on))

        pool: WorkerPool[Piece, Part] = WorkerPool(asked.jobs, prepare, apart=True)
        for done in pool.results(self._tasks(), isolated):
            dossiers += self._take(done)
            progress(self._done_bytes, dossiers, time.monotonic() - started)

    def _tasks(self) -> Iterator[tuple[int, Piece]]:
        for file in self._files:
            try:
                yield from self._tasks_of(file)
            except (InputError, OSError) as error:
                lose(file, error)
                self.unread.append(file)

    def _tasks_of(self, file: RecordFile) -> Iterator[tuple[int, Piece]]:
        begin, first, before = len(self.batches), next(self._numbers), self._done_bytes
        by_pieces = is_record_file(file) and file.is_plain()
        salt = self._salt + self._governing.of(file.path)
        for piece in pieces_of(file, self._store.folder):
            if piece is cutting.RESTART:
                del self.batches[begin:]
                self._done_bytes = before
                self._sizes.update({number: 0 for number in self._sizes if number > first})
                continue
            # The bytes that are hashed are those that are worked on, whatever becomes of the file.
            piece = piece.read(file) if isinstance(piece, Stretch) else piece
            kept = Kept(batch_key(piece, salt), piece.first_line)
            self.batches.append(kept)
            size = piece.size if by_pieces else 0
            if self._store.holds(kept):
                self.reused += 1
                self._done_bytes += size
                continue
            number = next(self._numbers)
            self._keys[number], self._sizes[number] = kept.key, size
            yield number, piece
        if not by_pieces:
            # Where something stands in what is packed is not known.
            self._done_bytes += size_of(file)

    def _take(self, done: Done) -> int:
        """Take what came of a task; how many dossiers it held."""
        part = part_of(done)
        self._parts.setdefault(done.number, []).append(part)
        if done.failure is not None:
            self._failed.add(done.number)
        # A batch of which parts are missing would be taken for whole by the next run.
        if done.is_last:
            kept = put_together(self._parts.pop(done.number))
            self._store.keep(self._keys.pop(done.number), kept, done.number in self._failed)
            self._done_bytes += self._sizes.pop(done.number)
        return part.tally.dossiers
