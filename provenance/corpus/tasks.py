"""What there is to do for an audit of a corpus: its batches, each under the key of what comes of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from provenance.corpus import batches as cutting
from provenance.corpus.batches import Batch, whole_batch
from provenance.corpus.keys import batch_key, key_of
from provenance.corpus.large.cutting import LargeDossier
from provenance.corpus.reading import RecordFile
from provenance.corpus.store import Store
from provenance.corpus.stretches import Piece, Stretch

#: The batches of a file, with `RESTART` where those before it are to be forgotten.
BatchesOf = Callable[[RecordFile, Path], Iterator[Any]]


@dataclass(eq=False)
class _Cut:
    """A large dossier, and the numbers of its parts."""

    large: LargeDossier
    numbers: list[int] = field(default_factory=list)


class Tasks:
    """The tasks of one run: `first` all of them, then `again` those dossiers that were cut and should not have been."""

    def __init__(
        self,
        files: Sequence[RecordFile],
        store: Store,
        salt: str,
        batches_of: BatchesOf,
        may_be_cut: Callable[[Path], bool],
    ) -> None:
        """`may_be_cut` says whether the large dossiers of a file may be."""
        self._files, self._store, self._salt = files, store, salt
        self._batches_of, self._may_be_cut = batches_of, may_be_cut
        self._keys: dict[int, str] = {}
        self._numbers = count()
        #: The large dossiers that are not done, by the numbers of their parts; those that are to be done as a whole.
        self._cut: dict[int, _Cut] = {}
        self._refused: list[_Cut] = []
        self._sizes: dict[int, int] = {}
        #: How many were done before, and the bytes of what is done.
        self.reused = self.done_bytes = 0

    @property
    def refused(self) -> bool:
        """Whether something is to be done again."""
        return bool(self._refused)

    @property
    def keys(self) -> list[str]:
        """The keys of all that was met so far, in the order of the corpus."""
        return [self._keys[number] for number in sorted(self._keys)]

    def key(self, number: int) -> str | None:
        """The key of a task; none of one that was forgotten since."""
        return self._keys.get(number)

    def first(self) -> Iterator[tuple[int, Piece]]:
        """Every batch of which nothing is kept, with its number."""
        for file in self._files:
            begun: list[int] = []
            for batch in self._batches_of(file, self._store.folder):
                if batch is cutting.RESTART:
                    self._forget(begun)
                elif isinstance(batch, LargeDossier):
                    yield from self._of_large(batch, begun)
                else:
                    # The bytes that are hashed are those that are worked on, whatever becomes of the file.
                    piece = batch.read(file) if isinstance(batch, Stretch) else batch
                    yield from self._task(piece, batch_key(piece, self._salt), begun)

    def again(self) -> Iterator[tuple[int, Piece]]:
        """The large dossiers of which a part was refused, once nothing else is to be done."""
        while self._refused:
            cut = self._refused.pop()
            for number in cut.numbers:
                del self._keys[number]
            self._keys[cut.numbers[0]] = self._whole_key(cut.large)
            yield cut.numbers[0], whole_batch(cut.large)

    def refuse(self, number: int) -> None:
        """Say that the dossier of a part is to be done as a whole."""
        if self._cut[number] not in self._refused:
            self._refused.append(self._cut[number])

    def done(self, number: int) -> None:
        """Say that a task is done."""
        self.done_bytes += self._sizes.pop(number, 0)
        self._cut.pop(number, None)

    def _forget(self, begun: list[int]) -> None:
        """Forget the tasks of a file, which comes again in another order."""
        self._refused = [cut for cut in self._refused if cut.numbers[0] not in begun]
        for number in begun:
            del self._keys[number]
        begun.clear()

    def _task(self, piece: Piece, key: str, begun: list[int]) -> Iterator[tuple[int, Piece]]:
        number = next(self._numbers)
        begun.append(number)
        self._keys[number] = key
        if self._store.holds(key):
            self.reused += 1
            self.done_bytes += piece.size
            return
        self._sizes[number] = piece.size
        yield number, piece

    def _of_large(self, large: LargeDossier, begun: list[int]) -> Iterator[tuple[int, Piece]]:
        key = self._whole_key(large)
        cut = _Cut(large)
        if not self._store.holds(key) and self._may_be_cut(large.path):
            for part, lines in large.parts():
                batch = Batch(large.path, large.shown, lines, part=part)
                tasks = list(self._task(batch, batch_key(batch, self._salt), begun))
                cut.numbers.append(begun[-1])
                for number, task in tasks:
                    self._cut[number] = cut
                    yield number, task
                if cut in self._refused:
                    return
        if not cut.numbers:
            yield from self._task(whole_batch(large), key, begun)

    def _whole_key(self, large: LargeDossier) -> str:
        return key_of(large.shown, large.lines(), self._salt)
