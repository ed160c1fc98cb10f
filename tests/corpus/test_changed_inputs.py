"""What an audit of a corpus depends on: whatever changes of it is noticed, and costs the batches that it bears on."""

import json
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from provenance.auditing import AuditOptions
from provenance.cli import main
from provenance.corpus.asked import CorpusArguments, CorpusResult
from provenance.corpus.run import CorpusRun
from provenance.model.dates import of_day
from provenance.rules import installed_rules
from provenance.session import rules_of_files
from tests.corpus.made import corpus, write
from tests.corpus.test_corpus import one_by_one, rows_of

RULE = """
from provenance import M, Proof, RawFinding, Rule, Severity
def check(context):
    return ()
RULE = Rule(code="LNT102", name="lnt/k", severity=Severity.WARNING, title=M("t"), why=M("w"), origin="o",
 bad="claims: {c1: One.}\\n", good="claims: {c1: One.}\\n", check=check)
"""
YAML = """\
dossier: %(name)s
sources: {m: {name: The minister}}
documents: {d: {publisher: Outlet, published: 2022-07-01, file: %(name)s.txt}}
claims: {c1: The bridge fell.}
statements: [{chain: m, in: d, says: {c1: the bridge fell}}]
"""
RECORDS: list[dict[str, Any]] = [
    {"type": "source", "dossier": "b", "id": "m", "name": "The minister"},
    {"type": "document", "dossier": "b", "id": "d", "publisher": "Outlet", "file": "b.txt"},
    {"type": "claim", "dossier": "b", "id": "c1", "text": "The bridge fell."},
    {"type": "statement", "dossier": "b", "chain": "m", "in": "d", "says": {"c1": "the bridge fell"}},
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audited(*paths: Path, **options: Any) -> CorpusResult:
    return CorpusRun(CorpusArguments(paths, (("parquet", Path("o.parquet")),), options=AuditOptions(**options))).run()


def batches() -> int:
    return len(list(Path("o.parquet.cache").glob("*.arrow")))


def two_folders() -> tuple[Path, Path]:
    for name in ("one", "two"):
        Path(name).mkdir()
        write(Path(name, "c.claims.jsonl"), corpus(2))
    Path("two", "b.txt").write_text("the bridge fell", "utf-8")
    write(Path("two", "c.claims.jsonl"), [RECORDS])
    Path("two", "y.claims.yaml").write_text(YAML % {"name": "y"}, "utf-8")
    Path("two", "y.txt").write_text("the bridge fell", "utf-8")
    return Path("one"), Path("two")


@pytest.mark.parametrize(
    ("file", "text", "costs"),
    [
        ("two/provenance.toml", 'language = "fr"\n', 2),
        ("two/sources.yaml", "sources: {m: {name: The minister, kind: person}}\n", 2),
        ("two/b.txt", "the bridge did not fall", 1),
        ("two/y.txt", "the bridge did not fall", 1),
    ],
    ids=["configuration", "registry", "a text that records name", "a text that a claim file names"],
)
def test_what_a_file_of_another_folder_depends_on(file: str, text: str, costs: int) -> None:
    folders = two_folders()
    assert not audited(*folders).unchanged
    assert audited(*folders).unchanged
    Path(file).write_text(text, "utf-8")
    changed = audited(*folders)
    assert (changed.unchanged, changed.reused) == (False, batches() - costs)
    assert rows_of("o.parquet") == one_by_one(*folders)
    assert audited(*folders).unchanged


def test_a_text_that_was_not_there() -> None:
    folders = two_folders()
    Path("two", "b.txt").unlink()
    audited(*folders)
    assert audited(*folders).unchanged
    Path("two", "b.txt").write_text("the bridge fell", "utf-8")
    assert audited(*folders).reused == batches() - 1
    assert rows_of("o.parquet") == one_by_one(*folders)


def test_a_text_whose_name_no_file_can_have() -> None:
    named = [*RECORDS[:1], {**RECORDS[1], "file": "a\0b.txt"}, *RECORDS[2:]]
    path = write(Path("c.claims.jsonl"), [named])
    assert audited(path).tally.dossiers == 1
    assert audited(path).unchanged


def test_a_file_of_rules_that_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.rules._given", {})
    path = write(Path("c.claims.jsonl"), corpus(2))
    rules = Path("rule.py")
    rules.write_text(RULE, "utf-8")
    audited(path, rules=rules_of_files([rules]))
    assert audited(path, rules=rules_of_files([rules])).unchanged
    rules.write_text(RULE + "# Another one.\n", "utf-8")
    changed = audited(path, rules=rules_of_files([rules]))
    assert (changed.unchanged, changed.reused) == (False, 0)


def test_a_file_of_an_installed_package_of_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path.cwd()))
    path = write(Path("c.claims.jsonl"), corpus(2))
    rules = Path("house_rules.py")
    rules.write_text(RULE, "utf-8")
    point = EntryPoint("house", "house_rules", "provenance.rules")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints([point]).select(group=group))
    installed_rules.cache_clear()
    try:
        audited(path)
        assert audited(path).unchanged
        rules.write_text(RULE + "# Another one.\n", "utf-8")
        changed = audited(path)
    finally:
        installed_rules.cache_clear()
        sys.modules.pop("house_rules", None)
    assert (changed.unchanged, changed.reused) == (False, 0)


def test_a_lexicon_that_the_configuration_names() -> None:
    Path("provenance.toml").write_text('[extract]\nlexicons = ["house.toml"]\n', "utf-8")
    Path("house.toml").write_text('[en.vague]\nwords = ["mandarins"]\n', "utf-8")
    Path("b.txt").write_text("According to grandees, the bridge fell.", "utf-8")
    head = {"type": "dossier", "dossier": "b", "id": "b", "language": "en"}
    path = write(Path("c.claims.jsonl"), [[head, RECORDS[1]]])

    def vague() -> list[str]:
        audited(path)
        assert rows_of("o.parquet") == one_by_one(path)
        return [row["words"] for row in rows_of("o.parquet") if row["rule"] == "vague-attribution"]

    assert vague() == []
    Path("house.toml").write_text('[en.vague]\nwords = ["grandees"]\n', "utf-8")
    assert vague() == ["grandees"]


def test_a_private_file_that_names_are_shown_from() -> None:
    hidden = RECORDS[0] | {"name": None, "role": "a minister", "confidential": True}
    path = write(Path("c.claims.jsonl"), [[{k: v for k, v in hidden.items() if v is not None}, *RECORDS[2:3],
        {"type": "statement", "dossier": "b", "chain": "m", "says": {"c1": "the bridge fell"}}]])  # fmt: skip
    private = Path("c.private.yaml")

    def voices(**options: Any) -> list[str]:
        audited(path, **options)
        (row,) = (row for row in rows_of("o.parquet") if row["kind"] == "claim")
        found: list[str] = row["hangs_on"]
        return found

    for name in ("Ann Roux", "Bea Roux"):
        private.write_text(f"sources: {{m: {{name: {name}}}}}\n", "utf-8")
        private.chmod(0o600)
        assert voices(show_confidential=True) == [name]
    # Without the switch it is not opened: what it holds changes nothing.
    assert "Roux" not in "".join(voices())
    private.write_text("sources: {m: {name: Cy Roux}}\n", "utf-8")
    assert audited(path).unchanged


def test_a_run_that_goes_on_past_midnight_is_of_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(Path("c.claims.jsonl"), [[RECORDS[0], *RECORDS[2:3]]])
    days = iter(range(738_000, 738_100))
    monkeypatch.setattr("provenance.model.dates.today", lambda: of_day(next(days)))
    done = CliRunner().invoke(main, ["audit", str(path), "--output", "o.jsonl"])
    assert done.exit_code in (0, 1), done.stderr
    (claim,) = (row for row in rows_of("o.jsonl") if row["kind"] == "claim")
    assert claim["as_of"] == of_day(738_000).edtf


def test_a_claim_file_costs_itself_whatever_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each the reading of the whole folder."""
    Path("many").mkdir()
    for n in range(6):
        Path("many", f"d{n}.claims.yaml").write_text(YAML % {"name": f"d{n}"}, "utf-8")
        Path("many", f"d{n}.txt").write_text("the bridge fell", "utf-8")
    audited(Path("many"))
    Path("many", "d3.claims.yaml").write_text((YAML % {"name": "d3"}).replace("fell.", "fell down."), "utf-8")
    Path("many", "note.txt").write_text("nobody names it", "utf-8")
    assert audited(Path("many")).reused == 5
    assert rows_of("o.parquet") == one_by_one(Path("many"))


def twice_said(dossiers: list[list[dict[str, Any]]]) -> None:
    """A dossier of which a finding says a line."""
    for said in ("one", "two"):
        dossiers[-1].append(
            {
                "type": "statement",
                "dossier": dossiers[-1][0]["dossier"],
                "id": "same",
                "chain": said,
                "says": {"c0": None},
            }
        )


@pytest.mark.parametrize("by", [0, 5], ids=["records", "lines that cannot be read"])
def test_a_record_at_the_top_costs_its_batch(by: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.corpus.batches.SMALL", 2000)
    dossiers = corpus(120)
    twice_said(dossiers)
    path = write(Path("c.claims.jsonl"), dossiers)
    lines = path.read_text("utf-8").splitlines()
    lines[len(lines) // 2 : len(lines) // 2] = ["{"] * by
    path.write_text("\n".join(lines) + "\n", "utf-8")
    audited(path)
    before = [row["line"] for row in rows_of("o.parquet")]
    dossiers[0].insert(1, {"type": "source", "dossier": dossiers[0][0]["dossier"], "id": "new", "name": "New"})
    lines.insert(1, json.dumps(dossiers[0][1]))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    changed = audited(path)
    # The first, and the last, of which a message says a line; those with lines that cannot be read are only moved.
    assert changed.reused == batches() - 2 > 3
    again = rows_of("o.parquet")
    assert [row["line"] for row in again][-1] == before[-1] + 1
    whole = CorpusRun(CorpusArguments((path,), (("parquet", Path("whole.parquet")),))).run()
    assert again == rows_of("whole.parquet")
    assert [str(lost) for lost in whole.tally.lost] == [str(lost) for lost in changed.tally.lost]
    assert len(whole.tally.lost) == by
