"""schema.org ClaimReview read, from JSON-LD or from a saved page of a fact-checker."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date, said
from provenance.exchange.standards.reading import Problems, json_of, listed, only_part, text_or_none
from provenance.exchange.standards.terms import read_id
from provenance.extraction.claim_ids import Ids
from provenance.files.yaml_reader import MAX_DEPTH
from provenance.libraries import library
from provenance.model.errors import InputError
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.place import Place
from provenance.texts import TextError
from provenance.texts.encodings import decoded

#: Ratings that say without doubt what the reviewer holds of a claim; a number says it at its ends alone.
_FALSE = frozenset(map(fold, ("false", "faux", "infox", "incorrect", "fake", "pants on fire", "falso", "falsch")))
_TRUE = frozenset(map(fold, ("true", "vrai", "correct", "exact", "verdadero", "cierto", "richtig", "wahr")))
_OURS = frozenset(fold(label.render(language)) for label in STATUS.values() for language in ("fr", "en"))
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")
_OURS_AT = "urn:provenance-audit:dossier:"
_ORGANIZATIONS = ("Organization", "NewsMediaOrganization", "NGO", "GovernmentOrganization", "Corporation")
#: What a claim stands in, where it is reviewed itself.
_WORKS = (
    "CreativeWork",
    "WebPage",
    "Article",
    "NewsArticle",
    "SocialMediaPosting",
    "WebSite",
    "VideoObject",
    "ImageObject",
)


def read(parts: Parts, shown: str) -> Imported:
    """A dossier for each publisher of reviews in a file, JSON-LD or a saved page. Raises InputError and UsageError."""
    problems = Problems()
    things = list(_things(_items(parts, shown, problems), 0))
    # What is described once stands elsewhere by its address alone (JSON-LD 1.1, node references).
    described = {str(one["@id"]): one for one in things if "@id" in one and len(one) > 1}
    reviews = [_Node(one, described) for one in things if _is(one, "ClaimReview") and set(one) - {"@id", "@type"}]
    if not reviews:
        raise InputError(M("there is no ClaimReview in this file"), Place(shown))
    ids = Ids()
    builders: dict[str, DossierBuilder] = {}
    for number, review in enumerate(reviews, start=1):
        claim = review.text("claimReviewed") or review.first("itemReviewed").text("text")
        if claim is None:
            problems.add(f"ClaimReview {number}", M("it reviews no claim: `claimReviewed` is missing; left out"))
            continue
        dossier = _dossier_of(review)
        by = dossier or _reviewer(review).name or "claim reviews"
        if by not in builders:
            language = review.text("inLanguage")
            builders[by] = DossierBuilder(dossier or ids.new(by), None if dossier else by, language)
        _add(builders[by], review, claim, problems, f"ClaimReview {number}")
    return Imported([one.data() for one in builders.values()], problems.found())


def _items(parts: Parts, shown: str, problems: Problems) -> Any:
    data = only_part(parts, shown)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return json_of(parts, shown, problems)
    extruct = library("extruct", "claimreview", "a saved page")
    try:
        found = extruct.extract(decoded(data)[0], syntaxes=["json-ld", "microdata"], uniform=True, errors="ignore")
    except (ValueError, RecursionError, AttributeError, TypeError, TextError) as error:
        raise InputError(M("this page cannot be read: {why}", why=str(error)[:80]), Place(shown)) from None
    return [*found.get("json-ld", []), *found.get("microdata", [])]


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object of some data, outermost first; what is read is nested no deeper than JSON may be."""
    if depth > MAX_DEPTH:
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


class _Node:
    """An object with its properties by their plain names; what it refers to is found among what is `described`."""

    def __init__(self, data: Mapping[str, Any], described: Mapping[str, Mapping[str, Any]]) -> None:
        self.data, self._described = data, described

    def text(self, key: str) -> str | None:
        """The first value of a property that is a text."""
        return next((found for one in listed(self.data.get(key)) if (found := text_or_none(one)) is not None), None)

    def all(self, key: str) -> list["_Node"]:
        """The values of a property as objects: a text stands for the name or the address of one."""
        found: list[_Node] = []
        for one in listed(self.data.get(key)):
            if isinstance(one, dict):
                data = {_plain(name): value for name, value in one.items()}
                if set(data) == {"@id"}:
                    data = dict(self._described.get(str(data["@id"]), data))
                found.append(_Node(data, self._described))
            elif isinstance(one, str) and one.strip():
                found.append(_Node({"url" if "://" in one else "name": one}, self._described))
        return found

    def first(self, key: str) -> "_Node":
        return next(iter(self.all(key)), _Node({}, self._described))

    def is_a(self, *kinds: str) -> bool:
        return any(_is(self.data, kind) for kind in kinds)

    @property
    def name(self) -> str | None:
        return self.text("name") or self.text("url")

    @property
    def own_id(self) -> str:
        """Our own id of it, where it has one."""
        address = self.text("@id") or ""
        return read_id(address.rpartition("/")[2]) if address.startswith(_OURS_AT) else ""

    @property
    def kind(self) -> str | None:
        return "person" if self.is_a("Person") else "institution" if self.is_a(*_ORGANIZATIONS) else None


def _plain(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in _PREFIXES if name.startswith(prefix)), name)


def _is(thing: Mapping[str, Any], kind: str) -> bool:
    return any(isinstance(one, str) and _plain(one) == kind for one in listed(thing.get("@type")))


def _dossier_of(review: _Node) -> str | None:
    address = review.first("itemReviewed").text("@id") or ""
    return read_id(address.removeprefix(_OURS_AT).partition(":")[0]) if address.startswith(_OURS_AT) else None


def _reviewer(review: _Node) -> _Node:
    author = review.first("author")
    return author if author.name is not None else review.first("publisher")


def _day(node: _Node, key: str, problems: Problems, place: str) -> str | None:
    """A date of a node; one that cannot be read is told."""
    written = node.text(key)
    found = readable_date(written)
    if written is not None and found is None:
        problems.add(place, M("`{text}` is no date that can be read", text=written[:40]))
    return found


def _add(made: DossierBuilder, review: _Node, text: str, problems: Problems, place: str) -> None:
    item = review.first("itemReviewed")
    claim = made.claim(text, item.own_id)
    note = _rated(made, review, claim, problems, place)
    on = _day(item, "datePublished", problems, place) if not item.is_a(*_WORKS) else None
    # A person or a work as what is reviewed is who said it and where: so it was before there were claims.
    authors = item.all("author") or ([item] if item.is_a("Person", *_ORGANIZATIONS) else [])
    voices = [made.source(one.name, one.kind, one.own_id) for one in authors if one.name is not None]
    works = [*item.all("firstAppearance"), *item.all("appearance"), *([item] if item.is_a(*_WORKS) else [])]
    documents = [_document(made, work, problems, place) for work in works]
    # Of several voices and several texts it is not said which spoke in which.
    alone = voices[0] if len(voices) == 1 else None
    chain = [{"source": alone}] if alone is not None else None
    for document in dict.fromkeys(documents):
        made.state(claim, chain=chain, own=chain is None, in_=document, text=text, said_on=on, checked=note)
    for voice in voices if not documents or alone is None else []:
        made.state(claim, chain=[{"source": voice}], text=text, said_on=on, checked=note)
    if not voices and not documents and _dossier_of(review) is None:
        problems.add(place, M("it names neither who made the claim nor where it appeared"))


def _document(made: DossierBuilder, work: _Node, problems: Problems, place: str) -> str:
    publisher = work.first("publisher")
    publisher = publisher if publisher.name is not None else work.first("author")
    entry = {
        "publisher": made.source(publisher.name, "outlet", publisher.own_id) if publisher.name is not None else None,
        "published": _day(work, "datePublished", problems, place),
        "url": work.text("url"),
        "archive": work.text("archivedAt"),
        "headline": work.text("headline") or work.text("name"),
        "language": work.text("inLanguage"),
    }
    known = str(work.text("@id") or entry["url"] or [entry["publisher"], entry["published"], entry["headline"]])
    return made.document(known, entry, work.own_id)


def _rated(made: DossierBuilder, review: _Node, claim: str, problems: Problems, place: str) -> dict[str, Any] | None:
    """The reviewer's own statement, where the rating says what he holds; else the rating as a note on the others."""
    rating, reviewer = review.first("reviewRating"), _reviewer(review)
    words = rating.text("alternateName") or rating.text("name")
    on = _day(review, "datePublished", problems, place)
    if _dossier_of(review) is not None and words is not None and fold(words) in _OURS:
        # A status that was computed is computed anew.
        return None
    stance = _stance(words, rating)
    if stance is None or reviewer.name is None:
        if words is None and rating.text("ratingValue") is None:
            problems.add(place, M("it has no rating"))
            return None
        note = words or rating.text("ratingValue")
        return said(by=reviewer.name or "ClaimReview", on=on, result="noted", note=note)
    source = made.source(reviewer.name, reviewer.kind)
    publisher = review.first("publisher")
    by = made.source(publisher.name, publisher.kind) if publisher.name is not None else source
    url = review.text("url")
    entry = {"publisher": by, "published": on, "url": url, "headline": review.text("headline") or review.text("name")}
    document = made.document(url or f"review of {claim}", entry)
    made.state(claim, chain=[{"source": source}], in_=document, stance=stance, text=words)
    return None


def _stance(words: str | None, rating: _Node) -> str | None:
    """What a rating says without doubt: by its words, and by the ends of its scale only where it has none."""
    if words is not None and not words.strip().replace(".", "").isdigit():
        word = fold(words).strip(" .!")
        return "denies" if word in _FALSE else "confirms" if word in _TRUE else None
    value, best, worst = (_number(rating.text(key)) for key in ("ratingValue", "bestRating", "worstRating"))
    if value is None or best is None or worst is None or best == worst:
        return None
    return "denies" if value == worst else "confirms" if value == best else None


def _number(value: str | None) -> float | None:
    try:
        found = float(value or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None
