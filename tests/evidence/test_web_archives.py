"""Pages taken out of WARC, WACZ and MHTML files, whole ones and hostile ones."""

import base64
import gzip
import io
import json
import shlex
import shutil
import subprocess
import threading
import tracemalloc
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from provenance.evidence import wacz as wacz_module
from provenance.evidence import warc as warc_module
from provenance.evidence.saved_pages import read_mhtml
from provenance.evidence.wacz import read_wacz
from provenance.evidence.warc import ArchiveReading, Bound, Wanted, read_warc
from provenance.files.contents import Contents
from tests.evidence.made import (
    ADDRESS,
    PAGE,
    html,
    http,
    pages_list,
    record,
    run,
    sha256,
    wacz,
    warc,
    warc_record,
)

pytest.importorskip("warcio", reason="warcio is not installed: the extra `evidence`")
OTHER = b"<html><body><p>Another page altogether, of some length.</p></body></html>"
ELSEWHERE = "https://news.example/other"


def of_warc(data: bytes, wanted: Wanted | None = None) -> ArchiveReading:
    reading = ArchiveReading()
    read_warc(io.BytesIO(data), Bound(len(data)), wanted or Wanted(), reading)
    return reading


def of_wacz(data: bytes, wanted: Wanted | None = None) -> ArchiveReading:
    return read_wacz(io.BytesIO(data), Bound(len(data)), wanted or Wanted())


def said(reading: ArchiveReading) -> list[str]:
    return [message.render("en") for message in reading.unread]


# --- WARC -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [True, False])
def test_the_page_and_what_is_known_of_it(packed: bool) -> None:
    image = warc_record("response", http(b"GIF89a", "Content-Type: image/gif"), "https://news.example/a.gif", 1)
    reading = of_warc(warc(image, warc_record("response", html(), number=2), packed=packed))
    page = reading.page
    assert page is not None
    assert (page.address, page.at, page.media_type, page.data) == (
        ADDRESS,
        "2022-07-20T10:00:00.123Z",
        "text/html",
        PAGE,
    )
    assert page.record == "<urn:uuid:00000000-0000-4000-8000-000000000002>"
    assert reading.software == "Wget/1.21.3 (linux-gnu)"
    assert said(reading) == []


def test_the_page_that_is_meant() -> None:
    data = warc(warc_record("response", html()), warc_record("response", html(OTHER), ELSEWHERE, 2))
    for wanted in (
        Wanted(ELSEWHERE),
        Wanted(ELSEWHERE + "/#part"),
        Wanted(record="<urn:uuid:00000000-0000-4000-8000-000000000002>"),
    ):
        page = of_warc(data, wanted).page
        assert page is not None
        assert page.data == OTHER
    assert of_warc(data, Wanted("https://news.example/none")).page is None


def test_a_redirection_is_followed_inside_the_file() -> None:
    moved = http(b"", "Location: /other", status="301 Moved Permanently")
    data = warc(warc_record("response", moved), warc_record("response", html(OTHER), ELSEWHERE, 2))
    page = of_warc(data, Wanted(ADDRESS)).page
    assert page is not None
    assert (page.address, page.data) == (ELSEWHERE, OTHER)


def test_an_error_page_is_not_the_page() -> None:
    data = warc(warc_record("response", http(b"<html>gone</html>", "Content-Type: text/html", status="404 Not Found")))
    assert of_warc(data).page is None


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE, mtime=0), ["Content-Encoding: gzip"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n", ["Transfer-Encoding: chunked"]),
        # Archivers unpack the chunks and leave the header.
        (PAGE, ["Transfer-Encoding: chunked"]),
        (PAGE, ["Content-Encoding: identity"]),
    ],
)
def test_a_body_is_read_as_a_browser_reads_it(body: bytes, headers: list[str]) -> None:
    page = of_warc(warc(warc_record("response", html(body, *headers)))).page
    assert page is not None
    assert page.data == PAGE


def test_a_body_in_brotli() -> None:
    brotli = pytest.importorskip("brotli", reason="Brotli is not installed: the extra `evidence`")
    page = of_warc(warc(warc_record("response", html(brotli.compress(PAGE), "Content-Encoding: br")))).page
    assert page is not None
    assert page.data == PAGE
    cut = of_warc(warc(warc_record("response", html(brotli.compress(PAGE)[:-9], "Content-Encoding: br"))))
    assert cut.page is None
    assert "packed in a way" in said(cut)[0]


def test_a_body_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_module, "MAX_PAGE", 1 << 20)
    bombs = [("gzip", gzip.compress(b"a" * (1 << 26)))]
    try:
        import brotli
    except ModuleNotFoundError:
        pass
    else:
        bombs.append(("br", brotli.compress(b"a" * (1 << 26), quality=5)))
    for coding, body in bombs:
        tracemalloc.start()
        reading = of_warc(warc(warc_record("response", html(body, f"Content-Encoding: {coding}"))))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert reading.page is None
        assert "too large" in said(reading)[0]
        assert peak < 1 << 25, coding


def test_bytes_that_are_not_those_of_their_digest_are_no_page() -> None:
    wrong = "sha1:" + base64.b32encode(bytes(20)).decode()
    good = warc_record("response", html(OTHER), ELSEWHERE, 2)
    reading = of_warc(warc(warc_record("response", html(), digest=wrong), good))
    assert reading.page is not None
    assert reading.page.data == OTHER
    assert said(reading) == [f"record 2 ({ADDRESS}): its bytes are not those of its digest"]


@pytest.mark.parametrize(
    ("digest", "is_page"),
    [
        ("sha256:" + sha256(html()), True),
        ("sha256:" + sha256(PAGE), False),
        # Of these the library knows nothing, or the wrong thing.
        ("blake3:" + sha256(PAGE), True),
        ("md5:" + "0" * 32, True),
        ("none at all", True),
    ],
)
def test_a_digest_as_archivers_write_it(digest: str, is_page: bool) -> None:
    assert (of_warc(warc(warc_record("response", html(), digest=digest))).page is not None) == is_page


def test_a_digest_of_what_the_chunks_hold_is_no_alteration() -> None:
    chunked = html(b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked")
    held, other = "sha256:" + sha256(PAGE), "sha256:" + sha256(OTHER)
    assert of_warc(warc(warc_record("response", chunked, payload=held))).page is not None
    assert of_warc(warc(warc_record("response", html(), payload=held))).page is not None
    assert of_warc(warc(warc_record("response", html(), payload=other))).page is None


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_short_anywhere_says_so_and_gives_what_is_whole(packed: bool) -> None:
    first = warc_record("response", html())
    second = warc_record("response", html(OTHER), ELSEWHERE, 2)
    data = warc(first, second, packed=packed)
    whole = len(warc(first, packed=packed))
    info = len(warc(packed=packed))
    # Between two records a cut cannot be seen: the file is a whole one. Of what is not packed, the empty lines that end
    # a record may be missing: all of its content is there.
    seams = {info, whole} if packed else {*range(info - 4, info + 1), *range(whole - 4, whole + 1)}
    for cut in range(1, len(data) - (0 if packed else 4), 7 if packed else 31):
        reading = of_warc(data[:cut])
        assert bool(reading.unread) == (cut not in seams), cut
        page = reading.page.data if reading.page else None
        # The last bytes of a gzip member are its check sum: what it is of may be whole.
        assert (
            page == PAGE
            if cut >= whole - (0 if packed else 4)
            else page in ((None, PAGE) if cut >= whole - 20 else (None,))
        ), cut


def test_a_file_that_unpacks_to_more_than_an_honest_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_module, "MAX_UNPACKED", 1 << 16)
    bomb = warc_record("response", http(b"a" * (1 << 25), "Content-Type: text/plain"), "https://news.example/bomb", 2)
    reading = of_warc(warc(warc_record("response", html()), bomb))
    assert reading.page is not None
    assert reading.page.data == PAGE
    assert said(reading) == ["after record 2: it unpacks to more than an honest archive does"]


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.1\r\n", b"WARC/1.1\r\n\r\n", b"WARC/1.1\r\nContent-Length: x\r\n\r\n", b"WARC/1.1\r\nContent-Length: -5\r\n\r\nabc",
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
        b"WARC/1.1\r\n" + b"a" * 100_000, b"\x1f\x8b\x08\x00garbage", b"\x1f\x8b", b"\x00" * 1000, b"\xff" * 999,
        gzip.compress(b"no record at all", mtime=0),
    ],
)  # fmt: skip
def test_what_is_no_warc_file_gives_no_page_and_a_reason(data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    reading = of_warc(data)
    assert reading.page is None
    # The library's own words go nowhere.
    assert capsys.readouterr() == ("", "")


def test_a_warc_file_is_captured_with_its_page(folder: Path) -> None:
    data = warc(warc_record("response", html()), warc_record("response", html(OTHER), ELSEWHERE, 2))
    (folder / "page.warc.gz").write_bytes(data)
    done = run("capture", "page.warc.gz", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 0, done.output
    assert "2 pages: --url ADDRESS names another" in done.stderr
    assert (folder / f"evidence/{sha256(data)}.warc.gz").read_bytes() == data
    taken = record(folder, PAGE)
    assert taken["part_of"] == {"sha256": sha256(data), "record": "<urn:uuid:00000000-0000-4000-8000-000000000001>"}
    assert taken["time"] == {"at": "2022-07-20T10:00:00Z", "word_of": "file"}
    assert taken["address"] == {"url": ADDRESS, "word_of": "file"}
    assert taken["method"] == "Wget/1.21.3 (linux-gnu)"
    assert f"evidence/{sha256(PAGE)}.html" in (folder / "bridge.claims.yaml").read_text("utf-8")
    done = run("verify", ".")
    assert done.exit_code == 0, done.output
    # An archive in which the page does not stand is not the one it was taken out of.
    archive = folder / f"evidence/{sha256(data)}.warc.gz"
    archive.chmod(0o644)
    archive.write_bytes(warc(warc_record("response", html(OTHER), ELSEWHERE, 2)))
    done = run("verify", ".")
    assert done.exit_code == 1
    assert f"{sha256(data)}.warc.gz: this file is not what was captured" in done.stderr
    assert f"{sha256(PAGE)}.html: the web archive it was taken out of holds no such page" in done.stderr


def test_a_page_that_was_moved_has_the_address_it_was_found_at(folder: Path) -> None:
    moved = http(b"", "Location: /other", status="302 Found")
    data = warc(warc_record("response", moved), warc_record("response", html(OTHER), ELSEWHERE, 2))
    (folder / "page.warc.gz").write_bytes(data)
    assert run("capture", "page.warc.gz", "--by", "Ada", "--url", ADDRESS).exit_code == 0
    assert record(folder, OTHER)["address"] == {"url": ELSEWHERE, "word_of": "file"}
    assert record(folder, data)["address"] == {"url": ADDRESS, "word_of": "operator"}
    assert run("verify", ".").exit_code == 0


def test_a_page_that_is_said_to_come_from_another_archive(folder: Path) -> None:
    (folder / "page.warc.gz").write_bytes(warc(warc_record("response", html())))
    another = warc(warc_record("response", html(OTHER)))
    (folder / "other.warc.gz").write_bytes(another)
    for name in ("page.warc.gz", "other.warc.gz"):
        assert run("capture", name, "--by", "Ada").exit_code == 0
    path = folder / f"evidence/{sha256(PAGE)}.capture.json"
    held = record(folder, PAGE)
    held["part_of"] = {**held["part_of"], "sha256": sha256(another)}  # type: ignore[dict-item]
    path.write_text(json.dumps(held), "utf-8")
    done = run("verify", ".")
    assert done.exit_code == 1
    assert "the web archive it was taken out of holds no such page" in done.stderr
    held["part_of"] = {"sha256": "0" * 64}
    path.write_text(json.dumps(held), "utf-8")
    assert "the web archive it was taken out of is gone" in run("verify", ".").stderr


def test_a_name_inside_an_archive_is_found_before_it_is_published(folder: Path) -> None:
    (folder / "bridge.private.yaml").write_text("sources: {mayor: {name: Jörg Müller}}\n", "utf-8")
    (folder / "bridge.private.yaml").chmod(0o600)
    named = warc(
        warc_record("response", html()), warc_record("response", html("<p>said Jörg Müller".encode()), ELSEWHERE, 2)
    )
    for name, data in (("a.warc.gz", named), ("a.wacz", wacz([("archive/data.warc.gz", named)]))):
        (folder / name).write_bytes(data)
        done = run("validate", ".", "--confidential")
        assert done.exit_code == 1, name
        assert f"{name}:" in done.output
        (folder / name).write_bytes(data[: len(data) - 40])
        assert "not all that this archive holds could be searched" in " ".join(
            run("validate", ".", "--confidential").output.split()
        )
        (folder / name).unlink()


def test_what_is_left_of_a_file_cut_short_is_kept_and_the_rest_is_listed(folder: Path) -> None:
    data = warc(warc_record("response", html()), warc_record("response", html(OTHER), ELSEWHERE, 2))[:-30]
    (folder / "page.warc.gz").write_bytes(data)
    done = run("capture", "page.warc.gz", "--by", "Ada")
    assert done.exit_code == 3
    assert (folder / f"evidence/{sha256(PAGE)}.html").exists()
    assert f"page.warc.gz: record 3 ({ELSEWHERE}): it is cut short" in done.stderr
    assert record(folder, data)["unread"][0] == f"record 3 ({ELSEWHERE}): it is cut short"  # type: ignore[index]


def test_without_the_library_nothing_is_kept_and_the_command_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "warcio", None)
    (folder / "page.warc").write_bytes(warc(warc_record("response", html()), packed=False))
    done = run("capture", "page.warc", "--by", "Ada")
    assert done.exit_code == 2
    assert (
        "a web archive needs warcio, which is not installed: python3 -m pip install 'provenance-audit[evidence]'"
        in done.stderr
    )
    assert not (folder / "evidence").exists()


# --- WACZ -------------------------------------------------------------------------------------------------------------

ARCHIVE = warc(warc_record("response", html()), warc_record("response", html(OTHER), ELSEWHERE, 2))


def test_the_page_of_a_wacz_file_is_the_one_its_list_names() -> None:
    reading = of_wacz(wacz([("archive/data.warc.gz", ARCHIVE), pages_list(ELSEWHERE)]))
    assert said(reading) == []
    assert reading.page is not None
    assert (reading.page.data, reading.page.member) == (OTHER, "archive/data.warc.gz")
    assert reading.software == "made by hand"


def test_a_member_that_is_not_what_its_hash_says_is_told() -> None:
    name = "archive/data.warc.gz"
    reading = of_wacz(wacz([(name, ARCHIVE), pages_list()], {name: "0" * 64}))
    assert said(reading) == [f"“{name}” is not what its hash says"]
    assert reading.page is not None


@pytest.mark.parametrize(
    "name", ["../archive/x.warc.gz", "/archive/x.warc.gz", "archive/../../x.warc.gz", "..\\x.warc.gz", "C:/x.warc.gz"]
)
def test_names_that_lead_outside_are_told_and_nothing_is_written(folder: Path, name: str) -> None:
    (folder / "a.wacz").write_bytes(wacz([("archive/data.warc.gz", ARCHIVE), pages_list(), (name, ARCHIVE)]))
    before = {p for p in folder.parent.rglob("*") if "evidence" not in p.parts}
    done = run("capture", "a.wacz", "--by", "Ada")
    assert done.exit_code == 3
    assert "leads outside the archive: it was not read" in done.stderr
    assert (folder / f"evidence/{sha256(PAGE)}.html").exists()
    assert {p for p in folder.parent.rglob("*") if "evidence" not in p.parts} == before


def test_a_link_in_an_archive_is_not_followed() -> None:
    out = io.BytesIO(wacz([("archive/data.warc.gz", ARCHIVE), pages_list()]))
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("archive/link.warc.gz")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "“archive/link.warc.gz” leads outside the archive: it was not read" in said(of_wacz(out.getvalue()))


def test_a_bomb_in_a_wacz_file_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_module, "MAX_UNPACKED", 1 << 16)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/bomb.warc", b"WARC/1.1\r\n" + bytes(1 << 26))
        archive.writestr("archive/data.warc.gz", ARCHIVE)
    tracemalloc.start()
    reading = of_wacz(out.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any("more than an honest archive" in one or "unpacks" in one for one in said(reading)), said(reading)
    assert peak < 1 << 25


def test_an_archive_of_very_many_files_is_looked_at_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wacz_module, "MAX_ENTRIES", 2)
    reading = of_wacz(wacz([("archive/data.warc.gz", ARCHIVE), pages_list()]))
    assert "3 files: no more than 2 are looked at" in said(reading)


def test_a_wacz_file_cut_or_altered_anywhere_is_no_traceback() -> None:
    data = wacz([("archive/data.warc.gz", ARCHIVE), pages_list()])
    for cut in range(0, len(data), 97):
        assert of_wacz(data[:cut]).unread
    for position in range(0, len(data), 61):
        of_wacz(data[:position] + bytes([data[position] ^ 0x41]) + data[position + 1 :])


# --- MHTML ------------------------------------------------------------------------------------------------------------

MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: " + ADDRESS.encode() + b"\r\nSubject: The bridge closes\r\n"
    b"Date: Wed, 20 Jul 2022 12:30:00 +0200\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x----"\r\n\r\n'
    b"------x----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: " + ADDRESS.encode()
    + b"\r\n\r\n" + base64.encodebytes(PAGE).replace(b"\n", b"\r\n") + b"\r\n------x------\r\n"
)  # fmt: skip


def test_the_page_of_an_mhtml_file() -> None:
    page = read_mhtml(MHTML).page
    assert page is not None
    assert (page.address, page.at, page.data) == (ADDRESS, "2022-07-20T10:30:00Z", PAGE)


def test_an_mhtml_file_cut_short_gives_no_page() -> None:
    for cut in range(0, len(MHTML) - 20, 53):
        reading = read_mhtml(MHTML[:cut])
        assert reading.page is None
        assert reading.unread


def test_an_mhtml_file_is_captured_with_its_page(folder: Path) -> None:
    (folder / "page.mht").write_bytes(MHTML)
    done = run("capture", "page.mht", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 0, done.output
    assert record(folder, PAGE)["part_of"] == {"sha256": sha256(MHTML)}
    assert run("verify", ".").exit_code == 0


def test_the_command_that_is_told_makes_what_can_be_captured(folder: Path) -> None:
    wget = shutil.which("wget")
    if wget is None:
        pytest.skip("wget is not installed")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/bridge"
        command = run("capture", address, "--by", "Ada").stderr.strip().rpartition(": wget ")[2]
        subprocess.run([wget, "-q", "--no-proxy", *shlex.split(command)], check=True, timeout=30)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    (saved,) = folder.glob("*.warc.gz")
    assert {one.name for one in folder.iterdir()} == {"bridge.claims.yaml", saved.name}
    assert run("capture", saved.name, "--by", "Ada", "--document", "paper").exit_code == 0
    assert record(folder, PAGE)["address"] == {"url": address, "word_of": "file"}
    assert run("verify", ".").exit_code == 0


def test_many_small_bombs_are_searched_in_part() -> None:
    bomb = gzip.compress(bytes(1 << 25), mtime=0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6):
            archive.writestr(f"{number}.gz", bomb)
    contents = Contents(out.getvalue())
    assert sum(len(text) for text in contents.texts()) < 5 * (1 << 25)
    assert not contents.is_whole
