"""Patterns of file names that match in linear time, however many stars they have.

The library makes a regular expression of each pattern, in which two stars of one name try every way to share it. In the
name of a file the first place at which what stands between two stars fits is as good as any other (as the standard
library's `fnmatch` has it since Python 3.9): each such piece becomes an atomic group.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: A star, as the library writes it: anything within one name.
_STAR = "[^/]*"
#: What ends the name in which a star stands.
_ENDS = re.compile(r"/|\(|\)|\$|\|")


def with_linear_patterns(spec: "GitIgnoreSpec") -> "GitIgnoreSpec":
    """The same patterns, none of which takes more than a walk along a name."""
    for pattern in spec.patterns:
        expression = getattr(pattern, "regex", None)
        if expression is not None and expression.pattern.count(_STAR) > 1:
            pattern.regex = re.compile(linear(expression.pattern))
    return spec


def linear(expression: str) -> str:
    """The expression with an atomic group for each star that another one follows in the same name."""
    first, *rest = expression.split(_STAR)
    made = [first]
    for number, between in enumerate(rest):
        if number < len(rest) - 1 and between and not _ends_name(between):
            made.append(f"(?>[^/]*?{between})")
        else:
            made.append(_STAR + between)
    return "".join(made)


def _ends_name(between: str) -> bool:
    """Whether a name ends in what stands between two stars; a slash in brackets or escaped is none."""
    return bool(_ENDS.search(re.sub(r"\\.|\[[^\]]*\]", "", between)))
