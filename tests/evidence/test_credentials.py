"""C2PA manifests in images: read, told, never asked about and never believed."""

import contextlib
import datetime
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from provenance.evidence.credentials import SETTINGS, UnreadableCredentials, entry_of, read_credentials
from tests.evidence.made import record, run

c2pa = pytest.importorskip("c2pa", reason="c2pa-python is not installed: the extra `evidence`")
x509 = pytest.importorskip("cryptography.x509", reason="cryptography is not installed: the extra `evidence`")

from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from PIL import Image  # noqa: E402


class Network:
    """A server that notes who asks it for anything."""

    def __init__(self) -> None:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                asked.append(self.path)
                self.send_response(404)
                self.end_headers()

            do_GET = do_POST = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.asked = asked
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    network = Network()
    thread = threading.Thread(target=network.server.serve_forever, daemon=True)
    thread.start()
    yield network
    network.server.shutdown()
    network.server.server_close()
    thread.join()


def _name(common: str) -> Any:
    organisation = x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Test Desk")
    return x509.Name([organisation, x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _certificate(subject: str, key: Any, issuer_key: Any, *extensions: tuple[Any, bool]) -> Any:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name("Authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2099, 1, 1))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, signature: bool, issuing: bool) -> Any:
    return x509.KeyUsage(signature, False, False, False, False, issuing, issuing, False, False)


@pytest.fixture(scope="module")
def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 10, 10)).save(out, "JPEG")
    return out.getvalue()


class Camera:
    """A camera that signs photographs; its certificate names a server to ask whether it was revoked."""

    def __init__(self, photo: bytes, network: Network) -> None:
        authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate(
            "Authority", authority, authority, (x509.BasicConstraints(True, None), True),
            (_usage(signature=False, issuing=True), True),
        )  # fmt: skip
        revoked = x509.AccessDescription(
            x509.AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(network.address + "/ocsp")
        )
        leaf = _certificate(
            "Camera 7", own, authority, (x509.BasicConstraints(False, None), True),
            (_usage(signature=True, issuing=False), True),
            (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.EMAIL_PROTECTION]), False),
            (x509.AuthorityInformationAccess([revoked]), False),
        )  # fmt: skip
        self.chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (leaf, root))
        self.key = own.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.photo = photo

    def signed(self, remote: str | None = None) -> bytes:
        """The photograph with a manifest in it, or with the address of one alone."""
        information = c2pa.C2paSignerInfo(b"es256", self.chain, self.key, b"")
        information.ta_url = None
        source = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
        action = {"action": "c2pa.created", "digitalSourceType": source}
        builder = c2pa.Builder(
            {
                "claim_generator_info": [{"name": "Test Camera", "version": "1.0"}],
                "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
            }
        )
        if remote is not None:
            builder.set_remote_url(remote)
            builder.set_no_embed()
        out = io.BytesIO()
        builder.sign(c2pa.Signer.from_info(information), "image/jpeg", io.BytesIO(self.photo), out)
        return out.getvalue()


@pytest.fixture(scope="module")
def camera(photo: bytes, network: Network) -> Camera:
    return Camera(photo, network)


def test_a_manifest_is_read_and_nobody_is_asked(camera: Camera, network: Network) -> None:
    network.asked.clear()
    found = read_credentials(io.BytesIO(camera.signed()), "image/jpeg")
    assert found is not None
    assert (found.embedded, found.remote, found.bytes_match) == (True, None, True)
    assert (found.generator, found.signer) == ("Test Camera 1.0", "Camera 7, Test Desk")
    assert network.asked == []


def test_a_manifest_elsewhere_is_told_and_not_fetched(camera: Camera, network: Network) -> None:
    network.asked.clear()
    found = read_credentials(io.BytesIO(camera.signed(network.address + "/manifest.c2pa")), "image/jpeg")
    assert found is not None
    assert (found.embedded, found.remote, found.signer) == (False, network.address + "/manifest.c2pa", None)
    assert network.asked == []


@pytest.mark.parametrize(("allowed", "path"), [("remote_manifest_fetch", "/manifest.c2pa"), ("ocsp_fetch", "/")])
def test_it_is_the_settings_that_keep_it_from_asking(
    camera: Camera, network: Network, allowed: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, "verify", {**SETTINGS["verify"], "verify_trust": True, allowed: True})
    network.asked.clear()
    remote = network.address + path if allowed == "remote_manifest_fetch" else None
    with contextlib.suppress(UnreadableCredentials):
        read_credentials(io.BytesIO(camera.signed(remote)), "image/jpeg")
    assert any(asked.startswith(path) for asked in network.asked)


def test_bytes_that_were_altered_since_are_told(camera: Camera) -> None:
    data = bytearray(camera.signed())
    data[-40] ^= 1
    found = read_credentials(io.BytesIO(bytes(data)), "image/jpeg")
    assert found is not None
    assert found.bytes_match is False


def test_an_image_without_a_manifest(photo: bytes) -> None:
    assert read_credentials(io.BytesIO(photo), "image/jpeg") is None


def test_an_image_cut_or_damaged_anywhere_is_no_traceback(camera: Camera) -> None:
    data = camera.signed()
    for position in range(2, len(data), len(data) // 60):
        for hostile in (data[:position], data[:position] + bytes([data[position] ^ 0x55]) + data[position + 1 :]):
            with contextlib.suppress(UnreadableCredentials):
                read_credentials(io.BytesIO(hostile), "image/jpeg")


@pytest.mark.parametrize(
    "said",
    [
        {}, {"manifests": []}, {"manifests": {"a": 3}, "active_manifest": "a"},
        {"manifests": {"a": {"signature_info": [], "claim_generator_info": ["x"]}}, "active_manifest": "a"},
    ],
)  # fmt: skip
def test_whatever_a_manifest_holds_makes_an_entry(said: dict[str, Any]) -> None:
    assert entry_of(said, embedded=True).signer is None


def test_a_photograph_is_captured_with_what_its_manifest_says(folder: Path, camera: Camera) -> None:
    data = camera.signed()
    (folder / "photo.jpg").write_bytes(data)
    done = run("capture", "photo.jpg", "--by", "Ada", "--document", "photo")
    assert done.exit_code == 0, done.output
    assert (
        "says that Camera 7, Test Desk signed it with Test Camera 1.0; whether that is so was not checked"
        in done.stderr
    )
    held = record(folder, data)["content_credentials"]
    assert held == {
        "embedded": True,
        "generator": "Test Camera 1.0",
        "signer": "Camera 7, Test Desk",
        "bytes_match": True,
    }
    assert run("verify", ".").exit_code == 0


def test_without_the_library_a_photograph_is_kept_and_the_command_is_told(
    folder: Path, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    (folder / "photo.jpg").write_bytes(photo)
    done = run("capture", "photo.jpg", "--by", "Ada")
    assert done.exit_code == 0
    assert "needs c2pa, which is not installed: python3 -m pip install 'provenance-audit[evidence]'" in done.stderr
    assert "content_credentials" not in json.dumps(record(folder, photo))
