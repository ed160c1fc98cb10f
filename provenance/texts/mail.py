"""Mail as it is saved: RFC 5322, with the plain text of MIME, flowed lines joined (RFC 3676)."""

from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime

from provenance.model.locators import Locator
from provenance.model.message import M
from provenance.texts import page
from provenance.texts.base import Metadata, ReadText, TextBuilder, TextError
from provenance.texts.encodings import decoded

#: Characters of a header that are read: the standard library takes memory as the square of their number.
_HEADER = 8_000


class _Policy(EmailPolicy):
    """Headers as the standard library reads them, as far as a person would."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER]


POLICY = _Policy()


def read(data: bytes) -> ReadText:
    """The subject and the body of a mail; attachments are files of their own. Raises TextError."""
    try:
        return _read(data)
    except RecursionError:
        # Parts in parts, comments in comments, by the thousand.
        raise TextError(M("no text was found in this mail")) from None


def _read(data: bytes) -> ReadText:
    message = message_from_bytes(data, policy=POLICY)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain", "html"))
    if not message.keys() or part is None:
        raise TextError(M("no text was found in this mail"))
    body = _body(part)
    subject = _header(message, "subject")
    built = TextBuilder()
    blocks = [block for block in (subject, *body.split("\n\n")) if block and block.strip()]
    for number, block in enumerate(blocks, start=1):
        built.mark(Locator(None, number))
        built.add(block.strip("\n") + "\n\n")
    text, locators = built.built()
    return ReadText(text[:-1], locators, _metadata(message, subject))


def _metadata(message: MIMEPart, subject: str | None) -> Metadata:
    """The sender is named, without his address: that is a contact."""
    name, address = parseaddr(_header(message, "from") or "")
    sent = _date(message)
    domain = address.rpartition("@")[2]
    return Metadata(subject, name or None, name or domain or None, (("sent", sent),) if sent else ())


def _body(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset("utf-8"))
        # Some encodings give halves of characters.
        text.encode()
    except (LookupError, UnicodeError):
        try:
            text = decoded(raw)[0]
        except UnicodeDecodeError:
            text = raw.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n")
    if part.get_content_type() == "text/html":
        return page.all_text(text)
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _unflowed(text) if flowed else text


def _unflowed(text: str) -> str:
    lines: list[str] = []
    open_line = False
    for line in text.split("\n"):
        # A signature's « -- » is no line to be continued.
        if open_line and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        open_line = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _header(message: MIMEPart, name: str) -> str | None:
    try:
        found = message[name]
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
        # The standard library's parser fails on some broken headers: a mail without it is still a mail.
        return None
    return " ".join(str(found).split()) or None if found is not None else None


def _date(message: MIMEPart) -> str | None:
    written = _header(message, "date")
    try:
        return parsedate_to_datetime(written).date().isoformat() if written else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
