"""Findings of every day, each once, with the days it holds on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provenance.assess.reasons import speaker_name
from provenance.auditing import DossierAudit
from provenance.model.document import Document
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding
from provenance.model.labels import CERTAINTY
from provenance.model.message import M, Message
from provenance.model.noun import Noun
from provenance.model.place import Place
from provenance.model.vocabulary import Severity
from provenance.report.html.timed import Days, Shown
from provenance.rules import rule_named
from provenance.rules.base import Rule

#: Who is named as those to ask.
MAX_ASKED = 4


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
    proof: tuple[Message | str, ...]
    #: Who may be asked about it.
    ask: tuple[Noun, ...] = ()

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
            ask=_ask(audits[days.now], finding, claims),
        )
        for number, (finding, when) in enumerate(ordered)
    ]


@dataclass(frozen=True)
class Cause:
    """Findings of one rule: one cause, however often it shows."""

    code: str
    name: str
    rule: Rule | None
    severity: Severity
    views: tuple[FindingView, ...]

    @property
    def advice(self) -> Message | None:
        """What to do about all of them, where it is the same."""
        found = {view.finding.advice for view in self.views}
        return found.pop() if len(found) == 1 and len(self.views) > 1 else None


def by_cause(views: Sequence[FindingView]) -> list[Cause]:
    """The findings by their rule, the gravest first."""
    held: dict[str, list[FindingView]] = {}
    for view in views:
        held.setdefault(view.finding.rule, []).append(view)
    causes = [
        Cause(
            found[0].finding.code,
            name,
            found[0].rule,
            max((v.finding.severity for v in found), key=lambda severity: severity.rank),
            tuple(found),
        )
        for name, found in held.items()
    ]
    return sorted(causes, key=lambda cause: (-cause.severity.rank, -len(cause.views), cause.code))


def _ask(audit: DossierAudit, finding: Finding, claims: Mapping[str, str | None]) -> tuple[Noun, ...]:
    """Whom the proof names, where a request is made of a text: those who speak in its statements, the publishers of its
    documents; where it names nobody, whoever denies it, or said so first without a stake in it.
    """
    dossier = audit.dossier
    claim = finding.subject if finding.subject in dossier.claims else claims.get(finding.subject)
    if finding.role not in ("correction", "precision"):
        return ()
    known = audit.assessor.known.statements
    found: dict[Noun, None] = {}
    for item in finding.proof.items if finding.proof.kind in ("path", "values") else ():
        if item in known and item != finding.subject and known[item].chain:
            found[speaker_name(dossier, known[item])] = None
        elif item in dossier.documents and item != finding.document:
            found[dossier.source_names[dossier.documents[item].publisher]] = None
    if not found and claim is not None:
        # Whoever affirms it with a stake in it has said what he has to say.
        stakes, groups = audit.assessor[claim].stakes, audit.assessor.groups
        spoken = [
            s
            for s in known.values()
            if s.claim == claim
            and s.chain
            and not s.chain[0].is_document
            and (s.denies or (s.affirms and not stakes.party([groups.top[s.chain[0].id]])))
        ]
        found = dict.fromkeys(speaker_name(dossier, s) for s in spoken)
    return tuple(found)[:MAX_ASKED]


def faults(views: Sequence[FindingView], day: int) -> tuple[FindingView, ...]:
    """The faults of the claim file on a day."""
    return tuple(view for view in views if view.finding.role == "fault" and view.shown.days[day] == "1")


def _labels(dossier: Dossier) -> dict[str, Message | str]:
    """The names that readers know what has an id by."""
    found: dict[str, Message | str] = {c.id: c.text for c in dossier.claims.values() if c.text}
    for document in dossier.documents:
        found[document] = Message("{document}", (("document", dossier.document_names[document]),))
    for source in dossier.sources:
        found[source] = Message("{source}", (("source", dossier.source_names[source]),))
    for s in dossier.statements:
        if s.attributed:
            who = speaker_name(dossier, s)
            read_in = dossier.document_names[s.document] if s.document is not None else None
            found[s.id] = (
                M("{who}, in {document}", who=who, document=read_in)
                if read_in is not None
                else Message("{who}", (("who", who),))
            )
    return found


def _proof(finding: Finding, labels: Mapping[str, Message | str]) -> tuple[Message | str, ...]:
    """The ids of the proof under the names readers know; a certainty under its word."""
    if finding.proof.kind in ("text", "names"):
        return ()
    words = {certainty.value: said for certainty, said in CERTAINTY.items()}
    return tuple(labels.get(item) or words.get(item) or item for item in finding.proof.items)


def span_of(document: Document, place: Place) -> tuple[int, int]:
    """The place of a finding in a text as offsets (code points)."""
    text = document.text or ""
    return _offset(text, place.line, place.column), _offset(text, place.end_line, place.end_column)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1
