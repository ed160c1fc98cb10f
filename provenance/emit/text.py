"""The audit as a person reads it in a terminal."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from provenance.auditing import DossierAudit
from provenance.emit.findings import FindingsText, Painter
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding
from provenance.model.message import MN, M, Message
from provenance.model.place_text import told_place
from provenance.model.plain import capital, end_of, one_line, sentence, shortened, width, wrapped
from provenance.model.vocabulary import Severity
from provenance.summaries.brief import NOT_PUBLISHED, unpublished
from provenance.summaries.checking import signature_text
from provenance.summaries.explain import Explanation
from provenance.summaries.summary import UNREVIEWED, ClaimRow, Summary, about_text, build, dated_publisher
from provenance.summaries.suppressed import suppression_text

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
MAX_ROWS = 14


def audit_text(audit: DossierAudit, language: str | None, paint: Painter, columns: int, everything: bool) -> str:
    """The whole story of one audit."""
    return "\n".join(_Text(audit.dossier, language, paint, columns, everything).audit(build(audit, everything))) + "\n"


def explanation_text(
    explanation: Explanation, dossier: Dossier, language: str | None, paint: Painter, columns: int
) -> str:
    """The story of one claim."""
    return "\n".join(_Text(dossier, language, paint, columns, True).explanation(explanation)) + "\n"


def overview_line(
    audit: DossierAudit, language: str | None, paint: Painter, columns: int, by_file: bool = False
) -> str:
    """One audit in one line: how it stands, where it is (its folder, or its file), what it is called."""
    return _Text(audit.dossier, language, paint, columns, False).overview(audit, by_file) + "\n"


class _Text(FindingsText):
    """The audit and the explanation, written as the findings are."""

    def __init__(self, dossier: Dossier, language: str | None, paint: Painter, columns: int, everything: bool) -> None:
        super().__init__(dossier, language, paint, columns, everything)
        self.dossier = dossier

    def overview(self, audit: DossierAudit, by_file: bool) -> str:
        worst = min((f.severity for f in audit.findings), key=list(MARKS).index, default=None)
        held = audit.verdict.held or not audit.readable
        style = "error" if held else worst.value if worst is not None else "plain"
        mark = MARKS[Severity.ERROR] if held else MARKS[worst] if worst is not None else "✓"
        said = " · ".join(self.say(part) for part in (audit.verdict.headline(), *audit.verdict.beside()))
        where = one_line(self.dossier.file if by_file else self.dossier.display_folder)
        begin = f"{self.paint(mark, style)} {self._fit(end_of(where, 30), 30)}  "
        room = self.columns - 2 - 30 - 2
        left = room - width(said) - 3
        title = one_line(self.dossier.title or "")
        if title and left > 12:
            said += f" · {shortened(title, left)}"
        return begin + f"\n{' ' * 34}".join(wrapped(said, max(room, 20)))

    # --- the audit -------------------------------------------------------------------------------------------------

    def audit(self, summary: Summary) -> Iterator[str]:
        audit, dossier = summary.audit, self.dossier
        title = " · ".join(self.say(part) for part in (dossier.title, dated_publisher(audit)) if part)
        for line in self._wrapped(title, ""):
            yield self.paint(line, "title")
        yield from self._counts(summary)
        if dossier.draft:
            yield self.paint(self.say(UNREVIEWED), "warning")
        if dossier.signed is not None:
            yield from self._wrapped(sentence(self.say(signature_text(dossier.signed))), "")
        if unpublished(audit):
            yield self.say(NOT_PUBLISHED)
        if audit.as_of_is_today and audit.readable and not any(p.pointer == ("as_of",) for p in dossier.problems):
            yield from self._wrapped(
                self.say(M("judged today, {date}: the dossier gives no `as_of`", date=audit.as_of)), ""
            )
        yield ""
        for heading, findings in (
            (M("TO CORRECT"), summary.verdict.corrections),
            (M("TO CLARIFY"), summary.verdict.precisions),
        ):
            if findings:
                yield self.paint(self.say(heading), "heading")
                yield from self._in_article(findings)
                yield ""
        if summary.elsewhere:
            heading = M("ELSEWHERE IN THE DOSSIER") if summary.verdict.texts else M("IN THE DOSSIER")
            yield self.paint(self.say(heading), "heading")
            yield from self._short(summary.elsewhere)
            yield ""
        if summary.in_file:
            yield self.paint(self.say(M("IN THE CLAIM FILE")), "heading")
            yield from self.in_file(summary.in_file)
            yield ""
        if summary.rows:
            yield from self._table(summary)
            yield ""
        yield from self._closing(summary)

    def _counts(self, summary: Summary) -> Iterator[str]:
        """The verdict with what is to do, then on what it was judged."""
        to_do: list[Message] = list(summary.verdict.beside())
        if summary.elsewhere:
            n = len(summary.elsewhere)
            beside = MN("{n} elsewhere", "{n} elsewhere", n)
            to_do.append(beside if summary.verdict.texts else MN("{n} finding", "{n} findings", n))
        in_file = sum(finding.role != "fault" for finding in summary.in_file)
        if in_file:
            to_do.append(MN("{n} point in the claim file", "{n} points in the claim file", in_file))
        style = "error" if summary.verdict.held else "heading"
        for line in self._joined([summary.verdict.headline(), *to_do]):
            yield self.paint(line, style)
        yield from self._joined(self._judged_on(summary))

    def _joined(self, parts: Iterable[Message]) -> list[str]:
        return self._wrapped(" · ".join(self.say(part) for part in parts), "")

    @staticmethod
    def _judged_on(summary: Summary) -> list[Message]:
        audit, counts = summary.audit, list[Message]()
        if summary.quotes:
            counts.append(
                MN(
                    "{n} quote found of {total}",
                    "{n} quotes found of {total}",
                    summary.quotes_found,
                    total=summary.quotes,
                )
            )
        if summary.quotes_with_slips:
            slips = summary.quotes_with_slips
            counts.append(MN("{n} typed with a slip", "{n} typed with slips", slips))
        if summary.quotes_altered:
            counts.append(MN("{n} altered", "{n} altered", summary.quotes_altered))
        documents = len(audit.dossier.documents)
        if documents:
            counts.append(
                MN(
                    "{n} document read of {total}",
                    "{n} documents read of {total}",
                    summary.documents_read,
                    total=documents,
                )
            )
        counts.append(M("as of {date}", date=audit.as_of))
        return counts

    def _in_article(self, findings: Iterable[Finding]) -> Iterator[str]:
        file = None
        for finding in findings:
            place = finding.article or finding.place
            name = PurePath(place.file).name if finding.article is not None else _suffix(finding)
            where = self.say(told_place(place, name if name != file else ""))
            file = name
            mark = self.paint(MARKS[finding.severity], finding.severity.value)
            room = self.columns - 2 - 18 - 1 - 4 - 2 - width(finding.rule)
            room = max(16, min(44, room))
            words = shortened(one_line(finding.words), room)
            about = self.say(about_text(self.dossier, finding))
            quoted = self.say(M("“{words}”", words=words)) if words else shortened(about, room)
            yield self._right(f"{mark} {where:<18} {quoted}", finding.rule, 1 + 18 + 2 + width(quoted))
            yield from self._wrapped(sentence(self.say(finding.message)), "    ")
            if finding.replacement is not None:
                yield from self._wrapped(f"⇒ {self.say(finding.replacement.told(self.dossier.language))}", "    ")
            if finding.advice is not None:
                reference = f"({_suffix(finding)}:{finding.place.line})"
                yield from self._wrapped(f"→ {sentence(self.say(finding.advice))}  {reference}", "    ")
            yield from self.instructions(finding)

    def _short(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Findings beside the article: one that is told of several documents is told once, with all of them."""
        statements = self.dossier.statement_by_id
        alike: dict[tuple[str, Message, Message | None, Message], list[Finding]] = {}
        for finding in findings:
            about = about_text(self.dossier, finding)
            alike.setdefault((finding.rule, finding.message, finding.advice, about), []).append(finding)
        for (_, _, _, about), held in alike.items():
            finding = held[0]
            mark = self.paint(MARKS[finding.severity], finding.severity.value)
            place = f"{_suffix(finding)}:{finding.place.line}:{finding.place.column}"
            room = max(20, self.columns - 17 - width(finding.rule))
            subject = shortened(self.say(about), room)
            yield self._right(f"{mark} {place:<12} {subject}", finding.rule, 2 + 12 + 1 + width(subject))
            yield from self._wrapped(sentence(self.say(finding.message)), "    ")
            reports = [statements[f.subject] for f in held if f.subject in statements]
            read_in = [report.document for report in reports if report.document is not None]
            if read_in:
                nouns = tuple(self.dossier.document_names[name] for name in dict.fromkeys(read_in))
                yield from self._wrapped(self.say(M("Read in {documents:the}.", documents=nouns)), "    ")
            if finding.advice is not None:
                yield from self._wrapped(f"→ {sentence(self.say(finding.advice))}", "    ")
            yield from self.instructions(finding)

    # --- the table -------------------------------------------------------------------------------------------------

    def _table(self, summary: Summary) -> Iterator[str]:
        rows = summary.rows if self.everything else summary.rows[:MAX_ROWS]
        cells = [self._cells(row) for row in rows]
        headings = (
            self.say(M("WHAT IT HANGS ON")),
            "",
            self.say(M("reports")),
            self.say(M("origins")),
            self.say(M("hangs on")),
        )
        first = max([width(c[0]) for c in cells] + [width(headings[0]) - 14])
        numbers = max([width(c[3]) for c in cells] + [width(headings[3])])
        rest = self.columns - first - numbers - width(headings[2]) - 10
        # On a narrow terminal the last column stands below.
        below = rest < 38
        text = max(12, min(34, rest if below else rest // 2))
        indent = " " * (4 if below else first + text + width(headings[2]) + numbers + 8)
        heading = f"{self._fit(headings[0], first + text + 2)}  {headings[2]}  {headings[3]:>{numbers}}"
        yield self.paint(heading if below else f"{heading}  {headings[4]}", "heading")
        for status, claim, reports, origins, hangs in cells:
            lines = wrapped(hangs, max(20, self.columns - len(indent))) or [""]
            counts = f"{reports:>{width(headings[2])}}  {origins:>{numbers}}"
            row = f"  {self._fit(status, first)}  {self._fit(shortened(claim, text), text)}{counts}"
            yield row if below else f"{row}  {lines.pop(0)}"
            for more in lines:
                yield indent + more
        left = len(summary.rows) - len(rows)
        if left > 0:
            yield "  " + self.say(MN("… {n} more (--all)", "… {n} more (--all)", left))

    def _cells(self, row: ClaimRow) -> tuple[str, str, str, str, str]:
        return (
            self.say(row.status),
            one_line(row.text),
            str(row.reports),
            self.say(row.origins),
            self.say(row.hangs_on),
        )

    @staticmethod
    def _fit(text: str, columns: int) -> str:
        return text + " " * max(0, columns - width(text))

    def _closing(self, summary: Summary) -> Iterator[str]:
        weak = len({f.subject for f in summary.standing})
        # The table tells how claims stand; only what fails the audit is said again.
        shown = [f for f in summary.standing if self.everything or f.severity is Severity.ERROR]
        if shown:
            yield self.paint(self.say(M("HOW CLAIMS STAND")), "heading")
            yield from self._short(shown)
            yield ""
        if not self.everything and (weak or summary.notes):
            parts = [MN("{n} claim with a weak footing", "{n} claims with a weak footing", weak)] if weak else []
            parts += [MN("{n} note", "{n} notes", summary.notes)] if summary.notes else []
            yield from self._labelled(M("ALSO"), ", ".join(self.say(p) for p in parts) + " (--all)")
        suppressed = suppression_text(summary.audit.suppressed)
        if suppressed:
            yield from self._labelled(M("SET ASIDE"), " · ".join(sentence(self.say(one)) for one in suppressed))
        if summary.understood:
            yield from self._labelled(M("UNDERSTOOD"), " · ".join(self.say(u) for u in summary.understood))
        if summary.key_missing_source is not None:
            yield from self._labelled(M("WOULD CHANGE IT"), self.say(summary.key_missing_source))
        if summary.rows:
            claim = one_line(summary.rows[0].claim)
            folder = one_line(self.dossier.display_folder)
            commands = f"provenance explain {claim} {folder} · provenance graph {folder} --claim {claim}"
            yield from self._labelled(M("NEXT"), commands)

    def _labelled(self, label: Message, text: str) -> Iterator[str]:
        said = self.say(label)
        indent = " " * (width(said) + 2)
        for number, line in enumerate(wrapped(text, self.columns - len(indent)) or [""]):
            yield (self.paint(said, "heading") + "  " if number == 0 else indent) + line

    def _right(self, left: str, rule: str, used: int) -> str:
        """The name of the rule at the right edge; below, where it has no room."""
        if used + 2 + len(rule) > self.columns:
            return f"{left}\n    {self.paint(rule, 'dim')}"
        return left + " " * (self.columns - used - len(rule)) + self.paint(rule, "dim")

    # --- one claim -------------------------------------------------------------------------------------------------

    def explanation(self, explanation: Explanation) -> Iterator[str]:
        for line in self._wrapped(f"{one_line(explanation.claim)} — {one_line(explanation.text)}", ""):
            yield self.paint(line, "title")
        yield from self._wrapped(capital(self.say(explanation.headline)), "")
        yield ""
        reasons = [self.say(r) for r in explanation.reasons]
        paragraph = " ".join(sentence(r) for r in reasons)
        yield from self._wrapped(paragraph, "")
        yield from self._wrapped(sentence(self.say(explanation.counts)), "")
        for heading, lines in (
            (M("PROOF"), [self.say(p) for p in explanation.proof]),
            (M("ONE VOICE"), [self.say(v) for v in explanation.voices]),
            (M("EVIDENCE"), [self.say(e) for e in explanation.evidence]),
            (M("WHO SAYS IT, WHERE"), [self.say(s).rstrip() for s in explanation.statements]),
            (M("CHECKS AND QUESTIONS"), [self.say(entry) for entry in explanation.log]),
            (M("WOULD CHANGE THIS STATUS"), [self.say(c) for c in explanation.changes]),
        ):
            if lines:
                yield ""
                yield self.paint(self.say(heading), "heading")
                for line in lines:
                    yield from self._wrapped(capital(line), "  ")


def _suffix(finding: Finding) -> str:
    """« yaml », « json »: enough to tell the claim file from the article."""
    return PurePath(finding.place.file).name.rsplit(".", 1)[-1]
