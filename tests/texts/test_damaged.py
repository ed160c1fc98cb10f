"""Whatever is done to an original, it is read or refused in one sentence."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.texts import READERS, TextError
from tests.texts.makers import ODT_NAMES, W, odt, packed, related
from tests.texts.test_pdf import BODIES, made

_MAIL = (
    b"From: a@example.org\nDate: Tue, 19 Jul 2022 10:00:00 +0200\nSubject: =?utf-8?q?R?=\n"
    b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/html; charset=utf-8\n\n<p>x\n--B--\n"
)
_ORIGINALS = {
    ".pdf": made(BODIES), ".odt": odt("<text:p>a<text:s text:c='2'/>b</text:p>"), ".eml": _MAIL,
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>word\n", ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nword\n",
}  # fmt: skip
_CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.integers(0, 20), st.binary(max_size=8)), min_size=1, max_size=8
)


def _damaged(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in changes:
        start = at % (len(data) + 1)
        data = data[:start] + put + data[start + length :]
    return data


@pytest.mark.parametrize("suffix", sorted(_ORIGINALS))
@settings(max_examples=60, deadline=None)
@given(changes=_CHANGES)
def test_damaged_bytes(suffix: str, changes: list[tuple[int, int, bytes]]) -> None:
    try:
        read = READERS[suffix].read(_damaged(_ORIGINALS[suffix], changes))
    except (TextError, UnicodeDecodeError):
        return
    assert read.text.strip()
    assert list(read.locators.starts) == sorted(set(read.locators.starts))


@settings(max_examples=80, deadline=None)
@given(changes=_CHANGES)
def test_damaged_parts(changes: list[tuple[int, int, bytes]]) -> None:
    """The archive is whole, the XML in it is not."""
    word = f"<w:document {W}><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>".encode()
    text = f"<office:document-content {ODT_NAMES}><office:body><office:text><text:p>a</text:p></office:text></office:body></office:document-content>"
    parts = {"_rels/.rels": related(officeDocument="d.xml"), "d.xml": _damaged(word, changes).decode("latin-1")}
    for suffix, archive in (
        (".docx", parts),
        (".odt", {"content.xml": _damaged(text.encode(), changes).decode("latin-1")}),
    ):
        with contextlib.suppress(TextError):
            assert READERS[suffix].read(packed(archive)).text.strip()
