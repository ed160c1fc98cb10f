"""The files of a corpus: which there are, which of them can be read, and the batches of each."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from provenance.corpus.auditing import claim_file_batch
from provenance.corpus.kinds import PACKED
from provenance.corpus.outputs import is_ours
from provenance.corpus.reading import RECORDS, Lost, RecordFile
from provenance.corpus.stretches import held_batches
from provenance.files.discover import SUFFIXES, claim_files
from provenance.files.located import Unreadable
from provenance.files.texts import opened, reason_of
from provenance.model.errors import InputError, UsageError
from provenance.model.message import M
from provenance.project.config import Projects

#: What the claim files of a corpus end with where they stand in a folder, packed or not.
_IN_FOLDERS = (*SUFFIXES, *(f".claims{ending}" for ending in PACKED))


def corpus_files(paths: Sequence[Path]) -> Iterator[RecordFile]:
    """The files of a corpus, each once by whatever name: those named, and what stands in folders, without the rows that
    were written there and what the configuration ignores. Raises UsageError for a folder without any, and
    ConfigurationError.
    """
    given: set[str] = set()
    projects = Projects()
    for path in _listed(paths):
        is_pipe = str(path) == "-"
        real = "-" if is_pipe else os.path.realpath(path)
        if real not in given and (is_pipe or not projects.of(path).ignores(path)):
            given.add(real)
            yield RecordFile(path)


def _listed(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if str(path) == "-" or (path.name.endswith(RECORDS) and not path.is_dir()):
            yield path
        elif path.is_dir():
            found = claim_files([path], _IN_FOLDERS)
            if not found:
                raise UsageError(M("no claim file (*.claims.yaml, .yml, .json, .jsonl) at {path}", path=path))
            yield from (p for p in found if not (p.is_file() and is_ours(p)))
        else:
            yield from claim_files([path])


def is_readable(file: RecordFile) -> bool:
    """Whether a file can be opened; what cannot is lost. Never waits on a pipe that has a name."""
    if str(file.path) == "-":
        return True
    try:
        with opened(file.path, file.shown):
            return True
    except Unreadable as error:
        file.lost.append(Lost(file.shown, None, error.message, error.advice))
        return False


def lose(file: RecordFile, error: InputError | OSError) -> None:
    """Note that a file cannot be read, or not from some line on."""
    if isinstance(error, InputError):
        file.lost.append(Lost(file.shown, error.line, error.message, error.advice))
    else:
        why = M("this file cannot be read: {why}", why=reason_of(error))
        file.lost.append(Lost(file.shown, None, why))


def is_record_file(file: RecordFile) -> bool:
    """Whether it is a stream of records, and no claim file of another kind."""
    return str(file.path) == "-" or file.path.name.endswith(RECORDS)


def batches_in(file: RecordFile, folder: Path) -> Iterator[Any]:
    """The batches of a file, as stretches of it where its lines can be read in place. `RESTART` among them says that
    the batches so far are to be forgotten.
    """
    if is_record_file(file):
        yield from held_batches(file, folder)
    else:
        yield claim_file_batch(file.path, file.shown)


def size_of(file: RecordFile) -> int:
    """How many bytes a file is, as it stands."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0
