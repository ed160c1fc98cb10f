"""A corpus validated as a stream: files and references only, told in its order."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from provenance.corpus import batches as cutting
from provenance.corpus.auditing import BatchReader, Tally
from provenance.corpus.batches import Batch, whole_batch
from provenance.corpus.hiding import confidential_names
from provenance.corpus.large.cutting import LargeDossier
from provenance.corpus.parts import isolated, lost_batch
from provenance.corpus.pool import WorkerPool
from provenance.corpus.reading import Lost
from provenance.corpus.run import batches_of, corpus_files, is_record_file
from provenance.emit.findings import findings_text, plain
from provenance.model.vocabulary import FailOn, Severity, fails
from provenance.project.config import Settings
from provenance.rules import family
from provenance.validation import validate_dossier


@dataclass
class Validated:
    """What was found in a batch, told; whether it fails the run; how many dossiers it held, and what was lost."""

    text: str = ""
    failed: bool = False
    dossiers: int = 0
    lost: list[Lost] = field(default_factory=list)


def _tells_notes_only(settings: Settings, fail_on: FailOn) -> bool:
    """Whether of a dossier without a fault nothing could be told but notes, which count for nothing: the rules about
    files that look at nothing special are notes here, and the others look at what it has not.
    """
    for rule in family("file"):
        chosen = settings.rules[rule.name].severity if rule.name in settings.rules else None
        severity = chosen or (rule.severity if rule.enabled else "off")
        if not rule.needs and severity not in ("off", Severity.NOTE):
            return False
    return fail_on != "note"


def validated(
    paths: Sequence[Path], jobs: int, fail_on: FailOn, language: str | None, everything: bool, columns: int
) -> Iterator[Validated]:
    """What is found, batch by batch, in the order of the corpus. Raises ProvenanceError."""

    files = list(corpus_files(paths))
    hidden: tuple[str, ...] = ()

    def prepare() -> Callable[[Batch], Validated]:
        reader = BatchReader()

        def work(batch: Batch) -> Validated:
            tally, found = Tally(), Validated()
            settings = reader.settings(batch.path)
            left: Batch | None = batch
            if not everything and _tells_notes_only(settings, fail_on):
                left, found.dossiers = reader.with_faults(batch)
            for dossier in reader.dossiers(left, tally) if left is not None else ():
                shown, result = validate_dossier(dossier, settings, secrets=hidden)
                found.dossiers += 1
                found.failed |= any(fails(one.severity, fail_on) for one in result.findings)
                found.text += findings_text(shown, result.findings, language, plain, columns, everything)
            found.lost = tally.lost
            return found

        return work

    with tempfile.TemporaryDirectory() as folder:
        hidden = confidential_names(files, Path(folder))
        given = faultless = 0

        def tasks() -> Iterator[tuple[int, Batch]]:
            nonlocal given, faultless
            reader = BatchReader()
            for file in files:
                # What was told cannot be taken back: whether dossiers stand apart is looked at first.
                apart = is_record_file(file) and cutting.is_scattered(file, Path(folder))
                file.lost.clear()
                for batch in batches_of(file, Path(folder)):
                    if batch is cutting.RESTART:
                        apart = False
                    elif not apart:
                        if isinstance(batch, LargeDossier):
                            # Looked through here, part by part: as a whole it is held where it may have faults alone.
                            tells_notes = not everything and _tells_notes_only(reader.settings(batch.path), fail_on)
                            if tells_notes and reader.is_faultless(batch):
                                faultless += 1
                                continue
                            batch = whole_batch(batch)
                        yield given, batch
                        given += 1

        waiting: dict[int, list[Validated]] = {}
        told = 0
        pool: WorkerPool[Batch, Validated] = WorkerPool(jobs, prepare)
        for done in pool.results(tasks(), isolated):
            part = done.result if done.failure is None else Validated(lost=lost_batch(done.result, done.failure))
            waiting.setdefault(done.number, []).append(part)
            while told in waiting:
                yield from waiting.pop(told)
                told += 1
    if faultless:
        yield Validated(dossiers=faultless)
    for file in files:
        file.close()
        if file.lost:
            yield Validated(lost=file.lost)
