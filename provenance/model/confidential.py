"""Keeping the names of confidential sources out of everything that is written."""

import dataclasses
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from provenance.model.dossier import Dossier
from provenance.model.names import nearest


def masked(dossier: Dossier) -> Dossier:
    """The dossier with every confidential source under a neutral id, its name, id and aliases replaced everywhere.

    Everything that is ever written comes from these fields, so nothing downstream has to remember.
    """
    secret = [s for s in dossier.sources.values() if s.confidential]
    if not secret:
        return dossier
    # A slip of the pen in a confidential name must not give it away either.
    spellings = [spelling for s in secret for spelling in (s.id, s.name, *s.aliases)]
    for source in dossier.sources.values():
        if source.declared == "implied" and nearest(source.name, spellings, cutoff=0.75):
            secret.append(dataclasses.replace(source, role=secret[0].role))
    hidden = {s.id for s in secret}
    substitutes: dict[str, str] = {}
    ids: dict[str, str] = {}
    for number, source in enumerate(sorted(secret, key=lambda s: s.id), 1):
        description = source.role or ("source confidentielle" if dossier.language == "fr" else "confidential source")
        ids[source.id] = f"confidential-{number}"
        for spelling in (source.name, *source.aliases):
            substitutes[spelling.casefold()] = description
        substitutes.setdefault(source.id.casefold(), ids[source.id])
    ordered = sorted(substitutes, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)

    def hide(text: str) -> str:
        return pattern.sub(lambda m: substitutes.get(m[0].casefold(), "…"), text)

    kept = {}
    for source in dossier.sources.values():
        if source.id in hidden:
            description = hide(source.name)
            kept[ids[source.id]] = dataclasses.replace(
                _hidden(source, hide, ids),
                confidential=True,
                id=ids[source.id],
                name=description,
                aliases=(),
                pointer=source.pointer,
            )
        else:
            kept[source.id] = _hidden(source, hide, ids)
    lines, locate = dossier.source_lines, dossier.locate
    return dataclasses.replace(
        dossier,
        title=hide(dossier.title),
        sources=kept,
        documents={name: _hidden(d, hide, ids) for name, d in dossier.documents.items()},
        claims={name: _hidden(c, hide, ids) for name, c in dossier.claims.items()},
        statements=tuple(_hidden(s, hide, ids) for s in dossier.statements),
        evidence={name: _hidden(e, hide, ids) for name, e in dossier.evidence.items()},
        parties=tuple(ids.get(p, p) for p in dossier.parties),
        problems=tuple(_hidden(p, hide, ids) for p in dossier.problems),
        understood=tuple(_hidden(u, hide, ids) for u in dossier.understood),
        source_lines=lambda file, line: hide(lines(file, line)),
        locate=locate,
    )


#: Fields that lead to a place or to a file: they must keep their exact value.
_KEPT = frozenset({"pointer", "place", "text", "path", "file", "anchor", "sha256", "text_sha256"})


def _hidden(value: Any, hide: Any, ids: Mapping[str, str]) -> Any:
    """A copy of a frozen record with every name in it replaced."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return ids[value] if value in ids else hide(value)
    if isinstance(value, tuple):
        return tuple(_hidden(item, hide, ids) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value) if f.init]
        keep = _KEPT if type(value).__name__ == "Document" else _KEPT - {"text", "file", "path"}
        return dataclasses.replace(value, **{n: _hidden(getattr(value, n), hide, ids) for n in names if n not in keep})
    return value
