"""Tables that come back: compared with what went out and with the file, and carried into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.editing.everywhere import Refused
from provenance.editing.workspace import Workspace
from provenance.exchange.applying import data_edits
from provenance.exchange.base import ImportProblem, ReadTables
from provenance.exchange.merging import EDITED, SectionChanges, TableChanges, table_changes
from provenance.exchange.tables import data_rows, hidden_keys, redacted_rows
from provenance.files.structure import CommentInTheWay
from provenance.model.confidential import masked, redactor
from provenance.model.field_facts import Target
from provenance.model.finding import DataEdit
from provenance.model.message import M

_KINDS: Mapping[str, Target] = {"sources": "source", "documents": "document", "claims": "claim"}


@dataclass
class MergeResult:
    """What came of it: cells changed, rows added and deleted, and what was not taken over."""

    cells: int = 0
    added: int = 0
    deleted: int = 0
    problems: list[ImportProblem] = field(default_factory=list)


def planned(work: Workspace, read: ReadTables) -> TableChanges:
    """What tables that came back ask for, of a claim file as it is now."""
    ours = data_rows(work.data)
    dossier = masked(work.dossier, ())
    if not dossier.is_masked:
        return table_changes(read, ours, ours)
    # Rows are known by their keys, and those that would tell a name went out under others.
    redact = redactor(dossier)
    keys = {section: hidden_keys(section, rows, redact) for section, rows in ours.items()}
    shown = {section: redacted_rows(section, rows, redact) for section, rows in ours.items()}
    mine = {
        section: [replace(row, key=keys[section].get(row.key, row.key)) for row in rows]
        for section, rows in ours.items()
    }
    changes = table_changes(read, mine, shown)
    for section, held in changes.sections.items():
        real = {other: key for key, other in keys[section].items()}
        held.changed = {real.get(key, key): cells for key, cells in held.changed.items()}
        held.deleted = [real.get(key, key) for key in held.deleted]
    return changes


def merged(work: Workspace, changes: TableChanges) -> MergeResult:
    """Carry changes into the file: all at once where the file can say them, else one by one, each that it cannot say
    told. Comments and layout stay; an entry is not deleted where a comment would go with it.
    """
    cells, added, deleted = changes.counts()
    done = MergeResult(cells, added, deleted, list(changes.problems))
    _rename(work, changes, done)
    try:
        _decide(work, changes)
    except (Refused, CommentInTheWay):
        for part in _parts(changes):
            try:
                _decide(work, part)
            except Refused as refused:
                _left_out(done, part, ImportProblem(_named(part), refused.message))
            except CommentInTheWay:
                message = M("a comment stands there, which would go too: delete it in the claim file")
                _left_out(done, part, ImportProblem(_named(part), message))
    return done


def preview(work: Workspace, changes: TableChanges) -> str:
    """The file as it would be, if it can say all of it at once. Raises Refused, CommentInTheWay."""
    return work.preview(lambda data, _: _flat(data, changes))


def _decide(work: Workspace, changes: TableChanges) -> None:
    work.decide("import", lambda data, _: _flat(data, changes))


def _flat(data: Mapping[str, Any], changes: TableChanges) -> list[DataEdit]:
    return [edit for step in data_edits(data, changes) for edit in step]


def _rename(work: Workspace, changes: TableChanges, done: MergeResult) -> None:
    """An id that was changed in a table is changed wherever it stands, in every file."""
    for section, kind in _KINDS.items():
        held = changes.sections.get(section, SectionChanges()).changed
        for old in [key for key, cells in held.items() if cells.get("id")]:
            cells = held.pop(old)
            new = cells.pop("id")
            try:
                work.rename(kind, old, new)
            except (Refused, LookupError, ValueError) as error:
                why = M("it is not called {new}: {why}", new=new, why=str(error))
                done.problems.append(ImportProblem(f"{section}: {old}", why))
                new = old
                done.cells -= 1
            if cells:
                held[new] = cells
            if section == "claims" and new != old:
                _rekey(changes, old, new)


def _rekey(changes: TableChanges, old: str, new: str) -> None:
    """Rows of statements are known by their claims too."""
    held = changes.sections.get("statements", SectionChanges())

    def now(key: str) -> str:
        return key.removesuffix(f"/{old}") + f"/{new}" if key.endswith(f"/{old}") else key

    held.changed = {now(key): cells for key, cells in held.changed.items()}
    held.deleted = [now(key) for key in held.deleted]


def _parts(changes: TableChanges) -> Iterator[TableChanges]:
    """Each change by itself, in an order in which the keys of what is left still hold: what is deleted comes last, from
    the end.
    """
    for section in EDITED:
        held = changes.sections.get(section, SectionChanges())
        for key, cells in held.changed.items():
            yield TableChanges({section: SectionChanges(changed={key: cells})})
        for row in held.added:
            yield TableChanges({section: SectionChanges(added=[row])})
    for section in reversed(EDITED):
        for key in reversed(changes.sections.get(section, SectionChanges()).deleted):
            yield TableChanges({section: SectionChanges(deleted=[key])})


def _named(part: TableChanges) -> str:
    ((section, held),) = part.sections.items()
    key = next(iter([*held.changed, *held.deleted]), "")
    row = held.added[0] if held.added else {}
    return f"{section}: {key or row.get('id') or row.get('quote') or row.get('claim') or ''}"[:90]


def _left_out(done: MergeResult, part: TableChanges, problem: ImportProblem) -> None:
    cells, added, deleted = part.counts()
    done.cells -= cells
    done.added -= added
    done.deleted -= deleted
    done.problems.append(problem)
