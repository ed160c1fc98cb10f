"""Mending claim files in place: the repairs that findings carry, as edits of the text."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from provenance.auditing import Asked, audit
from provenance.files.edit import Editor, TextEdit, applied
from provenance.files.load import Loader, unreadable
from provenance.files.located import Unreadable
from provenance.files.texts import read_text
from provenance.model.finding import Change, Finding, Trust
from provenance.model.place import Pointer
from provenance.project.config import Settings

#: One repair can make room for another; what still moves after so many rounds is left to people.
ROUNDS = 8
#: Repairs that meet are tried one by one, so many in a round.
FEW = 100


@dataclass(frozen=True)
class Mended:
    """One claim file before and after, and the findings that were mended, in order; none where there was nothing to."""

    before: str
    after: str
    findings: tuple[Finding, ...]
    readable: bool = True


def mended(path: Path, settings: Settings, asked: Asked, trusted: Collection[Trust]) -> Mended:
    """The file with every repair of that trust applied. Nothing is written.

    Findings that are answered for are left alone, and so are files with several dossiers (JSONL). What a finding was
    about is mended once: two that undo each other do not go on for ever.
    """
    asked = replace(asked, show_confidential=True)
    try:
        before = text = read_text(path, str(path))
    except Unreadable:
        return Mended("", "", (), readable=False)
    loader = Loader()
    done: dict[tuple[str, Pointer], Finding] = {}
    for _ in range(ROUNDS):
        dossiers = list(loader.load(path, text))
        if any(unreadable(dossier) for dossier in dossiers):
            return Mended(before, before, (), readable=False)
        if len(dossiers) != 1 or path.suffix == ".jsonl":
            return Mended(before, before, ())
        wanted = [
            f
            for f in audit(dossiers[0], settings, asked).findings
            if f.repair and f.repair.trust in trusted and (f.rule, f.pointer) not in done
        ]
        after, found = repaired(text, path.name, wanted)
        if not found:
            break
        text = after
        done |= {(f.rule, f.pointer): f for f in found}
    return Mended(before, text, tuple(done.values()) if text != before else ())


def repaired(text: str, file: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """The text with those repairs that can be made together, and which findings these mend."""
    try:
        editor = Editor(text, file)
    except Unreadable:
        return text, []
    once = list({finding.repair: finding for finding in findings if finding.repair is not None}.values())
    together = editor.edits(_changes(once))
    if together is None:
        # Two of them meet: one after the other, each with those before it.
        kept: list[Finding] = []
        for finding in once[:FEW]:
            if editor.edits(_changes([*kept, finding])) is not None:
                kept.append(finding)
        once, together = kept, editor.edits(_changes(kept))
    return applied(text, together or ()), once if together else []


def _changes(findings: Sequence[Finding]) -> list[Change]:
    return [change for finding in findings if finding.repair is not None for change in finding.repair.changes]


def repair_edits(text: str, file: str, findings: Sequence[Finding]) -> dict[str, tuple[Editor, tuple[TextEdit, ...]]]:
    """For each finding with a repair, by fingerprint, the edits it comes to in the text."""
    try:
        editor = Editor(text, file)
    except Unreadable:
        return {}
    mendable = [finding for finding in findings if finding.repair is not None]
    # To read the file again for each of many would cost their number times its length: what is right together is right
    # one by one.
    sound = editor.edits(_changes(mendable)) is not None
    found = {}
    for finding in mendable if sound else mendable[:FEW]:
        edits = editor.edits(_changes([finding]), checked=sound)
        if edits:
            found[finding.fingerprint] = (editor, edits)
    return found
