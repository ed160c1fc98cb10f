"""Cells of tables that a spreadsheet may open: what begins like a formula is made inert, and read back as it was."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_INERT = re.compile(r"'+[=+\-@\t\r]")


def inert(value: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before it (OWASP, CSV injection)."""
    return f"'{value}" if _FORMULA.match(value) else value


def as_written(value: str) -> str:
    """What `inert` was given."""
    return value[1:] if _INERT.match(value) else value
