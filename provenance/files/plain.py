"""Plain records of one dossier → `Dossier`, without the types a claim file is validated with.

A record is plain when its keys are of the few listed here and their values are short texts, as in nearly all of a
corpus. What such keys mean is said where it is said for every file: names are looked up by `SourceIndex`, chains and
dates are parsed, statements numbered and certainties read by what `resolve` calls. A dossier that has anything else, or
anything that would be a problem, is none here: it goes the long way, which also words what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from provenance.files import hops
from provenance.files.json_reader import writes_keys
from provenance.files.locale import DEFAULT, locale_language
from provenance.files.model_fields import source_of
from provenance.files.plain_places import PlainPlaces, PlainRecord
from provenance.files.resolve import replacements
from provenance.files.rest import Rest
from provenance.files.scope import self_reference
from provenance.files.source_index import SourceIndex
from provenance.files.statements import Numbering
from provenance.model import dates, values
from provenance.model.chain import bare_names, parse_chain
from provenance.model.document import Document
from provenance.model.dossier import Claim, Dossier, Hop, Statement, Understood
from provenance.model.hedges import author_certainty_of, hedges
from provenance.model.place import Pointer
from provenance.model.vocabulary import NONCOMMITTAL, VERBS, Certainty, Own, SourceKind, Stance, Status
from provenance.model.written import MAX_ID, SourceEntry

_E = TypeVar("_E", bound=StrEnum)
_Said = tuple[str, Stance, Certainty | None, str, Pointer]
_RECORD = frozenset({"type", "dossier", "id"})
_TEXTS = ("language", "url", "archive", "headline", "read_at")
_DATES = ("published", "retrieved")
LINKS = ("revises", "corrects", "retracts", "translates")
RELATED = ("contradicts", "narrower_than")
#: What a claim has that has nothing but a text, as most do.
_BARE_CLAIM = _RECORD | {"text"}
_FLAT = frozenset({"claim", "quote", "stance", "certainty"})
#: The keys of plain records by their type.
KEYS = {
    "dossier": _RECORD | {"title", "language", "as_of"},
    "source": _RECORD | {"name", "kind", "role", "part_of", "owned_by", "aliases", "basis", "reliability"},
    "document": _RECORD | {"publisher", *_DATES, *_TEXTS, *LINKS},
    "claim": _RECORD | {"text", "about", "value", "status", "status_by", *RELATED},
    "statement": _RECORD | {"chain", "own", "in", *VERBS, *_FLAT},
}
_STATUSES = {one.value: one for one in Status}
_STANCES = {one.value: one for one in Stance}
_CERTAINTIES = {one.value: one for one in Certainty}
_UNCOMMITTED = dict.fromkeys(NONCOMMITTAL, Certainty.UNCOMMITTED)


class _NotPlain(Exception):
    """The dossier has something that only the long way reads."""


def plain_dossier(
    name: str, records: Sequence[PlainRecord], file: str, line: Callable[[int], str], rest: Rest | None = None
) -> Dossier | None:
    """The dossier of its records, where they are plain and nothing is wrong with them; else None.

    `file` is what their file is called, and `line` gives its lines. The records are a part of a dossier with a `rest`.
    """
    try:
        return _Reading(name, records, rest).dossier(PlainPlaces(file, records, line))
    except _NotPlain:
        return None


class _Reading:
    """The records of one dossier by their kind, as they are resolved."""

    def __init__(self, name: str, records: Sequence[PlainRecord], rest: Rest | None = None) -> None:
        self.name, self._rest = name, rest
        self.written: dict[str, dict[str, dict[str, Any]]] = {"source": {}, "document": {}, "claim": {}, "dossier": {}}
        self.statements: list[dict[str, Any]] = []
        #: The ids that people gave to statements.
        self.ids: set[str] = set()
        for record in records:
            self._add(record)
        self.head = self.written["dossier"].get(self.name, {})
        said = _text(self.head, "language")
        if not is_id(self.name) or said not in (None, "fr", "en"):
            raise _NotPlain
        self.says_language = said is not None
        self.language: str = said or locale_language() or DEFAULT
        self.index = SourceIndex([], self.language)
        self._hops: dict[str, Hop] = {}

    def _add(self, record: PlainRecord) -> None:
        data = record.data
        kind: Any = data.get("type")
        name: Any = data.get("id")
        count = len(data)
        keys = KEYS.get(kind) if isinstance(kind, str) else None
        if keys is None or not data.keys() <= keys or (name is None and "id" in data):
            raise _NotPlain
        if kind == "statement":
            if name is not None:
                if not is_id(name) or name in self.ids:
                    raise _NotPlain
                self.ids.add(name)
            self.statements.append(data)
            for value in data.values():
                if value.__class__ is dict:
                    count += len(value)
        else:
            # What a dossier calls itself is not what it is called.
            name, held = self.name if kind == "dossier" else name, self.written[kind]
            if not is_id(name) or name in held:
                raise _NotPlain
            held[name] = data
        if not writes_keys(record.line, count):
            # A key that is written twice is the strict reader's.
            raise _NotPlain

    def dossier(self, places: PlainPlaces) -> Dossier:
        """The same dossier as `resolve` makes of the same records, step by step in its order."""
        index = self.index
        self._declare_sources()
        if self._rest is not None:
            self._rest.tell(self.index)
        documents = self._documents()
        claims = self._claims()
        statements = tuple(self._statements())
        if self.written["source"]:
            # Other names were looked up in the shipped registry when they were met.
            index.complete_agencies()
        if not self.says_language:
            index.understood.append(Understood("language", self.language, self.language))
        as_of = _date(self.head, "as_of")
        sources = index.with_checked_owners(self_reference)
        if index.problems:
            raise _NotPlain
        return Dossier(
            id=self.name,
            title=_text(self.head, "title") or self.name,
            language=self.language,
            file=places.file,
            sources=sources,
            documents=documents,
            claims=claims,
            statements=statements,
            evidence={},
            as_of=as_of,
            understood=tuple(index.understood + replacements(documents.values())),
            locate=places.locate,
            source_lines=lambda named, line: places.line(line) if named == places.file else "",
        )

    def _declare_sources(self) -> None:
        known = self.written["source"]
        for name, data in known.items():
            try:
                entry = SourceEntry.model_validate({key: value for key, value in data.items() if key not in _RECORD})
            except ValidationError:
                raise _NotPlain from None
            self.index.add(source_of(name, entry, "file", ("sources", name), lambda written, pointer: None))
        self.index.is_closed = bool(known)

    def _documents(self) -> dict[str, Document]:
        index, known = self.index, self.written["document"]
        if not known.keys().isdisjoint(self.written["source"]):
            raise _NotPlain
        for name in known:
            index.add_document(name)
        found: dict[str, Document] = {}
        for name, data in known.items():
            pointer: Pointer = ("documents", name)
            publisher = index.publisher(_required(data, "publisher"), name, (*pointer, "publisher"))
            found[name] = Document(id=name, publisher=publisher, pointer=pointer, **self._document_fields(data))
        return found

    def _document_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key in data:
            if key in _RECORD or key == "publisher":
                continue
            if key in _TEXTS:
                fields[key] = _text(data, key)
            elif key in _DATES:
                fields[key] = _date(data, key)
            else:
                other = _other(data, key, self.written["document"])
                fields[key] = other if key == "translates" else (other,)
        return fields

    def _claims(self) -> dict[str, Claim]:
        known = self.written["claim"]
        found: dict[str, Claim] = {}
        for name, data in known.items():
            text, pointer = _required(data, "text"), ("claims", name)
            fields = {} if data.keys() <= _BARE_CLAIM else self._claim_fields(data)
            found[name] = Claim(name, text, pointer=pointer, **fields)
        return found

    def _claim_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {"about": _text(data, "about"), "declared_by": _text(data, "status_by")}
        for key in RELATED:
            if key in data:
                fields[key] = (_other(data, key, self.written["claim"]),)
        fields["declared"] = _chosen(data, "status", _STATUSES)
        if "value" in data:
            value = data["value"]
            if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
                raise _NotPlain
            fields["value"] = values.parse(value, self.language)
        return fields

    def _statements(self) -> list[Statement]:
        numbering = Numbering(self.ids)
        # Quotes hardly ever come twice: to keep what was found of them takes longer than to find it.
        said_of_others = hedges().certainty_of
        made: list[Statement] = []
        positions = self._rest.positions if self._rest is not None else range(len(self.statements))
        for position, data in enumerate(self.statements):
            pointer: Pointer = ("statements", position)
            document = self._read_in(data)
            chain = self._chain(data, pointer)
            if len(chain) > 1 and chain[-1].is_document and chain[-1].id == document:
                chain = chain[:-1]
            own = _own(data)
            certainty_of = said_of_others if own is None else author_certainty_of
            name = data.get("id")
            for claim, stance, certainty, words, at in self._said(data, pointer):
                number = numbering.next_id(claim)
                statement = Statement(
                    id=name if name is not None and at is pointer else number,
                    claim=claim,
                    stance=stance,
                    certainty=_UNCOMMITTED.get(stance) or certainty or certainty_of(words),
                    chain=chain,
                    own=own,
                    document=document,
                    entry=name or f"#{positions[position] + 1}",
                    quote=words,
                    pointer=at,
                )
                made.append(hops.reordered(statement, self.index, data["chain"]) if len(chain) > 1 else statement)
        return made

    def _read_in(self, data: Mapping[str, Any]) -> str:
        document = data.get("in")
        if not isinstance(document, str) or document not in self.written["document"]:
            raise _NotPlain
        return document

    def _said(self, data: Mapping[str, Any], pointer: Pointer) -> Iterator[_Said]:
        """What one record says of which claims, in the order of the verbs, and how sure it says it is."""
        claims, silent = self.written["claim"], True
        for verb, stance in VERBS.items():
            if verb not in data:
                continue
            said = data[verb]
            if not isinstance(said, dict) or not said or "claim" in data:
                raise _NotPlain
            silent = False
            for claim, words in said.items():
                if claim not in claims or not isinstance(words, str) or not words:
                    raise _NotPlain
                yield claim, stance, None, words, (*pointer, verb, claim)
        if silent:
            claim, words = _required(data, "claim"), _required(data, "quote")
            stance = _chosen(data, "stance", _STANCES) or Stance.ASSERTS
            if claim not in claims:
                raise _NotPlain
            yield claim, stance, _chosen(data, "certainty", _CERTAINTIES), words, pointer
        elif not data.keys().isdisjoint(_FLAT):
            raise _NotPlain

    def _chain(self, data: Mapping[str, Any], pointer: Pointer) -> tuple[Hop, ...]:
        known, found = self._hops, []
        for name in _names_of(data):
            one = known.get(name)
            if one is None:
                one = self._hop(name, (*pointer, "chain"))
                # To look up a name that is not that of what it means has a part in what is understood.
                if one.id == name:
                    known[name] = one
            found.append(one)
        return tuple(found)

    def _hop(self, name: str, where: Pointer) -> Hop:
        if not name:
            raise _NotPlain
        document = self.index.find_document(name)
        if document is not None and self.index.find_source(name) is None:
            return Hop(document, True)
        return Hop(self.index.source(name, where, SourceKind.PERSON))


def is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID


def _text(data: Mapping[str, Any], key: str) -> str | None:
    """A text that says something; None where there is no such key."""
    if key not in data:
        return None
    value = data[key]
    if not isinstance(value, str) or not value:
        raise _NotPlain
    return value


def _required(data: Mapping[str, Any], key: str) -> str:
    found = _text(data, key)
    if found is None:
        raise _NotPlain
    return found


def _date(data: Mapping[str, Any], key: str) -> dates.When | None:
    written = _text(data, key)
    try:
        return None if written is None else dates.parse(written)
    except dates.DateError:
        raise _NotPlain from None


def _names_of(data: Mapping[str, Any]) -> Sequence[str]:
    """The names of a chain, which has nothing else."""
    written = _text(data, "chain")
    if written is None:
        return ()
    if "(" in written or "?" in written:
        raise _NotPlain
    return bare_names(written) or [hop.name for hop in parse_chain(written)]


def _other(data: Mapping[str, Any], key: str, known: Mapping[str, Any]) -> str:
    """Another one of the same kind, named by its id as it is spelled there."""
    name = data[key]
    if not isinstance(name, str) or name not in known or name == data["id"]:
        raise _NotPlain
    return name


def _chosen(data: Mapping[str, Any], key: str, among: Mapping[str, _E]) -> _E | None:
    """A word of a closed vocabulary; None where there is no such key."""
    word = _text(data, key)
    if word is not None and word not in among:
        raise _NotPlain
    return None if word is None else among[word]


def _own(data: Mapping[str, Any]) -> Own | None:
    if "own" not in data:
        return None
    if data["own"] is True and "chain" not in data:
        return Own.UNSOURCED
    if data["own"] == "first_hand" and "chain" not in data:
        return Own.FIRST_HAND
    raise _NotPlain
