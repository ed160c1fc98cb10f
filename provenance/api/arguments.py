"""What callers may give, made into what the program takes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from os import PathLike, fspath
from pathlib import Path

from provenance.model import dates
from provenance.model.errors import UsageError

PathArgument = str | PathLike[str]
DateArgument = str | date


def path_of(value: object) -> Path:
    """A path, of a text or a path. Raises UsageError."""
    if isinstance(value, str | PathLike):
        return Path(fspath(value))
    raise UsageError(f"a path is a text or a Path, not {type(value).__name__}")


def paths_of(values: object, name: str) -> tuple[Path, ...]:
    """The paths that the argument of that name lists. Raises UsageError, for a single path too: a text is a list of
    letters.
    """
    if isinstance(values, str | bytes | PathLike) or not isinstance(values, Iterable):
        raise UsageError(f"{name} is a list of paths, not {type(values).__name__}")
    return tuple(map(path_of, values))


def name_of(value: object, what: str) -> str:
    """The name of such a thing, a text. Raises UsageError."""
    if isinstance(value, str):
        return value
    raise UsageError(f"{what} is named by a text, not {type(value).__name__}")


def date_of(value: object) -> dates.When | None:
    """A date, of a text (EDTF or a phrase) or a `datetime.date`. Raises UsageError."""
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return dates.of_day(value.toordinal())
    if not isinstance(value, str):
        raise UsageError(f"a date is a text or a datetime.date, not {type(value).__name__}")
    try:
        return dates.parse(value)
    except dates.DateError:
        raise UsageError(f"{value!r} is not a date; for example 2022-07-20 or “20 juillet 2022”") from None


def language_of(value: object, known: Sequence[str] = ("fr", "en")) -> str | None:
    """The code of one of some languages (ISO 639-1), or None. Raises UsageError."""
    if value is None or (isinstance(value, str) and value in known):
        return value
    raise UsageError(f"{value!r} is not a language; {' or '.join(map(repr, known))}")
