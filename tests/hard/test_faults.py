"""What the machine refuses is one sentence and an exit code; what is not touched by it is done."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hard.program import dossier, provenance

COMMANDS = {
    "audit": ["audit", "x.claims.yaml"],
    "json": ["audit", "x.claims.yaml", "-o", "json"],
    "validate": ["validate", "x.claims.yaml"],
    "explain": ["explain", "c1", "x.claims.yaml"],
    "graph": ["graph", "x.claims.yaml", "--format", "dot"],
    "extract": ["extract", "article.txt"],
    "diff": ["diff", "x.claims.yaml", "x.claims.yaml"],
    "config": ["config", "show"],
    "schema": ["schema", "x.claims.yaml"],
    "rules": ["rules"],
    "completion": ["completion", "bash"],
    "help": ["--help"],
}
commands = pytest.mark.parametrize("name", COMMANDS)


def is_one_sentence(said: str) -> bool:
    return "Traceback" not in said and len(said.strip().splitlines()) <= 2


@commands
def test_standard_output_that_is_full(tmp_path: Path, name: str) -> None:
    dossier(tmp_path)
    with open("/dev/full", "w") as full:
        done = provenance(*COMMANDS[name], cwd=tmp_path, stdout=full)
    assert done.returncode not in (0, None)
    assert "No space left on device" in done.stderr
    assert is_one_sentence(done.stderr), done.stderr


@commands
def test_standard_output_that_is_closed(tmp_path: Path, name: str) -> None:
    dossier(tmp_path)
    command = " ".join([sys.executable, "-m", "provenance", *COMMANDS[name]])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert is_one_sentence(done.stderr), done.stderr


@commands
def test_a_reader_that_left(tmp_path: Path, name: str) -> None:
    dossier(tmp_path)
    command = " ".join([sys.executable, "-m", "provenance", *COMMANDS[name]])
    done = subprocess.run(["sh", "-c", f"{command} | true"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


@commands
def test_standard_input_and_error_that_are_closed(tmp_path: Path, name: str) -> None:
    dossier(tmp_path)
    command = " ".join([sys.executable, "-m", "provenance", *COMMANDS[name]])
    for closed in ("<&-", "2>&-"):
        done = subprocess.run(
            ["sh", "-c", f"{command} {closed}"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1), (closed, done.stderr)
        assert done.stdout


@commands
def test_a_working_folder_that_is_gone(tmp_path: Path, name: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = " ".join([sys.executable, "-P", "-m", "provenance", *COMMANDS[name]])
    done = subprocess.run(
        ["sh", "-c", f"rmdir {gone} && {command}"], cwd=gone, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "the working folder" in done.stderr
    assert is_one_sentence(done.stderr), done.stderr


unprivileged = pytest.mark.skipif(
    not hasattr(os, "geteuid") or (os.geteuid() == 0 and shutil.which("setpriv") is None),
    reason="the superuser may read everything, and there is no setpriv here to be somebody else",
)


def as_nobody(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run it as a user who may not read everything."""
    if os.geteuid() != 0:
        return provenance(*arguments, cwd=cwd)
    for path in [cwd, *cwd.parents[:3]]:
        path.chmod(path.stat().st_mode | 0o055)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-m", "provenance"]
    return subprocess.run([*command, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


@unprivileged
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read_costs_itself_alone(tmp_path: Path, what: str) -> None:
    for i in range(4):
        dossier(tmp_path / f"d{i}", f"d{i}")
    refused = tmp_path / "d2" / "d2.claims.yaml" if what == "file" else tmp_path / "d2"
    mode = refused.stat().st_mode
    refused.chmod(0)
    try:
        done = as_nobody("audit", ".", "-o", "json", cwd=tmp_path)
    finally:
        refused.chmod(mode)
    if "No module named" in done.stderr or "Permission denied: '/" in done.stderr:
        pytest.skip("somebody else may not read the interpreter here")
    assert done.returncode == 3, done.stderr
    read = {one["id"]: one["readable"] for one in json.loads(done.stdout)["dossiers"]}
    assert sum(read.values()) == 3
    assert len(read) == 4
    assert "may not be read" in done.stdout or "permission" in done.stdout.lower()


def test_an_output_that_cannot_be_written_costs_itself_alone(tmp_path: Path) -> None:
    dossier(tmp_path)
    (tmp_path / "bad.claims.yaml").write_text("sources: {a: {name: A", "utf-8")
    (tmp_path / "file").write_text("x", "utf-8")
    done = provenance(
        "audit", ".", "-o", "json=file/a.json", "-o", "sarif=out.sarif", "-o", "text=/dev/full", cwd=tmp_path
    )
    # Two outputs failed and a file could not be read: the highest code that applies.
    assert done.returncode == 3
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["runs"]
    assert done.stderr.count("cannot be written") == 2
    assert "Traceback" not in done.stderr


def test_one_file_by_two_names_is_audited_once(tmp_path: Path) -> None:
    dossier(tmp_path / "e1", "e1")
    (tmp_path / "e1/again.claims.yaml").symlink_to("e1.claims.yaml")
    for names in ([".", "../e1"], [str(tmp_path / "e1"), "."], ["e1.claims.yaml", "./e1.claims.yaml", "."]):
        done = provenance("audit", *names, "-o", "json", cwd=tmp_path / "e1")
        assert len(json.loads(done.stdout)["dossiers"]) == 1


def test_two_dossiers_of_one_id_are_compared_by_their_files(tmp_path: Path) -> None:
    for side, text in (("old", "The bridge closes."), ("new", "The bridge is shut.")):
        for name in ("a", "b"):
            file = dossier(tmp_path / side, name)
            held = "dossier: same\n" + file.read_text("utf-8")
            file.write_text(held.replace("The bridge closes.", text) if name == "b" else held, "utf-8")
    done = provenance("diff", "old", "new", "--lang", "en", cwd=tmp_path)
    assert "The bridge is shut." in done.stdout
    assert done.stdout.count("(same)") == 1


@pytest.mark.parametrize("name", ["provenance.toml", "sources.yaml", "x.claims.yaml", "article.txt"])
@pytest.mark.parametrize("kind", ["fifo", "device", "folder"])
def test_what_is_no_regular_file_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    dossier(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(tmp_path / name)
    elif kind == "device":
        (tmp_path / name).symlink_to("/dev/zero")
    else:
        (tmp_path / name).mkdir()
    done = provenance("audit", ".", cwd=tmp_path)
    assert "Traceback" not in done.stderr
    # A folder called provenance.toml or sources.yaml is neither; one that stands for a text or a claim file is a fault.
    assert (done.returncode == 0) == (kind == "folder" and name in ("provenance.toml", "sources.yaml"))


HOSTILE = "a\n::error::x\n\x1b[31m\u202eb"


@pytest.mark.parametrize("command", ["audit", "fix", "diff", "graph", "baseline", "init", "extract"])
def test_a_name_is_one_line_and_moves_no_cursor(tmp_path: Path, command: str) -> None:
    folder = tmp_path / HOSTILE
    file = dossier(folder, HOSTILE)
    file.write_text(
        file.read_text("utf-8").replace("m: {name: The minister", "zz: {name: Z}, m: {name: The minister"), "utf-8"
    )
    name = f"{HOSTILE}/{HOSTILE}.claims.yaml"
    arguments = {
        "audit": ["audit", name], "fix": ["audit", name, "--fix"], "diff": ["audit", name, "--diff"],
        "graph": ["graph", name, "-o", f"{HOSTILE}/g.svg"], "baseline": ["audit", name, "--write-baseline", f"{HOSTILE}.json"],
        "init": ["init", f"{HOSTILE}2"], "extract": ["extract", f"{HOSTILE}/article.txt", "-o", f"{HOSTILE}/y.claims.yaml"],
    }[command]  # fmt: skip
    done = provenance(*arguments, cwd=tmp_path)
    said = done.stdout + done.stderr
    assert "\n::error::" not in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("password: hunter2\n", "utf-8")
    home = tmp_path / "home"
    dossier(home)
    (home / "provenance.toml").write_text("", "utf-8")
    (home / "y.claims.yaml").symlink_to("../secret.yaml")
    (home / "sources.yaml").symlink_to("../secret.yaml")
    for command in (["audit", "."], ["validate", "."], ["audit", "y.claims.yaml", "-o", "json"]):
        done = provenance(*command, "--lang", "en", cwd=home)
        assert "hunter2" not in done.stdout + done.stderr
        assert "leads outside its project" in done.stdout
