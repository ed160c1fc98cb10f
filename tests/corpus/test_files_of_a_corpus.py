"""Which files an audit of a corpus reads, what one that cannot be read costs, and what is never written over."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.cli.corpus_run import _Progress
from provenance.corpus.asked import CorpusArguments
from provenance.corpus.reading import RecordFile, file_hash
from provenance.corpus.run import CorpusRun
from tests.corpus.made import corpus, write
from tests.corpus.test_corpus import one_by_one, packed, rows_of, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    write(Path("in", "good.claims.jsonl"), corpus(3))
    return tmp_path


def validated(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments, "--jobs", "1", "--all"])


def make(kind: str) -> Path:
    if kind == "folder":
        path = Path("in", "a.claims.jsonl")
        path.mkdir()
    elif kind == "loop":
        path = Path("in", "a.claims.jsonl")
        path.symlink_to(path.name)
    elif kind == "pipe":
        path = Path("in", "a.claims.jsonl")
        os.mkfifo(path)
    elif kind == "claim file":
        path = Path("in", "a.claims.yaml")
        os.mkfifo(path)
    elif kind == "schema":
        path = Path("in", "a.claims.parquet")
        pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), path)
    else:
        path = Path("in", f"a.claims.{kind}")
        path.write_bytes(b"this is none of them")
    return path


KINDS = ["folder", "loop", "pipe", "claim file", "schema", "jsonl.gz", "jsonl.zst", "parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_read_costs_itself(kind: str) -> None:
    wanted = one_by_one(Path("in"))
    path = make(kind)
    done = run("in", "--output", "parquet=o.parquet")
    assert done.exit_code == 3
    assert done.stderr.count(f"lost: {path}") == 1
    rows = rows_of("o.parquet")
    assert [row for row in rows if row["kind"] != "lost"] == wanted
    assert [row["file"] for row in rows if row["kind"] == "lost"] == [str(path)]
    told = validated("in")
    assert told.exit_code == 3
    assert told.stderr.count(str(path)) == 1
    assert told.stdout == validated("in/good.claims.jsonl").stdout


def test_a_file_that_is_not_there_costs_itself_and_is_looked_for_again() -> None:
    paths = ("in/good.claims.jsonl", "late.claims.jsonl")
    for _ in range(2):
        done = run(*paths, "--output", "parquet=o.parquet")
        assert done.exit_code == 3
        assert "late.claims.jsonl: there is no such file" in done.stderr
        assert "nothing has changed" not in done.stderr
    assert validated(*paths).exit_code == 3
    write(Path("late.claims.jsonl"), corpus(5)[3:])
    assert run(*paths, "--output", "parquet=o.parquet").exit_code == 1
    assert rows_of("o.parquet") == one_by_one(*map(Path, paths))


def test_a_file_that_cannot_be_read_any_more_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def part(file: RecordFile, start: int, size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(RecordFile, "part", part)
    for told in (validated("in"), run("in", "--output", "parquet=o.parquet")):
        assert told.exit_code == 3
        assert "lost: in/good.claims.jsonl" in told.stderr
        assert "Input/output error" in told.stderr


def test_rows_that_were_written_into_a_folder_are_not_read_from_it() -> None:
    wanted = one_by_one(Path("in"))
    for _ in range(2):
        done = run("in", "--output", "parquet=in/o.parquet", "--output", "jsonl=in/o.jsonl", "--output", "in/o.html")
        assert done.exit_code == 1, done.stderr
        assert rows_of("in/o.parquet") == rows_of("in/o.jsonl") == wanted
    # Whatever they are called.
    assert run("in", "--output", "jsonl=in/j.parquet").exit_code == 1
    assert run("in", "--output", "parquet=in/o.parquet").exit_code == 1
    # What Spark writes, and what it keeps.
    for name, mark in (("s.parquet", "_provenance"), ("s.parquet.cache", "run.json")):
        Path("in", name, "rows").mkdir(parents=True)
        Path("in", name, mark).write_text("{}", "utf-8")
        pyarrow.parquet.write_table(pyarrow.table({"kind": ["claim"]}), Path("in", name, "rows", "part-0.parquet"))
    assert run("in", "--output", "parquet=in/o.parquet").exit_code == 1
    done = run("in", "--output", "jsonl=in/rows.claims.jsonl")
    assert done.exit_code == 2
    assert "so are files called that are read" in done.stderr
    assert not Path("in/rows.claims.jsonl").exists()


@pytest.mark.parametrize("kind", ["gz", "zst", "record", "jsonl"])
def test_what_is_read_is_not_written_over(kind: str) -> None:
    name = "in/good.claims.jsonl" if kind == "jsonl" else packed(kind, Path("in/good.claims.jsonl"))
    Path(name).rename("x." + name.partition(".claims.")[2])
    name = "x." + name.partition(".claims.")[2]
    before = Path(name).read_bytes()
    for form in ("jsonl", "html"):
        done = run(name, "--force", "--output", f"{form}={name}")
        assert done.exit_code == 2, done.stderr
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize("other", ["./o", "O"])
def test_two_outputs_in_one_file(other: str) -> None:
    done = run("in", "--output", "jsonl=o", "--output", f"parquet={other}")
    assert done.exit_code == 2
    assert "asked for twice" in done.stderr
    assert not Path("o").exists()


def test_a_file_that_is_named_twice_counts_once() -> None:
    Path("same.claims.jsonl").symlink_to("in/good.claims.jsonl")
    paths = ["in/good.claims.jsonl", "in", str(Path("in/good.claims.jsonl").absolute()), "same.claims.jsonl"]
    assert run(*paths, "--output", "parquet=o.parquet").exit_code == 1
    assert rows_of("o.parquet") == one_by_one(Path("in"))


def test_what_a_run_that_was_killed_left_is_removed() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [Path(f".o.parquet.{ended.pid}.part"), Path("o.parquet.cache/page.parquet")]
    Path("o.parquet.cache/sorting-x").mkdir(parents=True)
    for path in (*left, Path("o.parquet.cache/sorting-x/0"), Path(f".o.parquet.{os.getppid()}.part")):
        path.write_bytes(b"half")
    assert run("in", "--output", "parquet=o.parquet").exit_code == 1
    assert [path for path in (*left, Path("o.parquet.cache/sorting-x")) if path.exists()] == []
    assert Path(f".o.parquet.{os.getppid()}.part").exists(), "that one is still written"


@pytest.mark.parametrize("kind", ["folder", "gz", "record", "scattered"])
def test_what_is_done_is_counted_in_bytes_of_the_files(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 2000)
    path = write(Path("in", "good.claims.jsonl"), corpus(40))
    if kind == "scattered":
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([*lines[1:], lines[0]]) + "\n", "utf-8")
    elif kind != "folder":
        Path(packed(kind, path)).rename("in/p.claims." + {"gz": "jsonl.gz", "record": "parquet"}[kind])
        path.unlink()
    done: list[int] = []
    arguments = CorpusArguments((Path("in"),), (("parquet", Path("o.parquet")),))
    audit = CorpusRun(arguments, lambda size, dossiers, seconds: done.append(size))
    assert audit.size == sum(one.stat().st_size for one in Path("in").iterdir())
    audit.run()
    assert max(done) == done[-1] == audit.size
    assert kind != "folder" or 0 < done[0] < done[-1]


def test_progress_never_says_more_than_all(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.cli.corpus_run._LOGGED", -1.0)
    progress = _Progress(quiet=False)
    progress.step(50, 10, 2.0)
    progress.total = 200
    progress.step(50, 10, 2.0)
    progress.step(500, 10, 2.0)
    first, second, third = capsys.readouterr().err.splitlines()
    assert first == "10 dossiers, 5 a second"
    assert second == "10 dossiers, 5 a second, 25 %, 6 s left"
    assert third == "10 dossiers, 5 a second, 100 %, 0 s left"


def test_an_interrupted_run_does_not_say_that_something_was_found() -> None:
    write(Path("in", "good.claims.jsonl"), corpus(3000))
    command = [sys.executable, "-m", "provenance", "audit", "in", "--output", "parquet=o.parquet"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(Path().glob("o.parquet.cache/*.arrow")):
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert (running.communicate()[1].strip(), running.returncode) == ("Aborted!", 130)


def test_the_hash_of_a_file_is_of_all_its_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.reading._PIECE", 10)
    path = tmp_path / "f"
    seen = set()
    for data in (b"", b"a" * 10, b"a" * 11, b"a" * 20, b"a" * 10 + b"b" * 10, b"b" * 10 + b"a" * 10, b"a" * 29 + b"b"):
        path.write_bytes(data)
        assert file_hash(path) == file_hash(path)
        seen.add(file_hash(path))
    assert len(seen) == 7


def test_what_the_configuration_ignores_is_no_part_of_a_corpus() -> None:
    wanted = one_by_one(Path("in"))
    write(Path("in", "old.claims.jsonl"), corpus(3))
    Path("provenance.toml").write_text('ignore = ["old.*"]\n', "utf-8")
    for paths in (["in"], ["in", "in/old.claims.jsonl"]):
        run(*paths, "--output", "parquet=o.parquet", "--force")
        assert rows_of("o.parquet") == wanted
