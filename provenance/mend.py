"""Mending claim files in place: the repairs that findings carry, as edits of the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.audit import Asked, audit
from provenance.files.edit import Editor, TextEdit, applied, overlapping
from provenance.files.load import Loader
from provenance.files.located import Unreadable
from provenance.files.texts import read_text
from provenance.model.finding import Finding, Trust
from provenance.project.config import Settings

#: One repair can make room for another; what still moves after so many rounds is left to people.
ROUNDS = 8


@dataclass(frozen=True)
class Mended:
    """One claim file before and after, and the findings that were mended, in order."""

    before: str
    after: str
    findings: tuple[Finding, ...]


def mended(path: Path, settings: Settings, asked: Asked, trusted: Iterable[Trust]) -> Mended | None:
    """The file with every repair of that trust applied, or None where there is nothing to mend. Nothing is written.

    Findings that are answered for are left alone, and so are files with several dossiers (JSONL).
    """
    if path.suffix == ".jsonl":
        return None
    asked = Asked(asked.as_of, asked.policy, True, asked.baseline)
    try:
        before = text = read_text(path, str(path))
    except Unreadable:
        return None
    loader = Loader()
    done: list[Finding] = []
    for _ in range(ROUNDS):
        (dossier,) = loader.load(path, text)
        wanted = [f for f in audit(dossier, settings, asked).findings if f.repair and f.repair.trust in trusted]
        after, found = repaired(text, path.name, wanted)
        if not found:
            break
        text = after
        done += found
    return Mended(before, text, tuple(done)) if done else None


def repaired(text: str, file: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """The text with those repairs that do not touch each other, and which findings these mend."""
    try:
        editor = Editor(text, file)
    except Unreadable:
        return text, []
    taken: list[TextEdit] = []
    done: list[Finding] = []
    seen: set[object] = set()
    for finding in findings:
        if finding.repair is None or finding.repair in seen:
            continue
        seen.add(finding.repair)
        edits = editor.edits(finding.repair.changes)
        if edits and not overlapping(sorted([*taken, *edits])):
            taken += edits
            done.append(finding)
    return applied(text, taken), done


def repair_edits(text: str, file: str, findings: Sequence[Finding]) -> dict[str, tuple[Editor, tuple[TextEdit, ...]]]:
    """For each finding with a repair, by fingerprint, the edits it comes to in the text."""
    try:
        editor = Editor(text, file)
    except Unreadable:
        return {}
    found = {}
    for finding in findings:
        if finding.repair is not None:
            edits = editor.edits(finding.repair.changes)
            if edits:
                found[finding.fingerprint] = (editor, edits)
    return found
