"""Manifests: the same for the same files, read and signed by programs that everybody has, held against the files."""

import shutil
import subprocess
from pathlib import Path

import pytest

from provenance.evidence.manifest import ManifestFile, differences, manifest_text
from tests.evidence.made import CLAIMS, PAGE, run, sha256

FILES = [
    ManifestFile("evidence/b.html", "b" * 64, 20, "captured 2022-07-20 by Ada"),
    ManifestFile("a.claims.yaml", "a" * 64, 3, "claim file"),
]
TEXT = f"""\
# provenance manifest 1, made by provenance
# dossier: bridge
# 2 files, 23 bytes
# 3 bytes, claim file
{"a" * 64}  a.claims.yaml
# 20 bytes, captured 2022-07-20 by Ada
{"b" * 64}  evidence/b.html
"""


@pytest.fixture
def captured(folder: Path) -> Path:
    (folder / "saved.html").write_bytes(PAGE)
    done = run("capture", "saved.html", "--by", "Ada", "--at", "2022-07-20", "--document", "paper")
    assert done.exit_code == 0, done.output
    return folder


def test_a_line_a_file_in_order() -> None:
    assert manifest_text(["bridge"], FILES) == TEXT
    assert manifest_text(["bridge"], FILES[::-1]) == TEXT


def test_what_stands_in_names_makes_no_lines_of_its_own() -> None:
    forged = f"x\n{'0' * 64}  other"
    text = manifest_text([forged], [ManifestFile("a\nb\\c", "a" * 64, 3, forged)])
    lines = text.splitlines()
    assert len(lines) == 5
    # As coreutils escapes them.
    assert lines[-1] == f"\\{'a' * 64}  a\\nb\\\\c"


def test_nothing_differs_in_the_same_text_alone() -> None:
    assert list(differences(TEXT, TEXT)) == []


def test_every_byte_that_is_altered_is_found() -> None:
    data = TEXT.encode()
    for position in range(len(data)):
        for mask in (0x01, 0x20, 0x80):
            altered = data[:position] + bytes([data[position] ^ mask]) + data[position + 1 :]
            assert list(differences(altered.decode("utf-8", "backslashreplace"), TEXT)), (position, mask)
        assert list(differences((data[:position] + data[position + 1 :]).decode(), TEXT)), position


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("a" * 64, "c" * 64, "a.claims.yaml has another hash than in the manifest"),
        ("evidence/b.html", "evidence/c.html", "evidence/b.html is here and not in the manifest"),
        ("evidence/b.html", "evidence/c.html", "evidence/c.html is in the manifest and not here"),
        ("by Ada", "by Bob", "evidence/b.html is “# 20 bytes, captured 2022-07-20 by Ada”, not “# 20 bytes, captured 2022-07-20 by Bob”"),
        ("dossier: bridge", "dossier: bridges", "it says “# dossier: bridges”, which does not hold"),
        ("# 2 files", "hello", "line 3 is not one of a manifest: “hello, 23 bytes”"),
        ("yaml\n", "yaml\r\n", "a.claims.yaml\r is in the manifest and not here"),
        ("evidence/b.html\n", "evidence/b.html", "line 7 is not as this program writes it"),
    ],
)  # fmt: skip
def test_what_differs_is_named(before: str, after: str, said: str) -> None:
    found = [message.render("en") for message in differences(TEXT.replace(before, after), TEXT)]
    assert said.replace("\r", "") in [one.replace("\r", "") for one in found] or said in found, found


def test_it_says_the_same_from_anywhere(captured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = run("verify", ".").stdout
    copy = captured.parent / "elsewhere"
    shutil.copytree(captured, copy)
    assert run("verify", copy).stdout == here
    monkeypatch.chdir("/")
    assert run("verify", captured).stdout == here
    assert run("verify", captured / "bridge.claims.yaml").stdout == here


def test_an_altered_manifest_and_an_altered_file(captured: Path) -> None:
    assert run("verify", ".", "-o", "manifest.txt").exit_code == 0
    done = run("verify", ".", "--manifest", "manifest.txt")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "manifest.txt: the manifest holds to the last byte" in done.stderr
    data = bytearray(Path("manifest.txt").read_bytes())
    data[data.index(sha256(PAGE).encode())] ^= 0x80
    Path("altered.txt").write_bytes(data)
    done = run("verify", ".", "--manifest", "altered.txt")
    assert done.exit_code == 1
    assert f"evidence/{sha256(PAGE)}.capture.json is here and not in the manifest" in done.stderr
    Path("bridge.claims.yaml").write_text(Path("bridge.claims.yaml").read_text("utf-8") + "# more\n", "utf-8")
    done = run("verify", ".", "--manifest", "manifest.txt")
    assert done.exit_code == 1
    assert "bridge.claims.yaml has another hash than in the manifest" in done.stderr


def test_a_manifest_that_is_not_there_or_no_text(captured: Path) -> None:
    assert run("verify", ".", "--manifest", "none.txt").exit_code == 3
    Path("binary").write_bytes(bytes(range(256)))
    done = run("verify", ".", "--manifest", "binary")
    assert done.exit_code == 1
    assert "\x1b" not in done.stderr


def test_it_writes_over_no_file_of_somebody_else(captured: Path) -> None:
    Path("notes.txt").write_text("mine\n")
    assert run("verify", ".", "-o", "notes.txt").exit_code == 2
    assert run("verify", ".", "-o", "manifest.txt").exit_code == 0
    assert run("verify", ".", "-o", "manifest.txt").exit_code == 0


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_coreutils_read_it(captured: Path) -> None:
    (captured / "a\\b.txt").write_text("odd\n")
    text = CLAIMS.replace("claims:", '  odd: {publisher: P, file: "a\\\\b.txt"}\nclaims:')
    (captured / "bridge.claims.yaml").write_text(text, "utf-8")
    run("verify", ".", "-o", "manifest.txt")
    check = [tool("sha256sum"), "--check", "--strict", "manifest.txt"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 4
    (captured / f"evidence/{sha256(PAGE)}.html").chmod(0o644)
    (captured / f"evidence/{sha256(PAGE)}.html").write_bytes(PAGE + b" ")
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1


def test_ssh_signs_it(captured: Path) -> None:
    ssh = tool("ssh-keygen")
    run("verify", ".", "-o", "manifest.txt")
    key = captured.parent / "key"
    subprocess.run([ssh, "-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", str(key)], check=True)
    subprocess.run(
        [ssh, "-q", "-Y", "sign", "-n", "provenance", "-f", str(key), "manifest.txt"], check=True, capture_output=True
    )
    (captured.parent / "signers").write_text(f"ada {key.with_suffix('.pub').read_text()}")
    check = [ssh, "-Y", "verify", "-n", "provenance", "-I", "ada", "-f", str(captured.parent / "signers"), "-s", "manifest.txt.sig"]  # fmt: skip
    data = Path("manifest.txt").read_bytes()
    assert subprocess.run(check, input=data, capture_output=True, check=False).returncode == 0
    assert subprocess.run(check, input=b"$" + data[1:], capture_output=True, check=False).returncode != 0
    # A signature beside it changes nothing of the dossier.
    assert run("verify", ".", "--manifest", "manifest.txt").exit_code == 0


def test_minisign_signs_it(captured: Path) -> None:
    minisign = tool("minisign")
    run("verify", ".", "-o", "manifest.txt")
    public, secret = "key.pub", "key.sec"
    subprocess.run([minisign, "-G", "-W", "-p", public, "-s", secret], check=True, capture_output=True)
    subprocess.run([minisign, "-S", "-s", secret, "-m", "manifest.txt"], check=True, capture_output=True)
    check = [minisign, "-V", "-p", public, "-m", "manifest.txt"]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    data = Path("manifest.txt").read_bytes()
    Path("manifest.txt").write_bytes(b"$" + data[1:])
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0
