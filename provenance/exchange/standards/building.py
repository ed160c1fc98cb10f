"""A dossier in the making, of what another program's file says: ids from names, each thing once."""

from collections.abc import Mapping
from typing import Any

from provenance.extraction.claim_ids import Ids, single_spaced
from provenance.extraction.draft import TOLD
from provenance.extraction.language import UnknownLanguage, language_of
from provenance.model import dates
from provenance.model.dates import DateError


class DossierBuilder:
    """Gathers sources, documents, claims and statements, and gives the data of a claim file."""

    def __init__(self, dossier: str, title: str | None = None, language: str | None = None) -> None:
        self._head: dict[str, Any] = {"dossier": dossier}
        self._head |= {"title": single_spaced(title)} if title else {}
        self._head |= {"language": language[:2].lower()} if language and language[:2].lower() in ("fr", "en") else {}
        # A name in a chain may be a source or a document: they share no id.
        names = Ids()
        self._ids = {"sources": names, "documents": names, "claims": Ids()}
        self._sections: dict[str, dict[str, dict[str, Any]]] = {"sources": {}, "documents": {}, "claims": {}}
        self._named: dict[tuple[str, str], str] = {}
        self._statements: list[dict[str, Any]] = []

    def entry(self, section: str, known_as: str, words: str, entry: Mapping[str, Any], called: str = "") -> str:
        """The id of something: that of the thing known by that name already, else `called` or one made of its words.
        What is said of it first counts.
        """
        key = (section, known_as)
        if key not in self._named:
            free = called and len(called) <= 200 and called not in self._sections[section]
            name = self._named[key] = called if free else self._ids[section].new(words or known_as)
            self._sections[section][name] = {}
        held = self._sections[section][self._named[key]]
        for key_, value in entry.items():
            if value not in (None, "", [], {}):
                held.setdefault(key_, value)
        return self._named[key]

    def source(self, name: str, kind: str | None = None, called: str = "") -> str:
        """The id of a source by its name."""
        name = single_spaced(name)
        return self.entry("sources", name, name, {"name": name, "kind": kind}, called)

    def document(self, known_as: str, entry: Mapping[str, Any], called: str = "") -> str:
        """The id of a document, known by its address or whatever tells it from others."""
        words = str(entry.get("headline") or entry.get("publisher") or known_as)
        return self.entry("documents", known_as, words, entry, called)

    def claim(self, text: str, called: str = "", **more: Any) -> str:
        """The id of a claim by its sentence."""
        text = single_spaced(text)
        return self.entry("claims", text, text, {"text": text, **more}, called)

    def state(self, claim: str, **keys: Any) -> None:
        """Add a statement in the flat form; keys that say nothing are left out."""
        found = {key.rstrip("_"): value for key, value in keys.items() if value not in (None, False, "", [], {})}
        self._statements.append({**found, "claim": claim, "stance": found.get("stance", "asserts")})

    def data(self) -> dict[str, Any]:
        """The claim file, in the language it is said to be in, else in that of its claims."""
        sections = {name: held for name, held in self._sections.items() if held}
        if "language" not in self._head:
            self._head["language"] = told_in(" ".join(one["text"] for one in self._sections["claims"].values()))
        return {**self._head, **sections, **({"statements": self._statements} if self._statements else {})}


def told_in(text: str) -> str:
    """The language in which a dossier of some claims is told: theirs, if it is one of those that can be."""
    try:
        found = language_of(text[:20_000])
    except UnknownLanguage:
        return "en"
    return found if found in TOLD else "en"


def said(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def readable_date(text: str | None) -> str | None:
    """A date that can be read, as it is written; the day of a time that cannot."""
    for written in (text, (text or "")[:10]):
        try:
            if written and dates.parse(written):
                return written
        except DateError:
            continue
    return None
