"""What may be written where the cursor stands: ids, names and the vocabulary."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from lsprotocol import types
from pydantic import BaseModel

from provenance.files.locale import reader_language
from provenance.files.uses import KIND_OF_SECTION, REFERENCE_FIELDS
from provenance.files.yaml_reader import scalar
from provenance.lsp.analysis import Analysis
from provenance.lsp.cursor import Cursor, cursor
from provenance.lsp.positions import Positions
from provenance.model.dossier import Dossier
from provenance.model.field_facts import Target
from provenance.model.labels import STATUS
from provenance.model.vocabulary import VERBS, Certainty, CheckResult, Mode, SourceKind, Stance, Status
from provenance.model.written import (
    SECTIONS,
    AskedEntry,
    CheckEntry,
    Details,
    DossierEntry,
    Flag,
    ReviewEntry,
    SignatureEntry,
    SuppressEntry,
)
from provenance.rules import known_rules

_INNER: dict[str, type[BaseModel]] = {
    "asked": AskedEntry,
    "checked": CheckEntry,
    "flagged": Flag,
    "reviewed": ReviewEntry,
    "signed": SignatureEntry,
    "suppress": SuppressEntry,
}
_WORDS: dict[str, type[StrEnum]] = {
    "kind": SourceKind,
    "stance": Stance,
    "certainty": Certainty,
    "mode": Mode,
    "status": Status,
    "result": CheckResult,
}
_PLAIN = {
    "language": ("fr", "en"),
    "reliability": tuple("ABCDEF"),
    "voice": ("unclear",),
    "speaker": ("unclear",),
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
    start, end, quote = at.start, offset, at.prefix[:1] if at.prefix[:1] in ('"', "'") else ""
    if at.key == "chain" or (at.key is None and at.path[-1:] == ("chain",)):
        hop = _LAST_HOP.match(at.prefix)
        if hop:
            start, quote = start + hop.end(), ""
        elif quote:
            # A chain in quotation marks goes on after its first hop: the marks stay.
            start, quote = start + 1, ""
    if quote and text[end : end + 1] == quote:
        # The mark that closes is written anew with the one that opens.
        end += 1
    whole = positions.span(start, end)
    # What would be cut in a chain, and cannot be quoted there, is not proposed.
    found = (one for one in _proposals(at, dossier) if not (one.bare and _RISKY.search(one.word)))
    return [_item(one, whole, quote) for one in found]


class Proposal(NamedTuple):
    """What may be written: how it is called, what it is, the word itself, and what follows it."""

    label: str
    kind: types.CompletionItemKind
    detail: str
    word: str
    after: str = ""
    #: Inside a chain no quotation marks can be put round a name.
    bare: bool = False


def _proposals(at: Cursor, dossier: Dossier | None) -> Iterator[Proposal]:
    section = at.path[0] if at.path else ""
    if at.key == "#":
        return
    if len(at.path) == 1 and section in KIND_OF_SECTION and at.key is not None:
        # The value of an id: its entry, not a word of the vocabulary.
        return
    key = at.key or (at.path[-1] if len(at.path) > 1 or at.path == ("parties",) else "")
    naming = _naming(section, key, at)
    if naming is not None:
        if dossier is not None:
            for kind in naming:
                yield from _names(dossier, kind, chain=key == "chain")
        if at.key is not None or key == "chain":
            return
    if at.key is not None:
        yield from _values(at.key, dossier.language if dossier is not None else reader_language())
        return
    if at.path and at.path[-1] in VERBS and dossier is not None:
        for one in _names(dossier, "claim", chain=False):
            yield one._replace(after=": ")
        return
    yield from _keys(at)


def _naming(section: str, key: str, at: Cursor) -> tuple[Target, ...] | None:
    """What kinds of things the value of a key names."""
    if key == "chain":
        return "source", "document"
    if key == "who" or (key == "parties" and at.path in ((), ("parties",))):
        return ("source",)
    found = REFERENCE_FIELDS.get(section, {}).get(key)
    return (found,) if found is not None else None


def _names(dossier: Dossier, kind: Target, chain: bool) -> Iterator[Proposal]:
    if kind == "source":
        for source in dossier.sources.values():
            # In a chain readers know people by their names; one that YAML or an arrow would cut goes by its id.
            word = source.name if chain and not _RISKY.search(source.name) else source.id
            detail = f"{source.id} · {source.name}"
            label = source.name if chain else source.id
            yield Proposal(label, types.CompletionItemKind.Class, detail, word, bare=chain)
    elif kind == "document":
        for document in dossier.documents.values():
            published = f", {document.published.edtf}" if document.published is not None else ""
            detail = dossier.sources[document.publisher].label + published
            yield Proposal(document.id, types.CompletionItemKind.File, detail, document.id, bare=chain)
    elif kind == "claim":
        for claim in dossier.claims.values():
            yield Proposal(claim.id, types.CompletionItemKind.Value, claim.text, claim.id)
    else:
        for entry in dict.fromkeys(s.entry for s in dossier.statements if not s.entry.startswith("#")):
            yield Proposal(entry, types.CompletionItemKind.Reference, "", entry)


def _values(key: str, language: str) -> Iterator[Proposal]:
    kind = types.CompletionItemKind.EnumMember
    if key == "rule":
        for rule in known_rules():
            yield Proposal(rule.name, kind, f"{rule.code} · {rule.title.render(language)}", rule.name)
    elif key == "status":
        for status in Status:
            yield Proposal(status.value, kind, STATUS[status].render(language), status.value)
    elif key in _WORDS:
        for word in _WORDS[key]:
            yield Proposal(word.value, kind, "", word.value)
    else:
        for value in _PLAIN.get(key, ()):
            yield Proposal(value, kind, "", value)


def _keys(at: Cursor) -> Iterator[Proposal]:
    """The keys that may stand here, with what they are for."""
    for name, field in _model(at.path).model_fields.items():
        written = field.alias or name
        yield Proposal(written, types.CompletionItemKind.Property, field.description or "", written, after=": ")


def _model(path: tuple[str, ...]) -> type[BaseModel]:
    if not path:
        return DossierEntry
    for step in reversed(path[1:]):
        if step in _INNER:
            return _INNER[step]
    if path[0] == "statements" and any(step in VERBS for step in path):
        return Details
    if path[0] in KIND_OF_SECTION and len(path) == 1:
        return _Nothing
    return SECTIONS.get(path[0], _Nothing)


class _Nothing(BaseModel):
    """A mapping whose keys are ids: no key of it can be proposed."""


def _item(one: Proposal, whole: types.Range, quote: str) -> types.CompletionItem:
    edit = types.TextEdit(whole, _spelled(one, quote) + one.after)
    # What an editor filters by begins as the text does that is replaced.
    return types.CompletionItem(
        label=one.label, kind=one.kind, detail=one.detail or None, text_edit=edit, filter_text=quote + one.label
    )


def _spelled(one: Proposal, quote: str) -> str:
    """The word as YAML reads it back, in the quotation marks that were begun."""
    if quote == "'":
        return "'" + one.word.replace("'", "''") + "'"
    if quote or (
        not one.bare and (_RISKY.search(one.word) or (scalar(one.word) != one.word and one.word not in _BOOLEANS))
    ):
        return json.dumps(one.word, ensure_ascii=False)
    return one.word


#: Words that are meant as what YAML takes them for.
_BOOLEANS = ("true", "false")
