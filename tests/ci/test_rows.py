"""What a newsroom's repository and its build server make of the tool: files named from the repository, answers judged
where they were asked, totals and reasons.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.hard.program import git, inside, provenance

ONE = "language: en\nas_of: 2022-08-01\nsources: {m: {name: M}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n"
BAD = ONE.replace("c1: A claim.", "c1: {text: A claim., status: confirmed}")


TWO_TEXTS = (
    ONE.replace("chain: m,", "chain: m, in: d,") + "documents: {d: {file: article.txt}, e: {file: texts/more.txt}}\n"
)


def repository(folder: Path, **files: str) -> Path:
    """A repository of dossiers, by the name of their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    for name, text in files.items():
        (folder / name).mkdir()
        (folder / name / f"{name}.claims.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("changed", "judged"),
    [
        (["a/a.claims.yaml"], ["a"]),
        (["a/article.txt"], ["a"]),
        (["a/texts/more.txt"], ["a"]),
        (["sources.yaml"], ["a", "b"]),
        (["provenance.toml"], ["a", "b"]),
        (["README.md"], []),
        (["b/article.txt"], []),
        (["a/article.txt", "a/a.claims.yaml", "b/b.claims.yaml"], ["a", "b"]),
        (["old/old.claims.yaml", "old/article.txt"], []),
        (["gone.txt"], []),
    ],
)
def test_a_hook_is_given_whatever_changed(tmp_path: Path, changed: list[str], judged: list[str]) -> None:
    folder = repository(tmp_path / "r", a=TWO_TEXTS, b=ONE, old=BAD)
    (folder / "provenance.toml").write_text('ignore = ["old/"]\n', "utf-8")
    (folder / "sources.yaml").write_text("sources: {z: {name: Z}}\n", "utf-8")
    (folder / "a/texts").mkdir()
    for name in ("a/article.txt", "a/texts/more.txt", "b/article.txt", "old/article.txt", "README.md"):
        (folder / name).write_text("words\n", "utf-8")
    done = inside("audit", "--in-project", *changed, "-o", "json", "--fail-on", "never", cwd=folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [one["id"] for one in json.loads(done.stdout)["dossiers"]] == judged
    assert inside("validate", "--in-project", "-q", *changed, cwd=folder).exit_code == 0


def test_an_answer_is_judged_only_where_it_was_asked(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", a=ONE, b=ONE)
    assert inside("audit", ".", "--write-baseline", "known.json", cwd=folder).exit_code == 0
    part = inside("audit", "a", "--baseline", "known.json", "--all", "--lang", "en", cwd=folder)
    assert "no longer there" not in part.stdout
    (folder / "b/b.claims.yaml").unlink()
    whole = inside("audit", ".", "--baseline", "known.json", "--all", "--lang", "en", cwd=folder)
    assert "the baseline knows a finding of single-origin about `c1` that is no longer there" in whole.stdout


@pytest.mark.parametrize("way", ["absolute", "link", "from elsewhere", "from below"])
def test_services_are_told_files_as_the_repository_names_them(tmp_path: Path, way: str) -> None:
    folder = repository(tmp_path / "r", a=BAD)
    (tmp_path / "link").symlink_to(folder)
    (folder / "sub").mkdir()
    cwd, path = {
        "absolute": (folder, str(folder)),
        "link": (folder, str(tmp_path / "link")),
        "from elsewhere": (tmp_path, str(folder)),
        "from below": (folder / "sub", str(folder / "a")),
    }[way]
    said = {form: inside("audit", path, "-o", form, cwd=cwd).stdout for form in ("github", "gitlab", "sarif")}
    assert str(tmp_path) not in "".join(said.values())
    assert "file=a/a.claims.yaml," in said["github"]
    assert {one["location"]["path"] for one in json.loads(said["gitlab"])} == {"a/a.claims.yaml"}
    assert '"uri": "a/a.claims.yaml"' in said["sarif"]


def test_a_working_folder_reached_by_a_link(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", a=BAD)
    (tmp_path / "link").symlink_to(folder)
    environment = {**os.environ, "PWD": str(tmp_path / "link")}
    done = provenance("audit", str(tmp_path / "link/a"), "-o", "github", cwd=tmp_path / "link", env=environment)
    assert "file=a/a.claims.yaml," in done.stdout


FORTY = {f"d{i:02}": BAD if i in (3, 7) else ONE for i in range(40)}


def test_a_run_says_what_it_came_to_and_why_it_ends_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty dossiers of one voice each; two of them declare more than they have."""
    folder = repository(tmp_path / "r", **FORTY)
    (folder / "d05/d05.claims.yaml").write_text("claims: {c: A", "utf-8")
    summary = folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    written = [w for n in ("json", "sarif", "markdown", "github") for w in ("-o", f"{n}=out-{n}")]
    done = inside("audit", ".", "--lang", "en", *written, cwd=folder)
    assert done.exit_code == 3
    # c1 has one origin, is not marked as unconfirmed (warnings), and has no date (a note).
    expected = (
        "40 dossiers, 2 with faults in their claim files, 1 not read, 3 errors, {warnings} warnings, 39 notes · "
        "exit 3: 1 file could not be read"
    )
    record = json.loads((folder / "out-json").read_text("utf-8"))["summary"]
    assert record["text"] == expected.format(warnings=record["warnings"])
    assert (record["dossiers"], record["faulty"], record["unread"], record["failing"]) == (40, 2, 1, 3)
    assert (record["fail_on"], record["exit_code"]) == ("error", 3)
    assert done.stderr.strip() == record["text"]
    invocation = json.loads((folder / "out-sarif").read_text("utf-8"))["runs"][0]["invocations"][0]
    assert (invocation["exitCode"], invocation["exitCodeDescription"]) == (3, record["text"])
    assert f"*{record['text']}*" in (folder / "out-markdown").read_text("utf-8").replace("\\", "")
    assert summary.read_text("utf-8").startswith(f"### provenance: {record['text']}\n")
    (folder / "d05/d05.claims.yaml").write_text(ONE, "utf-8")
    shown = inside("audit", ".", "--lang", "en", cwd=folder)
    assert shown.stdout.rstrip().endswith("· exit 1: 2 findings at --fail-on error or above")
    assert inside("audit", ".", "--lang", "fr", "--fail-on", "never", cwd=folder).stdout.rstrip().endswith("· sortie 0")
    page = inside("audit", "d03", "-o", "html=page.html", "--lang", "en", cwd=folder)
    assert page.exit_code == 1
    assert page.stderr.strip().endswith("exit 1: 1 finding at --fail-on error or above")


def test_a_new_dossier_in_a_diff_says_how_it_stands(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", a=ONE)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    (folder / "b").mkdir()
    (folder / "b/b.claims.yaml").write_text(BAD.replace("A claim.", "Another claim."), "utf-8")
    done = inside("diff", "HEAD", "--lang", "en", cwd=folder)
    assert "a new dossier: No text is under audit" in done.stdout
    assert "+ `c1` unconfirmed (single point of failure): Another claim." in done.stdout
    assert "error status-overclaimed, `c1`" in done.stdout
    record = json.loads(inside("diff", "HEAD", "-o", "json", cwd=folder).stdout)["dossiers"][-1]
    assert record["added"]
    assert record["claims"][0]["after"]["status"] == "unconfirmed"


def test_lines_end_where_yaml_ends_them(tmp_path: Path) -> None:
    """U+2028, U+2029 and U+0085 end no line in YAML 1.2: what comes after them is blamed on its own line."""
    (tmp_path / "x.claims.yaml").write_text(
        "language: en # a remark \u2028 claims: wrong\nclaims:\n  c1: \"A\u2029claim \x85 here\"\n  c2: {text: B\u2028C, statsu: x}\n", "utf-8"
    )  # fmt: skip
    done = inside("validate", ".", "-q", cwd=tmp_path)
    assert done.stdout.startswith("x.claims.yaml:4:")
    assert "unknown key `statsu`" in done.stdout
    said = json.loads(inside("audit", ".", "-o", "json", cwd=tmp_path).stdout)["dossiers"][0]
    assert [claim["text"] for claim in said["claims"]] == ["A\u2029claim \x85 here", "B\u2028C"]


def test_a_line_break_in_a_name_is_shown_in_a_diagram(tmp_path: Path) -> None:
    text = ONE.replace("name: M", 'name: "Bob\\nRoy\\r\\n  end"')
    (tmp_path / "x.claims.yaml").write_text(text, "utf-8")
    done = inside("graph", ".", "--claim", "c1", "--format", "mermaid", cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert lines[1] == "flowchart LR"
    assert all(line.startswith("  ") and line.count('"') in (0, 2, 4) for line in lines[2:]), done.stdout
    assert any("Bob Roy end" in line for line in lines)


def test_records_without_a_dossier_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.claims.jsonl").write_text(
        '{"type": "claim", "dossier": "d", "id": "c1", "text": "A."}\n{"type": "claim", "id": "c2", "text": "B."}\n',
        "utf-8",
    )
    done = inside("validate", ".", "--lang", "en", cwd=tmp_path)
    assert "x.claims.jsonl:2:1: warning" in done.stdout
    assert "records without `dossier` are taken for a dossier of their own, `x`" in done.stdout
    (tmp_path / "x.claims.jsonl").write_text('{"type": "claim", "id": "c2", "text": "B."}\n', "utf-8")
    assert "of their own" not in inside("validate", ".", "--lang", "en", cwd=tmp_path).stdout


def test_what_is_required_of_a_path(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", final=ONE, draft=ONE)
    (folder / "provenance.toml").write_text('[[require]]\nmatch = "final/"\nstatus = "corroborated"\n', "utf-8")
    done = inside("audit", ".", "-o", "json", cwd=folder)
    assert done.exit_code == 1
    found = {one["id"]: [f["rule"] for f in one["findings"]] for one in json.loads(done.stdout)["dossiers"]}
    assert "status-below-required" in found["final"]
    assert "status-below-required" not in found["draft"]
    shown = inside("config", "show", "final/final.claims.yaml", cwd=folder).stdout
    assert 'require.status = "corroborated"' in shown
    assert "provenance.toml:3" in shown
    (folder / "provenance.toml").write_text('[[require]]\nmatch = "final/"\nstatus = "corroborate"\n', "utf-8")
    wrong = inside("audit", ".", cwd=folder)
    assert wrong.exit_code == 2
    assert "provenance.toml:3" in wrong.stderr
    assert "corroborated" in wrong.stderr


def test_the_hooks_are_those_that_are_there() -> None:
    hooks = subprocess.run(["cat", ".pre-commit-hooks.yaml"], capture_output=True, text=True, check=True).stdout
    assert [line.split()[-1] for line in hooks.splitlines() if line.startswith("- id:")] == [
        "provenance-audit", "provenance-audit-all", "provenance-validate", "provenance-confidential",
    ]  # fmt: skip
