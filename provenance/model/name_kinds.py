"""Of what kind somebody is whom nobody declared, by the words of the name: « Mairie de Sorel » is no person."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from provenance.model.names import fold
from provenance.model.vocabulary import SourceKind

_DATA = Path(__file__).resolve().parent.parent / "data" / "source_kinds.toml"
_ARTICLE = re.compile(r"^(?:(?:les?|la|the)\s+|l['’])", re.IGNORECASE)
#: The words of a name, with their hyphens: « état-major ».
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


# The same names come again and again in a corpus.
@lru_cache(maxsize=1 << 14)
def kind_of_name(name: str) -> SourceKind | None:
    """The kind that the words of a name say; None where they say none, as those of a person."""
    words = [fold(word) for word in _WORD.findall(_ARTICLE.sub("", name.strip()))]
    if not words:
        return None
    kinds = _kinds()
    found = kinds["first"].get(words[0])
    if found is None and words[1:2] in (["of"], ["for"]):
        found = kinds["before_of"].get(words[0])
    for last in (fold("-".join(words[-2:])), words[-1]):
        found = found or kinds["last"].get(last)
    return found


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, Mapping[str, SourceKind]]:
    """The kind that a word says, by where it stands in a name."""
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return {
        where: {fold(word): SourceKind(kind) for kind, words in lists.items() for word in words.split()}
        for where, lists in data.items()
    }
