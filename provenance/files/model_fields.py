"""Entries as written → the fields of the model, by what `field_facts` says of each key.

A key that is added to a kind of entry reaches the model from here; nobody copies it by hand.
"""

from collections.abc import Callable
from typing import Any

from provenance.model.dates import When
from provenance.model.field_facts import FieldFact, field_facts
from provenance.model.place import Pointer
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind
from provenance.model.written import Entry, SourceEntry, WrittenDate


def model_fields(entry: Entry, read: Callable[[FieldFact, Any], Any]) -> dict[str, Any]:
    """The fields that an entry gives. `read` turns what is written of a reference or a date into what it stands for."""
    found: dict[str, Any] = {}
    for fact in field_facts(type(entry)):
        if fact.handled is not None:
            continue
        value = getattr(entry, fact.attribute)
        if value is not None and (fact.is_date or fact.reference is not None):
            value = read(fact, value)
        found[fact.field] = tuple(value) if isinstance(value, list) else value
    return found


def source_of(
    name: str,
    entry: SourceEntry,
    declared: str,
    pointer: Pointer,
    date: Callable[[WrittenDate, Pointer], When | None],
) -> Source:
    """The source of an entry. The organisations it names stay as written: they are looked up once all are known."""

    def read(fact: FieldFact, value: Any) -> Any:
        if fact.is_date:
            return date(value, (*pointer, fact.written))
        return (value,) if fact.many and isinstance(value, str) else value

    fields = model_fields(entry, read)
    fields |= {"name": entry.name or name, "kind": entry.kind or SourceKind.PERSON}
    return Source(id=name, declared=declared, pointer=pointer, **fields)
