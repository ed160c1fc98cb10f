"""The page that a WARC file holds (WARC/1.1, ISO 28500:2017), read without trust: bounded, each byte counted."""

import contextlib
import hashlib
import io
import zlib
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO
from urllib.parse import urldefrag, urljoin

from provenance.libraries import library
from provenance.model.errors import ProvenanceError
from provenance.model.message import M, Message

#: Bytes of a page that are taken out of an archive.
MAX_PAGE = 64 << 20
#: An archive of n bytes may unpack to this and n times the ratio: pages come to some ten, a bomb of gzip to 1,000.
MAX_UNPACKED, MAX_RATIO = 64 << 20, 100
#: So much that could not be read is listed.
MAX_TOLD = 50
_PIECE = 1 << 16
_PAGES = ("text/html", "application/xhtml+xml")
_REDIRECTS = ("301", "302", "303", "307", "308")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an archive: its address, when it was fetched (as the archive says), the bytes a browser was given."""

    address: str
    at: str | None
    media_type: str
    data: bytes
    record: str | None = None
    member: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of an archive is meant: that of a record (WARC-Record-ID), else that at an address; else any."""

    address: str | None = None
    record: str | None = None


@dataclass
class ArchiveReading:
    """What was read of an archive, and what was not."""

    page: Page | None = None
    pages: list[str] = field(default_factory=list)
    software: str | None = None
    unread: list[Message] = field(default_factory=list)

    def leave(self, message: Message) -> None:
        if len(self.unread) < MAX_TOLD:
            self.unread.append(message)


class Bound:
    """How many bytes an archive may still unpack to."""

    def __init__(self, size: int) -> None:
        self.left = MAX_UNPACKED + MAX_RATIO * size

    def spend(self, size: int) -> None:
        """Raises ArchiveTooLarge."""
        self.left -= size
        if self.left < 0:
            raise ArchiveTooLarge


class ArchiveTooLarge(Exception):
    """An archive unpacks to more than it may."""


class Unpacked(io.RawIOBase):
    """The bytes of a WARC file, unpacked where they are packed (gzip members, RFC 1952): `cut` where they end in the
    middle of a member, which libraries pass over in silence.
    """

    def __init__(self, stream: BinaryIO, bound: Bound) -> None:
        super().__init__()
        self._stream, self._bound = stream, bound
        self._member: Any = None
        self._position = 0
        first = stream.read(_PIECE)
        self._is_packed = first.startswith(b"\x1f\x8b")
        self._packed = first
        self.cut = False
        #: The last bytes that were read.
        self.last = b""

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Raises ArchiveTooLarge, zlib.error."""
        size = _PIECE if size < 0 else size
        data = self._unpacked(size) if self._is_packed else self._next(size)
        self._position += len(data)
        self.last = (self.last + data)[-_PIECE:]
        self._bound.spend(len(data))
        return data

    def _next(self, size: int) -> bytes:
        if not self._packed:
            return self._stream.read(size)
        data, self._packed = self._packed[:size], self._packed[size:]
        return data

    def _unpacked(self, size: int) -> bytes:
        while True:
            if not self._packed:
                self._packed = self._stream.read(_PIECE)
            if not self._packed:
                self.cut = self._member is not None
                return b""
            if self._member is None:
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            data: bytes = self._member.decompress(self._packed, size)
            self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if self._member.eof:
                self._member = None
                # Some writers pad members with NULs.
                self._packed = self._packed.lstrip(b"\0")
            if data:
                return data


def read_warc(
    stream: BinaryIO, bound: Bound, wanted: Wanted, reading: ArchiveReading, member: str | None = None
) -> None:
    """Add to a reading what a WARC file holds: the page that is wanted, else its first page. Raises UsageError where a
    library is missing.
    """
    archives = library("warcio.archiveiterator", "evidence", "a web archive")
    unpacked = Unpacked(stream, bound)
    read = end = 0
    # The library writes what it thinks of a record to standard error.
    with contextlib.redirect_stderr(io.StringIO()):
        try:
            records = archives.ArchiveIterator(unpacked, check_digests=True)
            for record in records:
                wanted = _take(record, read + 1, wanted, reading, member)
                read += 1
                end = unpacked.tell() - records.reader.rem_length()
        except ProvenanceError:
            raise
        except ArchiveTooLarge:
            reading.leave(M("after record {n}: it unpacks to more than an honest archive does", n=read))
            return
        except Exception:  # the library raises whatever its parsing meets in a damaged record
            reading.leave(M("after record {n}: the rest is damaged", n=read))
            return
    # The library ends without a word where the head of a record, or a member of gzip, is cut.
    rest = unpacked.tell() - end
    if unpacked.cut or (rest and unpacked.last[-rest:].strip()):
        reading.leave(M("after record {n}: the file is cut short", n=read))
    elif not read:
        reading.leave(M("there is no record in it"))


def _take(record: Any, number: int, wanted: Wanted, reading: ArchiveReading, member: str | None) -> Wanted:
    """Read one record to its end; what is wanted after it (where a redirection leads)."""
    name = record.rec_headers.get_header("WARC-Record-ID")
    # Older versions of Wget put it in angle brackets, as the grammar of WARC/1.0 has it.
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    http = record.http_headers
    status = http.get_statuscode() if http is not None else ""
    kept = bytearray()
    for piece in iter(lambda: record.raw_stream.read(_PIECE), b""):
        if len(kept) <= MAX_PAGE:
            kept += piece
    if not _is_whole(record):
        reading.leave(M("record {n} ({address}): it is cut short", n=number, address=address))
        return wanted
    if _is_altered(record):
        reading.leave(M("record {n} ({address}): its bytes are not those of its digest", n=number, address=address))
        return wanted
    if record.rec_type == "warcinfo" and reading.software is None:
        reading.software = _software(bytes(kept))
    if record.rec_type not in ("response", "resource") or not address.startswith(("http:", "https:")):
        return wanted
    if wanted.address is not None and _same(address, wanted.address) and status in _REDIRECTS:
        return replace(wanted, address=urljoin(address, http.get_header("Location") or address))
    if http is not None and not status.startswith("2"):
        return wanted
    media_type = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
    media_type = media_type.split(";")[0].strip().lower()
    if media_type in _PAGES:
        reading.pages.append(address)
    if not _is_better(Page(address, None, media_type, b"", name), wanted, reading.page):
        return wanted
    body = _body(bytes(kept), http)
    if body is None:
        message = M(
            "record {n} ({address}): it is too large, or packed in a way that is not known", n=number, address=address
        )
        reading.leave(message)
        return wanted
    reading.page = Page(address, record.rec_headers.get_header("WARC-Date"), media_type, body, name, member)
    return wanted


def _is_whole(record: Any) -> bool:
    """Whether a record that was read to its end has the length it tells: a head that is cut tells none, or another."""
    told = record.rec_headers.get_header("Content-Length") or ""
    headless = record.rec_type == "response" and record.http_headers is None
    return told.isdecimal() and not headless and not getattr(record.raw_stream, "limit", 0)


def _is_altered(record: Any) -> bool:
    """Whether a digest of the record is that of other bytes. One whose algorithm the library does not know says
    nothing, nor does one in MD5, of which it takes hexadecimal for base 32.
    """
    problems = [one for one in record.digest_checker.problems if "md5:" not in one.lower()]
    coding = record.http_headers.get_header("Transfer-Encoding") if record.http_headers is not None else None
    # Of a body sent in chunks some archivers hash what the chunks hold, and the library the chunks.
    kinds = ("block",) if coding else ("block", "payload")
    return any(one.startswith(f"{kind} digest failed") for one in problems for kind in kinds)


def _is_better(page: Page, wanted: Wanted, held: Page | None) -> bool:
    """Whether this is the page, rather than the one that is held for it: the first page comes before whatever else."""
    if wanted.record is not None:
        return page.record == wanted.record
    if wanted.address is not None:
        return held is None and _same(page.address, wanted.address)
    return held is None or (page.media_type in _PAGES and held.media_type not in _PAGES)


def _same(one: str, other: str) -> bool:
    return urldefrag(one).url.rstrip("/") == urldefrag(other).url.rstrip("/")


def _software(info: bytes) -> str | None:
    """The program that a `warcinfo` record names (WARC/1.1, 6.2)."""
    for line in info[:_PIECE].decode("utf-8", "replace").splitlines():
        key, _, value = line.partition(":")
        if key.strip().lower() == "software" and value.strip():
            return value.strip()[:200]
    return None


def _body(data: bytes, http: Any) -> bytes | None:
    """The bytes of a response without what they were sent in (RFC 9112, 7.1; RFC 9110, 8.4); None for what is too large
    or packed otherwise.
    """
    if len(data) > MAX_PAGE:
        return None
    if http is None:
        return data
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        readers = library("warcio.bufferedreaders", "evidence", "a web archive")
        # Archivers often leave the header and store the body whole: this reader sees which it is.
        chunks = readers.ChunkedDataReader(io.BytesIO(data))
        data = b"".join(iter(lambda: chunks.read(_PIECE), b""))
    for coding in reversed((http.get_header("Content-Encoding") or "").lower().replace(" ", "").split(",")):
        unpacked = _decoded(data, coding)
        if unpacked is None:
            return None
        data = unpacked
    return data


def _decoded(data: bytes, coding: str) -> bytes | None:
    if coding in ("", "identity"):
        return data
    try:
        if coding in ("gzip", "x-gzip", "deflate"):
            # Either wrapper of deflate is recognised by itself.
            unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
            found = unpacker.decompress(data, MAX_PAGE + 1)
            return found if unpacker.eof and len(found) <= MAX_PAGE else None
        if coding == "br":
            return _unbrotlied(data)
    except zlib.error:
        return None
    return None


def _unbrotlied(data: bytes) -> bytes | None:
    """Brotli (RFC 7932) unpacked piece by piece: a few bytes of it may stand for gigabytes."""
    brotli = library("brotli", "evidence", "a page packed with Brotli")
    unpacker, found = brotli.Decompressor(), bytearray()
    given = data
    try:
        while not unpacker.is_finished() and len(found) <= MAX_PAGE:
            piece = unpacker.process(given, output_buffer_limit=_PIECE)
            if not piece and not given:
                return None
            given = b""
            found += piece
    except brotli.error:
        return None
    return bytes(found) if unpacker.is_finished() and len(found) <= MAX_PAGE else None
