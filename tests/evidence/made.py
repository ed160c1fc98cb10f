"""Files to capture, put together by hand: the programs that read them are not those that wrote them."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner, Result

from provenance.cli import main

ARTICLE = (
    "The old bridge will be closed for repairs from Monday, the mayor said on Tuesday in a long statement to the press."
)
MORE = "Engineers had found cracks in two of its pillars, and the works will last three months, the town hall added."
PAGE = (
    "<!DOCTYPE html>\n<html><head><title>The bridge closes</title>"
    '<meta property="og:site_name" content="The Paper">'
    '<meta property="article:published_time" content="2022-07-19T08:00:00Z"></head>'
    f"<body><article><h1>The bridge closes</h1><p>{ARTICLE}</p><p>{MORE}</p></article></body></html>\n"
).encode()
ADDRESS = "https://news.example/bridge"
CLAIMS = """\
dossier: bridge
language: en
documents:
  paper: {publisher: The Paper}   # a remark that stays
claims: {c1: The bridge closes.}
statements:
  - {chain: mayor, in: paper, says: {c1: closed for repairs from Monday}}
"""


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def record(folder: Path, data: bytes) -> dict[str, object]:
    """The record of a captured file."""
    found: dict[str, object] = json.loads((folder / f"evidence/{sha256(data)}.capture.json").read_text("utf-8"))
    return found


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


def warc_record(
    kind: str,
    block: bytes,
    address: str = ADDRESS,
    number: int = 1,
    digest: str | None = None,
    payload: str | None = None,
) -> bytes:
    """One record (WARC/1.1, section 4), with the SHA-1 of its block in base 32 as archivers write it."""
    digest = digest or "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()
    media = "application/warc-fields" if kind == "warcinfo" else "application/http; msgtype=response"
    lines = [
        "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date: 2022-07-20T10:00:00.123Z", f"WARC-Block-Digest: {digest}", f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    ]  # fmt: skip
    if payload is not None:
        lines.append(f"WARC-Payload-Digest: {payload}")
    if kind != "warcinfo":
        lines.insert(2, f"WARC-Target-URI: {address}")
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def html(body: bytes = PAGE, *headers: str) -> bytes:
    return http(body, "Content-Type: text/html; charset=utf-8", *headers)


def warc(*records: bytes, packed: bool = True) -> bytes:
    """A WARC file: what made it, then the records, each a gzip member."""
    info = warc_record("warcinfo", b"software: Wget/1.21.3 (linux-gnu)\r\n", number=0)
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in (info, *records))


def wacz(members: Iterable[tuple[str, bytes]], hashes: dict[str, str] | None = None) -> bytes:
    """A WACZ file of some members; `hashes` take the place of the true ones in its description."""
    held = list(members)
    resources = [
        {"path": name, "hash": "sha256:" + ((hashes or {}).get(name) or sha256(data)), "bytes": len(data)}
        for name, data in held
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "software": "made by hand", "resources": resources}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (*held, ("datapackage.json", json.dumps(package).encode())):
            archive.writestr(zipfile.ZipInfo(name, (2022, 7, 20, 10, 0, 0)), data)
    return out.getvalue()


def pages_list(address: str = ADDRESS) -> tuple[str, bytes]:
    lines = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All"},
        {"url": address, "ts": "2022-07-20T10:00:00Z"},
    ]
    return "pages/pages.jsonl", "\n".join(map(json.dumps, lines)).encode()
