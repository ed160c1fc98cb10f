"""The folder `evidence/`: which file has which record, and what is wrong with either."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from provenance.evidence.archives import read_archive
from provenance.evidence.kinds import HEAD, kind_of
from provenance.evidence.record import CaptureRecord, read_record
from provenance.evidence.store import RECORD, Held, kept_file
from provenance.evidence.warc import Wanted
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.texts import opened, read_text
from provenance.model.errors import UsageError
from provenance.model.message import M, Message


class FolderFault(NamedTuple):
    """What is wrong with a file, named as a person would type it."""

    file: str
    message: Message


@dataclass
class EvidenceFolder:
    """The files of one folder of evidence, which may not be there; `hash_of` gives None for one that cannot be read."""

    path: Path
    hash_of: Callable[[Path], Held | None]

    @cached_property
    def files(self) -> list[Path]:
        """What stands in it, sorted by name."""
        # A link would lead to what somebody else may change.
        if self.path.is_symlink() or not self.path.is_dir():
            return []
        return [self.path / name for name in sorted(os.listdir(self.path))]

    def is_record(self, path: Path) -> bool:
        return path.name.endswith(RECORD)

    @property
    def records(self) -> Mapping[str, CaptureRecord]:
        """The records that can be read, by the names of the files they are of."""
        return self._read[0]

    @cached_property
    def _read(self) -> tuple[Mapping[str, CaptureRecord], list[FolderFault]]:
        records: dict[str, CaptureRecord] = {}
        faults: list[FolderFault] = []
        for path in filter(self.is_record, self.files):
            shown = display_path(path)
            try:
                record = read_record(read_text(path, shown), shown)
            except Unreadable as error:
                faults.append(FolderFault(shown, error.problem.message))
                continue
            if path.name != record.sha256 + RECORD or not record.file.startswith(record.sha256):
                faults.append(FolderFault(shown, M("this record is named otherwise than the hash in it")))
                continue
            records[record.file] = record
        return records, faults

    def file_of(self, sha256: str) -> Path | None:
        """The kept file of a hash."""
        return kept_file(self.path, sha256) if self.files else None

    def faults(self) -> Iterator[FolderFault]:
        """What is missing, changed, or of no capture."""
        if self.path.is_symlink():
            yield FolderFault(display_path(self.path), M("this is a link; evidence is kept in a folder of the dossier"))
        yield from self._read[1]
        present = {path.name for path in self.files}
        for name, record in self.records.items():
            shown = display_path(self.path / name)
            if name not in present:
                yield FolderFault(shown, M("this file is gone: it was captured {when}", when=record.time.at))
                continue
            held = self.hash_of(self.path / name)
            if held is None:
                yield FolderFault(shown, M("this file cannot be read"))
            elif held.sha256 != record.sha256:
                yield FolderFault(shown, M("this file is not what was captured: its hash is another"))
            elif held.size != record.size:
                yield FolderFault(
                    shown, M("its record says {n} bytes, and it has {size}", n=record.size, size=held.size)
                )
            elif record.part_of is not None:
                yield from self._origin_faults(record, shown)
        for path in self.files:
            if not self.is_record(path) and path.name not in self.records:
                yield FolderFault(display_path(path), M("no record names this file"))

    def _origin_faults(self, record: CaptureRecord, shown: str) -> Iterator[FolderFault]:
        """What is wrong with a page as one that was taken out of a web archive: it is taken out again."""
        assert record.part_of is not None
        archive = self.file_of(record.part_of.sha256)
        if archive is None:
            yield FolderFault(shown, M("the web archive it was taken out of is gone"))
            return
        try:
            with opened(archive, display_path(archive)) as stream:
                kind = kind_of(archive.name, stream.read(HEAD))
            address = record.address.url if record.address is not None else None
            wanted = Wanted(address, record.part_of.record)
            page = read_archive(archive, kind.container, wanted).page if kind.container is not None else None
        except UsageError as error:
            # What could not be looked at is not sound either.
            yield FolderFault(shown, error.message)
            return
        except Unreadable as error:
            yield FolderFault(display_path(archive), error.problem.message)
            return
        if page is None or page.sha256 != record.sha256:
            yield FolderFault(shown, M("the web archive it was taken out of holds no such page"))
