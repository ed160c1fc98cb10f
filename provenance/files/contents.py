"""What any file holds, as texts: for searching files that nobody wrote for us."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from lzma import LZMAError

from provenance.files.texts import MAX_BYTES

#: What a text that is no UTF-8 may be written in: what desks in Europe have or had.
_ENCODINGS = ("cp1252", "mac_roman", "cp1250", "cp1251")
_LOOKED_AT = 4096
_PIECE = 1 << 16


@dataclass
class Contents:
    """The texts that some bytes may be read as; whether that was all of them is known once they are read."""

    data: bytes
    is_whole: bool = field(default=True, init=False)
    #: How many bytes gzip may still unpack to: an archive may hold very many small bombs.
    _left: int = field(default=MAX_BYTES, init=False)

    def texts(self) -> Iterator[str]:
        """The bytes in each encoding that they may be in; where they are an archive (an office document is one), those
        of what it holds too, and of what is packed (a web archive is) those it unpacks to.
        """
        yield from self._with_unpacked(self.data)
        if self.data.startswith(b"PK\x03\x04"):
            for member in self._members():
                yield from self._with_unpacked(member)

    def _with_unpacked(self, data: bytes) -> Iterator[str]:
        yield from _decoded(data)
        if data.startswith(b"\x1f\x8b"):
            yield from _decoded(self._unpacked(data))

    def _unpacked(self, data: bytes) -> bytes:
        """What the members of a gzip file unpack to, one after the other (RFC 1952), as far as they do."""
        held = bytearray()
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                while self._left > 0 and (piece := stream.read1(_PIECE)):
                    held += piece
                    self._left -= len(piece)
        except (OSError, EOFError, zlib.error):
            self.is_whole = False
            return bytes(held)
        self.is_whole = self.is_whole and self._left > 0
        return bytes(held)

    def _members(self) -> Iterator[bytes]:
        left = MAX_BYTES
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                for member in archive.infolist():
                    with archive.open(member) as stream:
                        held = stream.read(left + 1)
                    left -= len(held)
                    if left < 0:
                        self.is_whole = False
                        return
                    yield held
        except (
            zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError, ValueError, NotImplementedError,
        ):  # fmt: skip
            self.is_whole = False


def _decoded(data: bytes) -> Iterator[str]:
    utf16 = _utf16(data)
    if utf16 is not None:
        yield data.decode(utf16, "replace")
        return
    try:
        yield data.decode("utf-8")
    except UnicodeDecodeError:
        yield data.decode("utf-8", "replace")
        if b"\0" not in data[:_LOOKED_AT]:
            yield from (data.decode(encoding, "replace") for encoding in _ENCODINGS)


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 a text is in; without a byte-order mark, by where its NULs stand."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = data[:_LOOKED_AT:2], data[1:_LOOKED_AT:2]
    for these, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if these.count(0) * 5 > len(these) * 2 and others.count(0) * 10 <= len(others):
            return name
    return None
