"""One batch of a corpus audited: the engine's own audit of each dossier, and its rows."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.corpus.batches import Batch, Numbered
from provenance.corpus.large.cutting import LargeDossier
from provenance.corpus.large.reading import completed, is_local, may_be_cut, told_of
from provenance.corpus.libraries import library
from provenance.corpus.reading import Lost, lost_by, read_quickly, text_of
from provenance.corpus.rows import Row, audit_rows, lost_row
from provenance.corpus.stretches import HeldBatch
from provenance.files.digests import digest_of
from provenance.files.entry import parse_entry
from provenance.files.faultless import FaultFinder
from provenance.files.load import Loader, is_unreadable
from provenance.files.plain import plain_dossier
from provenance.files.plain_places import PlainRecord
from provenance.files.raw import Elsewhere, JsonlReader, RawDossier, default_id, dossier_named_in
from provenance.files.registry import Registry
from provenance.files.resolve import resolve
from provenance.files.secrets import may_mark_secrets
from provenance.model.dossier import Dossier
from provenance.model.finding import Problem
from provenance.model.vocabulary import FailOn
from provenance.model.written import DossierEntry
from provenance.project.config import Projects, Settings
from provenance.rules import family
from provenance.rules.needs import Need, needs_met


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
    #: A part of a dossier that is no plain one: the dossier is audited as a whole.
    refused: bool = False
    #: The texts that dossiers name, by their paths, each with what it was when it was read (`digest_of`).
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        self.dossiers += other.dossiers
        self.claims += other.claims
        self.held += other.held
        self.failing += other.failing
        self.findings += other.findings
        self.statuses += other.statuses
        self.lost += other.lost
        self.refused |= other.refused
        self.texts |= other.texts


class BatchReader:
    """The dossiers of batches, one after the other, in whichever process."""

    def __init__(self) -> None:
        self._projects, self._loader = Projects(), Loader()
        self._loads = library("orjson").loads
        self._finder = FaultFinder()

    def settings(self, path: Path) -> Settings:
        """What is asked of the dossiers of a file."""
        return self._projects.of(path).settings(path)

    def dossiers(self, batch: Batch, tally: Tally) -> Iterator[Dossier]:
        """The dossiers of a batch; what could not be read is in the tally."""
        if not batch.lines:
            # A claim file of its own, of whatever kind.
            for dossier in self._loader.load(batch.path):
                if is_unreadable(dossier):
                    fatal = next(problem for problem in dossier.problems if problem.fatal)
                    tally.lost.append(lost_by(fatal, batch.shown))
                else:
                    yield dossier
            return
        if batch.part is not None:
            part = self._part(batch)
            tally.refused = part is None
            yield from () if part is None else (part,)
            return
        shared, problems = self._loader.registries(batch.path)
        groups = None if shared or problems or batch.elsewhere.words else self._grouped(batch)
        plain = None if groups is None else self._plainly(batch, groups, tally)
        if plain is not None:
            yield from plain
            return
        for raw in self._raws(batch, batch.lines, tally):
            yield self._resolved(raw, batch, shared, problems)
            problems = []

    def with_faults(self, batch: Batch) -> tuple[Batch | None, int]:
        """What is left of a batch without the dossiers that are certain to have no fault, and how many those are."""
        unsure = self.unsure(batch, [line for _, line in batch.lines]) if not batch.elsewhere.words else None
        return (batch, 0) if unsure is None else without_faultless(batch, *unsure)

    def unsure(self, held: HeldBatch, lines: Sequence[bytes]) -> tuple[list[int], int] | None:
        """As `FaultFinder.unsure` of the lines of a batch; None too where something beside the file bears on them."""
        shared, problems = self._loader.registries(held.path)
        default = _default(held.shown, held.elsewhere)
        return None if shared or problems or not lines else self._finder.unsure(lines, self._loads, default)

    def may_be_cut(self, path: Path, options: AuditOptions) -> bool:
        """Whether the large dossiers of a file may be cut. A registry above it speaks of names to all of a dossier."""
        return not any(self._loader.registries(path)) and may_be_cut(self.settings(path), options)

    def is_faultless(self, large: LargeDossier) -> bool:
        """Whether it is certain that a large dossier has no fault: none of its parts has one."""
        if any(self._loader.registries(large.path)):
            return False
        count, default = 0, _default(large.shown, large.elsewhere)
        for part, lines in large.parts():
            found = self._finder.unsure([line for _, line in lines], self._loads, default)
            if found is None or any(may_mark_secrets(line) for _, line in lines):
                return False
            if found[0] and not self._has_notes_only(Batch(large.path, large.shown, lines, part=part)):
                return False
            count += 1
        return count > 0

    def _has_notes_only(self, batch: Batch) -> bool:
        """Whether no rule about files that needs something in particular has it in this part."""
        part = self._part(batch)
        met = needs_met(part, None) if part is not None else {Need.PROBLEMS}
        return not any(rule.needs and rule.needs <= met for rule in family("file"))

    def _part(self, batch: Batch) -> Dossier | None:
        groups = self._grouped(batch)
        if batch.part is None or groups is None or len(groups) != 1:
            return None
        rest = batch.part.rest
        ((name, records),) = groups.items()
        read = plain_dossier(name, records, batch.shown, _Lines(batch).line, rest)
        if read is None:
            (raw,) = self._raws(batch, batch.lines, Tally())
            entry, invalid = parse_entry(raw, DossierEntry)
            if invalid:
                # What is left out of a dossier, and how much of it is told, hangs on all that is invalid in it.
                return None
            read = resolve(raw, entry, [], (), batch.path.absolute().parent, rest=rest).dossier
        return completed(read, records, batch.part) if is_local(read.problems) else None

    def _resolved(
        self, raw: RawDossier, batch: Batch, shared: Sequence[Registry] = (), problems: Sequence[Problem] = ()
    ) -> Dossier:
        entry, invalid = parse_entry(raw, DossierEntry)
        return resolve(raw, entry, [*problems, *invalid], shared, batch.path.absolute().parent).dossier

    def _grouped(self, batch: Batch) -> dict[str, list[PlainRecord]] | None:
        """The records by their dossiers, where each can be read and names one, or they name none and are alone."""
        groups: dict[str, list[PlainRecord]] = {}
        default = _default(batch.shown, batch.elsewhere)
        for number, line in batch.lines:
            try:
                record = self._loads(line)
            except ValueError:
                return None
            name = dossier_named_in(record, default) if isinstance(record, dict) else None
            if not isinstance(name, str):
                return None
            groups.setdefault(name, []).append(PlainRecord(number, line, record))
        return groups

    def _plainly(self, batch: Batch, groups: Mapping[str, Sequence[PlainRecord]], tally: Tally) -> list[Dossier] | None:
        """The dossiers of a batch, those that are plain by the short way; None where one of the others bears on them:
        what it may keep confidential is hidden in all.
        """
        whole = _Lines(batch)
        made = [plain_dossier(name, records, batch.shown, whole.line) for name, records in groups.items()]
        left = {name: records for one, (name, records) in zip(made, groups.items()) if one is None}
        others = [(r.number, r.line) for records in left.values() for r in records]
        raws = self._raws(batch, others, tally) if others else []
        # A record may name its dossier twice: which of them counts, the strict reader knows.
        if any(raw.secrets for raw in raws) or [raw.data["dossier"] for raw in raws] != [*left]:
            tally.lost.clear()
            return None
        resolved = (self._resolved(raw, batch) for raw in raws)
        return [next(resolved) if one is None else one for one in made]

    def _raws(self, batch: Batch, lines: Sequence[Numbered], tally: Tally) -> list[RawDossier]:
        read, blank = JsonlReader(batch.shown), 0
        for number, line in lines:
            text = text_of(line)
            if text.strip():
                read.add(number, text, read_quickly(line, self._loads))
            else:
                blank += 1
        unread = len(read.unread)
        tally.lost += (lost_by(problem, batch.shown) for problem in read.unread)
        if unread and unread + blank == len(lines):
            return []
        raws = read.dossiers(_Lines(batch).line, batch.elsewhere)
        # That a file is empty is a problem of the one dossier that stands for it.
        raws[0].problems[:0] = read.unread[unread:]
        return raws


def _default(shown: str, elsewhere: Elsewhere) -> str | None:
    """The dossier of records that name none; None where that is told, as they are not alone in their file."""
    return None if elsewhere.dossiers else default_id(shown)


def without_faultless(batch: Batch, unsure: Sequence[int], faultless: int) -> tuple[Batch | None, int]:
    """A batch without the dossiers that are certain to have no fault, by the places of the other lines in it; and how
    many they are.
    """
    if not unsure:
        return None, faultless
    # A name that one dossier keeps confidential is hidden in all of them.
    if any(may_mark_secrets(line) for _, line in batch.lines):
        return batch, 0
    return replace(batch, lines=tuple(batch.lines[place] for place in unsure)), faultless


class BatchAuditor:
    """Audits batches, one after the other, in whichever process."""

    def __init__(self, options: AuditOptions, language: str | None, fail_on: FailOn) -> None:
        self._options, self._language, self._fail_on = options, language, fail_on
        self._reader = BatchReader()

    def audit(self, batch: Batch) -> tuple[list[Row], Tally]:
        """The rows of a batch, and what they come to."""
        rows: list[Row] = []
        tally = Tally()
        settings = self._reader.settings(batch.path)
        for dossier in self._reader.dossiers(batch, tally):
            audit = audit_dossier(dossier, settings, self._options)
            if batch.part is not None:
                audit = told_of(audit, batch.part)
            self._count(audit, tally)
            if batch.part is not None and not batch.part.is_first:
                tally.dossiers -= 1
            _note_texts(audit.dossier, batch.path, tally)
            rows += audit_rows(audit, self._language)
        rows += map(lost_row, tally.lost)
        return rows, tally

    def _count(self, audit: DossierAudit, tally: Tally) -> None:
        verdict = audit.verdict
        tally.dossiers += 1
        tally.held += verdict.held
        tally.failing += len(verdict.failing(self._fail_on))
        for finding in audit.findings:
            tally.findings[finding.severity.value] += 1
        for assessment in audit.assessor:
            tally.statuses[assessment.status.value] += 1
        tally.claims += len(audit.dossier.claims)


def _note_texts(dossier: Dossier, claim_file: Path, tally: Tally) -> None:
    for document in dossier.documents.values():
        if document.file is not None:
            path = Path(os.path.abspath(claim_file)).parent / document.file
            tally.texts[str(path)] = document.text_sha256 or digest_of(path)


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
