"""What a key of a claim file is, said once where the key is declared.

A key names something of the dossier (`Reference`), is a date (`IS_DATE`), becomes a field of another name (`Becomes`),
or reaches the model in a way of its own (`Handled`, with the reason). Whoever needs a list of such keys (the resolver,
the messages about dates, the language server) asks here: `field_facts` reads it off the annotations.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import BaseModel

Target = Literal["source", "document", "claim", "statement"]


@dataclass(frozen=True, slots=True)
class Reference:
    """The value names something of the dossier, or several such things."""

    to: Target
    many: bool = False


@dataclass(frozen=True, slots=True)
class IsDate:
    """The value is EDTF or a phrase."""


@dataclass(frozen=True, slots=True)
class Becomes:
    """The field of the model that the key becomes."""

    field: str


@dataclass(frozen=True, slots=True)
class Handled:
    """The key has no field of its own in the model; `how` says where it goes."""

    how: str


IS_DATE = IsDate()


class FieldFact(NamedTuple):
    """One key: as it is `written`, its `attribute` on the entry, the `field` of the model it becomes."""

    written: str
    attribute: str
    field: str
    reference: Target | None
    many: bool
    is_date: bool
    handled: str | None


@lru_cache(maxsize=64)
def field_facts(entry: type[BaseModel]) -> tuple[FieldFact, ...]:
    """The keys of a kind of entry, in the order they are declared."""
    found = []
    for attribute, info in entry.model_fields.items():
        marks = {type(mark): mark for mark in info.metadata}
        reference, becomes, handled = marks.get(Reference), marks.get(Becomes), marks.get(Handled)
        found.append(
            FieldFact(
                info.alias or attribute,
                attribute,
                becomes.field if becomes is not None else attribute,
                reference.to if reference is not None else None,
                reference is not None and reference.many,
                IsDate in marks,
                handled.how if handled is not None else None,
            )
        )
    return tuple(found)


def references(entry: type[BaseModel]) -> dict[str, Target]:
    """The keys of an entry that name something, as they are written, and what they name."""
    return {fact.written: fact.reference for fact in field_facts(entry) if fact.reference is not None}


def date_keys(*entries: type[BaseModel]) -> frozenset[str]:
    """The keys of the entries that are dates, as they are written."""
    return frozenset(fact.written for entry in entries for fact in field_facts(entry) if fact.is_date)
