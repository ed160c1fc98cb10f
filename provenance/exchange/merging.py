"""Three-way merging: what people changed in tables since they went out, carried into the claim file as it is now.

A cell is theirs where they changed it and the file did not; where both changed it to different things nothing is done
and it is told. Rows may come back in any order; a row that is gone is taken out where the file has not changed it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.exchange.base import Column, ImportProblem, ReadTables, Sheet, TableRow
from provenance.exchange.tables import COLUMNS, LABELS
from provenance.model.message import M, Message
from provenance.model.names import fold, nearest

#: The sections that people edit, in the order in which their changes are made.
EDITED = ("sources", "documents", "claims", "statements")
_LANGUAGES = ("fr", "en")
#: Letters of a cell of a workbook.
MAX_CELL = 32_000
Cells = Mapping[str, str]


@dataclass
class SectionChanges:
    """What is to be done in one section: cells of rows by their keys, rows that go, rows that come."""

    changed: dict[str, dict[str, str]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    added: list[dict[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.deleted or self.added)


@dataclass
class TableChanges:
    """What is to be done, by section, and what is not done."""

    sections: dict[str, SectionChanges] = field(default_factory=dict)
    problems: list[ImportProblem] = field(default_factory=list)

    def counts(self) -> tuple[int, int, int]:
        """Cells changed, rows added, rows deleted."""
        held = self.sections.values()
        cells = sum(len(cells) for one in held for cells in one.changed.values())
        return cells, sum(len(one.added) for one in held), sum(len(one.deleted) for one in held)


def table_changes(
    read: ReadTables, ours: Mapping[str, Sequence[TableRow]], masked: Mapping[str, Sequence[TableRow]]
) -> TableChanges:
    """What came back, compared with what went out (`read.base`) and with the file as it is now (`ours`; `masked` is the
    same as it goes out, without confidential names).
    """
    assert read.base is not None
    changes = TableChanges()
    base = {name: _base_rows(rows) for name, rows in dict(read.base["rows"]).items()}  # type: ignore[call-overload]
    by_name = {_section_of(sheet.name): sheet for sheet in read.sheets}
    for name in EDITED:
        sheet = by_name.get(name)
        if sheet is None:
            if base.get(name) and by_name.keys() & set(EDITED):
                message = M("the sheet {name} is not here, or is called otherwise: nothing of it is read", name=name)
                changes.problems.append(ImportProblem(name, message))
            continue
        theirs = _Theirs(name, sheet, changes.problems)
        if theirs.usable:
            changes.sections[name] = _compared(
                name, theirs, base.get(name, {}), ours[name], masked[name], changes.problems
            )
    if not by_name.keys() & set(EDITED):
        changes.problems.append(ImportProblem("", M("none of the sheets that went out is here")))
    return changes


def _base_rows(rows: Any) -> dict[str, Cells]:
    return {str(key): {str(name): str(value) for name, value in cells.items()} for key, cells in rows}


def _section_of(name: str) -> str:
    """The section that a sheet or a file holds, by its name in any language."""
    folded = fold(name)
    for section, label in LABELS.items():
        if folded in {fold(section), *(fold(label.render(language)) for language in _LANGUAGES)}:
            return section
    return name


class _Theirs:
    """A sheet as it came back: which column is which, and its rows."""

    def __init__(self, section: str, sheet: Sheet, problems: list[ImportProblem]) -> None:
        self._section, self._sheet, self._problems = section, sheet, problems
        head = next((number for number, row in enumerate(sheet.rows[:10]) if any(cell.strip() for cell in row)), 0)
        self._first = head + 1
        names = sheet.rows[head] if sheet.rows else ()
        self.columns: dict[str, int] = {}
        self._key: int | None = None
        for number, name in enumerate(names):
            column = _column_named(section, name)
            if fold(name) == "key" and self._key is None:
                self._key = number
            elif column is not None and column.key not in self.columns:
                self.columns[column.key] = number
            elif name.strip() and column is None:
                self._say(M("“{name}” is no column of this table: it is not read", name=name[:60]), head, number)
        if self._key is None:
            self._say(M("the first column (“key”), by which rows are known, is gone: nothing of it is read"), head, 0)

    @property
    def usable(self) -> bool:
        return self._key is not None

    def rows(self) -> Iterator[tuple[int, str, dict[str, str]]]:
        """Each row that is not empty: its number in the sheet, its key, the cells of known columns as they are written
        in a claim file.
        """
        for number, row in enumerate(self._sheet.rows[self._first :], start=self._first):
            cells = {key: row[at].strip() if at < len(row) else "" for key, at in self.columns.items()}
            key = row[self._key].strip() if self._key is not None and self._key < len(row) else ""
            if key or any(cells.values()):
                yield number, key, cells

    def written(self, column: Column, value: str, row: int) -> str | None:
        """A value as the claim file writes it, of one that is told in French or English; None, and a problem, for one
        that the column does not take.
        """
        if not value or not column.choices or value in column.choices:
            return value
        for name, label in column.choices.items():
            if fold(value) in {fold(label.render(language)) for language in _LANGUAGES}:
                return name
        told = [label.render(language) for label in column.choices.values() for language in _LANGUAGES]
        close = tuple(nearest(value, [*column.choices, *told], limit=1))
        advice = M("did you mean {names}?", names=close) if close else M("one of: {names}", names=tuple(column.choices))
        self.say(M("`{key}` cannot be `{value}`", value=value[:60], key=column.key), row, column.key, advice)
        return None

    def say(self, message: Message, row: int, key: str = "", advice: Message | None = None) -> None:
        self._say(message, row, self.columns.get(key, 0), advice)

    def _say(self, message: Message, row: int, column: int, advice: Message | None = None) -> None:
        self._problems.append(ImportProblem(f"{self._sheet.name}!{letters(column)}{row + 1}", message, advice))


def letters(column: int) -> str:
    """0 → A, 26 → AA: as spreadsheets name columns."""
    found = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _column_named(section: str, name: str) -> Column | None:
    folded = fold(name)
    for column in COLUMNS[section]:
        if folded in {fold(column.key), *(fold(column.label.render(language)) for language in _LANGUAGES)}:
            return column
    return None


def _compared(
    section: str,
    theirs: _Theirs,
    base: Mapping[str, Cells],
    ours: Sequence[TableRow],
    masked: Sequence[TableRow],
    problems: list[ImportProblem],
) -> SectionChanges:
    found = SectionChanges()
    here = _matched(section, base, masked)
    hidden = {
        row.key: {key for key in row.cells if row.cells[key] != shown.cells[key]} for row, shown in zip(ours, masked)
    }
    shown_now = {row.key: row.cells for row in masked}
    columns = {column.key: column for column in COLUMNS[section] if not column.computed}
    seen: set[str] = set()
    originals = _originals(theirs, base)
    for number, key, cells in theirs.rows():
        said = {name: theirs.written(columns[name], value, number) for name, value in cells.items() if name in columns}
        if key not in base or originals[key] != number:
            is_taken = section != "statements" and said.get("id") in here.values()
            found.added.extend(_added(theirs, said, number, is_taken))
            continue
        seen.add(key)
        now = here.get(key)
        for name, value in said.items():
            before = base[key].get(name, "")
            if value is None or value == before.strip() or _is_cut(before, value):
                continue
            current = shown_now[now].get(name, "") if now is not None else None
            why, advice = _conflict(before, current, value, now is not None and name in hidden.get(now, ()))
            if why is not None:
                theirs.say(why, number, name, advice)
            elif now is not None and current is not None and current.strip() != value:
                found.changed.setdefault(now, {})[name] = value
    for key in base:
        if key in seen or key not in here:
            continue
        if dict(shown_now[here[key]]) != {**shown_now[here[key]], **base[key]}:
            message = M("the row of `{key}` is gone, but the claim file changed it since: it stays", key=key)
            problems.append(ImportProblem(section, message))
        else:
            found.deleted.append(here[key])
    return found


def _added(theirs: _Theirs, said: Mapping[str, str | None], number: int, is_taken: bool) -> Iterator[dict[str, str]]:
    """The cells of a new row, unless it says nothing, its id `is_taken`, or something of it is not understood: without
    that it would say something else.
    """
    if None in said.values():
        return
    if is_taken:
        theirs.say(M("`{name}` is there already: give the new row another name", name=said["id"]), number, "id")
    elif any(said.values()):
        yield {name: value for name, value in said.items() if value}


def _conflict(before: str, current: str | None, value: str, is_hidden: bool) -> tuple[Message | None, Message | None]:
    """Why a changed cell cannot be taken over, and what to do: `current` is what the claim file has by now, None where
    the row is gone.
    """
    if current is None:
        return M("this row is not in the claim file any more: its change is left out"), None
    if is_hidden:
        return M("a confidential name stands there: change it in the claim file"), None
    if current.strip() not in (before.strip(), value):
        return _both(current, value), M("decide which, and write it in one of them")
    return None, None


def _originals(theirs: "_Theirs", base: Mapping[str, Cells]) -> dict[str, int]:
    """By key, the number of the row that came back for it. Where several rows have one key, as after copying in a
    spreadsheet, it is the one most like what went out; the others are new rows.
    """
    best: dict[str, tuple[int, int]] = {}
    for number, key, cells in theirs.rows():
        if key in base:
            alike = sum(cells.get(name, "") == value.strip() for name, value in base[key].items())
            if key not in best or alike > best[key][0]:
                best[key] = (alike, number)
    return {key: number for key, (_, number) in best.items()}


def _is_cut(before: str, value: str) -> bool:
    """Whether a cell is what a workbook could hold of a longer one."""
    return len(value) >= MAX_CELL - 1000 and before.startswith(value)


def _both(ours: str, theirs: str) -> Message:
    return M("changed on both sides: “{ours}” in the claim file, “{theirs}” here", ours=ours[:60], theirs=theirs[:60])


def _matched(section: str, base: Mapping[str, Cells], masked: Sequence[TableRow]) -> dict[str, str]:
    """By the key of each row that went out the key of the row that it is now. A source, claim or document is known by
    its id; a statement by what it says, since others may have come and gone before it.
    """
    now = {row.key: row.cells for row in masked}
    if section != "statements":
        return {key: key for key in base if key in now}
    found: dict[str, str] = {}
    left = dict(now)
    for mark in _MARKS:
        by_mark: dict[object, list[str]] = {}
        for key, cells in left.items():
            by_mark.setdefault(mark(key, cells), []).append(key)
        for key, cells in base.items():
            held = by_mark.get(mark(key, cells)) if key not in found else None
            if held:
                # Of several alike the one in its place, else the first.
                found[key] = held.pop(held.index(key) if key in held else 0)
                left.pop(found[key], None)
    return found


def _all_cells(key: str, cells: Cells) -> object:
    return tuple(sorted((name, value) for name, value in cells.items() if value))


def _claim_and(name: str) -> Callable[[str, Cells], object]:
    return lambda key, cells: (cells.get("claim", ""), cells.get(name, ""))


def _quote_or_key(key: str, cells: Cells) -> object:
    """The quote alone; a statement without one is like no other."""
    return ("quote", cells["quote"]) if cells.get("quote") else ("key", key)


#: By what a statement is known again, the surest first.
_MARKS: tuple[Callable[[str, Cells], object], ...] = (
    _all_cells,
    _claim_and("quote"),
    _claim_and("chain"),
    _quote_or_key,
    lambda key, cells: key,
)
