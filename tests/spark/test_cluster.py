"""Spark gives what one machine gives: on two executors that are processes of their own, and when one of them is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from provenance.cli import main
from tests.corpus.made import corpus
from tests.spark.made import CLUSTER, WAIT, audit, environment, rows_of, scattered, told, troubled_corpus


def test_a_cluster_says_what_one_machine_says() -> None:
    troubled_corpus(Path("in"))
    one = audit("in", "-o", "one.parquet", "-o", "one.jsonl")
    many = audit("in", "-o", "many.parquet", "-o", "many.jsonl", "-o", "html=many.html", master=CLUSTER)
    assert (many.returncode, told(many)) == (one.returncode, told(one)), many.stderr
    assert one.returncode == 3
    assert "lost: in/a.claims.jsonl:9: this is not JSON" in many.stderr
    rows = rows_of("one.parquet")
    assert rows_of("many.parquet") == rows
    assert rows_of("many.jsonl") == rows
    for hidden in ("nardier", "Pontmercy", "Jondrette"):
        assert hidden not in "".join(rows)
        assert hidden not in many.stderr + Path("many.html").read_text("utf-8")
    # Questions and the page read a folder as they read a file.
    asked = [CliRunner().invoke(main, ["query", "statuses", f"{name}.parquet"]).output for name in ("one", "many")]
    assert asked[0] == asked[1]
    assert "unconfirmed" in asked[0]


def test_an_executor_that_is_killed_changes_nothing() -> None:
    scattered(Path("c.claims.jsonl"), corpus(2500, seed=7), 1)
    one = audit("c.claims.jsonl", "-o", "one.parquet")
    command = [sys.executable, "-m", "provenance", "audit", "c.claims.jsonl", "-o", "many.parquet", "--engine", "spark"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment(CLUSTER))
    killed = _kill_an_executor(run)
    _, stderr = run.communicate(timeout=WAIT)
    assert f"Lost executor {killed}" in stderr
    assert run.returncode == one.returncode == 1
    assert stderr.splitlines()[-2:] == one.stderr.splitlines()[-2:]
    assert rows_of("many.parquet") == rows_of("one.parquet")


def _kill_an_executor(run: subprocess.Popen[str]) -> str:
    """Kill one executor of a run once some of its parts are done, and others not; its number."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and run.poll() is None:
        # A task that has ended has put its rows where the job finds them.
        if list(Path("many.parquet.cache").glob("*/rows/_temporary/0/task_*")):
            pid, number = min(_executors(run.pid))
            os.kill(pid, signal.SIGKILL)
            return number
        time.sleep(0.02)
    raise AssertionError("the run ended before an executor could be killed: " + str(run.communicate()[1]))


def _executors(run: int) -> list[tuple[int, str]]:
    """The processes of the executors that a run has started, and their numbers."""
    parents, found = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if "org.apache.spark.executor.CoarseGrainedExecutorBackend" in words:
            found.append((int(folder.name), words[words.index("--executor-id") + 1]))
    return [(pid, number) for pid, number in found if run in _ancestors(pid, parents)]


def _ancestors(pid: int, parents: dict[int, int]) -> list[int]:
    found = []
    while pid := parents.get(pid, 0):
        found.append(pid)
    return found
