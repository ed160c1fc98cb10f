"""From a file to what is kept of it: the file under its hash, its record, and the text a person reads in it."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from provenance.evidence.archives import kind_of_page, read_archive
from provenance.evidence.credentials import UnreadableCredentials, credentials_sentence, read_credentials
from provenance.evidence.kinds import HEAD, Kind, kind_of
from provenance.evidence.record import (
    AddressEntry,
    CaptureRecord,
    CredentialsEntry,
    PartEntry,
    SaysEntry,
    TimeEntry,
    read_record,
    record_text,
    redacted,
)
from provenance.evidence.saved_pages import Saved, saved
from provenance.evidence.store import RECORD, Held, evidence_folder, keep, read_blocks
from provenance.evidence.warc import Page, Wanted
from provenance.extraction.proposals import doubtful_dates, proposed_fields
from provenance.files.document_text import original_text
from provenance.files.load import display_path
from provenance.files.located import Unreadable, unreadable_error
from provenance.files.texts import opened, read_bytes, read_text
from provenance.files.writing import write_whole
from provenance.libraries import library
from provenance.model import dates
from provenance.model.errors import UsageError
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.texts import ReadText

#: WARC/1.1 gives fractions of seconds, which EDTF has not.
_FRACTION = re.compile(r"\.\d+(?=Z$)")


def now_utc() -> str:
    """What the clock says (UTC, ISO 8601): when a record is written, and nothing else."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator says. `now` is what the clock said when the command was called; dates are EDTF."""

    by: str
    now: str
    at: str | None = None
    url: str | None = None
    method: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class CapturedFile:
    """A file that is kept, its record, and its text where it has one."""

    record: CaptureRecord
    text: ReadText | None = None


@dataclass
class Capture:
    """What was kept of one file: the file itself and, of a web archive, the page it is of. `told` is what should be
    known of it, `unread` what of the file could not be read.
    """

    kept: list[CapturedFile] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    unread: list[Message] = field(default_factory=list)

    @property
    def document(self) -> CapturedFile:
        """What the statements of a document stand in: the page rather than the archive."""
        return self.kept[-1]


class Capturing:
    """Captures files into the folder of one dossier; `redact` takes confidential names out of what is written."""

    def __init__(self, dossier: Path, given: Given, redact: Callable[[str], str]) -> None:
        self._folder = evidence_folder(dossier)
        self._before = frozenset(self._folder.iterdir())
        #: What was not there before: files and their records.
        self.made: list[Path] = []
        self._given, self._redact = given, redact
        self._capture = Capture()
        #: What made the web archive, as it says.
        self._software: str | None = None

    def file(self, path: Path) -> Capture:
        """Raises Unreadable for what cannot be read at all, OutputError, UsageError where a library is missing."""
        shown = display_path(path)
        with opened(path, shown) as stream:
            head = stream.read(HEAD)
            if not head:
                raise unreadable_error(M("this file is empty"), Place(shown))
            kind = kind_of(path.name, head)
            if kind.container in ("warc", "wacz"):
                # What is missing is said before anything is kept.
                library("warcio", "evidence", "a web archive")
            stream.seek(0)
            kept, held = self._keep(read_blocks(stream), kind)
        page = self._archived(kept, kind)
        if page is not None:
            about = _of_page(page, self._software)
        elif kind.container is not None:
            about = Saved(self._software)
        else:
            about = saved(head.decode("utf-8", "replace")) if kind.media_type == "text/html" else Saved()
        text = self._text(kept, kind)
        record = self._record(kept, held, kind, about, text)
        record = record.model_copy(
            update={"original_name": path.name, "unread": [one.render("en") for one in self._capture.unread]}
        )
        self._add(record, text)
        if page is not None:
            self._page(page, record)
        return self._capture

    def take_back(self) -> None:
        """Remove what was made, and the folder where nothing else is in it."""
        for path in self.made:
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _keep(self, content: Iterable[bytes], kind: Kind) -> tuple[Path, Held]:
        kept, held = keep(content, self._folder, kind.ending)
        if kept not in self._before:
            self.made.append(kept)
        return kept, held

    def _archived(self, kept: Path, kind: Kind) -> Page | None:
        """The page of a web archive, if it is one."""
        if kind.container is None:
            return None
        reading = read_archive(kept, kind.container, Wanted(self._given.url))
        self._software = reading.software
        self._capture.unread += reading.unread
        others = dict.fromkeys(reading.pages)
        if reading.page is None:
            self._capture.unread.append(
                M("the page {address} is not in it, or not complete", address=self._given.url)
                if self._given.url
                else M("there is no complete page in it")
            )
        elif self._given.url is None and len(others) > 1:
            self._capture.told.append(
                M(
                    "{address} was taken out of {n} pages: --url ADDRESS names another",
                    address=reading.page.address, n=len(others),
                )
            )  # fmt: skip
        return reading.page

    def _page(self, page: Page, archive: CaptureRecord) -> None:
        kind = kind_of_page(page)
        kept, held = self._keep([page.data], kind)
        text = self._text(kept, kind)
        part = PartEntry(sha256=archive.sha256, record=page.record, member=page.member)
        record = self._record(kept, held, kind, _of_page(page, self._software), text)
        if page.address:
            # What the operator named may have been redirected to it.
            record = record.model_copy(update={"address": AddressEntry(url=page.address, word_of="file")})
        self._add(record.model_copy(update={"part_of": part}), text)

    def _record(self, kept: Path, held: Held, kind: Kind, about: Saved, text: ReadText | None) -> CaptureRecord:
        """The record of a file; the operator's word comes before that of the file."""
        given = self._given
        if given.at:
            time = TimeEntry(at=given.at, word_of="operator")
        else:
            time = TimeEntry(at=about.at, word_of="file") if about.at else TimeEntry(at=given.now, word_of="clock")
        address = AddressEntry(url=given.url, word_of="operator") if given.url else None
        if address is None and about.address:
            address = AddressEntry(url=about.address, word_of="file")
        said = proposed_fields(text.metadata) if text is not None else {}
        return CaptureRecord(
            file=kept.name,
            sha256=held.sha256,
            size=held.size,
            media_type=kind.media_type,
            time=time,
            method=given.method or about.method,
            operator=given.by,
            address=address,
            context=given.context,
            says=SaysEntry(**said) if said else None,
            content_credentials=self._credentials(kept, kind),
        )

    def _text(self, kept: Path, kind: Kind) -> ReadText | None:
        if not kind.has_text:
            return None
        shown = display_path(kept)
        try:
            text = original_text(read_bytes(kept, shown), shown, kept.name)
        except Unreadable as error:
            self._capture.told.append(M("no text can be read in it: {why}", why=error.problem.message))
            return None
        doubt = doubtful_dates(None, text.metadata)
        self._capture.told += [*text.metadata.doubts, *([doubt] if doubt is not None else [])]
        return text

    def _credentials(self, kept: Path, kind: Kind) -> CredentialsEntry | None:
        if not kind.may_have_credentials:
            return None
        try:
            with opened(kept, display_path(kept)) as stream:
                found = read_credentials(stream, kind.media_type)
        except UnreadableCredentials as error:
            self._capture.unread.append(error.message)
            return None
        except UsageError as error:
            # The file is kept all the same: whether it has credentials can be read at any time.
            self._capture.told.append(error.message)
            return None
        if found is not None:
            self._capture.told.append(credentials_sentence(found))
        return found

    def _add(self, record: CaptureRecord, text: ReadText | None) -> None:
        """Write the record, unless the file was captured before: what was written down then stands."""
        path = self._folder / (record.sha256 + RECORD)
        if path.exists():
            record = read_record(read_text(path, display_path(path)), display_path(path))
            self._capture.told.append(
                M(
                    "{file} was captured before by {who} ({when}): that record stands",
                    file=record.file, who=self._redact(record.operator), when=record.time.at,
                )
            )  # fmt: skip
        else:
            shown = redacted(record, self._redact)
            if shown != record:
                self._capture.told.append(
                    M("a confidential name was left out of the record of {file}", file=record.file)
                )
            record = shown
            self.made.append(path)
            write_whole(path, record_text(record))
        self._capture.kept.append(CapturedFile(record, text))


def _of_page(page: Page, software: str | None) -> Saved:
    return Saved(software, page.address or None, _moment(page.at))


def _moment(written: str | None) -> str | None:
    """A moment that an archive gives, if it is one."""
    try:
        return dates.parse(_FRACTION.sub("", written)).edtf if written is not None else None
    except dates.DateError:
        return None
