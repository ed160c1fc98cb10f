"""Whom a corpus hides: a name that one record marks as confidential is hidden in all of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from provenance.corpus.reading import RECORDS, RecordFile
from provenance.files.json_reader import read_json
from provenance.files.located import Lines, Unreadable
from provenance.files.secrets import hidden_in, secrets


def confidential_names(files: Sequence[RecordFile], folder: Path) -> tuple[str, ...]:
    """The names that some record of these files marks as confidential. What comes in by a pipe is put into `folder`:
    it is read twice.
    """
    for file in files:
        file.keep(folder)
    return tuple(dict.fromkeys(name for file in files for name in _secret_names(file)))


def _secret_names(file: RecordFile) -> Iterator[str]:
    """Those of one file."""
    if not (str(file.path) == "-" or file.path.name.endswith(RECORDS)) or not _speaks_of_secrets(file):
        return
    yield from names_in(RecordFile(file.path, spool=file.spool).lines(), file.shown)


def names_in(lines: Iterable[tuple[int, bytes]], shown: str) -> Iterator[str]:
    """The names that some of these lines of a file mark as confidential. Of a line that speaks of confidentiality and
    cannot be read, whatever may be a name is one.
    """
    for number, line in lines:
        if b"onf" not in line.lower():
            continue
        text = line.decode("utf-8", "replace")
        try:
            record, _ = read_json(text, Lines(shown, text, number))
        except Unreadable:
            yield from hidden_in(text)
            continue
        if isinstance(record, dict):
            yield from secrets({"records": {str(record.get("id") or ""): record}})


def _speaks_of_secrets(file: RecordFile) -> bool:
    if str(file.path) == "-" or not file.path.name.endswith(".jsonl"):
        return True
    tail = b""
    with file.path.open("rb", buffering=0) as stream:
        while block := stream.read(1 << 22):
            if b"onfid" in tail + block or b"ONFID" in block:
                return True
            tail = block[-8:]
    return False
