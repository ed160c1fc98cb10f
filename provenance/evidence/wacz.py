"""The page that a WACZ file holds (WACZ 1.1.1, Webrecorder): WARC files and their hashes in a ZIP archive.

Nothing is unpacked to disk, so no name in the archive can lead out of a folder. A name that tries to is told all the
same.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from provenance.evidence.warc import ArchiveReading, ArchiveTooLarge, Bound, Wanted, read_warc
from provenance.model.message import M

#: Entries of an archive that are looked at.
MAX_ENTRIES = 10_000
#: Bytes of the list of pages, and of the package description, that are read.
_MAX_LIST = 8 << 20
_PIECE = 1 << 16
_BROKEN = (
    zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError, ValueError, NotImplementedError,
    KeyError,
)  # fmt: skip


def read_wacz(stream: BinaryIO, bound: Bound, wanted: Wanted) -> ArchiveReading:
    """What a WACZ file holds: the page that is wanted, else the first that its list of pages names, else the first.
    Raises UsageError where a library is missing.
    """
    reading = ArchiveReading()
    try:
        with zipfile.ZipFile(stream) as archive:
            _read(_Members(archive, bound, reading), reading, wanted)
    except ArchiveTooLarge:
        reading.leave(M("it unpacks to more than an honest archive does: the rest was not read"))
    except _BROKEN:
        reading.leave(M("this is not a complete ZIP archive: its list of files is damaged or missing"))
    return reading


class _Members:
    """The files of an archive whose names are those of files in a folder."""

    def __init__(self, archive: zipfile.ZipFile, bound: Bound, reading: ArchiveReading) -> None:
        self._archive, self.bound, self._reading = archive, bound, reading
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            reading.leave(M("{n} files: no more than {limit} are looked at", n=len(entries), limit=MAX_ENTRIES))
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries[:MAX_ENTRIES]:
            if _leads_outside(entry):
                reading.leave(M("“{name}” leads outside the archive: it was not read", name=entry.filename))
            elif not entry.is_dir():
                self.entries[entry.filename] = entry

    def text(self, name: str) -> str:
        """The beginning of a small text; empty where there is none."""
        if name not in self.entries:
            return ""
        try:
            with self._archive.open(self.entries[name]) as stream:
                data = stream.read(_MAX_LIST)
        except _BROKEN:
            self.is_damaged(name)
            return ""
        self.bound.spend(len(data))
        return data.decode("utf-8", "replace")

    def warcs(self) -> Iterator[tuple[str, BinaryIO]]:
        for name, entry in self.entries.items():
            if name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz")):
                try:
                    with self._archive.open(entry) as stream:
                        yield name, stream  # type: ignore[misc]
                except _BROKEN:
                    self.is_damaged(name)

    def hash_of(self, name: str) -> str | None:
        """None where it cannot be unpacked. Raises ArchiveTooLarge."""
        digest = hashlib.sha256()
        try:
            with self._archive.open(self.entries[name]) as stream:
                while piece := stream.read(_PIECE):
                    self.bound.spend(len(piece))
                    digest.update(piece)
        except _BROKEN:
            self.is_damaged(name)
            return None
        return digest.hexdigest()

    def is_damaged(self, name: str) -> None:
        self._reading.leave(M("“{name}” cannot be unpacked: it is damaged or locked", name=name))


def _leads_outside(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return is_link or path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True


def _read(members: _Members, reading: ArchiveReading, wanted: Wanted) -> None:
    package = _json(members.text("datapackage.json"))
    if not isinstance(package, dict):
        package = {}
        reading.leave(M("datapackage.json is missing, or no JSON: the hashes of the archive could not be checked"))
    _check_hashes(package, members, reading)
    if wanted == Wanted():
        wanted = Wanted(_main_page(package, members.text("pages/pages.jsonl")))
    for name, stream in members.warcs():
        read_warc(stream, members.bound, wanted, reading, name)
    if isinstance(package.get("software"), str):
        reading.software = package["software"][:200]


def _check_hashes(package: dict[str, Any], members: _Members, reading: ArchiveReading) -> None:
    """Tell the resources that are not what the package says (Frictionless Data Package; WACZ 1.1.1, 5.2.1)."""
    resources = package.get("resources")
    for resource in resources if isinstance(resources, list) else ():
        path, said = (resource.get("path"), resource.get("hash")) if isinstance(resource, dict) else (None, None)
        if not isinstance(path, str) or not isinstance(said, str):
            continue
        if path not in members.entries:
            reading.leave(M("“{name}” is missing", name=path))
        elif said.startswith("sha256:"):
            found = members.hash_of(path)
            if found is not None and found != said.removeprefix("sha256:"):
                reading.leave(M("“{name}” is not what its hash says", name=path))


def _main_page(package: dict[str, Any], pages: str) -> str | None:
    """The page that the archive is of: that of the package, else the first of its list."""
    main = package.get("mainPageUrl")
    if isinstance(main, str) and main:
        return main
    for line in pages.splitlines():
        page = _json(line)
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            return str(page["url"])
    return None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
