"""Why a claim has its status: the row of the table, and what made it match, in sentences with ids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.assess.assessment import Assessment, Assessor
from provenance.assess.defeat import REVISION
from provenance.assess.utterance import told_date
from provenance.graph.groups import Node
from provenance.graph.independence import IndependenceCounts
from provenance.graph.paths import ANONYMOUS, node_of
from provenance.model.dossier import Dossier, Statement
from provenance.model.labels import ANONYMOUS_VOICES, STATUS
from provenance.model.message import MN, M, Message
from provenance.model.noun import Noun
from provenance.model.vocabulary import Modifier, Own, Stance, Status

#: Voices without a name, taken together.
NOBODY_NAMED = Noun(ANONYMOUS_VOICES, "fr", "les", True, True)
#: Rivals that are told in a sentence each; of more, the last sentence says how many there are.
MAX_RIVALS = 10


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the explanation; `ids` are the statements, documents, sources and claims it speaks of."""

    code: str
    message: Message
    ids: tuple[str, ...]


def because(assessor: Assessor, assessment: Assessment) -> list[Reason]:
    """The reasons, the decisive one first."""
    return list(_reasons(assessor, assessment))


def status_name(assessment: Assessment) -> Message:
    """The status as a reader is told it: a denial of a part is no denial of the whole."""
    if assessment.status is Status.DENIED and all(s.only for s in assessment.denying):
        return M("denied (in part)")
    return STATUS[assessment.status]


def node_name(dossier: Dossier, node: Node) -> Noun:
    """What a node of a claim's graph is called for a reader."""
    if node == ANONYMOUS:
        return NOBODY_NAMED
    if node.is_document:
        return dossier.document_names[node.id]
    return dossier.source_names[node.id] if node.id in dossier.sources else NOBODY_NAMED


def _reasons(assessor: Assessor, assessment: Assessment) -> Iterator[Reason]:
    dossier = assessor.dossier
    status = assessment.status
    yield from settled_reasons(assessor, assessment)
    if assessment.all_out:
        yield from _defeat_reasons(assessor, assessment)
        yield _dependence_reason(dossier, assessment, assessment.before_defeat, before_defeat=True)
        yield from _denial_reasons(dossier, assessment)
        return
    if assessment.admission is not None:
        affirmation, denial = assessment.admission
        yield Reason(
            "admitted",
            M(
                "{who:the} {who:verb affirms/affirm} it ({when}) after having denied it ({earlier})",
                who=_speakers(dossier, [_by_id(assessor, affirmation)]),
                when=_said(dossier, _by_id(assessor, affirmation)),
                earlier=_said(dossier, _by_id(assessor, denial)),
            ),
            (affirmation, denial),
        )
    if assessment.facts.against_interest:
        ids = tuple(s.id for s in assessment.affirming if s.against_interest)
        yield Reason("against_interest", M("a concerned party says it against its own interest"), ids)
    yield from _support_reasons(dossier, assessment)
    yield from _challenge_reasons(assessor, assessment)
    if status is Status.NOT_ASSERTED:
        voices = [s for s in assessment.statements if not s.affirms and not s.denies and s.attributed]
        yield Reason(
            "not_asserted",
            M("only voices that take no side speak of it: {who:the}", who=_speakers(dossier, voices)),
            tuple(s.id for s in voices),
        )
    if status is Status.UNSOURCED and not assessment.statements:
        yield Reason("unsourced", M("nobody has spoken of it yet"), ())


def settled_reasons(assessor: Assessor, assessment: Assessment) -> Iterator[Reason]:
    """Rulings and authenticated evidence, what is against the claim first."""
    dossier, settled = assessor.dossier, assessment.settled
    for ids, true in ((settled.rulings_against, False), (settled.rulings_for, True)):
        for name in ids:
            ruling = _by_id(assessor, name)
            who, when = _speakers(dossier, [ruling]), _said(dossier, ruling)
            if true:
                yield Reason("ruled_true", M("found true by {who:the} ({when})", who=who, when=when), (name,))
            else:
                yield Reason("refuted", M("found false by {who:the} ({when})", who=who, when=when), (name,))
    for ids, shows in ((settled.evidence_against, False), (settled.evidence_for, True)):
        for name in ids:
            record, by = evidence_name(dossier, assessor, name)
            if shows:
                message = M(
                    "“{evidence}”, authenticated by {who:the}, {evidence:verb shows/show} it", evidence=record, who=by
                )
                yield Reason("evidence", message, (name,))
            else:
                message = M(
                    "“{evidence}”, authenticated by {who:the}, {evidence:verb shows/show} that it is false",
                    evidence=record,
                    who=by,
                )
                yield Reason("refuted", message, (name,))
    for rival in settled.by_rivals:
        text = dossier.claims[rival].text.rstrip(".")
        yield Reason("settled_otherwise", M("it is settled otherwise: {text}", text=text), (rival,))


def evidence_name(dossier: Dossier, assessor: Assessor, name: str) -> tuple[Noun, Noun | str]:
    """What a record is called, and who authenticated it: an item, or a statement that is made of a record."""
    item = dossier.evidence.get(name)
    if item is not None:
        return dossier.source_names[item.id], dossier.source_names[
            item.authenticated_by
        ] if item.authenticated_by else ""
    statement = _by_id(assessor, name)
    by = dossier.source_names[statement.authenticated_by] if statement.authenticated_by else ""
    return dossier.source_names[statement.chain[0].id], by


def _support_reasons(dossier: Dossier, assessment: Assessment) -> Iterator[Reason]:
    counts = assessment.counts
    ids = tuple(s.id for s in assessment.affirming)
    if not counts.origins:
        if counts.cycles:
            cycle = tuple(node_name(dossier, n) for n in counts.cycles[0])
            yield Reason("circular", M("the sources cite each other and nobody else: {names:the}", names=cycle), ids)
        elif assessment.denying or assessment.statements:
            yield Reason("no_origin", M("no source in the dossier affirms it"), ())
        return
    yield _dependence_reason(dossier, assessment, counts)
    if counts.max > counts.min and not counts.named:
        count = len(counts.anonymous)
        counted = MN(
            "{n} voice without a name or a source counts as one",
            "{n} voices without a name or a source count as one",
            count,
        )
        yield Reason("anonymous", counted, tuple(a.id for a in counts.anonymous))
    elif counts.max > counts.min and (tellers := own_voices(dossier, assessment)):
        yield Reason(
            "anonymous",
            M("what {who:the} {who:verb says/say} without a source is not counted", who=tellers),
            tuple(a.id for a in counts.anonymous),
        )
    elif counts.max > counts.min:
        yield Reason(
            "anonymous",
            MN(
                "{n} anonymous voice nobody can place is not counted",
                "{n} anonymous voices nobody can place are not counted",
                counts.max - counts.min,
            ),
            tuple(a.id for a in counts.anonymous),
        )
    if assessment.facts.only_own_position:
        yield Reason("own_position", M("only those whose own position it is say so"), origin_ids(counts))
    elif Modifier.PARTY_ONLY in assessment.modifiers:
        yield Reason("party_only", M("every origin is an interested party"), origin_ids(counts))
    if Modifier.INFERRED in assessment.modifiers:
        inferred = tuple(s.id for s in assessment.affirming if s.inferred)
        if inferred:
            yield Reason("inferred", M("a link of the chain is inferred"), inferred)
        else:
            yield Reason("inferred", M("what is said against it passes through a link that is inferred"), ())


def own_voices(dossier: Dossier, assessment: Assessment) -> tuple[Noun, ...]:
    """The outlets that tell it in their own name without a source, where no anonymous voice tells it too: they count as
    one that nobody can place, and are told by their names.
    """
    voices = assessment.supporting.groups
    told = assessment.affirming or [s for s in assessment.statements if s.affirms]
    firsts = [s.chain[0] for s in told if s.chain]
    if any(not hop.is_document and node_of(hop.id, voices).is_anonymous for hop in firsts):
        return ()
    own = [s for s in told if s.own is Own.UNSOURCED]
    return tuple(dict.fromkeys(speaker_name(dossier, s) for s in own))


def voice_names(dossier: Dossier, assessment: Assessment, nodes: Iterable[Node]) -> tuple[Noun, ...]:
    """What nodes of a claim's graph are called: a paper that speaks for itself is no anonymous voice, one anonymous
    voice is called what the file calls it, a house that only relays, by one of its names, by that name (Reuters, not
    who owns it).
    """
    own, relays = own_voices(dossier, assessment), _only_relays(assessment)
    unnamed = _only_unnamed(dossier, assessment)
    found: list[Noun] = []
    for node in nodes:
        name, relay = node_name(dossier, node), relays.get(node.id)
        if name is NOBODY_NAMED and own:
            found.extend(map(unsourced, own))
        elif name is NOBODY_NAMED and unnamed is not None:
            found.append(unnamed)
        else:
            found.append(dossier.source_names[relay] if relay is not None else name)
    return tuple(found)


def _only_unnamed(dossier: Dossier, assessment: Assessment) -> Noun | None:
    """The one voice without a name that affirms it; none where there are several, or an outlet without a source."""
    voices = assessment.supporting.groups
    told = assessment.affirming or [s for s in assessment.statements if s.affirms]
    hops = [hop for s in told for hop in s.chain if not hop.is_document and node_of(hop.id, voices).is_anonymous]
    names = {hop.id for hop in hops}
    alone = len(names) == 1 and not any(s.own is Own.UNSOURCED for s in told)
    return dossier.source_names[names.pop()] if alone else None


def _only_relays(assessment: Assessment) -> dict[str, str]:
    """By house the one name of it that relays, where none of its names says it first."""
    voices = assessment.supporting.groups
    heard: dict[str, dict[str, bool]] = {}
    for statement in assessment.statements:
        for place, hop in enumerate(statement.chain if statement.affirms else ()):
            if not hop.is_document and (group := voices.group_of(hop.id)) is not None:
                names = heard.setdefault(group, {})
                names[hop.id] = names.get(hop.id, False) or place == 0
    return {group: next(iter(names)) for group, names in heard.items() if len(names) == 1 and not any(names.values())}


def unsourced(outlet: Noun) -> Noun:
    """The outlet, told as one that says it without a source."""
    said = M("{who} (without a source)", who=outlet)
    return Noun(said, outlet.language, outlet.article, outlet.feminine, False, outlet.id)


def _dependence_reason(
    dossier: Dossier, assessment: Assessment, counts: IndependenceCounts, before_defeat: bool = False
) -> Reason:
    ids = (*(c.id for c in counts.dominators), *(t.statement for t in counts.paths))
    names = voice_names(dossier, assessment, counts.dominators or counts.origins)
    if not counts.origins:
        return Reason("no_origin", M("no source in the dossier affirms it"), ())
    reports = len(counts.paths)
    if before_defeat:
        return Reason(
            "as_told",
            MN(
                "as told, {n} report hung on {names:the}",
                "as told, {n} reports hung on {names:the}",
                reports,
                names=names,
            ),
            ids,
        )
    if counts.dominators:
        return Reason(
            "hangs_on",
            MN("{n} report, hanging on {names:the}", "{n} reports, hanging on {names:the}", reports, names=names),
            ids,
        )
    return Reason(
        "origins",
        M(
            "{origins} origins ({names:the}) through {chains} disjoint chains",
            origins=counts.min,
            names=voice_names(dossier, assessment, counts.origins),
            chains=counts.chains,
        ),
        ids,
    )


def _defeat_reasons(assessor: Assessor, assessment: Assessment) -> Iterator[Reason]:
    dossier = assessor.dossier
    told = set()
    for cause in assessment.causes:
        ids = (cause.by, cause.of, *(s.id for s in assessment.fallen))
        names = dossier.document_names
        newer = names[cause.by] if cause.by in dossier.documents else cause.by
        older = names[cause.of] if cause.of in dossier.documents else cause.of
        if cause.kind == REVISION:
            rivals = [
                r
                for r in assessor.known.rivals.get(assessment.claim.id, ())
                if any(s.document == cause.by and s.affirms for s in assessor.known.by_claim.get(r, ()))
            ]
            words = tuple(dossier.claims[r].text.rstrip(".") for r in rivals)
            yield Reason(
                "revised",
                M("{newer:the} replaces {older:the} and says: {words}", newer=newer, older=older, words=words)
                if words
                else M("{newer:the} takes back what {older:the} said", newer=newer, older=older),
                (*ids[:2], *rivals, *ids[2:]),
            )
            out = assessor.defeat.out
            relays = [s for s in assessment.fallen if s.document != cause.of and cause in out[s.id]]
            if relays:
                yield Reason(
                    "passed_on",
                    MN(
                        "{n} later report passed through {older:the} and falls with it",
                        "{n} later reports passed through {older:the} and fall with it",
                        len(relays),
                        older=older,
                    ),
                    (cause.of, *(s.id for s in relays)),
                )
        elif cause.by in dossier.documents:
            by = dossier.document_names[cause.by]
            yield Reason("retracted", M("{by:the} retracts {of:the}", by=by, of=older), ids)
        elif cause.by not in told:
            # One retraction may fell several statements.
            told.add(cause.by)
            who = _speakers(dossier, [_by_id(assessor, cause.by)])
            yield Reason("retracted", M("{who:the} took the words back", who=who), ids)


def _denial_reasons(dossier: Dossier, assessment: Assessment) -> Iterator[Reason]:
    for statement in assessment.denying_voices:
        if statement.id in assessment.settled.rulings_against:
            # What was found is told as found, not as somebody's denial.
            continue
        who, when = _speakers(dossier, [statement]), _said(dossier, statement)
        if statement.only:
            message = M("denied by {who:the} ({when}), but only: {only}", who=who, when=when, only=statement.only)
        else:
            message = M("denied by {who:the} ({when})", who=who, when=when)
        yield Reason("denied", message, (statement.id,))


def _challenge_reasons(assessor: Assessor, assessment: Assessment) -> Iterator[Reason]:
    dossier = assessor.dossier
    yield from _denial_reasons(dossier, assessment)
    rivals = assessment.standing_rivals
    # Told one by one to each other, n answers would take the square of n.
    told = rivals if len(rivals) <= MAX_RIVALS else rivals[: MAX_RIVALS - 1]
    for rival in told:
        text = dossier.claims[rival].text.rstrip(".")
        yield Reason("rival", M("another answer to the same question stands too: {text}", text=text), (rival,))
    if left := rivals[len(told) :]:
        yield Reason("rival", M("{n} more answers to the same question stand too", n=len(left)), left)
    for statement in assessment.statements:
        if statement.stance is Stance.NO_COMMENT and assessment.facts.no_comment:
            yield Reason(
                "no_comment",
                M("{who:the} {who:verb declines/decline} to comment", who=_speakers(dossier, [statement])),
                (statement.id,),
            )


def origin_ids(counts: IndependenceCounts) -> tuple[str, ...]:
    return tuple(o.id for o in counts.origins)


def _speakers(dossier: Dossier, statements: Iterable[Statement]) -> tuple[object, ...]:
    """Who spoke first in each statement, once each."""
    found: dict[object, None] = {}
    for statement in statements:
        found[speaker_name(dossier, statement)] = None
    return tuple(found)


def speaker_name(dossier: Dossier, statement: Statement) -> Noun:
    """The first of the chain, or the outlet that speaks for itself."""
    if statement.chain:
        first = statement.chain[0]
        return dossier.document_names[first.id] if first.is_document else dossier.source_names[first.id]
    if statement.document is not None:
        return dossier.source_names[dossier.documents[statement.document].publisher]
    return NOBODY_NAMED


def _said(dossier: Dossier, statement: Statement) -> object:
    when = told_date(statement, dossier.documents)
    return when if when is not None else M("undated")


def _by_id(assessor: Assessor, statement: str) -> Statement:
    return assessor.known.statements[statement]
