"""Revisions of repositories of every make: with submodules, without a checkout, with attributes that have changed."""

from pathlib import Path

import pytest

from provenance.files.git import GitError
from provenance.files.revisions import unpack_revision
from tests.hard.program import git, inside

ONE = "dossier: one\nclaims: {c: A claim.}\nstatements: [{chain: Bob, says: {c: words}}]\n"
TWO = "dossier: one\nclaims: {c: A claim.}\nstatements: [{chain: Bob, denies: {c: words}}]\n"


def committed(folder: Path, text: str, name: str = "one.claims.yaml") -> Path:
    """A repository whose last commit holds a file of this text."""
    if not folder.exists():
        folder.mkdir()
        git(folder, "init", "-q")
    (folder / name).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose submodule `inner` says ONE in the commit before the last, TWO in the last."""
    committed(tmp_path / "inner", ONE)
    top = committed(tmp_path / "top", "", "readme.txt")
    git(top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(tmp_path / "inner"), "inner")
    git(top, "commit", "-qm", "x")
    committed(top / "inner", TWO)
    git(top, "commit", "-qam", "x")
    return top


@pytest.mark.parametrize("now", ["checked out", "taken out"])
def test_a_submodule_is_read_as_the_commit_has_it(project: Path, tmp_path: Path, now: str) -> None:
    if now == "taken out":
        git(project, "rm", "-qf", "inner")
    for revision, text in (("HEAD", TWO), ("HEAD~1", ONE)):
        held = unpack_revision(revision, project, tmp_path / revision)
        assert (held / "inner/one.claims.yaml").read_text("utf-8") == text


def test_a_submodule_that_is_not_there_has_nothing(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(project), "copy")
    held = unpack_revision("HEAD", tmp_path / "copy", tmp_path / "held")
    assert sorted(path.name for path in held.iterdir()) == [".git", ".gitmodules", "readme.txt"]


def test_a_submodule_that_lacks_the_commit_is_told(project: Path, tmp_path: Path) -> None:
    git(project, "update-index", "--cacheinfo", "160000", "1" * 40, "inner")
    git(project, "commit", "-qm", "x")
    with pytest.raises(GitError):
        unpack_revision("HEAD", project, tmp_path / "held")


def test_a_revision_is_that_of_the_project_the_command_runs_in(project: Path) -> None:
    """HEAD~2 of the project is before there was a submodule, which has two commits of its own."""
    done = inside("diff", "HEAD~2", "--path", "inner", "-o", "json", "--lang", "en", cwd=project)
    assert done.exit_code == 0, done.output
    assert "a new dossier" in inside("diff", "HEAD~2", "--path", "inner", "--lang", "en", cwd=project).stdout
    assert "`c`: unconfirmed" in inside("diff", "HEAD~1", "--lang", "en", cwd=project / "inner").stdout


def test_a_repository_without_a_checkout(tmp_path: Path) -> None:
    committed(tmp_path / "top", ONE)
    committed(tmp_path / "top", TWO)
    git(tmp_path, "clone", "-q", "--bare", str(tmp_path / "top"), "bare")
    bare = tmp_path / "bare"
    of_the_checkout = inside("diff", "HEAD~1", "HEAD", "--lang", "en", cwd=tmp_path / "top").stdout
    assert "`c`: unconfirmed" in of_the_checkout
    for revisions in (["HEAD~1..HEAD"], ["HEAD~1", "HEAD"]):
        assert inside("diff", *revisions, "--lang", "en", cwd=bare).stdout == of_the_checkout
    assert inside("diff", "HEAD~1", cwd=bare).exit_code == 2


def test_the_attributes_are_those_of_the_revision(tmp_path: Path) -> None:
    top = committed(tmp_path / "top", "*.txt text eol=crlf\n", ".gitattributes")
    committed(top, "a\nb\n", "article.txt")
    committed(top, "", ".gitattributes")
    for revision, text in (("HEAD~1", b"a\r\nb\r\n"), ("HEAD", b"a\nb\n")):
        assert (unpack_revision(revision, top, tmp_path / revision) / "article.txt").read_bytes() == text
