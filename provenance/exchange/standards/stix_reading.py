"""STIX 2.1 read: identities, reports, and what is thought of the objects they hold."""

from collections.abc import Mapping
from typing import Any

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date
from provenance.exchange.standards.reading import Problems, json_of, listed, text_or_none
from provenance.model.errors import InputError
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.vocabulary import Stance

#: The opinions of the standard as a stance and a certainty.
_OPINIONS = {
    "strongly-agree": ("asserts", "certain"),
    "agree": ("asserts", "probable"),
    "neutral": ("asserts", "uncommitted"),
    "disagree": ("denies", "probable"),
    "strongly-disagree": ("denies", "certain"),
}
_CLASSES = {"individual": "person", "organization": "institution", "unknown": "anonymous"}
_STANCES = frozenset(stance.value for stance in Stance)
_DOSSIER, _CLAIM = "provenance-dossier", "provenance-claim"
Object = Mapping[str, Any]


def read(parts: Parts, shown: str) -> Imported:
    """The dossier of a bundle, of a list of objects or of one. Raises InputError."""
    problems = Problems()
    data = json_of(parts, shown, problems)
    objects = data.get("objects", data) if isinstance(data, dict) else data
    known = _latest(listed(objects), problems)
    if not known:
        raise InputError(M("there is no STIX object in this file"), Place(shown))
    head = next((one for one in known.values() if _is(one, "report", _DOSSIER)), {})
    reading = _Reading(known, DossierBuilder("stix", text_or_none(head.get("name")), text_or_none(head.get("lang"))))
    for one in known.values():
        reading.take(one, problems)
    return Imported([reading.made.data()], problems.found())


def _latest(objects: list[Any], problems: Problems) -> dict[str, Object]:
    """The objects by their ids: of several versions the one modified last (STIX 2.1, 3.6.2), none that was revoked."""
    known: dict[str, Object] = {}
    for number, one in enumerate(objects, start=1):
        if not (isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("type"), str)):
            problems.add(f"object {number}", M("it has no `id` or no `type`; left out"))
            continue
        before = known.get(one["id"])
        if before is not None:
            problems.add(one["id"], M("it stands there in several versions: the one modified last counts"))
        if before is None or str(before.get("modified", "")) <= str(one.get("modified", "")):
            known[one["id"]] = one
    for name in [name for name, one in known.items() if one.get("revoked") is True]:
        problems.add(name, M("it was revoked by who made it; left out"))
        del known[name]
    return known


def _is(one: Object, kind: str, label: str) -> bool:
    return one.get("type") == kind and label in listed(one.get("labels"))


def _refs(one: Object, key: str) -> list[str]:
    return [ref for ref in listed(one.get(key)) if isinstance(ref, str)]


class _Reading:
    """The objects of a bundle by their ids, and the dossier made of them."""

    def __init__(self, known: Mapping[str, Object], made: DossierBuilder) -> None:
        self._known, self.made = known, made
        self._ours = any(_is(one, "report", _DOSSIER) for one in known.values())
        self._report_of = {
            ref: one
            for one in known.values()
            if one["type"] == "report" and not _is(one, "report", _DOSSIER)
            for ref in _refs(one, "object_refs")
        }

    def take(self, one: Object, problems: Problems) -> None:
        """Take over an object; how it may be shared is told, as nothing of that is kept."""
        kind = one["type"]
        for marking in _refs(one, "object_marking_refs"):
            name = text_or_none(self._known.get(marking, {}).get("name"))
            problems.add(one["id"], M("it is marked {marking}: mind who may read it", marking=name or marking))
        if kind == "identity":
            self._source(one)
        elif kind == "report" and not _is(one, "report", _DOSSIER):
            document = self._document(one)
            if (text := text_or_none(one.get("description"))) is not None:
                self.made.state(self.made.claim(text), own=True, in_=document, text=text)
        elif _is(one, "note", _CLAIM):
            self._claim(one)
        elif kind in ("opinion", "note"):
            self._said(one, problems)
        elif kind not in ("report", "marking-definition"):
            problems.add(one["id"], M("objects of the type {type} are not taken over", type=kind))

    def _source(self, one: Object) -> str | None:
        name = text_or_none(one.get("name"))
        if name is None:
            return None
        kind = _CLASSES.get(str(one.get("identity_class")))
        letter = next((str(x)[-1] for x in listed(one.get("labels")) if str(x).startswith("source-reliability:")), None)
        source = self.made.source(name, kind)
        entry = {
            "role": text_or_none(one.get("description")),
            "reliability": letter if letter in set("ABCDEF") else None,
        }
        return self.made.entry("sources", name, name, entry) if source else None

    def _document(self, one: Object) -> str:
        publisher = self._known.get(str(one.get("created_by_ref")))
        references = [r for r in listed(one.get("external_references")) if isinstance(r, dict)]
        published = text_or_none(one.get("published"))
        entry = {
            "publisher": self._source(publisher) if publisher is not None else None,
            "published": readable_date((published or "").removesuffix("T00:00:00.000Z")),
            "url": next((url for r in references if (url := text_or_none(r.get("url"))) is not None), None),
            "headline": text_or_none(one.get("name")),
            "language": text_or_none(one.get("lang")),
        }
        return self.made.document(one["id"], entry)

    def _claim(self, one: Object) -> str | None:
        """The claim made of an object's text; None where it has none. Only the name of a report is taken for such a
        text.
        """
        keys = ("content", "description", *(("name",) if one["type"] == "report" else ()))
        text = next((found for key in keys if (found := text_or_none(one.get(key)))), None)
        return self.made.claim(text) if text is not None else None

    def _said(self, one: Object, problems: Problems) -> None:
        """An opinion of objects, or a note on them."""
        words = text_or_none(one.get("explanation") or one.get("content"))
        stance, certainty = _OPINIONS.get(str(one.get("opinion")), (None, None))
        label = next((str(x)[7:] for x in listed(one.get("labels")) if str(x).startswith("stance:")), None)
        if one["type"] == "opinion" and stance is None:
            problems.add(
                one["id"], M("`{value}` is no opinion of the standard; left out", value=str(one.get("opinion"))[:60])
            )
            return
        objects = [self._known[ref] for ref in _refs(one, "object_refs") if ref in self._known]
        about = [one] if one["type"] == "note" and label is None else objects
        chain = self._chain(one, problems)
        report = self._report_of.get(one["id"])
        for thing in about:
            claim = self._claim(thing)
            if claim is None:
                problems.add(one["id"], M("it is of an object that says nothing: {id}; left out", id=str(thing["id"])))
                continue
            self.made.state(
                claim, chain=chain, in_=self._document(report) if report is not None else None,
                stance=stance or (label if label in _STANCES else "asserts"), certainty=certainty, text=words,
            )  # fmt: skip
        if not about:
            problems.add(one["id"], M("what it is of stands not in this file; left out"))

    def _chain(self, one: Object, problems: Problems) -> str | list[dict[str, str]] | None:
        """Who says it: of our own objects the whole way, which stands in `authors`; else who made the object, or the
        first of the persons it names (STIX 2.1, 4.12).
        """
        author = self._known.get(str(one.get("created_by_ref")))
        authors = [name for x in listed(one.get("authors")) if isinstance(x, str) and (name := text_or_none(x))]
        if self._ours and authors:
            return authors[0]
        source = self._source(author) if author is not None else None
        if source is None and authors:
            source = self.made.source(authors.pop(0), "person")
        if authors:
            problems.add(one["id"], M("its authors are not taken over: {names}", names=", ".join(authors)[:200]))
        return [{"source": source}] if source is not None else None
