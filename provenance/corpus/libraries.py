"""Libraries that only a corpus needs."""

from typing import Any

from provenance import libraries


def library(name: str, extra: str = "corpus") -> Any:
    """A library of an extra. Raises UsageError, which says how to install it."""
    return libraries.library(name, extra, "a corpus" if extra == "corpus" else f"--engine {extra}")
