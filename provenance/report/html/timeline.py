"""What happened when: statements, denials, silences, new versions and corrections, by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.assess.reasons import speaker_name
from provenance.auditing import DossierAudit
from provenance.model.dates import When
from provenance.model.dossier import Dossier
from provenance.model.edtf import MAX_DAY, MIN_DAY
from provenance.model.message import M, Message
from provenance.model.noun import Noun
from provenance.model.vocabulary import AFFIRMING, Stance
from provenance.report.html.claims import StatementView
from provenance.report.html.time_scale import Fold, TimeScale, labelled

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
    who: Message
    verb: Message
    #: The claims it is about; of a version, the verb names what it replaces.
    what: tuple[str, ...]
    when: When
    known: When | None
    statements: tuple[int, ...]
    document: Noun | None
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
    """Events of one lane at one time, on the chart: `x` from 0 to 1000; `hollow` where only the day of publication is
    known.
    """

    lane: int
    kind: str
    x: int
    count: int
    hollow: bool


@dataclass(frozen=True)
class Delay:
    """From when something was said to when it could be read."""

    lane: int
    kind: str
    x: int
    until: int


@dataclass(frozen=True)
class Chart:
    """The timeline as a picture. `stops` are the days of the slider, `dated` those with room for their date."""

    dots: tuple[Dot, ...]
    delays: tuple[Delay, ...]
    stops: tuple[int, ...]
    dated: tuple[int, ...]
    folds: tuple[Fold, ...]


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
    return sorted(found, key=lambda e: (e.when.earliest, e.when.latest, lanes.index(e.lane), e.statements, str(e.who)))


def _bounded(when: When) -> bool:
    return when.earliest > MIN_DAY and when.latest < MAX_DAY


def _said(dossier: Dossier, views: list[StatementView]) -> Event:
    first = views[0]
    statement, document = first.statement, first.statement.document
    published = dossier.documents[document].published if document is not None else None
    stance = statement.stance
    lane = "for" if stance in AFFIRMING else "against" if stance is Stance.DENIES else "aside"
    assert first.said is not None
    return Event(
        lane=lane,
        who=_subject(speaker_name(dossier, statement)),
        verb=first.verb,
        what=tuple(
            dict.fromkeys(dossier.claims[v.statement.claim].text for v in views if v.statement.claim is not None)
        ),
        when=first.said,
        known=published if published is not None and first.said.before(published) else None,
        statements=tuple(v.number for v in views),
        document=dossier.document_names[document] if document is not None else None,
        published=statement.said_on is None,
    )


def _versions(dossier: Dossier) -> Iterator[Event]:
    names = dossier.document_names
    for document in dossier.documents.values():
        if document.published is None or not _bounded(document.published):
            continue
        who = dossier.source_names[document.publisher]
        for verb, targets in (
            (M("{who:verb replaces/replace} {documents:the}"), document.revises),
            (M("{who:verb corrects/correct} {documents:the}"), document.corrects),
            (M("{who:verb retracts/retract} {documents:the}"), document.retracts),
        ):
            nouns = tuple(names[name] for name in targets if name in dossier.documents)
            if nouns:
                told = Message(verb.template, (("who", who), ("documents", nouns)))
                yield Event("version", _subject(who), told, (), document.published, None, (), names[document.id])


def _subject(who: Noun) -> Message:
    return Message("{who:the}", (("who", who),))


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


def chart(found: Sequence[Event], audits: Sequence[DossierAudit]) -> Chart:
    """The events on a true scale, with the days of the slider."""
    ends = [_moment(audit.as_of, at_end=True) for audit in audits]
    scale = TimeScale([*ends, *(_moment(event.when) for event in found)])
    counts: dict[tuple[int, int, bool], int] = {}
    delays: set[tuple[int, int, int]] = set()
    lanes = list(MAX_LANES)
    for event in found:
        lane, x = lanes.index(event.lane), scale.x(_moment(event.when))
        counts[lane, x, event.published] = counts.get((lane, x, event.published), 0) + max(1, len(event.statements))
        if event.known is not None and scale.x(_moment(event.known)) > x:
            delays.add((lane, x, scale.x(_moment(event.known))))
    stops = [scale.x(end) for end in ends]
    return Chart(
        dots=tuple(Dot(lane, lanes[lane], x, count, hollow) for (lane, x, hollow), count in sorted(counts.items())),
        delays=tuple(Delay(lane, lanes[lane], x, until) for lane, x, until in sorted(delays)),
        stops=tuple(stops),
        dated=tuple(labelled(stops, 0)),
        folds=tuple(scale.folds),
    )


def _moment(when: When, at_end: bool = False) -> float:
    """Its place in days: noon where no hour is given, and for a day of the slider that has none."""
    if when.moment is not None:
        return when.moment.first / 86_400
    return (when.latest if at_end else when.earliest) + 0.5
