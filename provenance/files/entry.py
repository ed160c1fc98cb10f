"""Plain data → `DossierEntry`, with one clear problem for each thing that is wrong.

An entry that is not valid is reported and left out, so that the rest of the file is still read.
"""

from typing import Any

from pydantic import BaseModel, ValidationError

from provenance.files.raw import RawDossier
from provenance.model.field_facts import date_keys
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.labels import STATUS
from provenance.model.message import M, Message
from provenance.model.names import fold, nearest
from provenance.model.place import Pointer
from provenance.model.vocabulary import VERBS
from provenance.model.written import (
    SECTIONS,
    AskedEntry,
    CheckEntry,
    Details,
    DossierEntry,
    Flag,
    HopEntry,
    PrivateEntry,
    RegistryEntry,
    ReviewEntry,
    SignatureEntry,
    SuppressEntry,
)

_NESTED: dict[str, type[BaseModel]] = {
    "flagged": Flag,
    "asked": AskedEntry,
    "chain": HopEntry,
    "suppress": SuppressEntry,
    "checked": CheckEntry,
    "reviewed": ReviewEntry,
    "signed": SignatureEntry,
    **dict.fromkeys(VERBS, Details),
}
MAX_PROBLEMS = 200
#: Sections whose entries mean the same without one of their keys.
_BY_KEY = ("sources", "documents", "claims")


def parse_entry(raw: RawDossier, model: type[DossierEntry | RegistryEntry | PrivateEntry]) -> tuple[Any, list[Problem]]:
    """The entry, without what was invalid in it, and the problems."""
    problems: list[Problem] = []
    data = raw.data
    if data is None:
        return model.model_validate({} if model is DossierEntry else {"sources": {}}), [
            Problem(
                "schema-violation",
                M("this file is empty"),
                place=raw.locate((), False),
                advice=M("`provenance init DIR` writes a small example"),
            )
        ]
    if not isinstance(data, dict):
        return model.model_validate({} if model is DossierEntry else {"sources": {}}), [
            Problem(
                "schema-violation",
                M("a claim file is a mapping with keys such as `claims` and `statements`"),
                place=raw.locate((), False),
            )
        ]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        wrong = _grouped_errors(data, error)
    for pointer, details in wrong.items():
        if len(problems) >= MAX_PROBLEMS:
            problems.append(
                Problem("schema-violation", M("further entries of this file are not valid"), pointer=pointer)
            )
            break
        problems.append(_problem(raw, model, pointer, details))
    # First the wrong keys alone, then, if that leaves something unreadable, the entries that hold them.
    for pruned in (_without(data, list(wrong), keys=True), _without(data, list(wrong), keys=False)):
        try:
            return model.model_validate(pruned), problems
        except ValidationError:
            continue
    try:
        return model.model_validate({}), problems
    except ValidationError:
        return model.model_validate({} if model is DossierEntry else {"sources": {}}), problems


def _grouped_errors(data: Any, error: ValidationError) -> dict[Pointer, list[dict[str, Any]]]:
    """Errors by the value they are about: the branches of a union give one error each for the same value."""
    grouped: dict[Pointer, list[dict[str, Any]]] = {}
    for detail in error.errors(include_url=False, include_context=True):
        grouped.setdefault(pointer_in(data, detail["loc"], detail["type"] == "missing"), []).append(dict(detail))
    # An error deep inside a value explains those of the other branches about the whole value.
    above = {pointer[:depth] for pointer in grouped for depth in range(len(pointer))}
    return {pointer: details for pointer, details in grouped.items() if pointer not in above}


def pointer_in(data: Any, location: tuple[str | int, ...], missing: bool) -> Pointer:
    """The steps of pydantic's location that lead through the data; the others name branches of a union."""
    found: list[str | int] = []
    node: Any = data
    for number, step in enumerate(location):
        inside = step in node if isinstance(node, dict) else isinstance(node, list) and step in range(len(node))
        if inside:
            node = node[step]
        elif not (missing and number == len(location) - 1):
            continue
        found.append(step)
    return tuple(found)


def _problem(raw: RawDossier, model: type[BaseModel], pointer: Pointer, details: list[dict[str, Any]]) -> Problem:
    kinds = {d["type"] for d in details}
    value = details[0].get("input")
    last = str(pointer[-1]) if pointer else ""
    if pointer and isinstance(pointer[-1], int):
        last = f"{pointer[-2]} {pointer[-1] + 1}" if len(pointer) > 1 else str(pointer[-1] + 1)
    subject = str(pointer[1]) if len(pointer) > 1 else last
    advice: Message | None = None
    key = False
    fix: Fix | None = None
    if "extra_forbidden" in kinds:
        known = _keys_at(model, pointer[:-1])
        key = True
        if value is None and raw.is_flow(pointer[:-1]):
            message = M("a comma inside {{…}} starts a new key, “{key}”: put the text in quotes", key=last[:60])
        else:
            message = M("unknown key `{key}`", key=last[:60])
            if last == "contact" and pointer[:1] == ("sources",):
                advice = M("contacts stand in the private file beside, under the id of the source")
            elif close := nearest(last, known):
                advice = M("did you mean {names}?", names=tuple(f"`{name}`" for name in close))
                fix = Fix((DataEdit("rename", pointer, close[0]),))
            else:
                advice = M("known keys here: {names}", names=tuple(sorted(known)))
    elif "missing" in kinds:
        message = M("the key `{key}` is missing", key=last)
    elif "enum" in kinds or "literal_error" in kinds:
        context = next(d for d in details if d["type"] in ("enum", "literal_error")).get("ctx", {})
        expected = [name.strip("' ") for name in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        expected = ["true" if name == "True" else name for name in expected]
        message = M("`{value}` is not a {key}", value=_shown(value), key=last)
        close = nearest(str(value), expected, limit=1)
        if last == "status" and isinstance(value, str):
            # A French word for a status is understood, and answered with the word to write.
            words = {fold(label.render("fr")): status.value for status, label in STATUS.items()}
            close = [words[fold(value)]] if fold(value) in words else close
        if close:
            fix = Fix((DataEdit("set", pointer, close[0]),))
        advice = (
            M("did you mean {names}?", names=tuple(f"`{name}`" for name in close))
            if close
            else M("one of: {names}", names=tuple(expected))
        )
    elif (
        isinstance(value, dict)
        and value
        and all(v is None for v in value.values())
        and kinds & _DATELIKE
        and last in _DATES
    ):
        message = M("{{…}} is a mapping in YAML: put the date in quotes")
        advice = M('write: "{text}"', text="{" + ", ".join(map(str, value)) + "}")
    elif kinds <= {"string_too_short", "too_short"}:
        message = M("`{key}` is empty", key=last)
    elif "string_pattern_mismatch" in kinds and last == "time":
        message = M("`time` is a time in the recording, such as 00:12:31")
    elif "string_pattern_mismatch" in kinds:
        message = M("`{key}` is 64 hexadecimal digits; the tool writes it", key=last)
    elif isinstance(value, list) and "string_type" in kinds:
        message = M(
            "`{key}` takes a text, here is a list: a text that begins with a bracket must be in quotes", key=last
        )
        advice = M('write: "{text}"', text="[" + ", ".join(map(str, value)) + "]")
    elif isinstance(value, int | float) and not isinstance(value, bool) and "string_type" in kinds:
        message = M("`{key}` takes a text, here is a number", key=last)
        advice = M('write: "{text}"', text=str(value))
    else:
        message = M("`{key}` cannot be {value}", key=last or "file", value=_shown(value))
        advice = M(
            "expected: {what}", what=tuple(sorted({_EXPECTED.get(k, verbatim_kind(k)) for k in kinds}, key=repr))
        )
    return Problem("schema-violation", message, pointer=pointer, key=key, subject=subject, advice=advice, fix=fix)


_DATELIKE = {"string_type", "int_type", "list_type"}
_DATES = date_keys(DossierEntry, *SECTIONS.values(), Details, AskedEntry, HopEntry, SuppressEntry)
_EXPECTED: dict[str, Message] = {
    "string_type": M("a text"),
    "int_type": M("a whole number"),
    "float_type": M("a number"),
    "bool_type": M("true or false"),
    "list_type": M("a list"),
    "dict_type": M("a mapping"),
    "model_type": M("a mapping"),
    "string_too_long": M("a shorter text"),
}


def verbatim_kind(kind: str) -> Message:
    return Message("{kind}", (("kind", kind.replace("_", " ")),))


def _shown(value: Any) -> str | Message:
    """A value as its writer would call it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)[:40]
    if value is None:
        return M("nothing")
    return M("a list") if isinstance(value, list) else M("a mapping")


def _keys_at(model: type[BaseModel], pointer: Pointer) -> list[str]:
    """The keys that may stand in the mapping at `pointer`."""
    entry: type[BaseModel] = model
    if len(pointer) >= 2:
        entry = SECTIONS.get(str(pointer[0]), model)
        nested = [step for step in pointer[2:] if isinstance(step, str) and step in _NESTED]
        if nested:
            entry = _NESTED[nested[-1]] if nested[-1] in ("flagged", "suppress") else _NESTED[nested[0]]
    return [field.alias or name for name, field in entry.model_fields.items()]


def _without(data: dict[str, Any], pointers: list[Pointer], keys: bool) -> dict[str, Any]:
    """A copy without what holds the given values: with `keys` the single keys of sources, documents and claims, else
    whole entries; always whole statements, and top-level keys.
    """
    dropped: dict[str, set[str | int]] = {}
    trimmed: dict[str, dict[str | int, set[str | int]]] = {}
    whole: set[str] = set()
    for pointer in pointers:
        if not pointer:
            continue
        section = str(pointer[0])
        if len(pointer) == 1 or not isinstance(data.get(section), dict | list):
            whole.add(section)
        else:
            held = data[section]
            if keys and section in _BY_KEY and len(pointer) > 2 and isinstance(held[pointer[1]], dict):
                trimmed.setdefault(section, {}).setdefault(pointer[1], set()).add(pointer[2])
            else:
                dropped.setdefault(section, set()).add(pointer[1])
    pruned = {key: value for key, value in data.items() if key not in whole}
    for section, entries_ in trimmed.items():
        pruned[section] = {
            name: {k: v for k, v in entry.items() if k not in entries_[name]} if name in entries_ else entry
            for name, entry in data[section].items()
        }
    for section, entries in dropped.items():
        holder = pruned.get(section)
        if isinstance(holder, dict):
            pruned[section] = {key: value for key, value in holder.items() if key not in entries}
        elif isinstance(holder, list):
            # A hole keeps the positions of the others.
            pruned[section] = [{} if i in entries else item for i, item in enumerate(holder)]
    return pruned
