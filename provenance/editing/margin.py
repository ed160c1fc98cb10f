"""Checks that a margin has gained since a draft was made: added to the statements they are about."""

from collections.abc import Iterator, Mapping
from typing import Any

from provenance.editing.decisions import logged
from provenance.extraction.draft_model import Draft
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import DataEdit
from provenance.model.place import Pointer
from provenance.model.vocabulary import VERBS


def new_checks(data: Mapping[str, Any], dossier: Dossier, fresh: Draft) -> list[DataEdit]:
    """The checks of a draft made now that no statement of the file has, where the file has the statement."""
    edits: list[DataEdit] = []
    asked: set[Pointer] = set()
    for document, start, end, checks in _of(fresh):
        statement = _at(dossier, document, start, end)
        if statement is None:
            continue
        known = {(check.by, check.note, check.how) for check in statement.checked}
        pointer = _holder(data, statement)
        for check in checks:
            if (check["by"], check.get("note"), check.get("how")) not in known and pointer not in asked:
                # One change a place: what is put there is made of what stands there now.
                edits += logged(data, pointer, "checked", check)
                asked.add(pointer)
    return edits


def _of(fresh: Draft) -> Iterator[tuple[str, int, int, list[dict[str, Any]]]]:
    for statement in fresh.statements:
        own = statement.entry.get("checked", [])
        for claim, part in statement.parts.items():
            said = next(
                (statement.entry[verb][claim] for verb in VERBS if claim in statement.entry.get(verb, {})), None
            )
            checks = [*own, *(said.get("checked", []) if isinstance(said, Mapping) else [])]
            if checks:
                yield statement.document, part.spans[0][0], part.spans[-1][1], checks


def _at(dossier: Dossier, document: str, start: int, end: int) -> Statement | None:
    for statement in dossier.statements:
        anchor = statement.anchor
        if statement.document == document and anchor is not None and anchor.start < end and start < anchor.end:
            return statement
    return None


def _holder(data: Mapping[str, Any], statement: Statement) -> Pointer:
    """Where checks of a statement stand: at what is said of the claim, where it has details; else at its entry."""
    if len(statement.pointer) > 3:
        entry = data["statements"][int(statement.pointer[1])]
        if isinstance(entry[str(statement.pointer[2])][statement.pointer[3]], Mapping):
            return statement.pointer
    return statement.pointer[:2]
