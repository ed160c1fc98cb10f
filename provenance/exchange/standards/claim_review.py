"""schema.org ClaimReview (and MediaReview of an image or a film): a review for each claim, alone or as a feed.

A rating is the word for a computed status, never a number. A review that comes in is told as what it is: its publisher
confirms or denies a claim where its rating says so without doubt, and anything between is kept as a note.
"""

from collections.abc import Iterator
from typing import Any

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import status_name
from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.standards.claim_review_reading import read
from provenance.exchange.standards.reading import json_text
from provenance.exchange.standards.terms import address, dossier_namespace, iso_date
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Evidence
from provenance.model.message import M, Message
from provenance.model.source import Source
from provenance.model.vocabulary import PEOPLE

CONTEXT = "https://schema.org"
CARRIED = Carried(
    {
        "dossier": {"dossier": "@id", "title": "name of the feed", "language": "inLanguage", "as_of": "datePublished"},
        "sources": {"name": "Person/Organization name", "kind": "@type"},
        "documents": {
            "publisher": "publisher",
            "published": "datePublished",
            "headline": "headline",
            "url": "url",
            "archive": "archivedAt",
            "language": "inLanguage",
        },
        "claims": {"text": "claimReviewed, Claim.text"},
        "statements": {
            "in": "Claim.appearance, Claim.firstAppearance",
            "claim": "itemReviewed",
            "chain": "Claim.author",
        },
        "evidence": {"name": "MediaReview.itemReviewed"},
    },
    "the vocabulary knows who made a claim and where it appeared; it has no chains, no denials, no exact words",
)
#: Words in the name of a record by which it is an image or a film.
_MEDIA = {
    "image": "ImageObject",
    "photo": "ImageObject",
    "picture": "ImageObject",
    "vid": "VideoObject",
    "film": "VideoObject",
}


def export(audit: DossierAudit, language: str) -> Exported:
    """One review, or a feed of several."""
    reviews = [review for one in audit.assessor for review in _reviews(audit, one, language)]
    losses = list(_losses(audit.dossier)) if reviews else []
    if len(reviews) == 1:
        return Exported({"": json_text({"@context": CONTEXT, **reviews[0]})}, losses)
    feed = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "@id": dossier_namespace(audit.dossier.id) + "dossier",
        "name": audit.dossier.title,
        "dataFeedElement": [{"@type": "DataFeedItem", "item": review} for review in reviews],
    }
    return Exported({"": json_text(feed)}, losses)


def _losses(dossier: Dossier) -> Iterator[Message]:
    yield M("ClaimReview wants the address at which the review stands: `url` holds an identifier until there is one")
    vague = sum(d.published is not None and iso_date(d.published) is None for d in dossier.documents.values())
    if vague:
        yield M("dates that are no single day are not carried ({n})", n=vague)


def _reviews(audit: DossierAudit, assessment: Assessment, language: str) -> Iterator[dict[str, Any]]:
    dossier, claim = audit.dossier, assessment.claim
    called = address(dossier.id, "claims", claim.id)
    head: dict[str, Any] = {"url": called, "datePublished": audit.as_of.edtf, "inLanguage": language}
    if dossier.signed is not None:
        head["author"] = {"@type": "Person", "name": dossier.signed.by}
    yield {
        "@type": "ClaimReview",
        **head,
        "claimReviewed": claim.text,
        "reviewRating": {"@type": "Rating", "alternateName": status_name(assessment).render(language)},
        "itemReviewed": {"@type": "Claim", "@id": called, "text": claim.text, **_made(dossier, assessment)},
    }
    for evidence in dossier.evidence_on.get(claim.id, ()):
        if (media := _media(evidence)) is not None:
            genuine = {"mediaAuthenticityCategory": f"{CONTEXT}/OriginalMediaContent"}
            yield {
                "@type": "MediaReview",
                **head,
                "url": address(dossier.id, "evidence", evidence.id),
                **(genuine if evidence.authenticated_by else {}),
                "itemReviewed": {"@type": media, "name": evidence.name},
            }


def _media(evidence: Evidence) -> str | None:
    said = f"{evidence.id} {evidence.name}".lower()
    return next((kind for word, kind in _MEDIA.items() if word in said), None)


def _made(dossier: Dossier, assessment: Assessment) -> dict[str, Any]:
    """Who made a claim and where it appeared: those who affirm it, in the order of their documents' days."""
    sources = dossier.sources
    voices = [s.chain[0].id for s in assessment.affirming if s.chain and not s.chain[0].is_document]
    authors = [_agent(sources[name], dossier) for name in dict.fromkeys(voices) if name in sources]
    documents = [dossier.documents[n] for n in dict.fromkeys(s.document for s in assessment.affirming) if n is not None]
    dated = sorted((d for d in documents if d.published is not None), key=_day)
    found: dict[str, Any] = {"author": authors[0] if len(authors) == 1 else authors} if authors else {}
    if documents:
        # Which of undated ones came first is not known.
        found |= {"firstAppearance": _work(dossier, dated[0])} if len(dated) == len(documents) else {}
        found["appearance"] = [_work(dossier, document) for document in documents]
    return found


def _day(document: Document) -> tuple[int, str]:
    return (document.published.earliest if document.published is not None else 0, document.id)


def _agent(source: Source, dossier: Dossier) -> dict[str, Any]:
    kind = "Person" if source.kind in PEOPLE else "Organization"
    return {
        "@type": kind,
        "@id": address(dossier.id, "sources", source.id),
        "name": source.label,
    }


def _work(dossier: Dossier, document: Document) -> dict[str, Any]:
    publisher = dossier.sources.get(document.publisher)
    found: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": address(dossier.id, "documents", document.id),
        "url": document.url,
        "archivedAt": document.archive,
        "headline": document.headline,
        "datePublished": iso_date(document.published),
        "inLanguage": document.language,
        "publisher": _agent(publisher, dossier) if publisher is not None else None,
    }
    return {key: value for key, value in found.items() if value is not None}


FORMAT = ExchangeFormat(
    name="claimreview",
    suffix=".jsonld",
    holds="a review for each claim (schema.org ClaimReview), a feed where there are several",
    export=export,
    read=read,
    carried=CARRIED,
)
