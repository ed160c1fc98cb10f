"""Statements as written → one `Statement` for each claim and each document it is read in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from provenance.files import anchors, hops
from provenance.files.source_index import check_near_claim
from provenance.model.dossier import Anchor, Claim, Hop, Statement
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.place import Pointer
from provenance.model.vocabulary import NONCOMMITTAL, VERBS, Certainty, Mode, Own, SourceKind, Stance
from provenance.model.written import Details, DossierEntry, StatementEntry

if TYPE_CHECKING:
    from provenance.files.resolve import Resolver


@lru_cache(maxsize=1)
def _hedges() -> tuple[tuple[Certainty, re.Pattern[str]], ...]:
    """The words that take certainty back, the stronger commitment first."""
    probable = r"\b(?:probablement|vraisemblablement|sans doute|probably|presumably|likely)\b"
    possible = r"\b(?:peut-être|possiblement|éventuellement|pourrai(?:t|ent)|possibly|perhaps|maybe)\b"
    return (
        (Certainty.PROBABLE, re.compile(probable, re.IGNORECASE)),
        (Certainty.POSSIBLE, re.compile(possible, re.IGNORECASE)),
    )


def expand_statements(entry: DossierEntry, left_out: set[str | int], resolver: "Resolver") -> list[Statement]:
    """All statements of a dossier, their names resolved. `left_out` are the positions of those that are not valid."""
    made: list[Statement] = []
    with_file = _with_file(resolver)
    seen: dict[str, int] = {}
    counts: dict[str, int] = {}
    for position, written in enumerate(entry.statements):
        if position in left_out:
            continue
        pointer: Pointer = ("statements", position)
        if written.id is not None:
            if written.id in seen:
                first = resolver.raw.locate(("statements", seen[written.id]), False).line
                resolver.problems.append(
                    Problem(
                        "duplicate-id",
                        M("a statement is already called `{name}` (line {line})", name=written.id, line=first),
                        pointer=(*pointer, "id"),
                        subject=written.id,
                        advice=M("give it another id"),
                    )
                )
            seen.setdefault(written.id, position)
        before = resolver.size()
        made.extend(_statements(written, pointer, with_file, counts, resolver))
        if resolver.size() != before:
            resolver.adding.add(position)
    return _with_retractions(made, entry, left_out, resolver)


def expand_entry(written: StatementEntry, position: int, resolver: "Resolver") -> list[Statement]:
    """The statements of one entry alone, numbered as if it were the only one."""
    return list(_statements(written, ("statements", position), _with_file(resolver), {}, resolver))


def _with_file(resolver: "Resolver") -> list[str]:
    return [d.id for d in resolver.documents.values() if d.file is not None]


def anchored(
    statement: Statement, index: anchors.TextIndex, spans: list[tuple[int, int]], resolver: "Resolver"
) -> Statement:
    """The statement with its quote found in the text, or a problem."""
    written = resolver.entry.statements[_position(statement)]
    details = _details_at(written, statement.pointer)
    at = details.at or written.at
    found = index.find(
        statement.quote or "",
        details.prefix or written.prefix,
        details.suffix or written.suffix,
        (at[0], at[1]) if at else None,
    )
    if isinstance(found, anchors.NotFound):
        message = (
            M("« {quote} » stands {n} times in the text", quote=_short(statement.quote), n=found.count)
            if found.count
            else M("« {quote} » does not stand in the text", quote=_short(statement.quote))
        )
        fix = (
            M("quote more words, or add `prefix:` or `suffix:`")
            if found.count
            else M("copy the words from the text; « […] » stands for words left out")
        )
        resolver.problems.append(
            Problem("anchor-not-found", message, pointer=statement.pointer, subject=statement.id, advice=fix)
        )
        return statement
    if found.how in ("fuzzy", "moved"):
        resolver.problems.append(
            Problem(
                "anchor-moved",
                M("the text now says « {words} »", words=_short(index.text[found.start : found.end])),
                pointer=statement.pointer,
                subject=statement.id,
                advice=M("quote these words, or mark the statement as a misquote"),
                fix=_requote_fix(written, statement.pointer, found, index.text, moved=at is not None)
                if _alone(written)
                else None,
            )
        )
    return replace(statement, anchor=found, mode=statement.mode or Mode(anchors.mode_of(found, spans)))


def _alone(written: StatementEntry) -> bool:
    """Whether what is written of a quote is about that quote alone: one document, and no position for several."""
    several = isinstance(written.document, list) and len(written.document) > 1
    return not several and (written.at is None or sum(len(said) for _, said in _verbs(written)) < 2)


def _requote_fix(written: StatementEntry, pointer: Pointer, found: Anchor, text: str, moved: bool) -> Fix:
    """The quote as the text has it now, or only its position where the words are the same."""
    value = getattr(written, str(pointer[2]))[pointer[3]] if len(pointer) > 2 else written
    holder = pointer if isinstance(value, Details) and value.quote is not None else pointer[:2]
    changes: list[DataEdit] = []
    if found.how == "fuzzy":
        quoted = pointer if isinstance(value, str) else (*holder, "quote")
        changes.append(DataEdit("set", quoted, text[found.start : found.end]))
    if moved:
        of = pointer if isinstance(value, Details) and value.at is not None else pointer[:2]
        changes += [DataEdit("set", (*of, "at", i), str(offset)) for i, offset in enumerate((found.start, found.end))]
    return Fix(tuple(changes), "review" if found.how == "fuzzy" else "safe")


def _statements(
    written: StatementEntry,
    pointer: Pointer,
    with_file: list[str],
    counts: dict[str, int],
    resolver: "Resolver",
) -> Iterator[Statement]:
    chain, documents = _chain(written, pointer, with_file, resolver)
    entry_id = written.id or f"#{int(pointer[1]) + 1}"
    for claim, stance, details, at in _said(written, pointer, resolver):
        places: list[str | None] = [*documents] or [None]
        for document in places:
            anchor_date = resolver.documents[document].published if document else None
            number = counts.get(claim or entry_id, 0) + 1
            while f"{claim or entry_id}#{number}" in resolver.written_ids:
                number += 1
            counts[claim or entry_id] = number
            certainty = details.certainty or written.certainty or _certainty(stance, details.quote or written.quote)
            said_on = resolver.date(details.said_on, (*at, "said_on"), anchor_date) if details.said_on else None
            if said_on is None:
                said_on = resolver.date(written.said_on, (*pointer, "said_on"), anchor_date)
            if said_on is None and chain:
                said_on = chain[0].on
            flagged = details.flagged or written.flagged
            single = written.id is not None and len(documents) < 2 and not _verbs(written)
            yield Statement(
                id=written.id if single and written.id else f"{claim or entry_id}#{number}",
                claim=claim,
                stance=stance,
                certainty=Certainty.UNCOMMITTED if stance in NONCOMMITTAL else certainty,
                chain=chain,
                own=None
                if written.own is None or chain
                else (Own.FIRST_HAND if written.own == "first_hand" else Own.UNSOURCED),
                document=document,
                entry=entry_id,
                quote=details.quote or (written.quote if details is written else None),
                text=details.text or (written.text if details is written else None),
                mode=details.mode or written.mode,
                cue=details.cue or written.cue or next((h.cue for h in chain if h.cue), None),
                said_on=said_on,
                only=details.only or written.only,
                scope=details.scope or written.scope,
                voice_unclear=bool(details.voice or written.voice),
                flagged=flagged.mark if flagged else None,
                flag_quote=flagged.quote if flagged else None,
                because=details.because or written.because,
                misquote=details.misquote or written.misquote,
                forged=details.forged or written.forged,
                adjudication=details.adjudication or written.adjudication,
                first_hand=details.first_hand or written.first_hand,
                against_interest=details.against_interest or written.against_interest,
                authenticated_by=_authenticator(details, written, at, resolver),
                pointer=at,
            )


def _verbs(written: StatementEntry) -> list[tuple[str, dict[str, Any]]]:
    return [(verb, getattr(written, verb)) for verb in VERBS if getattr(written, verb) is not None]


def _said(
    written: StatementEntry, pointer: Pointer, resolver: "Resolver"
) -> Iterator[tuple[str | None, Stance | None, Details, Pointer]]:
    """What one entry says: claim, stance, details and the pointer to them, in the order of the file."""
    verbs = _verbs(written)
    for verb, said in verbs:
        for name, value in said.items():
            at: Pointer = (*pointer, verb, name)
            details = value if isinstance(value, Details) else Details(quote=value)
            claim = _claim(name, details, at, resolver, key=True)
            yield claim, VERBS[verb], details, at
    if verbs and written.claim is None:
        if written.stance is not None:
            resolver.problems.append(
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
        yield _claim(written.claim, written, (*pointer, "claim"), resolver), stance, written, pointer
    elif written.retracts:
        yield None, None, written, pointer
    elif written.quote or written.text:
        yield _implied_claim(written, resolver), written.stance or Stance.ASSERTS, written, pointer
    else:
        resolver.problems.append(
            Problem(
                "schema-violation",
                M("this statement says nothing: no claim, no words"),
                pointer=pointer,
                subject=written.id or "",
                advice=M('add `says: {{claim-id: "the words"}}`, or `quote:`'),
            )
        )


def _claim(name: str, details: Details, pointer: Pointer, resolver: "Resolver", key: bool = False) -> str:
    """The id of the claim meant by `name`; one that is declared nowhere is implied by its words."""
    known = resolver.claim_called(name)
    if known is not None:
        return known
    if not (details.quote or details.text):
        resolver.unknown(name, list(resolver.claims), pointer, "claim", key)
    elif not resolver.entry.draft:  # A draft's ids are made of the words: two that resemble each other are no slip.
        near = check_near_claim(name, list(resolver.claims), pointer)
        if near is not None:
            resolver.problems.append(near)
    resolver.add_claim(Claim(name, "", pointer=pointer))
    return name


def _implied_claim(written: StatementEntry, resolver: "Resolver") -> str:
    """A claim made of the words alone, named after them; the same words make the same claim."""
    words = written.quote or written.text or ""
    name = "-".join(re.findall(r"\w+", words.lower())[:6])[:60] or "claim"
    base, number = name, 2
    while name in resolver.claims and fold(resolver.claims[name].text) != fold(words):
        name, number = f"{base}-{number}", number + 1
    if name not in resolver.claims:
        resolver.add_claim(Claim(name, words))
    return name


def _chain(
    written: StatementEntry, pointer: Pointer, with_file: list[str], resolver: "Resolver"
) -> tuple[tuple[Hop, ...], list[str]]:
    """The resolved hops, and the documents the statement is read in."""
    index = resolver.index
    at: Pointer = (*pointer, "in")
    documents = list(resolver.references(written.document, at, resolver.documents, "document"))
    found: list[Hop] = []
    if written.chain is not None:
        for i, (hop, must_be_document) in enumerate(hops.written_hops(written.chain)):
            where: Pointer = (*pointer, "chain", i) if isinstance(written.chain, list) else (*pointer, "chain")
            if not hop.name:
                resolver.problems.append(
                    Problem(
                        "schema-violation",
                        M("a chain names nobody at hop {n}", n=i + 1),
                        pointer=where,
                        subject=written.id or "",
                        advice=M("origin first, for example `Ouchakov → Tass`"),
                    )
                )
                continue
            name = hop.name
            if index.find_source(hop.whole) or index.find_document(hop.whole):
                name, hop = hop.whole, replace(hop, on=None, cue=None)
            on = resolver.date(hop.on, where) if hop.on else None
            document = None if must_be_document is False else index.find_document(name)
            if document is not None and (must_be_document or index.find_source(name) is None):
                found.append(Hop(document, True, hop.inferred, hop.cue, on))
            elif must_be_document:
                resolver.unknown(name, list(resolver.documents), where, "document")
            else:
                found.append(Hop(index.source(name, where, SourceKind.PERSON), False, hop.inferred, hop.cue, on))
    if written.own is not None and found:
        resolver.problems.append(
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
    elif not documents and not written.document and with_file:
        if len(with_file) == 1:
            documents = list(with_file)
        else:
            resolver.problems.append(
                Problem(
                    "unknown-reference",
                    M("in which document does this stand? Several could be meant"),
                    pointer=pointer,
                    subject=written.id or "",
                    advice=M("add `in:` with one of: {names}", names=tuple(with_file[:8])),
                )
            )
    return tuple(found), documents


def _certainty(stance: Stance | None, words: str | None) -> Certainty:
    if stance in NONCOMMITTAL:
        return Certainty.UNCOMMITTED
    for certainty, hedge in _hedges():
        if words and hedge.search(words):
            return certainty
    return Certainty.CERTAIN


def _authenticator(details: Details, written: StatementEntry, pointer: Pointer, resolver: "Resolver") -> str | None:
    name = details.authenticated_by or written.authenticated_by
    if name is None:
        return None
    return resolver.index.source(name, (*pointer, "authenticated_by"), SourceKind.INSTITUTION)


def _with_retractions(
    made: list[Statement], entry: DossierEntry, left_out: set[str | int], resolver: "Resolver"
) -> list[Statement]:
    """`retracts` names entries by their id, or single statements by theirs; both become ids of statements."""
    if not any(written.retracts for written in entry.statements):
        return made
    by_name: dict[str, list[str]] = {}
    for statement in made:
        by_name.setdefault(fold(statement.entry), []).append(statement.id)
        by_name.setdefault(fold(statement.id), []).append(statement.id)
    targets: dict[int, tuple[str, ...]] = {}
    for position, written in enumerate(entry.statements):
        if not written.retracts or position in left_out:
            continue
        names = [written.retracts] if isinstance(written.retracts, str) else written.retracts
        found: dict[str, None] = {}
        for i, name in enumerate(names):
            pointer: Pointer = ("statements", position, "retracts")
            own = [s.id for s in made if _position(s) == position]
            if fold(name) in by_name and own == by_name[fold(name)][: len(own)]:
                at = (*pointer, i) if isinstance(written.retracts, list) else pointer
                resolver.problems.append(resolver.self_reference(name, at))
            elif fold(name) in by_name:
                found.update(dict.fromkeys(by_name[fold(name)]))
            else:
                at = (*pointer, i) if isinstance(written.retracts, list) else pointer
                resolver.unknown(name, [s.entry for s in made if s.entry[0] != "#"], at, "statement")
        targets[position] = tuple(found)
    return [replace(s, retracts=targets[_position(s)]) if _position(s) in targets else s for s in made]


def _position(statement: Statement) -> int:
    return int(statement.pointer[1])


def _details_at(written: StatementEntry, pointer: Pointer) -> Details:
    if len(pointer) < 4:
        return written
    value = getattr(written, str(pointer[2]))[pointer[3]]
    return value if isinstance(value, Details) else Details()


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= 80 else words[:77] + "…"
