"""The days on which what is known of a dossier changes."""

from collections.abc import Sequence
from datetime import date, timedelta

from provenance.assess.assessment import Assessor
from provenance.model.dates import MAX_DAY, MIN_DAY, When, of_day
from provenance.model.dossier import Dossier

#: More stops than this make no slider: days become months, months become years.
MOST = 60


def moments(dossier: Dossier, as_of: When) -> tuple[When, ...]:
    """The days at which something becomes known, in order, and the last day of `as_of` among them.

    Where there are more than `MOST`, the last days of the months (else of the years) in which something does.
    """
    documents = (d.published for d in dossier.documents.values())
    loose = (s.said_on for s in dossier.statements if s.document is None)
    evidence = (e.published for e in dossier.evidence.values())
    days = {when.earliest for when in (*documents, *loose, *evidence) if when is not None}
    days -= {MIN_DAY}
    for ends in (_end_of_month, _end_of_year):
        if len(days) > MOST:
            days = {ends(day) for day in days}
    return tuple(of_day(day) for day in sorted({*days, as_of.latest}))


def _end_of_month(day: int) -> int:
    first = date.fromordinal(day).replace(day=1)
    return MAX_DAY if (first.year, first.month) == (9999, 12) else _before((first + timedelta(31)).replace(day=1))


def _end_of_year(day: int) -> int:
    return date(date.fromordinal(day).year, 12, 31).toordinal()


def _before(day: date) -> int:
    return day.toordinal() - 1


def footprint(assessor: Assessor, claim: str) -> tuple[object, ...]:
    """All that the story of a claim is read from. On two days with equal footprints the story is the same.

    The statements that are known on it, its rivals and what it is narrower than; which of them fell and why; the
    versions and copies of their documents; the records that bear on it; who counts as one voice.
    """
    known = assessor.known
    assessment = assessor[claim]
    near = dict.fromkeys((*assessor.wider(claim), *known.rivals.get(claim, ())))
    statements = [s for c in near for s in known.by_claim.get(c, ())]
    documents = {h.id for s in statements for h in s.chain if h.is_document} | {
        s.document for s in statements if s.document is not None
    }
    out = assessor.defeat.out
    return (
        tuple(s.id for s in statements),
        tuple((s.id, out[s.id]) for s in statements if s.id in out),
        frozenset(d for near_ in documents for d in known.tied_documents.get(near_, ()) if d in known.documents),
        assessment.row,
        assessment.modifiers,
        assessment.evidence,
        assessor.groups.unions,
    )


def turning_points(assessors: Sequence[Assessor], claim: str) -> list[int]:
    """For each day the first of those, up to it, on which the story of a claim is the one of that day."""
    found: list[int] = []
    before: tuple[object, ...] = ()
    for day, assessor in enumerate(assessors):
        now = footprint(assessor, claim)
        found.append(found[-1] if found and now == before else day)
        before = now
    return found
