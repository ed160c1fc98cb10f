"""TOML that anybody may have written, by the parser of the standard library."""

import re
import tomllib
from typing import Any

#: A key of more names than anybody writes: the parser takes memory as the square of their number.
_TOO_DEEP = re.compile(
    r"""(?<![\w."'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}""",
)


def toml_data(text: str) -> dict[str, Any]:
    """The data of a TOML text. Raises ValueError."""
    if _TOO_DEEP.search(text):
        raise ValueError("nested too deep")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
