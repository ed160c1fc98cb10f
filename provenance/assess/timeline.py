"""The days on which what is known of a dossier changes."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from provenance.assess.assessment import Assessor
from provenance.model.dates import When, of_day
from provenance.model.dossier import Dossier
from provenance.model.edtf import MAX_DAY, MIN_DAY

#: More stops than this make no slider: days become months, months become years.
MAX_DAYS = 60


def timeline(dossier: Dossier, as_of: When) -> tuple[When, ...]:
    """The days at which something becomes known, in order, and the last day of `as_of` among them.

    Where there are more than `MAX_DAYS`, the last days of the months (else of the years) in which something does.
    """
    documents = (d.published for d in dossier.documents.values())
    loose = (s.said_on for s in dossier.statements if s.document is None)
    evidence = (e.on for e in dossier.evidence.values())
    days = {when.earliest for when in (*documents, *loose, *evidence) if when is not None}
    days -= {MIN_DAY}
    for ends in (_end_of_month, _end_of_year):
        if len(days) > MAX_DAYS:
            days = {ends(day) for day in days}
    return tuple(of_day(day) for day in sorted({*days, as_of.latest}))


def _end_of_month(day: int) -> int:
    first = date.fromordinal(day).replace(day=1)
    return MAX_DAY if (first.year, first.month) == (9999, 12) else _before((first + timedelta(31)).replace(day=1))


def _end_of_year(day: int) -> int:
    return date(date.fromordinal(day).year, 12, 31).toordinal()


def _before(day: date) -> int:
    return day.toordinal() - 1


def cache_key(assessor: Assessor, claim: str) -> tuple[object, ...]:
    """All that the story of a claim is read from, but who counts as one voice.

    The statements that are known on it, its rivals and what it is narrower than; which of them fell and why; the
    versions and copies of their documents; the records that bear on it.
    """
    known = assessor.known
    assessment = assessor[claim]
    statements = [s for c in assessor.near_claims(claim) for s in known.by_claim.get(c, ())]
    documents = {h.id for s in statements for h in s.chain if h.is_document} | {
        s.document for s in statements if s.document is not None
    }
    out = assessor.defeat.out
    for act in (cause.by for cause in assessment.causes):
        # Where words were taken back is told too, and whether that stands.
        read_in = known.statements[act].document if act in known.statements else act
        documents.update({read_in} if read_in is not None else ())
    return (
        tuple((s.id, s.chain) for s in statements),
        tuple((s.id, out[s.id]) for s in statements if s.id in out),
        frozenset(d for near_ in documents for d in known.tied_documents.get(near_, ()) if d in known.documents),
        assessment.row,
        assessment.modifiers,
        assessment.settled,
        assessment.objections,
        known.evidence_on(claim),
        # What somebody might say that day would be another answer, or a later ruling.
        assessor.known.day
        if assessment.claim.about in assessor.known.running or assessment.settled.in_favour
        else None,
    )


def change_points(assessors: Sequence[Assessor]) -> dict[str, list[int]]:
    """For each claim and day the first of the days, up to it, on which the story of the claim is the one of that day.

    Where the cache key is the same and nobody joined or left an organisation, so is the story.
    """
    voices = [0]
    for before, after in pairwise(assessors):
        voices.append(voices[-1] + (before.groups.unions != after.groups.unions))
    found: dict[str, list[int]] = {}
    for claim in assessors[0].dossier.claims:
        points = found[claim] = []
        last: tuple[object, ...] = ()
        for day, assessor in enumerate(assessors):
            now = (voices[day], cache_key(assessor, claim))
            points.append(points[-1] if now == last else day)
            last = now
    return found
