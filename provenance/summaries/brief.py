"""What an editor needs in ten seconds: how many claims stand how, what must not run as it is, and on whom all hangs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import because, node_name, speaker_name
from provenance.assess.utterance import date_of
from provenance.auditing import DossierAudit
from provenance.graph.groups import Node
from provenance.model.dates import When
from provenance.model.dossier import Statement
from provenance.model.finding import Finding
from provenance.model.message import MN, M, Message
from provenance.model.vocabulary import OVERCLAIMED_STATUSES, Modifier, Status
from provenance.rules import rule_named
from provenance.summaries.summary import ORDER, Row, key_missing_source, rows

#: Voices that are named as the ones most claims hang on.
_MAX_VOICES = 4
#: Claims that are named as those that must not run; the rest are counted.
_MAX_HELD = 12
#: Denials that are named in one sentence.
_MAX_DENIALS = 3


@dataclass(frozen=True)
class HeldClaim:
    """A claim that must not run as it stands: its words in the article, why not, and what to write."""

    claim: str
    words: str
    why: tuple[Message, ...]
    advice: Message | None


@dataclass(frozen=True)
class Brief:
    """The opening of a report. `statuses` counts claims, those that fell first; `unpublished` where no text at hand had
    come out yet.
    """

    claims: int
    statuses: tuple[tuple[Status, Message, int], ...]
    unpublished: bool
    held: tuple[HeldClaim, ...]
    more_held: int
    dependences: tuple[Message, ...]
    not_asserted: Message | None
    key_missing_source: Message | None


def brief(audit: DossierAudit) -> Brief:
    """The opening for one audit."""
    table = rows(audit)
    counts = Counter((row.assessment.status, row.status) for row in table)
    not_asserted = tuple(row.text.rstrip(".") for row in table if row.assessment.status is Status.NOT_ASSERTED)
    change = key_missing_source(audit)
    held = tuple(_held_claims(audit))
    return Brief(
        claims=len(table),
        statuses=tuple((*named, n) for named, n in sorted(counts.items(), key=lambda item: ORDER.index(item[0][0]))),
        unpublished=_unpublished(audit),
        held=held[:_MAX_HELD],
        more_held=len(held[_MAX_HELD:]),
        dependences=tuple(dependences(audit, table)),
        not_asserted=M("What nobody asserts: {claims}", claims=not_asserted) if not_asserted else None,
        key_missing_source=M("What would change it: {pivot}.", pivot=change) if change is not None else None,
    )


def _unpublished(audit: DossierAudit) -> bool:
    texts = {d.id for d in audit.dossier.documents.values() if d.text is not None}
    return bool(texts) and texts.isdisjoint(audit.assessor.known.documents)


def dependences(audit: DossierAudit, table: Iterable[Row]) -> Iterator[Message]:
    """The voices that most claims rest on alone."""
    resting: dict[Node, int] = {}
    for row in table:
        counts = row.assessment.counts
        if counts.dominators and counts.min == 1:
            resting[counts.dominators[0]] = resting.get(counts.dominators[0], 0) + 1
    for node, count in sorted(resting.items(), key=lambda item: -item[1])[:_MAX_VOICES]:
        voice = node_name(audit.dossier, node)
        yield MN("{n} claim hangs on {voice} alone.", "{n} claims hang on {voice} alone.", count, voice=voice)


# --- what must not run ---------------------------------------------------------------------------------------------


def _held_claims(audit: DossierAudit) -> Iterator[HeldClaim]:
    """Claims the article affirms that fell or are contested, and words of it that are to be corrected, in its order."""
    documents = audit.dossier.documents
    texts = {d.id for d in documents.values() if d.text is not None}
    corrections = _corrections(audit)
    found = []
    for assessment in audit.assessor:
        printed = [s for s in assessment.statements if not texts or s.document in texts]
        affirmed = [s for s in printed if s.affirms]
        held = [f for s in printed for f in corrections.get(s.id, ())]
        if not (affirmed and assessment.status in OVERCLAIMED_STATUSES) and not held:
            continue
        where = next(
            (s for s in printed if any(f in held for f in corrections.get(s.id, ()))), (affirmed or printed)[0]
        )
        why = (
            (*_standing(audit, assessment), *(f.message for f in held)) if affirmed else tuple(f.message for f in held)
        )
        fix = next((f.advice for f in held if f.advice is not None), None)
        place = (where.anchor is None, where.anchor.start if where.anchor else 0)
        found.append((place, HeldClaim(assessment.claim.id, where.quote or "", tuple(dict.fromkeys(why)), fix)))
    yield from (held for _, held in sorted(found, key=lambda item: item[0]))


def _corrections(audit: DossierAudit) -> dict[str, list[Finding]]:
    """What is to be corrected in a text at hand, by statement."""
    found: dict[str, list[Finding]] = {}
    for finding in audit.findings:
        rule = rule_named(finding.rule)
        if finding.article is not None and rule is not None and rule.remedy == "correct":
            found.setdefault(finding.subject, []).append(finding)
    return found


def _standing(audit: DossierAudit, assessment: Assessment) -> Iterator[Message]:
    """On what a claim rests and who is against it, clause by clause."""
    counts = assessment.counts
    names = tuple(node_name(audit.dossier, n) for n in (counts.dominators[:1] or counts.origins))
    if assessment.all_out:
        yield because(audit.assessor, assessment)[0].message
    elif not counts.origins:
        yield M("its sources cite each other and nobody else") if counts.cycles else M("nobody affirms it")
    elif counts.min == 1 and Modifier.PARTY_ONLY in assessment.modifiers:
        yield M("rests on one voice, {names}, an interested party", names=names)
    elif counts.min == 1:
        yield M("rests on one voice, {names}", names=names)
    else:
        yield M("rests on {names}", names=names)
    if assessment.facts.settled_against:
        yield M("a ruling or authenticated evidence finds it false")
    for rival in assessment.standing_rivals if not assessment.all_out else ():
        yield M("another answer stands on another origin: {text}", text=audit.dossier.claims[rival].text)
    first = _first_said(audit, assessment)
    for denial in assessment.denying[:_MAX_DENIALS]:
        yield _denied(audit, denial, first)


def _first_said(audit: DossierAudit, assessment: Assessment) -> When | None:
    """When it was first affirmed, where every affirmation has a date."""
    ever = (*assessment.affirming, *assessment.fallen)
    said = [when for s in ever if (when := date_of(s, audit.dossier.documents)) is not None]
    return min(said, key=lambda when: when.earliest) if said and len(said) == len(ever) else None


def _denied(audit: DossierAudit, denial: Statement, first: When | None) -> Message:
    who, when = speaker_name(audit.dossier, denial), date_of(denial, audit.dossier.documents)
    if when is None:
        told = M("denied by {who}", who=who)
    elif first is not None and when.before(first):
        told = M("denied by {who} ({when}), before it was made", who=who, when=when)
    else:
        told = M("denied by {who} ({when})", who=who, when=when)
    return M("{denied}, but only: {only}", denied=told, only=denial.only) if denial.only else told
