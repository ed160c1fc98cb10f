"""Libraries that only a corpus needs."""

from typing import Any

from provenance import libraries


def library(name: str) -> Any:
    """A library of the extra `corpus`. Raises UsageError, which says how to install it."""
    return libraries.library(name, "corpus", "a corpus")
