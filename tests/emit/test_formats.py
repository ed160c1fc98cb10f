"""Each format in the hands of a program, or a library, that was written to read it."""

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from junitparser import JUnitXml
from sarif_pydantic import Sarif

from provenance.auditing import DossierAudit, audit_paths
from provenance.cli import main
from provenance.emit.findings import plain
from provenance.emit.text import audit_text
from provenance.files.located import Lines
from provenance.files.text_edits import TextEdit, applied
from provenance.rules import shipped_rules
from tests.conftest import ROOT
from tests.readers.programs import MISSING, sarif_multitool, sarif_schema

#: What GitLab's documentation says of a Code Quality report: the fields it reads, and no byte-order mark.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^(/|\\./)"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
CIRCLE = """language: en
documents: {x: {publisher: Paper A}, y: {publisher: Paper B}}
sources: {a: {name: Paper A, kind: outlet}, b: {name: Paper B, kind: outlet}}
claims: {c1: {text: A claim., status: confirmed}}
statements:
  - {chain: b, in: x, says: {c1: words}}
  - {chain: a, in: y, says: {c1: words}}
"""
REVERSED = """language: en
sources: {t: {name: Tass, kind: agency}, o: {name: Ouchakov, kind: person}}
claims: {c1: {text: A claim., suppress: {rule: single-origin, reason: one voice, by: MC}}}
statements:
  # 🦊 before the chain
  - chain: Tass → Ouchakov
    says: {c1: words}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def demonstration() -> DossierAudit:
    (audit,) = audit_paths([ROOT / "seeds"])
    return audit


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["audit", ".", *options])


def sarif() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("-o", "sarif", "--all").stdout)
    return found


# --- SARIF -------------------------------------------------------------------------------------------------------------


def validated(path: Path) -> str:
    """What the schema and the validator's own rules say of a file: nothing for one that follows the standard."""
    tool, schema = sarif_multitool(), sarif_schema()
    if tool is None or schema is None:
        pytest.skip(MISSING)
    check = jsonschema.validators.validator_for(schema)(schema)
    wrong = [error.message for error in check.iter_errors(json.loads(path.read_text("utf-8")))]
    if wrong:
        return wrong[0]
    done = subprocess.run([tool, "validate", str(path)], capture_output=True, text=True, timeout=120)
    lines = [line for line in done.stdout.splitlines() if re.search(r": (error|warning) ", line)]
    # It would like an address where one can read about the program; the project has none.
    return "\n".join(line for line in lines if "SARIF2005" not in line)


def test_sarif_follows_its_schema_and_the_rules_of_its_makers(folder: Path) -> None:
    for name, text in (("a", CIRCLE), ("b", REVERSED), ("c", "claims: [")):
        (folder / f"{name} é.claims.yaml").write_text(text, "utf-8")
    assert run("-o", "sarif=out.sarif").exit_code == 3
    assert validated(folder / "out.sarif") == ""
    assert (
        CliRunner().invoke(main, ["audit", str(ROOT / "seeds"), "-o", f"sarif={folder / 'seeds.sarif'}"]).exit_code == 1
    )
    assert validated(folder / "seeds.sarif") == ""
    # The validator does see what is wrong.
    broken = json.loads((folder / "out.sarif").read_text("utf-8"))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    (folder / "broken.sarif").write_text(json.dumps(broken), "utf-8")
    assert validated(folder / "broken.sarif") != ""


def test_a_library_reads_every_finding_back_from_sarif(
    demonstration: DossierAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, ["audit", "seeds", "-o", "sarif"])
    read = Sarif.model_validate_json(done.stdout)
    (only,) = read.runs
    assert Counter(r.rule_id for r in only.results or ()) == Counter(f.code for f in demonstration.findings)
    rules = only.tool.driver.rules or []
    assert [r.id for r in rules] == [r.code for r in shipped_rules()]
    for rule, ours in zip(rules, shipped_rules()):
        assert rule.help is not None
        assert rule.help.markdown is not None
        assert ours.bad.strip() in rule.help.markdown
        assert rule.full_description is not None
        assert rule.full_description.text == ours.why.render("en")
    for result in only.results or ():
        (location,) = result.locations or ()
        assert location.physical_location is not None
        region = location.physical_location.region
        assert region is not None
        line = Lines("x", (ROOT / "seeds/tehran-2022-07/tehran-2022-07.claims.yaml").read_text("utf-8")).line(
            region.start_line or 0
        )
        assert 1 <= (region.start_column or 0) <= len(line) + 1


def test_related_locations_are_the_proof(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(CIRCLE, "utf-8")
    (circle,) = [r for r in sarif()["runs"][0]["results"] if r["ruleId"] == "PV307"]
    # Every hop of the circle, where it is declared: `a` and `b` on line 3.
    places = [(one["physicalLocation"]["region"]["startLine"], one["physicalLocation"]["region"]["startColumn"])
              for one in circle["relatedLocations"]]  # fmt: skip
    assert places == [(3, 11), (3, 45)]
    (folder / "x.claims.yaml").write_text(
        "sources: {m: {name: M, kind: person}, n: {name: N, kind: person}}\nclaims:\n"
        "  c1: {text: On the 1st., about: day, value: 2022-07-01}\n  c2: {text: On the 2nd., about: day, value: 2022-07-02}\n"
        "statements: [{chain: m, says: {c1: one}}, {chain: n, says: {c2: two}}]\n",
        "utf-8",
    )
    (rival,) = [r for r in sarif()["runs"][0]["results"] if r["ruleId"] == "PV501"]
    other = {3: 4, 4: 3}[rival["locations"][0]["physicalLocation"]["region"]["startLine"]]
    assert other in [one["physicalLocation"]["region"]["startLine"] for one in rival["relatedLocations"]]


def test_a_sarif_fix_applied_as_the_standard_says_mends_the_file(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(REVERSED, "utf-8")
    (result,) = [r for r in sarif()["runs"][0]["results"] if r["ruleId"] == "PV201"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "x.claims.yaml"
    lines = REVERSED.split("\n")

    def offset(line: int, column: int) -> int:
        return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1

    edits = [
        TextEdit(
            offset(r["deletedRegion"]["startLine"], r["deletedRegion"]["startColumn"]),
            offset(r["deletedRegion"]["endLine"], r["deletedRegion"]["endColumn"]),
            r["insertedContent"]["text"],
        )
        for r in change["replacements"]
    ]
    assert applied(REVERSED, edits) == REVERSED.replace("Tass → Ouchakov", "Ouchakov → Tass")


def test_fingerprints_stay_when_lines_move_and_suppressions_say_why(folder: Path) -> None:
    def fingerprints() -> list[str]:
        return sorted(r["partialFingerprints"]["provenance/v1"] for r in sarif()["runs"][0]["results"])

    (folder / "x.claims.yaml").write_text(REVERSED, "utf-8")
    before = fingerprints()
    (aside,) = [r for r in sarif()["runs"][0]["results"] if "suppressions" in r]
    assert aside["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "one voice (MC)"}]
    (folder / "x.claims.yaml").write_text("# more\n\n# lines\n" + REVERSED, "utf-8")
    assert fingerprints() == before


# --- JUnit -------------------------------------------------------------------------------------------------------------


def test_a_junit_parser_counts_what_fails(folder: Path, demonstration: DossierAudit) -> None:
    (folder / "x.claims.yaml").write_text(REVERSED, "utf-8")
    (folder / "y.claims.yaml").write_text(CIRCLE.replace("language", "dossier: other\nlanguage"), "utf-8")
    assert run("-o", "junit=out.xml", "--fail-on", "warning").exit_code == 1
    read = JUnitXml.fromfile(str(folder / "out.xml"))
    expected = json.loads(run("-o", "json").stdout)["dossiers"]
    assert [suite.name for suite in read] == [d["id"] for d in expected]
    for suite, dossier in zip(read, expected):
        failing = [f for f in dossier["findings"] if f["severity"] != "note"]
        assert suite.failures == len(failing)
        assert suite.skipped == len(dossier["set_aside"])
        found = Counter((case.result[0].type, case._elem.get("line")) for case in suite if case.is_failure)
        assert found == Counter((f["rule"], str(f["line"])) for f in failing)
    # From the threshold on, as the exit: the same file with another threshold fails less.
    run("-o", "junit=error.xml", "--fail-on", "error")
    assert JUnitXml.fromfile(str(folder / "error.xml")).failures < read.failures


def test_a_claim_nothing_was_found_about_is_a_test_that_passes(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text("claims: {quiet: {text: A., about: x, value: 1, many: true}}\n", "utf-8")
    run("-o", "junit=out.xml")
    assert "quiet" in [case.name for suite in JUnitXml.fromfile(str(folder / "out.xml")) for case in suite]


# --- GitHub ------------------------------------------------------------------------------------------------------------

_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*(?:%3A[^:]*)*)::(.*)")


def unescaped(text: str) -> str:
    for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_github_reads_one_command_a_line_whatever_the_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    (folder / "summary.md").write_text("before\n", "utf-8")
    hostile = "50% of\n::error::pwned, a: b | `c` <script> @everyone"
    (folder / "x.claims.yaml").write_text(
        f"language: en\nsources: {{m: {{name: {json.dumps(hostile)}, kind: person}}}}\nclaims: {{c1: A claim.}}\n"
        "statements: [{chain: m, says: {c1: words}}]\n",
        "utf-8",
    )
    done = run("-o", "github")
    findings = json.loads(run("-o", "json").stdout)["dossiers"][0]["findings"]
    *lines, mark = done.stdout.splitlines()
    assert mark.startswith("::debug::")
    assert len(lines) == len(findings)
    read, told = [], []
    for line in lines:
        match = _COMMAND.fullmatch(line)
        assert match is not None
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        read.append((unescaped(properties["title"]), unescaped(properties["file"]), int(properties["line"])))
        told.append(unescaped(match[3]))
    assert sorted(read) == sorted((f"{f['code']} {f['rule']}", f["file"], f["line"]) for f in findings)
    named = [message for message in told if "pwned" in message]
    assert named
    assert all("50% of ⟨U+003A⟩:error::pwned" in message for message in named)
    ranks = ["error", "warning", "notice"]
    order = [ranks.index(_COMMAND.fullmatch(line)[1]) for line in lines]  # type: ignore[index]
    assert order == sorted(order)
    summary = (folder / "summary.md").read_text("utf-8")
    assert summary.startswith("before\n### provenance: ")
    assert "<script>" not in summary
    rows = [line for line in summary.splitlines() if line.startswith("| ") and "---" not in line]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


# --- GitLab ------------------------------------------------------------------------------------------------------------


def test_gitlab_reads_a_report_with_unique_fingerprints(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(CIRCLE + "sources: {}\nsources: {}\n", "utf-8")
    report = json.loads(run("-o", "gitlab").stdout)
    jsonschema.validate(report, GITLAB)
    assert len({one["fingerprint"] for one in report}) == len(report)
    findings = json.loads(run("-o", "json").stdout)["dossiers"][0]["findings"]
    assert len(report) == len(findings)
    assert {one["severity"] for one in report} <= {"critical", "minor", "info"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**report[0], "severity": "error"}], GITLAB)


def test_gitlab_and_the_job_summary_say_where_in_the_text_and_in_which_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They show a line a finding and the place in the claim file; the text is another file."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    (folder / "a.txt").write_text("Le pont, dit le maire, est fermé.\n", "utf-8")
    (folder / "x.claims.yaml").write_text(
        "language: fr\nsources: {m: {name: le maire, kind: person}}\ndocuments: {d: {publisher: Le Phare, file: a.txt}}\n"
        "claims: {c1: Le pont est fermé.}\nstatements: [{chain: m, says: {c1: est fermé}}]\n",
        "utf-8",
    )
    run("-o", "gitlab=out.json", "-o", "github=out.txt")
    told = {one["check_name"].split()[1]: one["description"] for one in json.loads(Path("out.json").read_text("utf-8"))}
    expected = "une seule origine\u00a0: le maire · a.txt:1:24: «\u00a0est fermé\u00a0»"
    advice = " → chercher une source qui ne lui doive rien"
    assert told["single-origin"] == expected + advice
    summary = (folder / "summary.md").read_text("utf-8").splitlines()
    assert summary[0].startswith("### provenance: 1 dossier, 0 erreur, ")
    assert "| | Où | Règle | Constats |" in summary
    assert f"| avertissement | x.claims.yaml:4:10 | PV301 single-origin | {expected}{advice} |" in summary


# --- together ----------------------------------------------------------------------------------------------------------


def test_several_at_once_and_one_exit(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(CIRCLE, "utf-8")
    alone = {form: run("-o", form).stdout for form in ("sarif", "junit", "gitlab", "json", "markdown", "github")}
    codes = {run("-o", form).exit_code for form in alone}
    assert codes == {1}
    done = run(*(option for form in alone for option in ("-o", f"{form}=out.{form}")))
    assert (done.exit_code, done.stdout) == (1, "")
    for form, content in alone.items():
        assert (folder / f"out.{form}").read_text("utf-8") == content


def test_one_output_that_cannot_be_written_costs_itself_alone(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(CIRCLE, "utf-8")
    (folder / "file").write_text("", "utf-8")
    done = run("-o", "json=file/below.json", "-o", "sarif=out.sarif", "-o", "junit=out.xml")
    assert done.exit_code == 2
    assert "cannot be written" in done.output
    assert (folder / "out.sarif").exists()
    assert (folder / "out.xml").exists()


HOSTILE = ["\u202e", "]]>", "&amp;", "\\ud800", "\x0b", "<b>", "a\u2028b", "%0A::error::x", "'\""]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(folder: Path, words: str) -> None:
    text = json.dumps(f"x {words} y", ensure_ascii=False).replace("\\\\u", "\\u")
    (folder / "x.claims.yaml").write_text(
        f"sources: {{m: {{name: {text}, kind: person}}}}\nclaims: {{c1: A claim.}}\nstatements: [{{chain: {text}, says: {{c1: w}}}}]\n",
        "utf-8",
    )
    ElementTree.fromstring(run("-o", "junit").stdout)
    Sarif.model_validate_json(run("-o", "sarif").stdout)
    jsonschema.validate(json.loads(run("-o", "gitlab").stdout), GITLAB)
    assert all(line.startswith("::") for line in run("-o", "github").stdout.split("\n") if line)


def test_what_is_audited_is_never_written_over(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(CIRCLE, "utf-8")
    done = run("-o", "json=./x.claims.yaml")
    assert done.exit_code == 2
    assert (folder / "x.claims.yaml").read_text("utf-8") == CIRCLE


def test_two_dossiers_of_one_id_have_a_folder_each(folder: Path) -> None:
    for name in "ab":
        (folder / f"{name}.claims.yaml").write_text("dossier: same\n" + CIRCLE, "utf-8")
    run("--reports", "out", "--fail-on", "never")
    assert {path.parent.name for path in (folder / "out").rglob("report.html")} == {"same", "same-2"}
    assert {path.parent.name for path in (folder / "out").rglob("report.md")} == {"same", "same-2"}


def test_the_words_to_put_stand_where_those_to_replace_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The words are the article's, in its language; who gives them is told in the reader's.
    said = "“le 5 juillet 2022”, according to Associated Press, version 2 (16 July 2022)"
    outputs = ["sarif=out.sarif", "junit=out.xml", "markdown=out.md", "github=out.txt"]
    monkeypatch.chdir(folder)
    options = [option for output in outputs for option in ("-o", output)]
    CliRunner().invoke(main, ["audit", str(ROOT / "seeds"), "--as-of", "2022-07-20", "--lang", "en", *options])
    for output in outputs:
        told = (folder / output.partition("=")[2]).read_text("utf-8")
        assert told.count(f"⇒ {said}") == 1, output


def test_what_has_no_words_in_the_text_is_told_by_its_claim(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "language: en\nsources: {m: {name: The army, kind: government}}\n"
        "documents: {d: {publisher: The Paper, published: 2022-03-01, file: d.txt}}\n"
        "claims: {c1: {text: The army shelled it., concerns: m}}\n"
        "statements:\n  - {chain: m, denies: {c1: {quote: no such words, only: on that day}}}\n",
        d_txt="The army did not shell it on that day.\n",
    )
    (line,) = [line for line in audit_text(audit, None, plain, 100, False).splitlines() if line.endswith("mismatch")]
    assert line.split("  ")[0] == "✗ yaml:6:25"
    assert line.removeprefix("✗ yaml:6:25").removesuffix("denial-scope-mismatch").strip() == "The army shelled it."
