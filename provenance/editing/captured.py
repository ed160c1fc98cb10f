"""What a capture changes in a claim file: the entry of its document, and the places of the quotes that stand in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from provenance.assess.audited import audited_texts
from provenance.assess.copies import Copies, recorded_pairs
from provenance.editing.decisions import add, put
from provenance.editing.everywhere import Refused
from provenance.evidence.capturing import CapturedFile
from provenance.evidence.store import FOLDER
from provenance.extraction.claim_ids import Ids
from provenance.files.anchors import NotFound, TextIndex
from provenance.model.dossier import Anchor, Dossier, Statement
from provenance.model.finding import DataEdit
from provenance.model.message import M, Message
from provenance.model.place_text import place_text
from provenance.texts import ReadText, reader_of

#: A quote shorter than this may stand in any text.
_TELLING = 20


class Tie(NamedTuple):
    """A quote that was looked for in a captured text, and where it stands."""

    statement: Statement
    found: Anchor | NotFound
    place: Message | None = None


def document_entry(kept: CapturedFile) -> dict[str, Any]:
    """The entry of a document as the record drafts it: what the page says of itself, where and when it was captured."""
    record, says = kept.record, kept.record.says
    entry: dict[str, Any] = says.model_dump(exclude_none=True) if says is not None else {}
    if record.address is not None:
        entry["url"] = record.address.url
    # When the record was written is not when the page was retrieved.
    if record.time.word_of != "clock":
        entry["retrieved"] = record.time.at
    # A document whose file holds no text is known by its hash alone.
    if kept.text is not None:
        entry["file"] = f"{FOLDER}/{record.file}"
        reader = reader_of(record.file)
        entry |= {"reader": reader.name} if reader is not None else {}
    return {**entry, "sha256": record.sha256}


def document_of(data: Mapping[str, Any], sha256: str) -> str | None:
    """The document that a file has already been captured as."""
    documents = data.get("documents") or {}
    return next((n for n, d in documents.items() if isinstance(d, Mapping) and d.get("sha256") == sha256), None)


def new_id(data: Mapping[str, Any], kept: CapturedFile) -> str:
    """An id for a document: of the words of its headline, its address or its name."""
    record = kept.record
    words = record.says.headline if record.says is not None else None
    address = record.address.url.partition("://")[2] if record.address is not None else None
    return Ids(data.get("documents") or ()).new(words or address or record.original_name or record.file)


def capture_changes(
    data: Mapping[str, Any], dossier: Dossier, document: str, kept: CapturedFile, revises: str | None
) -> list[DataEdit]:
    """The edits that a capture comes to. What a document says already stays. Raises Refused for another file."""
    entry = document_entry(kept)
    if revises is not None:
        entry["revises"] = revises
    documents = data.get("documents") or {}
    if document not in documents:
        edits = add(data, "documents", document, entry)
    else:
        held = documents[document] if isinstance(documents[document], Mapping) else {}
        if any(key in held and held[key] != entry.get(key) for key in ("file", "sha256")):
            raise Refused(
                M(
                    "`{document}` is another file: a later version is a document of its own (--revises)",
                    document=document,
                )
            )
        edits = [put(("documents", document, key), value) for key, value in entry.items() if key not in held]
    if kept.text is not None:
        edits += _audits_kept(data, dossier, document)
        edits += [edit for tie in ties(dossier, document, kept.text) for edit in _tied(data, tie)]
    return edits


def _audits_kept(data: Mapping[str, Any], dossier: Dossier, document: str) -> list[DataEdit]:
    """What is under audit stays so: where nothing says what is, a document with a file is, and a source is not one."""
    if "audits" in data:
        return []
    now = audited_texts(dossier, Copies(dossier, recorded_pairs(dossier.documents)))
    own = [n for n in now if n != document and not (dossier.documents[n].file or "").startswith(f"{FOLDER}/")]
    return [put(("audits",), own[0] if len(own) == 1 else own)] if own else []


def ties(dossier: Dossier, document: str, text: ReadText) -> Iterator[Tie]:
    """The quotes of a document, looked for in its text."""
    index = TextIndex(text.text)
    for statement in dossier.statements:
        if statement.document == document and statement.quote is not None:
            found = index.find(statement.quote)
            place = place_text(text.locators.at(found.start)) if isinstance(found, Anchor) else None
            yield Tie(statement, found, place)


def quoted_elsewhere(dossier: Dossier, document: str, text: ReadText) -> Iterator[Tie]:
    """Quotes of documents that have no text, which stand word for word in a captured one."""
    index = TextIndex(text.text)
    for statement in dossier.statements:
        held = dossier.documents.get(statement.document or "")
        if held is None or held.id == document or held.file is not None or len(statement.quote or "") < _TELLING:
            continue
        found = index.find(statement.quote or "")
        if isinstance(found, Anchor) and found.how == "exact":
            yield Tie(statement, found, place_text(text.locators.at(found.start)))


def _tied(data: Mapping[str, Any], tie: Tie) -> Sequence[DataEdit]:
    """The place written beside the quote, where it stands once as it is quoted, and the entry speaks of it alone."""
    if not isinstance(tie.found, Anchor) or tie.found.how != "exact":
        return ()
    pointer = tie.statement.pointer
    entry = held = data["statements"][pointer[1]]
    if isinstance(entry.get("in"), list) and len(entry["in"]) > 1:
        return ()
    for key in pointer[2:]:
        held = held[key]
    at = [tie.found.start, tie.found.end]
    if isinstance(held, str):
        return [put(pointer, {"quote": held, "at": at})]
    if not isinstance(held, Mapping) or "quote" not in held or "at" in held:
        return ()
    return [put((*pointer, "at"), at)]
