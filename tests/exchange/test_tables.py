"""Tables out and in again: what people changed reaches the file, and nothing else of it. Expected files are by hand."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.auditing import audit_paths
from provenance.cli import main
from provenance.editing import decisions
from provenance.editing.workspace import Workspace
from provenance.exchange import exchange_format
from provenance.exchange.base import ReadTables, Sheet
from provenance.exchange.importing import MergeResult, merged, planned
from provenance.exchange.tables import cell, data_rows, listed
from provenance.model.cells import inert
from tests.readers import office

FILE = """# The bridge.
dossier: bridge
language: en
sources:  # who speaks
  roux: {name: Anne Roux, kind: person, aliases: [Roux, the mayor]}
  town: {name: the town hall, kind: government}
documents: {story: {publisher: The Paper, published: 2026-03-03}}
claims:
  closed: {text: The bridge is closed., value: 3}  # since Monday
  old: It is old.
statements:
  - chain: roux («said») → town  # she said it twice
    in: story
    says:
      closed: "the bridge is closed"
      old: {quote: "it is old", certainty: probable}
  # Nobody else says so.
  - {chain: town, in: story, denies: {closed: no}}
  - {own: true, in: story, claim: old, stance: asserts, text: an old bridge}
"""
Edit = Callable[[dict[str, list[list[str]]]], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("bridge.claims.yaml").write_text(FILE, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def exported(form: str, language: str = "en") -> ReadTables:
    (audit,) = audit_paths([Path("bridge.claims.yaml")])
    made = exchange_format(form)
    assert made.tables is not None
    return made.tables(made.export(audit, language).parts, "x")


def edited(read: ReadTables, edit: Edit) -> ReadTables:
    """The tables after somebody edited them: by section the rows, the first of them the names of the columns."""
    held = {sheet.name: [list(row) for row in sheet.rows] for sheet in read.sheets}
    names = {name.lower(): name for name in held}
    by_section = {section: held[names[section]] for section in ("statements", "claims", "sources", "documents")}
    edit(by_section)
    return replace(read, sheets=[Sheet(name, rows) for name, rows in held.items()])


def back(edit: Edit, form: str = "xlsx") -> tuple[str, MergeResult]:
    """The file after a round through people's hands."""
    read = edited(exported(form), edit)
    work = Workspace(Path("bridge.claims.yaml"))
    done = merged(work, planned(work, read))
    return Path("bridge.claims.yaml").read_text("utf-8"), done


def put(table: list[list[str]], words: str, column: str, value: str) -> None:
    """Write a value into the row that holds some words."""
    at = [name.lower() for name in table[0]].index(column.lower())
    (row,) = [one for one in table[1:] if words in one]
    row[at] = value


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_nobody_touched_changes_nothing(form: str) -> None:
    assert back(lambda held: [random.Random(1).shuffle(rows[1:]) for rows in held.values()] and None, form) == (
        FILE,
        MergeResult(),
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_cells_that_were_changed(form: str) -> None:
    def edit(held: dict[str, list[list[str]]]) -> None:
        put(held["statements"], "it is old", "certainty", "certain")
        put(held["statements"], "the bridge is closed", "limited to", "at night")
        put(held["claims"], "closed", "value", "4")
        put(held["claims"], "old", "as one sentence", "It is very old.")
        put(held["sources"], "roux", "other names", "Roux; the mayor; Anne")
        put(held["documents"], "story", "address", "https://paper.example/1")
        put(held["statements"], "no", "stance", "questions")

    text, done = back(edit, form)
    assert (done.cells, done.problems) == (7, [])
    assert text == FILE.replace("certainty: probable", "certainty: certain").replace(
        'closed: "the bridge is closed"', 'closed: {quote: "the bridge is closed", only: "at night"}'
    ).replace("value: 3", "value: 4").replace("old: It is old.", "old: It is very old.").replace(
        "[Roux, the mayor]", '[Roux, "the mayor", Anne]'
    ).replace("2026-03-03}", '2026-03-03, url: "https://paper.example/1"}').replace("denies:", "questions:")


def test_rows_that_were_added_deleted_and_moved() -> None:
    def edit(held: dict[str, list[list[str]]]) -> None:
        rows = held["statements"]
        head = [name.lower() for name in rows[0]]
        rows[:] = [rows[0], *reversed([row for row in rows[1:] if "an old bridge" not in row])]
        new = dict.fromkeys(head, "") | {
            "who says it, through whom": "town",
            "claim": "old",
            "words": "it was built in 1900",
            "document": "story",
        }
        rows.append([new[name] for name in head])
        claim = [name.lower() for name in held["claims"][0]]
        fresh = dict.fromkeys(claim, "") | {"name": "long", "as one sentence": "It is long."}
        held["claims"].append([fresh[name] for name in claim])

    text, done = back(edit)
    assert (done.added, done.deleted, done.problems) == (2, 1, [])
    assert '  long: {text: "It is long."}' in text
    assert "an old bridge" not in text
    assert 'says: {old: "it was built in 1900"}' in text
    assert "# she said it twice" in text
    assert "# since Monday" in text


def test_a_chain_that_is_changed_for_one_of_two_sayings_parts_them() -> None:
    text, done = back(lambda held: put(held["statements"], "it is old", "who says it, through whom", "town"))
    assert not done.problems
    work = Workspace(Path("bridge.claims.yaml"))
    said = {(s.quote or s.text): [hop.id for hop in s.chain] for s in work.dossier.statements}
    assert said == {
        "the bridge is closed": ["roux", "town"],
        "it is old": ["town"],
        "no": ["town"],
        "an old bridge": [],
    }
    assert "# she said it twice" in text


def test_an_id_that_is_changed_is_changed_everywhere() -> None:
    text, done = back(lambda held: put(held["claims"], "old", "name", "aged"))
    assert not done.problems
    assert text == FILE.replace("  old: It is old.", "  aged: It is old.").replace(
        "      old: {", "      aged: {"
    ).replace("claim: old", "claim: aged")


def test_what_both_sides_changed_is_told_and_left() -> None:
    read = edited(exported("xlsx"), lambda held: put(held["statements"], "it is old", "certainty", "possible"))
    path = Path("bridge.claims.yaml")
    moved = FILE.replace("certainty: probable", "certainty: certain").replace(
        "  - chain: roux", "  - {chain: town, says: {old: once}}\n  - chain: roux"
    )
    path.write_text(moved, "utf-8")
    work = Workspace(path)
    done = merged(work, planned(work, read))
    (problem,) = done.problems
    assert problem.place.startswith("Statements!G")
    assert problem.message.render("en") == "changed on both sides: “certain” in the claim file, “possible” here"
    assert path.read_text("utf-8") == moved


def test_what_only_the_file_changed_stays() -> None:
    read = edited(exported("xlsx"), lambda held: put(held["claims"], "closed", "value", "4"))
    path = Path("bridge.claims.yaml")
    moved = FILE.replace("denies: {closed: no}", "denies: {closed: never}").replace(
        "statements:", "statements:\n  - {chain: town, says: {old: once}}"
    )
    path.write_text(moved, "utf-8")
    work = Workspace(path)
    assert not merged(work, planned(work, read)).problems
    assert path.read_text("utf-8") == moved.replace("value: 3", "value: 4")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda held: put(held["statements"], "no", "stance", "denise"), "`stance` cannot be `denise`"),
        (lambda held: put(held["statements"], "no", "who says it, through whom", "nobody known"), "nobody known"),
        (lambda held: [row.pop(0) for row in held["claims"]], "the first column (“key”)"),
        (lambda held: held["claims"][0].__setitem__(3, "Mood"), "“Mood” is no column"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_said_and_the_rest_is_done(edit: Edit, said: str) -> None:
    def both(held: dict[str, list[list[str]]]) -> None:
        edit(held)
        put(held["documents"], "story", "headline", "The bridge")

    text, done = back(both)
    assert any(said in problem.message.render("en") for problem in done.problems), done.problems
    assert 'headline: "The bridge"' in text
    assert text.replace(', headline: "The bridge"', "") == FILE


def test_an_entry_with_a_comment_above_it_is_not_deleted() -> None:
    def edit(held: dict[str, list[list[str]]]) -> None:
        held["statements"][:] = [row for row in held["statements"] if "no" not in row]
        put(held["claims"], "closed", "value", "4")

    text, done = back(edit)
    assert text == FILE.replace("value: 3", "value: 4")
    assert "a comment stands there" in done.problems[0].message.render("en")


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1", "-2", "@x", "'=quoted", "''", "a\nb", '"x", y; z'])
def test_cells_like_formulas_are_inert_and_come_back(words: str) -> None:
    path = Path("bridge.claims.yaml")
    Workspace(path).decide("x", lambda data, _: [decisions.put(("claims", "old"), {"text": words})])
    before = path.read_text("utf-8")
    (audit,) = audit_paths([path])
    workbook = exchange_format("xlsx").export(audit, "en").parts[""]
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)
    table = exchange_format("csv").export(audit, "en").parts["claims.csv"].decode("utf-8-sig")
    assert not any(one.lstrip('"').startswith(("=", "+", "-", "@")) for one in table.split(","))
    for form in ("xlsx", "csv"):
        assert back(lambda held: None, form)[0] == before


def test_lists_in_cells() -> None:
    for items in (["a"], ["a", "b"], ["a; b", "c"], ['say "x"', "d,e"]):
        assert listed(cell(items)) == items
    assert [inert(one) for one in ("=1", "'=1", "x=1", "'x")] == ["'=1", "''=1", "x=1", "'x"]


def test_confidential_names_stand_in_no_part() -> None:
    path = Path("bridge.claims.yaml")
    path.write_text(
        FILE.replace(
            "roux: {name: Anne Roux", "roux: {confidential: true, role: an official, name: Éponine Thénardier"
        ),
        "utf-8",
    )
    (audit,) = audit_paths([path])
    for form in ("xlsx", "csv"):
        parts = exchange_format(form).export(audit, "en").parts
        read = exchange_format(form).tables
        assert read is not None
        held = read(parts, "x")
        said = str(held.base) + "".join(cell for sheet in held.sheets for row in sheet.rows for cell in row)
        assert "nardier" not in said
        work = Workspace(path)
        assert not planned(work, held).problems


def test_random_edits_reach_the_file_and_nothing_else() -> None:
    rng = random.Random(5)
    for turn in range(12):
        Path("bridge.claims.yaml").write_text(FILE, "utf-8")
        wanted: dict[str, str] = {}

        def edit(held: dict[str, list[list[str]]], turn: int = turn, wanted: dict[str, str] = wanted) -> None:
            rows = held["statements"][1:]
            rng.shuffle(rows)
            held["statements"][1:] = rows
            at = [name.lower() for name in held["statements"][0]].index("limited to")
            for row in rng.sample(rows, rng.randint(1, len(rows))):
                row[at] = wanted[row[0]] = f"part {turn}"

        text, done = back(edit)
        assert (done.cells, done.problems) == (len(wanted), [])
        rows = data_rows(Workspace(Path("bridge.claims.yaml")).data)["statements"]
        assert {row.key: row.cells["only"] for row in rows if row.cells["only"]} == wanted
        assert text.count("#") == FILE.count("#")


def test_the_commands() -> None:
    assert run("export", ".", "--to", "xlsx", "-o", "b.xlsx").exit_code == 0
    first = Path("b.xlsx").read_bytes()
    assert run("export", ".", "-o", "b.xlsx").exit_code == 0
    assert Path("b.xlsx").read_bytes() == first
    assert run("export", ".", "--to", "csv", "-o", "tables", "--lang", "fr").exit_code == 0
    table = Path("tables/statements.csv")
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig").replace("probable", "possible"))))
    with table.open("w", encoding="utf-8", newline="") as stream:
        # As a French Excel saves it.
        csv.writer(stream, delimiter=";").writerows(rows)
    done = run("import", "tables", "--dry-run")
    assert done.exit_code == 0, done.stderr
    assert '+      old: {quote: "it is old", certainty: possible}' in done.stdout
    assert Path("bridge.claims.yaml").read_text("utf-8") == FILE
    done = run("import", "tables")
    assert done.exit_code == 0, done.stderr
    assert "1 cell changed, 0 rows added, 0 rows deleted, 0 left out" in done.stderr
    assert Path("bridge.claims.yaml").read_text("utf-8") == FILE.replace("certainty: probable", "certainty: possible")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.xlsx", b"PK\x03\x04", "cannot be read"),
        ("x.xlsx", b"", "cannot be read"),
        ("x.csv", b"", "empty"),
        ("x.ods", b"\x00" * 100, "cannot be read"),
    ],
)
def test_what_is_no_table(name: str, data: bytes, said: str) -> None:
    Path(name).write_bytes(data)
    done = run("import", name)
    assert done.exit_code in (2, 3)
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.skipif(not office.found(), reason=office.MISSING)
def test_a_workbook_that_went_through_libreoffice(tmp_path: Path) -> None:
    assert run("export", ".", "-o", "b.xlsx").exit_code == 0
    saved = office.converted(Path("b.xlsx"), "ods", tmp_path)
    done = run("import", str(saved), "--from", "xlsx", "--into", "bridge.claims.yaml")
    assert done.exit_code == 0, done.stderr
    assert Path("bridge.claims.yaml").read_text("utf-8") == FILE


def last_row(table: list[list[str]], **cells: str) -> None:
    head = [name.lower() for name in table[0]]
    row = dict.fromkeys(head, "") | {name.replace("_", " "): value for name, value in cells.items()}
    table.append([row[name] for name in head])


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda held: last_row(held["sources"], name="town", as_readers_know_it="another"), "`town` is there already"),
        (lambda held: put(held["statements"], "it is old", "claim", "closed"), "speaks of `closed` already"),
        (lambda held: last_row(held["statements"], claim="closed", words="open", stance="deny"), "`stance` cannot be `deny`"),
    ],
)  # fmt: skip
def test_nothing_is_overwritten_or_said_otherwise(edit: Edit, said: str) -> None:
    text, done = back(edit)
    assert any(said in problem.message.render("en") for problem in done.problems), done.problems
    assert text == FILE
    assert (done.cells, done.added) == (0, 0)


def test_a_new_name_and_a_change_of_its_statement_go_together() -> None:
    def edit(held: dict[str, list[list[str]]]) -> None:
        put(held["statements"], "it is old", "certainty", "certain")
        put(held["claims"], "old", "name", "aged")

    text, done = back(edit)
    assert not done.problems
    assert '      aged: {quote: "it is old", certainty: certain}' in text


def test_a_copied_row_is_a_new_one_wherever_it_stands() -> None:
    def edit(held: dict[str, list[list[str]]]) -> None:
        rows = held["claims"]
        head = [name.lower() for name in rows[0]]
        (original,) = [row for row in rows if "closed" in row]
        copy = list(original)
        copy[head.index("name")], copy[head.index("as one sentence")] = "copied", "It is a copy."
        rows.insert(1, copy)

    text, done = back(edit)
    assert (done.added, done.problems) == (1, [])
    assert "  closed: {text: The bridge is closed., value: 3}  # since Monday" in text
    assert "copied: {" in text


def test_a_sheet_that_is_called_otherwise_is_told() -> None:
    read = exported("xlsx")
    sheets = [replace(sheet, name="Anna") if sheet.name == "Statements" else sheet for sheet in read.sheets]
    work = Workspace(Path("bridge.claims.yaml"))
    problems = planned(work, replace(read, sheets=sheets)).problems
    assert ["the sheet statements is not here" in one.message.render("en") for one in problems] == [True]


def test_a_cell_that_a_workbook_cannot_hold_is_no_change() -> None:
    path = Path("bridge.claims.yaml")
    path.write_text(FILE.replace("It is old.", "old " * 10_000), "utf-8")
    before = path.read_text("utf-8")
    assert back(lambda held: None)[0] == before


@pytest.mark.parametrize("spelled", [b'<c r="XFD1048576"', b'<c s="0" r="XFD1048576"', b"<c r='xfd1048576'"])
def test_a_sheet_with_one_cell_far_away_is_refused(spelled: bytes) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook("far.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "b")
    book.close()
    with zipfile.ZipFile("far.xlsx") as made, zipfile.ZipFile("respelled.xlsx", "w") as other:
        for name in made.namelist():
            other.writestr(name, made.read(name).replace(b'<c r="XFD1048576"', spelled))
    done = run("import", "respelled.xlsx")
    assert done.exit_code == 3
    assert "save its filled part alone" in done.stderr


def test_a_chain_that_is_none_is_a_cell_all_the_same() -> None:
    rows = data_rows({"statements": [{"chain": 7, "claim": "c1"}, {"chain": {"a": "b"}, "claim": "c1"}]})
    assert [row.cells["chain"] for row in rows["statements"]] == ["7", '{"a": "b"}']
