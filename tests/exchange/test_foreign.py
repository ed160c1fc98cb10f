"""Somebody else's table: what its columns mean is guessed, shown, saved and used; dossiers by hand from the rows."""

import datetime
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.exchange.base import Sheet
from provenance.exchange.mapping import guessed
from provenance.files.load import load
from provenance.model.dossier import Dossier
from provenance.model.errors import ConfigurationError

RUMOURS = """claimId,claimHeadline,claimTruth,articleId,articleHeadline,articleHeadlineStance,url,source
c1,The bridge is closed,true,a1,Bridge shut,for,https://one.example/1,one.example
c1,The bridge is closed,true,a2,Mayor denies closure,against,https://two.example/2,www.two.example
c1,The bridge is closed,true,a3,Is it closed?,observing,https://one.example/3,one.example
c2,A cow flew,false,a4,Cow takes off,for,https://one.example/4,one.example
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_collection_becomes_dossiers() -> None:
    Path("r.csv").write_text(RUMOURS, "utf-8")
    shown = run("import", "r.csv")
    assert shown.exit_code == 1
    assert "claimHeadline                 claim" in shown.stdout
    assert run("import", "r.csv", "--map", "m.toml").exit_code == 1
    saved = Path("m.toml").read_text("utf-8")
    assert '"source" = "document.publisher"' in saved
    assert '"observing" = "uncommitted"' in saved
    assert '"false" = "refuted"' in saved
    Path("m.toml").write_text(saved + 'status_by = "Emergent"\n', "utf-8")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 0, done.stderr
    assert "2 dossiers, 4 statements" in done.stderr
    bridge, cow = load([Path("out")])
    assert not bridge.problems
    (claim,) = bridge.claims.values()
    assert (claim.text, str(claim.declared), claim.declared_by) == ("The bridge is closed", "confirmed", "Emergent")
    assert [(str(s.stance), str(s.certainty), s.document, s.text) for s in bridge.statements] == [
        ("asserts", "certain", "one-example", "Bridge shut"),
        ("denies", "certain", "www-two-example", "Mayor denies closure"),
        ("asserts", "uncommitted", "one-example-2", "Is it closed?"),
    ]
    assert bridge.documents["one-example"].publisher == bridge.documents["one-example-2"].publisher
    assert str(next(iter(cow.claims.values())).declared) == "refuted"
    assert run("import", "r.csv", "--map", "m.toml", "-o", "out").exit_code == 0
    min(Path("out").iterdir()).write_text("mine: true\n", "utf-8")
    refused = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert refused.exit_code == 2
    assert "stands there already" in refused.stderr
    assert run("import", "r.csv", "--map", "m.toml", "-o", "all.claims.jsonl").exit_code == 0
    assert len(list(load([Path("all.claims.jsonl")]))) == 2


def test_a_french_workbook_with_two_headers_merged_cells_and_dates_as_numbers() -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook("f.xlsx")
    sheet = book.add_worksheet("Suivi")
    sheet.merge_range(0, 0, 0, 3, "Suivi des affirmations – juillet")
    for column, name in enumerate(("Qui dit", "Affirmation", "Citation", "Date", "Lien")):
        sheet.write(1, column, name)
    sheet.write(2, 0, "Anne Roux")
    sheet.write(2, 1, "Le pont est fermé.")
    sheet.write(2, 2, "le pont est fermé")
    sheet.write_datetime(2, 3, datetime.datetime(2022, 7, 19), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write(2, 4, "https://journal.example/1")
    book.close()
    assert run("import", "f.xlsx", "--map", "m.toml").exit_code == 1
    saved = Path("m.toml").read_text("utf-8")
    assert "header = 2" in saved
    assert '"Qui dit" = "source"' in saved
    assert 'language = "fr"' in saved
    done = run("import", "f.xlsx", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 0, done.stderr
    (dossier,) = load([Path("out")])
    (statement,) = dossier.statements
    assert (dossier.sources[statement.chain[0].id].name, statement.quote) == ("Anne Roux", "le pont est fermé")
    (document,) = dossier.documents.values()
    assert document.published is not None
    assert document.published.edtf == "2022-07-19"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('claim"', 'clame"'), "did you mean"),
        (("claimHeadline", "Headline"), "has no column 'Headline'"),
        (("header = 1", "header = 900"), "no sheet"),
        (("[columns]", "[columns"), "no TOML"),
        (
            ("header = 1", "header = -5"),
            "`header` is the number of the row with the names of the columns, from 1: not -5",
        ),
        (("header = 1", "header = 0"), "from 1: not 0"),
        (("header = 1", "header = true"), "from 1: not True"),
        (("header = 1", "header = 1.5"), "from 1: not 1.5"),
        (("header = 1", "heading = 1"), "`heading` is no key"),
        (('sheet = "r"', "sheet = 3"), "sheet”: a text is expected, not 3"),
        (('"claimHeadline" = "claim"', '"claimHeadline" = 3'), "columns.claimHeadline”: a text is expected, not 3"),
        (('"articleId" = "document"', '"articleId" = "claim"'), "“claimHeadline” and “articleId” are both `claim`"),
        (("[values.stance]", "[values.stances]"), "`stances` is no field"),
        (('"observing" = "uncommitted"', '"observing" = "sideways"'), "`sideways` is no field"),
        (('"observing" = "uncommitted"', '"observing" = 7'), "values.stance.observing”: a text is expected"),
        (('"false" = "refuted"', '"false" = "refutd"'), "did you mean"),
        (('language = "en"', "language = 5"), "defaults.language”: a text is expected, not 5"),
        (('language = "en"', 'langage = "en"'), "`langage` is no field"),
        (('language = "en"', 'published = "banana"'), "`banana` is no date"),
    ],
)
def test_mappings_that_do_not_fit(change: tuple[str, str], said: str) -> None:
    Path("r.csv").write_text(RUMOURS, "utf-8")
    run("import", "r.csv", "--map", "m.toml")
    path = Path("m.toml")
    assert change[0] in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_row_that_says_nothing_is_told_and_the_others_are_done() -> None:
    Path("r.csv").write_text(
        RUMOURS + "c3,,true,a9,,for,https://x.example/,x.example\nc4,A,true,a8,B,sideways,,x.example\n", "utf-8"
    )
    run("import", "r.csv", "--map", "m.toml")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 1
    assert "r!6: this row says no claim" in done.stderr
    assert "r!7: `stance` cannot be `sideways`" in done.stderr
    assert len(list(load([Path("out")]))) == 2


def test_no_verdict_is_left_without_a_word() -> None:
    """A verdict that means nothing is told once; of one claim the first that is given stands, whichever row has it."""
    Path("r.csv").write_text(
        "claim,verdict,stance,document,url,headline\n"
        "The bridge is closed,maybe,for,d1,https://one.example/1,Shut\n"
        "The bridge is closed,true,for,d2,https://one.example/2,Shut too\n"
        "The bridge is closed,false,for,d2,https://one.example/2,Open\n"
        "A cow flew,maybe,for,d3,https://one.example/3,Cow\n"
        "A cow flew,unsure,for,d4,https://one.example/4,Cow\n",
        "utf-8",
    )
    run("import", "r.csv", "--map", "m.toml")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[1:] == [
        "r.csv r!2: `claim.status` cannot be `maybe`",
        "r.csv r!4: status: `refuted` is left out, an earlier row says `confirmed`",
        "r.csv r!4: headline: `Open` is left out, an earlier row says `Shut too`",
        "r.csv r!6: `claim.status` cannot be `unsure`",
    ]
    loaded = list(load([Path("out")]))
    assert not any(one.problems for one in loaded)
    assert {c.text: c.declared and str(c.declared) for one in loaded for c in one.claims.values()} == {
        "The bridge is closed": "confirmed",
        "A cow flew": None,
    }
    saved = Path("m.toml").read_text("utf-8").replace('"true"', '"maybe" = ""\n"unsure" = "skip"\n"true"')
    Path("m.toml").write_text(saved, "utf-8")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out2")
    assert "maybe" not in done.stderr
    assert "2 dossiers, 4 statements" in done.stderr


def test_an_empty_table_has_no_columns() -> None:
    with pytest.raises(ConfigurationError, match="empty"):
        guessed([Sheet("x", [["", " "], []])])


FRENCH = "Le pont sera rouvert dans la semaine, selon la mairie de Nantes"
ENGLISH = "The bridge will be open again by the end of this week"
GERMAN = "Die Brücke wird nach dem Umbau wieder für den Verkehr geöffnet"


@pytest.mark.parametrize(
    ("cell", "locale", "language"),
    [
        (FRENCH, "en_GB.UTF-8", "fr"),
        (ENGLISH, "fr_FR.UTF-8", "en"),
        # In no language that a dossier may have, or in none at all: that of whoever reads it.
        (GERMAN, "en_GB.UTF-8", "en"),
        ("x1", "en_GB.UTF-8", "en"),
        ("x1", "C", "fr"),
    ],
)
def test_a_table_says_its_language_by_its_texts(
    cell: str, locale: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    Path("r.csv").write_text(f'claim,source\n"{cell}",Anne Roux\n', "utf-8")
    told = run("import", "r.csv", "--map", "m.toml").stdout
    assert told.endswith(f"language: {language}\n")
    assert f'language = "{language}"' in Path("m.toml").read_text("utf-8")


def test_hostile_cells_stay_words() -> None:
    hostile = 'c1,"x"": {a: b}\n# y",true,a1,"=cmd|\' /C calc\'!A0",for,javascript:alert(1),../../etc\n'
    Path("r.csv").write_text(RUMOURS.split("\n")[0] + "\n" + hostile, "utf-8")
    run("import", "r.csv", "--map", "m.toml")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 0, done.stderr
    (dossier,) = load([Path("out")])
    assert [c.text for c in dossier.claims.values()] == ['x": {a: b} # y']
    assert [path.name for path in Path("out").iterdir()] == ["x-a-b.claims.yaml"]


@pytest.mark.parametrize(
    "form", ["csv", "xlsx", "prov-json", "claimreview", "stix", "ninjs", "wikitext", "web-annotation"]
)
@pytest.mark.parametrize("data", [*(random.Random(n).randbytes(300) for n in range(3)), b"a\0b", b"\xff\xfea"])
def test_what_is_no_text_is_told_in_one_line(form: str, data: bytes) -> None:
    Path("r.csv").write_bytes(data)
    done = run("import", "r.csv", "--from", form, "--map", "m.toml", "-o", "out")
    assert isinstance(done.exception, SystemExit | None)
    assert done.exit_code in (1, 2, 3)
    assert len(done.stderr.splitlines()) == 1
    if form == "csv":
        assert done.exit_code == 3
        assert "this is not a text file" in done.stderr


def test_a_folder_is_no_workbook() -> None:
    Path("tables").mkdir()
    done = run("import", "tables", "--from", "xlsx")
    assert done.exit_code == 2
    assert "a workbook is one file" in done.stderr


MEANS = {
    "what": "claim",
    "who": "source",
    "when": "document.published",
    "link": "document.url",
    "how": "stance",
}


def imported(table: str) -> tuple[Result, list[Dossier]]:
    Path("r.csv").write_text(table, "utf-8")
    columns = [f'"{name}" = "{MEANS[name]}"' for name in table.partition("\n")[0].split(",")]
    Path("m.toml").write_text("\n".join(["[columns]", *columns]), "utf-8")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out", "--force")
    return done, list(load([Path("out")]))


def test_a_title_above_the_table_does_not_hide_what_parts_its_cells() -> None:
    Path("r.csv").write_text("Notre archive, export\n\nAffirmation;Qui dit\nLe pont, dit-on, est fermé;Anne\n", "utf-8")
    shown = run("import", "r.csv", "--map", "m.toml")
    assert "Affirmation                   claim                 Le pont, dit-on, est fermé" in shown.stdout
    assert "header = 3" in Path("m.toml").read_text("utf-8")


def test_days_of_which_some_are_missing_are_days() -> None:
    rows = "".join(f"claim {n},{day}\n" for n, day in enumerate(("2022-07-01", "n.c.", "", "2022-07-03 10:00")))
    Path("r.csv").write_text(f"claim,first seen\n{rows}", "utf-8")
    run("import", "r.csv", "--map", "m.toml")
    assert '"first seen" = "document.published"' in Path("m.toml").read_text("utf-8")


@pytest.mark.parametrize("cell", ["N/A", "NaN", "null", "#N/A", "-", "n.c."])
def test_what_programs_write_for_nothing_is_nobody(cell: str) -> None:
    done, (dossier,) = imported(f"what,who,when,link\nIt rains.,{cell},{cell},https://a.example/1\n")
    (statement,), (document,) = dossier.statements, dossier.documents.values()
    assert (done.exit_code, statement.chain, document.published) == (0, (), None)


def test_a_stance_that_means_nothing_is_none() -> None:
    done, dossiers = imported("what,who,how\nIt rains.,Ann,N/A\n")
    assert (done.exit_code, dossiers) == (1, [])
    assert "r!2: `stance` cannot be `N/A`" in done.stderr


def test_a_date_that_cannot_be_read_is_told_with_its_row_and_left_out() -> None:
    done, (dossier,) = imported("what,who,when,link\nIt rains.,Ann,31/02/2022,https://a.example/1\n")
    (document,) = dossier.documents.values()
    assert (done.exit_code, document.published, dossier.problems) == (1, None, ())
    assert "r!2: `document.published` cannot be `31/02/2022`" in done.stderr


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (("04/03/2022", "04/13/2022"), ["2022-04-03", "2022-04-13"]),
        (("4/3/2022 10:30", "12/31/2022 23:00"), ["2022-04-03T10:30", "2022-12-31T23:00"]),
        (("04/03/2022", "13/04/2022"), ["2022-03-04", "2022-04-13"]),
        # Nothing says which comes first: as everywhere, the day.
        (("04/03/2022", "05/03/2022"), ["2022-03-04", "2022-03-05"]),
    ],
)
def test_all_days_of_a_column_are_read_in_one_way(written: tuple[str, str], days: list[str]) -> None:
    rows = "".join(f"It rains.,Ann,{day},https://a.example/{n}\n" for n, day in enumerate(written))
    _, (dossier,) = imported(f"what,who,when,link\n{rows}")
    assert [d.published and d.published.edtf for d in dossier.documents.values()] == days


def test_what_stands_in_brackets_behind_a_name_is_part_of_it() -> None:
    done, (dossier,) = imported("what,who,when,link\nIt rains.,Ann (Greens) → AFP,2022-07-01,https://a.example/1\n")
    (statement,) = dossier.statements
    assert (done.exit_code, dossier.problems) == (0, ())
    assert [dossier.sources[hop.id].label for hop in statement.chain] == ["Ann (Greens)", "Agence France-Presse"]


def test_a_mapping_in_which_nothing_is_a_claim() -> None:
    Path("r.csv").write_text("what\nIt rains.\n", "utf-8")
    Path("m.toml").write_text('header = 1\n[columns]\n"what" = "ignore"\n', "utf-8")
    done = run("import", "r.csv", "--map", "m.toml", "-o", "out")
    assert done.exit_code == 2
    assert "no column is `claim`, `quote` or `text`" in done.stderr
