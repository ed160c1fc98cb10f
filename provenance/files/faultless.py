"""Dossiers that are certain to have no fault, told from their records alone: no `Dossier` is made to see it.

That is certain where the records are plain (`plain`), no name could be a slip of one that is known, and whatever leads
to another entry leads to one above it, never in a circle. A dossier of which it is not certain may be without a fault
all the same: it is looked at in full. Nearly all of a corpus is looked at here and nowhere else, so what depends on a
text or on a set of keys alone is remembered from dossier to dossier.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from provenance.files.json_reader import writes_keys
from provenance.files.plain import is_id
from provenance.files.raw import dossier_named_in, may_name_several
from provenance.files.registry import shipped
from provenance.model import dates
from provenance.model.chain import parts_of
from provenance.model.names import fold
from provenance.model.vocabulary import VERBS, Certainty, Stance, Status
from provenance.model.written import MAX_ID

#: Texts that are remembered, of each kind.
_MAX_KNOWN = 1 << 16
_RECORD = ("type", "dossier", "id")
#: By the type of a record, the keys that it must have, and those that it may have.
_REQUIRED: dict[str, tuple[str, ...]] = {
    "dossier": (), "document": ("id", "publisher"), "claim": ("id", "text"), "statement": ("in",),
}  # fmt: skip
_FLAT = ("claim", "quote", "stance", "certainty")
_KEYS: dict[str, frozenset[str]] = {
    "dossier": frozenset({*_RECORD, "title", "language", "as_of"}),
    "document": frozenset(
        {*_RECORD, "publisher", "published", "retrieved", "language", "url", "archive", "headline", "read_at"}
        | {"revises", "corrects", "retracts", "translates"}
    ),
    "claim": frozenset({*_RECORD, "text", "about", "value", "status", "status_by", "contradicts", "narrower_than"}),
    "statement": frozenset({*_RECORD, "chain", "own", "in", *VERBS, *_FLAT}),
}
#: Whatever the record, what the values of these keys are.
_DATES = frozenset({"as_of", "published", "retrieved"})
_LINKS = frozenset({"revises", "corrects", "retracts", "translates", "narrower_than"})
_CHOSEN: dict[str, frozenset[object]] = {
    "status": frozenset(one.value for one in Status), "stance": frozenset(one.value for one in Stance),
    "certainty": frozenset(one.value for one in Certainty),
}  # fmt: skip
#: Keys that are looked at by name.
_BY_NAME = frozenset({*_RECORD, *_CHOSEN, *_DATES, *_LINKS, *VERBS, "publisher", "in", "chain", "own", "claim", "value",
                      "contradicts"})  # fmt: skip
Record = dict[str, Any]


class _Unsure(Exception):
    """Something of a dossier may be wrong."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is to be looked at in the records of one type that have the same keys."""

    type: str
    texts: tuple[str, ...]
    dates: tuple[str, ...]
    links: tuple[str, ...]
    verbs: tuple[str, ...]
    has_id: bool
    has_chain: bool
    #: Keys that few records have.
    others: tuple[str, ...]


class _Remembered(dict[Any, Any]):
    """What a function gives for a text or a set of keys, until there are too many of them."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: Any) -> Any:
        if len(self) >= _MAX_KNOWN:
            self.clear()
        found = self[key] = self._function(key)
        return found


class FaultFinder:
    """Looks at the dossiers of a corpus, one after the other."""

    def __init__(self) -> None:
        agencies = shipped().by_name
        self._shapes = _Remembered(_shape)
        self._is_date = _Remembered(_is_date)
        # The names of agencies bring others with them.
        self._is_other = _Remembered(lambda name: _is_text(name) and fold(name) not in agencies)

    def is_faultless(self, records: Sequence[Record], lines: Sequence[bytes]) -> bool:
        """Whether it is certain that nothing is wrong with the dossier that all these records name, in these lines: a
        key that is written twice is the strict reader's.
        """
        try:
            self._check(records, lines)
        except (_Unsure, LookupError, TypeError):
            # What has no key, or a list where a text should stand, is no better.
            return False
        return True

    def unsure(
        self, lines: Sequence[bytes], loads: Callable[[bytes], Any], default: str | None = None
    ) -> tuple[list[int], int] | None:
        """Of the lines of whole dossiers, the places of those whose dossier is not certain to have no fault; and of how
        many it is certain. None where a line cannot be read or names several dossiers, or where one goes on further
        down; where one names none, unless none does and they are all of the dossier `default`.
        """
        try:
            records = list(map(loads, lines))
        except ValueError:
            return None
        names = _dossiers_of(records, default)
        if names is None:
            return None
        left: list[int] = []
        seen: set[str] = set()
        faultless = end = 0
        for name, group in groupby(names):
            begin, end = end, end + len(list(group))
            if not isinstance(name, str) or name in seen:
                return None
            seen.add(name)
            if is_id(name) and self.is_faultless(records[begin:end], lines[begin:end]):
                faultless += 1
            elif any(may_name_several(line) for line in lines[begin:end]):
                return None
            else:
                left += range(begin, end)
        return left, faultless

    def _check(self, records: Sequence[Record], lines: Sequence[bytes]) -> None:
        shapes, is_date = self._shapes, self._is_date
        documents: set[str] = set()
        claims: set[str] = set()
        rivals: list[str] = []
        statements: list[tuple[Record, bytes, _Shape]] = []
        headed = False
        for data, line in zip(records, lines):
            shape = shapes[data["type"], *data]
            if shape is None:
                raise _Unsure
            kind = shape.type
            if kind == "statement":
                # Looked at once all else is known: a statement may stand above what it names.
                statements.append((data, line, shape))
                continue
            if not writes_keys(line, len(data)):
                raise _Unsure
            for key in shape.texts:
                value = data[key]
                if value.__class__ is not str or not value:
                    raise _Unsure
            for key in shape.dates:
                if not is_date[data[key]]:
                    raise _Unsure
            if kind == "dossier":
                if headed or (shape.has_id and data["id"] is None) or data.get("language", "en") not in ("en", "fr"):
                    raise _Unsure
                headed = True
                continue
            above = claims if kind == "claim" else documents
            for key in shape.links:
                if data[key] not in above:
                    raise _Unsure
            if kind == "document" and not self._is_other[data["publisher"]]:
                raise _Unsure
            if shape.others:
                rivals += _rivals(data)
            name = data["id"]
            if name in above or name.__class__ is not str or not 0 < len(name) <= MAX_ID:
                raise _Unsure
            above.add(name)
        if not claims.issuperset(rivals):
            raise _Unsure
        if statements:
            _check_statements(statements, documents, claims)


def _dossiers_of(records: Sequence[Any], default: str | None) -> list[Any] | None:
    """The dossiers that some records name; None where some name none, unless all are of the dossier `default`."""
    try:
        return [data["dossier"] for data in records]
    except TypeError:
        return None
    except LookupError:
        pass
    if not all(isinstance(data, dict) for data in records):
        return None
    names = [dossier_named_in(data, default) for data in records]
    nameless = any("dossier" not in data and data.get("type") != "dossier" for data in records)
    return None if nameless and names != [default] * len(names) else names


def _check_statements(
    statements: Sequence[tuple[Record, bytes, _Shape]], documents: set[str], claims: set[str]
) -> None:
    ids: set[str] = set()
    for data, line, shape in statements:
        count = len(data)
        if data["in"] not in documents:
            raise _Unsure
        if shape.has_chain:
            chain = data["chain"]
            if "(" in chain or "?" in chain:
                raise _Unsure
            for part in parts_of(chain):
                if not part or part.isspace():
                    raise _Unsure
        for verb in shape.verbs:
            said = data[verb]
            if said.__class__ is not dict or not said:
                raise _Unsure
            count += len(said)
            for claim, words in said.items():
                if claim not in claims or words.__class__ is not str or not words:
                    raise _Unsure
        if not writes_keys(line, count):
            raise _Unsure
        if shape.has_id:
            name = data["id"]
            if name in ids or not is_id(name):
                raise _Unsure
            ids.add(name)
        if shape.others:
            _check_otherwise(data, claims)


def _check_otherwise(data: Record, claims: set[str]) -> None:
    """What few statements have: what is said without a verb, and that it has no source."""
    for key, words in _CHOSEN.items():
        if key in data and data[key] not in words:
            raise _Unsure
    if "claim" in data and not (data["claim"] in claims and _is_text(data["quote"])):
        raise _Unsure
    if "own" in data and not (data["own"] is True or data["own"] == "first_hand"):
        raise _Unsure


def _rivals(data: Record) -> list[str]:
    """The claims that one says it contradicts; they may stand below it."""
    if "status" in data and data["status"] not in _CHOSEN["status"]:
        raise _Unsure
    if "value" in data:
        value = data["value"]
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise _Unsure
    if "contradicts" not in data:
        return []
    if data["contradicts"] == data["id"]:
        raise _Unsure
    return [data["contradicts"]]


def _shape(record: tuple[Any, ...]) -> _Shape | None:
    """The shape of records of a type with some keys; None where such a record may be wrong whatever it says."""
    kind, *keys = record
    if kind not in _KEYS or not _KEYS[kind].issuperset(keys) or not all(key in keys for key in _REQUIRED[kind]):
        return None
    verbs = tuple(verb for verb in VERBS if verb in keys)
    flat = [key for key in _FLAT if key in keys]
    if kind == "statement" and (flat if verbs else not {"claim", "quote"}.issubset(flat)):
        return None
    if "own" in keys and "chain" in keys:
        return None
    return _Shape(
        kind,
        tuple(key for key in keys if key not in _BY_NAME),
        tuple(key for key in keys if key in _DATES),
        tuple(key for key in keys if key in _LINKS),
        verbs,
        "id" in keys,
        "chain" in keys,
        tuple(key for key in keys if key in ("status", "value", "contradicts", "own", *_FLAT)),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not value:
        return False
    try:
        dates.parse(value)
    except dates.DateError:
        return False
    return True
