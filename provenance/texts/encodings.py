"""Bytes as text, where nobody says in which encoding."""

from provenance.model.message import M
from provenance.texts.base import TextError

_SAMPLE = 1 << 20
#: Bytes below which nothing can be told by how often letters stand beside each other.
_SHORT = 40
#: Byte-order marks; the longer ones first, which begin like the shorter.
_MARKED = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text and, where it is not UTF-8, the encoding it was taken for. Raises TextError; UnicodeDecodeError where
    it is UTF-8 but for a damaged byte.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise TextError(M("this is not a text file")) from None
    if b"\0" in data:
        raise TextError(M("a NUL byte: this is not a text file"))
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        # One bad byte in UTF-8 is damage, not another encoding: it is shown at its place.
        if _nearly_utf8(data):
            raise
    guessed = _encoding(data)
    try:
        return data.decode(guessed or "ascii"), guessed
    except (UnicodeDecodeError, LookupError):
        raise TextError(M("this is not a text file")) from None


def _nearly_utf8(data: bytes) -> bool:
    text = data[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad * 20 < sum(c > "\x7f" for c in text)


def _encoding(data: bytes) -> str | None:
    """What charset-normalizer takes the bytes for; among single-byte code pages the one French and English use."""
    from charset_normalizer import from_bytes

    if len(data) < _SHORT:
        return "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return best.encoding
    return best.encoding if best.multi_byte_usage or best.encoding.startswith("utf") else "cp1252"
