"""What changed in meaning between two audits of one dossier: claims, statements, texts under quotes, findings.

Ids that the tool gives to statements count them, so one statement more renumbers the rest: statements are paired by
what they say, not by their ids.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import because, status_name
from provenance.auditing import DossierAudit
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Finding
from provenance.model.labels import CERTAINTY, MODIFIER, STANCE
from provenance.model.message import M, Message
from provenance.summaries.explain import statement_text
from provenance.summaries.summary import chain_text, origins_text

_T = TypeVar("_T")
#: The pairs, what is left of the old, what is left of the new.
Paired = tuple[list[tuple[_T, _T]], list[_T], list[_T]]


@dataclass(frozen=True)
class ClaimChange:
    """One claim on both sides; `before` is None for one that was added, `after` for one that is gone.

    `why` are the reasons of the new status that the old one did not have, then the old ones that no longer hold.
    """

    claim: str
    text: str
    before: Assessment | None
    after: Assessment | None
    why: tuple[Message, ...] = ()
    no_longer: tuple[Message, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the status, as a reader is told it, is another one."""
        if self.before is None or self.after is None:
            return False
        return status_name(self.before) != status_name(self.after)


@dataclass(frozen=True)
class StatementChange:
    """One statement: `added`, `withdrawn`, `changed` (`what` says in which respects) or `re-anchored`."""

    kind: str
    statement: Statement
    chain: str
    #: Who says what through whom, in a sentence.
    told: Message
    what: tuple[Message, ...] = ()


@dataclass(frozen=True)
class TextChange:
    """A text that is no longer the same: how many of its quotes stand where they stood, stand elsewhere, stand in other
    words, or are gone.
    """

    document: str
    kept: int
    moved: int
    reworded: int
    lost: int


@dataclass(frozen=True)
class Difference:
    """Two audits of one dossier compared; one of the two may be missing."""

    id: str
    title: str
    language: str
    before: DossierAudit | None
    after: DossierAudit | None
    claims: tuple[ClaimChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    documents_added: tuple[str, ...] = ()
    documents_gone: tuple[str, ...] = ()
    texts: tuple[TextChange, ...] = ()
    found: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()

    @property
    def empty(self) -> bool:
        whole = self.before is not None and self.after is not None
        parts = (self.claims, self.statements, self.documents_added, self.documents_gone, self.texts, self.found)
        return whole and not any(parts) and not self.fixed


def dossier_difference(before: DossierAudit | None, after: DossierAudit | None) -> Difference:
    """What `after` says that `before` did not, and the other way round. Raises ValueError without either."""
    one = after or before
    if one is None:
        raise ValueError("a comparison needs an audit")
    if before is None or after is None:
        dossier = one.dossier
        # Of a new dossier everything is new; of one that is gone, that it is gone says it.
        claims = tuple(ClaimChange(a.claim.id, a.claim.text, None, a) for a in one.assessor) if after else ()
        found = one.findings if after else ()
        return Difference(dossier.id, dossier.title, dossier.language, before, after, claims, found=found)
    old, new = before.dossier, after.dossier
    known, now = _fingerprints(before), _fingerprints(after)
    paired = _paired(old.statements, new.statements, _said)
    return Difference(
        id=new.id,
        title=new.title,
        language=new.language,
        before=before,
        after=after,
        claims=tuple(_claims(before, after)),
        statements=tuple(_statements(old, new, paired)),
        documents_added=tuple(d for d in new.documents if d not in old.documents),
        documents_gone=tuple(d for d in old.documents if d not in new.documents),
        texts=tuple(_texts(old, new, paired[0])),
        found=tuple(f for key, f in now.items() if key not in known),
        fixed=tuple(f for key, f in known.items() if key not in now),
    )


def _fingerprints(audit: DossierAudit) -> dict[str, Finding]:
    return {finding.fingerprint: finding for finding in audit.findings}


# --- claims ---------------------------------------------------------------------------------------------------------


def _claims(before: DossierAudit, after: DossierAudit) -> Iterable[ClaimChange]:
    old, new = before.dossier.claims, after.dossier.claims
    for name, claim in new.items():
        now = after.assessor[name]
        if name not in old:
            yield ClaimChange(name, claim.text, None, now, _reasons(after, now))
            continue
        then = before.assessor[name]
        if _stands(then) != _stands(now) or old[name].text != claim.text:
            had, has = _reasons(before, then), _reasons(after, now)
            yield ClaimChange(
                name,
                claim.text,
                then,
                now,
                tuple(m for m in has if m not in had),
                tuple(m for m in had if m not in has),
            )
    for name, claim in old.items():
        if name not in new:
            yield ClaimChange(name, claim.text, before.assessor[name], None)


def _stands(assessment: Assessment) -> Hashable:
    """Everything a reader is told of how a claim stands."""
    counts = assessment.effective_counts
    return (
        status_name(assessment),
        assessment.modifiers,
        counts.min,
        counts.max,
        counts.chains,
        counts.dominators,
        assessment.standing_rivals,
        assessment.claim.declared,
    )


def _reasons(audit: DossierAudit, assessment: Assessment) -> tuple[Message, ...]:
    return tuple(reason.message for reason in because(audit.assessor, assessment))


def support_text(assessment: Assessment) -> Message:
    """« 1 origin, 2 chains »: what a claim has, or had before it fell."""
    counts = assessment.effective_counts
    return M("origins: {origins}, chains: {chains}", origins=origins_text(counts), chains=counts.chains)


def standing_text(assessment: Assessment) -> Message:
    """The status with its modifiers."""
    modifiers = tuple(MODIFIER[m] for m in assessment.modifiers)
    status = status_name(assessment)
    return M("{status} ({modifiers})", status=status, modifiers=modifiers) if modifiers else status


# --- statements -----------------------------------------------------------------------------------------------------


def _statements(old: Dossier, new: Dossier, paired: "Paired[Statement]") -> Iterable[StatementChange]:
    """Paired by all they say; those left, by claim, document and speaker; the rest came or went."""
    pairs, gone, came = paired
    for then, now in pairs:
        if _words_at(old, then) != _words_at(new, now):
            yield _changed("re-anchored", new, now, _anchors(old, then, new, now))
    changed, gone, came = _paired(gone, came, _about)
    for then, now in changed:
        yield _changed("changed", new, now, _respects(old, then, new, now))
    for now in came:
        yield _changed("added", new, now)
    for then in gone:
        yield _changed("withdrawn", old, then)


def _changed(kind: str, dossier: Dossier, statement: Statement, what: Iterable[Message] = ()) -> StatementChange:
    chain = chain_text(dossier, statement).render(dossier.language)
    return StatementChange(kind, statement, chain, statement_text(dossier, statement), tuple(what))


def _paired(old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], Hashable]) -> "Paired[_T]":
    """Those of one key, in their order, and what is left of either."""
    waiting: dict[Hashable, list[_T]] = defaultdict(list)
    for one in reversed(old):
        waiting[key(one)].append(one)
    pairs, came = [], []
    for one in new:
        held = waiting.get(key(one))
        if held:
            pairs.append((held.pop(), one))
        else:
            came.append(one)
    left = {id(one) for held in waiting.values() for one in held}
    return pairs, [one for one in old if id(one) in left], came


def _chain(statement: Statement) -> Hashable:
    return tuple((hop.id, hop.is_document, hop.inferred) for hop in statement.chain), statement.own


def _said(statement: Statement) -> Hashable:
    return (
        statement.claim,
        statement.stance,
        statement.certainty,
        _chain(statement),
        statement.document,
        statement.quote,
        statement.text,
        statement.only,
        statement.flagged,
        statement.never_said,
        statement.adjudication,
        statement.first_hand,
        statement.against_interest,
        statement.authenticated_by,
        statement.said_on,
    )


def _about(statement: Statement) -> Hashable:
    return statement.claim, statement.document, statement.chain[0].id if statement.chain else statement.own


def _respects(old: Dossier, then: Statement, new: Dossier, now: Statement) -> Iterable[Message]:
    """In which respects a statement is another one."""
    if _chain(then) != _chain(now):
        yield M("chain: {before}, now {after}", before=chain_text(old, then), after=chain_text(new, now))
    if then.stance is not now.stance and then.stance is not None and now.stance is not None:
        yield M("stance: {before}, now {after}", before=STANCE[then.stance], after=STANCE[now.stance])
    if then.certainty is not now.certainty:
        yield M("certainty: {before}, now {after}", before=CERTAINTY[then.certainty], after=CERTAINTY[now.certainty])
    if then.quote != now.quote:
        yield M("words: “{before}”, now “{after}”", before=then.quote or "", after=now.quote or "")
    if then.text != now.text:
        yield M("in our words: {before}; now: {after}", before=then.text or "–", after=now.text or "–")
    if then.only != now.only:
        yield M("limited to: “{before}”, now “{after}”", before=then.only or "", after=now.only or "")
    rest = ("said_on", "flagged", "never_said", "adjudication", "first_hand", "against_interest", "authenticated_by")
    for field in rest:
        if getattr(then, field) != getattr(now, field):
            yield M("`{key}` is another", key=field)


def _words_at(dossier: Dossier, statement: Statement) -> str | None:
    """The words a statement is anchored to, None where it is anchored nowhere."""
    document = dossier.documents.get(statement.document or "")
    if statement.anchor is None or document is None or document.text is None:
        return None
    return document.text[statement.anchor.start : statement.anchor.end]


def _anchors(old: Dossier, then: Statement, new: Dossier, now: Statement) -> Iterable[Message]:
    before, after = _words_at(old, then), _words_at(new, now)
    if after is None:
        yield M("“{before}” is no longer in the text", before=before or "")
    elif before is None:
        yield M("“{after}” is found in the text now", after=after)
    else:
        yield M("words: “{before}”, now “{after}”", before=before, after=after)


# --- texts ----------------------------------------------------------------------------------------------------------


def _texts(old: Dossier, new: Dossier, pairs: Iterable[tuple[Statement, Statement]]) -> Iterable[TextChange]:
    changed = {name for name, document in new.documents.items() if _text(old.documents.get(name)) != _text(document)}
    changed = {name for name in changed if _text(old.documents.get(name)) is not None}
    if not changed:
        return
    counts: dict[str, list[int]] = {name: [0, 0, 0, 0] for name in new.documents if name in changed}
    for then, now in pairs:
        if now.document not in counts or then.anchor is None:
            continue
        if now.anchor is None:
            index = 3
        elif _words_at(old, then) != _words_at(new, now):
            index = 2
        else:
            index = 0 if now.anchor.start == then.anchor.start else 1
        counts[now.document][index] += 1
    for name, of_each in counts.items():
        yield TextChange(name, *of_each)


def _text(document: Document | None) -> str | None:
    return document.text if document is not None else None
