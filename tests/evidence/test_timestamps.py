"""Time-stamps of a manifest by an authority made for the test, with OpenSSL."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.evidence.made import run

pytest.importorskip("rfc3161_client", reason="rfc3161-client is not installed: the extra `evidence`")
CONFIGURATION = """\
[req]
distinguished_name = name
prompt = no
x509_extensions = ca
[name]
O = Test Authority
CN = A Clock
[ca]
basicConstraints = critical, CA:true
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = signer.pem
certs = ca.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha1, sha256, sha512
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *arguments: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIGURATION)
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")
    for name in ("ca", "other"):
        openssl(folder, "req", "-x509", *key, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "9999")
    openssl(folder, "req", *key, "-subj", "/O=Test Authority/CN=Clock 7", "-keyout", "signer.key", "-out", "signer.csr")
    openssl(folder, "x509", "-req", "-in", "signer.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "9999",
            "-extfile", "tsa.cnf", "-extensions", "signer", "-out", "signer.pem")  # fmt: skip
    return folder


def stamped(authority: Path, data: Path, digest: str = "sha256", *more: str) -> Path:
    out = data.with_suffix(f".{digest}{''.join(more)}.tsr")
    openssl(authority, "ts", "-query", "-data", str(data.absolute()), f"-{digest}", "-cert", "-out", "query.tsq")
    openssl(
        authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", *more, "-out", str(out.absolute())
    )
    return out


@pytest.fixture
def manifest(folder: Path) -> Path:
    run("verify", ".", "-o", "manifest.txt")
    return folder / "manifest.txt"


@pytest.mark.parametrize(("digest", "more"), [("sha256", []), ("sha512", []), ("sha256", ["-token_out"])])
def test_a_token_of_this_manifest(authority: Path, manifest: Path, digest: str, more: list[str]) -> None:
    token = stamped(authority, manifest, digest, *more)
    done = run("verify", ".", "--manifest", manifest, "--timestamp", token)
    assert done.exit_code == 0, done.output
    assert "by “CN=Clock 7,O=Test Authority”: who that is was not checked" in done.stderr
    done = run("verify", ".", "--manifest", manifest, "--timestamp", token, "--authority", authority / "ca.pem")
    assert done.exit_code == 0, done.output
    assert "by CN=Clock 7,O=Test Authority, for whom your authority answers" in done.stderr


def test_the_time_is_that_of_the_token(authority: Path, manifest: Path) -> None:
    token = stamped(authority, manifest)
    program = shutil.which("openssl") or "openssl"
    text = subprocess.run(
        [program, "ts", "-reply", "-in", str(token), "-text"], capture_output=True, text=True, check=True
    ).stdout
    clock = next(line for line in text.splitlines() if line.startswith("Time stamp:")).split()[4]
    assert f"T{clock}Z by" in run("verify", ".", "--manifest", manifest, "--timestamp", token).stderr


def test_a_token_of_something_else(authority: Path, manifest: Path) -> None:
    other = manifest.with_name("other.txt")
    other.write_bytes(manifest.read_bytes() + b" ")
    done = run("verify", ".", "--manifest", manifest, "--timestamp", stamped(authority, other))
    assert done.exit_code == 1
    assert "time-stamp of something else, not of this manifest" in done.stderr


def test_a_token_whose_signer_nobody_answers_for(authority: Path, manifest: Path) -> None:
    token = stamped(authority, manifest)
    done = run("verify", ".", "--manifest", manifest, "--timestamp", token, "--authority", authority / "other.pem")
    assert done.exit_code == 1
    assert "not signed by anybody for whom your authority answers" in done.stderr


def test_a_hash_that_is_not_safe(authority: Path, manifest: Path) -> None:
    done = run("verify", ".", "--manifest", manifest, "--timestamp", stamped(authority, manifest, "sha1"))
    assert done.exit_code == 1
    assert "its hash algorithm (1.3.14.3.2.26) is not a safe one" in done.stderr


def test_a_token_altered_or_cut_anywhere_is_never_taken_for_a_good_one(authority: Path, manifest: Path) -> None:
    broken = stamped(authority, manifest)
    data, pem = broken.read_bytes(), authority / "ca.pem"
    good = run("verify", ".", "--manifest", manifest, "--timestamp", broken, "--authority", pem)
    assert good.exit_code == 0
    refused = 0
    for position in range(0, len(data), 23):
        broken.write_bytes(data[:position] + bytes([data[position] ^ 0x01]) + data[position + 1 :])
        done = run("verify", ".", "--manifest", manifest, "--timestamp", broken, "--authority", pem)
        # Not every byte is signed: the certificates that come along are not, and the authority's own is given.
        assert done.exit_code in (1, 3) or done.stderr == good.stderr, (position, done.output)
        refused += done.exit_code != 0
    assert refused > len(data) / 23 / 2
    for cut in (0, 1, 9, 100, len(data) - 1):
        broken.write_bytes(data[:cut])
        done = run("verify", ".", "--manifest", manifest, "--timestamp", broken)
        assert done.exit_code == 3
        assert "this is no time-stamp that an authority granted (RFC 3161)" in done.stderr


def test_an_authority_that_is_no_certificate(authority: Path, manifest: Path) -> None:
    token = stamped(authority, manifest)
    (manifest.parent / "ca.pem").write_text("hello\n")
    done = run("verify", ".", "--manifest", manifest, "--timestamp", token, "--authority", "ca.pem")
    assert done.exit_code == 3
    assert "these are no certificates (PEM)" in done.stderr
