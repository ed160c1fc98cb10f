"""The record of a capture: `evidence/<sha256>.capture.json`, beside the file it is of."""

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from provenance.files.located import unreadable_error
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.written import Entry, NonEmptyText

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
#: Whose word a value is: that of whoever captured, of the file itself, of this machine's clock.
Word = Literal["operator", "file", "clock"]


class TimeEntry(Entry):
    """When it was captured. By the clock, it is when the record was written, and the capture was earlier."""

    at: NonEmptyText = Field(description="EDTF: a day, or a moment with its zone")
    word_of: Word


class AddressEntry(Entry):
    """Where it was captured."""

    url: NonEmptyText
    word_of: Word


class PartEntry(Entry):
    """The web archive that a page was taken out of."""

    sha256: Sha256
    record: NonEmptyText | None = Field(None, description="WARC-Record-ID")
    member: NonEmptyText | None = Field(None, description="the WARC file inside a WACZ file")


class SaysEntry(Entry):
    """What the file says of itself: a proposal of a document entry, which nobody has checked."""

    headline: NonEmptyText | None = None
    publisher: NonEmptyText | None = None
    published: NonEmptyText | None = None


class CredentialsEntry(Entry):
    """What a C2PA manifest in the file says. Nobody's word for it but the manifest's own."""

    embedded: bool = Field(description="false where there is only the address of a manifest, which was not fetched")
    remote: NonEmptyText | None = None
    generator: NonEmptyText | None = None
    signer: NonEmptyText | None = None
    signed_at: NonEmptyText | None = None
    bytes_match: bool | None = Field(None, description="whether the hashes in it are those of these bytes")


class CaptureRecord(Entry):
    """One capture, as the Berkeley Protocol (2022, VI.C) lists what is collected with an item."""

    model_config = ConfigDict(title="provenance capture record")

    format: Literal["provenance capture 1"] = "provenance capture 1"
    file: NonEmptyText = Field(description="its name in the same folder: the hash and an ending")
    sha256: Sha256
    size: Annotated[int, Field(ge=0)] = Field(description="bytes")
    media_type: NonEmptyText
    original_name: NonEmptyText | None = None
    time: TimeEntry
    method: NonEmptyText | None = Field(None, description="how it was saved: a program, or the operator's words")
    operator: NonEmptyText
    address: AddressEntry | None = None
    context: NonEmptyText | None = Field(
        None, description="what the operator says beside: how it was found, who posted"
    )
    part_of: PartEntry | None = None
    says: SaysEntry | None = None
    content_credentials: CredentialsEntry | None = None
    unread: list[NonEmptyText] = Field(default_factory=list, description="what of the file could not be read")


#: Fields in which no person's name can stand.
_VERBATIM = ("format", "file", "sha256", "size", "media_type", "word_of", "embedded", "bytes_match", "at", "signed_at")


def record_text(record: CaptureRecord) -> str:
    """The record as JSON (RFC 8259), the same for the same record."""
    return json.dumps(record.model_dump(exclude_none=True), ensure_ascii=False, indent=2) + "\n"


def read_record(text: str, shown: str) -> CaptureRecord:
    """The record that a file holds. Raises Unreadable."""
    try:
        return CaptureRecord.model_validate(json.loads(text))
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        message = M("this is no capture record: `{key}` is missing or wrong", key=where)
    except (ValueError, RecursionError):
        message = M("this is no capture record: it is no JSON")
    raise unreadable_error(message, Place(shown)) from None


def redacted(record: CaptureRecord, redact: Callable[[str], str]) -> CaptureRecord:
    """The record without confidential names."""
    return CaptureRecord.model_validate(_redacted(record.model_dump(exclude_none=True), redact))


def _redacted(value: Any, redact: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: held if key in _VERBATIM else _redacted(held, redact) for key, held in value.items()}
    if isinstance(value, list):
        return [_redacted(one, redact) for one in value]
    return redact(value) if isinstance(value, str) else value
