"""What kind of file some bytes are: by what they begin with, else by the end of their name."""

import re
from dataclasses import dataclass
from typing import Literal

#: How many of the first bytes tell what a file is, and what saved it.
HEAD = 16_384
Container = Literal["warc", "wacz", "mhtml"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The ending under which a file is kept, and its media type (RFC 6838)."""

    ending: str
    media_type: str
    has_text: bool = False
    container: Container | None = None

    @property
    def may_have_credentials(self) -> bool:
        """Whether C2PA says where a manifest stands in such a file."""
        return self.media_type.startswith(("image/", "video/", "audio/"))


_KINDS = {
    kind.ending: kind
    for kind in (
        Kind(".html", "text/html", has_text=True),
        Kind(".pdf", "application/pdf", has_text=True),
        Kind(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", has_text=True),
        Kind(".odt", "application/vnd.oasis.opendocument.text", has_text=True),
        Kind(".eml", "message/rfc822", has_text=True),
        Kind(".vtt", "text/vtt", has_text=True),
        Kind(".srt", "application/x-subrip", has_text=True),
        Kind(".txt", "text/plain", has_text=True),
        Kind(".md", "text/markdown", has_text=True),
        Kind(".warc", "application/warc", container="warc"),
        Kind(".warc.gz", "application/warc", container="warc"),
        Kind(".wacz", "application/wacz", container="wacz"),
        Kind(".mhtml", "multipart/related", container="mhtml"),
        Kind(".jpg", "image/jpeg"),
        Kind(".png", "image/png"),
        Kind(".gif", "image/gif"),
        Kind(".webp", "image/webp"),
        Kind(".tif", "image/tiff"),
        Kind(".heic", "image/heic"),
        Kind(".avif", "image/avif"),
        Kind(".mp4", "video/mp4"),
        Kind(".mp3", "audio/mpeg"),
        Kind(".wav", "audio/wav"),
        Kind(".zip", "application/zip"),
    )
}
_ALSO = {".htm": ".html", ".xhtml": ".html", ".jpeg": ".jpg", ".tiff": ".tif", ".mht": ".mhtml", ".m4a": ".mp4"}
#: Beginnings: where they stand, what they are, which kind has them.
_MAGIC = (
    (0, b"%PDF-", ".pdf"), (0, b"\xff\xd8\xff", ".jpg"), (0, b"\x89PNG\r\n\x1a\n", ".png"), (0, b"GIF8", ".gif"),
    (8, b"WEBP", ".webp"), (8, b"WAVE", ".wav"), (0, b"II*\0", ".tif"), (0, b"MM\0*", ".tif"), (4, b"ftyphei", ".heic"),
    (4, b"ftypmif", ".heic"), (4, b"ftypavif", ".avif"), (4, b"ftyp", ".mp4"), (0, b"ID3", ".mp3"),
    (0, b"WARC/1.", ".warc"), (0, b"WEBVTT", ".vtt"),
)  # fmt: skip
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
#: What is a ZIP archive by its bytes and more by its name.
_ZIPPED = (".docx", ".odt", ".wacz")
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a file of this name that begins with `head` (its first `HEAD` bytes)."""
    named = ending_of(name)
    if head.startswith(b"PK\x03\x04"):
        return _KINDS[named if named in _ZIPPED else ".zip"]
    if head.startswith(b"\x1f\x8b"):
        return _KINDS[".warc.gz"] if named == ".warc.gz" else Kind(".gz", "application/gzip")
    for offset, beginning, ending in _MAGIC:
        if head.startswith(beginning, offset):
            return _KINDS[ending]
    # A text that shows how a page begins is told by its name.
    if named not in (".txt", ".md") and _PAGE.match(head):
        return _KINDS[".html"]
    kind = _KINDS.get(named)
    if kind is not None and (kind.has_text or kind.container) and named not in (".pdf", *_ZIPPED):
        return kind
    return Kind(named if _ENDING.fullmatch(named) else ".bin", "application/octet-stream")


def ending_of(name: str) -> str:
    """The end of a name, in one spelling for each kind; empty where it has none."""
    lower = name.lower()
    if lower.endswith(".warc.gz"):
        return ".warc.gz"
    dot = lower.rfind(".")
    ending = lower[dot:] if dot > 0 else ""
    return _ALSO.get(ending, ending)
