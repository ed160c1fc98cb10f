"""Names that somebody wanted kept, found even where what says so is not valid, or cannot be read at all."""

import re
from collections.abc import Iterator
from typing import Any

from provenance.files.located import Map
from provenance.model.confidential import is_telling_nothing
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.names import fold, nearest
from provenance.model.vocabulary import Severity, SourceKind
from provenance.model.written import PrivateSourceEntry, SourceEntry

#: Words of a claim file that name nobody, folded.
_VOCABULARY = frozenset(
    fold(word)
    for word in (
        *SourceEntry.model_fields, *PrivateSourceEntry.model_fields, *(kind.value for kind in SourceKind),
        "sources", "source", "type", "id", "dossier", "from", "true", "false", "null", "yes", "no",
    )
)  # fmt: skip
#: What may be a value in YAML or JSON that cannot be read as such.
_CHUNK = re.compile(r"[^\s:{}\[\],\"'#|>&*-][^:{}\[\],\"'#\n]*")
MAX_CHUNKS = 2_000


def secrets(data: Any) -> Iterator[str]:
    """The ids, names and aliases of the entries under `sources` that speak of confidentiality other than to deny it."""
    sources = data.get("sources") if isinstance(data, dict) else None
    if not isinstance(sources, dict):
        return
    again = sources.dropped if isinstance(sources, Map) else []
    written = [(name, entry) for name, entry in (*sources.items(), *again) if isinstance(entry, dict)]
    # An id written twice is one person's, whichever of the two says that it is confidential.
    kept = {name for name, entry in written if _is_secret(entry)}
    for name, entry in written if kept else ():
        if name in kept:
            if not is_telling_nothing(str(name)):
                yield str(name)
            yield from secret_names(entry)


def secret_names(entry: dict[Any, Any]) -> Iterator[str]:
    """The names that an entry gives, if it speaks of confidentiality."""
    if not _is_secret(entry):
        return
    if isinstance(entry.get("name"), str) and not is_telling_nothing(entry["name"]):
        yield entry["name"]
    aliases = entry.get("aliases")
    if isinstance(aliases, str):
        yield aliases
    elif isinstance(aliases, list):
        yield from (alias for alias in aliases if isinstance(alias, str))


def _is_secret(entry: dict[Any, Any]) -> bool:
    return any(
        value is not False and isinstance(key, str) and bool(nearest(key, ["confidential"], cutoff=0.8))
        for key, value in entry.items()
        # Words that are far from it are not compared.
        if isinstance(key, str) and "onf" in key.lower()
    )


def speaks_of_secrets(text: str) -> bool:
    """Whether a text that cannot be read as data may hold a confidential name."""
    return "onfid" in text.casefold()


def hidden_in(text: str) -> tuple[str, ...]:
    """Whatever may be a name in a text that cannot be read as data: all its values, if it speaks of confidentiality."""
    if not speaks_of_secrets(text):
        return ()
    return tuple(chunks(text))


def chunks(text: str) -> Iterator[str]:
    """Whatever may be a name in some YAML or JSON that cannot be read."""
    seen: set[str] = set()
    for found in _CHUNK.finditer(text):
        chunk = found[0].strip()
        if len(chunk) > 2 and fold(chunk) not in _VOCABULARY and not is_telling_nothing(chunk) and chunk not in seen:
            seen.add(chunk)
            yield chunk
            if len(seen) >= MAX_CHUNKS:
                return


def named_openly(name: str, entry: SourceEntry, file: str) -> Problem | None:
    """The problem of a confidential source whose name stands where everybody reads it."""
    if not entry.confidential:
        return None
    key = "name" if entry.name not in (None, name) else "aliases" if entry.aliases else None
    if key is None and is_telling_nothing(name):
        return None
    message = (
        M("the name of a confidential source stands in this file, and goes wherever the file goes")
        if key is not None
        else M("the id of a confidential source may tell who it is, and goes wherever the file goes")
    )
    return Problem(
        "confidential-name-in-text",
        message,
        pointer=("sources", name, key) if key else ("sources", name),
        key=key is None,
        subject=name,
        advice=M("`provenance conceal {file}` puts it into a private file that git does not take", file=file),
        severity=Severity.WARNING,
    )
