"""Many layouts at once, in processes of their own: a drawing that runs away can be stopped, and the rest goes on."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterable, Iterator
from multiprocessing.pool import Pool
from types import TracebackType
from typing import Self

from provenance.diagram.layered import layered
from provenance.diagram.layout import Layout, laid_out, too_large
from provenance.diagram.parts import Picture

#: Seconds after which a layout is given up. What is sent to Graphviz takes a hundredth of this.
TIMEOUT = 60.0


def lay_out(picture: Picture) -> Layout:
    """The layout that the size of a picture calls for: Graphviz's, or our own where that would be slow."""
    return layered(picture) if too_large(picture) else laid_out(picture)


def _end_with(parent: int) -> None:
    """Have this worker end when the process that began it does, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class LayoutPool:
    """Workers that lay out pictures. Used as a context: they end with it.

    `limit` is in seconds, for one picture.
    """

    def __init__(self, limit: float = TIMEOUT) -> None:
        self.limit = limit
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def layouts(self, pictures: Iterable[Picture]) -> Iterator[Layout | None]:
        """A layout for each picture, in order; None for one that did not end in time."""
        todo = list(pictures)
        while todo:
            pool = self._started()
            results = [pool.apply_async(lay_out, (picture,)) for picture in todo]
            for index, result in enumerate(results):
                try:
                    found = result.get(self.limit)
                except multiprocessing.TimeoutError:
                    # The pool is gone with the one that hung; the others are begun again.
                    self._stop()
                    yield None
                    todo = todo[index + 1 :]
                    break
                yield found
            else:
                return

    def _started(self) -> Pool:
        if self._pool is None:
            self._pool = multiprocessing.Pool(os.cpu_count() or 1, _end_with, (os.getpid(),))
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None
