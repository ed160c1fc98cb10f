"""What was worked out of each batch, kept on disk under the hash of what it was worked out of.

A file is there whole or not at all, so that a run that was interrupted goes on behind what is there. What a run did not
ask for is removed when it ends: the store never grows beyond the corpus.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from provenance.corpus.auditing import Tally
from provenance.corpus.reading import Lost
from provenance.files.writing import write_whole
from provenance.model.message import M

_RUN = "run.json"
#: What the figures of a batch end with that is to be tried again.
_FAILED = ".failed.json"


class Store:
    """The folder of a corpus's results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def holds(self, key: str) -> bool:
        return (self.folder / f"{key}.arrow").exists() and (self.folder / f"{key}.json").exists()

    def keep(self, key: str, rows: bytes, tally: Tally, failed: bool = False) -> None:
        """Keep what came of a batch; one of which something `failed` is there for this run alone. Raises OutputError."""
        write_whole(self.folder / f"{key}.arrow", rows)
        # It counts as there once its figures are.
        write_whole(self.folder / f"{key}{_FAILED if failed else '.json'}", json.dumps(_figures(tally)))
        if not failed:
            (self.folder / f"{key}{_FAILED}").unlink(missing_ok=True)

    def has_failed(self, keys: Iterable[str]) -> bool:
        """Whether something failed of one of these batches."""
        failed = {name.removesuffix(_FAILED) for name in os.listdir(self.folder) if name.endswith(_FAILED)}
        return any(key in failed and not self.holds(key) for key in keys)

    def rows(self, key: str) -> bytes:
        return (self.folder / f"{key}.arrow").read_bytes()

    def tally(self, key: str) -> Tally:
        ending = ".json" if self.holds(key) else _FAILED
        return _tally(json.loads((self.folder / f"{key}{ending}").read_text("utf-8")))

    def last_run(self) -> dict[str, Any]:
        """What the last run that ended was of, and what it came to."""
        try:
            found = json.loads((self.folder / _RUN).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def ended(self, said: dict[str, Any], keys: Iterator[str] | list[str]) -> None:
        """Note what a run was of, and remove what it had no use for."""
        used = set(keys)
        write_whole(self.folder / _RUN, json.dumps(said))
        for entry in os.scandir(self.folder):
            name, _, ending = entry.name.partition(".")
            if ending in ("arrow", "json", _FAILED[1:]) and name not in used and entry.name != _RUN:
                os.unlink(entry.path)


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "dossiers": tally.dossiers, "claims": tally.claims, "held": tally.held, "failing": tally.failing,
        "findings": dict(tally.findings), "statuses": dict(tally.statuses),
        "lost": [[one.file, one.line, one.message.render("en")] for one in tally.lost],
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
    found.lost = [Lost(file, line, M("{text}", text=text)) for file, line, text in said["lost"]]
    return found
