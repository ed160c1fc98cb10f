"""What is wrong with a configuration, in one sentence with the nearest valid thing."""

from typing import Any

from pydantic import BaseModel, ValidationError

from provenance.files.entry import pointer_in
from provenance.model.message import M, Message
from provenance.model.names import nearest
from provenance.model.place import Pointer
from provenance.project.config_model import (
    ConfigurationEntry,
    ExtractEntry,
    PathEntry,
    PolicyEntry,
    ProjectSuppressEntry,
    RequireEntry,
    RuleEntry,
)

_MODELS: dict[str, type[BaseModel]] = {
    "policies": PolicyEntry,
    "policy": PolicyEntry,
    "rules": RuleEntry,
    "paths": PathEntry,
    "require": RequireEntry,
    "suppress": ProjectSuppressEntry,
    "extract": ExtractEntry,
}


def explained(data: Any, error: ValidationError) -> tuple[Pointer, Message, Message | None]:
    """The first thing that is wrong: the way to it, what it is, what was expected."""
    details = error.errors(include_url=False)
    # Of the branches of a union, the one that went deepest into the value says most.
    found = max(details, key=lambda d: len(pointer_in(data, d["loc"], False)))
    pointer = pointer_in(data, found["loc"], found["type"] == "missing")
    name = ".".join(map(str, pointer))
    if found["type"] == "extra_forbidden":
        known = [f.alias or key for key, f in _model(pointer[:-1]).model_fields.items()]
        close = nearest(str(pointer[-1]), known)
        fix = M("did you mean {names}?", names=tuple(f"`{k}`" for k in close)) if close else _known(known)
        return pointer, M("unknown key `{key}`", key=name), fix
    if found["type"] == "missing":
        return pointer, M("the key `{key}` is missing", key=name), None
    same = [d for d in details if pointer_in(data, d["loc"], False) == pointer]
    fix = M("expected: {what}", what=tuple(dict.fromkeys(_expected(d["msg"]) for d in same)))
    return pointer, M("`{key}` cannot be {value}", key=name, value=repr(found.get("input"))[:60]), fix


def _expected(said: str) -> str:
    """pydantic's sentence without the words a person who writes TOML does not need."""
    said = said.removeprefix("Input should be ")
    return "a table" if said.startswith("a valid dictionary") else said


def _known(names: list[str]) -> Message:
    return M("known keys here: {names}", names=tuple(sorted(names)))


def _model(pointer: Pointer) -> type[BaseModel]:
    model: type[BaseModel] = ConfigurationEntry
    for step in pointer:
        if isinstance(step, str) and step in _MODELS:
            model = _MODELS[step]
    return model
