"""Libraries that only a corpus needs: asked for when they are used, with the command that installs them."""

from importlib import import_module
from typing import Any

from provenance.model.errors import UsageError


def library(name: str, extra: str = "corpus") -> Any:
    """A library of an extra. Raises UsageError, which says how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        command = f"python3 -m pip install 'provenance-audit[{extra}]'"
        needs = "a corpus needs" if extra == "corpus" else f"--engine {extra} needs"
        raise UsageError(f"{needs} {name.split('.')[0]}, which is not installed: {command}") from None
