"""Mending claim files in place: the repairs that findings carry, as edits of the text."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.files.edit import Editor
from provenance.files.load import Loader, check_inside_project, is_unreadable
from provenance.files.located import Unreadable
from provenance.files.text_edits import TextEdit, applied
from provenance.files.texts import read_text
from provenance.model.finding import DataEdit, Finding, Trust
from provenance.model.place import Pointer
from provenance.project.config import Settings

#: One repair can make room for another; what still moves after so many rounds is left to people.
MAX_ROUNDS = 8
#: Repairs that meet are tried one by one, so many in a round.
MAX_TRIED = 100


@dataclass(frozen=True)
class FixResult:
    """One claim file before and after, and the findings that were mended, in order; none where there was nothing to."""

    before: str
    after: str
    findings: tuple[Finding, ...]
    readable: bool = True


def fix_file(path: Path, settings: Settings, options: AuditOptions, trusted: Collection[Trust]) -> FixResult:
    """The file with every repair of that trust applied. Nothing is written.

    Findings that are answered for are left alone, and so are files with several dossiers (JSONL). What a finding was
    about is mended once: two that undo each other do not go on for ever.
    """
    options = replace(options, masks=False, show_confidential=False)
    try:
        check_inside_project(path, str(path))
        before = text = read_text(path, str(path))
    except Unreadable:
        return FixResult("", "", (), readable=False)
    loader = Loader()
    done: dict[tuple[str, Pointer], Finding] = {}
    for _ in range(MAX_ROUNDS):
        dossiers = list(loader.load(path, text))
        if any(is_unreadable(dossier) for dossier in dossiers):
            return FixResult(before, before, (), readable=False)
        if len(dossiers) != 1 or path.suffix == ".jsonl":
            return FixResult(before, before, ())
        wanted = [
            f
            for f in audit_dossier(dossiers[0], settings, options).findings
            if f.fix and f.fix.trust in trusted and (f.rule, f.pointer) not in done
        ]
        after, found = apply_fixes(text, path.name, wanted)
        if not found:
            break
        text = after
        done |= {(f.rule, f.pointer): f for f in found}
    return FixResult(before, text, tuple(done.values()) if text != before else ())


def apply_fixes(text: str, file: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """The text with those repairs that can be made together, and which findings these mend."""
    try:
        editor = Editor(text, file)
    except Unreadable:
        return text, []
    once = list({finding.fix: finding for finding in findings if finding.fix is not None}.values())
    together = editor.edits(_data_edits(once))
    if together is None:
        # Two of them meet: one after the other, each with those before it.
        kept: list[Finding] = []
        for finding in once[:MAX_TRIED]:
            if editor.edits(_data_edits([*kept, finding])) is not None:
                kept.append(finding)
        once, together = kept, editor.edits(_data_edits(kept))
    return applied(text, together or ()), once if together else []


def _data_edits(findings: Sequence[Finding]) -> list[DataEdit]:
    return [change for finding in findings if finding.fix is not None for change in finding.fix.edits]


def fix_edits(text: str, file: str, findings: Sequence[Finding]) -> dict[str, tuple[Editor, tuple[TextEdit, ...]]]:
    """For each finding with a repair, by fingerprint, the edits it comes to in the text."""
    try:
        editor = Editor(text, file)
    except Unreadable:
        return {}
    mendable = [finding for finding in findings if finding.fix is not None]
    # To read the file again for each of many would cost their number times its length: what is right together is right
    # one by one.
    sound = editor.edits(_data_edits(mendable)) is not None
    found = {}
    for finding in mendable if sound else mendable[:MAX_TRIED]:
        edits = editor.edits(_data_edits([finding]), checked=sound)
        if edits:
            found[finding.fingerprint] = (editor, edits)
    return found


def audit_fix_edits(audit: DossierAudit) -> Mapping[str, tuple[Editor, tuple[TextEdit, ...]]]:
    """The same for an audit, whose file is read again only where there is something to fix; nothing
    where it is gone.
    """
    if not any(finding.fix for finding in audit.findings):
        return {}
    file = audit.dossier.file
    try:
        return fix_edits(read_text(Path(file), file), file, audit.findings)
    except Unreadable:
        return {}
