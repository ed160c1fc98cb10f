"""A corpus validated as a stream: files and references only, told in its order.

Each file is passed over once. What is found is kept until all of it is worked on: that a dossier goes on after another
one has begun may be seen at the end of a file, and whom one dossier keeps confidential is hidden in all of them. Then
what was worked out without knowing it is worked out again, and nothing that was told has to be taken back.
"""

import io
import pickle
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from provenance.corpus import batches as cutting
from provenance.corpus.auditing import BatchReader, Tally, without_faultless
from provenance.corpus.batches import Batch, whole_batch
from provenance.corpus.hiding import confidential_names, names_of
from provenance.corpus.large.cutting import LargeDossier
from provenance.corpus.listing import batches_in, corpus_files, is_readable, lose
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import Lost
from provenance.corpus.results import isolated, lost_batch
from provenance.corpus.stretches import HeldBatch
from provenance.emit.findings import findings_text, plain
from provenance.model.dossier import Dossier
from provenance.model.errors import InputError
from provenance.model.vocabulary import FailOn, Severity, fails
from provenance.project.config import Settings
from provenance.rules import family
from provenance.validation import validate_dossier


@dataclass
class Validated:
    """What was found in a batch, told; whether it fails the run; how many dossiers it held, and what was lost."""

    text: str = ""
    failed: bool = False
    dossiers: int = 0
    lost: list[Lost] = field(default_factory=list)
    #: Whether anything was found that a confidential name could stand in.
    may_name: bool = False
    #: Whether some record may keep a name confidential.
    hides: bool = False


def _tells_notes_only(settings: Settings, fail_on: FailOn) -> bool:
    """Whether a dossier without a fault can get nothing but notes, and notes neither count nor are shown. That is so
    where every rule about files that needs nothing in particular is a note or off: the other rules need something that
    a faultless dossier does not have.
    """
    for rule in family("file"):
        chosen = settings.rules[rule.name].severity if rule.name in settings.rules else None
        severity = chosen or (rule.severity if rule.enabled else "off")
        if not rule.needs and severity not in ("off", Severity.NOTE):
            return False
    return fail_on != "note"


def validated(
    paths: Sequence[Path], jobs: int, fail_on: FailOn, language: str | None, everything: bool, columns: int
) -> Iterator[Validated]:
    """What is found, batch by batch, in the order of the corpus. Raises ProvenanceError."""
    with tempfile.TemporaryDirectory() as folder:
        run, found = _Run(paths, Path(folder), _Asked(fail_on, language, everything, columns)), _Found(Path(folder))
        try:
            run.work(jobs, found)
            yield from found.in_order()
        finally:
            found.close()
            run.close()
    for file in run.files:
        if file.lost:
            yield Validated(lost=file.lost)


@dataclass(frozen=True)
class _Asked:
    fail_on: FailOn
    language: str | None
    everything: bool
    columns: int


class _Run:
    """One run over the files of a corpus."""

    def __init__(self, paths: Sequence[Path], folder: Path, asked: _Asked) -> None:
        self.files = list(corpus_files(paths))
        self._readable = [file for file in self.files if is_readable(file)]
        self._folder, self._asked = folder, asked
        self._by_path = {file.path: file for file in self.files}
        self._hidden: tuple[str, ...] = ()
        self._reader = BatchReader()

    def work(self, jobs: int, found: "_Found") -> None:
        """Find everything. Raises ProvenanceError."""
        for file in self._readable:
            # What comes in by a pipe must be on disk before there are other processes.
            file.keep(self._folder)
        pool: WorkerPool[HeldBatch, Validated] = WorkerPool(jobs, self._prepare, apart=True)
        self._work(pool, found, None)
        if found.hides:
            self._hidden = self._names()
        if self._hidden:
            self._work(pool, found, found.taken_back())

    def _names(self) -> tuple[str, ...]:
        """The names that the corpus hides, as far as its files can be read: what cannot be was found to be lost."""
        found: dict[str, None] = {}
        for file in self._readable:
            with suppress(InputError, OSError):
                found.update(dict.fromkeys(confidential_names([file], self._folder)))
        return tuple(found)

    def close(self) -> None:
        for file in self.files:
            file.close()

    def _work(self, pool: WorkerPool[HeldBatch, Validated], found: "_Found", wanted: Collection[int] | None) -> None:
        """Work on all batches, or on those whose numbers are wanted."""
        for done in pool.results(self._tasks(found, wanted), self._isolated):
            part: Validated = done.result
            if done.failure is not None:
                batch = self._still_whole(done.result)
                part = Validated(lost=lost_batch(batch, done.failure), hides=_hides(batch))
            found.add(done.number, part)

    def _isolated(self, held: HeldBatch) -> list[HeldBatch]:
        return list(isolated(self._still_whole(held)))

    def _still_whole(self, held: HeldBatch) -> Batch:
        """A batch that failed, which may be because its file cannot be read any more: then it has no lines."""
        try:
            return self._batch_of(held)
        except OSError:
            return Batch(held.path, held.shown, ())

    def _tasks(self, found: "_Found", wanted: Collection[int] | None) -> Iterator[tuple[int, HeldBatch]]:
        number = 0
        for file in self._readable:
            begin = number
            file.lost.clear()
            try:
                for held in batches_in(file, self._folder):
                    if held is cutting.RESTART:
                        found.forget(range(begin, number))
                        continue
                    if wanted is None or number in wanted:
                        if not isinstance(held, LargeDossier):
                            yield number, held
                        elif self._is_faultless(held):
                            found.add(number, Validated(dossiers=1))
                        else:
                            # Held as a whole where it may have faults alone.
                            yield number, whole_batch(held)
                    number += 1
            except (InputError, OSError) as error:
                lose(file, error)

    def _is_faultless(self, large: LargeDossier) -> bool:
        """Whether a large dossier, looked through part by part, is certain to have nothing that is told."""
        reader, asked = self._reader, self._asked
        notes_only = not asked.everything and _tells_notes_only(reader.settings(large.path), asked.fail_on)
        return notes_only and reader.is_faultless(large)

    def _prepare(self) -> Callable[[HeldBatch], Validated]:
        reader = BatchReader()

        def work(held: HeldBatch) -> Validated:
            tally, found = Tally(), Validated()
            settings = reader.settings(held.path)
            left, found.dossiers = self._left(reader, held, settings)
            if left is None:
                return found
            found.hides = _hides(left)
            for dossier in reader.dossiers(left, tally):
                self._validate(dossier, settings, found)
            found.lost = tally.lost
            return found

        return work

    def _left(self, reader: BatchReader, held: HeldBatch, settings: Settings) -> tuple[Batch | None, int]:
        """What of a batch is to be looked at in full, and how many dossiers are certain to have no fault."""
        asked = self._asked
        if asked.everything or not _tells_notes_only(settings, asked.fail_on):
            return self._batch_of(held), 0
        if isinstance(held, Batch):
            return reader.with_faults(held)
        read = held.read(self._by_path[held.path])
        unsure = reader.unsure(read, read.lines())
        if unsure is not None and not unsure[0]:
            return None, unsure[1]
        batch = read.batch()
        return (batch, 0) if unsure is None else without_faultless(batch, *unsure)

    def _validate(self, dossier: Dossier, settings: Settings, found: Validated) -> None:
        asked = self._asked
        shown, result = validate_dossier(dossier, settings, secrets=self._hidden)
        found.dossiers += 1
        found.may_name = True
        found.failed |= any(fails(one.severity, asked.fail_on) for one in result.findings)
        found.text += findings_text(shown, result.findings, asked.language, plain, asked.columns, asked.everything)

    def _batch_of(self, held: HeldBatch) -> Batch:
        return held if isinstance(held, Batch) else held.read(self._by_path[held.path]).batch()


class _Found:
    """What was found, under the numbers of batches: on disk, as it may be much."""

    def __init__(self, folder: Path) -> None:
        self._kept = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._may_name: set[int] = set()
        self._forgotten: set[int] = set()
        #: Whether some record may keep a name confidential.
        self.hides = False

    def add(self, number: int, part: Validated) -> None:
        if number in self._forgotten:
            return
        data = pickle.dumps(part)
        begin = self._kept.seek(0, io.SEEK_END)
        self._kept.write(data)
        self._places.setdefault(number, []).append((begin, len(data)))
        self.hides |= part.hides
        if part.may_name:
            self._may_name.add(number)

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget batches that did not hold whole dossiers, and what is still to be found in them."""
        self._forgotten.update(numbers)
        for number in self._forgotten:
            self._places.pop(number, None)
        self._may_name -= self._forgotten

    def taken_back(self) -> Collection[int]:
        """Forget what a name may stand in, which is to be found again; the numbers."""
        for number in self._may_name:
            del self._places[number]
        return frozenset(self._may_name)

    def close(self) -> None:
        self._kept.close()

    def in_order(self) -> Iterator[Validated]:
        for number in sorted(self._places):
            for begin, size in self._places[number]:
                self._kept.seek(begin)
                yield pickle.loads(self._kept.read(size))


def _hides(batch: Batch) -> bool:
    """Whether some record of a batch may keep a name confidential."""
    return any(True for _ in names_of(batch))
