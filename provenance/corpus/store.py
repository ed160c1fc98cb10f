"""What was worked out of each batch, kept on disk under the hash of what it was worked out of.

A file is there whole or not at all, so that a run that was interrupted goes on behind what is there. What is kept bears
its own hash: a file that was damaged since counts as not there. What a run did not ask for is removed when it ends: the
store never grows beyond the corpus.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from provenance.corpus.auditing import Tally
from provenance.corpus.keys import Digests
from provenance.corpus.reading import Lost
from provenance.corpus.results import BatchResult, moved_rows
from provenance.files.writing import write_whole
from provenance.model.message import Message

_RUN = "run.json"
#: What the figures of a batch end with that is to be tried again.
_FAILED = ".failed.json"


class KeptBatch(NamedTuple):
    """A batch of this run: under which hash it is kept, and at which line of its file it begins now."""

    key: str
    first_line: int


class Store:
    """The folder of a corpus's results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests = Digests()

    def sweep(self) -> None:
        """Remove what a run that was killed sorted here, or made a page of."""
        for left in self.folder.glob("sorting-*"):
            shutil.rmtree(left, ignore_errors=True)
        self.page_rows.unlink(missing_ok=True)

    @property
    def page_rows(self) -> Path:
        """Where rows stand that a page alone is made of."""
        return self.folder / "page.parquet"

    def holds(self, kept: KeptBatch) -> bool:
        """Whether the result of a batch is kept, undamaged, and would be the same now: the texts that its dossiers name
        are what they were, and no message names a line where the batch has moved in its file.
        """
        said = self._said(kept.key, ".json")
        if said is None or said["rows"] != self._hash_of_rows(kept.key):
            return False
        moved = said["first_line"] != kept.first_line
        return self._digests.are(said["texts"]) and not (moved and said["says_lines"])

    def keep(self, key: str, result: BatchResult, failed: bool = False) -> None:
        """Keep the result of a batch. Where something `failed` in it, it serves this run alone: the next one tries
        again.

        Raises OutputError.
        """
        write_whole(self.folder / f"{key}.arrow", result.rows)
        said = _figures(result.tally) | {
            "first_line": result.first_line, "says_lines": result.says_lines, "rows": _hash(result.rows),
        }  # fmt: skip
        # It counts as there once its figures are.
        write_whole(self.folder / f"{key}{_FAILED if failed else '.json'}", sealed(said))
        (self.folder / f"{key}{'.json' if failed else _FAILED}").unlink(missing_ok=True)

    def has_failed(self, batches: Iterable[KeptBatch]) -> bool:
        """Whether something failed of one of these batches."""
        failed = {name.removesuffix(_FAILED) for name in os.listdir(self.folder) if name.endswith(_FAILED)}
        return any(kept.key in failed for kept in batches)

    def rows(self, kept: KeptBatch) -> bytes:
        """The rows of a batch, with the lines at which it stands now."""
        rows = (self.folder / f"{kept.key}.arrow").read_bytes()
        moved = kept.first_line - self._figures_of(kept)["first_line"]
        return moved_rows(rows, moved) if moved else rows

    def tally(self, kept: KeptBatch) -> Tally:
        """The figures of a batch."""
        said = self._figures_of(kept)
        found, moved = _tally(said), kept.first_line - said["first_line"]
        found.lost = [replace(one, line=None if one.line is None else one.line + moved) for one in found.lost]
        return found

    def _figures_of(self, kept: KeptBatch) -> dict[str, Any]:
        said = self._said(kept.key, ".json") or self._said(kept.key, _FAILED)
        assert said is not None, "it was kept, or found to be there"
        return said

    def _said(self, key: str, ending: str) -> dict[str, Any] | None:
        try:
            return unsealed((self.folder / f"{key}{ending}").read_bytes())
        except OSError:
            return None

    def _hash_of_rows(self, key: str) -> str | None:
        try:
            return _hash((self.folder / f"{key}.arrow").read_bytes())
        except OSError:
            return None

    def is_same(self, texts: dict[str, str]) -> bool:
        """Whether texts that dossiers name are what they were."""
        return self._digests.are(texts)

    def last_run(self) -> dict[str, Any]:
        """What the last run that ended was of, and what it came to."""
        try:
            return unsealed((self.folder / _RUN).read_bytes()) or {}
        except OSError:
            return {}

    def ended(self, said: dict[str, Any], batches: Iterable[KeptBatch]) -> None:
        """Note what a run was of, and remove what it had no use for."""
        used = {kept.key for kept in batches}
        write_whole(self.folder / _RUN, sealed(said))
        for entry in os.scandir(self.folder):
            name, _, ending = entry.name.partition(".")
            if ending in ("arrow", "json", _FAILED[1:]) and name not in used and entry.name != _RUN:
                os.unlink(entry.path)


def sealed(said: dict[str, Any]) -> str:
    """What is to be kept, as JSON behind the hash of it."""
    text = json.dumps(said)
    return f"{_hash(text.encode())}\n{text}"


def unsealed(kept: bytes) -> dict[str, Any] | None:
    """What was kept; None where it is not what was written."""
    seal, _, text = kept.partition(b"\n")
    if seal.decode("ascii", "replace") != _hash(text):
        return None
    found: dict[str, Any] = json.loads(text)
    return found


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "dossiers": tally.dossiers, "claims": tally.claims, "held": tally.held, "failing": tally.failing,
        "findings": dict(tally.findings), "statuses": dict(tally.statuses),
        "lost": [[o.file, o.line, _message_data(o.message), o.advice and _message_data(o.advice)] for o in tally.lost],
        "texts": tally.texts,
    }  # fmt: skip


def figures_of(tally: Tally) -> dict[str, Any]:
    """The figures as data, to be kept."""
    return _figures(tally)


def tally_of(said: dict[str, Any]) -> Tally:
    """The figures that were kept."""
    return _tally(said)


def _tally(said: dict[str, Any]) -> Tally:
    found = Tally(said["dossiers"], said["claims"], said["held"], said["failing"])
    found.findings.update(said["findings"])
    found.statuses.update(said["statuses"])
    found.texts = said["texts"]
    found.lost = [
        Lost(file, line, _message_of(why), _message_of(advice) if advice else None)
        for file, line, why, advice in said["lost"]
    ]
    return found


def _message_data(message: Message) -> list[Any]:
    """A message as data: it is told in the language of whoever reads it, not of whoever wrote it down."""
    return [message.template, message.plural, message.n, [[name, _value_data(v)] for name, v in message.args]]


def _message_of(data: list[Any]) -> Message:
    template, plural, n, values = data
    return Message(template, tuple((name, _value_of(value)) for name, value in values), plural, n)


def _value_data(value: object) -> Any:
    if isinstance(value, Message):
        return {"message": _message_data(value)}
    return list(map(_value_data, value)) if isinstance(value, tuple) else str(value)


def _value_of(data: Any) -> object:
    if isinstance(data, dict):
        return _message_of(data["message"])
    return tuple(map(_value_of, data)) if isinstance(data, list) else data
