"""The language of a file that names none."""

import os
from collections.abc import Iterable, Mapping
from typing import Literal

Language = Literal["fr", "en"]
#: The variables that say the language of messages, the strongest first (POSIX.1-2024, 8.2).
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
DEFAULT: Language = "fr"


def locale_language(environment: Mapping[str, str] | None = None) -> Language | None:
    """The language of whoever runs the program, where it is French or English."""
    variables = os.environ if environment is None else environment
    said = next((value for name in _VARIABLES if (value := variables.get(name))), "")
    code = said.split(".", 1)[0].split("@", 1)[0].replace("-", "_").split("_", 1)[0].lower()
    if code == "fr":
        return "fr"
    return "en" if code == "en" else None


def common_language(languages: Iterable[str]) -> str:
    """The language in which several dossiers are told of together: theirs where they have one, else the reader's."""
    found = set(languages)
    return found.pop() if len(found) == 1 else locale_language() or DEFAULT
