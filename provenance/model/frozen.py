"""Frozen dataclasses that are made quickly.

The constructor that `dataclasses` writes for a frozen class calls `object.__setattr__` for each field, which for a
statement of thirty fields takes four times as long as plain assignments; a corpus makes millions of them. The one
written here assigns to an object that is not frozen yet: one of a twin class with the same slots, which becomes the
frozen class at the end. Whatever has the object can change it as little as before.
"""

import dataclasses
from typing import Any, TypeVar

T = TypeVar("T")
_UNSET: Any = object()


def quickly_made(cls: type[T]) -> type[T]:
    """The same frozen dataclass with a quicker constructor. It may have no subclass and no `__post_init__`."""
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    assert not hasattr(cls, "__post_init__")
    assert all(field.init and not field.kw_only for field in fields)
    slotted = "__slots__" in cls.__dict__
    known: dict[str, Any] = {"_unset": _UNSET, "_frozen": cls, "_set": object.__setattr__}
    if slotted:
        known["_open"] = type(f"_Open{cls.__name__}", (), {"__slots__": tuple(field.name for field in fields)})
    parameters, lines = [], ['_set(self, "__class__", _open)'] if slotted else ["held = self.__dict__"]
    for field in fields:
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_unset")
            value = f"_make_{name}() if {name} is _unset else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"self.{name} = {value}" if slotted else f'held["{name}"] = {value}')
    lines += ["self.__class__ = _frozen"] if slotted else []
    # As `dataclasses` does: there is no other way to a constructor with these parameters.
    exec(f"def __init__(self, {', '.join(parameters)}):\n " + "\n ".join(lines), known)
    type.__setattr__(cls, "__init__", known["__init__"])
    return cls
