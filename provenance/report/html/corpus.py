"""The page of a corpus: statuses, on whom claims hang, who repeats whom, what was withdrawn and is still printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from provenance.model.dates import parse
from provenance.model.labels import STATUS
from provenance.model.mark import MARK
from provenance.model.vocabulary import Status
from provenance.report.html import assets
from provenance.rules import rule_named
from provenance.summaries.summary import ORDER

#: Rows of each table, and columns of the one of relays: more is read by nobody; `provenance query` tells all.
ROWS, COLUMNS = 20, 20
#: Units of a bar from one end to the other.
_BAR = 1000
StatusCounts = Mapping[Status, int]


@dataclass(frozen=True)
class SingleVoice:
    """A claim with one origin, how often it is reported, by how many outlets, and on whom it hangs."""

    text: str
    dossier: str
    status: Status
    reports: int
    outlets: int
    hangs_on: tuple[str, ...]


@dataclass(frozen=True)
class Hanging:
    """A source without which claims lose every way by which they came."""

    source: str
    claims: int
    reports: int
    dossiers: int


@dataclass(frozen=True)
class Withdrawn:
    """A claim that was corrected, replaced or withdrawn, and who prints it still."""

    text: str
    dossier: str
    status: Status
    outlets: int
    who: tuple[str, ...]


@dataclass(frozen=True)
class Relays:
    """In how many claims each relay (a column) repeats each source (a row). `left_out` pairs have no room."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]
    left_out: int


@dataclass(frozen=True)
class CorpusFigures:
    """What the page tells. `periods` are months or years (ISO 8601), each with its claims by status."""

    dossiers: int
    claims: int
    lost: int
    statuses: StatusCounts
    periods: Sequence[tuple[str, StatusCounts]]
    undated: int
    voices: Sequence[SingleVoice]
    single_voices: int
    hanging: Sequence[Hanging]
    relays: Relays
    withdrawn: Sequence[Withdrawn]
    still_printed: int
    #: Rule, findings, dossiers.
    rules: Sequence[tuple[str, int, int]]


class BarPart(NamedTuple):
    """One piece of a bar, for so many claims; in thousandths of its length."""

    status: Status
    claims: int
    start: int
    width: int


def corpus_text(figures: CorpusFigures, language: str) -> str:
    """The page: no script, nothing from anywhere."""
    busiest = max((sum(counts.values()) for _, counts in figures.periods), default=1)
    most = max((count for _, counts in figures.relays.rows for count in counts), default=1)
    return assets.closed_up(
        assets.environment(language)
        .get_template("corpus.html.jinja")
        .render(
            MARK=MARK,
            csp=assets.policy(),
            figures=figures,
            language=language,
            rules=[(rule_named(name), name, *counts) for name, *counts in figures.rules],
            periods=[(parse(period), sum(c.values()), bar(c, busiest)) for period, c in figures.periods],
            statuses=STATUS,
            totals=[(status, figures.statuses[status]) for status in ORDER if figures.statuses.get(status)],
            weight=lambda count: -(-5 * count // most),
        )
    )


def bar(counts: StatusCounts, busiest: int) -> list[BarPart]:
    """The pieces of a bar that is as long as its claims are many, the busiest from end to end. Borders are rounded, not
    lengths: pieces meet.
    """
    parts, before = [], 0
    for status in ORDER:
        if count := counts.get(status, 0):
            start, end = (round(_BAR * n / busiest) for n in (before, before + count))
            parts.append(BarPart(status, count, start, end - start))
            before += count
    return parts
