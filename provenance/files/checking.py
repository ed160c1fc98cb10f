"""The log of checks, who reviewed what, and what a signature is of."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from provenance.model.checking import Check, Review, Signature
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.place import Pointer
from provenance.model.written import CheckEntry, Checks, ReviewEntry, SignatureEntry

#: How a date of the file is read: its value, and where it stands.
ReadDate = Callable[[Any, Pointer], When | None]


def checks(written: Checks, at: Pointer, date: ReadDate) -> tuple[Check, ...]:
    """The entries of `checked`, one or a list of them."""
    alone = isinstance(written, CheckEntry)
    entries = [written] if isinstance(written, CheckEntry) else written
    days = [date(one.on, (*at, "on") if alone else (*at, i, "on")) for i, one in enumerate(entries)]
    return tuple(
        Check(one.by, day, one.how, one.result, one.note, one.proposed) for one, day in zip(entries, days, strict=True)
    )


def review(written: ReviewEntry | None, at: Pointer, date: ReadDate) -> Review | None:
    return Review(written.by, date(written.on, (*at, "on"))) if written is not None else None


def signature(written: SignatureEntry | None, date: ReadDate) -> Signature | None:
    if written is None:
        return None
    return Signature(written.by, date(written.on, ("signed", "on")), written.sha256, written.despite)


def content_hash(data: Mapping[str, Any], documents: Iterable[Document]) -> str:
    """The SHA-256 of what a signature is of: the data of the file in canonical form, keys in order, without the
    signature, and the hash of each text (RFC 8785 in spirit: one value has one spelling).
    """
    said = {key: value for key, value in data.items() if key != "signed"}
    texts = {one.id: one.text_sha256 for one in documents if one.text_sha256 is not None}
    spelled = json.dumps({"data": said, "texts": texts}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()
