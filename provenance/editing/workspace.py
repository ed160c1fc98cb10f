"""A claim file that is being worked on: what it says now, and every decision on disk before it is told as saved."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from provenance.auditing import DossierAudit
from provenance.editing.everywhere import ReadFile, Refused, merged, read_or_none, renamed
from provenance.editing.journal import Journal, UndoStep, change_of, text_hash
from provenance.extraction.draft_yaml import HEAD, without_guess
from provenance.files.edit import Editor
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.record_editor import RecordEditor, editor
from provenance.files.structure import CommentInTheWay
from provenance.files.text_edits import applied
from provenance.files.texts import read_text
from provenance.files.writing import locked, write_whole
from provenance.live import LiveAudit
from provenance.model.dossier import Dossier
from provenance.model.errors import OutputError
from provenance.model.field_facts import Target
from provenance.model.finding import DataEdit
from provenance.model.message import M
from provenance.model.vocabulary import Severity

#: What a decision is: changes of the data, made when the file is held.
Make = Callable[[Mapping[str, Any], Dossier], Sequence[DataEdit]]
_MARK = "\ufeff"
#: The type of the data of each section.
SHAPES: Mapping[str, type] = {"sources": dict, "documents": dict, "claims": dict, "statements": list}
#: How many times a decision is tried, each time on what somebody else has written to the file meanwhile.
MAX_ATTEMPTS = 5
#: Problems that no decision may bring about.
FAULTS = ("schema-violation", "unknown-reference", "duplicate-id", "duplicate-source", "anchor-not-found")


class _Overtaken(Refused):
    """A file is not what it was when it was read."""


class Conflict(Refused):
    """Somebody else changed the same place; nothing was done."""


class Workspace:
    """One claim file. `number` counts its states: every change, ours or another's, makes a new one.

    Everything here is done one after the other, whoever asks. Raises Unreadable for a file that cannot be read.
    """

    def __init__(self, path: Path, journal: Journal | None = None) -> None:
        self.path = path.absolute()
        self.journal = journal or Journal(None)
        self.lock = threading.RLock()
        self.number = 0
        self._live = LiveAudit(path)
        self._abandon_unmade()
        self._load(self._on_disk())

    # --- what it says -------------------------------------------------------------------------------------------------

    @property
    def dossier(self) -> Dossier:
        return self.audit.dossier

    @property
    def data(self) -> Mapping[str, Any]:
        """The data of the file, without sections that are none; empty where it cannot be read."""
        data = self._editor.data if self._editor is not None and isinstance(self._editor.data, dict) else {}
        wrong = [name for name, kind in SHAPES.items() if not isinstance(data.get(name) or kind(), kind)]
        return {key: value for key, value in data.items() if key not in wrong} if wrong else data

    @property
    def readable(self) -> bool:
        return self._editor is not None

    def refresh(self, beside: bool = False) -> bool:
        """Read the file again if it changed on disk, or what it is read with did (`beside`); whether it had."""
        with self.lock:
            now = self._on_disk()
            if beside:
                self._live.forget()
            if now == self.text and not beside:
                return False
            self._load(now)
            return True

    # --- decisions ----------------------------------------------------------------------------------------------------

    def decide(self, name: str, make: Make) -> bool:
        """Carry out a decision; whether it changed anything. One after which something would be wrong with the file
        that was not wrong before is refused. Raises Refused, CommentInTheWay, OutputError.
        """
        with self.lock, self._held():
            for attempt in range(MAX_ATTEMPTS):
                self.refresh()
                after = self._after(make)
                if after is None or after.text == self.text:
                    return False
                audit = self._faultless(after.text)
                try:
                    return self._save(name, {self.path: after.text}, after, audit)
                except _Overtaken:
                    # An editor knows of no lock: what it saved meanwhile is taken in, and the decision made of that.
                    if attempt + 1 == MAX_ATTEMPTS:
                        raise
            return False

    def preview(self, make: Make) -> str:
        """What the file would be after a decision. Raises the same."""
        with self.lock:
            self.refresh()
            after = self._after(make)
            if after is not None:
                self._faultless(after.text)
                self._load(self.text, self._editor)
            return after.text if after is not None else self.text

    def _after(self, make: Make) -> "Editor | RecordEditor | None":
        if self._editor is None:
            raise Refused(M("the file cannot be read: mend it first"))
        try:
            changes = list(make(self.data, self.dossier))
        except (AttributeError, TypeError, KeyError, IndexError) as error:
            raise Refused(M("the file has another shape there: mend it in an editor ({why})", why=str(error))) from None
        if not changes:
            return None
        try:
            after = self._editor.edited(changes)
            tidy = self._tidied(after, changes)
            after = editor(tidy, str(self.path)) if tidy != after.text else after
            if self.data.get("draft") and not after.data.get("draft"):
                after = self._with_near_claims_declared(after)
        except CommentInTheWay:
            raise
        except (ValueError, Unreadable) as error:
            raise Refused(M("the file cannot say that: {why}", why=str(error))) from None
        return after

    def _with_near_claims_declared(self, after: "Editor | RecordEditor") -> "Editor | RecordEditor":
        """In what is no draft any more, two claims of nearly one id are a slip, unless they are declared."""
        for _ in range(MAX_ATTEMPTS):
            problems = self._live.audits(after.text)[0].dossier.problems
            near = {p.subject for p in problems if p.rule == "unknown-reference" and p.severity is Severity.WARNING}
            wanted = [c for c in self.dossier.claims.values() if c.id in near]
            if not wanted:
                break
            texts = (DataEdit("put", ("claims", c.id), json.dumps({"text": c.text})) for c in wanted)
            after = after.edited(list(texts))
        return after

    def _tidied(self, after: "Editor | RecordEditor", changes: Sequence[DataEdit]) -> str:
        """The text without remarks of the draft that a decision has made untrue."""
        text = after.text
        if self.data.get("draft") and not after.data.get("draft"):
            text = without_draft_head(text)
        decided = {c.pointer[1] for c in changes if len(c.pointer) == 3 and c.pointer[2] in ("chain", "own", "speaker")}
        held, entries = self.data.get("statements") or [], after.data.get("statements") or []
        if text == after.text and isinstance(after, Editor) and decided and len(held) == len(entries):
            spans = getattr(entries, "items_at", [])
            for n in sorted((int(n) for n in decided if int(n) < len(spans)), reverse=True):
                end = text.find("\n", spans[n][0])
                end = len(text) if end < 0 else end
                text = text[: spans[n][0]] + without_guess(text[spans[n][0] : end]) + text[end:]
        return text

    def _faultless(self, text: str) -> DossierAudit:
        """The audit of a text in which nothing is wrong that was not wrong before. Raises Refused."""
        known = Counter((p.rule, p.message) for p in self.dossier.problems)
        audit = self._live.audits(text)[0]
        for problem in audit.dossier.problems:
            if problem.rule in FAULTS and not known[problem.rule, problem.message]:
                self._load(self.text, self._editor)
                if problem.advice is None:
                    raise Refused(problem.message)
                raise Refused(M("{wrong} – {advice}", wrong=problem.message, advice=problem.advice))
            known[problem.rule, problem.message] -= 1
        return audit

    def rename(self, kind: Target, old: str, new: str) -> None:
        """Give an id another name in every file."""
        with self.lock, self._held():
            self.refresh()
            edits = renamed(self._file(), kind, old, new, read_or_none)
            with self._held(*edits):
                texts = {path: applied(read_or_none(path) or "", made) for path, made in edits.items()}
                self._save(f"rename {old}", texts)

    def merge(self, kind: Target, old: str, into: str) -> None:
        """Make one thing of two in every file."""
        with self.lock, self._held():
            self.refresh()
            texts = self.merged(kind, old, into)
            with self._held(*texts):
                self._save(f"merge {old}", texts)

    def merged(self, kind: Target, old: str, into: str) -> dict[Path, str]:
        """What the files would be after a merge."""
        return merged(self._file(), kind, old, into, read_or_none)

    def undo(self) -> str | None:
        """Take the last decision back: its name, or None where there is none. Raises Conflict."""
        return self._back(lambda: self.journal.done, "undone", self.journal.undo)

    def redo(self) -> str | None:
        return self._back(lambda: self.journal.undone, "redone", self.journal.redo)

    def _back(self, steps: Callable[[], Sequence[UndoStep]], how: str, act: Callable[[], None]) -> str | None:
        with self.lock, self._held():
            self.refresh()
            self.journal.follow()
            if not steps():
                return None
            step = steps()[-1]
            texts: dict[Path, str] = {}
            for change in step.changes:
                path = Path(change.path)
                now = self.text if path == self.path else read_or_none(path)
                after = getattr(change, how)(now) if now is not None else None
                if after is None:
                    raise Conflict(M("{file} has changed at this place since", file=path.name))
                texts[path] = after
            with self._held(*texts):
                self._write(texts, {path: read_or_none(path) or "" for path in texts})
                act()
            self._load_after(texts)
            return step.name

    # --- files --------------------------------------------------------------------------------------------------------

    def _file(self) -> ReadFile:
        return ReadFile(self.path, self.text, self.dossier)

    def _on_disk(self) -> str:
        return read_text(self.path, display_path(self.path))

    def _load(self, text: str, known: "Editor | RecordEditor | None" = None, audit: DossierAudit | None = None) -> None:
        self.text = text
        self._editor: Editor | RecordEditor | None
        try:
            self._editor = known if known is not None else editor(text, str(self.path))
        except Unreadable:
            self._editor = None
        self.audit: DossierAudit = audit if audit is not None else self._live.audits(text)[0]
        self.number += 1

    def _save(
        self,
        name: str,
        texts: Mapping[Path, str],
        known: "Editor | RecordEditor | None" = None,
        audit: DossierAudit | None = None,
    ) -> bool:
        """Write files, all or none as far as the system allows: what was written is taken back if another fails.
        Whether any changed.
        """
        held = {path: self.text if path == self.path else read_or_none(path) or "" for path in texts}
        made = {path: text for path, text in texts.items() if text != held[path]}
        if not made:
            return False
        self.journal.follow()
        self.journal.do(UndoStep(name, tuple(change_of(path, held[path], text) for path, text in made.items())))
        try:
            self._write(made, held)
        except BaseException:
            self.journal.abandon()
            raise
        self._load_after(made, known, audit)
        return True

    def _load_after(
        self,
        texts: Mapping[Path, str],
        known: "Editor | RecordEditor | None" = None,
        audit: DossierAudit | None = None,
    ) -> None:
        if any(path != self.path for path in texts):
            # What this file is read with is another now, too.
            self._live.forget()
        self._load(texts.get(self.path, self.text), known, audit)

    @contextmanager
    def _held(self, *paths: Path) -> Iterator[None]:
        """Hold the folders in which some files really are (ours, if none are given), in one order for everybody."""
        mine = self.path.resolve().parent
        folders = {path.resolve().parent for path in paths} - {mine} if paths else {mine}
        with ExitStack() as stack:
            for folder in sorted(folders):
                if not folder.is_dir():
                    raise OutputError(M("{path}: the folder is gone", path=display_path(folder)))
                stack.enter_context(locked(folder))
            yield

    def _write(self, texts: Mapping[Path, str], known: Mapping[Path, str]) -> None:
        """Write files that are still what is `known` of them. Raises _Overtaken, OutputError."""
        written: list[Path] = []
        held = {path: path.read_bytes() for path in texts}
        for path, before in known.items():
            if path in held and held[path].removeprefix(b"\xef\xbb\xbf") != before.encode("utf-8", "surrogatepass"):
                raise _Overtaken(M("{file} was changed meanwhile", file=path.name))
        try:
            for path, text in texts.items():
                mark = _MARK if held[path].startswith(b"\xef\xbb\xbf") else ""
                write_whole(path, mark + text)
                written.append(path)
        except BaseException:
            for path in written:
                write_whole(path, held[path])
            raise

    def _abandon_unmade(self) -> None:
        """A step that was written down by a process that was killed before its file was written."""
        if not self.journal.done:
            return
        texts = {Path(c.path): (c, read_or_none(Path(c.path)) or "") for c in self.journal.done[-1].changes}
        unmade = [path for path, (c, now) in texts.items() if c.before != c.after and text_hash(now) == c.before]
        if not unmade:
            return
        # Of several files some were written: none is to be.
        made = {path: c.undone(now) for path, (c, now) in texts.items() if text_hash(now) == c.after}
        self._write({path: text for path, text in made.items() if text is not None}, {})
        self.journal.abandon()


def without_draft_head(text: str) -> str:
    """A claim file without the lines in which a machine says that nobody has read it."""
    lines = text.split("\n")
    told = {line for head in HEAD.values() for line in head}
    first = next((i for i, line in enumerate(lines) if line.rstrip("\r") not in told), 0)
    if first and not lines[first].strip():
        first += 1
    return "\n".join(lines[first:])
