"""What a corpus comes to where something fails: a process, a file, the machine. The rest is done, and tried again."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.corpus import auditing
from provenance.corpus.asked import CorpusArguments, CorpusResult
from provenance.corpus.batches import Batch
from provenance.corpus.pool import Done, WorkerPool
from provenance.corpus.run import CorpusRun
from tests.corpus.made import corpus, write
from tests.corpus.test_corpus import killing, one_by_one, rows_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audited(*paths: Path, jobs: int = 2, output: str = "o.parquet") -> CorpusResult:
    return CorpusRun(CorpusArguments(paths, (("parquet", Path(output)),), jobs)).run()


def raising(name: str) -> Callable[..., Any]:
    real = auditing.BatchReader.dossiers

    def dossiers(self: Any, batch: Batch, tally: Any) -> Any:
        if any(name.encode() in line for _, line in batch.lines):
            raise ValueError("no luck")
        yield from real(self, batch, tally)

    return dossiers


def test_what_is_lost_says_what_to_do_about_it() -> None:
    """When it is known from an earlier run as well."""
    records = [{"type": "sorce", "dossier": "d", "id": "a"}, {"type": "claim", "dossier": "d", "id": "c"}]
    path = write(Path("c.claims.jsonl"), [records])
    for _ in range(2):
        told = CliRunner().invoke(main, ["audit", str(path), "-o", "parquet=o.parquet"]).stderr.splitlines()
        at = next(number for number, line in enumerate(told) if line.startswith(f'lost: {path}:1: `type` is "sorce"'))
        assert told[at + 1] == "    → did you mean source?"


@pytest.mark.parametrize("apart", [True, False])
def test_only_the_last_part_of_a_task_is_its_last(apart: bool) -> None:
    def work(task: tuple[int, ...]) -> int:
        if 3 in task:
            raise ValueError("three")
        return sum(task)

    pool: WorkerPool[tuple[int, ...], int] = WorkerPool(1, lambda: work, apart)
    found: dict[int, list[Done]] = {}
    for one in pool.results(enumerate([(1, 2), (2, 3, 4), (3,)]), lambda task: [(n,) for n in task]):
        found.setdefault(one.number, []).append(one)
    assert [[one.is_last for one in found[n]] for n in range(3)] == [[True], [False, False, True], [True]]
    assert [one.result for one in found[1] if one.failure is None] == [2, 4]
    assert ["ValueError: three" in one.failure for one in found[2] if one.failure is not None] == [True]


def test_a_batch_is_kept_once_all_its_parts_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is killed between two parts of a batch must not leave the first for the whole."""
    path = write(Path("c.claims.jsonl"), corpus(20))

    def stop(bytes_done: int, dossiers: int, seconds: float) -> None:
        if dossiers == 5:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(auditing.BatchReader, "dossiers", killing("story-0007"))
        stopped = CorpusRun(CorpusArguments((path,), (("parquet", Path("o.parquet")),)), stop)
        with pytest.raises(KeyboardInterrupt):
            stopped.run()
    assert audited(path).tally.dossiers == 20
    assert rows_of("o.parquet") == one_by_one(path)


@pytest.mark.parametrize("failing", [killing, raising])
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_failed_is_named_and_tried_again(
    failing: Callable[[str], Any], jobs: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write(Path("c.claims.jsonl"), corpus(20))
    with monkeypatch.context() as patched:
        patched.setattr(auditing.BatchReader, "dossiers", failing("story-0007"))
        first, again = audited(path, jobs=jobs), audited(path, jobs=jobs)
    assert [one.tally.dossiers for one in (first, again)] == [19, 19]
    assert "story-0007" in str(first.tally.lost[0])
    assert not again.unchanged
    mended = audited(path, jobs=jobs)
    assert (mended.tally.dossiers, mended.tally.lost, mended.unchanged) == (20, [], False)
    assert rows_of("o.parquet") == one_by_one(path)
    assert audited(path, jobs=jobs).unchanged
    assert not list(Path("o.parquet.cache").glob("*.failed.json"))


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def _changed_in_one_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _of_another_shape(file: Path) -> None:
    file.write_text('{"first_line": "one", "texts": 5}', "utf-8")


@pytest.mark.parametrize("damage", [_cut_short, _changed_in_one_bit, _of_another_shape, Path.unlink])
@pytest.mark.parametrize("what", ["*.arrow", "*.json", "run.json"])
def test_what_was_damaged_since_it_was_kept_is_worked_out_again(damage: Callable[[Path], None], what: str) -> None:
    path = write(Path("c.claims.jsonl"), corpus(40))
    audited(path)
    wanted = rows_of("o.parquet")
    damaged = list(Path("o.parquet.cache").glob(what))
    assert damaged
    for file in damaged:
        damage(file)
    Path("o.parquet").unlink()
    again = audited(path)
    assert (again.tally.dossiers, again.tally.lost, again.unchanged) == (40, [], False)
    assert again.reused == (1 if what == "run.json" else 0)
    assert rows_of("o.parquet") == wanted


def test_a_process_that_is_killed_from_elsewhere_costs_nothing() -> None:
    pool: WorkerPool[int, int] = WorkerPool(2, lambda: lambda n: n * n)

    def tasks() -> Any:
        for n in range(40):
            for child in multiprocessing.active_children() if n == 20 else ():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
                child.join()
            yield n, n

    done = list(pool.results(tasks(), lambda n: [n]))
    assert sorted((one.number, one.result) for one in done) == [(n, n * n) for n in range(40)]


def test_processes_that_die_before_they_read_are_no_closed_output() -> None:
    pool: WorkerPool[bytes, int] = WorkerPool(2, lambda: os._exit(9))
    done = list(pool.results(enumerate([b"x" * 4_000_000] * 3), lambda task: [task]))
    assert sorted((one.number, one.failure) for one in done) == [(n, "its process ended (9)") for n in range(3)]


@pytest.mark.parametrize("work", ["time.sleep(0.3)", "while True: pass"])
def test_processes_end_with_the_run_that_was_killed(work: str, tmp_path: Path) -> None:
    """Those too that are in the middle of what never ends: they hold the locks that they inherited."""
    program = (
        "import os, sys, time\n"
        "from provenance.corpus.pool import WorkerPool\n"
        "def work(n):\n"
        "    open(f'{sys.argv[1]}/{os.getpid()}', 'w').close()\n"
        f"    {work}\n"
        "    return b'x' * 4_000_000\n"
        "def tasks():\n"
        "    yield from enumerate(range(3))\n"
        "    time.sleep(1000)\n"
        "    yield 3, 3\n"
        "list(WorkerPool(3, lambda: work).results(tasks(), lambda n: [n]))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    try:
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.02)
            assert parent.poll() is None
    finally:
        parent.kill()
        parent.wait()
    workers = [int(one.name) for one in tmp_path.iterdir()]
    until = time.monotonic() + 10
    while any(Path(f"/proc/{one}").exists() for one in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert [one for one in workers if Path(f"/proc/{one}").exists()] == []


def test_a_second_run_waits_for_the_first() -> None:
    """It would remove what the first keeps, which is no use to it."""
    path, other = write(Path("c.claims.jsonl"), corpus(20)), write(Path("d.claims.jsonl"), corpus(5))
    second: list[subprocess.Popen[bytes]] = []

    def begin(bytes_done: int, dossiers: int, seconds: float) -> None:
        command = [sys.executable, "-m", "provenance", "audit", str(other), "--output", "parquet=o.parquet"]
        second.append(subprocess.Popen(command))
        with pytest.raises(subprocess.TimeoutExpired):
            second[0].wait(5)

    first = CorpusRun(CorpusArguments((path,), (("parquet", Path("o.parquet")),)), begin).run()
    assert first.tally.dossiers == 20
    assert second[0].wait(60) == 1
    assert rows_of("o.parquet") == one_by_one(other)
