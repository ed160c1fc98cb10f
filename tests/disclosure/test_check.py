"""`validate --confidential`: names and contacts found in what git has or would take, and the private files themselves."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main

PRIVATE = (
    "sources:\n  s-0001: {name: Jörg Müller, contact: '+33 6 98 76 54 32'}\n  s-0002: {contact: j.m@example.org}\n"
)
CLAIMS = "language: en\nsources: {s-0001: {kind: person, confidential: true}, s-0002: {kind: person}}\nclaims: {c: A claim.}\n"


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], check=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    (tmp_path / ".gitignore").write_text("*.private.yaml\nignored/\n", "utf-8")
    (tmp_path / "x.claims.yaml").write_text(CLAIMS, "utf-8")
    (tmp_path / "x.private.yaml").write_text(PRIVATE, "utf-8")
    (tmp_path / "x.private.yaml").chmod(0o600)
    return tmp_path


def check(*options: str) -> Result:
    return CliRunner().invoke(main, ["validate", ".", "--confidential", "--lang", "en", *options])


def places(done: Result) -> list[str]:
    return [line.split(" ")[0] for line in done.stdout.splitlines() if "[PV117 " in line]


def test_nothing_is_found_where_nothing_is(folder: Path) -> None:
    done = check()
    assert (done.exit_code, places(done)) == (0, [])
    assert "none of 1 names of private files stands in 2 files" in done.stderr


def test_a_given_name_alone_is_told_and_fails_nothing(folder: Path) -> None:
    (folder / "notes.txt").write_text("Hier, Jörg a rappelé.\nJörg Haider aussi.\n", "utf-8")
    done = check()
    assert (done.exit_code, places(done)) == (0, ["notes.txt:1:7:"])
    (folder / "notes.txt").write_text("Jörg\n" * 200 + "Jörg Müller\n", "utf-8")
    done = check("-q")
    assert done.exit_code == 1
    assert "notes.txt:201:1:" in places(done)


def test_every_kind_of_file_is_searched(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a/article.txt").write_text("Hier\nil a vu Joerg Mueller.\n", "utf-8")
    (folder / "baseline.json").write_text('{"reason": "J\\u00f6rg M\\u00fcller"}', "utf-8")
    (folder / "utf16.txt").write_bytes("Jörg Müller".encode("utf-16"))
    (folder / "jorg_muller.txt").write_text("", "utf-8")
    (folder / "picture.svg").write_text("<svg><title>M&#252;ller</title></svg>", "utf-8")
    (folder / "mail.txt").write_text("06 98 76 54 32, 0033698765432 ; J.M@example.org", "utf-8")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/comments.xml", "<w:t>ask Jörg </w:t><w:t>Müller</w:t>")
    (folder / "story.docx").write_bytes(held.getvalue())
    done = check()
    assert done.exit_code == 1
    assert places(done) == [
        "a/article.txt:2:9:", "baseline.json:1:13:", "s-0001.txt:1:1:", "mail.txt:1:2:", "mail.txt:1:19:",
        "mail.txt:1:33:", "picture.svg:1:13:", "story.docx:1:10:", "utf16.txt:1:1:",
    ]  # fmt: skip
    # Whoever reads the log of the run learns no name.
    assert "Müller" not in done.stdout
    assert "Mueller" not in done.stdout
    assert "98 76" not in done.stdout


def test_what_is_staged_counts_and_what_is_ignored_does_not(folder: Path) -> None:
    (folder / "staged.txt").write_text("Müller", "utf-8")
    git("add", "staged.txt")
    (folder / "staged.txt").write_text("nobody", "utf-8")
    (folder / "removed.txt").write_text("Müller", "utf-8")
    git("add", "removed.txt")
    (folder / "removed.txt").unlink()
    (folder / "ignored").mkdir()
    (folder / "ignored/report.html").write_text("Müller", "utf-8")
    assert places(check()) == ["removed.txt:1:1:", "staged.txt:1:1:"]
    # What is published without git is given by its name.
    done = CliRunner().invoke(main, ["validate", "ignored", "--confidential"])
    assert places(done) == ["ignored/report.html:1:1:"]


@pytest.mark.parametrize("how", ["staged", "not ignored"])
def test_a_private_file_must_not_go_to_git(folder: Path, how: str) -> None:
    if how == "staged":
        git("add", "-f", "x.private.yaml")
    else:
        (folder / ".gitignore").unlink()
    done = check()
    assert done.exit_code == 1
    assert (
        "x.private.yaml:1:1: error [PV118 private-file-exposed] git has this private file, or would take it"
        in done.stdout
    )
    assert "Müller" not in done.stdout


def test_an_answer_stands_in_the_configuration(folder: Path) -> None:
    (folder / "article.txt").write_text("Müller, le boulanger.", "utf-8")
    assert check().exit_code == 1
    (folder / "provenance.toml").write_text(
        '[[suppress]]\nrule = "confidential-name-in-text"\nmatch = "article.txt"\nreason = "the baker"\n', "utf-8"
    )
    assert check().exit_code == 0
    # It answers nothing that the audit finds, and is not called idle for that.
    audit = CliRunner().invoke(main, ["audit", ".", "--all", "--lang", "en"])
    assert "suppression-unmatched" not in audit.stdout


def test_without_git_everything_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.private.yaml").write_text(PRIVATE, "utf-8")
    (tmp_path / "x.private.yaml").chmod(0o600)
    (tmp_path / "notes.txt").write_text("Müller", "utf-8")
    assert places(check()) == ["notes.txt:1:1:"]


def test_without_a_private_file_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.claims.yaml").write_text(CLAIMS, "utf-8")
    done = check()
    assert done.exit_code == 0
    assert "there is no private file here, so no name to search for" in done.stderr


def test_the_file_is_read_from_the_folder_above_too(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a/notes.txt").write_text("Müller", "utf-8")
    done = CliRunner().invoke(main, ["validate", "a", "--confidential"])
    assert places(done) == ["a/notes.txt:1:1:"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "utf-16-le", "utf-16-be", "cp1250"])
def test_a_name_is_found_in_whatever_encoding_a_text_is(folder: Path, encoding: str) -> None:
    (folder / "old.txt").write_bytes("Hier\nil a dit : Jörg Müller.\n".encode(encoding, "replace"))
    assert places(check()) == ["old.txt:2:12:"]


@pytest.mark.parametrize(
    ("contact", "written"),
    [
        ("+49 30 1234567, evenings", "030 1234567"),
        ("+49 30 1234567, evenings", "call +49 30 12 34 567 then"),
        ("tel. +33 6 12 34 56 78 (evenings only)", "06.12.34.56.78"),
        ("@greyman on Signal", "see @greyman"),
        ("write to j.grey@example.org, or ring", "J.GREY@example.org"),
    ],
)
def test_a_contact_is_found_without_the_words_about_it(folder: Path, contact: str, written: str) -> None:
    (folder / "x.private.yaml").write_text(f"sources: {{s-0001: {{contact: '{contact}'}}}}", "utf-8")
    (folder / "mail.txt").write_text(written, "utf-8")
    assert len(places(check())) == 1


def test_words_about_a_contact_are_no_contact(folder: Path) -> None:
    (folder / "x.private.yaml").write_text("sources: {s-0001: {contact: '+49 30 1234567, evenings'}}", "utf-8")
    (folder / "mail.txt").write_text("evenings in 1234, 30 of them\n", "utf-8")
    assert places(check()) == []


def test_what_cannot_be_searched_is_no_pass(folder: Path) -> None:
    with (folder / "large.bin").open("wb") as stream:
        stream.truncate(64 * 1024 * 1024 + 1)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", "abc" * 1000)
    damaged = bytearray(whole.getvalue())
    damaged[45:60] = bytes(15)
    (folder / "damaged.zip").write_bytes(bytes(damaged))
    (folder / "cut.docx").write_bytes(stored(b"x" * 3000, claimed=9000))
    (folder / "after.txt").write_text("Müller", "utf-8")
    done = check()
    assert done.exit_code == 1
    told = sorted(line.split(":")[0] for line in done.stdout.splitlines() if ": error [" in line)
    assert told == ["after.txt", "cut.docx", "damaged.zip", "large.bin"]


def stored(data: bytes, claimed: int) -> bytes:
    """An archive with a member that is said to be longer than it is."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", data)
    changed = held.getvalue()
    size, more = len(data).to_bytes(4, "little"), claimed.to_bytes(4, "little")
    return changed.replace(size + size, more + more)


def test_a_bomb_ends_soon_and_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.files.contents.MAX_BYTES", 1 << 20)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(str(number), b"\0" * (1 << 19))
    (folder / "bomb.zip").write_bytes(held.getvalue())
    done = check()
    assert (done.exit_code, "not all that this archive holds could be searched" in done.stdout) == (1, True)


def test_hidden_folders_are_searched_where_there_is_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").touch()
    (tmp_path / "x.private.yaml").write_text(PRIVATE, "utf-8")
    (tmp_path / "x.private.yaml").chmod(0o600)
    (tmp_path / ".notes/.old").mkdir(parents=True)
    (tmp_path / ".notes/.old/a.txt").write_text("Müller", "utf-8")
    assert places(check()) == [".notes/.old/a.txt:1:1:"]


def test_repositories_inside_and_the_targets_of_links_are_searched(folder: Path) -> None:
    git("init", "-q", "inner")
    (folder / "inner/note.txt").write_text("Müller", "utf-8")
    (folder / "link.txt").symlink_to("/srv/joerg-mueller/notes.txt")
    assert places(check()) == ["inner/note.txt:1:1:", "link.txt:1:6:"]


def test_a_private_file_of_another_ending_is_told(folder: Path) -> None:
    (folder / "y.private.yml").write_text("sources: {s-0001: {name: Ruth Kane}}", "utf-8")
    done = check()
    assert done.exit_code == 1
    assert "y.private.yml:1:1: error [PV118 private-file-exposed] a private file ends in `.private.yaml`" in done.stdout
    assert "Kane" not in done.stdout


def test_a_name_in_a_path_is_not_told(folder: Path) -> None:
    (folder / "Jörg Müller").mkdir()
    (folder / "Jörg Müller/x.txt").write_text("Jörg Müller\n", "utf-8")
    done = check()
    assert done.exit_code == 1
    assert "Müller" not in done.output
    assert places(done) == ["s-0001/x.txt:1:1:", "s-0001/x.txt:1:1:"]
