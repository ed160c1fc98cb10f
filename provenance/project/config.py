"""The configuration of a project: `provenance.toml`, or `[tool.provenance]` in `pyproject.toml`."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from provenance.files.discover import project_root
from provenance.model.message import M, Message
from provenance.model.names import nearest
from provenance.model.policy import POLICIES, Policy

_KEYS = ("policy", "policies", "extract")
_SHAPES = M("`provenance`, `policies` and `extract` are tables, `policy` is the name of one")
_LEXICONS = M("`extract` holds `lexicons`, a list of files")


class ConfigurationError(Exception):
    """A configuration that cannot be used. `message` says why, `file` where."""

    def __init__(self, file: str, message: Message, fix: Message | None = None) -> None:
        super().__init__(message.render("en"))
        self.file, self.message, self.fix = file, message, fix


@dataclass(frozen=True)
class Configuration:
    """The policies known by name, the one the project has chosen, and its lexicons for reading texts."""

    policies: dict[str, Policy] = field(default_factory=lambda: dict(POLICIES))
    policy: str | None = None
    lexicons: tuple[Path, ...] = ()

    def policy_named(self, name: str, file: str = "--policy") -> Policy:
        """Raises ConfigurationError with the nearest names."""
        if name not in self.policies:
            close = nearest(name, self.policies) or sorted(self.policies)
            raise ConfigurationError(
                file,
                M("no policy is called « {name} »", name=name),
                M("did you mean {names}?", names=tuple(close)),
            )
        return self.policies[name]

    @property
    def chosen(self) -> Policy | None:
        return None if self.policy is None else self.policy_named(self.policy)


def configuration(start: Path) -> Configuration:
    """The configuration of the project that `start` lies in; the defaults where there is none.

    Raises ConfigurationError.
    """
    try:
        folder = start if start.is_dir() else start.parent
        root = project_root(folder.resolve())
    except (OSError, RuntimeError):
        return Configuration()
    if root is None:
        return Configuration()
    for name, table in (("provenance.toml", ()), ("pyproject.toml", ("tool", "provenance"))):
        file = root / name
        if not file.is_file():
            continue
        data: Any = _read(file)
        for key in table:
            data = _table(data, file.name).get(key, {})
        if data:
            return _checked(_table(data, file.name), file)
    return Configuration()


def _table(data: Any, file: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ConfigurationError(file, _SHAPES)
    return data


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigurationError(file.name, M("it cannot be read: {why}", why=str(error))) from None


def _checked(data: dict[str, Any], path: Path) -> Configuration:
    file = path.name
    for key in data:
        if key not in _KEYS:
            close = nearest(key, _KEYS) or list(_KEYS)
            raise ConfigurationError(
                file, M("unknown key `{key}`", key=key), M("did you mean {names}?", names=tuple(close))
            )
    policies = dict(POLICIES)
    for name, written in _table(data.get("policies", {}), file).items():
        _table(written, file)
        try:
            policies[name] = Policy.model_validate({"name": name, **written})
        except (ValidationError, TypeError) as error:
            why = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
            key = ".".join(str(step) for step in why["loc"])
            close = nearest(key, Policy.model_fields)
            raise ConfigurationError(
                file,
                M("policies.{name}.{key}: {why}", name=name, key=key, why=why["msg"]),
                M("did you mean {names}?", names=tuple(close)) if close else None,
            ) from None
    chosen = data.get("policy")
    if chosen is not None and not isinstance(chosen, str):
        _table(chosen, file)
    found = Configuration(policies, chosen, _lexicons(data.get("extract", {}), path))
    if found.policy is not None:
        found.policy_named(found.policy, file)
    return found


def _lexicons(written: Any, path: Path) -> tuple[Path, ...]:
    """The files of `[extract] lexicons`, relative to the configuration."""
    table = _table(written, path.name)
    for key in table:
        if key != "lexicons":
            raise ConfigurationError(path.name, M("unknown key `{key}`", key=f"extract.{key}"), _LEXICONS)
    listed = table.get("lexicons", [])
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise ConfigurationError(path.name, _LEXICONS)
    files = tuple(path.parent / name for name in listed)
    for file in files:
        if not file.is_file():
            raise ConfigurationError(path.name, M("no such lexicon: {file}", file=str(file.name)))
    return files
