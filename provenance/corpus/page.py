"""The page of a corpus: its figures, asked of the rows of an audit (DuckDB). It stays small however many claims there
are.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from provenance.corpus.questions import connected
from provenance.files.locale import reader_language
from provenance.model.vocabulary import Status
from provenance.report.html.corpus import (
    COLUMNS,
    ROWS,
    CorpusFigures,
    Hanging,
    Relays,
    SingleVoice,
    StatusCounts,
    Withdrawn,
    corpus_text,
)

#: Periods that have room on the page; with more months than that, years are told.
_PERIODS = 36


def corpus_page(paths: Sequence[Path], language: str | None, dossiers: int) -> str:
    """The page of the Parquet files of an audit of so many dossiers, in a language of the tool or the reader's. Raises
    InputError.

    A dossier in which nobody claims anything has no row: their number is the audit's.
    """
    return corpus_text(_figures(_Questions(connected(paths)), dossiers), reader_language(language))


class _Questions:
    """Questions to the views, answered by rows."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(question, list(values)).fetchall()
        return found

    def number(self, question: str) -> int:
        return int(self.rows(question)[0][0])


def _figures(of: _Questions, dossiers: int) -> CorpusFigures:
    voices = of.rows(f"SELECT text, dossier, status, reports, outlets, hangs_on FROM single_voices LIMIT {ROWS}")
    hanging = of.rows(f"SELECT source, claims, reports, dossiers FROM hanging_on LIMIT {ROWS}")
    withdrawn = of.rows(
        "SELECT claims.text, w.dossier, claims.status, w.outlets, w.who FROM withdrawn_printed AS w JOIN claims"
        " ON claims.file = w.file AND claims.dossier = w.dossier AND claims.claim = w.claim"
        f" ORDER BY w.outlets DESC, w.dossier, w.claim LIMIT {ROWS}"
    )
    return CorpusFigures(
        dossiers=dossiers,
        claims=of.number("SELECT count(*) FROM claims"),
        lost=of.number("SELECT count(*) FROM lost"),
        statuses=_counts(of.rows("SELECT status, claims FROM statuses")),
        periods=_periods(of),
        undated=of.number("SELECT count(*) FROM claims WHERE first_reported IS NULL"),
        voices=[SingleVoice(t, d, Status(s), n, o, tuple(h)) for t, d, s, n, o, h in voices],
        single_voices=of.number("SELECT count(*) FROM single_voices"),
        hanging=[Hanging(*row) for row in hanging],
        relays=_relays(of),
        withdrawn=[Withdrawn(t, d, Status(s), n, tuple(sorted(filter(None, w)))) for t, d, s, n, w in withdrawn],
        still_printed=of.number("SELECT count(*) FROM withdrawn_printed"),
        rules=of.rows(
            "SELECT rule, count(*) AS n, count(DISTINCT (file, dossier)) FROM findings"
            f" GROUP BY rule ORDER BY n DESC, rule LIMIT {ROWS}"
        ),
    )


def _counts(rows: Sequence[tuple[str, int]]) -> StatusCounts:
    return {Status(status): count for status, count in rows}


def _periods(of: _Questions) -> Sequence[tuple[str, StatusCounts]]:
    """Months, or years where there are too many months; the last of them where there are too many years."""
    for length in (7, 4):
        found: dict[str, dict[Status, int]] = {}
        for period, status, count in of.rows(
            "SELECT left(month, ?) AS period, status, sum(claims)::BIGINT FROM by_month"
            " GROUP BY period, status ORDER BY period, status",
            length,
        ):
            found.setdefault(period, {})[Status(status)] = count
        if len(found) <= _PERIODS:
            break
    return [*found.items()][-_PERIODS:]


def _relays(of: _Questions) -> Relays:
    """The sources that are most repeated by those who repeat most."""
    sources, relays = (
        [
            name
            for (name,) in of.rows(f"SELECT {by} FROM relays GROUP BY {by} ORDER BY sum(claims) DESC, {by} LIMIT {n}")
        ]
        for by, n in (("source", ROWS), ("relay", COLUMNS))
    )
    counts = {
        (source, relay): count
        for source, relay, count in of.rows(
            "SELECT source, relay, claims FROM relays"
            " WHERE source IN (SELECT unnest(?)) AND relay IN (SELECT unnest(?))",
            sources,
            relays,
        )
    }
    pairs = of.number("SELECT count(*) FROM relays")
    return Relays(relays, [(s, [counts.get((s, r), 0) for r in relays]) for s in sources], pairs - len(counts))
