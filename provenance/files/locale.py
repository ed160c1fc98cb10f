"""In which language one is told what.

Of a dossier in its own, which is the reader's where its file names none, else French. Of several that have one language
in that; of everything else (the program's own work, several languages together) in the reader's: what was asked for,
else that of the locale, else English, as programs speak where no locale is set.
"""

import os
from collections.abc import Iterable, Mapping
from typing import Literal

Language = Literal["fr", "en"]
#: The variables that say the language of messages, the strongest first (POSIX.1-2024, 8.2).
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
#: That of a file that names none, where the locale is neither.
DEFAULT: Language = "fr"


def locale_language(environment: Mapping[str, str] | None = None) -> Language | None:
    """The language of whoever runs the program, where it is French or English."""
    variables = os.environ if environment is None else environment
    said = next((value for name in _VARIABLES if (value := variables.get(name))), "")
    code = said.split(".", 1)[0].split("@", 1)[0].replace("-", "_").split("_", 1)[0].lower()
    if code == "fr":
        return "fr"
    return "en" if code == "en" else None


def reader_language(asked: str | None = None) -> str:
    """The language asked for, else that of whoever runs the program."""
    return asked or locale_language() or "en"


def common_language(languages: Iterable[str]) -> str:
    """The language in which several dossiers are told of together: theirs where they have one, else the reader's."""
    found = set(languages)
    return found.pop() if len(found) == 1 else reader_language()
