"""Whether a JSON or YAML document keeps to a JSON Schema, ours or somebody else's, and where it does not.

The `jsonschema` library judges; what is added is the place of each fault in the file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.files.json_reader import read_json, with_positions
from provenance.files.located import Lines, locate
from provenance.files.secrets import secrets
from provenance.files.texts import read_text
from provenance.files.yaml_reader import read_yaml
from provenance.model.errors import ConfigurationError
from provenance.model.message import M
from provenance.model.place import Place, Pointer

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

#: Characters of a message that are shown: a schema's own words may quote the whole document.
_SHOWN = 160


class Fault(NamedTuple):
    """What a document does not keep to: where it stands, the path to it, and why."""

    place: Place
    path: str
    why: str


def faults(path: Path, shown: str, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of a document, in the order of its places. Raises Unreadable, and ConfigurationError for a bad
    schema.
    """
    from jsonschema.exceptions import SchemaError, best_match
    from jsonschema.validators import validator_for
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    text = read_text(path, shown)
    lines = Lines(shown, text)
    if path.suffix in (".yaml", ".yml"):
        data = read_yaml(text, lines)[0]
    else:
        read_json(text, lines)
        data = with_positions(text, lines)[0]
    try:
        kind = validator_for(schema)
        kind.check_schema(dict(schema))
    except SchemaError as wrong:
        raise ConfigurationError(M("this is no JSON Schema: {why}", why=wrong.message[:_SHOWN])) from None
    found = []
    # Nothing is fetched: a reference leads to a part of the schema itself or nowhere.
    checker = kind(dict(schema), registry=Registry())
    hidden = set(secrets(data)) if isinstance(data, dict) else set()
    try:
        for error in checker.iter_errors(data):
            # Of the branches of a choice, the one that came nearest says what is wrong.
            nearest = best_match([error]) or error
            why = _said(nearest) if not hidden else _unquoted(nearest)
            found.append(Fault(lines.place(locate(data, *_pointer(nearest))), nearest.json_path, why))
    except (Unresolvable, RecursionError) as wrong:
        message = M("this schema refers to what it does not hold: {why}", why=str(wrong)[:_SHOWN])
        raise ConfigurationError(message) from None
    yield from sorted(found)


def _unquoted(error: "ValidationError") -> str:
    """Why, without a word of the document: it holds names that are to be kept."""
    return f"not as `{error.validator}` wants it"


def _pointer(error: "ValidationError") -> tuple[Pointer, bool]:
    """The way to what is wrong, and whether that is a key: one that may not be there stands at its own place."""
    pointer: Pointer = tuple(error.absolute_path)
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        extra = next((key for key in error.instance if key not in known), None)
        return ((*pointer, extra), True) if extra is not None else (pointer, False)
    return pointer, error.validator == "propertyNames"


def _said(error: "ValidationError") -> str:
    message = error.message
    return message if len(message) <= _SHOWN else message[: _SHOWN - 1] + "…"
