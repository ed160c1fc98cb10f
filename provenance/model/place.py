"""Where something stands: a file, a line, a column."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provenance.model.frozen import quickly_made
from provenance.model.locators import Locator

#: The way to a value inside a claim file: keys and indexes from the top.
Pointer = tuple[str | int, ...]

#: What a field bears that keeps its exact value where confidential names are taken out (`model/confidential`): it is
#: the
#: program's own word, leads to a place, or is counted in. A field without it is redacted.
VERBATIM: Mapping[str, bool] = {"verbatim": True}


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a text file. Lines and columns count from 1, columns in code points; the end is excluded.

    `within` is where in an original that is no plain text the span begins; lines and columns are then those of the text
    that was read out of it, which nobody sees.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    within: Locator | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.file}{self.position}"

    @property
    def position(self) -> str:
        """What is written after the name of the file: line and column, or the place in the original."""
        if self.within is None:
            return f":{self.line}:{self.column}"
        within = self.within
        alone = within.page is None and within.time is None and within.paragraph is not None
        return f" ¶{within.paragraph}" if alone else within.fragment
