"""STIX 2.1 (OASIS, 2021): sources as identities, documents as reports, claims as notes, statements as opinions of them.

An opinion is given for those who affirm or deny alone: silence, evasion and doubt are notes, as nobody is made to agree
or disagree. Confidence is that of the Admiralty's credibility (appendix A of the standard), where a status says one:
what cannot be judged has none. Reliability stays a letter, in a label.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import status_name
from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.standards.reading import json_text
from provenance.exchange.standards.stix_reading import read
from provenance.exchange.standards.terms import dossier_namespace, hop_labels
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.message import M, Message
from provenance.model.vocabulary import Certainty, SourceKind, Status

CARRIED = Carried(
    {
        "dossier": {"title": "Report name", "as_of": "created, modified"},
        "sources": {
            "name": "Identity name",
            "kind": "identity_class",
            "role": "Identity description",
            "reliability": "label",
        },
        "documents": {
            "headline": "Report name",
            "published": "Report published",
            "url": "external_references",
            "publisher": "created_by_ref",
            "language": "lang",
        },
        "claims": {"text": "Note content"},
        "statements": {
            "claim": "object_refs",
            "stance": "Opinion opinion",
            "certainty": "Opinion opinion",
            "chain": "created_by_ref (the first hop), authors (all of it)",
            "quote": "explanation, content",
            "text": "explanation, content",
            "in": "object_refs of the document's Report",
        },
    },
    "the standard has opinions of objects and no chains, versions or exact places",
)
#: The Admiralty's credibility on the scale of the standard: 1 → 90, 2 → 70, 5 → 10; 6, which cannot be judged, is none.
CONFIDENCE = {Status.CONFIRMED: 90, Status.CORROBORATED: 70, Status.REFUTED: 10}
_IDENTITY = {SourceKind.PERSON: "individual", SourceKind.ANONYMOUS: "unknown", SourceKind.RECORD: "unknown"}
#: The day of what has none that can be written.
_NO_DAY = "1970-01-01"


class _Bundle:
    """Objects in the making: their ids are made of what they are, so that the same dossier gives the same bytes."""

    def __init__(self, audit: DossierAudit) -> None:
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, dossier_namespace(audit.dossier.id))
        made = instant(audit.as_of)
        self._common = {"spec_version": "2.1", "created": made, "modified": made}
        self.objects: list[dict[str, Any]] = []

    def name(self, kind: str, called: str) -> str:
        # The standard wants ids of version 4: these are of its form, made of a hash instead of chance.
        made = uuid.uuid5(self._space, f"{kind}/{called}")
        return f"{kind}--{uuid.UUID(bytes=made.bytes, version=4)}"

    def add(self, kind: str, called: str, **properties: Any) -> str:
        name = self.name(kind, called)
        said = {key: value for key, value in properties.items() if value not in (None, "", [])}
        self.objects.append({"type": kind, "id": name, **self._common, **said})
        return name


def export(audit: DossierAudit, language: str) -> Exported:
    """A bundle whose first report is the dossier."""
    dossier, made = audit.dossier, _Bundle(audit)
    for source in dossier.sources.values():
        made.add(
            "identity", source.id, name=source.label, description=source.role,
            identity_class=_IDENTITY.get(source.kind, "organization"),
            labels=[f"source-reliability:{source.reliability}"] if source.reliability else None,
        )  # fmt: skip
    for assessment in audit.assessor:
        _claim(made, dossier, assessment, language)
    told: dict[str, list[str]] = {}
    for statement in dossier.statements:
        if statement.claim is not None and statement.stance is not None:
            name = _statement(made, dossier, statement)
            told.setdefault(statement.document or "", []).append(name)
    for document in dossier.documents.values():
        _document(made, dossier, document, told.get(document.id, []))
    refs = [one["id"] for one in made.objects]
    if refs:
        made.add(
            "report", "", name=dossier.title, published=instant(audit.as_of), object_refs=refs, lang=dossier.language,
            labels=["provenance-dossier"],
        )  # fmt: skip
    bundle = {"type": "bundle", "id": made.name("bundle", ""), "objects": made.objects}
    return Exported({"": json_text(bundle)}, list(_losses(dossier)))


def _losses(dossier: Dossier) -> Iterator[Message]:
    undated = sum(document.published is None for document in dossier.documents.values())
    if undated:
        yield M("documents without a date are not carried, as a report has to have one ({n})", n=undated)
    dates = [document.published for document in dossier.documents.values() if document.published is not None]
    vague = sum(when.earliest != when.latest for when in dates)
    if vague:
        yield M("dates that are no single day bear their first one ({n})", n=vague)


def instant(when: When | None) -> str:
    """The first instant of a date, as the standard writes it."""
    if when is None:
        return f"{_NO_DAY}T00:00:00.000Z"
    try:
        return f"{date.fromordinal(when.earliest).isoformat()}T00:00:00.000Z"
    except (ValueError, OverflowError):
        return f"{_NO_DAY}T00:00:00.000Z"


def _claim(made: _Bundle, dossier: Dossier, assessment: Assessment, language: str) -> None:
    claim = assessment.claim
    concerned = [made.name("identity", name) for name in claim.concerns if name in dossier.sources]
    # A note is of something: of whom the claim concerns, else of the whole.
    made.add(
        "note", claim.id, content=claim.text, object_refs=concerned or [made.name("report", "")],
        abstract=M("computed status: {status}", status=status_name(assessment)).render(language),
        confidence=CONFIDENCE.get(assessment.status), labels=["provenance-claim"], lang=dossier.language,
    )  # fmt: skip


def _statement(made: _Bundle, dossier: Dossier, statement: Statement) -> str:
    words = statement.quote or statement.text
    voice = statement.chain[0] if statement.chain and not statement.chain[0].is_document else None
    by = made.name("identity", voice.id) if voice is not None and voice.id in dossier.sources else None
    way = " → ".join(hop_labels(dossier, statement))
    about = [made.name("note", statement.claim or "")]
    common: dict[str, Any] = {"created_by_ref": by, "authors": [way] if way else None, "object_refs": about}
    opinion = _opinion(statement)
    if opinion is not None:
        return made.add("opinion", statement.id, opinion=opinion, explanation=words, **common)
    stance = statement.stance.value if statement.stance is not None else ""
    return made.add("note", f"statement/{statement.id}", content=words or stance, labels=[f"stance:{stance}"], **common)


def _opinion(statement: Statement) -> str | None:
    """What a voice that commits itself thinks of a claim: of the standard's five degrees, never the middle one."""
    if not statement.chain or not (statement.affirms or statement.denies):
        return None
    degree = "strongly-" if statement.certainty is Certainty.CERTAIN else ""
    return degree + ("agree" if statement.affirms else "disagree")


def _document(made: _Bundle, dossier: Dossier, document: Document, told: list[str]) -> None:
    publisher = made.name("identity", document.publisher) if document.publisher in dossier.sources else None
    name = dossier.sources[document.publisher].label if publisher else document.id
    reference: dict[str, Any] = {"source_name": name, "url": document.url}
    if document.text_sha256 is not None and document.sha256 is not None:
        reference["hashes"] = {"SHA-256": document.sha256}
    refs = told or ([publisher] if publisher else [])
    if refs and document.published is not None:
        made.add(
            "report", document.id, name=document.headline or document.id, published=instant(document.published),
            created_by_ref=publisher, object_refs=refs, lang=document.language,
            external_references=[reference] if document.url else None,
        )  # fmt: skip


FORMAT = ExchangeFormat(
    name="stix", suffix=".json", holds="a STIX 2.1 bundle: who holds what of which claim", export=export, read=read,
    carried=CARRIED,
)  # fmt: skip
