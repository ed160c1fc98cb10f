"""The hooks, the action and the template, run as far as a machine without the services can run them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT

GOOD = "language: en\nsources: {m: {name: M, kind: person}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n"
BAD = GOOD.replace("A claim.}", "{text: A claim., status: confirmed}}")
NAMES = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *NAMES, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def sources(into: Path) -> Path:
    """A repository of the project as it stands in this checkout, with what is not committed yet."""
    into.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.split(b"\0")
    for name in filter(None, map(os.fsdecode, listed)):
        if name.startswith(("provenance/", "schemas/")) or "/" not in name:
            if (ROOT / name).is_file():
                (into / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, into / name)
    git(into, "init", "-q", "-b", "main")
    git(into, "add", "-A")
    git(into, "commit", "-qm", "the project")
    return into


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sources(tmp_path_factory.mktemp("sources") / "provenance")


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A repository of dossiers: one whose shared source stands above it, one that claims too much."""
    folder = tmp_path / "newsroom"
    (folder / "a").mkdir(parents=True)
    (folder / "b").mkdir()
    (folder / "provenance.toml").write_text("", "utf-8")
    (folder / "sources.yaml").write_text("sources: {m: {name: The minister, kind: person}}\n", "utf-8")
    (folder / "a/a.claims.yaml").write_text(
        "claims: {c1: A claim.}\nstatements: [{chain: The minister, says: {c1: w}}]\n", "utf-8"
    )
    (folder / "b/b.claims.yaml").write_text(BAD, "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "dossiers")
    return folder


# --- pre-commit --------------------------------------------------------------------------------------------------------


def offline() -> dict[str, str]:
    """The environment in which pip installs nothing but what is given: what is needed stands here already."""
    packages = json.loads(
        subprocess.run(
            [sys.executable, "-c", "import site, json; print(json.dumps(site.getsitepackages()))"],
            capture_output=True, check=True, text=True,
        ).stdout
    )  # fmt: skip
    return {
        **os.environ,
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONPATH": os.pathsep.join(packages),
    }


def test_pre_commit_runs_the_hooks_from_a_clone(project: Path, newsroom: Path, tmp_path: Path) -> None:
    configuration = {
        "repos": [
            {
                "repo": str(project),
                "rev": git(project, "rev-parse", "HEAD"),
                "hooks": [
                    {"id": "provenance-validate"},
                    {"id": "provenance-audit"},
                    {"id": "provenance-audit-all", "stages": ["manual"]},
                    {"id": "provenance-confidential"},
                ],
            }
        ]
    }
    (newsroom / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), "utf-8")
    git(newsroom, "add", "-A")
    environment = {**offline(), "PRE_COMMIT_HOME": str(tmp_path / "cache")}

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", *options],
            cwd=newsroom, env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    # Nothing staged that is a claim file: nothing to look at.
    done = run()
    assert done.returncode == 0, done.stdout + done.stderr
    # The changed file alone, with the sources that its project shares.
    (newsroom / "a/a.claims.yaml").write_text(
        (newsroom / "a/a.claims.yaml").read_text("utf-8") + "# changed\n", "utf-8"
    )
    git(newsroom, "add", "-A")
    done = run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3
    # A text of a dossier is looked at as the dossier is.
    (newsroom / "a/article.txt").write_text("words\n", "utf-8")
    (newsroom / "a/a.claims.yaml").write_text(
        'documents: {d: {file: article.txt}}\nclaims: {c1: A claim.}\n'
        'statements: [{chain: The minister, in: d, says: {c1: words}}]\n', "utf-8",
    )  # fmt: skip
    git(newsroom, "add", "-A")
    git(newsroom, "commit", "-qm", "a text", "--no-verify")
    (newsroom / "a/article.txt").write_text("other\n", "utf-8")
    git(newsroom, "add", "-A")
    done = run()
    assert done.returncode == 1
    assert "anchor-not-found" in done.stdout
    (newsroom / "a/article.txt").write_text("words\n", "utf-8")
    # What a private file holds goes into no commit, and neither does the private file.
    (newsroom / "a/a.private.yaml").write_text("sources: {s-0001: {name: Anne Roux}}\n", "utf-8")
    (newsroom / "a/a.private.yaml").chmod(0o600)
    (newsroom / ".gitignore").write_text("*.private.yaml\n", "utf-8")
    (newsroom / "notes.txt").write_text("ask A. Roux\n", "utf-8")
    git(newsroom, "add", "-A")
    done = run()
    assert done.returncode == 1
    assert "notes.txt:1:5: error [PV117 confidential-name-in-text]" in done.stdout
    (newsroom / "notes.txt").unlink()
    git(newsroom, "add", "-A", "-f", "a/a.private.yaml")
    done = run()
    assert done.returncode == 1
    assert "[PV118 private-file-exposed]" in done.stdout
    assert "Roux" not in done.stdout
    git(newsroom, "rm", "-q", "--cached", "a/a.private.yaml")
    git(newsroom, "add", "-A")
    # One that claims more than its chains carry fails, with its line.
    (newsroom / "b/b.claims.yaml").write_text(BAD + "# changed\n", "utf-8")
    git(newsroom, "add", "-A")
    done = run()
    assert done.returncode == 1
    assert "b/b.claims.yaml:3:" in done.stdout
    assert "status-overclaimed" in done.stdout
    # One that takes the id of a dossier that did not change is told so.
    (newsroom / "b/b.claims.yaml").write_text("dossier: a\n" + GOOD, "utf-8")
    git(newsroom, "add", "-A")
    done = run("provenance-audit")
    assert done.returncode == 1
    assert "duplicate-id" in done.stdout
    assert "a/a.claims.yaml" in done.stdout
    (newsroom / "b/b.claims.yaml").write_text(BAD, "utf-8")
    git(newsroom, "add", "-A")
    # The whole project, whatever is staged.
    git(newsroom, "commit", "-qm", "all", "--no-verify", "--allow-empty")
    done = run("provenance-audit-all", "--hook-stage", "manual")
    assert done.returncode == 1
    assert "status-overclaimed" in done.stdout


def test_the_hooks_file_is_one_pre_commit_accepts() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


# --- the action --------------------------------------------------------------------------------------------------------


def test_the_action_is_one_that_github_accepts() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def steps(name: str, inputs: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The steps of the action with the expressions of its inputs filled in, as the runner does."""
    action: dict[str, Any] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    values = {key: one.get("default", "") for key, one in action["inputs"].items()} | inputs

    def filled(text: str) -> str:
        text = text.replace("${{ github.action_path }}", str(ROOT))
        for key, value in values.items():
            text = text.replace("${{ inputs." + key + " }}", value)
        assert "${{" not in text
        return text

    found = []
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        # What people type reaches the script as data, never as part of it.
        assert "${{" not in step["run"]
        found.append((step["run"], {key: filled(value) for key, value in step["env"].items()}))
    return found


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, 1),
        ({"fail-on": "never"}, 0),
        ({"paths": "a"}, 0),
        ({"paths": "a b", "sarif": "out.sarif", "reports": "pages"}, 1),
        ({"paths": "$(touch owned) ;touch owned"}, 3),
        ({"paths": "a", "fail-on": "never; touch owned"}, 2),
    ],
)
def test_the_steps_of_the_action(inputs: dict[str, str], code: int, newsroom: Path, tmp_path: Path) -> None:
    runner = tmp_path / "runner"
    (runner / "provenance/bin").mkdir(parents=True)
    # Installing is the next test's; here the program stands where the first step puts it.
    (runner / "provenance/bin/provenance").symlink_to(Path(sys.executable).parent / "provenance")
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(runner),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    script, variables = steps("action.yml", inputs)[1]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=newsroom, env={**environment, **variables}, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert (tmp_path / "outputs").read_text() == f"exit-code={code}\n"
    assert not list(newsroom.rglob("owned*"))
    if code == 1:
        assert "::error file=b/b.claims.yaml,line=3," in done.stdout
        assert "### provenance: " in (tmp_path / "summary.md").read_text("utf-8")
    if "sarif" in inputs:
        assert (newsroom / "out.sarif").is_file()
        assert (newsroom / "pages/index.html").is_file()


def test_the_action_installs_the_program(tmp_path: Path) -> None:
    script, variables = steps("action.yml", {"python": sys.executable})[0]
    environment = {**offline(), "RUNNER_TEMP": str(tmp_path), **variables}
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    installed = tmp_path / "provenance/bin/provenance"
    assert subprocess.run([installed, "--version"], env=environment, capture_output=True).returncode == 0


# --- the template ------------------------------------------------------------------------------------------------------


def test_the_template_is_one_that_gitlab_accepts(tmp_path: Path) -> None:
    job = yaml.safe_load((ROOT / "templates/gitlab-ci.yml").read_text("utf-8"))
    (tmp_path / "ci.yml").write_text(yaml.safe_dump({**job, "provenance": {"extends": ".provenance"}}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(tmp_path / "ci.yml")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_script_of_the_template(newsroom: Path) -> None:
    from tests.emit.test_formats import GITLAB

    job = yaml.safe_load((ROOT / "templates/gitlab-ci.yml").read_text("utf-8"))[".provenance"]
    (newsroom / ".provenance/bin").mkdir(parents=True)
    (newsroom / ".provenance/bin/provenance").symlink_to(Path(sys.executable).parent / "provenance")
    *_, audit = job["script"]
    environment = {**os.environ, **job["variables"], "CI_PROJECT_DIR": str(newsroom)}
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", audit], cwd=newsroom, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    jsonschema.validate(json.loads((newsroom / reports["codequality"]).read_text("utf-8")), GITLAB)
    assert (newsroom / reports["junit"]).is_file()
