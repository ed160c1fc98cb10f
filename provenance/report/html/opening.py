"""The opening of a page: the verdict and what all hangs on, through its days."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.model.finding import Finding
from provenance.model.message import MN, Message
from provenance.model.vocabulary import Status
from provenance.report.html.timed import Days, Shown
from provenance.summaries.brief import Brief

#: A status, its label, and of how many claims it is the status.
Counted = tuple[Status, Message, int]


@dataclass(frozen=True)
class Opening:
    """Each part with the days it holds on. `verdicts` say, too, whether a text is held; `copying` is shown where there
    is something to be copied; `shares` are the statuses of all claims at once.
    """

    verdicts: list[tuple[tuple[Message, bool], Shown]]
    unpublished: Shown
    corrections: list[tuple[Finding, Shown]]
    copying: Shown
    precisions: list[tuple[Finding, Shown]]
    precise: list[tuple[tuple[Message, bool], Shown]]
    beside: list[tuple[Message, Shown]]
    dependences: list[tuple[tuple[Message, bool], Shown]]
    claims: list[tuple[int, Shown]]
    shares: list[tuple[tuple[Counted, ...], Shown]]
    statuses: list[tuple[Counted, Shown]]
    closing: list[tuple[Message, Shown]]


def opening(through: Sequence[Brief], days: Days) -> Opening:
    """The openings of all days as one."""
    published = [None if one.unpublished else one.verdict for one in through]
    corrections = [verdict.corrections if verdict is not None else () for verdict in published]
    precisions = [verdict.precisions if verdict is not None else () for verdict in published]
    return Opening(
        verdicts=days.variants([(one.verdict.headline(), one.verdict.held) for one in through]),
        unpublished=days.shown(one.unpublished for one in through),
        corrections=days.merged(corrections),
        copying=days.shown(corrections),
        precisions=days.merged(precisions),
        precise=days.variants(
            [
                (MN("{n} precision", "{n} precisions", len(found)), not held) if found else None
                for found, held in zip(precisions, corrections, strict=True)
            ]
        ),
        beside=days.merged([_beside(one) for one in through]),
        dependences=days.merged([[(said, i == 0) for i, said in enumerate(one.dependences)] for one in through]),
        claims=days.variants([one.claims for one in through]),
        shares=days.variants([one.statuses or None for one in through]),
        statuses=days.merged([one.statuses for one in through]),
        closing=days.merged([_closing(one) for one in through]),
    )


def _beside(one: Brief) -> tuple[Message, ...]:
    if one.unpublished:
        return ()
    # The precisions beside corrections are told where they stand.
    both = one.verdict.corrections and one.verdict.precisions
    return one.verdict.beside()[1 if both else 0 :]


def _closing(one: Brief) -> list[Message]:
    return [said for said in (one.not_asserted, one.key_missing_source) if said is not None]
