"""A corpus gives what an audit of each dossier gives, whatever it is read from, by however many processes, in one run or
several.
"""

import gzip
import json
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from benchmarks.corpora import records as made_records
from provenance.auditing import audit_paths
from provenance.cli import main
from provenance.corpus import auditing
from provenance.corpus.asked import CorpusArguments
from provenance.corpus.pool import WorkerPool
from provenance.corpus.rows import COLUMNS, audit_rows
from provenance.corpus.run import CorpusRun
from tests.corpus.made import corpus, write

ROOT = Path(__file__).resolve().parent.parent.parent
Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments], input=data)


def rows_of(path: str) -> Rows:
    """The rows of an output, without the line of JSONL that says whose it is."""
    if path.endswith(".jsonl"):
        lines = Path(path).read_text("utf-8").splitlines()[1:]
        return [dict.fromkeys(COLUMNS) | json.loads(line) for line in lines]
    found: Rows = pyarrow.parquet.read_table(path).to_pylist()
    return found


def one_by_one(*paths: Path) -> Rows:
    """What the audit of each dossier says, by the engine alone."""
    return [row for audit in audit_paths(list(paths)) for row in audit_rows(audit, None)]


def without_files(rows: Rows) -> Rows:
    return [{key: value for key, value in row.items() if key not in ("file", "line")} for row in rows]


def test_it_says_what_an_audit_of_each_dossier_says() -> None:
    path = write(Path("c.claims.jsonl"), corpus(400))
    assert run("c.claims.jsonl", "--jobs", "2", "--output", "o.parquet", "--output", "o.jsonl").exit_code == 1
    wanted = one_by_one(path)
    assert rows_of("o.parquet") == wanted
    assert rows_of("o.jsonl") == wanted
    statuses = {row["status"] for row in wanted if row["kind"] == "claim"}
    assert len(statuses) > 5, "the corpus must have many kinds of claims to say anything"


def test_every_dossier_of_the_tree() -> None:
    seeds = ROOT / "seeds"
    assert run(str(seeds), "--output", "o.parquet").exit_code in (0, 1)
    assert rows_of("o.parquet") == one_by_one(seeds)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_number_of_processes_changes_nothing(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 4000)
    write(Path("c.claims.jsonl"), corpus(60))
    assert run("c.claims.jsonl", "--jobs", jobs, "--output", f"o{jobs}.parquet").exit_code == 1
    assert run("c.claims.jsonl", "--jobs", "2", "--output", "two.parquet").exit_code == 1
    assert Path(f"o{jobs}.parquet").read_bytes() == Path("two.parquet").read_bytes()


def packed(kind: str, path: Path) -> str:
    data = path.read_bytes()
    if kind == "gz":
        Path("p.claims.jsonl.gz").write_bytes(gzip.compress(data))
        return "p.claims.jsonl.gz"
    if kind == "zst":
        with pyarrow.CompressedOutputStream(pyarrow.OSFile("p.claims.jsonl.zst", "wb"), "zstd") as stream:
            stream.write(data)
        return "p.claims.jsonl.zst"
    records = data.decode().splitlines()
    if kind == "record":
        pyarrow.parquet.write_table(pyarrow.table({"record": records}), "p.claims.parquet")
    else:
        columns: dict[str, list[Any]] = {}
        rows = [json.loads(line) for line in records]
        for key in dict.fromkeys(key for row in rows for key in row):
            columns[key] = [
                row[key] if isinstance(row.get(key), str) or key not in row else json.dumps(row[key]) for row in rows
            ]
            columns[key] = [None if key not in row else value for row, value in zip(rows, columns[key], strict=True)]
        pyarrow.parquet.write_table(pyarrow.table(columns), "p.claims.parquet")
    return "p.claims.parquet"


@pytest.mark.parametrize("kind", ["gz", "zst", "record"])
def test_whatever_the_records_stand_in(kind: str) -> None:
    path = write(Path("c.claims.jsonl"), corpus(30))
    assert run(packed(kind, path), "--output", "o.parquet").exit_code == 1
    assert without_files(rows_of("o.parquet")) == without_files(one_by_one(path))


@pytest.mark.parametrize("kind", ["", "gz", "zst", "record"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_records_on_standard_input(kind: str, jobs: str) -> None:
    path = write(Path("c.claims.jsonl"), corpus(20))
    data = Path(packed(kind, path)).read_bytes() if kind else path.read_bytes()
    assert run("-", "--jobs", jobs, "--output", "o.parquet", data=data).exit_code == 1
    assert without_files(rows_of("o.parquet")) == without_files(one_by_one(path))


def test_records_that_stand_apart_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches._BUCKET", 20_000)
    path = write(Path("c.claims.jsonl"), corpus(60))
    lines = path.read_text("utf-8").splitlines()
    random.Random(3).shuffle(lines)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert run("c.claims.jsonl", "--jobs", "2", "--output", "o.parquet").exit_code == 1
    assert run("-", "--output", "stdin.parquet", data=path.read_bytes()).exit_code == 1
    assert len(rows_of("stdin.parquet")) == len(rows_of("o.parquet"))
    told = [
        CliRunner().invoke(main, ["validate", "c.claims.jsonl", "-q", "--all", *jobs]).stdout
        for jobs in ([], ["--jobs", "2"])
    ]
    assert sorted(told[0].splitlines()) == sorted(told[1].splitlines())

    def key(row: dict[str, Any]) -> str:
        return json.dumps(row, sort_keys=True)

    assert sorted(rows_of("o.parquet"), key=key) == sorted(one_by_one(path), key=key)
    assert not list(Path("o.parquet.cache").glob("sorting-*"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_dossier_that_goes_on_at_the_end_of_a_file(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches that were worked on before it was seen leave nothing behind."""
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 2000)
    path = write(Path("c.claims.jsonl"), corpus(60))
    lines = path.read_text("utf-8").splitlines()
    lines.append(lines.pop(len(lines) // 3))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert run("c.claims.jsonl", "--jobs", jobs, "--output", "o.parquet").exit_code == 1

    def key(row: dict[str, Any]) -> str:
        return json.dumps(row, sort_keys=True)

    assert sorted(rows_of("o.parquet"), key=key) == sorted(one_by_one(path), key=key)
    one, many = (
        CliRunner().invoke(main, ["validate", "c.claims.jsonl", "-q", "--all", *some]).stdout
        for some in ([], ["--jobs", jobs])
    )
    assert sorted(one.splitlines()) == sorted(many.splitlines())


def test_what_cannot_be_read_is_named_and_the_rest_is_done() -> None:
    path = write(Path("c.claims.jsonl"), corpus(20))
    lines = path.read_text("utf-8").splitlines()
    clean = one_by_one(path)
    lines.insert(5, "{not json")
    lines.insert(9, '{"type": "statment"}')
    path.write_text("\n".join(lines) + "\n", "utf-8")
    done = run("c.claims.jsonl", "--output", "o.parquet")
    assert done.exit_code == 3
    assert "c.claims.jsonl:6: this is not JSON" in done.stderr
    assert (
        'c.claims.jsonl:10: `type` is "statment"; expected one of dossier, source, document, claim, evidence, statement\n'
    ) in done.stderr
    rows = rows_of("o.parquet")
    assert [(row["line"], row["kind"]) for row in rows if row["kind"] == "lost"] == [(6, "lost"), (10, "lost")]
    assert without_files([row for row in rows if row["kind"] != "lost"]) == without_files(clean)


@pytest.mark.parametrize("kind", ["gz", "zst", "record"])
def test_a_file_that_is_cut_short(kind: str) -> None:
    name = packed(kind, write(Path("c.claims.jsonl"), corpus(200)))
    data = Path(name).read_bytes()
    Path(name).write_bytes(data[: len(data) // 2])
    done = run(name, "--output", "o.parquet")
    assert done.exit_code == 3
    assert "Traceback" not in done.output
    assert "cut short" in done.stderr or "no Parquet file" in done.stderr or "cannot be read" in done.stderr


def test_a_parquet_file_with_other_columns() -> None:
    pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), "x.parquet")
    done = run("x.parquet", "--output", "o.parquet")
    assert done.exit_code == 3
    assert "no records stand in these columns: a" in done.stderr


def test_a_second_run_does_nothing_and_a_changed_dossier_costs_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 2000)
    dossiers = corpus(120)
    path = write(Path("c.claims.jsonl"), dossiers)
    first = CorpusRun(CorpusArguments((path,), (("parquet", Path("o.parquet")),))).run()
    again = CorpusRun(CorpusArguments((path,), (("parquet", Path("o.parquet")),))).run()
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again.tally == first.tally
    dossiers[60][0]["title"] = "Another title"
    write(path, dossiers)
    changed = CorpusRun(CorpusArguments((path,), (("parquet", Path("o.parquet")),))).run()
    batches = len(list(Path("o.parquet.cache").glob("*.arrow")))
    assert batches > 3
    assert changed.reused == batches - 1
    assert rows_of("o.parquet") == one_by_one(path)


def test_an_interrupted_run_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 2000)
    path = write(Path("c.claims.jsonl"), corpus(120))
    arguments = CorpusArguments((path,), (("parquet", Path("o.parquet")),))
    done: list[int] = []

    def stop(bytes_done: int, dossiers: int, seconds: float) -> None:
        done.append(dossiers)
        if len(done) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        CorpusRun(arguments, stop).run()
    assert not Path("o.parquet").exists()
    assert CorpusRun(arguments).run().reused == 3
    assert run(str(path), "--output", "whole.parquet").exit_code == 1
    assert Path("o.parquet").read_bytes() == Path("whole.parquet").read_bytes()


def killing(name: str) -> Callable[..., Any]:
    real = auditing.BatchReader.dossiers

    def dossiers(self: Any, batch: Any, tally: Any) -> Any:
        if any(name.encode() in line for _, line in batch.lines):
            os.kill(os.getpid(), signal.SIGKILL)
        yield from real(self, batch, tally)

    return dossiers


def test_a_part_that_kills_its_process_is_named_and_the_rest_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing.BatchReader, "dossiers", killing("story-0007"))
    path = write(Path("c.claims.jsonl"), corpus(20))
    done = run("c.claims.jsonl", "--jobs", "2", "--output", "o.parquet")
    assert done.exit_code == 3
    assert "not audited: story-0007 (its process was killed (SIGKILL))" in done.stderr
    rows = [row for row in rows_of("o.parquet") if row["kind"] != "lost"]
    assert rows == [row for row in one_by_one(path) if row["dossier"] != "story-0007"]
    monkeypatch.undo()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("by", ["file", "pipe"])
def test_a_part_that_kills_the_process_that_validates_it(by: str, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(Path("c.claims.jsonl"), corpus(7))
    alone = CliRunner().invoke(main, ["validate", "c.claims.jsonl", "--jobs", "1", "--all"])
    write(path, corpus(8))
    monkeypatch.setattr(auditing.BatchReader, "dossiers", killing("story-0007"))
    name, given = ("-", path.read_bytes()) if by == "pipe" else ("c.claims.jsonl", None)
    done = CliRunner().invoke(main, ["validate", name, "--jobs", jobs, "--all"], input=given)
    monkeypatch.undo()
    assert done.exit_code == 3
    assert "not audited: story-0007 (its process was killed (SIGKILL))" in done.stderr
    assert len(alone.stdout.splitlines()) > 10
    assert len(done.stdout.splitlines()) == len(alone.stdout.splitlines())
    if by == "file":
        # What comes of the parts of a batch is told as it is there.
        assert sorted(done.stdout.splitlines()) == sorted(alone.stdout.splitlines())


def test_a_name_that_one_dossier_hides_is_hidden_in_all() -> None:
    dossiers = corpus(3)
    dossiers[2].append(
        {
            "type": "source",
            "dossier": "story-0002",
            "id": "w",
            "name": "Éponine Thénardier",
            "confidential": True,
            "role": "a witness",
        }
    )
    dossiers[0][1]["name"] = "Éponine Thénardier’s house"
    write(Path("c.claims.jsonl"), dossiers)
    assert run("c.claims.jsonl", "--output", "o.jsonl").exit_code in (1, 3)
    assert "nardier" not in Path("o.jsonl").read_text("utf-8")


def test_what_somebody_else_wrote_is_not_written_over() -> None:
    write(Path("c.claims.jsonl"), corpus(3))
    Path("o.parquet").write_text("mine", "utf-8")
    done = run("c.claims.jsonl", "--output", "o.parquet")
    assert done.exit_code == 2
    assert Path("o.parquet").read_text("utf-8") == "mine"
    assert run("c.claims.jsonl", "--jobs", "2").exit_code == 2
    assert (
        "told as parquet=FILE, jsonl=FILE, html=FILE"
        in run("c.claims.jsonl", "--jobs", "2", "--output", "sarif=x.sarif").stderr
    )


def test_tasks_of_a_pool_come_back_with_their_numbers() -> None:
    pool: WorkerPool[int, int] = WorkerPool(3, lambda: lambda n: n * n)
    done = {one.number: one.result for one in pool.results(enumerate(range(20)), lambda n: [n])}
    assert done == {n: n * n for n in range(20)}


def test_validating_a_corpus_says_what_validating_each_dossier_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 3000)
    dossiers = corpus(40)
    dossiers[7].append({"type": "statement", "dossier": "story-0007", "chain": "nobody", "says": {"c99": None}})
    path = write(Path("c.claims.jsonl"), dossiers)
    runner = CliRunner()
    one = runner.invoke(main, ["validate", "c.claims.jsonl", "-q", "--all"])
    for arguments in (["c.claims.jsonl", "--jobs", "2"], [packed("gz", path)], ["-"], ["-", "--jobs", "2"]):
        many = runner.invoke(main, ["validate", *arguments, "-q", "--all"], input=path.read_bytes())
        assert many.exit_code == one.exit_code == 1
        told = many.stdout.replace("p.claims.jsonl.gz", "c.claims.jsonl").replace("-:", "c.claims.jsonl:")
        assert told.replace("\n-", "\nc.claims.jsonl") == one.stdout.replace("-:", "c.claims.jsonl:")


@pytest.mark.parametrize(
    "line",
    [
        '{"type": "source", "dossier": "story-0002", "id": "w", "name": "Éponine Thénardier", "confidential": tru',
        '{"type": "source", "dossier": "story-0002", "id": "w", "name": "Éponine Thénardier", "name": "X",'
        ' "confidential": true}',
        '{"type": "source", "dossier": "story-0002", "id": "Éponine Thénardier", "confidential": true}',
    ],
    ids=["cut", "a key twice", "its id"],
)
@pytest.mark.parametrize("by", ["file", "pipe"])
def test_a_name_is_hidden_in_every_file_of_a_corpus_even_if_its_line_cannot_be_read(line: str, by: str) -> None:
    dossiers = corpus(3)
    dossiers[0][1]["name"] = "Éponine Thénardier’s house"
    first = write(Path("a.claims.jsonl"), dossiers[:2])
    second = write(Path("b.claims.jsonl"), dossiers[2:])
    second.write_text(second.read_text("utf-8") + line + "\n", "utf-8")
    paths = [str(first), str(second)] if by == "file" else [str(first), "-"]
    given = second.read_bytes() if by == "pipe" else None
    done = CliRunner().invoke(main, ["audit", *paths, "--output", "jsonl=o.jsonl"], input=given, catch_exceptions=False)
    assert done.exit_code in (1, 3), done.stderr
    assert "story-0000" in Path("o.jsonl").read_text("utf-8")
    assert "nardier" not in Path("o.jsonl").read_text("utf-8")
    assert "nardier" not in done.output


def test_validating_a_corpus_hides_in_every_file(tmp_path: Path) -> None:
    dossiers = corpus(2)
    for records in dossiers:
        records[0]["closed"] = True
    dossiers[0][-1]["chain"] = "Éponine Thénardier → AFP"
    secret = {"type": "source", "dossier": "story-0001", "id": "w", "name": "Éponine Thénardier", "confidential": True}
    write(Path("a.claims.jsonl"), dossiers[:1])
    write(Path("b.claims.jsonl"), [[*dossiers[1], secret]])
    done = CliRunner().invoke(main, ["validate", "a.claims.jsonl", "b.claims.jsonl", "--jobs", "1", "--all"])
    assert "a.claims.jsonl" in done.stdout
    assert "nardier" not in done.output


def test_a_source_whose_line_is_cut_off_is_hidden_in_all_of_the_corpus(tmp_path: Path) -> None:
    """It would have said that it is confidential further on; the batches are far apart."""
    lines = [json.dumps(one) for one in made_records(3000)]
    said = {"type": "claim", "dossier": "d0000001", "id": "c0", "text": "Jane Roe saw it."}
    cut = '{"type": "source", "dossier": "zz", "id": "jane", "name": "Jane Roe", "conf'
    path = tmp_path / "c.claims.jsonl"
    for text in (
        "\n".join([lines[0], json.dumps(said), *lines[1:], cut]),
        "\r\n".join([json.dumps(said), cut, *lines]),
    ):
        path.write_text(text, "utf-8")
        out = tmp_path / "out.jsonl"
        run = CorpusRun(CorpusArguments((path,), (("jsonl", out),), force=True))
        run.run()
        assert "Jane Roe" not in out.read_text("utf-8")
        assert "Roe" not in out.read_text("utf-8")
