"""Words that weaken what is said, in both languages: what falls off when a text is translated or shortened."""

import re
from collections.abc import Mapping
from functools import lru_cache

from provenance.model.names import fold

#: Each line is one kind of hedge: a word is not lost while another of its line is there (« environ », « about »).
_KINDS = (
    "environ près presque autour quelque vers about around nearly almost roughly approximately some",
    "moins least",
    "plus most up",
    "probablement vraisemblablement sans-doute probable probably likely presumably",
    "peut-être éventuellement possiblement potentiellement pourrait pourraient perhaps maybe"
    " possibly potentially might could may",
    "prévu prévue prévus envisagé envisagée devait devrait scheduled expected planned due",
    "partiellement partie principalement partly partially mostly largely",
    "serait seraient aurait auraient would",
    "apparemment semble apparently seems appears reportedly allegedly",
)
_KIND = {fold(word): number for number, line in enumerate(_KINDS) for word in line.split()}
#: « au moins », « en partie », « up to »: the word is a hedge only after these.
_AFTER = {
    "moins": ("au",),
    "plus": ("au",),
    "partie": ("en",),
    "least": ("at",),
    "most": ("at",),
    "up": (),
    "due": (),
    "pres": (),
}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@lru_cache(maxsize=65536)
def hedges(text: str) -> Mapping[int, str]:
    """The hedges of a text: the number of the kind → the first word of that kind."""
    found: dict[int, str] = {}
    before = ""
    for match in _WORD.finditer(text):
        word = fold(match.group())
        number = _KIND.get(word)
        needed = _AFTER.get(word)
        if number is not None and (needed is None or before in needed or not needed):
            found.setdefault(number, match.group())
        before = word
    return found
