"""Configurations: what each key does, where each value comes from, and one sentence for each thing that is wrong."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.model.errors import ConfigurationError
from provenance.model.vocabulary import Grouping, Severity
from provenance.project.config import Configuration, Projects
from tests.conftest import ROOT

CLAIM = "language: en\nsources: {m: {name: M, kind: person}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n"


def read(folder: Path, text: str, name: str = "provenance.toml") -> Configuration:
    (folder / name).write_text(text, "utf-8")
    return Projects().of(folder)


def test_a_policy_by_name_or_inline(tmp_path: Path) -> None:
    named = read(tmp_path, 'policy = "three-independent"\n').policy
    assert named is not None
    assert (named.name, named.confirmed_origins) == ("three-independent", 3)
    inline = read(
        tmp_path, 'policy = {confirmed_origins = 4, grouping = "state", confirmed_needs_non_party = false}\n'
    ).policy
    assert inline is not None
    assert (inline.name, inline.confirmed_origins, inline.confirmed_chains) == ("own", 4, 2)
    assert inline.grouping is Grouping.STATE
    assert inline.confirmed_needs_non_party is False


def test_rules_by_name_or_code_and_the_last_path_wins(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [rules]
        PV301 = "error"
        undated-claim = "off"
        [rules.stale-status]
        severity = "note"
        instructions = "Ask the desk."
        [[paths]]
        match = "old/"
        rules = {stale-status = "off"}
        [[paths]]
        match = ["old/new.claims.yaml"]
        policy = "three-independent"
        [paths.rules.stale-status]
        severity = "error"
        """,
    )
    top = found.settings(tmp_path / "x.claims.yaml")
    assert top.rules["single-origin"].severity is Severity.ERROR
    assert top.rules["undated-claim"].severity == "off"
    assert (top.rules["stale-status"].severity, top.rules["stale-status"].instructions) == (
        Severity.NOTE,
        "Ask the desk.",
    )
    assert top.policy is None
    assert found.settings(tmp_path / "old/x.claims.yaml").rules["stale-status"].severity == "off"
    newer = found.settings(tmp_path / "old/new.claims.yaml")
    assert newer.rules["stale-status"].severity is Severity.ERROR
    # What a path does not say again stays.
    assert newer.rules["stale-status"].instructions == "Ask the desk."
    assert newer.policy is not None
    assert newer.policy.name == "three-independent"


def test_the_nearest_configuration_upward_governs_a_file(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.provenance]\nlanguage = "fr"\n', "utf-8")
    (tmp_path / "a/provenance.toml").write_text('language = "en"\n', "utf-8")
    # A pyproject that says nothing of us is passed by.
    (tmp_path / "a/b/pyproject.toml").write_text("[tool.other]\nkey = 1\n", "utf-8")
    projects = Projects()
    assert projects.of(tmp_path / "x.claims.yaml").entry.language == "fr"
    assert projects.of(tmp_path / "a/b/x.claims.yaml").entry.language == "en"
    (tmp_path / "a/b/.git").mkdir()
    assert Projects().of(tmp_path / "a/b/x.claims.yaml").file is None


WRONG = [
    ('polcy = "x"\n', 1, "did you mean `policy`"),
    ('\npolicy = "three-independant"\n', 2, "three-independent"),
    ("policy = {confirmed_origin = 2}\n", 1, "confirmed_origins"),
    ('[rules]\nsingle-origine = "off"\n', 2, "single-origin"),
    ('[rules]\nsingle-origin = "eror"\n', 2, "'error', 'warning', 'note' or 'off'"),
    ('[rules.single-origin]\nseverty = "off"\n', 2, "severity"),
    ('[[suppress]]\nrule = "single-origin"\n', 1, "`suppress.0.reason` is missing"),
    ('[[suppress]]\nrule = "single-origin"\nreason = "r"\nuntil = "someday"\n', 4, "not a date"),
    ('[[suppress]]\nrule = "nope"\nreason = "r"\n', 2, "no rule"),
    ('[[paths]]\nmatch = "a"\npolicy = "nope"\n', 3, "no policy"),
    ('ignore = "[z-a]"\n', 1, "no pattern"),
    ('ignore = ["!"]\n', 1, "no pattern"),
    ("policy = 3\n", 1, "a table"),
    ('a = 1\nb = "\n', 2, "cannot be read"),
    ('"\\u202e\\n::error::x" = 1\n', 1, "unknown key"),
]


@pytest.mark.parametrize(("text", "line", "says"), WRONG)
def test_what_is_wrong_is_said_in_one_line_with_its_place(text: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert f"provenance.toml:{line}:" in said
    assert says in said
    assert "\n" not in said
    assert said.isprintable()


@pytest.mark.parametrize("command", ["audit", "validate", "explain c1", "graph", "config show"])
def test_every_command_refuses_a_wrong_configuration_alike(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").write_text("polcy = 1\n", "utf-8")
    (tmp_path / "x.claims.yaml").write_text(CLAIM, "utf-8")
    done = CliRunner().invoke(main, [*command.split(), "x.claims.yaml"])
    assert done.exit_code == 2
    assert "provenance.toml:1:1: unknown key `polcy`; did you mean `policy`?" in done.output


def test_the_schema_and_the_program_accept_the_same(tmp_path: Path) -> None:
    schema = json.loads((ROOT / "schemas/configuration.schema.json").read_text("utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    from provenance.project import toml

    for text in (
        'policy = "own"\n[policies.own]\nconfirmed_origins = 3\n',
        '[rules]\nsingle-origin = "off"\n[rules.stale-status]\ninstructions = "x"\n',
        '[[suppress]]\nrule = "single-origin"\nreason = "r"\nuntil = 2030-01-01\nby = "MC"\nsubject = "c1"\n',
        '[extract]\nlexicons = []\n[[paths]]\nmatch = ["a/**"]\nrules = {single-origin = "note"}\n',
    ):
        assert check.is_valid(toml.read_toml(text))
        read(tmp_path, text)
    for text, _, _ in WRONG[:7]:
        data = toml.read_toml(text)
        # Which policies there are, a schema cannot know.
        assert not check.is_valid(data) or "policy" in data


def test_config_show_names_the_line_of_every_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").write_text(
        'policy = {confirmed_origins = 3}\nignore = ["drafts/"]\n\n[rules]\nsingle-origin = "error"\n\n'
        '[[paths]]\nmatch = "old/"\nrules = {single-origin = "off"}\n',
        "utf-8",
    )
    lines = CliRunner().invoke(main, ["config", "show", "x.claims.yaml"]).output.splitlines()
    assert lines[0] == "# provenance.toml"
    assert any(line.split() == ["policies.own.confirmed_origins", "=", "3", "#", "provenance.toml:1"] for line in lines)
    assert any(line.split() == ["policies.own.confirmed_chains", "=", "2", "#", "default"] for line in lines)
    assert any(
        line.split() == ["rules.single-origin.severity", "=", '"error"', "#", "provenance.toml:5"] for line in lines
    )
    old = CliRunner().invoke(main, ["config", "show", "old/x.claims.yaml"]).output
    assert 'rules.single-origin.severity = "off"' in old
    assert "provenance.toml:9" in old


def test_severity_is_honoured_in_findings_and_exit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.claims.yaml").write_text(CLAIM, "utf-8")
    run = CliRunner().invoke
    assert run(main, ["audit", ".", "-q"]).exit_code == 0
    (tmp_path / "provenance.toml").write_text('[rules]\nsingle-origin = "error"\n', "utf-8")
    done = run(main, ["audit", ".", "-q"])
    assert done.exit_code == 1
    assert "error [PV301 single-origin]" in done.output
    (tmp_path / "provenance.toml").write_text(
        'fail_on = "warning"\n[rules]\nsingle-origin = "off"\nunconfirmed-claim = "note"\nundated-claim = "off"\n',
        "utf-8",
    )
    done = run(main, ["audit", ".", "-q"])
    assert (done.exit_code, done.output) == (0, "")
    (tmp_path / "provenance.toml").write_text('[rules.unconfirmed-claim]\ninstructions = "Call the desk"\n', "utf-8")
    assert "⌂ Call the desk" in run(main, ["audit", ".", "-q"]).output
    assert "⌂ Call the desk" in run(main, ["explain", "unconfirmed-claim"]).output


def test_ignored_files_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/x.claims.yaml").write_text("not: a claim file\n", "utf-8")
    (tmp_path / "y.claims.yaml").write_text(CLAIM, "utf-8")
    (tmp_path / "provenance.toml").write_text('ignore = ["drafts/"]\n', "utf-8")
    run = CliRunner().invoke
    assert run(main, ["validate", "."]).exit_code == 0
    done = run(main, ["validate", "drafts"])
    # A hook may be given ignored files alone.
    assert done.exit_code == 0
    assert "ignored by the configuration" in done.stderr
