"""Every format of the registry: no name let out, one exit, the same bytes, one place in the documentation."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.formats import all_formats, format_names, format_of, output_format
from provenance.formats.base import OutputFormat

SECRET = "Éponine Thénardier"
#: The name in every place that a claim file has for words, and three spellings of it.
FILE = f"""language: en
dossier: barricade
title: What {SECRET} saw
sources:
  s: {{name: {SECRET}, kind: person, role: a witness, confidential: true, aliases: [Ponine]}}
  m: {{name: The minister, kind: person, role: friend of {SECRET}}}
documents:
  d: {{publisher: The Paper, published: 2022-07-01, headline: "EPONINE THENARDIER speaks"}}
claims:
  c1: {{text: "Eponine Thénardier was there.", suppress: {{rule: undated-claim, reason: ask Ponine}}}}
  c2: {{text: It rained., contradicts: c1}}
statements:
  - {{chain: s → m, in: d, says: {{c1: "I, {SECRET}, was there"}}}}
  - {{chain: m, in: d, denies: {{c2: {{quote: "Ponine says no", because: "{SECRET}", only: "what Ponine saw"}}}}}}
"""
#: One voice: a warning, and no error.
WARNED = """language: en
sources: {m: {name: M}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}]
"""
LETTERS = ("thenardier", "ponine")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "barricade.claims.yaml").write_text(FILE, "utf-8")
    return tmp_path


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["audit", ".", "--as-of", "2022-07-20", "--lang", "en", *options])


def folded(text: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


formats = pytest.mark.parametrize("form", all_formats(), ids=lambda form: form.name)


@formats
def test_no_confidential_name_leaves(form: OutputFormat[Any], folder: Path) -> None:
    shown = run("-o", form.name, "--all").output
    run("-o", f"{form.name}=out.any", "--all")
    written = [p.read_text("utf-8") for p in folder.rglob("*") if p.is_file() and p.name != "barricade.claims.yaml"]
    assert shown
    assert written
    for text in (shown, *written):
        assert not [name for name in LETTERS if name in folded(text)]


@formats
def test_names_are_shown_only_where_they_may_be(form: OutputFormat[Any], folder: Path) -> None:
    done = run("-o", form.name, "--show-confidential")
    if form.may_carry_confidential:
        assert done.exit_code in (0, 1)
        assert "ponine" in folded(done.output)
    else:
        assert done.exit_code == 2
        assert "never carries confidential names" in done.stderr
        assert not done.stdout


@formats
@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        # Warnings only; an error; a file that cannot be read; whatever the format.
        (WARNED, "error", 0),
        (WARNED, "warning", 1),
        ("claims: {c1: {txt: A claim.}}\n", "error", 1),
        ("claims: {c1: {txt: A claim.}}\n", "never", 0),
        ("claims: [", "never", 3),
    ],
)
def test_the_exit_code_is_that_of_the_findings(
    form: OutputFormat[Any], text: str, fail_on: str, code: int, folder: Path
) -> None:
    (folder / "barricade.claims.yaml").write_text(text, "utf-8")
    assert run("-o", form.name, "--fail-on", fail_on).exit_code == code
    assert run("-o", f"{form.name}=out.any", "--fail-on", fail_on).exit_code == code


@formats
def test_the_same_input_gives_the_same_bytes(form: OutputFormat[Any], folder: Path) -> None:
    first = run("-o", form.name, "--all").stdout_bytes
    assert first == run("-o", form.name, "--all").stdout_bytes
    run("-o", f"{form.name}=out{form.suffixes[0] if form.suffixes else '.any'}", "--all")
    (out,) = folder.glob("out.*")
    assert out.read_bytes() == first + form.footer.encode()


@formats
def test_an_output_that_cannot_be_written_costs_itself_alone(form: OutputFormat[Any], folder: Path) -> None:
    (folder / "file").write_text("", "utf-8")
    ending = form.suffixes[0] if form.suffixes else ".any"
    done = run("-o", f"{form.name}=file/x{ending}", "-o", "json=other.json")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert json.loads((folder / "other.json").read_text("utf-8"))["dossiers"]


def test_an_ending_says_the_format(folder: Path) -> None:
    (folder / "barricade.claims.yaml").write_text(WARNED, "utf-8")
    endings = {suffix: form.name for form in all_formats() for suffix in form.suffixes}
    # No two formats claim one ending.
    assert len(endings) == sum(len(form.suffixes) for form in all_formats())
    for suffix, name in endings.items():
        found = format_of(folder / f"x{suffix}")
        assert found is not None
        assert found.name == name
        assert run("-o", f"x{suffix}").exit_code == 0
        assert (folder / f"x{suffix}").read_bytes() == run("-o", name).stdout_bytes + found.footer.encode()
    assert format_of(folder / "x.xyz") is None
    wrong = run("-o", "x.xyz")
    assert wrong.exit_code == 2
    assert all(name in wrong.stderr for name in format_names())


def test_names_are_those_of_the_files() -> None:
    assert [form.name for form in all_formats()] == list(format_names())
    assert format_names()[0] == "text"
    with pytest.raises(KeyError):
        output_format("base")
