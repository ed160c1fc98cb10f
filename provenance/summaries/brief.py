"""What an editor needs in ten seconds: the verdict, how many claims stand how, and on whom all hangs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.assess.reasons import node_name, voice_names
from provenance.auditing import DossierAudit
from provenance.graph.groups import Node
from provenance.graph.paths import ANONYMOUS
from provenance.model.message import MN, M, Message
from provenance.model.noun import Noun
from provenance.model.vocabulary import Status
from provenance.summaries.summary import ORDER, ClaimRow, key_missing_source, resting, rows
from provenance.verdict import Verdict

#: Voices that are named as the ones most claims hang on.
_MAX_VOICES = 4
#: How many of the claims that nobody asserts are told.
_MAX_UNSAID = 5
#: What is said where no text at hand had come out.
NOT_PUBLISHED = M("The article is not published yet on that day.")


@dataclass(frozen=True)
class Brief:
    """The opening of a report. `statuses` counts claims, those that fell first; `unpublished` where no text at hand had
    come out yet.
    """

    claims: int
    statuses: tuple[tuple[Status, Message, int], ...]
    unpublished: bool
    verdict: Verdict
    dependences: tuple[Message, ...]
    not_asserted: Message | None
    key_missing_source: Message | None


def brief(audit: DossierAudit) -> Brief:
    """The opening for one audit."""
    table = rows(audit)
    counts = Counter((row.assessment.status, row.status) for row in table)
    unsaid = [row.text.rstrip(".") for row in table if row.assessment.status is Status.NOT_ASSERTED]
    # One more is told as fast as that there is one more.
    more = len(unsaid) - _MAX_UNSAID
    told = (*unsaid[:_MAX_UNSAID], MN("{n} more", "{n} more", more)) if more > 1 else tuple(unsaid)
    change = key_missing_source(audit)
    return Brief(
        claims=len(table),
        statuses=tuple((*named, n) for named, n in sorted(counts.items(), key=lambda item: ORDER.index(item[0][0]))),
        unpublished=unpublished(audit),
        verdict=audit.verdict,
        dependences=tuple(dependences(audit, table)),
        not_asserted=M("What nobody asserts: {claims}", claims=told) if unsaid else None,
        key_missing_source=M("What would change it: {pivot}.", pivot=change) if change is not None else None,
    )


def unpublished(audit: DossierAudit) -> bool:
    """Whether no text at hand had come out by the day of the audit."""
    texts = {d.id for d in audit.dossier.documents.values() if d.text is not None}
    return bool(texts) and texts.isdisjoint(audit.assessor.known.documents)


def dependences(audit: DossierAudit, table: Iterable[ClaimRow]) -> Iterator[Message]:
    """The voices that most claims rest on alone."""
    told: dict[Node, Counter[tuple[Noun, ...]]] = {}
    for row in table:
        for node in resting((row,)):
            told.setdefault(node, Counter())[voice_names(audit.dossier, row.assessment, (node,))] += 1
    counted: Counter[tuple[Noun, ...]] = Counter()
    for node, voices in told.items():
        # Nobody knows whether those that nobody can place are one: each stands by what it is called.
        alike = len(voices) == 1 or node == ANONYMOUS
        counted.update(voices if alike else {(node_name(audit.dossier, node),): voices.total()})
    for voice, count in counted.most_common(_MAX_VOICES):
        yield MN("{n} claim hangs on {voice:the} alone.", "{n} claims hang on {voice:the} alone.", count, voice=voice)
