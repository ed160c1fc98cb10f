"""Statements as written → one `Statement` for each claim and each document it is read in."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from provenance.files import hops
from provenance.files.checking import checks, review
from provenance.files.locating import locator
from provenance.files.quotes import anchored
from provenance.files.scope import Scope, self_reference
from provenance.files.source_index import near_claim_problem
from provenance.model.chain import WrittenHop
from provenance.model.checking import Check
from provenance.model.dossier import Claim, Hop, Statement
from provenance.model.field_facts import field_facts
from provenance.model.finding import Problem
from provenance.model.hedges import author_certainty_of, certainty_of
from provenance.model.locators import NO_LOCATOR
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.place import Place, Pointer
from provenance.model.vocabulary import NONCOMMITTAL, VERBS, Certainty, Own, SourceKind, Stance
from provenance.model.written import Details, DossierEntry, StatementEntry

#: The keys that go to every statement of an entry: of its details where they have one, else of the entry.
_SHARED = tuple(fact for fact in field_facts(StatementEntry) if fact.handled is None)


class Expansion(NamedTuple):
    """The statements of a dossier, and the positions of the entries that made a name or a claim known."""

    statements: list[Statement]
    introducing: frozenset[int]


class Numbering:
    """Gives statements their ids: the claim and a number, clear of the ids that people wrote."""

    def __init__(self, written: Collection[str]) -> None:
        self._written = written
        self._counts: dict[str, int] = {}

    def next_id(self, name: str) -> str:
        number = self._counts.get(name, 0) + 1
        while f"{name}#{number}" in self._written:
            number += 1
        self._counts[name] = number
        return f"{name}#{number}"


def expand_statements(
    entry: DossierEntry,
    invalid_positions: Collection[str | int],
    scope: Scope,
    place: Callable[[Pointer, bool], Place],
    positions: Sequence[int] | None = None,
) -> Expansion:
    """All statements of a dossier, their names resolved. Entries at `invalid_positions` are left out. `positions` say
    which entries of a dossier they are, where they are not all.
    """
    made: list[Statement] = []
    introducing: set[int] = set()
    written_ids = {s.id for s in entry.statements if s.id is not None}
    numbering = Numbering(written_ids)
    seen: dict[str, int] = {}
    for position, written in enumerate(entry.statements):
        if position in invalid_positions:
            continue
        if written.id is not None and written.id in seen:
            first = place(("statements", seen[written.id]), False).line
            scope.problems.append(
                Problem(
                    "duplicate-id",
                    M("a statement is already called `{name}` (line {line})", name=written.id, line=first),
                    pointer=("statements", position, "id"),
                    subject=written.id,
                    advice=M("give it another id"),
                )
            )
        elif written.id is not None:
            seen[written.id] = position
        before = scope.size()
        among_all = position if positions is None else positions[position]
        made.extend(expand_entry(written, position, scope, numbering, entry.draft, among_all))
        if scope.size() != before:
            introducing.add(position)
    return Expansion(_with_retractions(made, entry, invalid_positions, scope), frozenset(introducing))


def expand_entry(
    written: StatementEntry,
    position: int,
    scope: Scope,
    numbering: Numbering,
    draft: bool,
    among_all: int | None = None,
) -> Iterator[Statement]:
    """The statements of one entry, chains turned the right way and quotes found in the texts. `among_all` is its
    position in the dossier, where the file is a part of one.

    In a `draft` claim ids are made of the words: two that resemble each other are no slip.
    """
    pointer: Pointer = ("statements", position)
    chain, documents = _chain(written, pointer, scope)
    candidates = _candidates(written, pointer, scope)
    entry_id = written.id or f"#{(position if among_all is None else among_all) + 1}"
    own = _own(written, chain)
    single = written.id is not None and len(documents) < 2 and not _verbs(written)
    places: Sequence[str | None] = documents or [None]
    for claim, stance, details, at in _said(written, pointer, scope, draft):
        for document in places:
            number = numbering.next_id(claim or entry_id)
            flagged = details.flagged or written.flagged
            words = details.quote or (written.quote if details is written else None)
            shared = _shared_fields(details, at, written, pointer, document, scope)
            if shared["said_on"] is None and chain:
                shared["said_on"] = chain[0].on
            shared["cue"] = shared["cue"] or next((h.cue for h in chain if h.cue), None)
            statement = Statement(
                id=written.id if single and written.id else number,
                claim=claim,
                stance=stance,
                certainty=_certainty(stance, details, written, own),
                chain=chain,
                own=own,
                document=document,
                entry=entry_id,
                quote=words,
                text=details.text or (written.text if details is written else None),
                voice_unclear=bool(details.voice or written.voice),
                speaker_unclear=written.speaker is not None,
                candidates=candidates,
                flagged=flagged.mark if flagged else None,
                flag_quote=flagged.quote if flagged else None,
                locator=locator(details, written),
                checked=_checks(details, at, written, pointer, scope),
                reviewed=review(written.reviewed, (*pointer, "reviewed"), scope.date),
                pointer=at,
                **shared,
            )
            yield anchored(hops.reordered(statement, scope.sources, written.chain or ""), written, scope)


def _shared_fields(
    details: Details, at: Pointer, written: StatementEntry, pointer: Pointer, document: str | None, scope: Scope
) -> dict[str, Any]:
    """What the details say, else the entry: dates read, names resolved."""
    found: dict[str, Any] = {}
    for fact in _SHARED:
        value, where = getattr(details, fact.attribute, None), at
        if not value:
            value, where = getattr(written, fact.attribute), pointer
        if value is not None and fact.is_date:
            # A bare weekday is the last one before the document came out.
            published = scope.documents[document].published if document is not None else None
            value = scope.date(value, (*where, fact.written), published)
        elif value is not None and fact.reference == "source":
            value = scope.sources.source(value, (*where, fact.written), SourceKind.INSTITUTION)
        found[fact.field] = value
    return found


def _checks(
    details: Details, at: Pointer, written: StatementEntry, pointer: Pointer, scope: Scope
) -> tuple[Check, ...]:
    if details.checked and details is not written:
        return checks(details.checked, (*at, "checked"), scope.date)
    return checks(written.checked, (*pointer, "checked"), scope.date)


def _own(written: StatementEntry, chain: Sequence[Hop]) -> Own | None:
    if written.own is None or chain:
        return None
    return Own.FIRST_HAND if written.own == "first_hand" else Own.UNSOURCED


def _certainty(stance: Stance | None, details: Details, written: StatementEntry, own: Own | None) -> Certainty:
    if stance in NONCOMMITTAL:
        return Certainty.UNCOMMITTED
    read = certainty_of if own is None else author_certainty_of
    return details.certainty or written.certainty or read(details.quote or written.quote or "")


def _verbs(written: StatementEntry) -> list[tuple[str, dict[str, Any]]]:
    return [(verb, getattr(written, verb)) for verb in VERBS if getattr(written, verb) is not None]


def _said(
    written: StatementEntry, pointer: Pointer, scope: Scope, draft: bool
) -> Iterator[tuple[str | None, Stance | None, Details, Pointer]]:
    """What one entry says: claim, stance, details and the pointer to them, in the order of the file."""
    verbs = _verbs(written)
    for verb, said in verbs:
        for name, value in said.items():
            at: Pointer = (*pointer, verb, name)
            details = value if isinstance(value, Details) else Details(quote=value)
            yield _claim(name, details, at, scope, draft, key=True), VERBS[verb], details, at
    if verbs and written.claim is None:
        if written.stance is not None:
            scope.problems.append(
                Problem(
                    "schema-violation",
                    M("`stance` goes with `claim`; the verbs already say it"),
                    pointer=(*pointer, "stance"),
                    subject=written.id or "",
                )
            )
        return
    if written.claim is not None:
        # A statement that only takes another one back affirms nothing by itself.
        stance = written.stance or (None if written.retracts else Stance.ASSERTS)
        yield _claim(written.claim, written, (*pointer, "claim"), scope, draft), stance, written, pointer
    elif written.retracts:
        yield None, None, written, pointer
    elif written.quote or written.text:
        yield _implied_claim(written, scope), written.stance or Stance.ASSERTS, written, pointer
    else:
        scope.problems.append(
            Problem(
                "schema-violation",
                M("this statement says nothing: no claim, no words"),
                pointer=pointer,
                subject=written.id or "",
                advice=M('add `says: {{claim-id: "the words"}}`, or `quote:`'),
            )
        )


def _claim(name: str, details: Details, pointer: Pointer, scope: Scope, draft: bool, key: bool = False) -> str:
    """The id of the claim meant by `name`; one that is declared nowhere is implied by its words."""
    known = scope.claim_called(name)
    if known is not None:
        return known
    if not (details.quote or details.text):
        scope.unknown(name, scope.claim_ids(), pointer, "claim", key)
    elif not draft:
        near = near_claim_problem(name, scope.claim_ids(), pointer, scope.sources.comparisons)
        if near is not None:
            scope.problems.append(near)
    scope.add_claim(Claim(name, "", pointer=pointer))
    return name


def _implied_claim(written: StatementEntry, scope: Scope) -> str:
    """A claim made of the words alone, named after them; the same words make the same claim."""
    words = written.quote or written.text or ""
    name = "-".join(re.findall(r"\w+", words.lower())[:6])[:60] or "claim"
    base, number = name, 2
    while (known := scope.claim(name)) is not None and fold(known.text) != fold(words):
        name, number = f"{base}-{number}", number + 1
    if known is None:
        scope.add_claim(Claim(name, words))
    return name


def _chain(written: StatementEntry, pointer: Pointer, scope: Scope) -> tuple[tuple[Hop, ...], list[str]]:
    """The resolved hops, and the documents the statement is read in."""
    at: Pointer = (*pointer, "in")
    documents = list(scope.references(written.document, at, scope.documents, "document"))
    found: list[Hop] = []
    if written.chain is not None:
        for i, (hop, must_be_document) in enumerate(hops.written_hops(written.chain)):
            where: Pointer = (*pointer, "chain", i) if isinstance(written.chain, list) else (*pointer, "chain")
            if hop.name:
                found.extend(_hop(hop, must_be_document, where, scope))
                continue
            scope.problems.append(
                Problem(
                    "schema-violation",
                    M("a chain names nobody at hop {n}", n=i + 1),
                    pointer=where,
                    subject=written.id or "",
                    advice=M("origin first, for example `Ouchakov → Tass`"),
                )
            )
    if written.speaker is not None and (found or written.own is not None):
        scope.problems.append(
            Problem(
                "schema-violation",
                M("`speaker: unclear` goes with neither `chain` nor `own`: the speaker is known or it is not"),
                pointer=(*pointer, "speaker"),
                subject=written.id or "",
            )
        )
    if written.own is not None and found:
        scope.problems.append(
            Problem(
                "schema-violation",
                M("`own` and `chain` exclude each other: the outlet speaks for itself or it relays"),
                pointer=(*pointer, "own"),
                subject=written.id or "",
            )
        )
    if len(found) > 1 and found[-1].is_document and not written.document:
        documents = [found.pop().id]
    elif len(found) > 1 and found[-1].is_document and found[-1].id in documents:
        found.pop()
    elif not documents and not written.document:
        documents = _default_document(written, pointer, scope)
    return tuple(found), documents


def _candidates(written: StatementEntry, pointer: Pointer, scope: Scope) -> tuple[str, ...]:
    names = [written.candidates] if isinstance(written.candidates, str) else written.candidates
    at: Pointer = (*pointer, "candidates")
    return tuple(scope.sources.source(name, at, SourceKind.PERSON) for name in names)


def _hop(hop: WrittenHop, must_be_document: bool | None, where: Pointer, scope: Scope) -> Iterator[Hop]:
    index, name = scope.sources, hop.name
    if hop.whole != name and (index.find_source(hop.whole) or index.find_document(hop.whole)):
        # What looks like a cue or a date is part of a name that the file knows.
        name, hop = hop.whole, replace(hop, on=None, cue=None, locator=NO_LOCATOR)
    on = scope.date(hop.on, where) if hop.on else None
    document = None if must_be_document is False else index.find_document(name)
    if document is not None and (must_be_document or index.find_source(name) is None):
        yield Hop(document, True, hop.inferred, hop.cue, on, hop.locator)
    elif must_be_document:
        scope.unknown(name, list(scope.documents), where, "document")
    else:
        yield Hop(index.source(name, where, SourceKind.PERSON), False, hop.inferred, hop.cue, on, hop.locator)


def _default_document(written: StatementEntry, pointer: Pointer, scope: Scope) -> list[str]:
    """The only document that has a file; which of several is meant must be written."""
    with_file = scope.documents_with_file
    if len(with_file) < 2:
        return list(with_file)
    scope.problems.append(
        Problem(
            "unknown-reference",
            M("in which document does this stand? Several could be meant"),
            pointer=pointer,
            subject=written.id or "",
            advice=M("add `in:` with one of: {names}", names=with_file[:8]),
        )
    )
    return []


def _with_retractions(
    made: list[Statement], entry: DossierEntry, invalid_positions: Collection[str | int], scope: Scope
) -> list[Statement]:
    """`retracts` names entries by their id, or single statements by theirs; both become ids of statements."""
    if not any(written.retracts for written in entry.statements):
        return made
    by_name: dict[str, list[str]] = {}
    by_position: dict[int, list[str]] = {}
    for statement in made:
        by_name.setdefault(fold(statement.entry), []).append(statement.id)
        by_name.setdefault(fold(statement.id), []).append(statement.id)
        by_position.setdefault(_position(statement), []).append(statement.id)
    targets: dict[int, tuple[str, ...]] = {}
    for position, written in enumerate(entry.statements):
        if not written.retracts or position in invalid_positions:
            continue
        names = [written.retracts] if isinstance(written.retracts, str) else written.retracts
        own = by_position.get(position, [])
        found: dict[str, None] = {}
        for i, name in enumerate(names):
            pointer: Pointer = ("statements", position, "retracts")
            at = (*pointer, i) if isinstance(written.retracts, list) else pointer
            if fold(name) in by_name and own == by_name[fold(name)][: len(own)]:
                scope.problems.append(self_reference(name, at))
            elif fold(name) in by_name:
                found.update(dict.fromkeys(by_name[fold(name)]))
            else:
                scope.unknown(name, [s.entry for s in made if s.entry[0] != "#"], at, "statement")
        targets[position] = tuple(found)
    return [replace(s, retracts=targets[_position(s)]) if _position(s) in targets else s for s in made]


def _position(statement: Statement) -> int:
    return int(statement.pointer[1])
