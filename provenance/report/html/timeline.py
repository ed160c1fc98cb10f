"""What happened when: statements, denials, silences, new versions and corrections, by day."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.auditing import DossierAudit
from provenance.model.dates import When
from provenance.model.dossier import Dossier
from provenance.model.edtf import MAX_DAY, MIN_DAY
from provenance.model.message import M, Message
from provenance.model.vocabulary import AFFIRMING, Stance
from provenance.report.html.claims import StatementView

#: The lanes of the timeline, from top to bottom.
MAX_LANES: dict[str, Message] = {
    "for": M("says"),
    "against": M("denies"),
    "aside": M("takes no side"),
    "version": M("new version, correction"),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened. `known` is the day it could be read, where that is another than the day it was said."""

    lane: str
    who: str
    verb: Message
    what: tuple[str, ...]
    when: When
    known: When | None
    statements: tuple[int, ...]
    document: str | None
    #: Only the day of publication is known, not that on which the words were said.
    published: bool = False


@dataclass(frozen=True)
class Day:
    """The events of one day. `moment` is the day of the slider from which they are known."""

    when: When
    events: tuple[Event, ...]
    moment: int


@dataclass(frozen=True)
class Dot:
    """Events of one lane on one day, on the chart: `x` from 0 to 1000."""

    lane: int
    kind: str
    x: int
    count: int


def events(dossier: Dossier, views: Sequence[StatementView]) -> list[Event]:
    """What the dossier tells, in order. One entry of a claim file that makes several claims is one event."""
    entries: dict[tuple[object, ...], list[StatementView]] = {}
    for view in views:
        if view.said is not None and _bounded(view.said) and view.statement.stance is not None:
            key = (
                view.statement.entry or view.statement.id,
                view.statement.stance,
                view.said.edtf,
                view.statement.document,
            )
            entries.setdefault(key, []).append(view)
    found = [_said(dossier, held) for held in entries.values()]
    found.extend(_versions(dossier))
    lanes = list(MAX_LANES)
    return sorted(found, key=lambda e: (e.when.earliest, e.when.latest, lanes.index(e.lane), e.statements, e.who))


def _bounded(when: When) -> bool:
    return when.earliest > MIN_DAY and when.latest < MAX_DAY


def _said(dossier: Dossier, views: list[StatementView]) -> Event:
    first = views[0]
    statement, document = first.statement, first.statement.document
    published = dossier.documents[document].published if document is not None else None
    stance = statement.stance
    lane = "for" if stance in AFFIRMING else "against" if stance is Stance.DENIES else "aside"
    if first.steps:
        who = str(Message("{name}", (("name", first.steps[0].name),)).render(dossier.language))
    else:
        who = dossier.sources[dossier.documents[document].publisher].label if document is not None else "?"
    assert first.said is not None
    return Event(
        lane=lane,
        who=who,
        verb=first.verb,
        what=tuple(
            dict.fromkeys(dossier.claims[v.statement.claim].text for v in views if v.statement.claim is not None)
        ),
        when=first.said,
        known=published if published is not None and first.said.before(published) else None,
        statements=tuple(v.number for v in views),
        document=document,
        published=statement.said_on is None,
    )


def _versions(dossier: Dossier) -> Iterator[Event]:
    for document in dossier.documents.values():
        if document.published is None or not _bounded(document.published):
            continue
        for verb, targets in (
            (M("replaces"), document.revises),
            (M("corrects"), document.corrects),
            (M("retracts"), document.retracts),
        ):
            if targets:
                who = dossier.sources[document.publisher].label
                yield Event("version", who, verb, targets, document.published, None, (), document.id)


def by_day(found: Sequence[Event], audits: Sequence[DossierAudit]) -> list[Day]:
    """The events by the day they happened."""
    days: dict[tuple[int, int], list[Event]] = {}
    for event in found:
        days.setdefault((event.when.earliest, event.when.latest), []).append(event)
    ends = [audit.as_of.latest for audit in audits]
    return [
        Day(held[0].when, tuple(held), next((i for i, end in enumerate(ends) if end >= first), len(ends) - 1))
        for (first, _), held in days.items()
    ]


def chart(found: Sequence[Event], audits: Sequence[DossierAudit]) -> tuple[list[Dot], list[int]]:
    """The dots of the chart and the places of the slider's days on it."""
    ends = [audit.as_of.latest for audit in audits]
    days = sorted({*ends, min([e.when.earliest for e in found] + ends), max([e.when.earliest for e in found] + ends)})
    step = 1000 / max(len(days) - 1, 1)

    def x(day: int) -> int:
        """The stops stand at equal distances, like those of the slider; other days between the stops around them."""
        after = min(bisect_left(days, day), len(days) - 1)
        if days[after] == day or after == 0:
            return round(after * step)
        before = days[after - 1]
        return round((after - 1 + (day - before) / (days[after] - before)) * step)

    counts: dict[tuple[int, str, int], int] = {}
    lanes = list(MAX_LANES)
    for event in found:
        key = (lanes.index(event.lane), event.lane, x(event.when.earliest))
        counts[key] = counts.get(key, 0) + max(1, len(event.statements))
    dots = [Dot(lane, kind, at, count) for (lane, kind, at), count in sorted(counts.items())]
    return dots, [x(end) for end in ends]
