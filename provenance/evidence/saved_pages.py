"""Where and when a saved page was saved, as whatever saved it wrote into it; and the page in an MHTML file."""

import re
from dataclasses import dataclass
from datetime import UTC
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from provenance.evidence.warc import MAX_PAGE, ArchiveReading, Page
from provenance.model.message import M
from provenance.texts.mail import POLICY

#: Internet Explorer, Chrome, Firefox: `<!-- saved from url=(0023)https://example.com/ -->`.
_BROWSER = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,4000}) -->")
#: SingleFile.
_SINGLE_FILE = re.compile(
    r"Page saved with (SingleFile)\s+url: (\S{1,4000})\s+saved date: \w{3} "
    r"(?P<month>\w{3}) (?P<day>\d\d) (?P<year>\d{4}) "
    r"(?P<time>\d\d:\d\d:\d\d) GMT(?P<zone>[+-]\d{4})"
)
#: HTTrack.
_MIRRORED = re.compile(
    r"<!-- Mirrored from (\S{1,4000}) by (HTTrack) [^>]{0,200}?, (\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT) -->"
)
#: monolith.
_MONOLITH = re.compile(
    r"<!-- Saved from (\S{1,4000}) at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) using (monolith) [^>]{0,50}-->"
)


@dataclass(frozen=True, slots=True)
class Saved:
    """By what a page was saved, from where, and when (UTC, ISO 8601), as far as it says."""

    method: str | None = None
    address: str | None = None
    at: str | None = None


def saved(head: str) -> Saved:
    """What is written in the beginning of a saved page of how it was saved."""
    if found := _SINGLE_FILE.search(head):
        when = f"{found['day']} {found['month']} {found['year']} {found['time']} {found['zone']}"
        return Saved("SingleFile", found[2], _utc(when))
    if found := _MONOLITH.search(head):
        return Saved("monolith", found[1], found[2])
    if found := _MIRRORED.search(head):
        # It leaves the scheme out, which is not ours to add.
        return Saved("HTTrack", found[1], _utc(found[3]))
    if found := _BROWSER.search(head):
        return Saved("saved by a browser", found[1])
    return Saved()


def _utc(written: str) -> str | None:
    """A date of RFC 5322 as a moment of ISO 8601 in UTC."""
    try:
        return parsedate_to_datetime(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_mhtml(data: bytes) -> ArchiveReading:
    """The page of an MHTML file (RFC 2557), as Chrome saves one."""
    reading = ArchiveReading()
    try:
        message = message_from_bytes(data[: MAX_PAGE * 2], policy=POLICY)
        part = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        body = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
        address = message["Snapshot-Content-Location"] or (part["Content-Location"] if part is not None else None)
        written = message["Date"]
    except (ValueError, TypeError, LookupError, AttributeError, IndexError, RecursionError):
        # The standard library stumbles over headers that no program writes.
        reading.leave(M("this is not a complete MHTML file"))
        return reading
    if part is None or not isinstance(body, bytes) or not body.strip():
        reading.leave(M("there is no page in it"))
        return reading
    closing = message.get_boundary()
    if closing is not None and f"--{closing}--".encode() not in data:
        reading.leave(M("the file is cut short"))
        return reading
    at = _utc(str(written)) if written else None
    reading.page = Page(str(address or ""), at, part.get_content_type(), body)
    reading.pages.append(reading.page.address)
    reading.software = "MHTML"
    return reading
