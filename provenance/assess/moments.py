"""The days on which what is known of a dossier changes."""

from datetime import date, timedelta

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
