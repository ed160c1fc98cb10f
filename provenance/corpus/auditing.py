"""One batch of a corpus audited: the engine's own audit of each dossier, and its rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.corpus.batches import Batch
from provenance.corpus.libraries import library
from provenance.corpus.reading import Lost, read_quickly, text_of
from provenance.corpus.rows import Row, audit_rows, lost_row
from provenance.files.entry import parse_entry
from provenance.files.load import Loader, is_unreadable
from provenance.files.raw import JsonlReader, RawDossier
from provenance.files.resolve import resolve
from provenance.model.dossier import Dossier
from provenance.model.vocabulary import FailOn
from provenance.model.written import DossierEntry
from provenance.project.config import Projects, Settings


@dataclass
class Tally:
    """What some batches came to."""

    dossiers: int = 0
    claims: int = 0
    held: int = 0
    failing: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.dossiers += other.dossiers
        self.claims += other.claims
        self.held += other.held
        self.failing += other.failing
        self.findings += other.findings
        self.statuses += other.statuses
        self.lost += other.lost


class BatchReader:
    """The dossiers of batches, one after the other, in whichever process."""

    def __init__(self) -> None:
        self._projects, self._loader = Projects(), Loader()
        self._loads = library("orjson").loads

    def settings(self, batch: Batch) -> Settings:
        """What is asked of the dossiers of a batch."""
        return self._projects.of(batch.path).settings(batch.path)

    def dossiers(self, batch: Batch, tally: Tally) -> Iterator[Dossier]:
        """The dossiers of a batch; what could not be read is in the tally."""
        if not batch.lines:
            # A claim file of its own, of whatever kind.
            for dossier in self._loader.load(batch.path):
                if is_unreadable(dossier):
                    fatal = next(problem for problem in dossier.problems if problem.fatal)
                    line = fatal.place.line if fatal.place is not None else None
                    tally.lost.append(Lost(batch.shown, line, fatal.message))
                else:
                    yield dossier
            return
        shared, problems = self._loader.registries(batch.path)
        for raw in self._raws(batch, tally):
            entry, invalid = parse_entry(raw, DossierEntry)
            yield resolve(raw, entry, [*problems, *invalid], shared, batch.path.absolute().parent).dossier
            problems = []

    def _raws(self, batch: Batch, tally: Tally) -> list[RawDossier]:
        read = JsonlReader(batch.shown)
        for number, line in batch.lines:
            text = text_of(line)
            read.add(number, text, read_quickly(line, text, self._loads))
        for problem in read.unread:
            tally.lost.append(Lost(batch.shown, problem.place.line if problem.place else None, problem.message))
        if len(read.unread) == len(batch.lines):
            return []
        speaks_of_secrets = any(b"onfid" in line for _, line in batch.lines)
        return read.dossiers(_Lines(batch).line, speaks_of_secrets, batch.elsewhere)


class BatchAuditor:
    """Audits batches, one after the other, in whichever process."""

    def __init__(self, options: AuditOptions, language: str | None, fail_on: FailOn) -> None:
        self._options, self._language, self._fail_on = options, language, fail_on
        self._reader = BatchReader()

    def audit(self, batch: Batch) -> tuple[list[Row], Tally]:
        """The rows of a batch, and what they come to."""
        rows: list[Row] = []
        tally = Tally()
        settings = self._reader.settings(batch)
        for dossier in self._reader.dossiers(batch, tally):
            audit = audit_dossier(dossier, settings, self._options)
            self._count(audit, tally)
            rows += audit_rows(audit, self._language)
        rows += map(lost_row, tally.lost)
        return rows, tally

    def _count(self, audit: DossierAudit, tally: Tally) -> None:
        verdict = audit.verdict
        tally.dossiers += 1
        tally.held += verdict.held
        tally.failing += len(verdict.failing(self._fail_on))
        tally.findings.update(finding.severity.value for finding in audit.findings)
        tally.statuses.update(assessment.status.value for assessment in audit.assessor)
        tally.claims += len(audit.dossier.claims)


class _Lines:
    """The lines of a batch by their numbers: those of a message alone are looked up."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._found: dict[int, str] | None = None

    def line(self, number: int) -> str:
        if self._found is None:
            self._found = {n: line.decode("utf-8", "replace").rstrip("\r\n") for n, line in self._batch.lines}
        return self._found.get(number, "")


def claim_file_batch(path: Path, shown: str) -> Batch:
    """A claim file as a batch of its own."""
    return Batch(path, shown, ())
