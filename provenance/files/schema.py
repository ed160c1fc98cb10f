"""The published JSON Schemas, generated from the model."""

import json
from typing import Any

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(model: Any) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model, under the names that files use. What is published is a schema."""
    from jsonschema import Draft202012Validator

    found = {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}
    Draft202012Validator.check_schema(found)
    return found


def schema_text(model: Any) -> str:
    """The schema of a model as it stands in `schemas/`."""
    return json.dumps(schema(model), ensure_ascii=False, indent=2) + "\n"
