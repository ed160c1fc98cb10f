"""A corpus by Spark on two executors of one core: `python -m benchmarks.spark [STATEMENTS]`. Told are bytes and seconds for
a statement, as Spark's own event log has them: what `docs/explanation/at-scale.md` is scaled from.
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.corpora import records

CLUSTER = "local-cluster[2,1,1024]"
SETTINGS = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
    "spark.eventLog.logStageExecutorMetrics": "true",
    "spark.executor.processTreeMetrics.enabled": "true",
    "spark.executor.metrics.pollingInterval": "200",
    "spark.io.compression.codec": "lz4",
}
PEAKS = ("JVMHeapMemory", "ProcessTreeJVMRSSMemory", "ProcessTreePythonRSSMemory")


def main() -> None:
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        corpus = folder / "c.claims.jsonl"
        sizes: collections.Counter[str] = collections.Counter()
        lines = made = 0
        with corpus.open("w", encoding="utf-8") as stream:
            for record in records(statements):
                line = json.dumps(record, ensure_ascii=False) + "\n"
                stream.write(line)
                sizes[record["dossier"]] += len(line.encode())
                lines += 1
                made += record["type"] == "statement"
        (folder / "log").mkdir()
        seconds = run(folder)
        jobs = events(folder / "log")
        rows = sum(part.stat().st_size for part in (folder / "o.parquet").glob("*.parquet"))
        kept = sum(part.stat().st_size for part in (folder / "o.parquet.cache").rglob("*") if part.is_file())
    print(
        f"{made:,} statements in {lines:,} lines and {len(sizes):,} dossiers; the largest has {max(sizes.values()):,} bytes"
    )
    print(f"{seconds:.0f} s from start to end on two executors of one core, {seconds * 1e6 / made:.0f} µs a statement")
    told = {
        "bytes of records": sizes.total(), "bytes read, both passes": jobs["read"], "bytes shuffled": jobs["shuffle"],
        "bytes spilled": jobs["spilled"], "bytes of rows kept": kept, "bytes of rows written": rows,
    }  # fmt: skip
    for name, value in told.items():
        print(f"{name:<28}{value:>16,}{value / made:>10.1f} a statement")
    for name, tasks, value in jobs["stages"]:
        print(f"{name:<28}{tasks:>5} tasks{value:>12,.0f} ms in them{value * 1000 / made:>10.1f} µs a statement")
    for name in PEAKS:
        print(f"{name:<28}{jobs['peaks'][name] / 1e6:>12,.0f} MB at most in one executor")


def run(folder: Path) -> float:
    settings = SETTINGS | {"spark.eventLog.dir": f"file:{folder / 'log'}"}
    said = " ".join(f"--conf {key}={value}" for key, value in settings.items())
    environment = {**os.environ, "MASTER": CLUSTER, "PYSPARK_SUBMIT_ARGS": f"{said} pyspark-shell"}
    command = [sys.executable, "-m", "provenance", "audit", "c.claims.jsonl", "--engine", "spark", "-o", "o.parquet"]
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return time.monotonic() - started


def events(folder: Path) -> dict[str, Any]:
    """What the event log of a run says: bytes of all tasks, time of the tasks of each stage, peaks of executors."""
    found: dict[str, Any] = {"read": 0, "shuffle": 0, "spilled": 0, "peaks": collections.Counter()}
    stages: collections.Counter[int] = collections.Counter()
    tasks: collections.Counter[int] = collections.Counter()
    log = next(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    for line in log.open(encoding="utf-8"):
        event = json.loads(line)
        if event["Event"] == "SparkListenerTaskEnd":
            metrics = event["Task Metrics"]
            tasks[event["Stage ID"]] += 1
            stages[event["Stage ID"]] += metrics["Executor Run Time"]
            found["read"] += metrics["Input Metrics"]["Bytes Read"]
            found["shuffle"] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            found["spilled"] += metrics["Disk Bytes Spilled"]
        elif event["Event"] == "SparkListenerStageExecutorMetrics" and event["Executor ID"] != "driver":
            for name in PEAKS:
                value = event["Executor Metrics"].get(name, 0)
                found["peaks"][name] = max(found["peaks"][name], value)
    found["stages"] = [(f"stage {one}", tasks[one], value) for one, value in stages.most_common(5)]
    return found


if __name__ == "__main__":
    main()
