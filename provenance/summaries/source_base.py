"""The source summary statement: the strength and weakness of the whole source base, in a paragraph.

After Intelligence Community Directive 206, Sourcing Requirements for Disseminated Analytic Products (2015), which asks
for the factors that bear on quality: access, accuracy, bias and motivation, possible denial and deception, age, and
which sources matter most to what is said.
"""

from collections.abc import Iterator
from itertools import islice

from provenance.assess.utterance import date_of
from provenance.auditing import DossierAudit
from provenance.graph.paths import node_of
from provenance.model.dates import of_day
from provenance.model.dossier import Evidence, Statement
from provenance.model.edtf import MAX_DAY, MIN_DAY
from provenance.model.message import MN, M, Message
from provenance.model.source import Source
from provenance.model.vocabulary import Modifier, Own, SourceKind, Status
from provenance.summaries.brief import dependences
from provenance.summaries.summary import rows


def source_summary(audit: DossierAudit) -> tuple[Message, ...]:
    """The sentences of the paragraph, in order. Empty where nobody has said anything yet."""
    spoken = [s for s in audit.assessor.known.statements.values() if s.attributed and s.stance is not None]
    if not spoken:
        return ()
    return (*_base(audit, spoken), *_strength(audit, spoken), *_weakness(audit, spoken), *_age(audit, spoken))


def _base(audit: DossierAudit, spoken: list[Statement]) -> Iterator[Message]:
    dossier, assessor = audit.dossier, audit.assessor
    names = {h.id for s in spoken for h in s.chain if not h.is_document}
    organisations = {assessor.groups.top[n] for n in names}
    yield M(
        "{statements} on {claims}, from {names}, who are {voices} once those of one house are taken together",
        statements=MN("{n} statement", "{n} statements", len(spoken)),
        claims=MN("{n} claim", "{n} claims", len({s.claim for s in spoken})),
        names=MN("{n} name", "{n} names", len(names)),
        voices=MN("{n} voice", "{n} voices", len(organisations)),
    )
    documents = [dossier.documents[d] for d in sorted(assessor.known.documents)]
    yield M(
        "{cited}, of which {read} as a text at hand",
        cited=MN("{n} document is cited", "{n} documents are cited", len(documents)),
        read=MN("{n} was read", "{n} were read", sum(d.text is not None for d in documents)),
    )
    yield from islice(dependences(audit, rows(audit)), 2)


def _strength(audit: DossierAudit, spoken: list[Statement]) -> Iterator[Message]:
    assessed = list(audit.assessor)
    firm = sum(a.status in (Status.CONFIRMED, Status.CORROBORATED, Status.ADMITTED) for a in assessed)
    if firm:
        yield MN(
            "strength: {n} claim is corroborated, confirmed or admitted",
            "strength: {n} claims are corroborated, confirmed or admitted",
            firm,
        )
    else:
        yield M("no claim is confirmed by a third party, nor corroborated by a second independent origin")
    access = sum(s.first_hand or s.own is Own.FIRST_HAND for s in spoken)
    if access:
        yield MN("{n} statement is first-hand", "{n} statements are first-hand", access)
    else:
        yield M("no statement is marked as first-hand: nobody in the dossier says that they saw it themselves")
    records = [e for e in _given(audit) if e.authenticated_by is not None]
    if records:
        yield MN("{n} record is authenticated", "{n} records are authenticated", len(records))


def _weakness(audit: DossierAudit, spoken: list[Statement]) -> Iterator[Message]:
    dossier, assessed = audit.dossier, [a for a in audit.assessor if a.counts.origins]
    partial = sum(Modifier.PARTY_ONLY in a.modifiers for a in assessed)
    own = sum(a.facts.only_own_position for a in assessed)
    if assessed:
        yield M(
            "motivation: {partial} on interested parties only, {own} on the word of those whose own position it is",
            partial=MN("{n} claim rests", "{n} claims rest", partial),
            own=MN("{n} claim", "{n} claims", own),
        )
    anonymous = [s for s in spoken if _unplaced(audit, s)]
    if anonymous:
        yield MN(
            "{n} statement has a voice nobody can place", "{n} statements have a voice nobody can place", len(anonymous)
        )
    unsourced = sum(s.own is Own.UNSOURCED for s in spoken)
    if unsourced:
        yield MN(
            "{n} statement is told by an outlet in its own name, without a source",
            "{n} statements are told by outlets in their own names, without a source",
            unsourced,
        )
    owned = [dossier.source_names[s.id] for s in dossier.sources.values() if _relays_its_house(audit, s, spoken)]
    if owned:
        yield MN(
            "{names:the} relays the house that owns it",
            "{names:the} relay the houses that own them",
            len(owned),
            names=tuple(owned),
        )
    inferred = sum(s.inferred for s in spoken)
    if inferred:
        yield MN("{n} chain has an inferred link", "{n} chains have an inferred link", inferred)
    given = [e for e in _given(audit) if e.authenticated_by is None]
    own_word = [e for e in given if _from_claimants(audit, e)]
    if own_word:
        yield MN(
            "possible deception: {n} record comes from those who make the claim, authenticated by nobody",
            "possible deception: {n} records come from those who make the claims, authenticated by nobody",
            len(own_word),
        )
    if len(given) > len(own_word):
        yield MN(
            "{n} record of others is authenticated by nobody",
            "{n} records of others are authenticated by nobody",
            len(given) - len(own_word),
        )
    against = sum(a.status in (Status.DENIED, Status.DISPUTED, Status.REFUTED) for a in audit.assessor)
    if against:
        yield MN(
            "{n} claim is denied, disputed or found false",
            "{n} claims are denied, disputed or found false",
            against,
        )
    fell = sum(s.id in audit.assessor.defeat.out for s in spoken if s.affirms)
    if fell:
        yield MN("{n} statement was taken back or replaced", "{n} statements were taken back or replaced", fell)


def _relays_its_house(audit: DossierAudit, agency: Source, spoken: list[Statement]) -> bool:
    """Whether somebody of the house that owns an agency speaks through it."""
    if agency.kind is not SourceKind.AGENCY or agency.owned_by is None:
        return False
    top = audit.assessor.groups.top
    for statement in spoken:
        names = [hop.id for hop in statement.chain if not hop.is_document]
        before = names[: names.index(agency.id)] if agency.id in names else []
        if any(top[name] == top[agency.id] for name in before):
            return True
    return False


def _given(audit: DossierAudit) -> list[Evidence]:
    """The records given by then."""
    day = audit.assessor.known.day
    return [e for e in audit.dossier.evidence.values() if e.on is None or e.on.earliest <= day]


def _from_claimants(audit: DossierAudit, item: Evidence) -> bool:
    """Whether one of those who gave a record also affirms what it shows."""
    givers = {audit.assessor.groups.top[giver] for giver in item.given_by}
    for claim in item.shows:
        assessment = audit.assessor[claim]
        tops = {top for origin in assessment.counts.origins for top in assessment.supporting.groups_of(origin)}
        if givers & tops:
            return True
    return False


def _unplaced(audit: DossierAudit, statement: Statement) -> bool:
    voices = audit.assessor.side(statement.claim or "", [statement]).groups
    return any(not hop.is_document and node_of(hop.id, voices).is_anonymous for hop in statement.chain)


def _age(audit: DossierAudit, spoken: list[Statement]) -> Iterator[Message]:
    dates = [when for s in spoken if (when := date_of(s, audit.dossier.documents)) is not None]
    known = [(d.earliest, d.latest) for d in dates if d.earliest > MIN_DAY and d.latest < MAX_DAY]
    if known:
        # Of a month that is not over nothing later than the day of the audit is known.
        first = min(first for first, _ in known)
        last = max(first, min(max(last for _, last in known), audit.as_of.latest))
        if first == last:
            yield M("age: all of it was said on {day}", day=of_day(first))
        else:
            yield M("age: the statements run from {first} to {last}", first=of_day(first), last=of_day(last))
    undated = len(spoken) - len(dates)
    if undated:
        yield MN("{n} statement is undated", "{n} statements are undated", undated)
