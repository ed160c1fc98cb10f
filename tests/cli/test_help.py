"""What `--help` says, to an English and to a French reader."""

import pytest
from click.testing import CliRunner

from provenance.cli import main


def helped(*command: str) -> str:
    done = CliRunner().invoke(main, [*command, "--help"], prog_name="provenance")
    assert done.exit_code == 0
    return done.stdout


def test_help_is_in_the_language_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    english = helped("graph")
    assert english.startswith("Usage: provenance graph [OPTIONS] PATH\n\n  Draw the source chains")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = helped("graph")
    assert french.startswith("Usage\u00a0: provenance graph [OPTIONS] PATH\n\n  Dessiner les chaînes de sources")
    assert "  -h, --help                      Montrer cette aide, puis finir.\n" in french
    # Once told in French it is not French for ever.
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert helped("graph") == english


def test_the_list_of_commands_and_those_within_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    listed = helped()
    assert "Qui l’a dit, par qui nous est-ce parvenu, et cela tient-il\u202f?" in listed
    assert "Commandes\u00a0:\n  audit       Dire quelles affirmations tiennent" in listed
    assert "Par exemple\u00a0: `provenance add source d tass" in helped("add", "source")
