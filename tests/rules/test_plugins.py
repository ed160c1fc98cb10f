"""A newsroom's own rules: given as a file or installed, told like any other, named and alone when they crash."""

import json
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import provenance
from provenance.cli import main
from provenance.rules import installed_rules, known_rules
from provenance.rules.plugins import rules_in

OWN = """
from provenance import M, Proof, RawFinding, Rule, Severity


def check(context):
    for assessment in context.assessments:
        names = [node.id for node in assessment.counts.named]
        if len(names) < 2:
            yield context.at_claim(assessment, M("{n} named voice", n=len(names)), Proof("names", tuple(names) or ("-",)))


RULE = Rule(
    code="TRB101", name="tribune/two-named-voices", severity=Severity.WARNING, title=M("fewer than two named voices"),
    why=M("The house asks for two."), origin="House rules", bad="claims: {c1: A claim.}", good="", check=check,
)
"""
CRASHING = OWN.replace("len(names) < 2", "len(names) / 0")
FILE = """language: en
sources: {m: {name: The minister, kind: person}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("provenance.rules._given", {})
    (tmp_path / "x.claims.yaml").write_text(FILE, "utf-8")
    (tmp_path / "own.py").write_text(OWN, "utf-8")
    (tmp_path / "crashing.py").write_text(CRASHING, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--lang", "en"])


def test_a_rule_of_a_file_is_told_like_any_other(folder: Path) -> None:
    done = run("audit", ".", "--rules", "own.py", "--all")
    assert done.exit_code == 0
    assert "tribune/two-named-voices" in done.stdout
    sarif = json.loads(run("audit", ".", "--rules", "own.py", "-o", "sarif").stdout)["runs"][0]
    (result,) = [r for r in sarif["results"] if r["ruleId"] == "TRB101"]
    rule = sarif["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["name"], rule["properties"]["tags"]) == (
        "TRB101", "TribuneTwoNamedVoices", ["newsroom", "tribune/two-named-voices"],
    )  # fmt: skip
    assert "House rules" in run("explain", "TRB101", "--rules", "own.py").stdout
    # Without the file there is no such rule.
    assert "tribune" not in run("audit", ".", "--all").stdout


def test_it_is_configured_and_answered_for_by_its_name(folder: Path) -> None:
    (folder / "provenance.toml").write_text('[rules]\n"tribune/two-named-voices" = "error"\n', "utf-8")
    assert run("audit", ".", "--rules", "own.py").exit_code == 1
    (folder / "x.claims.yaml").write_text(
        FILE.replace(
            "{c1: A claim.}", "{c1: {text: A claim., suppress: {rule: tribune/two-named-voices, reason: small paper}}}"
        )
    )
    assert run("audit", ".", "--rules", "own.py").exit_code == 0


def test_who_does_not_give_the_file_is_told_that_its_rule_is_unknown(folder: Path) -> None:
    (folder / "provenance.toml").write_text('[rules]\n"tribune/two-named-voices" = "error"\n', "utf-8")
    done = run("audit", ".")
    assert done.exit_code == 2
    assert "provenance.toml:2:1" in done.stderr
    assert "tribune/two-named-voices" in done.stderr


def test_one_name_in_two_files_is_refused(folder: Path) -> None:
    done = run("audit", ".", "--rules", "own.py", "--rules", "crashing.py")
    assert done.exit_code == 2
    assert "“tribune/two-named-voices” is given twice" in done.stderr


def test_one_that_crashes_is_named_and_costs_itself_alone(folder: Path) -> None:
    done = run("audit", ".", "--rules", "crashing.py", "-o", "json")
    assert done.exit_code == 1
    findings = json.loads(done.stdout)["dossiers"][0]["findings"]
    (crash,) = [f for f in findings if f["rule"] == "rule-crashed"]
    assert crash["subject"] == "tribune/two-named-voices"
    assert "ZeroDivisionError: division by zero (crashing.py:8)" in crash["message"]
    assert "single-origin" in {f["rule"] for f in findings}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("RULE = 3", "it defines neither `RULE` nor `RULES`"),
        ("import nothing_of_that_name", "own.py:1:1: the rules of own.py cannot be used: ModuleNotFoundError"),
        ("x = (", "own.py:1:5: the rules of own.py cannot be used: '(' was never closed"),
        (OWN.replace("tribune/two", "two"), "“two-named-voices” is no name of a rule"),
        (OWN.replace("TRB101", "PV301"), "“PV301” is no code of a rule"),
        (OWN + "RULES = [RULE, RULE]\n", "is given twice"),
        (OWN.replace("Severity.WARNING", '"warning"'), "TypeError: `severity` is Severity and not str"),
        (OWN.replace('M("fewer than two named voices")', '"few"'), "`title` is Message, as M(…) makes it, and not str"),
        (OWN.replace("check=check", "check=None"), "`check` is a function and not NoneType"),
        (OWN.replace("check=check", 'check=check, about="texte"'), "`about` is one of text, standing, file, not texte"),
        (
            OWN.replace("check=check", 'check=check, situations={"alone": 3}'),
            "AttributeError: 'int' object has no attribute",
        ),
        (None, "own.py:1:1: there is no such file"),
    ],
)
def test_a_file_that_gives_no_rules_is_one_sentence(folder: Path, code: str | None, said: str) -> None:
    if code is None:
        (folder / "own.py").unlink()
    else:
        (folder / "own.py").write_text(code, "utf-8")
    done = run("audit", ".", "--rules", "own.py")
    assert "Traceback" not in done.output
    assert done.exit_code in (2, 3)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("yielded", "why"),
    [
        ('"words"', "TypeError: a check yields RawFinding, not str (own.py)"),
        ('RawFinding("words", PLACE, "c1", PROOF)', "`message` is Message, as M(…) makes it, and not str (own.py)"),
        ('RawFinding(M("words"), "claims", "c1", PROOF)', "`location` is Place or tuple and not str (own.py)"),
        ('RawFinding(M("words"), PLACE, 3, PROOF)', "`subject` is str and not int (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", None)', "`proof` is Proof and not NoneType (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", Proof("names", "c1"))', "`items` is tuple and not str (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", Proof("names", (3,)))', "`items` of a proof are texts (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", Proof("banana", ("c1",)))', "names, text, not banana (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", PROOF, "do so")', "`advice` is Message or None, as M(…) makes it, and not str"),
        ('RawFinding(M("words"), PLACE, "c1", PROOF, severity="error")', "`severity` is Severity or None and not str (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", PROOF, situation="alone")', "KeyError: 'alone' (own.py)"),
        ('RawFinding(M("words"), PLACE, "c1", PROOF, text_span=("gone", (0, 1)))', "KeyError: 'gone' (own.py)"),
        # A name that nothing bears is looked up in the program, at the call of a line of the rule.
        ('context.source("nobody")', "KeyError: 'nobody' (own.py:5)"),
    ],
)  # fmt: skip
def test_whatever_a_check_yields_the_audit_goes_on(folder: Path, yielded: str, why: str) -> None:
    head, tail = OWN.split("    for assessment")[0], OWN[OWN.index("RULE = Rule(") :]
    given = f'    PLACE, PROOF = ("claims", "c1"), Proof("text", ("c1",))\n    yield {yielded}\n\n\n'
    (folder / "own.py").write_text(head.replace("\n\n\n", "\n") + given + tail, "utf-8")
    for output in ("text", "json", "sarif"):
        done = run("audit", ".", "--rules", "own.py", "--output", output, "--all")
        assert (done.exit_code, done.stderr) == (1, "")
        assert "rule-crashed" in done.stdout
    done = run("audit", ".", "--rules", "own.py", "--output", "json")
    assert why in " ".join(f["message"] for f in json.loads(done.stdout)["dossiers"][0]["findings"])


def test_the_library_takes_them_too(folder: Path) -> None:
    found = provenance.audit(folder, rules=[folder / "own.py"]).findings.filter(rule="TRB101")
    assert [(f.claim, f.message) for f in found] == [("c1", "1 named voice")]
    assert not provenance.audit(folder).findings.filter(rule="TRB101")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Pretends that a package with an entry point is installed."""

    def install(name: str, value: str) -> None:
        point = EntryPoint(name, value, "provenance.rules")
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints([point]).select(group=group))
        installed_rules.cache_clear()

    yield install
    installed_rules.cache_clear()


def test_an_installed_package_offers_rules(
    folder: Path, installed: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(folder))
    (folder / "newsroom_rules.py").write_text(OWN, "utf-8")
    installed("tribune", "newsroom_rules")
    assert "TRB101" in {rule.code for rule in known_rules()}
    assert "two-named-voices" in run("audit", ".", "--all").stdout
    (folder / "provenance.toml").write_text('[rules]\n"tribune/two-named-voices" = "off"\n', "utf-8")
    assert "two-named-voices" not in run("audit", ".", "--all").stdout


def test_a_package_that_cannot_be_imported_is_a_matter_of_configuration(
    folder: Path, installed: Callable[[str, str], None]
) -> None:
    installed("broken", "no_such_module_here:RULES")
    done = run("audit", ".")
    assert done.exit_code == 2
    assert "no_such_module_here:RULES" in done.stderr
    assert "ModuleNotFoundError" in done.stderr
    with pytest.raises(provenance.ConfigurationError, match="no_such_module_here"):
        provenance.audit(folder)


def test_a_configuration_cannot_name_a_file_of_rules(folder: Path) -> None:
    (folder / "provenance.toml").write_text('[rules]\nfile = "own.py"\n', "utf-8")
    assert run("audit", ".").exit_code == 2


def test_rules_of_a_file_are_those_it_defines() -> None:
    (rule,) = rules_in(OWN, Path("own.py"))
    assert (rule.name, rule.source) == ("tribune/two-named-voices", "own.py")
