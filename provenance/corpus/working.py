"""The work of one run: each batch of its files is known already, or worked on by some process and kept."""

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from provenance.auditing import AuditOptions
from provenance.corpus import batches as cutting
from provenance.corpus.asked import CorpusArguments, Progress
from provenance.corpus.auditing import BatchAuditor, BatchReader
from provenance.corpus.batches import Batch, whole_batch
from provenance.corpus.keys import Governing, batch_key, key_of
from provenance.corpus.large.cutting import LargeDossier
from provenance.corpus.listing import batches_in, is_record_file, lose, size_of
from provenance.corpus.pool import Done, WorkerPool
from provenance.corpus.reading import RecordFile
from provenance.corpus.results import BatchResult, audited, isolated, put_together, result_of
from provenance.corpus.store import KeptBatch, Store
from provenance.corpus.stretches import HeldBatch, Stretch
from provenance.model.errors import InputError


@dataclass(eq=False)
class _Cut:
    """A large dossier, what it is kept under as a whole, and the numbers of its parts."""

    large: LargeDossier
    whole: KeptBatch
    numbers: list[int] = field(default_factory=list)


class Work:
    """What is to be done of some files, and what became of it. `salt` is what all of it depends on."""

    def __init__(
        self, files: Sequence[RecordFile], store: Store, governing: Governing, salt: str, options: AuditOptions
    ) -> None:
        self._files, self._store, self._governing, self._salt = files, store, governing, salt
        self._options, self._reader = options, BatchReader()
        #: How many batches were known already.
        self.reused = 0
        #: Files that could not be read, or not all of them.
        self.unread: list[RecordFile] = []
        self._done_bytes = 0
        # Batches that are to be forgotten may still be worked on: no number is given twice.
        self._numbers = itertools.count()
        self._batches: dict[int, KeptBatch] = {}
        #: By their numbers, of the batches that are worked on: the hashes they are kept under, the bytes of files that
        #: are done with them, and the results that are there.
        self._keys: dict[int, str] = {}
        self._sizes: dict[int, int] = {}
        self._results_by_number: dict[int, list[BatchResult]] = {}
        self._failed: set[int] = set()
        #: The large dossiers by the numbers of their parts that are worked on; those that are to be done as a whole.
        self._cut: dict[int, _Cut] = {}
        self._refused: list[_Cut] = []

    @property
    def batches(self) -> list[KeptBatch]:
        """The batches in their order."""
        return [self._batches[number] for number in sorted(self._batches)]

    def run(self, asked: CorpusArguments, progress: Progress) -> None:
        """Work on what is not known. Raises ProvenanceError."""
        started, dossiers = time.monotonic(), 0

        def prepare() -> Callable[[HeldBatch], BatchResult]:
            return partial(audited, BatchAuditor(self._options, asked.language, asked.fail_on))

        pool: WorkerPool[HeldBatch, BatchResult] = WorkerPool(asked.jobs, prepare, apart=True)
        for done in self._results(pool):
            dossiers += self._take(done)
            progress(self._done_bytes, dossiers, time.monotonic() - started)

    def _results(self, pool: "WorkerPool[HeldBatch, BatchResult]") -> Iterator[Done]:
        yield from pool.results(self._tasks(), isolated)
        if self._refused:
            yield from pool.results(self._again(), isolated)

    def _tasks(self) -> Iterator[tuple[int, HeldBatch]]:
        for file in self._files:
            try:
                yield from self._tasks_of(file)
            except (InputError, OSError) as error:
                lose(file, error)
                self.unread.append(file)

    def _tasks_of(self, file: RecordFile) -> Iterator[tuple[int, HeldBatch]]:
        first, before = next(self._numbers), self._done_bytes
        by_ranges = is_record_file(file) and file.is_plain()
        salt = self._salt + self._governing.of(file.path)
        for held in batches_in(file, self._store.folder):
            if held is cutting.RESTART:
                self._forget(first)
                self._done_bytes = before
            elif isinstance(held, LargeDossier):
                yield from self._of_large(held, salt)
                self._done_bytes += held.size if by_ranges else 0
            else:
                # The bytes that are hashed are those that are worked on, whatever becomes of the file.
                held = held.read(file) if isinstance(held, Stretch) else held
                kept = KeptBatch(batch_key(held, salt), held.first_line)
                yield from self._task(held, kept, held.size if by_ranges else 0)
        if not by_ranges:
            # Where something stands in what is packed is not known.
            self._done_bytes += size_of(file)

    def _task(self, held: HeldBatch, kept: KeptBatch, size: int) -> Iterator[tuple[int, HeldBatch]]:
        number = next(self._numbers)
        self._batches[number] = kept
        if self._store.holds(kept):
            self.reused += 1
            self._done_bytes += size
            return
        self._keys[number], self._sizes[number] = kept.key, size
        yield number, held

    def _of_large(self, large: LargeDossier, salt: str) -> Iterator[tuple[int, HeldBatch]]:
        """The parts of a large dossier as tasks; the whole dossier as one task where it cannot be cut."""
        cut = _Cut(large, KeptBatch(key_of(large.shown, large.lines(), salt), large.first_line))
        if self._store.holds(cut.whole):
            self._batches[next(self._numbers)] = cut.whole
            self.reused += 1
            return
        if self._reader.may_be_cut(large.path, self._options):
            for part, lines in large.parts():
                batch = Batch(large.path, large.shown, lines, part=part)
                tasks = list(self._task(batch, KeptBatch(batch_key(batch, salt), batch.first_line), 0))
                cut.numbers.append(max(self._batches))
                for number, task in tasks:
                    self._cut[number] = cut
                    yield number, task
                if cut in self._refused:
                    return
        if not cut.numbers:
            yield from self._task(whole_batch(large), cut.whole, 0)

    def _again(self) -> Iterator[tuple[int, HeldBatch]]:
        """The large dossiers of which a part was refused, each as one task: done last, when no part is worked on any
        more.
        """
        while self._refused:
            cut = self._refused.pop()
            for number in cut.numbers:
                del self._batches[number]
            number = cut.numbers[0]
            self._batches[number] = cut.whole
            self._keys[number], self._sizes[number] = cut.whole.key, 0
            yield number, whole_batch(cut.large)

    def _forget(self, first: int) -> None:
        """Forget the batches of a file, which comes again in another order."""
        self._refused = [cut for cut in self._refused if cut.numbers[0] < first]
        self._batches = {number: kept for number, kept in self._batches.items() if number < first}
        self._sizes.update({number: 0 for number in self._sizes if number > first})

    def _take(self, done: Done) -> int:
        """Take what came of a task; how many dossiers it held."""
        result = result_of(done)
        self._results_by_number.setdefault(done.number, []).append(result)
        if done.failure is not None:
            self._failed.add(done.number)
        # A batch of which parts are missing would be taken for whole by the next run.
        if done.is_last:
            kept = put_together(self._results_by_number.pop(done.number))
            key, cut = self._keys.pop(done.number), self._cut.pop(done.number, None)
            self._done_bytes += self._sizes.pop(done.number)
            if not kept.tally.refused:
                self._store.keep(key, kept, done.number in self._failed)
            elif cut is not None and cut not in self._refused and cut.numbers[0] in self._batches:
                self._refused.append(cut)
        return result.tally.dossiers
