"""What goes wrong while Spark works is named, the rest is done, and a rerun completes it."""

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet

from tests.conftest import ROOT
from tests.corpus.made import corpus, write
from tests.spark.made import WAIT, audit, environment, rows_of, told

HERE = "local[2]"
#: Read by every Python that starts: a dossier that kills whoever audits it, and jobs of one file each.
KILLS = """
import os, signal
from provenance.corpus import auditing
real = auditing.BatchReader.dossiers
def dossiers(self, batch, tally):
    if any(b"story-0003" in line for _, line in batch.lines):
        os.kill(os.getpid(), signal.SIGKILL)
    yield from real(self, batch, tally)
auditing.BatchReader.dossiers = dossiers
"""
SMALL_JOBS = "from provenance.corpus.spark import sources\nsources.GROUP = 1\n"


def beside(code: str) -> str:
    """The path of Python by which some code is run before anything else."""
    Path("site").mkdir(exist_ok=True)
    Path("site/sitecustomize.py").write_text(code, "utf-8")
    return f"{Path('site').absolute()}{os.pathsep}{ROOT}"


def test_what_is_lost_is_named_and_a_rerun_completes_it() -> None:
    Path("in").mkdir()
    dossiers = corpus(30, seed=2)
    write(Path("in/a.claims.jsonl"), dossiers[:15])
    data = gzip.compress(write(Path("in/b.claims.jsonl"), dossiers[15:]).read_bytes())
    Path("in/b.claims.jsonl").unlink()
    Path("in/b.claims.jsonl.gz").write_bytes(data[: len(data) // 2])
    pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), "in/other.claims.parquet")
    Path("in/none.claims.parquet").write_bytes(b"PAR1 or not")

    broken = audit("in", "-o", "o.parquet", master=HERE, PYTHONPATH=beside(KILLS))
    assert broken.returncode == 3, broken.stderr
    said = "\n".join(told(broken))
    assert "lost: in/other.claims.parquet: no records stand in these columns: a" in said
    assert "lost: in/none.claims.parquet: this is no Parquet file" in said
    assert "lost: in/b.claims.jsonl.gz:" in said
    assert "cut short or damaged after this line" in said
    assert "not audited: story-0003 (its process was killed (SIGKILL))" in said
    assert "4 lost" in said
    rows = [json.loads(row) for row in rows_of("o.parquet")]
    kept = {row["dossier"] for row in rows if row["kind"] == "claim" and row["file"] == "in/a.claims.jsonl"}
    assert kept == {f"story-{n:04d}" for n in range(15) if n != 3}
    assert {row["file"] for row in rows if row["kind"] == "claim"} == {"in/a.claims.jsonl", "in/b.claims.jsonl.gz"}

    Path("in/b.claims.jsonl.gz").write_bytes(data)
    Path("in/other.claims.parquet").unlink()
    Path("in/none.claims.parquet").unlink()
    one, again = audit("in", "-o", "one.parquet"), audit("in", "-o", "o.parquet", master=HERE)
    assert (again.returncode, told(again)) == (one.returncode, told(one)), again.stderr
    assert rows_of("o.parquet") == rows_of("one.parquet")
    unchanged = audit("in", "-o", "o.parquet", master=HERE)
    assert "nothing has changed since these outputs were written" in unchanged.stderr
    assert told(unchanged) == told(one)


def test_a_run_that_was_killed_goes_on_behind_its_last_job() -> None:
    for n in range(3):
        write(Path(f"{n}.claims.jsonl"), corpus(150, seed=n))
    files = [f"{n}.claims.jsonl" for n in range(3)]
    command = [sys.executable, "-m", "provenance", "audit", *files, "-o", "o.parquet", "--engine", "spark"]
    environ = environment(HERE) | {"PYTHONPATH": beside(SMALL_JOBS)}
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environ)
    end = time.monotonic() + WAIT
    while not list(Path("o.parquet.cache").glob("*/tally.json")) and time.monotonic() < end:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not Path("o.parquet").exists()
    again = audit(*files, "-o", "o.parquet", master=HERE, PYTHONPATH=beside(SMALL_JOBS))
    one = audit(*files, "-o", "one.parquet")
    assert "known already" in again.stderr
    assert (again.returncode, told(again)) == (one.returncode, told(one))
    assert rows_of("o.parquet") == rows_of("one.parquet")


def test_a_disk_that_is_full_is_said_and_a_rerun_completes_the_run() -> None:
    write(Path("c.claims.jsonl"), corpus(300))
    command = [sys.executable, "-m", "provenance", "audit", "c.claims.jsonl", "-o", "o.parquet", "--engine", "spark"]

    def no_file_beyond() -> None:
        # A write beyond it fails as one on a full disk does, with another number.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    full = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
        env=environment(HERE),
        preexec_fn=no_file_beyond,
    )
    assert full.returncode in (2, 3), full.stderr
    assert "Traceback" not in full.stderr
    assert "File too large" in full.stderr.splitlines()[-1] or "File too large" in "\n".join(told(full))
    again, one = audit("c.claims.jsonl", "-o", "o.parquet", master=HERE), audit("c.claims.jsonl", "-o", "one.parquet")
    assert (again.returncode, told(again)) == (one.returncode, told(one))
    assert rows_of("o.parquet") == rows_of("one.parquet")


def test_what_cannot_be_asked_of_spark_is_said_before_it_works() -> None:
    write(Path("c.claims.jsonl"), corpus(2))
    Path("theirs").mkdir()
    Path("theirs/file").write_text("mine", "utf-8")
    theirs = audit("c.claims.jsonl", "-o", "parquet=theirs", master=HERE)
    assert theirs.returncode == 2
    assert "there is a folder that provenance did not write" in theirs.stderr
    assert Path("theirs/file").read_text("utf-8") == "mine"
    page = audit("c.claims.jsonl", "-o", "parquet=s3a://bucket/o.parquet", "-o", "html=p.html", master=HERE)
    assert page.returncode == 2
    assert "the page is made on this machine" in page.stderr
    nowhere = audit("s3a://bucket/c.claims.jsonl", "-o", "o.parquet", master=HERE)
    assert nowhere.returncode == 2
    assert "S3AFileSystem not found" in nowhere.stderr.splitlines()[-1]
    assert "Traceback" not in nowhere.stderr
    missing = audit("missing.claims.jsonl", "-o", "o.parquet", master=HERE)
    assert missing.returncode == 3


def test_a_text_that_a_record_names_is_audited_again_once_it_has_changed() -> None:
    document = {"type": "document", "dossier": "story", "id": "d", "publisher": "AFP", "file": "texts/a.txt"}
    said = {"type": "statement", "dossier": "story", "chain": "Ann", "in": "d", "says": {"c": "the bridge is closed"}}
    claim = {"type": "claim", "dossier": "story", "id": "c", "text": "The bridge is closed."}
    Path("in/texts").mkdir(parents=True)
    Path("in/texts/a.txt").write_text("Ann says: “the bridge is closed”.\n", "utf-8")
    write(Path("in/a.claims.jsonl"), [[document, claim, said]])
    first = audit("in", "-o", "o.parquet", master=HERE)
    assert "anchor-not-found" not in {json.loads(row)["rule"] for row in rows_of("o.parquet")}, first.stderr
    assert "nothing has changed" in audit("in", "-o", "o.parquet", master=HERE).stderr
    Path("in/texts/a.txt").write_text("Ann says nothing.\n", "utf-8")
    again = audit("in", "-o", "o.parquet", master=HERE)
    assert "anchor-not-found" in {json.loads(row)["rule"] for row in rows_of("o.parquet")}, again.stderr
