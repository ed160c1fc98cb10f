"""W3C Web Annotation (2017): the exact words of statements, each at its place in its document.

What an annotation has no word for stands under our own names, in JSON that other programs pass over.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.claim_data import claim_data
from provenance.exchange.standards.reading import json_text
from provenance.exchange.standards.terms import (
    NAMESPACE,
    WITHOUT_TEXTS,
    address,
    dossier_namespace,
    hop_labels,
    own_terms,
)
from provenance.exchange.standards.web_annotation_reading import read
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Redaction, Statement
from provenance.model.message import M

#: Code points before and after the words by which they are known where they occur twice.
AROUND = 32
CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "provenance": NAMESPACE,
        "provenance:entry": {"@type": "@json"},
        "provenance:dossier": {"@type": "@json"},
        "provenance:chain": {"@type": "xsd:string"},
    },
]
CARRIED = Carried(
    own_terms(
        documents={"url": "target source", "language": "target source language"},
        claims={"text": "body, purpose identifying"},
        statements={
            "quote": "TextQuoteSelector",
            "at": "TextPositionSelector",
            "in": "target source",
            "page": "FragmentSelector",
            "time": "FragmentSelector",
            "chain": "body, purpose describing",
        },
    ),
    f"an annotation is of words: what a text says in no words of its own is none; {WITHOUT_TEXTS}",
)


def export(audit: DossierAudit, language: str) -> Exported:
    """A collection with one page."""
    dossier = audit.dossier
    data = CARRIED.kept(claim_data(dossier))
    # Found once a text: in a long one that is work.
    hidden = {one.id: dossier.redactions(one.text) for one in dossier.documents.values() if one.text is not None}
    items = [
        _annotation(dossier, statement, entry, hidden.get(statement.document, []))
        for statement, entry in zip(dossier.statements, data.get("statements", ()), strict=True)
        if statement.quote is not None and statement.document is not None
    ]
    silent = len(dossier.statements) - len(items)
    collection = {
        "@context": CONTEXT,
        "id": f"{dossier_namespace(dossier.id)}annotations",
        "type": "AnnotationCollection",
        "label": dossier.title,
        "total": len(items),
        "provenance:dossier": {key: value for key, value in data.items() if key != "statements"},
        "first": {"id": f"{dossier_namespace(dossier.id)}annotations/1", "type": "AnnotationPage", "items": items},
    }
    losses = [M("{n} statements quote no words of a document and are no annotations", n=silent)] if silent else []
    return Exported({"": json_text(collection)}, losses)


def _annotation(
    dossier: Dossier, statement: Statement, entry: Mapping[str, Any], hidden: Sequence[Redaction]
) -> dict[str, Any]:
    document = dossier.documents[statement.document or ""]
    return {
        "id": address(dossier.id, "statements", statement.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": list(_bodies(dossier, statement)),
        "target": {
            "source": _source(dossier, document),
            "selector": list(_selectors(statement, document, hidden)),
        },
        "provenance:entry": dict(entry),
    }


def _bodies(dossier: Dossier, statement: Statement) -> Iterator[dict[str, Any]]:
    claim = dossier.claims.get(statement.claim or "")
    if claim is not None:
        yield {
            "type": "TextualBody",
            "purpose": "identifying",
            "value": claim.text,
            "language": dossier.language,
            "format": "text/plain",
        }
    if statement.chain:
        said = " → ".join(hop_labels(dossier, statement))
        yield {"type": "TextualBody", "purpose": "describing", "value": said, "format": "text/plain"}


def _source(dossier: Dossier, document: Document) -> Any:
    found = document.url or address(dossier.id, "documents", document.id)
    return {"id": found, "type": "Text", **({"language": document.language} if document.language else {})}


def _selectors(statement: Statement, document: Document, hidden: Sequence[Redaction]) -> Iterator[dict[str, Any]]:
    anchor, text = statement.anchor, document.text
    exact: dict[str, Any] = {"type": "TextQuoteSelector", "exact": statement.quote}
    # Of words that are found nearly, or with something left out, the place alone is exact; and nothing is told of a
    # piece of text in which something may not be shown.
    if anchor is not None and text is not None and (statement.quote or "") in text[anchor.start : anchor.end]:
        first, last = max(0, anchor.start - AROUND), anchor.end + AROUND
        if not any(start < last and end > first for start, end, _ in hidden):
            exact |= {
                "exact": text[anchor.start : anchor.end],
                "prefix": text[first : anchor.start],
                "suffix": text[anchor.end : last],
            }
    yield exact
    if anchor is not None:
        yield {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}
    if statement.locator.fragment:
        yield {"type": "FragmentSelector", "value": statement.locator.fragment[1:]}


FORMAT = ExchangeFormat(
    name="web-annotation",
    suffix=".jsonld",
    holds="the words of each statement as an annotation of its document",
    export=export,
    read=read,
    carried=CARRIED,
)
