"""Names that somebody wanted kept, found even where the entry that says so is not valid."""

from collections.abc import Iterator
from typing import Any

from provenance.files.located import Map
from provenance.model.names import nearest


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
        if name not in kept:
            continue
        yield str(name)
        if isinstance(entry.get("name"), str):
            yield entry["name"]
        aliases = entry.get("aliases")
        if isinstance(aliases, list):
            yield from (alias for alias in aliases if isinstance(alias, str))


def _is_secret(entry: dict[Any, Any]) -> bool:
    return any(
        value is not False and isinstance(key, str) and bool(nearest(key, ["confidential"], cutoff=0.8))
        for key, value in entry.items()
        if isinstance(key, str) and key[:1].lower() == "c"
    )


def speaks_of_secrets(text: str) -> bool:
    """Whether a text that cannot be read as data may hold a confidential name."""
    return "confiden" in text.casefold()
