"""Findings of every day, each once, with the days it holds on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provenance.auditing import DossierAudit
from provenance.model.dossier import Document, Dossier
from provenance.model.finding import Finding
from provenance.model.message import Message
from provenance.model.place import Place
from provenance.report.html.timed import Days, Shown
from provenance.rules import rule_named
from provenance.rules.base import Rule


@dataclass(frozen=True, eq=False)
class FindingView:
    """One finding. `claim` and `statement` are what it is about, where it is about one."""

    number: int
    finding: Finding
    rule: Rule | None
    shown: Shown
    claim: str | None
    statement: str | None
    document: str | None
    proof: tuple[str, ...]

    @property
    def title(self) -> Message | str:
        """What the rule finds, in words: its name is for those who configure it."""
        return self.rule.title if self.rule is not None else self.finding.rule

    @property
    def drawn(self) -> tuple[str, ...]:
        """The ids of the proof, where a diagram can show them: that of the claim the finding is about."""
        items = self.finding.proof.items
        return items if self.claim is not None and self.finding.proof.kind not in ("text", "names") else ()

    @property
    def about_text(self) -> bool:
        """Whether it asks something of an article at hand."""
        return self.document is not None and self.finding.role in ("correction", "precision")


def finding_views(audits: Sequence[DossierAudit], days: Days) -> list[FindingView]:
    """The findings of all days: errors first, in the order of the text, then of the file."""
    dossier = audits[days.now].dossier
    held: dict[Finding, set[int]] = {}
    for day, audit in enumerate(audits):
        for finding in audit.findings:
            held.setdefault(finding, set()).add(day)
    ordered = sorted(
        held.items(),
        key=lambda item: (
            -item[0].severity.rank, item[0].article is None, item[0].article or item[0].place, item[0].code,
        ),
    )  # fmt: skip
    claims = {s.id: s.claim for s in dossier.statements}
    paths = {d.path: d.id for d in dossier.documents.values() if d.path is not None}
    labels = _labels(dossier)
    return [
        FindingView(
            number=number,
            finding=finding,
            rule=rule_named(finding.rule),
            shown=days.shown(day in when for day in range(days.count)),
            claim=finding.subject if finding.subject in dossier.claims else claims.get(finding.subject),
            statement=finding.subject if finding.subject in claims else None,
            document=paths.get(finding.article.file) if finding.article is not None else None,
            proof=_proof(finding, labels),
        )
        for number, (finding, when) in enumerate(ordered)
    ]


def faults(views: Sequence[FindingView], day: int) -> tuple[FindingView, ...]:
    """The faults of the claim file on a day."""
    return tuple(view for view in views if view.finding.role == "fault" and view.shown.days[day] == "1")


def _labels(dossier: Dossier) -> dict[str, str]:
    """The names that readers know what has an id by."""
    said = {
        s.id: f"{dossier.sources[s.chain[0].id].label} ({s.document or '?'})"
        for s in dossier.statements
        if s.chain and not s.chain[0].is_document
    }
    named = {s.id: s.label for s in dossier.sources.values()} | {c.id: c.text for c in dossier.claims.values()}
    return said | {key: label for key, label in named.items() if label}


def _proof(finding: Finding, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the proof under the names readers know."""
    if finding.proof.kind in ("text", "names"):
        return ()
    return tuple(labels.get(item) or item for item in finding.proof.items)


def span_of(document: Document, place: Place) -> tuple[int, int]:
    """The place of a finding in a text as offsets (code points)."""
    text = document.text or ""
    return _offset(text, place.line, place.column), _offset(text, place.end_line, place.end_column)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1
