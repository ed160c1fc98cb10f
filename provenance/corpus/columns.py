"""Rows of Parquet as records: a column `record` that holds them as JSON, or a column for each key."""

from contextlib import suppress
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from provenance.model.written import (
    ClaimEntry,
    DocumentEntry,
    DossierEntry,
    EvidenceEntry,
    SourceEntry,
    StatementEntry,
)

#: The ends of lines as spaces.
_NO_ENDS = bytes.maketrans(b"\r\n", b"  ")
#: Keys that are texts whatever the type is, also where there is none: a text that is looked at for copies.
_ALWAYS = frozenset({"type", "dossier", "id", "text"})
_ENTRIES: dict[str, type[BaseModel]] = {
    "dossier": DossierEntry, "source": SourceEntry, "document": DocumentEntry, "claim": ClaimEntry,
    "evidence": EvidenceEntry, "statement": StatementEntry,
}  # fmt: skip


def record_line(row: dict[str, Any], orjson: Any) -> bytes:
    """The record of a row as a line of JSON."""
    if "record" in row:
        held = row["record"]
        written = held.encode() if isinstance(held, str) else held if isinstance(held, bytes) else b"null"
        return _on_one_line(written, orjson) if b"\n" in written else written
    kind = row.get("type")
    texts = _texts(kind if isinstance(kind, str) else "")
    found = {}
    for key, value in row.items():
        if value is None:
            continue
        if isinstance(value, str) and value[:1] in ("[", "{") and key not in texts:
            with suppress(orjson.JSONDecodeError):
                value = orjson.loads(value)
        found[key] = _data(value)
    line: bytes = orjson.dumps(found, default=str)
    return line


def _on_one_line(record: bytes, orjson: Any) -> bytes:
    """A record without the ends of lines that stand between its parts; unchanged where it cannot be read, as one may
    stand within a text.
    """
    try:
        orjson.loads(record)
    except orjson.JSONDecodeError:
        return record
    return record.translate(_NO_ENDS)


def _data(value: Any) -> Any:
    """A value of Arrow as JSON has it. Structs have a place for every key that any row has: those without a value are
    none. Maps come as lists of pairs.
    """
    if isinstance(value, list) and value and all(isinstance(one, tuple) for one in value):
        value = dict(reversed(value))
    if isinstance(value, dict):
        return {key: _data(one) for key, one in value.items() if one is not None}
    return [_data(one) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=64)
def _texts(kind: str) -> frozenset[str]:
    """The keys of records of this type that take no list and no object: whatever a text begins with, it is one."""
    entry = _ENTRIES.get(kind)
    if entry is None:
        return _ALWAYS
    fields = entry.model_fields.items()
    return _ALWAYS.union(field.alias or name for name, field in fields if not _may_be_data(field.annotation))


def _may_be_data(annotation: Any) -> bool:
    """Whether a list or an object may stand for what is annotated so."""
    annotation = getattr(annotation, "__value__", annotation)
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return not issubclass(annotation, str | int | float | Enum | type(None))
    origin = get_origin(annotation)
    return origin is not Literal and (origin in (list, dict) or any(map(_may_be_data, _types(annotation))))


def _types(annotation: Any) -> tuple[Any, ...]:
    """What an annotation is made of, without what else is said of it."""
    parts = get_args(annotation)
    return parts[:1] if hasattr(annotation, "__metadata__") else parts
