"""`provenance add`, `set`, `merge`, `reject`, `sign`: the diff is printed, the file is what a person could have written."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main

FILE = """dossier: bridge
language: en

sources:
  mayor: {name: The mayor, kind: person}
  maire: {name: Le maire, kind: person}

documents:
  a: {publisher: The Paper, published: 2026-03-01, file: a.txt}

statements:
  # who began
  - chain: mayor
    says: {shut: "The bridge is shut"}
  - chain: maire
    says: {open: "It will open in May"}
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The bridge is shut, the mayor said. It will open in May.\n", "utf-8")
    path = tmp_path / "bridge.claims.yaml"
    path.write_text(FILE, "utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_a_source_and_a_statement_are_added(file: Path) -> None:
    done = run("add", "source", ".", "ben", "name=Ben Roy", "kind=person")
    assert done.exit_code == 0
    assert '+  ben: {name: "Ben Roy", kind: person}\n' in done.stdout
    done = run("add", "statement", str(file), "chain=Ben Roy → AFP", 'says={shut: "The bridge is shut"}')
    assert done.exit_code == 0
    assert file.read_text("utf-8").endswith('  - chain: "Ben Roy → AFP"\n    says: {shut: "The bridge is shut"}\n')


def test_what_the_file_would_say_wrongly_is_refused(file: Path) -> None:
    done = run("set", ".", "statements/1/chain", "mayr")
    assert done.exit_code == 2
    assert "mayr" in done.stderr
    assert "did you mean" in done.stderr
    done = run("set", ".", "sources/mayor/kind", "persn")
    assert done.exit_code == 2
    assert "person" in done.stderr
    done = run("add", "source", ".", "mayor", "name=Another")
    assert "there already" in done.stderr
    done = run("add", "claim", ".", "a: b", "text=x")
    assert done.exit_code == 2
    assert file.read_text("utf-8") == FILE


def test_a_dry_run_changes_nothing(file: Path) -> None:
    done = run("set", ".", "title", "The bridge", "--dry-run")
    assert '+title: "The bridge"' in done.stdout
    assert file.read_text("utf-8") == FILE


def test_two_sources_are_made_one(file: Path) -> None:
    done = run("merge", ".", "source", "maire", "mayor")
    assert done.exit_code == 0
    assert "-  maire:" in done.stdout
    assert "  - chain: mayor\n    says: {open:" in file.read_text("utf-8")
    assert run("merge", ".", "source", "nobody", "mayor").exit_code == 2


def test_a_comment_in_the_way_is_told(file: Path) -> None:
    done = run("reject", ".", "1", "--by", "Ada")
    assert done.exit_code == 2
    assert "--with-comments" in done.stderr
    assert run("reject", ".", "1", "--by", "Ada", "--with-comments").exit_code == 0
    assert "rejected:\n  - in: a\n" in file.read_text("utf-8")
    assert run("reject", ".", "9").exit_code == 2


def test_a_signature_holds_until_something_changes(file: Path) -> None:
    (file.parent / "a.txt").write_text("The bridge is shut, the mayor said. It will open in May, he said.\n", "utf-8")
    assert run("sign", ".", "--by", "Ada", "--despite", "a test").exit_code == 0
    assert "Signed by Ada" in run("audit", ".", "--lang", "en").stdout
    assert "has changed since" not in run("validate", ".").stdout
    file.write_text(file.read_text("utf-8").replace('open: "It', 'open:  "It'), "utf-8")
    assert "has changed since" not in run("validate", ".", "--lang", "en").stdout
    file.write_text(file.read_text("utf-8").replace("name: The mayor", "name: The Mayor"), "utf-8")
    done = run("validate", ".", "--lang", "en")
    assert done.exit_code == 1
    assert "has changed since Ada signed it" in done.stdout.replace("\n    ", " ")


def test_corrections_and_drafts_are_signed_with_a_reason_alone(file: Path) -> None:
    file.write_text(FILE.replace("language: en", "language: en\ndraft: true"), "utf-8")
    done = run("sign", ".", "--by", "Ada")
    assert done.exit_code == 2
    assert "2 statements nobody has decided upon" in done.stderr


def test_values_are_what_was_typed(file: Path) -> None:
    for typed, wanted in (("1.10", '"1.10"'), ("007", '"007"'), ('"Yes"', '"Yes"'), ("7", "7"), ("'true'", '"true"')):
        assert run("set", ".", "claims/x/value", typed).exit_code in (0, 2)
        (done,) = [run("set", ".", "claims/shut/value", typed, "--dry-run")]
        assert wanted in done.stdout, typed


def test_what_cannot_be_read_is_said_as_such(file: Path) -> None:
    file.write_text("claims: {{{\n", "utf-8")
    for arguments in (("set", ".", "title", "x"), ("merge", ".", "source", "a", "b"), ("sign", ".", "--by", "A")):
        done = run(*arguments)
        assert done.exit_code == 3, arguments
        assert "bridge.claims.yaml:" in done.stderr


def test_odd_places_are_refused(file: Path) -> None:
    for place in ("statements/²/chain", "statements/99/chain", "statements/0/chain", "a/b/c"):
        assert run("set", ".", place, "x").exit_code == 2, place
    assert run("reject", ".", "2", "nope", "--by", "A").exit_code == 2
    assert file.read_text("utf-8") == FILE


def test_what_a_killed_run_added_already_is_added_once(file: Path) -> None:
    for what in (
        ("add", "source", ".", "ben", "name=Ben Roy"),
        ("add", "claim", ".", "wide", "text=It is wide"),
        ("add", "statement", ".", "chain=Ben Roy", 'says={shut: "The bridge is shut"}'),
    ):
        assert run(*what).exit_code == 0
        once = file.read_text("utf-8")
        done = run(*what)
        assert (done.exit_code, done.stdout) == (0, "")
        assert file.read_text("utf-8") == once
    assert "there already" in run("add", "source", ".", "ben", "name=Ben").stderr
