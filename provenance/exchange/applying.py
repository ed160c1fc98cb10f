"""Changes of tables as changes of a claim file: the smallest that come to it, so that comments and layout stay."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

from provenance.editing.everywhere import Refused
from provenance.exchange.merging import SectionChanges, TableChanges
from provenance.exchange.tables import DETAILS, SHARED, listed, statement_rows
from provenance.files.yaml_reader import scalar
from provenance.model.finding import DataEdit
from provenance.model.message import M
from provenance.model.place import Pointer
from provenance.model.vocabulary import VERB_OF, VERBS

#: Keys whose value may be a list, and those that are always one.
_LISTS = frozenset({"in", "contradicts", "narrower_than", "concerns", "revises"})
_ALWAYS = frozenset({"aliases"})


def data_edits(data: Mapping[str, Any], changes: TableChanges) -> list[list[DataEdit]]:
    """The changes of the data, in steps: each is made of what the one before left."""
    wanted = copy.deepcopy(dict(data))
    gone: list[Pointer] = []
    for section in ("sources", "documents", "claims"):
        gone += _in_section(wanted, section, changes.sections.get(section, SectionChanges()))
    deleted = _statements(wanted, changes.sections.get("statements", SectionChanges()))
    edits = list(_differences(dict(data), wanted, ()))
    steps = [edits] if edits else []
    # From the end, so that what stands before keeps its place.
    steps += [[DataEdit("delete", ("statements", number))] for number in sorted(deleted, reverse=True)]
    return steps + [[DataEdit("delete", pointer)] for pointer in gone]


def _in_section(data: dict[str, Any], section: str, changes: SectionChanges) -> list[Pointer]:
    held = data.setdefault(section, {}) if changes else data.get(section, {})
    for name, cells in changes.changed.items():
        before = held.get(name)
        entry = {"text": before} if isinstance(before, str) else dict(before or {})
        for key, value in cells.items():
            if key != "id":
                _set(entry, key, value)
        # A claim that is its sentence alone stays so.
        held[name] = entry["text"] if isinstance(before, str) and set(entry) == {"text"} else entry or None
    for cells in changes.added:
        entry = {}
        for key, value in cells.items():
            if key != "id":
                _set(entry, key, value)
        held[cells.get("id") or _new_name(section, cells, held)] = entry
    return [(section, name) for name in changes.deleted]


def _new_name(section: str, cells: Mapping[str, str], held: Mapping[str, Any]) -> str:
    from provenance.extraction.claim_ids import Ids

    return Ids(map(str, held)).new(cells.get("text") or cells.get("name") or cells.get("headline") or section)


def _statements(data: dict[str, Any], changes: SectionChanges) -> list[int]:
    """Change the entries of the data; the positions of those that are to go whole."""
    entries = data.setdefault("statements", []) if changes else data.get("statements") or []
    at = {row.key: (number, verb, claim) for row, number, verb, claim in statement_rows(data)}
    rows_of: dict[int, list[str]] = {}
    for key, (number, _, _) in at.items():
        rows_of.setdefault(number, []).append(key)
    gone: list[int] = []
    added: list[dict[str, Any]] = []
    deleted = set(changes.deleted)
    for number, keys in rows_of.items():
        if deleted.issuperset(keys):
            gone.append(number)
            continue
        entry = entries[number]
        here = [key for key in keys if key not in deleted]
        for key in keys:
            if key in deleted:
                _take_out(entry, *at[key][1:])
        shared = [{n: v for n, v in changes.changed.get(key, {}).items() if n in SHARED} for key in here]
        together = all(one == shared[0] for one in shared)
        for key, common in zip(here, shared, strict=True):
            _, verb, claim = at[key]
            cells = changes.changed.get(key, {})
            holder = entry
            if common and not together:
                # It says otherwise who says this alone: it becomes an entry of its own.
                holder = {k: copy.deepcopy(v) for k, v in entry.items() if k not in VERBS and k != "id"}
                if verb is not None:
                    holder[verb] = {claim: entry[verb][claim]}
                    _take_out(entry, verb, claim)
                added.append(holder)
            _change(holder, verb, claim, cells)
    entries += [*added, *(_entry(cells) for cells in changes.added)]
    return gone


def _take_out(entry: dict[str, Any], verb: str | None, claim: str) -> None:
    if verb is not None:
        del entry[verb][claim]
        if not entry[verb]:
            del entry[verb]


def _change(entry: dict[str, Any], verb: str | None, claim: str, cells: Mapping[str, str]) -> None:
    for key in SHARED:
        if key in cells:
            _set_shared(entry, key, cells[key])
    details = {key: value for key, value in cells.items() if key in DETAILS}
    if verb is None:
        for key, value in {**details, **{k: cells[k] for k in ("stance", "claim") if k in cells}}.items():
            _set(entry, key, value)
        return
    held = entry[verb][claim]
    written = dict(held) if isinstance(held, Mapping) else {"quote": held} if held is not None else {}
    for key, value in details.items():
        # What the whole entry says stays there where it says one thing.
        alone = sum(len(entry[v]) for v in VERBS if isinstance(entry.get(v), Mapping)) == 1
        if not value and key in entry and not alone and key not in written:
            raise Refused(M("`{key}` is said of the whole entry: change it in the claim file", key=key))
        _set(entry if key in entry and alone else written, key, value)
    said: Any = written["quote"] if set(written) == {"quote"} else written or None
    to, into = cells.get("claim") or claim, VERB_OF.get(cells.get("stance", ""), verb)
    if (to, into) != (claim, verb) and to in (entry.get(into) or {}):
        raise Refused(M("this entry speaks of `{claim}` already: split it first", claim=to))
    if into == verb:
        entry[verb] = {
            to if name == claim else name: said if name == claim else one for name, one in entry[verb].items()
        }
    else:
        _take_out(entry, verb, claim)
        entry.setdefault(into, {})[to] = said


def _set_shared(entry: dict[str, Any], key: str, value: str) -> None:
    if key == "voice":
        entry.pop("own", None)
        entry.pop("speaker", None)
        if value == "unclear":
            entry["speaker"] = "unclear"
        elif value:
            entry["own"] = True if value == "true" else value
    else:
        _set(entry, key, value)


def _entry(cells: Mapping[str, str]) -> dict[str, Any]:
    """A statement that was added in the table: as people write one."""
    entry: dict[str, Any] = {}
    for key in SHARED:
        if cells.get(key):
            _set_shared(entry, key, cells[key])
    details: dict[str, Any] = {}
    for key in DETAILS:
        if cells.get(key):
            _set(details, key, cells[key])
    claim = cells.get("claim")
    if not claim:
        return {**entry, **({"stance": cells["stance"]} if cells.get("stance") else {}), **details}
    said = details["quote"] if set(details) == {"quote"} else details or None
    return {**entry, VERB_OF.get(cells.get("stance", ""), "says"): {claim: said}}


def _set(holder: dict[str, Any], key: str, value: str) -> None:
    """A cell as the value of a key; an empty one takes the key away."""
    if not value:
        holder.pop(key, None)
    elif key in _ALWAYS:
        holder[key] = listed(value)
    elif key in _LISTS:
        items = listed(value)
        holder[key] = items[0] if len(items) == 1 else items
    elif key in ("value", "page"):
        number = scalar(value)
        holder[key] = number if isinstance(number, int | float) and str(number) == value else value
    else:
        holder[key] = value


def _differences(before: Any, after: Any, pointer: Pointer) -> Iterator[DataEdit]:
    """The edits by which one value becomes the other: at leaves, where both are mappings or lists that only grew."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and (before or not pointer):
        yield from _in_mapping(before, after, pointer)
    elif isinstance(before, list) and isinstance(after, list) and before and pointer == ("statements",):
        for number, (old, new) in enumerate(zip(before, after)):
            yield from _differences(old, new, (*pointer, number))
        for number in range(len(before), len(after)):
            yield DataEdit("put", (*pointer, number), json.dumps(after[number], ensure_ascii=False))
    else:
        yield DataEdit("put", pointer, json.dumps(after, ensure_ascii=False))


def _in_mapping(before: Mapping[str, Any], after: Mapping[str, Any], pointer: Pointer) -> Iterator[DataEdit]:
    new = [key for key in after if key not in before]
    gone = [key for key in before if key not in after]
    if len(new) == len(gone) == 1 and list(before).index(gone[0]) == list(after).index(new[0]):
        # One key is called otherwise now: it keeps its place and what stands beside it.
        yield DataEdit("rename", (*pointer, gone[0]), new[0])
        yield from _differences(before[gone[0]], after[new[0]], (*pointer, new[0]))
        new, gone = [], []
    for key in before:
        if key in after:
            yield from _differences(before[key], after[key], (*pointer, key))
    for key in new:
        yield DataEdit("put", (*pointer, key), json.dumps(after[key], ensure_ascii=False))
    for key in gone:
        yield DataEdit("delete", (*pointer, key))
