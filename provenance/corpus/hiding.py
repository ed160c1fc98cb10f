"""Whom a corpus hides: a name that one record marks as confidential is hidden in all of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from provenance.corpus.batches import Batch
from provenance.corpus.reading import RECORDS, RecordFile
from provenance.files.json_reader import read_json
from provenance.files.load import unreadable_dossier
from provenance.files.located import Lines, Unreadable
from provenance.files.raw import read_raw
from provenance.files.secrets import chunks, hidden_in, may_mark_secrets, secrets, without_head
from provenance.files.texts import read_bytes


def confidential_names(files: Sequence[RecordFile], folder: Path) -> tuple[str, ...]:
    """The names that some record of these files marks as confidential. What comes in by a pipe is put into `folder`:
    it is read twice.
    """
    for file in files:
        file.keep(folder)
    return tuple(dict.fromkeys(name for file in files for name in _secret_names(file)))


def _secret_names(file: RecordFile) -> Iterator[str]:
    """Those of one file."""
    if not (str(file.path) == "-" or file.path.name.endswith(RECORDS)):
        yield from names_in_claim_file(file.path, file.shown)
    elif _may_mark_secrets(file):
        yield from names_in(RecordFile(file.path, spool=file.spool).lines(), file.shown)


def names_of(batch: Batch) -> Iterator[str]:
    """The names that some record of a batch marks as confidential."""
    return names_in(batch.lines, batch.shown) if batch.lines else names_in_claim_file(batch.path, batch.shown)


def names_in_claim_file(path: Path, shown: str) -> Iterator[str]:
    """Those of a claim file of another kind; of one that cannot be read, whatever may be a name."""
    try:
        if b"onf" not in read_bytes(path, shown).lower():
            return
        for raw in read_raw(path, shown):
            yield from (*secrets(raw.data), *raw.secrets)
    except Unreadable as error:
        yield from unreadable_dossier(shown, path, [error.problem]).secrets


def names_in(lines: Iterable[tuple[int, bytes]], shown: str) -> Iterator[str]:
    """The names that some of these lines of a file mark as confidential. Of a line that speaks of confidentiality and
    cannot be read, and of a source whose line is cut off before it could, whatever may be a name is one.
    """
    for number, line in lines:
        cut_source = _is_cut(line) and b'"source"' in line
        if b"onf" not in line.lower() and not cut_source:
            continue
        text = line.decode("utf-8", "replace")
        try:
            record, _ = read_json(text, Lines(shown, text, number))
        except Unreadable:
            yield from (chunks if cut_source else hidden_in)(without_head(text))
            continue
        if isinstance(record, dict):
            yield from _secrets_of(record)


def _secrets_of(record: dict[str, Any]) -> Iterator[str]:
    """The names that a record marks as confidential, as the dossier in which it stands does: of which type and dossier
    it is are no part of that.
    """
    entry = {key: value for key, value in record.items() if key not in ("type", "dossier")}
    # The record of a dossier is no entry, but may hold some under a key that is misspelled.
    yield from secrets(entry if record.get("type") == "dossier" else {"records": {str(record.get("id") or ""): entry}})


def _is_cut(line: bytes) -> bool:
    """Whether a line ends before its record does."""
    return not line.rstrip().endswith(b"}")


def _may_mark_secrets(file: RecordFile) -> bool:
    """Whether some line may mark a name as confidential: one that is cut off does not say what it would have said.
    Blocks are looked through, not lines, as nearly every corpus has none.
    """
    if str(file.path) == "-" or not file.path.name.endswith(".jsonl"):
        return True
    tail = b""
    with file.path.open("rb", buffering=0) as stream:
        while block := stream.read(1 << 22):
            near = tail + block
            if may_mark_secrets(near):
                return True
            ended = (tail[-1:] + block).count(b"}\n") + (tail[-2:] + block).count(b"}\r\n")
            if block.count(b"\n") != ended:
                return True
            tail = block[-64:]
    return bool(tail) and _is_cut(tail)
