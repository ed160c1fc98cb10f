"""What there is to say of each source: what it said, through whom that reached us, and what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from provenance.assess.utterance import speaking_source
from provenance.auditing import DossierAudit
from provenance.graph.groups import Merge
from provenance.model.dossier import Dossier, Statement
from provenance.model.message import M, Message
from provenance.model.vocabulary import Status
from provenance.summaries.summary import ORDER

#: The Admiralty code for the reliability of a source (STANAG 2511; NATO AJP-2.1). A letter, never a number.
RELIABILITY: dict[str, Message] = {
    "A": M("completely reliable"),
    "B": M("usually reliable"),
    "C": M("fairly reliable"),
    "D": M("not usually reliable"),
    "E": M("unreliable"),
    "F": M("reliability cannot be judged"),
}

UNION: dict[str, Message] = {
    "part_of": M("{member:the} {member:verb is/are} part {into:of}"),
    "owned_by": M("{member:the} {member:verb belongs/belong} {into:to}"),
    "state": M("{member:the} {member:verb speaks/speak}: that is {into:the}"),
    "evidence": M("{member:the} and {into:the} give one record"),
}


def union_text(dossier: Dossier, union: Merge) -> Message:
    """Why two sources are one voice, in a sentence."""
    names = {"member": dossier.source_names[union.member], "into": dossier.source_names[union.into]}
    return Message(UNION[union.reason].template, tuple(names.items()))


@dataclass(frozen=True)
class TrackRecord:
    """What a source said first, at one date: how many claims it speaks of, denies, takes no side on; what became of
    those it affirms; how many it relayed.
    """

    spoken: int
    denied: int
    evaded: int
    statuses: tuple[tuple[Status, int], ...]
    relayed: int
    holds_up: int
    party: bool


def records(audit: DossierAudit) -> dict[str, TrackRecord]:
    """The record of every source, at the date of the audit."""
    assessor, dossier = audit.assessor, audit.dossier
    known = [s for s in assessor.known.statements.values() if s.id not in assessor.defeat.never_said and s.attributed]
    said, relayed = said_by(dossier, known), relayed_by(dossier, known)
    holds_up = Counter(node.id for a in assessor for node in a.counts.dominators if node.is_group)
    found = {}
    for source in dossier.sources:
        spoken = [s for s in said.get(source, ()) if s.claim is not None]
        own = dict.fromkeys(s.claim for s in spoken if s.claim is not None)
        affirmed = dict.fromkeys(s.claim for s in spoken if s.affirms and s.claim is not None)
        denied = {s.claim for s in spoken if s.denies}
        passed = {s.claim for s in relayed.get(source, ()) if s.claim is not None} - own.keys()
        counts = Counter(assessor[claim].status for claim in affirmed)
        group = assessor.groups.top[source]
        found[source] = TrackRecord(
            spoken=len(own),
            denied=len(denied),
            evaded=len(own.keys() - affirmed.keys() - denied),
            statuses=tuple((status, counts[status]) for status in ORDER if counts[status]),
            relayed=len(passed),
            holds_up=holds_up[group],
            party=any(assessor[claim].stakes.party([group]) for claim in (*own, *passed)),
        )
    return found


def said_by(dossier: Dossier, statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements each source speaks first in."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        speaker = speaking_source(statement, dossier.documents)
        if speaker is not None and statement.claim is not None:
            found.setdefault(speaker, []).append(statement)
    return found


def relayed_by(dossier: Dossier, statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements each source passes on: the hops after the first, and the publisher they are read with."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.claim is None:
            continue
        hops = [dossier.documents[h.id].publisher if h.is_document else h.id for h in statement.chain]
        read_with = [dossier.documents[statement.document].publisher] if statement.document is not None else []
        for relay in dict.fromkeys((*hops, *read_with)):
            if relay != speaking_source(statement, dossier.documents):
                found.setdefault(relay, []).append(statement)
    return found
