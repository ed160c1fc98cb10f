"""Processes that work through a stream of tasks. One that dies costs what it had in hand, and that is found out."""

import gc
import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

#: Seconds after which an idle process looks whether there is still somebody to work for.
_STILL_THERE = 5.0
T = TypeVar("T")
R = TypeVar("R")


class Done(NamedTuple):
    """A task by its number, what came of it, or why nothing did."""

    number: int
    result: Any
    failure: str | None = None


class _Worker(NamedTuple):
    process: Any
    pipe: Connection


class WorkerPool(Generic[T, R]):
    """`count` processes that each call what `prepare` gives them, task after task. Results come as they are there.

    With one process the tasks are done here, unless it is to be one `apart`, which a task may kill.
    """

    def __init__(self, count: int, prepare: Callable[[], Callable[[T], R]], apart: bool = False) -> None:
        self._count, self._prepare = max(1, count), prepare
        self._apart = apart or self._count > 1 or bool(os.environ.get("PROVENANCE_ALWAYS_FORK"))
        # A fork has everything imported and read already.
        kind = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: Any = multiprocessing.get_context(kind)

    def results(self, tasks: Iterable[tuple[int, T]], isolate: Callable[[T], list[T]]) -> Iterator[Done]:
        """What comes of each task. One that kills its process is cut into parts by `isolate`, and each is tried alone:
        several results of one number may come, and a failure for the part that kills again.
        """
        if not self._apart:
            work = self._prepare()
            with _collecting_seldom() as done:
                for number, task in tasks:
                    yield Done(number, work(task))
                    done()
            return
        yield from _Run(self._context, self._prepare, self._count, iter(tasks), isolate).results()


class _Run(Generic[T, R]):
    def __init__(
        self,
        context: Any,
        prepare: Callable[[], Callable[[T], R]],
        count: int,
        tasks: Iterator[tuple[int, T]],
        isolate: Callable[[T], list[T]],
    ) -> None:
        self._context, self._prepare, self._tasks, self._isolate = context, prepare, tasks, isolate
        self._idle: list[_Worker] = [self._begun() for _ in range(count)]
        self._busy: dict[Connection, tuple[_Worker, int, T, bool]] = {}
        #: Parts of tasks that killed a process, to be done alone.
        self._suspects: deque[tuple[int, T]] = deque()
        self._count = count
        self._ready: deque[tuple[int, T]] = deque()

    def results(self) -> Iterator[Done]:
        try:
            while self._give() or self._busy:
                self._prepare_next()
                for pipe in wait(list(self._busy)):
                    assert isinstance(pipe, Connection)
                    yield from self._take(pipe)
        finally:
            for worker in [*self._idle, *(held[0] for held in self._busy.values())]:
                worker.pipe.close()
                # It holds nothing: what it had done was told.
                worker.process.kill()
                worker.process.join()

    def _give(self) -> bool:
        """Give every idle process something; whether there was anything."""
        gave = False
        while self._idle:
            alone = bool(self._suspects)
            task = self._suspects.popleft() if alone else self._next()
            if task is None:
                return gave
            worker = self._idle.pop()
            try:
                worker.pipe.send(task[1])
            except (BrokenPipeError, OSError):
                self._end(worker)
                worker = self._begun()
                worker.pipe.send(task[1])
            self._busy[worker.pipe] = (worker, *task, alone)
            gave = True
        return gave

    def _prepare_next(self) -> None:
        """Have a task ready for each process, so that none waits while its next one is read."""
        while len(self._ready) < self._count and (task := next(self._tasks, None)) is not None:
            self._ready.append(task)

    def _next(self) -> tuple[int, T] | None:
        return self._ready.popleft() if self._ready else next(self._tasks, None)

    def _take(self, pipe: Connection) -> Iterator[Done]:
        worker, number, task, alone = self._busy.pop(pipe)
        try:
            kind, value = pipe.recv()
        except (EOFError, OSError):
            code = self._end(worker)
            self._idle.append(self._begun())
            parts = [] if alone else self._isolate(task)
            if len(parts) > 1 or (parts and not alone):
                self._suspects.extend((number, part) for part in parts)
            else:
                yield Done(number, task, _why(code))
            return
        self._idle.append(worker)
        yield Done(number, value) if kind == "result" else Done(number, task, value)

    def _begun(self) -> _Worker:
        mine, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._prepare), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, mine)

    def _end(self, worker: _Worker) -> int | None:
        worker.pipe.close()
        worker.process.join(5)
        code: int | None = worker.process.exitcode
        return code


def _work(pipe: Connection, prepare: Callable[[], Callable[[Any], Any]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = prepare()
    parent = os.getppid()
    with _collecting_seldom() as done:
        while True:
            # A fork holds both ends of the pipe, which therefore does not say that the other side was killed.
            while not pipe.poll(_STILL_THERE):
                if os.getppid() != parent:
                    return
            try:
                task = pipe.recv()
            except (EOFError, OSError):
                return
            try:
                answer = ("result", work(task))
            except Exception as error:
                at = traceback.format_exc(limit=-1).splitlines()[-2].strip()
                answer = ("failure", f"{type(error).__name__}: {error} ({at})")
            try:
                pipe.send(answer)
            except (BrokenPipeError, OSError):
                return
            done()


@contextmanager
def _collecting_seldom() -> Iterator[Callable[[], None]]:
    """What a task leaves is freed by counting; cycles are few, and collected after every eighth. What was there before,
    and what stays, is not looked through again.
    """
    enabled, tasks = gc.isenabled(), 0

    def done() -> None:
        nonlocal tasks
        tasks += 1
        if tasks % 8 == 0:
            gc.collect()
            gc.freeze()

    gc.disable()
    gc.freeze()
    try:
        yield done
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()


def _why(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its process was killed ({signal.Signals(-code).name})"
    return f"its process ended ({code})"
