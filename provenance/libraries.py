"""Libraries that only some commands need: asked for when they are used, with the command that installs them."""

from importlib import import_module
from typing import Any

from provenance.model.errors import UsageError
from provenance.model.message import M


def library(name: str, extra: str, what: str) -> Any:
    """A library of an extra, which `what` ("a corpus") needs. Raises UsageError, which says how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        command = f"python3 -m pip install 'provenance-audit[{extra}]'"
        raise UsageError(
            M(
                "{what} needs {library}, which is not installed: {command}",
                what=what,
                library=name.split(".")[0],
                command=command,
            )
        ) from None
