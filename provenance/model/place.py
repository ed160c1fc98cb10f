"""Where something stands: a file, a line, a column."""

from collections.abc import Mapping
from dataclasses import dataclass

#: The way to a value inside a claim file: keys and indexes from the top.
Pointer = tuple[str | int, ...]

#: What a field bears that keeps its exact value where confidential names are taken out (`model/confidential`): it is
#: the
#: program's own word, leads to a place, or is counted in. A field without it is redacted.
VERBATIM: Mapping[str, bool] = {"verbatim": True}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a text file. Lines and columns count from 1, columns in code points; the end is excluded."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
