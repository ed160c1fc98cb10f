"""The command through its real entry point: exits, streams, files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import provenance
from tests.conftest import ROOT

GOOD = "sources: {m: {name: M}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n"
BAD = "claims: {c1: {txt: A claim.}}\n"
BROKEN = "claims:\n  c1: 'never closed\n"


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "provenance", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **environment},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("a", GOOD), ("b", BAD), ("c", BROKEN), ("d", GOOD), ("e", GOOD)):
        (tmp_path / f"{name}.claims.yaml").write_text(text, "utf-8")
    return tmp_path


def test_the_golden_table_through_json() -> None:
    done = run("audit", "seeds", "--as-of", "2022-11-06", "--output", "json", "--fail-on", "never")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    jsonschema.validate(data, json.loads((ROOT / "schemas/audit.schema.json").read_text("utf-8")))
    (dossier,) = data["dossiers"]
    claims = {c["id"]: c for c in dossier["claims"]}
    assert claims["small-number-before-war"]["status"] == "admitted"
    told = claims["second-visit-july-15"]["as_told"]
    assert told == {"origins": {"least": 1, "most": 1}, "chains": 1, "single_points_of_failure": ["us-executive"]}
    assert all(f["line"] > 0 and f["column"] > 0 and f["fingerprint"] for f in dossier["findings"])


def test_one_bad_file_of_five_is_reported_and_the_others_are_audited(folder: Path) -> None:
    done = run("audit", str(folder), "--output", "json")
    assert done.returncode == 3
    data = json.loads(done.stdout)
    by_file = {Path(d["file"]).name: d for d in data["dossiers"]}
    assert [by_file[f"{n}.claims.yaml"]["readable"] for n in "abcde"] == [True, True, False, True, True]
    assert by_file["a.claims.yaml"]["claims"][0]["status"] == "unconfirmed"
    (broken,) = [f for f in by_file["c.claims.yaml"]["findings"] if f["rule"] == "schema-violation"]
    assert broken["line"] == 3
    assert "line 2" in broken["message"] or "ligne 2" in broken["message"]
    (bad,) = [f for f in by_file["b.claims.yaml"]["findings"] if "txt" in f["message"]]
    assert (bad["line"], bad["column"], bad["fix"] is not None) == (1, 15, True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("validate", "a.claims.yaml"), 0),
        (("audit", "a.claims.yaml"), 0),
        (("audit", "a.claims.yaml", "--fail-on", "warning"), 1),
        (("validate", "b.claims.yaml"), 1),
        (("validate", "b.claims.yaml", "--fail-on", "never"), 0),
        (("validate", "b.claims.yaml", "c.claims.yaml"), 3),
        (("validate", "missing.claims.yaml"), 3),
        (("validate", "missing.claims.yaml", "b.claims.yaml"), 3),
        (("audit", "c.claims.yaml", "--fail-on", "never"), 3),
        (("audit", "a.claims.yaml", "--as-of", "some day"), 2),
        (("audit", "a.claims.yaml", "--policy", "two-independant"), 2),
        (("audit", "a.claims.yaml", "--output", "xml"), 2),
        (("audti", "a.claims.yaml"), 2),
        (("explain", "no-such-thing", "a.claims.yaml"), 2),
        (("graph", "a.claims.yaml", "--claim", "c2"), 2),
        (("graph", "c.claims.yaml"), 3),
    ],
)
def test_exits_depend_on_what_was_found_not_on_the_format(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if arguments[0] == "audit" and code != 2:
        for form in ("json", "markdown"):
            assert run(*arguments, "--output", form, cwd=folder).returncode == code


def test_a_slip_gets_the_nearest_name(folder: Path) -> None:
    assert "two-independent" in run("audit", "a.claims.yaml", "--policy", "two-independant", cwd=folder).stderr
    assert "audit" in run("audti", cwd=folder).stderr
    assert "c1" in run("graph", "a.claims.yaml", "--claim", "c2", cwd=folder).stderr
    assert "circular-reporting" in run("explain", "circular-reportng", "a.claims.yaml", cwd=folder).stderr


def test_an_empty_folder_is_not_a_success(tmp_path: Path) -> None:
    assert run("audit", str(tmp_path)).returncode == 2


def test_several_outputs_in_one_run(folder: Path) -> None:
    done = run("audit", "a.claims.yaml", "-o", "text", "-o", "json=out/a.json", "-o", "markdown=out/a.md", cwd=folder)
    assert done.stdout
    assert json.loads((folder / "out/a.json").read_text("utf-8"))["version"] == 1
    assert (folder / "out/a.md").read_text("utf-8").startswith("# ")
    assert not list((folder / "out").glob(".*"))


def test_the_text_has_colours_only_for_a_terminal(folder: Path) -> None:
    assert "\x1b" not in run("audit", "a.claims.yaml", cwd=folder).stdout


def test_a_broken_pipe_is_silent() -> None:
    done = subprocess.run(
        f"{sys.executable} -m provenance audit seeds --all | head -1",
        shell=True, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_PROVENANCE_COMPLETE" in run("completion", shell).stdout


@pytest.mark.parametrize("language", ["fr", "en"])
def test_init_writes_a_dossier_that_audits(tmp_path: Path, language: str) -> None:
    assert run("init", str(tmp_path / "new"), "--lang", language).returncode == 0
    done = run("audit", str(tmp_path / "new"), "--fail-on", "error")
    assert done.returncode == 0, done.stdout
    validated = run("validate", str(tmp_path / "new"), "--fail-on", "note", "--all")
    assert validated.returncode == 0, validated.stdout
    again = run("init", str(tmp_path / "new"))
    assert again.returncode == 2
    (tmp_path / "new/dossier.schema.json").unlink()
    after_a_kill = run("init", str(tmp_path / "new"), "--lang", language)
    assert (after_a_kill.returncode, (tmp_path / "new/dossier.schema.json").exists()) == (0, True)
    (tmp_path / "new/dossier.schema.json").unlink()
    (tmp_path / "new/article.txt").write_text("mine\n", "utf-8")
    assert run("init", str(tmp_path / "new"), "--lang", language).returncode == 2
    assert not (tmp_path / "new/dossier.schema.json").exists()


def test_explain_tells_a_claim_and_a_rule() -> None:
    claim = run("explain", "second-visit-july-15", "seeds", "--lang", "en").stdout
    assert "Superseded" in claim
    assert "associated press, version 2 (16 july 2022) replaces associated press, first version" in claim.lower()
    rule = run("explain", "PV307").stdout
    assert "circular-reporting" in rule
    assert "This is found" in rule


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "dot", "mermaid"])
def test_graph_writes_every_format(tmp_path: Path, form: str) -> None:
    done = run("graph", "seeds", "--claim", "visit-june-8", "--format", form, "-o", str(tmp_path / "g"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    start = (tmp_path / "g").read_bytes()[:8]
    assert start.startswith(
        {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"// made ", "mermaid": b"%% made "}[form]
    )


def test_today_is_said_aloud(folder: Path) -> None:
    assert "as_of" in run("audit", "a.claims.yaml", "--lang", "en", cwd=folder).stdout


def test_the_claim_that_is_meant_is_the_one_spelled_so(tmp_path: Path) -> None:
    """Two ids may differ by a separator alone; one that is spelled like neither is the first of them."""
    (tmp_path / "a.claims.yaml").write_text(
        "language: en\nclaims: {visit-a: {text: The first visit.}, visit_a: {text: The second visit.}}\n"
        "statements: [{chain: Ann Hill, in: The Paper, says: {visit-a: one, visit_a: two}}]\n",
        "utf-8",
    )
    audit = provenance.audit(tmp_path)
    for name, text in (
        ("visit-a", "The first visit."),
        ("visit_a", "The second visit."),
        ("Visit A", "The first visit."),
    ):
        assert text in run("explain", name, ".", "--lang", "en", cwd=tmp_path).stdout.splitlines()[0]
        assert text in str(provenance.explain(audit, name)).splitlines()[0]
        assert audit[name].text == text
        drawn = run("graph", ".", "--claim", name, "--format", "mermaid", cwd=tmp_path).stdout
        assert text in drawn
        assert drawn.count(" visit.") == 1


def test_a_policy_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text(
        'policy = "one"\n[policies.one]\nconfirmed_origins = 1\nconfirmed_chains = 1\n'
    )
    (tmp_path / "a.claims.yaml").write_text(GOOD, "utf-8")
    done = run("audit", "a.claims.yaml", "--output", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["dossiers"][0]["claims"][0]["status"] == "confirmed"
    (tmp_path / "provenance.toml").write_text('polcy = "one"\n')
    broken = run("audit", "a.claims.yaml", cwd=tmp_path)
    assert broken.returncode == 2
    assert broken.stderr == "Error: provenance.toml:1:1: unknown key `polcy`; did you mean `policy`?\n"


def test_no_line_is_wider_than_asked(tmp_path: Path) -> None:
    long = "The bridge over the river closes " + "for works that nobody has asked for " * 5
    (tmp_path / "a.claims.yaml").write_text(
        f'language: en\ndocuments: {{d: {{publisher: P, file: d.txt}}}}\nclaims: {{c: {{text: "{long}", concerns: m}}}}\n'
        "sources: {m: {name: The mayor}}\nstatements: [{own: true, says: {c: The bridge closes}}]\n",
        "utf-8",
    )
    (tmp_path / "d.txt").write_text("The bridge closes.", "utf-8")
    asked = {"cwd": tmp_path, "COLUMNS": "80"}
    shown = run("audit", ".", "--fail-on", "warning", **asked).stdout
    assert shown.splitlines()[-1].startswith("· exit 1: ")
    # The examples of a rule are left as they are to be typed.
    rule = run("explain", "circular-reporting", **asked).stdout.split("    sources:")[0]
    for told in (shown, run("explain", "c", **asked).stdout, rule):
        assert max(map(len, told.splitlines())) <= 80


def test_what_no_dossier_says_is_told_in_the_readers_language(tmp_path: Path) -> None:
    reader = {"cwd": tmp_path, "LC_ALL": "", "LC_MESSAGES": ""}
    rule = run("explain", "circular-reporting", **reader, LANG="fr_FR.UTF-8").stdout
    assert rule.splitlines()[1] == "des sources qui se citent entre elles"
    assert "sources" in run("explain", "circular-reporting", **reader, LANG="de_DE.UTF-8").stdout.splitlines()[1]


def test_why_there_is_no_answer_is_told_in_the_readers_language(tmp_path: Path) -> None:
    (tmp_path / "a.claims.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "provenance.toml").write_text('polcy = "one"\n')
    reader = {"cwd": tmp_path, "LC_ALL": "fr_FR.UTF-8"}
    said = run("audit", "a.claims.yaml", **reader).stderr
    assert said.startswith("Erreur\u00a0: provenance.toml:1:1: clé inconnue\u00a0: `polcy`")
    assert "vouliez-vous écrire `policy`" in said


def test_what_is_wrong_with_the_project_is_told_as_its_dossiers_are(tmp_path: Path) -> None:
    (tmp_path / "a.claims.yaml").write_text("dossier: a\nlanguage: fr\n" + GOOD, "utf-8")
    (tmp_path / "provenance.toml").write_text('[[suppress]]\nrule = "circular-reporting"\nreason = "r"\n', "utf-8")
    for form in ("text", "junit", "gitlab", "github", "sarif", "markdown", "json"):
        told = run("audit", ".", "-o", form, cwd=tmp_path).stdout
        assert "cette réponse à" in told, form


def test_many_dossiers_of_one_folder_are_told_apart_by_their_files(tmp_path: Path) -> None:
    """Where each has a folder, that leads to it; a long way is cut at its beginning, and no line is wider than asked."""
    flat, deep = tmp_path / "flat", tmp_path / "deep"
    for number in range(6):
        for file in (flat / f"d{number}.claims.yaml", deep / f"d{number}/d.claims.yaml"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"dossier: d{number}\nlanguage: fr\ntitel: x\n{GOOD}", "utf-8")
    for folder, shown in ((flat, "flat/d{}.claims.yaml"), (deep, "deep/d{}")):
        lines = run("audit", folder.name, cwd=tmp_path, COLUMNS="60").stdout.splitlines()
        named = [line[2:32].rstrip() for line in lines if line[:1] == "✗"]
        assert named == [shown.format(number) for number in range(6)]
        assert max(map(len, lines)) <= 60
    absolute = run("audit", str(deep), COLUMNS="80").stdout.splitlines()[0]
    assert absolute.startswith("✗ …")
    assert absolute[:32].rstrip().endswith("/deep/d0")


def test_no_line_is_wider_than_a_narrow_terminal(tmp_path: Path) -> None:
    """At 60 columns the name of a rule goes below its finding, and what a claim hangs on below the claim."""
    (tmp_path / "a.txt").write_text(
        "Deux sources proches de la direction disent que « la direction négocie ».", "utf-8"
    )
    (tmp_path / "a.claims.yaml").write_text(
        "language: fr\naudits: [a]\nsources: {p: {name: deux sources proches de la direction, kind: anonymous}}\n"
        "documents: {a: {publisher: Le Journal, file: a.txt}}\nclaims: {c: {text: La direction négocie avec un repreneur.}}\n"
        "statements: [{chain: p → a, says: {c: la direction négocie}}]\n",
        "utf-8",
    )
    for columns in (60, 80):
        lines = run("audit", ".", cwd=tmp_path, COLUMNS=str(columns)).stdout.splitlines()
        assert max(map(len, lines)) <= columns
        if columns == 60:
            row = next(number for number, line in enumerate(lines) if line.startswith("  non confirmé"))
            assert lines[row + 1] == "    deux sources proches de la direction"
