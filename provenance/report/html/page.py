"""One dossier as one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.assess.timeline import change_points
from provenance.auditing import DossierAudit, through_time
from provenance.diagram.layout_pool import LayoutPool
from provenance.diagram.legend import legend, symbol
from provenance.model.date_spelling import spell
from provenance.model.document import Document
from provenance.model.dossier import Input
from provenance.model.labels import SEVERITY, STANCE, STATUS
from provenance.model.mark import MARK
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity, Stance, Status
from provenance.report.html import assets
from provenance.report.html.article import Piece, cut, margin
from provenance.report.html.claims import ClaimView, StatementView, claim_view, statement_views
from provenance.report.html.diagrams import (
    PageDiagram,
    claim_timelines,
    diagrams,
    dossier_timelines,
    marks,
    status_codes,
)
from provenance.report.html.findings import FindingView, by_cause, faults, finding_views, span_of
from provenance.report.html.matrix import matrix
from provenance.report.html.opening import opening
from provenance.report.html.sources import organisations, source_views
from provenance.report.html.timed import Days, Shown
from provenance.report.html.timeline import MAX_LANES, by_day, chart, events
from provenance.summaries.brief import NOT_PUBLISHED, brief
from provenance.summaries.checking import signature_text
from provenance.summaries.safe_name import safe_name
from provenance.summaries.source_base import source_summary
from provenance.summaries.summary import ORDER, UNREVIEWED, build, dated_publisher, rows
from provenance.summaries.suppressed import suppression_text
from provenance.version import __version__

#: From so many claims on, their details are made in the browser when they are opened, not before.
MAX_INLINE_CLAIMS = 200
#: Faults of the claim file that stand on the first page; the rest opens.
MAX_FAULTS = 6
SIGNS: dict[Severity, str] = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}


@dataclass(frozen=True)
class TextPiece:
    """A run of an article: its statements and findings, the heaviest status among them on each day, and the stance of
    words that affirm nothing.
    """

    text: str
    statements: tuple[StatementView, ...]
    findings: tuple[FindingView, ...]
    starts: tuple[StatementView, ...]
    claim: str
    statuses: str
    status: Status | None
    stance: Stance | None
    flags: Shown


#: What stands beside a line (its number, a page, a time), and its words.
ShownLine = tuple[Message | str, tuple[TextPiece, ...]]


@dataclass(frozen=True)
class DocumentView:
    """A document: its text in pieces, where there is one."""

    number: int
    document: Document
    publisher: str
    lines: tuple[ShownLine, ...]
    statements: tuple[StatementView, ...]
    shown: Shown


def page_text(
    audit: DossierAudit,
    language: str | None,
    layout_pool: LayoutPool,
    note: Callable[[str], None],
    folder: Path | None = None,
) -> str:
    """The page of one audit. `note` is told of drawings that could not be made; `folder` is where it will stand, from
    which originals are linked.
    """
    return _Page(audit, language or audit.dossier.language, layout_pool, note, folder).text()


class _Page:
    def __init__(
        self,
        audit: DossierAudit,
        language: str,
        layout_pool: LayoutPool,
        note: Callable[[str], None],
        folder: Path | None,
    ) -> None:
        self.audit = audit
        self.dossier = audit.dossier
        self.language = language
        self.audits = through_time(audit)
        self.days = Days(len(self.audits), next(i for i, a in enumerate(self.audits) if a is audit))
        self.statements = statement_views(self.audits, self.days, folder)
        self.findings = finding_views(self.audits, self.days)
        self.anchors = {claim: f"claim-{safe_name(claim)}" for claim in self.dossier.claims}
        self.change_points = change_points([a.assessor for a in self.audits])
        self.drawn, self.whole = self._diagrams(layout_pool, note)
        self.claims = self._claims()
        self.by_id = {view.claim.id: view for view in self.claims}

    def text(self) -> str:
        happened = events(self.dossier, self.statements)
        told = build(self.audit, everything=True)
        sources = source_views(self.audits, self.days, self.statements)
        findings_of: dict[str, list[FindingView]] = {}
        for view in self.findings:
            if view.claim is not None:
                findings_of.setdefault(view.claim, []).append(view)
        dates = [spell(a.as_of, self.language) for a in self.audits]
        letters = {status_codes([status]): status.value for status in Status}
        documents = self._documents()
        held = {piece.stance for view in documents for _, pieces in view.lines for piece in pieces}
        labels = {status.value: STATUS[status].render(self.language) for status in Status}
        template = assets.environment(self.language).get_template("page.html.jinja")
        text = template.render(
            MARK=MARK,
            MAX_FAULTS=MAX_FAULTS,
            drawn_marks=marks(),
            NOT_PUBLISHED=NOT_PUBLISHED,
            UNREVIEWED=UNREVIEWED,
            anchors=self.anchors,
            any_of=lambda views: self.days.shown(self._counted(views)),
            counted=lambda views: self.days.variants(self._counted(views)),
            audit=self.audit,
            by_id=self.by_id,
            opening=opening([brief(audit) for audit in self.audits], self.days),
            causes=by_cause(self.findings),
            matrix=matrix(self.audit),
            names_of=lambda names: tuple(self.dossier.document_names[n] for n in names if n in self.dossier.documents),
            chart=chart(happened, self.audits),
            claimed_rules={view.finding.code for view in self.findings if view.claim is not None},
            claims=self.claims,
            csp=assets.policy(assets.script()),
            dates=dates,
            days=by_day(happened, self.audits),
            diagram=self.whole,
            documents=documents,
            dossier=self.dossier,
            facts=assets.data(
                {
                    "now": self.days.now,
                    "dates": dates,
                    "days": [audit.as_of.edtf for audit in self.audits],
                    "judged": M("judged as of {date}", date="DATE").render(self.language),
                    "letters": letters,
                    "labels": labels,
                    "said": {
                        v.number: self.anchors[c] for v in self.statements if v.in_text and (c := v.statement.claim)
                    },
                    "colon": M(":").render(self.language),
                }
            ),
            findings=self.findings,
            aside=suppression_text(self.audit.suppressed),
            findings_of=findings_of,
            houses=organisations(self.audit),
            inputs=self._inputs(),
            lanes=MAX_LANES,
            language=self.language,
            large=len(self.claims) > MAX_INLINE_CLAIMS,
            legend=[(symbol(sign, 2, 9), meaning) for sign, meaning in self._legend()],
            now=self.days.now,
            numbers={view.source.id: view.number for view in sources},
            places={v.statement.id: v.number for v in self.statements if v.in_text},
            policy=self.audit.assessor.policy,
            publisher=dated_publisher(self.audit),
            rules=sorted(
                {r.code: r for v in self.findings if (r := v.rule) is not None}.values(), key=lambda r: r.code
            ),
            severities=SEVERITY,
            signed=signature_text(self.dossier.signed) if self.dossier.signed is not None else None,
            signs=SIGNS,
            sources=sources,
            statements=self.statements,
            stances=STANCE,
            stances_held=[(stance, label) for stance, label in STANCE.items() if stance in held],
            statuses=STATUS,
            statuses_held=[s for s in ORDER if any(status_codes([s]) in c.statuses for c in self.claims)],
            scale=[assets.short_date(a.as_of, self.language) for a in self.audits],
            summary=self.days.merged([source_summary(a) for a in self.audits]),
            understood=told.understood,
            version=__version__,
            faults=self.days.variants([faults(self.findings, day) for day in range(self.days.count)]),
            view_of={view.finding: view for view in self.findings},
        )
        return assets.closed_up(text)

    def _diagrams(
        self, layout_pool: LayoutPool, note: Callable[[str], None]
    ) -> tuple[dict[str, PageDiagram], PageDiagram]:
        ids = list(self.dossier.claims)
        timelines = [
            claim_timelines(self.audits, self.change_points[claim], claim, self.language, self.days.now)
            for claim in ids
        ]
        timelines.append(dossier_timelines(self.audits, self.language, self.days.now))
        self.pictures = [f.whole for pair in timelines for f in pair if f is not None]
        made = list(diagrams(timelines, self.days.now, layout_pool))
        for name, (by_name, _), drawing in zip([*ids, self.dossier.id], timelines, made, strict=True):
            if by_name.whole.boxes and drawing.names is None:
                note(f"{self.dossier.file}: no diagram of {name} (its layout did not end)")
        return dict(zip(ids, made[:-1], strict=True)), made[-1]

    def _counted(self, views: Sequence[FindingView]) -> list[int]:
        """How many of some findings there are on each day."""
        return [sum(view.shown.days[day] == "1" for view in views) for day in range(self.days.count)]

    def _legend(self) -> list[tuple[str, Message]]:
        return list(legend(self.pictures))

    def _claims(self) -> list[ClaimView]:
        """The claims in the order of the table, those that nobody has spoken of yet after it."""
        held: dict[str, list[StatementView]] = {}
        for view in self.statements:
            if view.statement.claim is not None:
                held.setdefault(view.statement.claim, []).append(view)
        first = [row.claim for row in rows(self.audit)]
        order = [*first, *(c for c in self.dossier.claims if c not in set(first))]
        return [
            claim_view(
                self.audits,
                self.days,
                self.dossier.claims[c],
                self.change_points[c],
                held.get(c, []),
                self.drawn[c],
                self.anchors[c],
            )
            for c in order
        ]

    # --- texts -----------------------------------------------------------------------------------------------------

    def _documents(self) -> list[DocumentView]:
        """Documents with a text first."""
        read_in: dict[str, list[StatementView]] = {}
        for view in self.statements:
            if view.statement.document is not None:
                read_in.setdefault(view.statement.document, []).append(view)
        found = []
        for number, document in enumerate(self.dossier.documents.values()):
            inside = read_in.get(document.id, [])
            found.append(
                DocumentView(
                    number=number,
                    document=document,
                    publisher=self.dossier.source_names.label(document.publisher),
                    lines=tuple(self._lines(document, inside)) if document.text is not None else (),
                    statements=tuple(inside),
                    shown=self.days.shown(document.id in a.assessor.known.documents for a in self.audits),
                )
            )
        return sorted(found, key=lambda d: d.document.text is None)

    def _lines(
        self, document: Document, inside: Sequence[StatementView]
    ) -> list[tuple[Message | str, tuple[TextPiece, ...]]]:
        anchored = {v.number: v for v in inside if v.statement.anchor is not None}
        said = [(a.start, a.end, n) for n, v in anchored.items() if (a := v.statement.anchor) is not None]
        about = {
            f.number: f for f in self.findings
            if f.about_text and f.document == document.id and f.finding.folded_under is None
            and f.finding.severity is not Severity.NOTE
        }  # fmt: skip
        flagged = [(*span_of(document, f.finding.article), n) for n, f in about.items() if f.finding.article]
        text = document.text or ""
        lines = cut(text, said, flagged, self.dossier.redactions(text))
        return [
            (beside, tuple(self._piece(piece, anchored, about) for piece in line.pieces))
            for beside, line in zip(margin(document, [line.number for line in lines]), lines, strict=True)
        ]

    def _piece(self, piece: Piece, anchored: dict[int, StatementView], about: dict[int, FindingView]) -> TextPiece:
        views = tuple(anchored[n] for n in piece.statements)
        claims = [v.statement.claim for v in views if v.statement.claim is not None]
        by_day = [self._heaviest(audit, views) for audit in self.audits]
        now = by_day[self.days.now]
        stances = {v.statement.stance for v in views}
        heaviest = min(claims, key=lambda c: ORDER.index(self.audit.assessor[c].status), default="")
        return TextPiece(
            piece.text,
            views,
            tuple(about[n] for n in piece.findings),
            tuple(anchored[n] for n in piece.starts),
            self.anchors.get(heaviest, ""),
            status_codes(by_day),
            now,
            stances.pop() if len(stances) == 1 and not any(v.statement.affirms for v in views) else None,
            self._flags([about[n] for n in piece.findings]),
        )

    def _flags(self, about: Sequence[FindingView]) -> Shown:
        """The days on which something is found about some words."""
        return self.days.shown(any(f.shown.days[day] == "1" for f in about) for day in range(self.days.count))

    def _heaviest(self, audit: DossierAudit, views: Sequence[StatementView]) -> Status | None:
        """The heaviest status of what some words affirm, else of what they deny; words that take no side have none of
        their claims'.
        """
        known = [v.statement for v in views if v.statement.id in audit.assessor.known.statements]
        sided = [s for s in known if s.affirms] or [s for s in known if s.denies]
        found = [audit.assessor[s.claim].status for s in sided if s.claim is not None]
        return min(found, key=ORDER.index, default=Status.NOT_ASSERTED if known else None)

    def _inputs(self) -> list[Input]:
        """Every file the page was made from."""
        texts = [
            Input(d.path or d.id, d.text_sha256) for d in self.dossier.documents.values() if d.text_sha256 is not None
        ]
        return [*self.dossier.inputs, *texts]
