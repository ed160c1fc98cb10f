"""Libraries that only some of the work needs: asked for when they are used, with the command that installs them."""

from importlib import import_module
from typing import Any

from provenance.model.errors import UsageError


def library(name: str, extra: str) -> Any:
    """A module of a library that an extra of this package installs. Raises UsageError, which says how."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        command = f"python3 -m pip install 'provenance-audit[{extra}]'"
        raise UsageError(f"this needs {name.split('.')[0]}, which is not installed: {command}") from None
