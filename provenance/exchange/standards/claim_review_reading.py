"""schema.org ClaimReview read, from JSON-LD or from a saved page of a fact-checker."""

from collections.abc import Iterator, Mapping
from typing import Any

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date
from provenance.exchange.standards.reading import Problems, json_of, listed, only_part, text_or_none
from provenance.exchange.standards.terms import read_id
from provenance.extraction.claim_ids import Ids
from provenance.libraries import library
from provenance.model.errors import InputError
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.place import Place

#: Ratings that say without doubt what the reviewer holds of a claim; a number says it at its ends alone.
_FALSE = frozenset(map(fold, ("false", "faux", "infox", "incorrect", "fake", "pants on fire", "falso", "falsch")))
_TRUE = frozenset(map(fold, ("true", "vrai", "correct", "exact", "verdadero", "cierto", "richtig", "wahr")))
_OURS = frozenset(fold(said.render(language)) for said in STATUS.values() for language in ("fr", "en"))
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")
_MAX_DEPTH = 8


def read(parts: Parts, shown: str) -> Imported:
    """A dossier for each publisher of reviews in a file, JSON-LD or a saved page. Raises InputError and UsageError."""
    problems = Problems()
    reviews = [one for one in _things(_items(parts, shown), 0) if _is(one, "ClaimReview")]
    if not reviews:
        raise InputError(M("there is no ClaimReview in this file"), Place(shown))
    ids = Ids()
    builders: dict[str, DossierBuilder] = {}
    for number, review in enumerate(reviews, start=1):
        claim = text_or_none(review.get("claimReviewed")) or text_or_none(_first(review, "itemReviewed").get("text"))
        if claim is None:
            problems.add(f"ClaimReview {number}", M("it reviews no claim: `claimReviewed` is missing; left out"))
            continue
        dossier = _dossier_of(review)
        by = dossier or _name(_first(review, "author")) or _name(_first(review, "publisher")) or "claim reviews"
        if by not in builders:
            language = text_or_none(review.get("inLanguage"))
            builders[by] = DossierBuilder(dossier or ids.new(by), None if dossier else by, language)
        _add(builders[by], review, claim, problems, f"ClaimReview {number}")
    return Imported([one.data() for one in builders.values()], problems.found())


def _items(parts: Parts, shown: str) -> Any:
    data = only_part(parts, shown)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return json_of(parts, shown)
    extruct = library("extruct", "claimreview", "a saved page")
    try:
        found = extruct.extract(
            data.decode("utf-8", "replace"), syntaxes=["json-ld", "microdata"], uniform=True, errors="ignore"
        )
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise InputError(M("this page cannot be read: {why}", why=str(error)[:80]), Place(shown)) from None
    return [*found.get("json-ld", []), *found.get("microdata", [])]


def _things(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every object of some data, outermost first."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict):
        plain = {_plain(key): held for key, held in value.items()}
        yield plain
        for held in plain.values():
            if isinstance(held, dict | list):
                yield from _things(held, depth + 1)


def _plain(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in _PREFIXES if name.startswith(prefix)), name)


def _is(thing: Mapping[str, Any], kind: str) -> bool:
    return any(isinstance(one, str) and _plain(one) == kind for one in listed(thing.get("@type")))


def _all(thing: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The values of a property as objects: a text stands for the name or the address of one."""
    found: list[Mapping[str, Any]] = []
    for one in listed(thing.get(key)):
        if isinstance(one, dict):
            found.append({_plain(name): value for name, value in one.items()})
        elif isinstance(one, str) and one.strip():
            found.append({"url" if "://" in one else "name": one})
    return found


def _first(thing: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return next(iter(_all(thing, key)), {})


def _name(thing: Mapping[str, Any]) -> str | None:
    return text_or_none(thing.get("name")) or text_or_none(thing.get("url"))


def _id(thing: Mapping[str, Any]) -> str:
    """Our own id of something, where it has one."""
    address = text_or_none(thing.get("@id")) or ""
    return read_id(address.rpartition("/")[2]) if address.startswith("urn:provenance-audit:dossier:") else ""


def _dossier_of(review: Mapping[str, Any]) -> str | None:
    address = text_or_none(_first(review, "itemReviewed").get("@id")) or ""
    prefix = "urn:provenance-audit:dossier:"
    return read_id(address.removeprefix(prefix).partition(":")[0]) if address.startswith(prefix) else None


def _add(made: DossierBuilder, review: Mapping[str, Any], text: str, problems: Problems, place: str) -> None:
    item = _first(review, "itemReviewed")
    claim = made.claim(text, _id(item))
    note = _rated(made, review, claim, problems, place)
    # What a page that was reviewed says of itself is said by its own author, where the claim has none.
    authors = _all(item, "author") or ([item] if _is(item, "Person") or _is(item, "Organization") else [])
    voices = [made.source(name, _kind(one), _id(one)) for one in authors if (name := _name(one)) is not None]
    works = [*_all(item, "firstAppearance"), *_all(item, "appearance")]
    documents = [_document(made, work) for work in works]
    # Of several voices and several texts it is not said which spoke in which.
    alone = voices[0] if len(voices) == 1 else None
    chain = [{"source": alone}] if alone is not None else None
    for document in dict.fromkeys(documents):
        made.state(claim, chain=chain, own=chain is None, in_=document, text=text, checked=note)
    for voice in voices if not documents or alone is None else []:
        made.state(claim, chain=[{"source": voice}], text=text, checked=note)
    if not voices and not documents and _dossier_of(review) is None:
        problems.add(place, M("it names neither who made the claim nor where it appeared"))


def _kind(agent: Mapping[str, Any]) -> str | None:
    return "person" if _is(agent, "Person") else "institution" if _is(agent, "Organization") else None


def _document(made: DossierBuilder, work: Mapping[str, Any]) -> str:
    publisher = _first(work, "publisher") or _first(work, "author")
    name = _name(publisher)
    entry = {
        "publisher": made.source(name, "outlet", _id(publisher)) if name is not None else None,
        "published": readable_date(text_or_none(work.get("datePublished"))),
        "url": text_or_none(work.get("url")),
        "archive": text_or_none(work.get("archivedAt")),
        "headline": text_or_none(work.get("headline")) or text_or_none(work.get("name")),
        "language": text_or_none(work.get("inLanguage")),
    }
    known = str(work.get("@id") or entry["url"] or [entry["publisher"], entry["published"], entry["headline"]])
    return made.document(known, entry, _id(work))


def _rated(
    made: DossierBuilder, review: Mapping[str, Any], claim: str, problems: Problems, place: str
) -> dict[str, Any] | None:
    """The reviewer's own statement, where the rating says what he holds; else the rating as a note on the others."""
    rating = _first(review, "reviewRating")
    said = text_or_none(rating.get("alternateName")) or text_or_none(rating.get("name"))
    by = _name(_first(review, "author")) or _name(_first(review, "publisher"))
    on = readable_date(text_or_none(review.get("datePublished")))
    if _dossier_of(review) is not None and said is not None and fold(said) in _OURS:
        # A status that was computed is computed anew.
        return None
    stance = _stance(said, rating)
    if stance is None or by is None:
        if said is None and not rating:
            problems.add(place, M("it has no rating"))
            return None
        return {"by": by or "ClaimReview", "on": on, "result": "noted", "note": said or str(rating.get("ratingValue"))}
    source = made.source(by, "institution")
    url = text_or_none(review.get("url"))
    document = made.document(url or f"review of {claim}", {"publisher": source, "published": on, "url": url})
    made.state(claim, chain=[{"source": source}], in_=document, stance=stance, text=said)
    return None


def _stance(said: str | None, rating: Mapping[str, Any]) -> str | None:
    word = fold(said or "").strip(" .!")
    if word in _FALSE:
        return "denies"
    if word in _TRUE:
        return "confirms"
    value, best, worst = (_number(rating.get(key)) for key in ("ratingValue", "bestRating", "worstRating"))
    if value is None or best is None or worst is None or best == worst:
        return None
    return "denies" if value == worst else "confirms" if value == best else None


def _number(value: Any) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
