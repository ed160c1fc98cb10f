"""Office documents written again: the parts that changed, everything else as it was."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from provenance.model.mark import MARK
from provenance.texts.archive import Archive

#: The date of parts that are new: the same bytes on any day.
_DATE = (1980, 1, 1, 0, 0, 0)


def rewritten(archive: Archive, parts: Mapping[str, bytes], keep_dates: bool = True) -> bytes:
    """The archive with some parts replaced or added; the bytes of the others are those they were. It bears the mark."""
    written = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for old in archive.entries():
            entry = zipfile.ZipInfo(old.filename, old.date_time if keep_dates else _DATE)
            entry.compress_type = old.compress_type
            entry.external_attr, entry.create_system = old.external_attr, old.create_system
            target.writestr(entry, left.pop(old.filename) if old.filename in left else archive.part(old.filename))
        for name, data in left.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
        target.comment = f"({MARK})".encode()
    return written.getvalue()


def as_bytes(tree: Any) -> bytes:
    """A part as it is written."""
    made: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def removed(element: Any) -> None:
    """Take an element out, and leave the text behind it where it is."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
