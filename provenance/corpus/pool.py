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

#: Seconds between two looks at whether the run goes on.
_LOOK = 2.0
T = TypeVar("T")
R = TypeVar("R")


class Done(NamedTuple):
    """A task by its number, what came of it, or why nothing did; a task that was cut is done with its last part."""

    number: int
    result: Any
    failure: str | None = None
    is_last: bool = True


class _Worker(NamedTuple):
    process: Any
    pipe: Connection


class WorkerPool(Generic[T, R]):
    """`count` processes that each call what `prepare` gives them, task after task. Results come as they are there.

    With one process the tasks are done here, unless it is to be one `apart`, which a task may kill. Where processes
    cannot be forked they are.
    """

    def __init__(self, count: int, prepare: Callable[[], Callable[[T], R]], apart: bool = False) -> None:
        self._count, self._prepare = max(1, count), prepare
        # A fork has everything imported and read already, and whatever `prepare` holds.
        self._apart = (apart or self._count > 1) and "fork" in multiprocessing.get_all_start_methods()

    def results(self, tasks: Iterable[tuple[int, T]], isolate: Callable[[T], list[T]]) -> Iterator[Done]:
        """What comes of each task. One that kills its process, or raises, is cut into parts by `isolate`, and each is
        tried alone: several results of one number may come, and a failure for the part that fails again.
        """
        if self._apart:
            yield from _Run(self._prepare, self._count, iter(tasks), isolate).results()
            return
        work = self._prepare()
        with _collecting_seldom() as done:
            for number, task in tasks:
                yield from _worked_here(work, number, task, isolate)
                done()


def _worked_here(work: Callable[[T], R], number: int, task: T, isolate: Callable[[T], list[T]]) -> Iterator[Done]:
    """What comes of a task in this process."""
    kind, value = _answer(work, task)
    parts = isolate(task) if kind == "failure" else []
    if len(parts) < 2:
        yield Done(number, value) if kind == "result" else Done(number, task, value)
        return
    for place, part in enumerate(parts, 1):
        kind, value = _answer(work, part)
        is_last = place == len(parts)
        yield Done(number, value, None, is_last) if kind == "result" else Done(number, part, value, is_last)


class _Run(Generic[T, R]):
    def __init__(
        self,
        prepare: Callable[[], Callable[[T], R]],
        count: int,
        tasks: Iterator[tuple[int, T]],
        isolate: Callable[[T], list[T]],
    ) -> None:
        self._context: Any = multiprocessing.get_context("fork")
        self._prepare, self._tasks, self._isolate = prepare, tasks, isolate
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, int, T, bool]] = {}
        #: Parts of tasks that failed, to be done alone; and how many of each task are still to come.
        self._suspects: deque[tuple[int, T]] = deque()
        self._left: dict[int, int] = {}
        self._count = count
        self._ready: deque[tuple[int, T]] = deque()

    def results(self) -> Iterator[Done]:
        try:
            for _ in range(self._count):
                self._idle.append(self._begun())
            while self._give() or self._busy:
                self._prepare_next()
                for pipe in wait(list(self._busy)):
                    assert isinstance(pipe, Connection)
                    yield from self._take(pipe)
        finally:
            for worker in self._workers():
                worker.pipe.close()
                # It holds nothing: what it had done was told.
                worker.process.kill()
                worker.process.join()

    def _workers(self) -> list[_Worker]:
        return [*self._idle, *(held[0] for held in self._busy.values())]

    def _give(self) -> bool:
        """Give every idle process something; whether there was anything."""
        gave = False
        while self._idle:
            alone = bool(self._suspects)
            task = self._suspects.popleft() if alone else self._next()
            if task is None:
                return gave
            worker = self._idle.pop()
            if not _sent(worker, task[1]):
                # It died idle, which is no fault of the task: another process gets it. If that one dies too, the task
                # is taken for the cause, which shows when its answer is read.
                self._end(worker)
                worker = self._begun()
                _sent(worker, task[1])
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
            parts = [] if alone else self._isolate(task)
            why = _why(self._end(worker))
            self._idle.append(self._begun())
        else:
            self._idle.append(worker)
            if kind == "result":
                yield Done(number, value, None, self._is_last(number, alone))
                return
            parts, why = [] if alone else self._isolate(task), value
            # What raised does so again: it is not tried twice.
            parts = parts if len(parts) > 1 else []
        if parts:
            self._suspects.extend((number, part) for part in parts)
            self._left[number] = len(parts)
        else:
            yield Done(number, task, why, self._is_last(number, alone))

    def _is_last(self, number: int, alone: bool) -> bool:
        """Whether nothing more comes of a task, after this; of those that were not cut there is one result."""
        if not alone:
            return True
        self._left[number] -= 1
        if self._left[number]:
            return False
        del self._left[number]
        return True

    def _begun(self) -> _Worker:
        mine, theirs = self._context.Pipe()
        ours = [mine, *(worker.pipe for worker in self._workers())]
        arguments = (os.getpid(), theirs, ours, self._prepare)
        process = self._context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, mine)

    def _end(self, worker: _Worker) -> int | None:
        worker.pipe.close()
        worker.process.join(5)
        code: int | None = worker.process.exitcode
        return code


def _sent(worker: _Worker, task: Any) -> bool:
    """Whether a process took a task."""
    try:
        worker.pipe.send(task)
    except OSError:
        return False
    return True


def _work(run: int, pipe: Connection, ours: list[Connection], prepare: Callable[[], Callable[[Any], Any]]) -> None:
    """Work on what comes through a pipe from the process `run`, as long as there is one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(run)
    for end in ours:
        # A fork has the other ends of all pipes. As long as somebody holds one, nobody sees that this run was killed.
        end.close()
    work = prepare()
    with _collecting_seldom() as done:
        while True:
            try:
                task = pipe.recv()
            except (EOFError, OSError):
                return
            answer = _answer(work, task)
            try:
                pipe.send(answer)
            except OSError:
                return
            done()


def _end_with(run: int) -> None:
    """End this process soon after that one did. In the middle of a task that never ends it would not see it, and would
    hold for ever what it inherited, the locks of the run among it.
    """

    def look(*_: object) -> None:
        if os.getppid() != run:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    # Libraries need not expect that their reading and writing is interrupted.
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)


def _answer(work: Callable[[T], R], task: T) -> tuple[str, Any]:
    """What comes of a task, and which of the two it is: a result, or why there is none."""
    try:
        return "result", work(task)
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return "failure", f"{type(error).__name__}: {error} ({os.path.basename(at.filename)}:{at.lineno})"


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
