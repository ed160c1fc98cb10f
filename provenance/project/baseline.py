"""The findings that were there before: a project with old faults can hold the line.

An entry is the fingerprint of a finding (its rule and its content, not its line), so it survives moved lines and holds
no longer when what it is about changes. Confidential names never reach it: findings are masked before.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provenance.model.errors import ConfigurationError
from provenance.model.finding import Finding
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.place import Place

VERSION = 1


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One entry: what it is about is there for people to read, the fingerprint decides."""

    fingerprint: str
    rule: str
    dossier: str
    subject: str
    count: int
    place: Place


@dataclass(frozen=True)
class Baseline:
    """The entries of a file, by dossier."""

    by_dossier: Mapping[str, tuple[BaselineEntry, ...]]

    def of(self, dossier: str) -> tuple[BaselineEntry, ...]:
        return self.by_dossier.get(dossier, ())


def baseline_text(findings: Iterable[Finding]) -> str:
    """The file that takes these findings as known, an entry a line."""
    counts = Counter((f.dossier, f.rule, f.subject, f.fingerprint) for f in findings)
    entries = [
        json.dumps(
            {"dossier": dossier, "rule": rule, "subject": subject, "fingerprint": fingerprint, "count": count},
            ensure_ascii=False,
        )
        for (dossier, rule, subject, fingerprint), count in sorted(counts.items())
    ]
    listed = "\n    " + ",\n    ".join(entries) + "\n  " if entries else ""
    return f'{{\n  "version": {VERSION},\n  "generator": "{MARK}",\n  "findings": [{listed}]\n}}\n'


def read_baseline(path: Path, shown: str) -> Baseline:
    """Raises ConfigurationError."""
    from provenance.files.json_reader import read_json, with_positions
    from provenance.files.located import Lines, Unreadable, locate
    from provenance.files.texts import read_text

    try:
        text = read_text(path, shown)
        lines = Lines(shown, text)
        read_json(text, lines)
        data, _ = with_positions(text, lines)
    except Unreadable as error:
        raise ConfigurationError(error.problem.message, error.problem.place or Place(shown)) from None
    findings = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(findings, list) or data.get("version") != VERSION:
        raise ConfigurationError(
            M("this is no baseline of findings"),
            Place(shown),
            M("`provenance audit PATH --write-baseline {file}` writes one", file=shown),
        )
    found: dict[str, list[BaselineEntry]] = {}
    for number, entry in enumerate(findings):
        place = lines.place(locate(data, ("findings", number)))
        known = _known(entry, place)
        found.setdefault(known.dossier, []).append(known)
    return Baseline({dossier: tuple(known) for dossier, known in found.items()})


def _known(entry: Any, place: Place) -> BaselineEntry:
    held = entry if isinstance(entry, dict) else {}
    words = {key: held.get(key) for key in ("fingerprint", "rule", "dossier", "subject")}
    count = held.get("count", 1)
    if not all(isinstance(word, str) for word in words.values()) or not isinstance(count, int):
        raise ConfigurationError(
            M("an entry of a baseline has `fingerprint`, `rule`, `dossier` and `subject`, each a text"), place
        )
    return BaselineEntry(place=place, count=count, **{key: str(word) for key, word in words.items()})
