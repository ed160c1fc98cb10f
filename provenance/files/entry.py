"""Plain data → `DossierEntry`, with one clear problem for each thing that is wrong.

An entry that is not valid is reported and left out, so that the rest of the file is still read.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

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
        return _empty(model), [
            Problem(
                "schema-violation",
                M("this file is empty"),
                place=raw.locate((), False),
                advice=M("`provenance init DIR` writes a small example"),
            )
        ]
    if not isinstance(data, dict):
        return _empty(model), [
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
    return _empty(model), problems


def _empty(model: type[BaseModel]) -> Any:
    """An entry that says nothing; of a registry, one without sources, which it must have."""
    return model.model_validate({} if model is DossierEntry else {"sources": {}})


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


@dataclass(frozen=True)
class _Refused:
    """A value that is not valid: the kinds of pydantic's errors about it, and by which key it is called."""

    pointer: Pointer
    value: Any
    kinds: frozenset[str]
    #: What the literal or enumeration of one of the errors would take, as pydantic words it.
    expected: str

    @property
    def key(self) -> str:
        """The last key that leads to it; the item of a list is called by its number, counted from 1."""
        *above, last = self.pointer or ("",)
        return " ".join([*map(str, above[-1:]), str(last + 1)]) if isinstance(last, int) else str(last)


class _Told(NamedTuple):
    message: Message
    advice: Message | None = None
    fix: Fix | None = None


def _problem(raw: RawDossier, model: type[BaseModel], pointer: Pointer, details: list[dict[str, Any]]) -> Problem:
    expected = next((d["ctx"]["expected"] for d in details if "expected" in d.get("ctx", ())), "")
    refused = _Refused(pointer, details[0].get("input"), frozenset(d["type"] for d in details), expected)
    unknown = "extra_forbidden" in refused.kinds
    if unknown:
        told = _unknown_key(refused, raw.is_flow(pointer[:-1]), _keys_at(model, pointer[:-1]))
    elif refused.kinds & {"enum", "literal_error"}:
        told = _other_choice(refused)
    else:
        told = _other_value(refused)
    subject = str(pointer[1]) if len(pointer) > 1 else refused.key
    return Problem(
        "schema-violation",
        told.message,
        pointer=pointer,
        key=unknown,
        subject=subject,
        advice=told.advice,
        fix=told.fix,
    )


def _unknown_key(refused: _Refused, is_flow: bool, known: list[str]) -> _Told:
    key = refused.key
    if refused.value is None and is_flow:
        return _Told(M("a comma inside {{…}} starts a new key, “{key}”: put the text in quotes", key=key[:60]))
    message = M("unknown key `{key}`", key=key[:60])
    if key == "contact" and refused.pointer[:1] == ("sources",):
        return _Told(message, M("contacts stand in the private file beside, under the id of the source"))
    if close := nearest(key, known):
        return _Told(message, _did_you_mean(close), Fix((DataEdit("rename", refused.pointer, close[0]),)))
    return _Told(message, M("known keys here: {names}", names=tuple(sorted(known))))


def _other_choice(refused: _Refused) -> _Told:
    """Of a value that is none of a few words."""
    value = refused.value
    expected = [name.strip("' ") for name in refused.expected.replace(" or ", ", ").split(",")]
    expected = ["true" if name == "True" else name for name in expected]
    close = nearest(str(value), expected, limit=1)
    if refused.key == "status" and isinstance(value, str):
        # A French word for a status is understood, and answered with the word to write.
        words = {fold(label.render("fr")): status.value for status, label in STATUS.items()}
        close = [words[fold(value)]] if fold(value) in words else close
    # A text that is spelled like a word with another meaning, `true`, is told from it by its quotation marks.
    shown = f'"{value}"' if value in expected else _shown(value)
    message = M("`{key}` cannot be `{value}`", key=refused.key, value=shown)
    if close:
        kind: Literal["put", "set"] = "put" if close[0] == "true" else "set"
        return _Told(message, _did_you_mean(close), Fix((DataEdit(kind, refused.pointer, close[0]),)))
    return _Told(message, M("one of: {names}", names=tuple(expected)))


def _other_value(refused: _Refused) -> _Told:
    """Of a value of another type, length or form."""
    key, value, kinds = refused.key, refused.value, refused.kinds
    if "missing" in kinds:
        return _Told(M("the key `{key}` is missing", key=key))
    if isinstance(value, dict) and value and not any(v is not None for v in value.values()):
        if kinds & _DATELIKE and key in _DATES:
            return _Told(
                M("{{…}} is a mapping in YAML: put the date in quotes"), _write("{" + ", ".join(map(str, value)) + "}")
            )
    if kinds <= {"string_too_short", "too_short"}:
        return _Told(M("`{key}` is empty", key=key))
    if "string_pattern_mismatch" in kinds:
        if key == "time":
            return _Told(M("`time` is a time in the recording, such as 00:12:31"))
        return _Told(M("`{key}` is 64 hexadecimal digits; the tool writes it", key=key))
    if "string_type" in kinds and isinstance(value, list):
        return _Told(
            M("`{key}` takes a text, here is a list: a text that begins with a bracket must be in quotes", key=key),
            _write("[" + ", ".join(map(str, value)) + "]"),
        )
    if "string_type" in kinds and isinstance(value, int | float) and not isinstance(value, bool):
        return _Told(M("`{key}` takes a text, here is a number", key=key), _write(str(value)))
    expected = {_EXPECTED.get(kind, verbatim_kind(kind)) for kind in kinds}
    return _Told(
        M("`{key}` cannot be {value}", key=key or "file", value=_shown(value)),
        M("expected: {what}", what=tuple(sorted(expected, key=repr))),
    )


def _did_you_mean(names: list[str]) -> Message:
    return M("did you mean {names}?", names=tuple(f"`{name}`" for name in names))


def _write(text: str) -> Message:
    return M('write: "{text}"', text=text)


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
