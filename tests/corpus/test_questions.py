"""Questions to a corpus: answers counted by hand from its rows; nothing else can be read or written by them."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.corpus.questions import ask, views
from tests.corpus.made import write

HEAD = {"type": "dossier", "language": "en", "as_of": "2022-08-01"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def audited() -> Path:
    """Two stories: one that three papers have from one man, one that two men tell and a third denies."""

    def records(name: str, statements: list[tuple[str, str, str]], status: str) -> list[dict[str, object]]:
        own: list[dict[str, object]] = [HEAD | {"dossier": name, "id": name}]
        own += [
            {"type": "document", "dossier": name, "id": f"d{n}", "publisher": f"Paper {n}", "published": "2022-07-01"}
            for n in range(3)
        ]
        own.append({"type": "claim", "dossier": name, "id": "c", "text": f"What {name} says.", "status": status})
        own += [
            {"type": "statement", "dossier": name, "chain": chain, "in": d, verb: {"c": "words"}}
            for chain, d, verb in statements
        ]
        return own

    one = records("one", [("Ann", "d0", "says"), ("Ann → AFP", "d1", "says"), ("Ann → AFP", "d2", "says")], "confirmed")
    two = records("two", [("Ben", "d0", "says"), ("Cat", "d1", "says"), ("Dan", "d2", "denies")], "disputed")
    write(Path("c.claims.jsonl"), [one, two])
    assert run("audit", "c.claims.jsonl", "--output", "o.parquet").exit_code in (0, 1)
    return Path("o.parquet")


def test_what_the_views_say(audited: Path) -> None:
    def rows(view: str) -> list[tuple[object, ...]]:
        return ask([audited], view, None).rows

    assert rows("single_voices") == [("one", "c", "What one says.", 3, ["Ann"], 3, "unconfirmed")]
    assert rows("hanging_on") == [("Ann", 1, 3, 1)]
    assert rows("contested") == [("two", "c", "What two says.", "disputed", 2, ["Dan"])]
    assert ("Ann", "Agence France-Presse", 1, 1) in rows("relays")
    assert rows("verdicts") == [("confirmed", "unconfirmed", 1, 3.0, 1.0), ("disputed", "disputed", 1, 2.0, 2.0)]
    assert rows("disagreements") == [("one", "What one says.", "confirmed", "unconfirmed", 3, 1, "one origin alone")]


def test_what_one_paper_tells_twice_nobody_repeats(tmp_path: Path) -> None:
    def told(name: str, *publishers: str) -> list[dict[str, object]]:
        records: list[dict[str, object]] = [HEAD | {"dossier": name, "id": name}]
        for number, publisher in enumerate(publishers):
            records.append({"type": "document", "dossier": name, "id": f"d{number}", "publisher": publisher})
            said = {"type": "statement", "dossier": name, "chain": "Ann", "in": f"d{number}", "says": {"c": "words"}}
            records += [said, said | {"says": {"c": "other words"}}]
        return [*records, {"type": "claim", "dossier": name, "id": "c", "text": "It is so."}]

    without_papers: list[dict[str, object]] = [
        HEAD | {"dossier": "wires", "id": "wires"},
        {"type": "claim", "dossier": "wires", "id": "c", "text": "It is so."},
        *(
            {"type": "statement", "dossier": "wires", "chain": f"Ann → {wire}", "says": {"c": "words"}}
            for wire in ("AFP", "Reuters")
        ),
    ]
    told_by = [told("one", "Paper"), told("same", "Paper", "Paper"), told("two", "Paper", "Gazette"), without_papers]
    write(tmp_path / "c.claims.jsonl", told_by)
    assert run("audit", "c.claims.jsonl", "--output", "o.parquet").exit_code in (0, 1)
    found = ask([Path("o.parquet")], "SELECT dossier, reports, outlets FROM single_voices", None).rows
    assert found == [("two", 4, 2), ("wires", 2, 0)]


def test_every_view_answers(audited: Path) -> None:
    for view in views():
        assert run("query", view, str(audited)).exit_code == 0
        assert ask([audited], view, None).columns


@pytest.mark.parametrize(
    "question",
    ["SELECT * FROM read_csv('/etc/passwd')", "COPY claims TO 'x.csv'", "SET enable_external_access = true", "ATTACH 'x.db'", "SELEC 1"],
)  # fmt: skip
def test_a_question_reads_and_writes_nothing_else(audited: Path, question: str) -> None:
    done = run("query", question, str(audited))
    assert done.exit_code == 2
    assert "cannot be asked" in done.stderr or "has no answer" in done.stderr
    assert not Path("x.csv").exists()


def test_answers_in_files(audited: Path) -> None:
    assert run("query", "single_voices", str(audited), "-o", "a.csv").exit_code == 0
    assert '"one","c","What one says.",3,"Ann",3,"unconfirmed"' in Path("a.csv").read_text("utf-8")
    assert (
        run("query", "SELECT status, count(*) AS n FROM claims GROUP BY 1", str(audited), "-o", "a.parquet").exit_code
        == 0
    )
    assert run("query", "statuses", str(audited), "-o", "a.txt").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["single_voice", "o.parquet"], "did you mean single_voices?"),
        (["statuses"], "of which files?"),
        (["statuses", "missing.parquet"], "there is no such file"),
        (["statuses", "c.claims.jsonl"], "no output of a corpus"),
    ],
)
def test_what_cannot_be_answered(audited: Path, arguments: list[str], said: str) -> None:
    assert audited
    done = run("query", *arguments)
    assert done.exit_code in (2, 3)
    assert said in done.stderr


def test_no_text_becomes_a_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    evil = "=HYPERLINK(0) the bridge of Kashan was shut on Tuesday 14 July 2022"
    records = []
    for name in ("@a", "b"):
        records += [
            {"type": "dossier", "dossier": name, "id": name, "language": "en", "as_of": "2022-08-01"},
            {"type": "document", "dossier": name, "id": "d", "publisher": "Paper", "published": "2022-07-15"},
            {"type": "claim", "dossier": name, "id": "c", "text": evil},
            {"type": "statement", "dossier": name, "chain": "+Ann", "in": "d", "says": {"c": "it was shut"}},
        ]
    Path("c.claims.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    runner = CliRunner()
    for asked in (
        ["audit", "c.claims.jsonl", "--output", "o.parquet", "-q"],
        ["query", "claims", "o.parquet", "-o", "q.csv"],
        ["query", "hanging_on", "o.parquet", "-o", "h.csv"],
        ["alike", "o.parquet", "-o", "a.csv"],
    ):
        assert runner.invoke(main, asked, catch_exceptions=False).exit_code in (0, 1)
    cells = [
        cell
        for name in ("q.csv", "h.csv", "a.csv")
        for row in csv.reader(Path(name).read_text("utf-8").splitlines())
        for cell in row
    ]
    assert {"'" + evil, "'@a", "'+Ann"} <= set(cells)
    assert not any(cell[:1] in "=+-@\t\r" for cell in cells if cell)


def test_the_name_of_a_file_is_no_pattern(audited: Path) -> None:
    for name in ("o[1].parquet", "o*.parquet", "it's.parquet"):
        Path(name).write_bytes(audited.read_bytes())
        assert ask([Path(name)], "SELECT count(*) FROM claims", None) == ask(
            [audited], "SELECT count(*) FROM claims", None
        )


@pytest.mark.parametrize("name", ["o.parquet", "./o.parquet", "link.parquet", "parts/1.parquet"])
def test_what_was_read_is_not_written_over(audited: Path, name: str) -> None:
    Path("link.parquet").symlink_to(audited)
    Path("parts").mkdir()
    Path("parts/1.parquet").write_bytes(audited.read_bytes())
    before = Path(name).read_bytes()
    for force in ([], ["--force"]):
        done = run("query", "statuses", str(audited), "parts", "-o", name, *force)
        assert done.exit_code == 2
        assert "was read for it" in done.stderr
    assert Path(name).read_bytes() == before


@pytest.mark.parametrize(
    "question", ["SELECT CAST(text AS INT) FROM claims", "SELECT error(chr(27) || '[31m')", "SELECT '0044-01-01 (BC)'::DATE"]
)  # fmt: skip
def test_an_answer_that_fails_is_told_in_one_line_and_leaves_nothing(audited: Path, question: str) -> None:
    for output in ([], ["-o", "x.csv"]):
        done = run("query", question, str(audited), *output)
        if "BC" in question and not output:
            continue
        assert done.exit_code == 2
        assert "this cannot be asked: " in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "\x1b" not in done.stderr
    assert not Path("x.csv").exists()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_an_answer_is_known_again_and_written_whole_in_a_folder_that_is_made(audited: Path, ending: str) -> None:
    name = f"made/here/st.{ending}"
    for view in ("statuses", "rules"):
        assert run("query", view, str(audited), "-o", name).exit_code == 0
    Path(f"other.{ending}").write_text("somebody else's\n", "utf-8")
    refused = run("query", "statuses", str(audited), "-o", f"other.{ending}")
    assert refused.exit_code == 2
    assert "did not write" in refused.stderr
    Path(f"full.{ending}").symlink_to("/dev/full")
    full = run("query", "claims", str(audited), "-o", f"full.{ending}")
    assert full.exit_code == 2
    assert f"full.{ending}: cannot be written" in full.stderr


def test_values_of_every_kind_and_names_of_columns_are_written_without_formulas(audited: Path) -> None:
    question = (
        "SELECT {'a': 1} AS s, ['=a', NULL] AS l, '=1'::ENUM('=1') AS \"=e\", '@b'::BLOB AS \"+b\", -3 AS n,"
        " DATE '2022-07-01' AS d, NULL AS nothing, TRUE AS t, 1.5 AS x"
    )
    assert run("query", question, str(audited), "-o", "a.csv").exit_code == 0
    assert list(csv.reader(Path("a.csv").read_text("utf-8").splitlines())) == [
        ["s", "l", "'=e", "'+b", "n", "d", "nothing", "t", "x"],
        ['{"a": 1}', "'=a; ", "'=1", "'@b", "-3", "2022-07-01", "", "true", "1.5"],
        ["# made by provenance"],
    ]
    shown = run("query", 'SELECT 1 AS "a\x1b[31m"', str(audited))
    assert "\x1b" not in shown.stdout


@pytest.mark.parametrize("name", ["A → B", "→ B", "A →", "A→B", "A \\→ B", "\\"])
def test_an_arrow_in_a_name_is_no_hop(name: str) -> None:
    records = [
        HEAD | {"dossier": "x", "id": "x"},
        {"type": "source", "dossier": "x", "id": "ab", "name": name},
        {"type": "document", "dossier": "x", "id": "d", "publisher": "Paper", "published": "2022-07-01"},
        {"type": "claim", "dossier": "x", "id": "c", "text": "So it is."},
        {"type": "statement", "dossier": "x", "chain": ["ab", "Ann"], "in": "d", "says": {"c": "words"}},
    ]
    write(Path("c.claims.jsonl"), [records])
    done = run("audit", "c.claims.jsonl", "--output", "o.parquet")
    assert done.exit_code in (0, 1), done.stderr
    assert sorted(ask([Path("o.parquet")], "relays", None).rows) == sorted(
        [(name, "Ann", 1, 1), ("Ann", "Paper", 1, 1)]
    )
