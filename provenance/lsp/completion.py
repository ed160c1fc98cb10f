"""What may be written where the cursor stands: ids, names and the vocabulary."""

import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from lsprotocol import types
from pydantic import BaseModel

from provenance.lsp.analysis import Analysis
from provenance.lsp.cursor import Cursor, cursor
from provenance.lsp.positions import Positions
from provenance.lsp.uses import NAMING, SECTIONS, Kind
from provenance.model.dossier import Dossier
from provenance.model.labels import STATUS
from provenance.model.vocabulary import VERBS, Certainty, Mode, SourceKind, Stance, Status
from provenance.model.written import SECTIONS as ENTRIES
from provenance.model.written import (
    AskedEntry,
    Details,
    DossierEntry,
    Flag,
    SuppressEntry,
)
from provenance.rules import all_rules

_INNER: dict[str, type[BaseModel]] = {"asked": AskedEntry, "flagged": Flag, "suppress": SuppressEntry}
_WORDS: dict[str, type[StrEnum]] = {
    "kind": SourceKind,
    "stance": Stance,
    "certainty": Certainty,
    "mode": Mode,
    "status": Status,
}
_PLAIN = {
    "language": ("fr", "en"),
    "reliability": tuple("ABCDEF"),
    "voice": ("unclear",),
    "own": ("true", "first_hand"),
    "as": ("unconfirmed", "denied", "disputed"),
    "draft": ("true", "false"),
    "confidential": ("true", "false"),
    "many": ("true", "false"),
}
_LAST_HOP = re.compile(r".*(?:→|->)\s*", re.DOTALL)
#: A name that must be in quotation marks in YAML.
_RISKY = re.compile(r"[:#\[\]{},&*!|>'\"%@`]|^[-?\s]|\s$")


def complete(text: str, offset: int, last: Analysis | None, positions: Positions) -> list[types.CompletionItem]:
    """The proposals at an offset; `last` is the analysis of the last text that could be read, for its ids."""
    at = cursor(text, offset)
    dossier = last.audit.dossier if last is not None else None
    start = at.start
    if at.key == "chain" or (at.key is None and at.path[-1:] == ("chain",)):
        hop = _LAST_HOP.match(at.prefix)
        start += hop.end() if hop else 0
    whole = positions.span(start, offset)
    return [_item(label, kind, detail, written, whole) for label, kind, detail, written in _proposals(at, dossier)]


Proposal = tuple[str, types.CompletionItemKind, str, str]


def _proposals(at: Cursor, dossier: Dossier | None) -> Iterator[Proposal]:
    section = at.path[0] if at.path else ""
    if at.key == "#":
        return
    key = at.key or (at.path[-1] if len(at.path) > 1 else "")
    naming = _naming(section, key, at)
    if naming is not None:
        if dossier is not None:
            for kind in naming:
                yield from _names(dossier, kind, chain=key == "chain")
        if at.key is not None or key == "chain":
            return
    if at.key is not None:
        yield from _values(at.key)
        return
    if at.path and at.path[-1] in VERBS and dossier is not None:
        for label, shape, detail, written in _names(dossier, "claim", chain=False):
            yield label, shape, detail, f"{written}: "
        return
    yield from _keys(at)


def _naming(section: str, key: str, at: Cursor) -> tuple[Kind, ...] | None:
    """What kinds of things the value of a key names."""
    if key == "chain":
        return "source", "document"
    if key == "who" or (key == "parties" and at.path == ()):
        return ("source",)
    found = NAMING.get(section, {}).get(key)
    return (found,) if found is not None else None


def _names(dossier: Dossier, kind: Kind, chain: bool) -> Iterator[Proposal]:
    if kind == "source":
        for source in dossier.sources.values():
            label = source.name if chain else source.id
            yield label, types.CompletionItemKind.Class, f"{source.id} · {source.name}", _spelled(label, chain)
    elif kind == "document":
        for document in dossier.documents.values():
            published = f", {document.published.edtf}" if document.published is not None else ""
            detail = dossier.sources[document.publisher].label + published
            yield document.id, types.CompletionItemKind.File, detail, document.id
    elif kind == "claim":
        for claim in dossier.claims.values():
            yield claim.id, types.CompletionItemKind.Value, claim.text, claim.id
    else:
        for entry in dict.fromkeys(s.entry for s in dossier.statements if not s.entry.startswith("#")):
            yield entry, types.CompletionItemKind.Reference, "", entry


def _spelled(name: str, chain: bool) -> str:
    return json.dumps(name, ensure_ascii=False) if not chain and _RISKY.search(name) else name


def _values(key: str) -> Iterator[Proposal]:
    kind = types.CompletionItemKind.EnumMember
    if key == "rule":
        for rule in all_rules():
            yield rule.name, kind, f"{rule.code} · {rule.title.render('en')}", rule.name
    elif key == "status":
        for status in Status:
            yield status.value, kind, STATUS[status].render("fr"), status.value
    elif key in _WORDS:
        for word in _WORDS[key]:
            yield word.value, kind, "", word.value
    else:
        for value in _PLAIN.get(key, ()):
            yield value, kind, "", value


def _keys(at: Cursor) -> Iterator[Proposal]:
    """The keys that may stand here, with what they are for."""
    for name, field in _model(at.path).model_fields.items():
        written = field.alias or name
        yield written, types.CompletionItemKind.Property, field.description or "", f"{written}: "


def _model(path: tuple[str, ...]) -> type[BaseModel]:
    if not path:
        return DossierEntry
    for step in reversed(path[1:]):
        if step in _INNER:
            return _INNER[step]
    if path[0] == "statements" and any(step in VERBS for step in path):
        return Details
    if path[0] in SECTIONS and len(path) == 1:
        return _Nothing
    return ENTRIES.get(path[0], _Nothing)


class _Nothing(BaseModel):
    """Where people choose the keys: ids."""


def _item(
    label: str, kind: types.CompletionItemKind, detail: str, written: str, whole: types.Range
) -> types.CompletionItem:
    return types.CompletionItem(
        label=label, kind=kind, detail=detail or None, text_edit=types.TextEdit(whole, written), filter_text=label
    )


def labels(items: Iterable[types.CompletionItem]) -> list[str]:
    return [item.label for item in items]
