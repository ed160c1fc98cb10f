"""What holds for a file, and where each value comes from."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from provenance.model.place import Pointer
from provenance.project.config import Configuration


class ConfigValue(NamedTuple):
    """One key, its value as TOML writes it, and its origin: `default`, or a file and line."""

    key: str
    value: str
    origin: str


def values(configuration: Configuration, inside: str) -> Iterator[ConfigValue]:
    """Every value that holds for the file `inside` (its path from the configuration), in a fixed order."""
    entry = configuration.entry
    policy, policy_at = configuration.policy_at(inside)
    # What a dossier falls back on that chooses no policy of its own.
    policy = policy or configuration.policies["two-independent"]
    name = policy.name
    yield ConfigValue("policy", _toml(name), _origin(configuration, policy_at))
    for field, number in policy.model_dump(mode="json", exclude={"name"}).items():
        held: Pointer = ("policy", field) if name == "own" else ("policies", name, field)
        yield ConfigValue(f"policies.{name}.{field}", _toml(number), _origin(configuration, held))
    for key in ("language", "fail_on", "baseline", "ignore"):
        yield ConfigValue(key, _toml(getattr(entry, key)), _origin(configuration, (key,)))
    yield ConfigValue(
        "extract.lexicons", _toml(entry.extract.lexicons), _origin(configuration, ("extract", "lexicons"))
    )
    for rule, (setting, at) in sorted(configuration.rules_at(inside).items()):
        written = {key: v for key, v in (("severity", setting.severity), ("instructions", setting.instructions)) if v}
        for key, value in written.items():
            yield ConfigValue(f"rules.{rule}.{key}", _toml(str(value)), _origin(configuration, at))
    required = configuration.required_at(inside)
    if required is not None:
        status, number = required
        yield ConfigValue("require.status", _toml(status.value), _origin(configuration, ("require", number, "status")))
    for number, one in configuration.suppressions_at(inside):
        about = f" about {one.subject}" if one.subject else ""
        yield ConfigValue(
            f"suppress.{number}", f"{_toml(one.rule)}{about}", _origin(configuration, ("suppress", number))
        )


def _origin(configuration: Configuration, pointer: Pointer) -> str:
    """The line the value stands on, or that of the nearest table above it; a key written nowhere is a default."""
    for depth in range(len(pointer), 0, -1):
        place = configuration.places.get(pointer[:depth])
        if place is not None and (depth == len(pointer) or configuration.writes(pointer)):
            return f"{place.file}:{place.line}"
    return "default"


def _toml(value: object) -> str:
    """TOML writes these kinds of values as JSON does; what is not set has no value."""
    return "-" if value is None else json.dumps(value, ensure_ascii=False)
