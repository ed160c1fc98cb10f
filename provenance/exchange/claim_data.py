"""A dossier as the plain data of a claim file, every name resolved: what formats carry, and what an import gives back.

It is made of the dossier as it may be shown, so that no format has to remember what is confidential.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from provenance.model import dates, values
from provenance.model.chain import place_keys
from provenance.model.checking import Check, Review
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.dossier import Claim, Dossier, Evidence, Hop, Statement
from provenance.model.locators import Locator
from provenance.model.source import Source
from provenance.model.suppression import Suppression
from provenance.model.values import Value
from provenance.model.vocabulary import NONCOMMITTAL, Own

#: An entry of a claim file: keys as they are written, values that JSON can hold.
Entry = dict[str, Any]
#: The parts of a claim file that hold entries by id.
SECTIONS = ("sources", "documents", "claims", "evidence")


def claim_data(dossier: Dossier) -> Entry:
    """The data of a dossier: `sources`, `documents`, `claims` and `evidence` by id, `statements` in their order, one
    for each claim and document. Sources that the program ships are left out, as they come back by themselves; so is the
    signature, which is of the file and not of what it says.
    """
    answers = _answers(dossier.suppressions)
    data: Entry = {"dossier": dossier.id, "title": dossier.title, "language": dossier.language}
    data |= _kept(
        draft=dossier.draft,
        as_of=date(dossier.as_of),
        policy=dossier.policy,
        parties=list(dossier.parties),
        audits=None if dossier.audits is None else list(dossier.audits),
        distinct=[
            _kept(documents=list(one.documents), statements=list(one.statements), because=one.because)
            for one in dossier.distinct
        ],
    )
    sources = [one for one in dossier.sources.values() if one.declared not in ("shipped", "evidence")]
    sections: dict[str, Mapping[str, Entry]] = {
        "sources": {one.id: source_entry(one) for one in sources},
        "documents": {one.id: document_entry(one) for one in dossier.documents.values()},
        "claims": {one.id: claim_entry(one, dossier.language) for one in dossier.claims.values()},
        "evidence": {one.id: evidence_entry(one) for one in dossier.evidence.values()},
    }
    for section, held in sections.items():
        for name, entry in held.items():
            entry |= _kept(suppress=answers.get((section, name), []))
        data |= {section: held} if held else {}
    if dossier.statements:
        data["statements"] = [
            statement_entry(one) | _kept(suppress=answers.get(_of_statement(one.pointer), []))
            for one in dossier.statements
        ]
    return data


def _kept(**fields: Any) -> Entry:
    """The keys that say something; a trailing underscore is that of Python's own words."""
    return {key.rstrip("_"): value for key, value in fields.items() if value or (value == 0 and value is not False)}


def _answers(found: Iterable[Suppression]) -> dict[tuple[str, str | int], list[Entry]]:
    """The suppressions of a file by the entry they are written on."""
    by: dict[tuple[str, str | int], list[Entry]] = {}
    for one in found:
        entry = _kept(rule=one.rule, reason=one.reason, until=date(one.until), by=one.by)
        key = _of_statement(one.pointer) if one.pointer[0] == "statements" else (str(one.pointer[0]), one.pointer[1])
        by.setdefault(key, []).append(entry)
    return by


def _of_statement(pointer: tuple[str | int, ...]) -> tuple[str, str | int]:
    """What statements of one entry and one claim share."""
    return "statements", "/".join(map(str, pointer[1:4]))


def source_entry(source: Source) -> Entry:
    """A source as it is written."""
    return _kept(
        name=source.name,
        kind=source.kind.value,
        role=source.role,
        part_of=source.part_of,
        owned_by=source.owned_by,
        also=list(source.also),
        aliases=list(source.aliases),
        basis=source.basis,
        from_=date(source.since),
        until=date(source.until),
        reliability=source.reliability,
        article=source.article,
        gender=source.gender,
        plural=source.plural,
        confidential=source.confidential,
    )


def document_entry(document: Document) -> Entry:
    """A document as it is written."""
    entry = _kept(
        publisher=document.publisher,
        published=date(document.published),
        language=document.language,
        file=document.file,
        sha256=document.sha256,
        reader=document.reader,
        url=document.url,
        archive=document.archive,
        retrieved=date(document.retrieved),
        read_at=document.read_at,
        headline=document.headline,
        translates=document.translates,
        revises=list(document.revises),
        checked=list(map(_check, document.checked)),
    )
    for act in ("corrects", "retracts"):
        named: dict[str, list[str]] = {}
        for one in document.withdraws:
            if one.act == act:
                named.setdefault(one.document, []).append(one.claim)
        entry |= _kept(**{act: named or list(getattr(document, act))})
    return entry


def claim_entry(claim: Claim, language: str) -> Entry:
    """A claim as it is written."""
    entry = _kept(
        text=claim.text,
        about=claim.about,
        value=_value(claim.value, language),
        many=claim.many,
        running=claim.running,
        contradicts=list(claim.contradicts),
        narrower_than=list(claim.narrower_than),
        concerns=list(claim.concerns),
        position_of=list(claim.position_of),
        status=claim.declared.value if claim.declared is not None else None,
        status_by=claim.declared_by,
        on=date(claim.declared_on),
        asked=[
            _kept(
                who=one.who, question=one.question, how=one.how, when=date(one.when), deadline=date(one.deadline),
                answer=one.answer,
            )
            for one in claim.asked
        ],
    )  # fmt: skip
    # That nobody has a stake is said by an empty list.
    return entry if claim.parties is None else {**entry, "parties": list(claim.parties)}


def evidence_entry(evidence: Evidence) -> Entry:
    """A record as it is written."""
    return _kept(
        name=evidence.name,
        given_by=list(evidence.given_by),
        shows=list(evidence.shows),
        refutes=list(evidence.refutes),
        authenticated_by=evidence.authenticated_by,
        on=date(evidence.on),
    )


def statement_entry(statement: Statement) -> Entry:
    """A statement in the flat form: one claim, in one document."""
    certainty = None if statement.stance in NONCOMMITTAL else statement.certainty.value
    own = None if statement.own is None else ("first_hand" if statement.own is Own.FIRST_HAND else True)
    # An id that is counted out comes back by itself; one with that sign in it could not be written.
    return _kept(
        id=statement.id if "#" not in statement.id else None,
        chain=[_hop(hop) for hop in statement.chain],
        own=own,
        in_=statement.document,
        claim=statement.claim,
        stance=statement.stance.value if statement.stance is not None else None,
        certainty=certainty if statement.stance is not None else None,
        quote=statement.quote,
        at=[statement.anchor.start, statement.anchor.end] if statement.anchor is not None else None,
        text=statement.text,
        mode=statement.mode.value if statement.mode is not None else None,
        cue=statement.cue,
        said_on=date(statement.said_on),
        only=statement.only,
        scope=statement.scope,
        voice="unclear" if statement.voice_unclear else None,
        speaker="unclear" if statement.speaker_unclear else None,
        candidates=list(statement.candidates),
        flagged=_kept(as_=statement.flagged, quote=statement.flag_quote),
        because=statement.because,
        misquote=statement.misquote,
        forged=statement.forged,
        adjudication=statement.adjudication,
        first_hand=statement.first_hand,
        against_interest=statement.against_interest,
        authenticated_by=statement.authenticated_by,
        retracts=list(statement.retracts),
        **_locator(statement.locator),
        checked=list(map(_check, statement.checked)),
        reviewed=_review(statement.reviewed),
    )


def _hop(hop: Hop) -> Entry:
    written = _kept(inferred=hop.inferred, cue=hop.cue, on=date(hop.on), **_locator(hop.locator))
    return {"document" if hop.is_document else "source": hop.id, **written}


def _locator(place: Locator) -> Entry:
    keys: Entry = dict(place_keys(place))
    if place.time is not None and place.time % 1:
        keys["time"] += f"{place.time % 1:.3f}"[1:]
    return keys


def _check(check: Check) -> Entry:
    return _kept(
        by=check.by, on=date(check.on), how=check.how, result=check.result.value, note=check.note,
        proposed=check.proposed,
    )  # fmt: skip


def _review(review: Review | None) -> Entry | None:
    return _kept(by=review.by, on=date(review.on)) if review is not None else None


def date(when: When | None) -> str | list[str] | None:
    """A date as it is written, where that can be read without knowing when it was written; else in EDTF."""
    if when is None:
        return None
    found = _spelled(when, [when.text, when.text.split(" | ")], _read_date)
    return when.edtf if found is None else found


def _read_date(written: Any) -> When:
    return dates.one_of(written) if isinstance(written, list) else dates.parse(written)


def _value(value: Value | None, language: str) -> Any:
    if value is None:
        return None
    numbers = [kind(value.text) for kind in (int, float) if _is(kind, value.text)]
    found = _spelled(value, [*numbers, value.text, value.text.split(" | ")], partial(values.parse, language=language))
    return value.text if found is None else found


def _is(kind: Callable[[str], object], text: str) -> bool:
    try:
        return str(kind(text)) == text
    except ValueError:
        return False


def _spelled(meant: object, spellings: Iterable[Any], read: Callable[[Any], object]) -> Any:
    """The first spelling that reads as what is meant; None where none does."""
    for spelled in spellings:
        try:
            if read(spelled) == meant:
                return spelled
        except dates.DateError:
            continue
    return None
