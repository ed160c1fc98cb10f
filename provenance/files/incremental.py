"""Reading a claim file again after a keystroke, at the cost of what changed.

Most edits change one entry of `statements`. Such an entry is a piece of YAML of its own: where the old and the new
piece both stand alone, neither tells the other entries anything new, and the file around it had nothing to say of
lines, the dossier is the old one with that entry's statements and problems in place. Everything else is read whole.
What comes out is what a fresh reading gives, but for `understood`, which stays that of the last whole reading.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from provenance.files.entry import parse_entry
from provenance.files.load import Loader, display_path, unreadable_dossier
from provenance.files.located import Lines, Map, Seq, Span, Unreadable, locate
from provenance.files.raw import from_yaml
from provenance.files.resolve import Resolution, resolve
from provenance.files.statements import Numbering, expand_entry
from provenance.files.yaml_reader import read_yaml
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Problem
from provenance.model.place import Place, Pointer
from provenance.model.vocabulary import VERBS
from provenance.model.written import ClaimEntry, DossierEntry, StatementEntry

#: An anchor or an alias: what it means is decided elsewhere in the file.
_TIES = re.compile(r"(?:^|[\s\[{,])[&*]\S", re.MULTILINE)
_DASH = re.compile(r" *- +")


class _Piece(NamedTuple):
    """One entry as it was parsed: its data, where that stood, and at which offset its piece began."""

    data: Any
    span: Span
    origin: int


class _Layout(NamedTuple):
    """Where the entries of `statements` stand in the text; the last start is the end of the last piece."""

    starts: tuple[int, ...]
    pieces: tuple[_Piece, ...]
    #: How much longer the entries are than when the rest was parsed.
    grown: int


class _State(NamedTuple):
    """A text that was read whole, or patched since: what the next patch starts from."""

    text: str
    data: Map
    layout: _Layout
    #: The entries of `statements` as they are now, by position.
    written: dict[int, StatementEntry]
    entry: DossierEntry
    resolution: Resolution
    dossier: Dossier
    entries: dict[int, range]


class IncrementalReader:
    """One claim file that is being edited. JSON and JSONL are always read whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = display_path(path)
        self._state: _State | None = None
        self._loader = Loader()

    def forget(self) -> None:
        """Something that the file is read with has changed: the next reading is whole, registries included."""
        self._state = None
        self._loader = Loader()

    def dossiers(self, text: str) -> list[Dossier]:
        """The dossiers of the text: one, or any number of JSONL."""
        if self.path.suffix not in (".yaml", ".yml"):
            return list(self._loader.load(self.path, text))
        return [self.dossier(text)]

    def dossier(self, text: str) -> Dossier:
        """The dossier of a YAML text."""
        if self._state is not None:
            patched = _patched(self._state, text)
            if patched is not None:
                self._state = patched
                return patched.dossier
        return self._whole(text)

    def _whole(self, text: str) -> Dossier:
        shared, problems = self._loader.registries(self.path)
        try:
            raw = from_yaml(text, self.shown)
        except Unreadable as error:
            # The state of the last good text stays: the next good one is most likely near it.
            return unreadable_dossier(self.shown, self.path, [*problems, error.problem], text)
        entry, invalid = parse_entry(raw, DossierEntry)
        resolution = resolve(raw, entry, [*problems, *invalid], shared, self.path.absolute().parent)
        dossier = resolution.dossier
        self._state = None
        if not invalid and not raw.problems and isinstance(raw.data, Map) and entry.signed is None:
            layout = _layout(text, raw.data)
            if layout is not None and not _speaks_of_lines(dossier) and not dossier.secrets:
                by_entry = _by_entry(dossier.statements)
                self._state = _State(text, raw.data, layout, {}, entry, resolution, dossier, by_entry)
        return dossier


def _speaks_of_lines(dossier: Dossier) -> bool:
    return any(p.place is not None or any(key == "line" for key, _ in p.message.args) for p in dossier.problems)


def _by_entry(statements: Sequence[Statement]) -> dict[int, range]:
    """Which statements each entry made."""
    found: dict[int, range] = {}
    for index, statement in enumerate(statements):
        position = int(statement.pointer[1])
        found[position] = range(found[position].start if position in found else index, index + 1)
    return found


def _layout(text: str, data: Map) -> _Layout | None:
    """The pieces of a block sequence whose dashes stand in one column; None for any other spelling."""
    written = data.get("statements")
    if not isinstance(written, Seq) or not written:
        return None
    starts = []
    for start, _ in written.items_at:
        line = text.rfind("\n", 0, start) + 1
        if not _DASH.fullmatch(text, line, start):
            return None
        starts.append(line)
    if len({_indent(text, start) for start in starts}) > 1 or starts != sorted(set(starts)):
        return None
    after = [at for at, _ in data.keys_at.values() if at > starts[-1]]
    starts.append(text.rfind("\n", 0, min(after)) + 1 if after else len(text))
    return _Layout(tuple(starts), tuple(map(_Piece, written, written.items_at, starts)), 0)


def _indent(text: str, start: int) -> int:
    position = start
    while text[position] == " ":
        position += 1
    return position - start


def _patched(state: _State, text: str) -> _State | None:
    """The state after an edit within one entry, None where it must be read whole."""
    old, layout = state.text, state.layout
    if text == old:
        return state
    first, last = _changed(old, text)
    number = bisect_right(layout.starts, first) - 1
    if number > 0 and first == last == layout.starts[number]:
        # Lines that are added before an entry are added to the one above.
        number -= 1
    if not 0 <= number < len(layout.pieces):
        return None
    start, end, grown = layout.starts[number], layout.starts[number + 1], len(text) - len(old)
    indent = _indent(old, start)
    if first < start + indent + 2 or last > end:
        return None
    before, now = old[start:end], text[start : end + grown]
    if (end < len(old) and not now.endswith("\n")) or _TIES.search(before) or _TIES.search(now):
        return None
    piece = _alone(now, indent)
    if piece is None:
        return None
    patched = _with_entry(state, number, piece.data)
    if patched is None:
        return None
    dossier, entry = patched
    starts = (*layout.starts[: number + 1], *(at + grown for at in layout.starts[number + 1 :]))
    pieces = (*layout.pieces[:number], piece, *layout.pieces[number + 1 :])
    fresh = _Layout(starts, pieces, layout.grown + grown)
    lines = Lines(dossier.file, text)
    dossier = replace(
        dossier,
        locate=lambda pointer, key: _place(state.data, fresh, lines, pointer, key),
        source_lines=lambda file, line: lines.line(line) if file == dossier.file else "",
    )
    return state._replace(text=text, layout=fresh, dossier=dossier, written={**state.written, number: entry})


def _changed(old: str, new: str) -> tuple[int, int]:
    """Start and end, in the old text, of what differs in the new one. Where whole lines came or went before a line that
    begins like them, the bounds are moved to the beginning of these lines.
    """
    shorter = min(len(old), len(new))
    prefix = _shared(shorter, lambda n: old[:n] == new[:n])
    suffix = _shared(shorter - prefix, lambda n: n == 0 or old[-n:] == new[-n:])
    first, last, end = prefix, len(old) - suffix, len(new) - suffix
    longer, beyond = (new, end) if first == last else (old, last)
    if first in (last, end):
        while first and old[first - 1] != "\n" and longer[first - 1] == longer[beyond - 1]:
            first, last, beyond = first - 1, last - 1, beyond - 1
    return first, last


def _shared(most: int, same: Any) -> int:
    """The greatest number up to `most` for which `same` holds, by bisection: where it holds for a number, it holds for
    all below.
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _alone(piece: str, indent: int) -> _Piece | None:
    """The one entry of a piece that is YAML by itself, and says nothing but data."""
    try:
        data, problems = read_yaml(piece, Lines("", piece))
    except Unreadable:
        return None
    if problems or not isinstance(data, Seq) or len(data) != 1 or not isinstance(data[0], Map):
        return None
    if not _DASH.fullmatch(piece, 0, data.items_at[0][0]) or _indent(piece, 0) != indent:
        return None
    return _Piece(data[0], data.items_at[0], 0)


def _with_entry(state: _State, number: int, item: Map) -> tuple[Dossier, StatementEntry] | None:
    """The dossier with another entry in place of one, None where it may change more than its own statements."""
    dossier, resolution = state.dossier, state.resolution
    before = state.written.get(number, state.entry.statements[number])
    try:
        now = StatementEntry.model_validate(item)
    except ValidationError:
        return None
    if (
        number in resolution.introducing
        or before.id != now.id
        or any(e.retracts or _has_suppressions(e) for e in (before, now))
    ):
        return None
    held = state.entries.get(number)
    if held is None:
        return None
    old = dossier.statements[held.start : held.stop]
    scope = resolution.scope.inner()
    made = list(expand_entry(now, number, scope, Numbering(()), state.entry.draft))
    safe = (
        scope.size() == (0, 0)
        and [_key(s) for s in made] == [_key(s) for s in old]
        and all(_has_text(state.entry, s.claim) for s in (*made, *old))
        and not scope.texts.spent
        and not any(p.place is not None for p in scope.problems)
    )
    if not safe:
        return None
    renumbered = [now if now.id == then.id else replace(now, id=then.id) for now, then in zip(made, old)]
    statements = (*dossier.statements[: held.start], *renumbered, *dossier.statements[held.stop :])
    kept: list[Problem] = [p for p in dossier.problems if p.pointer[:2] != ("statements", number)]
    problems = (*kept, *_renamed(scope.problems, made, old))
    return replace(dossier, statements=statements, problems=problems), now


def _key(statement: Statement) -> tuple[str | None, bool, bool]:
    """What the numbers of the other statements depend on."""
    return statement.claim, statement.id == statement.entry, statement.document is not None


def _renamed(problems: list[Problem], made: list[Statement], old: Sequence[Statement]) -> list[Problem]:
    """Problems about statements under the ids that these have in the whole file."""
    names = {s.id: o.id for s, o in zip(made, old)}
    return [replace(p, subject=names.get(p.subject, p.subject)) for p in problems]


def _has_suppressions(entry: StatementEntry) -> bool:
    """Whether something in the entry answers for a finding: answers are gathered over the whole file."""
    said = (getattr(entry, verb) or {} for verb in entry.model_fields_set & VERBS.keys())
    return bool(entry.suppress) or any(getattr(details, "suppress", None) for held in said for details in held.values())


def _has_text(entry: DossierEntry, claim: str | None) -> bool:
    """Whether the words of a claim are its own: otherwise they are those of what is said of it."""
    declared = entry.claims.get(claim or "")
    return isinstance(declared, str) or (isinstance(declared, ClaimEntry) and bool(declared.text))


def _place(data: Map, layout: _Layout, lines: Lines, pointer: Pointer, key: bool) -> Place:
    """Where a value stands now, by where it stood when its piece, or the rest, was parsed."""
    # Nothing before the first entry moves: where it begins, the rest was parsed.
    begins, last = layout.starts[0], layout.pieces[-1]
    step = pointer[1] if len(pointer) > 1 and pointer[0] == "statements" else None
    if isinstance(step, int) and 0 <= step < len(layout.pieces):
        piece = layout.pieces[step]
        # A key that is not there stands where the entry does.
        start, end = _within(piece, pointer[2:], key)
        moved = layout.starts[step] - piece.origin
        return lines.place((start + moved, end + moved))
    start, end = locate(data, pointer, key)
    if start < begins < end:
        return lines.place((start, last.span[1] - last.origin + layout.starts[-2]))
    moved = layout.grown if start > begins else 0
    return lines.place((start + moved, end + moved))


def _within(piece: _Piece, pointer: Pointer, key: bool) -> Span:
    span = locate(piece.data, pointer, key)
    return piece.span if span == (0, 0) else span
