"""The index over several dossiers: one page that leads to theirs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from provenance.auditing import DossierAudit
from provenance.files.locale import common_language
from provenance.model.labels import STATUS
from provenance.model.mark import MARK
from provenance.model.message import Message
from provenance.model.vocabulary import Status
from provenance.report.html import assets
from provenance.summaries.brief import Brief, brief
from provenance.summaries.summary import ORDER, dated_publisher
from provenance.summaries.suppressed import suppression_text
from provenance.version import __version__


@dataclass(frozen=True)
class IndexEntry:
    """One dossier of the index. `link` is None for a file that could not be read, `problem` says why."""

    title: str
    language: str
    file: str
    publisher: Message | None
    as_of: Message | None
    brief: Brief
    link: str | None
    problem: Message | None
    #: What somebody answers for, or what was there before.
    aside: tuple[Message, ...] = ()


def index_entry(audit: DossierAudit, link: str | None) -> IndexEntry:
    """What the index says of one audit."""
    fatal = next((p.message for p in audit.dossier.problems if p.fatal), None)
    return IndexEntry(
        title=audit.dossier.title,
        language=audit.dossier.language,
        # Where it stands on this machine is nobody's concern.
        file="/".join(PurePath(audit.dossier.file).parts[-2:]),
        publisher=dated_publisher(audit),
        as_of=Message("{date}", (("date", audit.as_of),)),
        brief=brief(audit),
        link=link if audit.readable else None,
        problem=fatal,
        aside=tuple(suppression_text(audit.suppressed)),
    )


def index_text(entries: Sequence[IndexEntry], language: str | None) -> str:
    """The page, the dossiers with most to correct first; in their language where they have one."""
    language = language or common_language(entry.language for entry in entries)
    totals = Counter[Status]()
    for found in entries:
        for status, _, count in found.brief.statuses:
            totals[status] += count
    template = assets.environment(language).get_template("index.html.jinja")
    return template.render(
        MARK=MARK,
        csp=assets.policy(),
        entries=sorted(entries, key=_weight),
        language=language,
        claims=totals.total(),
        statuses=STATUS,
        totals=[(status, totals[status]) for status in ORDER if totals[status]],
        version=__version__,
    )


def _weight(entry: IndexEntry) -> tuple[bool, int, int, int, str]:
    verdict = entry.brief.verdict
    return (
        entry.problem is None,
        -len(verdict.corrections),
        -len(verdict.faults),
        -len(verdict.precisions),
        entry.file,
    )
