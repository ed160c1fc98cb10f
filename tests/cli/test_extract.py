"""`provenance extract` and `audit` of a raw text, through the real entry point."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.files.load import load

ARTICLE = "Selon l'agence Tass, le pont est vieux et il fermera en mars.\n\n« Les travaux dureront six mois », a déclaré Anne Roux.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["extract", *arguments], input=stdin, catch_exceptions=False)


def test_a_draft_that_validates(folder: Path) -> None:
    result = run("a.txt", "-o", "a.claims.yaml")
    assert result.exit_code == 0
    # Nobody set a locale: the summary is in the language of the text.
    assert result.stderr == "a.claims.yaml: 2 propos, 2 sûrs, 0 à regarder, 0 sans auteur certain\n"
    (dossier,) = load([Path("a.claims.yaml")])
    assert dossier.draft
    assert not [p for p in dossier.problems if p.rule in ("schema-violation", "unknown-reference")]
    assert all(s.anchor is not None for s in dossier.statements)


def test_nothing_is_ever_overwritten(folder: Path) -> None:
    Path("a.claims.yaml").write_text("mine", "utf-8")
    result = run("a.txt", "-o", "a.claims.yaml")
    assert result.exit_code == 2
    assert "--update" in result.stderr
    assert Path("a.claims.yaml").read_text("utf-8") == "mine"
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text("another text", "utf-8")
    assert run("a.txt", "-o", "sub/b.claims.yaml").exit_code == 2
    assert (folder / "sub" / "a.txt").read_text("utf-8") == "another text"
    assert not (folder / "sub" / "b.claims.yaml").exists()


def test_the_text_is_written_beside_a_draft_elsewhere(folder: Path) -> None:
    assert run("a.txt", "-o", "sub/a.claims.yaml").exit_code == 0
    assert (folder / "sub" / "a.txt").read_text("utf-8") == ARTICLE
    (dossier,) = load([Path("sub/a.claims.yaml")])
    assert all(s.anchor is not None for s in dossier.statements)


def test_json_carries_every_span(folder: Path) -> None:
    data = json.loads(run("a.txt", "--output", "json").stdout)
    first = data["attributions"][0]
    assert [ARTICLE[a:b] for a, b in first["content"]] == ["le pont est vieux et il fermera en mars"]
    assert [ARTICLE[a:b] for a, b in first["source"]] == ["l'agence Tass"]
    assert [ARTICLE[a:b] for a, b in first["cue"]] == ["Selon"]
    assert [(h["name"], h["kind"]) for h in first["chain"]] == [("Tass", "agency")]
    assert (first["mode"], first["certainty"], first["reach"]) == ("indirect", "certain", "sentence")
    assert data["draft"]["dossier"] == "a"


def test_jsonl_has_a_line_a_text(folder: Path) -> None:
    Path("b.txt").write_text(ARTICLE, "utf-8")
    lines = run(".", "--output", "jsonl").stdout.splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["a.txt", "b.txt"]


def test_standard_input(folder: Path) -> None:
    result = run("-", stdin=ARTICLE.encode())
    assert result.exit_code == 0
    assert "tass («Selon»)" in result.stdout


def test_one_bad_text_costs_itself_alone(folder: Path) -> None:
    Path("bad.txt").write_bytes(b"\x00\x01")
    Path("pt.txt").write_text("O presidente da câmara disse que a ponte não será fechada.", "utf-8")
    result = run(".", "--output", "jsonl")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert "bad.txt" in result.stderr
    assert "in none of the languages that can be read" in result.stderr


@pytest.mark.parametrize("arguments", [("none.txt",), (".", "--extractor", "none"), ("a.txt", "--update", "a.txt")])
def test_wrong_usage_is_said(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code in (2, 3)


def test_a_page_is_named_as_it_is(folder: Path) -> None:
    words = "<p>Anne Roux a déclaré que le pont était vieux et que les travaux dureraient six mois au moins.</p>" * 2
    Path("p.html").write_text(f"<html><body><article><h1>Le pont</h1>{words}</article></body></html>", "utf-8")
    assert run("p.html", "-o", "p.claims.yaml").exit_code == 0
    (dossier,) = load([Path("p.claims.yaml")])
    assert (dossier.documents["p"].file, dossier.documents["p"].reader) == ("p.html", "page 1")
    assert not Path("p.txt").exists()
    assert all(s.anchor is not None for s in dossier.statements)


def test_audit_of_a_raw_text_says_that_nobody_reviewed_it(folder: Path) -> None:
    result = CliRunner().invoke(main, ["audit", "a.txt"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Brouillon non relu" in result.stdout
    assert "2 citations retrouvées sur 2" in result.stdout
    assert "Tass" in result.stdout


def test_audit_of_a_text_that_cannot_be_read(folder: Path) -> None:
    Path("bad.txt").write_bytes(b"\x00\x01")
    assert CliRunner().invoke(main, ["audit", "bad.txt"], catch_exceptions=False).exit_code == 3


def test_what_a_reviewer_deletes_is_not_offered_again(folder: Path) -> None:
    Path("a.txt").write_text(ARTICLE + "\n« Il est vieux et il faut le réparer », a ajouté Paul Petit.\n", "utf-8")
    run("a.txt", "-o", "a.claims.yaml")
    text = Path("a.claims.yaml").read_text("utf-8")
    start, end = text.index('  - chain: "petit'), text.index("\n# Ce que ce brouillon")
    Path("a.claims.yaml").write_text(text[:start] + text[end:], "utf-8")

    done = run("a.txt", "--update", "a.claims.yaml", "--by", "A. Reviewer")
    assert done.exit_code == 0
    assert done.stderr == "a.claims.yaml: 0 nouveaux, 0 disparus, 0 changés, 1 écartés et non reproposés\n"
    once = Path("a.claims.yaml").read_text("utf-8")
    assert 'quote: "Il est vieux et il faut le réparer"' in once
    assert 'by: "A. Reviewer"' in once
    assert "petit (" not in once
    assert not [p for d in load([Path("a.claims.yaml")]) for p in d.problems if p.rule == "schema-violation"]
    run("a.txt", "--update", "a.claims.yaml")
    assert Path("a.claims.yaml").read_text("utf-8") == once

    # Other words are another passage.
    Path("a.txt").write_text(ARTICLE + "\n« Il est neuf et il ne faut rien faire », a ajouté Paul Petit.\n", "utf-8")
    run("a.txt", "--update", "a.claims.yaml")
    assert "Il est neuf et il ne faut rien faire" in Path("a.claims.yaml").read_text("utf-8")


def test_an_unclear_quotation_is_said_once(folder: Path) -> None:
    apart = "« Nous avons tout perdu dans cette affaire. »\n\n« Rien ne sera plus comme avant dans la ville. »\n"
    Path("a.txt").write_text(ARTICLE + "\nLe pont est fermé depuis lundi.\n\n" + apart, "utf-8")
    done = run("a.txt", "-o", "a.claims.yaml")
    assert done.stderr.endswith(", 2 sans auteur certain\n")
    text = Path("a.claims.yaml").read_text("utf-8")
    assert text.count("speaker: unclear") == 2
    assert "own: true" not in text.split("Nous avons tout perdu")[0].rsplit("- ", 1)[1]
    audited = CliRunner().invoke(main, ["audit", ".", "--all", "--lang", "en"])
    assert audited.stdout.count("speaker-unclear") == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.docx", "this is no office document: it cannot be unpacked"),
        ("a.pdf", "this PDF is damaged: it cannot be opened"),
        ("a.doc", "a word processor's document is not read"),
        ("a.csv", "a table is not read: it has no sentences"),
        ("https://example.org/a", "https://example.org/a:1:1: an address is not fetched"),
    ],
)
def test_what_is_no_text_has_a_plain_answer(folder: Path, name: str, why: str) -> None:
    if "/" not in name:
        Path(name).write_bytes(b"PK\x03\x04")
    done = run(name)
    assert done.exit_code == 3
    assert why in done.stderr
    assert " → save " in done.stderr


def test_a_draft_is_called_so_that_an_audit_finds_it(folder: Path) -> None:
    done = run("a.txt", "-o", "story.yaml")
    assert done.exit_code == 0
    assert Path("story.claims.yaml").exists()
    assert not Path("story.yaml").exists()
    assert "story.claims.yaml: so named, since an audit finds no story.yaml" in done.stderr


@pytest.mark.parametrize("name", ["story.claims.json", "story.json"])
def test_a_draft_is_not_called_json(folder: Path, name: str) -> None:
    done = run("a.txt", "-o", name)
    assert done.exit_code == 2
    assert f"{name}: a draft is YAML, and an audit finds it as story.claims.yaml" in done.stderr
    assert not list(folder.glob("story*"))


def test_the_draft_keeps_to_speech_unless_it_is_asked(folder: Path) -> None:
    Path("a.txt").write_text("La maire espère que le pont rouvrira. Elle accuse l'État d'avoir menti.\n", "utf-8")
    assert "rouvrira" not in run("a.txt").stdout
    assert "rouvrira" in run("a.txt", "--also", "belief").stdout
    types = {a["type"] for a in json.loads(run("a.txt", "--output", "json").stdout)["attributions"]}
    assert types == {"belief", "characterisation"}
