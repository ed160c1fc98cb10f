"""What was done to a file, so that it can be undone and done again, also after a restart: a log that only grows."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

#: Characters on either side of a change that are remembered: by them it is found again in a file that changed since.
CONTEXT = 160
#: Steps that can be undone.
MAX_STEPS = 1000


@dataclass(frozen=True)
class Change:
    """One file of a step: where `old` became `new`, with the characters around, and the hashes before and after."""

    path: str
    start: int
    old: str
    new: str
    left: str
    right: str
    before: str
    after: str

    def undone(self, text: str) -> str | None:
        """The text with `old` again in the place of `new`; None where that place changed since."""
        return _replaced(text, self.start, self.left, self.new, self.right, self.old, self.after)

    def redone(self, text: str) -> str | None:
        return _replaced(text, self.start, self.left, self.old, self.right, self.new, self.before)


@dataclass(frozen=True)
class UndoStep:
    """One decision: what it is called, and what it changed."""

    name: str
    changes: tuple[Change, ...]


def change_of(path: Path, before: str, after: str) -> Change:
    """What differs between two texts of a file, as one change."""
    start = _common(before, after)
    # The end is looked for behind the beginning, so that the two never share a character.
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    left, right = before[max(0, start - CONTEXT) : start], before[len(before) - end :][:CONTEXT]
    return Change(str(path), start, old, new, left, right, text_hash(before), text_hash(after))


def _common(one: str, other: str) -> int:
    """The length of what two texts begin with alike."""
    at, step = 0, 4096
    while step:
        while one[at : at + step] == other[at : at + step] and at + step <= min(len(one), len(other)):
            at += step
        step //= 8
    return at


def text_hash(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _replaced(text: str, start: int, left: str, old: str, right: str, new: str, known: str) -> str | None:
    if text_hash(text) == known:
        return text[:start] + new + text[start + len(old) :]
    whole = left + old + right
    if text.count(whole) != 1:
        return None
    at = text.index(whole) + len(left)
    return text[:at] + new + text[at + len(old) :]


def journal_path(file: Path) -> Path:
    """Where the log of a file is kept: in the user's folder for states (XDG Base Directory), under the file's hash."""
    home = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    folder = Path(home) if home and Path(home).is_absolute() else Path.home() / ".local" / "state"
    return folder / "provenance" / "review" / f"{text_hash(str(file.resolve()))[:32]}.jsonl"


class Journal:
    """The steps done and undone, in a file that nobody else may read; one line an act, so that none can spoil another.

    A step is written down before its files are: `abandon` says that it came to nothing. Where nothing can be written,
    steps are known until the end of the process.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.done: list[UndoStep] = []
        self.undone: list[UndoStep] = []
        self._size = -1
        self.follow()

    def follow(self) -> None:
        """Know what another process has written since. Whoever holds the file may."""
        size = self._length()
        if self.path is None or size == self._size:
            return
        self.done.clear()
        self.undone.clear()
        for act in self._read():
            try:
                self._play(act)
            except (AttributeError, KeyError, TypeError):
                # A line that is none of ours.
                continue
        self._size = size

    def _length(self) -> int:
        try:
            return self.path.stat().st_size if self.path is not None else -1
        except OSError:
            return 0

    def do(self, step: UndoStep) -> None:
        self._write({"act": "do", "name": step.name, "changes": [asdict(change) for change in step.changes]})
        self._play_do(step)

    def abandon(self) -> None:
        """The last step was written down and never came to be."""
        self._write({"act": "abandon"})
        self.done.pop()

    def undo(self) -> None:
        self._write({"act": "undo"})
        self.undone.append(self.done.pop())

    def redo(self) -> None:
        self._write({"act": "redo"})
        self.done.append(self.undone.pop())

    def _play_do(self, step: UndoStep) -> None:
        self.done.append(step)
        del self.done[:-MAX_STEPS]
        self.undone.clear()

    def _play(self, act: Mapping[str, Any]) -> None:
        if act.get("act") == "do":
            self._play_do(UndoStep(act["name"], tuple(Change(**change) for change in act["changes"])))
        elif act.get("act") == "abandon" and self.done:
            self.done.pop()
        elif act.get("act") == "undo" and self.done:
            self.undone.append(self.done.pop())
        elif act.get("act") == "redo" and self.undone:
            self.done.append(self.undone.pop())

    def _read(self) -> Sequence[Mapping[str, Any]]:
        if self.path is None:
            return ()
        found = []
        try:
            lines = self.path.read_bytes().decode("utf-8", "replace").split("\n")
        except OSError:
            return ()
        for line in lines:
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                # The line that a process was writing when it was killed.
                continue
        return found

    def _write(self, act: Mapping[str, Any]) -> None:
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "ab") as stream:
                # A line that was cut short is ended, so that this one stands by itself.
                lead = "" if stream.tell() == 0 or self._ends_whole() else "\n"
                stream.write((lead + json.dumps(act) + "\n").encode())
            self._size = self._length()
        except OSError:
            self.path = None

    def _ends_whole(self) -> bool:
        assert self.path is not None
        with self.path.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n"
