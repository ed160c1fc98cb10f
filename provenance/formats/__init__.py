"""What an audit can be written as: one file a format, found by folder. A file defines `FORMAT`; to add one, add a file.

A format is two pure functions: what is kept of each audit, and the text made of what was kept. Where it goes, and what
is done when it cannot be written, is the business of whoever asks.
"""

import pkgutil
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from provenance.formats.base import OutputFormat


@lru_cache(maxsize=1)
def format_names() -> tuple[str, ...]:
    """The names of the formats, by which nothing is imported: what people read first."""
    found = {module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])} - {"base"}
    return tuple(sorted(found, key=lambda name: (name != "text", name)))


@lru_cache(maxsize=32)
def output_format(name: str) -> OutputFormat[Any]:
    """The format of that name. Raises KeyError where there is none."""
    if name not in format_names():
        raise KeyError(name)
    found = import_module(f"provenance.formats.{name}").FORMAT
    assert isinstance(found, OutputFormat)
    return found


def all_formats() -> tuple[OutputFormat[Any], ...]:
    return tuple(map(output_format, format_names()))


def format_of(path: Path) -> OutputFormat[Any] | None:
    """The format that the ending of a file's name says, the longest that is known; None where it says none."""
    name = path.name.lower()
    found = [(len(suffix), form) for form in all_formats() for suffix in form.suffixes if name.endswith(suffix)]
    return max(found, key=lambda pair: pair[0])[1] if found else None
