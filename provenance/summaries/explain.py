"""The whole story of one claim's status, in a paragraph, with the proof."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.assess.assessment import Assessment
from provenance.assess.defeat import REVISION, DefeatCause
from provenance.assess.reasons import because, node_name, speaker_name, status_name, voice_names
from provenance.assess.status_changes import would_change_if
from provenance.auditing import DossierAudit
from provenance.graph.independence import IndependenceCounts
from provenance.graph.proof import disjoint_chains, minimum_cut
from provenance.model.dossier import Dossier, Statement
from provenance.model.labels import MODIFIER, STATUS, stance_verb
from provenance.model.message import MN, M, Message
from provenance.summaries.checking import checking_log
from provenance.summaries.profiles import union_text
from provenance.summaries.summary import chain_text


@dataclass(frozen=True)
class Explanation:
    """The status of a claim told: the sentence, the reasons, the proof, the voices, what was checked and asked, what
    would change it.
    """

    claim: str
    text: str
    headline: Message
    reasons: tuple[Message, ...]
    counts: Message
    proof: tuple[Message, ...]
    voices: tuple[Message, ...]
    evidence: tuple[Message, ...]
    statements: tuple[Message, ...]
    log: tuple[Message, ...]
    changes: tuple[Message, ...]


def explain_claim(audit: DossierAudit, assessment: Assessment) -> Explanation:
    """Everything there is to say of one claim."""
    modifiers = tuple(MODIFIER[m] for m in assessment.modifiers)
    headline = (
        M(
            "{status} ({modifiers}), as of {date}",
            status=status_name(assessment),
            modifiers=modifiers,
            date=audit.as_of,
        )
        if modifiers
        else M("{status}, as of {date}", status=status_name(assessment), date=audit.as_of)
    )
    return Explanation(
        claim=assessment.claim.id,
        text=assessment.claim.text,
        headline=headline,
        reasons=tuple(reason.message for reason in because(audit.assessor, assessment)),
        counts=_counts_text(audit, assessment),
        proof=tuple(_proof(audit, assessment)),
        voices=tuple(_voices(audit, assessment)),
        evidence=tuple(_evidence(audit, assessment)),
        statements=tuple(_statement(audit, s) for s in assessment.statements),
        log=tuple(checking_log(audit, assessment)),
        changes=tuple(
            M("{edit} → {status}", edit=change.edit.message(audit.dossier), status=STATUS[change.status])
            for change in would_change_if(audit.assessor, assessment)
        ),
    )


def _statement(audit: DossierAudit, statement: Statement) -> Message:
    """A statement in a sentence, with the acts that it fell by."""
    told = statement_text(audit.dossier, statement)
    causes = audit.assessor.defeat.out.get(statement.id)
    return M("{told} — {fallen}", told=told, fallen=fallen_text(audit, causes)) if causes is not None else told


def statement_text(dossier: Dossier, statement: Statement) -> Message:
    """« Ouchakov → Tass → article : affirme « … » »; a paraphrase stands without quotation marks."""
    verb = stance_verb(statement.stance, speaker_name(dossier, statement))
    words: Message | None = None
    if statement.quote:
        words = M("“{words}”", words=statement.quote)
    elif statement.text:
        words = M("({words})", words=statement.text)
    chain = chain_text(dossier, statement)
    if words is None:
        return M("{chain}: {verb}", chain=chain, verb=verb)
    return M("{chain}: {verb} {words}", chain=chain, verb=verb, words=words)


def fallen_text(audit: DossierAudit, causes: Sequence[DefeatCause]) -> Message:
    """« ne tient plus : retiré par ap-later »: the acts that words fell by."""
    known, dossier = audit.assessor.known.statements, audit.dossier
    acts = [
        M("corrected by {act:the}", act=dossier.document_names[cause.by])
        if cause.by in dossier.documents
        and cause.of in dossier.documents[cause.by].corrects
        and cause.of not in dossier.documents[cause.by].revises
        else M("replaced by {act:the}", act=dossier.document_names[cause.by])
        if cause.kind == REVISION
        else M("taken back by {act:the}", act=dossier.document_names[cause.by])
        if cause.by in dossier.documents
        else M("taken back by {act:the}", act=speaker_name(dossier, known[cause.by]))
        for cause in causes
    ]
    if not acts:
        return M("no longer stands")
    return M("no longer stands: {acts}", acts=tuple(dict.fromkeys(acts)))


def _evidence(audit: DossierAudit, assessment: Assessment) -> Iterator[Message]:
    """The records that show the claim or refute it, who gave them, and on whose word they are genuine."""
    dossier = audit.dossier
    for item in audit.assessor.known.evidence_on(assessment.claim.id):
        shows = assessment.claim.id in item.shows
        givers = tuple(dossier.source_names[giver] for giver in item.given_by)
        details = (*givers, *([item.on] if item.on is not None else []))
        record = dossier.source_names[item.id]
        name = M("{evidence} ({details})", evidence=record, details=details) if details else record
        said = (
            M("{evidence} {record:verb shows/show} it", evidence=name, record=record)
            if shows
            else M("{evidence} {record:verb refutes/refute} it", evidence=name, record=record)
        )
        if item.authenticated_by is None:
            yield M("{said}; authenticated by nobody, it adds to no figure", said=said)
        else:
            by = dossier.source_names[item.authenticated_by]
            settles = item.id in (*assessment.settled.in_favour, *assessment.settled.against)
            yield (
                M("{said}; authenticated by {who:the}", said=said, who=by)
                if settles
                else M(
                    "{said}; authenticated by {who:the}, who is no third party: it adds to no figure", said=said, who=by
                )
            )


def _counts_text(audit: DossierAudit, assessment: Assessment) -> Message:
    counts = assessment.effective_counts
    by_state = audit.assessor.by_state[assessment.claim.id].effective_counts
    counted = M(
        "{reports}, {origins}, {chains}",
        reports=MN("{n} report", "{n} reports", len(counts.paths)),
        origins=_origins(counts),
        chains=MN("{n} disjoint chain", "{n} disjoint chains", counts.chains),
    )
    if by_state.min != counts.min:
        counted = M("{counted}; {n} if each state counts as one voice", counted=counted, n=by_state.min)
    written = audit.assessor.as_written[assessment.claim.id].effective_counts
    if written.min != counts.min:
        return M("{counted}; as written, the copies seen in the texts left out: {n}", counted=counted, n=written.min)
    return counted


def _origins(counts: IndependenceCounts) -> Message:
    counted = MN("{n} origin", "{n} origins", counts.min)
    return M("{origins} (at most {most})", origins=counted, most=counts.max) if counts.max > counts.min else counted


def _proof(audit: DossierAudit, assessment: Assessment) -> list[Message]:
    counts = assessment.effective_counts
    lines = []
    for chain in disjoint_chains(counts):
        names = voice_names(audit.dossier, assessment, chain)
        if len(names) == 1 and counts.chains:
            # An origin alone: what is told of the cut names it.
            continue
        template = " → ".join(f"{{n{i}:the}}" for i in range(len(names)))
        lines.append(Message(template, tuple((f"n{i}", n) for i, n in enumerate(names))))
    # Of what fell nothing counts; what is settled stands without voices.
    if counts.chains and not assessment.all_out and not assessment.settled.in_favour:
        cut = voice_names(audit.dossier, assessment, minimum_cut(counts))
        lines.append(M("without {names:the}, nothing that counts is left", names=cut))
    for cycle in counts.cycles:
        lines.append(M("a circle: {names:the}", names=tuple(node_name(audit.dossier, n) for n in cycle)))
    return lines


def _voices(audit: DossierAudit, assessment: Assessment) -> list[Message]:
    """Why sources on this claim count as one voice: every union with its reason."""
    groups, dossier = audit.assessor.groups, audit.dossier
    spoken = {h.id for s in assessment.statements for h in s.chain if not h.is_document}
    lines: dict[tuple[str, str], Message] = {}
    todo = sorted(spoken)
    unions = {u.member: u for u in groups.unions}
    while todo:
        union = unions.get(todo.pop(0))
        if union is None or (union.member, union.into) in lines:
            continue
        lines[union.member, union.into] = union_text(dossier, union)
        todo.append(union.into)
    for union in assessment.supporting.groups.unions:
        lines[union.member, union.into] = union_text(dossier, union)
    return list(lines.values())
