"""Nothing is written where it must not be: outside, over what others wrote, half, or without a word."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from provenance.files.writing import write_output, write_whole
from provenance.formats import all_formats
from provenance.model.errors import OutputError
from tests.hard.program import ARTICLE, dossier, git, inside, provenance

HOSTILE_NAMES = [
    "../../outside.claims.yaml",
    "/outside.claims.yaml",
    "a/../../outside.claims.yaml",
    ".git/hooks/x.claims.yaml",
]


def tree_with(folder: Path, *parts: str) -> str:
    """The commit of a tree that no `git add` would make: an entry for each part, the last one a claim file."""
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"claims: {c: A claim.}\n")
    mode, held = "100644", blob
    for part in reversed(parts):
        raw = f"{int(mode, 8):o}".encode() + b" " + part.encode() + b"\0" + bytes.fromhex(held)
        held = git(folder, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=raw)
        mode = "40000"
    return git(folder, "commit-tree", held, "-m", "hostile")


@pytest.mark.parametrize(
    "parts",
    [
        ("..", "outside.claims.yaml"),
        ("a", "..", "..", "outside.claims.yaml"),
        ("/outside.claims.yaml",),
        ("../outside.claims.yaml",),
        (".git", "x.claims.yaml"),
        ("a\nb.claims.yaml",),
        ("..\\outside.claims.yaml",),
    ],
)
def test_a_tree_of_git_writes_nothing_outside(tmp_path: Path, parts: tuple[str, ...]) -> None:
    home = tmp_path / "home"
    dossier(home)
    git(home, "init", "-q")
    commit = tree_with(home, *parts)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    before = sorted(tmp_path.rglob("*.claims.yaml"))
    done = provenance("diff", commit, cwd=home, env={**os.environ, "TMPDIR": str(temporary)})
    assert done.returncode == 2, done.stderr
    assert "which no checkout has" in done.stderr
    assert sorted(tmp_path.rglob("*.claims.yaml")) == before
    assert list(temporary.iterdir()) == []


def test_a_link_in_a_tree_is_read_as_the_file_it_leads_to(tmp_path: Path) -> None:
    dossier(tmp_path / "a")
    (tmp_path / "a/article.txt").rename(tmp_path / "a/text.txt")
    (tmp_path / "a/article.txt").symlink_to("text.txt")
    (tmp_path / "a/outside.claims.yaml").symlink_to("/etc/hosts")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    (tmp_path / "a/outside.claims.yaml").unlink()
    done = provenance("diff", "HEAD", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "  Nothing changed in meaning.\n"), done.stderr


@pytest.mark.parametrize(
    ("attributes", "setting"), [("*.txt text eol=crlf", ""), ("* text=auto", "core.autocrlf=true")]
)
def test_a_revision_is_read_as_git_checks_it_out(tmp_path: Path, attributes: str, setting: str) -> None:
    """Ends of lines, filters: the text in the checkout is no other text than that of the revision."""
    dossier(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE * 3, "utf-8")
    git(tmp_path, "init", "-q")
    if setting:
        git(tmp_path, "config", *setting.split("="))
    (tmp_path / ".gitattributes").write_text(attributes + "\n", "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    for file in ("article.txt", "x.claims.yaml"):
        (tmp_path / file).unlink()
    git(tmp_path, "checkout", "-q", "--", ".")
    assert b"\r\n" in (tmp_path / "article.txt").read_bytes()
    done = provenance("diff", "HEAD", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "  Nothing changed in meaning.\n"), done.stderr


# --- over what others wrote -------------------------------------------------------------------------------------------

MINE = ["article.txt", "x.claims.yaml", "provenance.toml", "sources.yaml", "known.json", "notes.md"]


def home(folder: Path) -> Path:
    dossier(folder)
    (folder / "provenance.toml").write_text('baseline = "known.json"\n', "utf-8")
    (folder / "sources.yaml").write_text("sources: {z: {name: Z}}\n", "utf-8")
    (folder / "notes.md").write_text("my notes\n", "utf-8")
    assert inside("audit", ".", "--write-baseline", "known.json", cwd=folder).exit_code == 0
    return folder


@pytest.mark.parametrize("file", MINE)
def test_no_output_over_what_somebody_wrote(tmp_path: Path, file: str) -> None:
    folder = home(tmp_path)
    held = {path: path.read_bytes() for path in folder.iterdir()}
    # Its own baseline it may write again: that is what it is for.
    commands = [["audit", ".", "-o", f"{form.name}={file}"] for form in all_formats() if form.name != "html"]
    commands += [["graph", "x.claims.yaml", "--format", form, "-o", file] for form in ("svg", "dot", "mermaid")]
    commands += [["extract", "article.txt", "-o", file]]
    if file != "known.json":
        commands += [["audit", ".", "--write-baseline", file]]
    else:
        commands = []
    for command in commands[:: 3 if file not in ("article.txt", "x.claims.yaml") else 1]:
        done = inside(*command, cwd=folder)
        assert done.exit_code == 2, (command, done.stdout, done.stderr)
        assert {path: path.read_bytes() for path in folder.iterdir()} == held, command


def test_told_to_it_writes_over_it(tmp_path: Path) -> None:
    folder = home(tmp_path)
    done = inside("audit", ".", "-o", "json=notes.md", "--force", "--fail-on", "never", cwd=folder)
    assert done.exit_code == 0, done.stderr
    assert (folder / "notes.md").read_text("utf-8").startswith("{")


def test_what_it_wrote_itself_it_writes_again(tmp_path: Path) -> None:
    folder = home(tmp_path)
    written = [word for form in all_formats() for word in ("-o", f"{form.name}=out-{form.name}")]
    for _ in range(2):
        done = inside("audit", ".", *written, "--fail-on", "never", "--reports", "r", cwd=folder)
        assert (done.exit_code, done.stderr) == (0, "")
    for form in ("svg", "png", "pdf", "dot", "mermaid", "graphml", "gexf", "node-link"):
        for _ in range(2):
            done = inside("graph", "x.claims.yaml", "--format", form, "-o", f"g.{form}", cwd=folder)
            assert (done.exit_code, done.stderr) == (0, "")


def test_two_outputs_need_two_files(tmp_path: Path) -> None:
    folder = home(tmp_path)
    (folder / "link.json").symlink_to("out.json")
    for other in ("out.json", "./out.json", "link.json", "OUT.json"):
        done = inside("audit", ".", "-o", "json=out.json", "-o", f"sarif={other}", cwd=folder)
        assert done.exit_code == 2
        assert "is asked for twice" in done.stderr
    done = inside("audit", ".", "--reports", "r", "-o", "json=r/../r/index.html", cwd=folder)
    assert (done.exit_code, (folder / "r").exists()) == (2, False)
    assert "is asked for twice" in done.stderr


@pytest.mark.parametrize(
    "name", ["Y.CLAIMS.YAML", "Sources.yaml", "PROVENANCE.TOML", "y.Private.yaml", ".gitattributes", ".git/HEAD"]
)
def test_no_output_is_called_as_what_is_read(tmp_path: Path, name: str) -> None:
    """With --force too: where large and small letters are one, it would be taken for it; and git's files are git's."""
    folder = home(tmp_path)
    done = inside("audit", ".", "-o", f"json={name}", "--force", cwd=folder)
    assert done.exit_code == 2
    assert "an output needs another name" in done.stderr
    assert not (folder / name).exists()


def test_reports_go_over_no_article(tmp_path: Path) -> None:
    folder = home(tmp_path)
    (folder / "x").mkdir()
    (folder / "x/report.md").write_text("an article of mine\n", "utf-8")
    done = inside("audit", ".", "--reports", ".", cwd=folder)
    assert done.exit_code == 2
    assert "there is a file that provenance did not write" in done.stderr
    assert (folder / "x/report.md").read_text("utf-8") == "an article of mine\n"


def test_a_derived_text_that_somebody_edited_stays(tmp_path: Path) -> None:
    # A page that lies outside the folder of the draft: its text is written beside the draft.
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/page.html").write_text(f"<html><body><p>{ARTICLE * 5}</p></body></html>", "utf-8")
    (tmp_path / "desk").mkdir()
    assert inside("extract", "pages/page.html", "-o", "desk/x.claims.yaml", cwd=tmp_path).exit_code == 0
    (text,) = tmp_path.glob("desk/*.txt")
    text.write_text("edited by hand\n" + text.read_text("utf-8"), "utf-8")
    held = text.read_bytes()
    inside("extract", "pages/page.html", "-o", "desk/x.claims.yaml", "--update", cwd=tmp_path)
    assert text.read_bytes() == held


def test_a_report_goes_where_its_dossier_goes(tmp_path: Path) -> None:
    """A report made before its source became confidential does not stay behind under another name."""
    file = dossier(tmp_path)
    file.write_text("dossier: said-by-roux\n" + file.read_text("utf-8"), "utf-8")
    assert inside("audit", ".", "--reports", "r", "--fail-on", "never", cwd=tmp_path).exit_code == 0
    assert (tmp_path / "r/said-by-roux").is_dir()
    file.write_text(file.read_text("utf-8").replace("said-by-roux", "said"), "utf-8")
    done = inside("audit", ".", "--reports", "r", "--fail-on", "never", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == ["index.html", "said"]
    assert "said-by-roux" in done.stderr


# --- half, or not at all ----------------------------------------------------------------------------------------------


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "x", "before")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("replace", "chmod", "fdopen"):
        with monkeypatch.context() as patched:
            patched.setattr(os, step, fails)
            with pytest.raises(OutputError, match="No space left"):
                write_whole(tmp_path / "x", "after")
        assert (tmp_path / "x").read_text("utf-8") == "before"
        assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_the_mode_of_what_is_written_over_stays(tmp_path: Path) -> None:
    write_output(tmp_path / "x", "made by provenance")
    (tmp_path / "x").chmod(0o600)
    write_output(tmp_path / "x", "made by provenance again")
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".x.{dead.pid}.abc.part").write_text("half", "utf-8")
    (tmp_path / f".x.{os.getpid()}.abc.part").write_text("somebody is at it", "utf-8")
    (tmp_path / ".mine.part").write_text("no name of ours", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from pathlib import Path; from provenance.files.writing import write_whole; "
         f"write_whole(Path({str(tmp_path / 'x')!r}), 'x')"], check=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {f".x.{os.getpid()}.abc.part", ".mine.part", "x"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_workers_end_with_their_run(tmp_path: Path, number: signal.Signals) -> None:
    for i in range(12):
        dossier(tmp_path / f"d{i}", f"d{i}")
    run = subprocess.Popen(
        [sys.executable, "-m", "provenance", "audit", ".", "--reports", "r", "-q"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip

    def group() -> list[int]:
        said = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in said.splitlines()]
        return [int(pid) for pid, held, state in rows if int(held) == run.pid and not state.startswith("Z")]

    deadline = time.monotonic() + 30
    while len(group()) < 2 and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(run.pid, number)
    run.wait(30)
    deadline = time.monotonic() + 10
    while group() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert group() == []


def test_two_runs_into_one_folder_both_end_well(tmp_path: Path) -> None:
    for i in range(4):
        dossier(tmp_path / f"d{i}", f"d{i}")
    command = [sys.executable, "-m", "provenance", "audit", ".", "--reports", "r", "-q", "--fail-on", "never"]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) for _ in range(3)
    ]
    assert [(run.communicate(timeout=60)[1], run.returncode) for run in runs] == [(b"", 0)] * 3
    assert not list(tmp_path.rglob("*.part"))
