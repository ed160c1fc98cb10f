"""Libraries that only a corpus needs: asked for when they are used, with the command that installs them."""

from importlib import import_module
from typing import Any

from provenance.model.errors import UsageError


def library(name: str) -> Any:
    """A library of the extra `corpus`. Raises UsageError, which says how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        command = "python3 -m pip install 'provenance-audit[corpus]'"
        raise UsageError(f"a corpus needs {name.split('.')[0]}, which is not installed: {command}") from None
