"""What a wrong call is told, and in whose language."""

import gettext
import inspect
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages import catalog, mofile
from click.testing import CliRunner

from provenance.cli import main
from provenance.cli.click_sentences import SENTENCES, speak_as_the_reader

ONE = "language: fr\nsources: {m: {name: M}}\nclaims: {visite: Une visite., autre: Un autre fait.}\nstatements: [{chain: m, says: {visite: w}}]\n"


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue that says of some sentences of click that they are French."""
    folder = tmp_path / "locale/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    known = catalog.Catalog("fr")
    for sentence in (
        "Error: {message}",
        "No such option {name!r}.",
        "Missing argument",
        "{name} {filename!r} does not exist.",
    ):
        known.add(sentence, f"[fr] {sentence}")
    with (folder / "provenance.mo").open("wb") as stream:
        mofile.write_mo(stream, known)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)
    gettext.bindtextdomain("provenance", str(tmp_path / "locale"))
    yield
    speak_as_the_reader()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["audit", "--no-such", "."], "[fr] Error: [fr] No such option '--no-such'."),
        (["audit"], "[fr] Error: [fr] Missing argument 'PATH...'."),
        (["verify", "nowhere"], "[fr] Error: Invalid value for 'DIR': [fr] Path 'nowhere' does not exist."),
    ],
)
def test_click_asks_our_catalogue_in_the_readers_language(french: None, call: list[str], said: str) -> None:
    assert CliRunner().invoke(main, call).stderr.splitlines()[-1] == said


def test_without_a_locale_click_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert CliRunner().invoke(main, ["audit"]).stderr.splitlines()[-1] == "Error: Missing argument 'PATH...'."


def test_the_sentences_of_click_are_those_that_click_says() -> None:
    """Its own text is the oracle: what it no longer says needs no French."""
    source = "".join(
        inspect.getsource(module)
        for module in (click.exceptions, click.types, click.core, click.parser, click.formatting, click.decorators)
    )
    for sentence in SENTENCES:
        for form in sentence:
            assert f'"{form}"' in source, form


@pytest.mark.parametrize(
    "call", [["init", "{folder}"], ["graph", "{folder}", "--claim", "rien"], ["audit", "{folder}/none"]]
)
def test_our_own_refusals_are_asked_for_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    from provenance.model import message

    asked: list[str] = []

    def translate(template: str, plural: str | None, n: int, language: str) -> str:
        asked.append(language)
        return template

    (tmp_path / "none").mkdir()
    (tmp_path / "article.txt").write_text("Un texte.", "utf-8")
    (tmp_path / "a.claims.yaml").write_text(ONE, "utf-8")
    monkeypatch.setattr(message, "_translate", translate)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    done = CliRunner().invoke(main, [part.format(folder=tmp_path) for part in call])
    assert done.exit_code == 2
    assert set(asked) == {"fr"}


def test_a_group_without_a_command_shows_its_help_line_by_line() -> None:
    for group in ("config", "add"):
        lines = CliRunner().invoke(main, [group]).stderr.splitlines()
        assert lines[0].startswith("Usage: ")
        assert "Commands:" in lines
        assert not any(line.endswith("...") for line in lines[lines.index("Commands:") :])


def test_whoever_names_nothing_that_is_there_is_told_what_is(tmp_path: Path) -> None:
    (tmp_path / "a.claims.yaml").write_text(ONE, "utf-8")
    done = CliRunner().invoke(main, ["explain", "zzz", str(tmp_path)])
    assert "no rule and no claim is called 'zzz'. Did you mean visite, autre?" in done.stderr


def test_two_dossiers_are_named_without_an_ellipsis(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.claims.yaml").write_text(f"dossier: {name}\n{ONE}", "utf-8")
    done = CliRunner().invoke(main, ["graph", str(tmp_path)])
    assert f"holds several ({tmp_path}/a.claims.yaml, {tmp_path}/b.claims.yaml)" in done.stderr
