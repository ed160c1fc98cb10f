"""The audit as a Markdown report: what an editor reads in a pull request or a shared folder."""

from collections.abc import Iterable, Iterator

from provenance.auditing import DossierAudit
from provenance.model.finding import Finding
from provenance.model.labels import SEVERITY
from provenance.model.mark import MARK
from provenance.model.message import MN, M, Message
from provenance.model.place_text import told_place
from provenance.model.plain import capital, escaped, one_line, sentence
from provenance.summaries.brief import NOT_PUBLISHED, brief
from provenance.summaries.checking import signature_text
from provenance.summaries.explain import explain_claim
from provenance.summaries.safe_name import safe_name
from provenance.summaries.summary import UNREVIEWED, Summary, about_text, build, dated_publisher
from provenance.summaries.suppressed import suppression_text


def markdown_text(audit: DossierAudit, language: str | None, diagrams: bool = False) -> str:
    """The report; with `diagrams`, links to the SVG files that stand beside it."""
    return "\n".join(_Markdown(audit, language or audit.dossier.language, diagrams).lines()) + "\n"


def project_lines(findings: Iterable[Finding], language: str) -> list[str]:
    """What is wrong with the project's own files."""
    lines = [
        f"- `{finding.place}` {escaped(finding.message.render(language))} *{escaped(finding.rule)}*"
        for finding in findings
    ]
    heading = M("In the project").render(language)
    return [f"## {heading}\n", "\n".join(lines) + "\n"] if lines else []


class _Markdown:
    def __init__(self, audit: DossierAudit, language: str, diagrams: bool) -> None:
        self.audit = audit
        self.dossier = audit.dossier
        self.language = language
        self.diagrams = diagrams
        self.summary = build(audit, everything=True)

    def say(self, message: Message | str) -> str:
        return escaped(message if isinstance(message, str) else message.render(self.language))

    def lines(self) -> Iterator[str]:
        summary = self.summary
        yield f"# {self.say(self.dossier.title)}"
        yield ""
        origin = dated_publisher(self.audit)
        asked = self.audit.assessor.policy.confirmed_origins
        policy = MN("confirmed from {n} independent origin on", "confirmed from {n} independent origins on", asked)
        parts: list[Message | None] = [origin, M("as of {date}", date=self.audit.as_of), policy]
        if self.audit.as_of_is_today:
            parts.insert(2, M("today: the dossier gives no date"))
        yield " · ".join(self.say(part) for part in parts if part)
        yield ""
        if self.dossier.draft:
            yield f"> **{self.say(UNREVIEWED)}**"
            yield ""
        if self.dossier.signed is not None:
            yield f"*{sentence(self.say(signature_text(self.dossier.signed)))}*"
            yield ""
        verdict = summary.verdict
        beside = "".join(f" · {self.say(one)}" for one in verdict.beside())
        yield f"**{self.say(verdict.headline())}**{beside}"
        yield ""
        yield from self._brief()
        if self.diagrams:
            yield f"![{self.say(self.dossier.title)}](dossier.svg)"
            yield ""
        yield from self._findings(M("To correct"), summary.verdict.corrections)
        yield from self._findings(M("To clarify"), summary.verdict.precisions)
        yield from self._table(summary)
        yield from self._claims(summary)
        yield from self._findings(
            M("Elsewhere in the dossier") if summary.verdict.texts else M("In the dossier"), summary.elsewhere
        )
        yield from self._findings(M("How claims stand"), summary.standing)
        yield from self._findings(M("In the claim file"), summary.in_file)
        yield from self._suppressed()
        yield from self._bullets(M("Understood"), summary.understood)
        yield from self._inputs()
        yield f"<!-- {MARK} -->"

    def _brief(self) -> Iterator[str]:
        """The opening: plain sentences an editor can act on."""
        opening = brief(self.audit)
        summary = tuple(M("{label}: {n}", label=label, n=count) for _, label, count in opening.statuses)
        heading = M("In brief, as of {date}.", date=self.audit.as_of)
        counted = (
            MN("{n} claim: {summary}.", "{n} claims: {summary}.", opening.claims, summary=summary)
            if summary
            else MN("{n} claim", "{n} claims", opening.claims)
        )
        yield f"**{self.say(heading)}** {sentence(self.say(counted))}"
        yield ""
        if opening.unpublished:
            yield self.say(NOT_PUBLISHED)
            yield ""
        yield from (
            f"- {capital(self.say(m))}"
            for m in (*opening.dependences, opening.not_asserted, opening.key_missing_source)
            if m is not None
        )
        yield ""

    def _suppressed(self) -> Iterator[str]:
        suppressed = suppression_text(self.audit.suppressed)
        if suppressed:
            heading = M("Set aside")
            yield f"## {self.say(heading)}"
            yield ""
            yield from (f"- {self.say(one)}" for one in suppressed)
            yield ""

    def _findings(self, heading: Message, findings: Iterable[Finding]) -> Iterator[str]:
        findings = list(findings)
        if not findings:
            return
        yield f"## {self.say(heading)}"
        yield ""
        for finding in findings:
            place = finding.article or finding.place
            words = self.say(
                M("“{words}”", words=finding.words) if finding.words else about_text(self.dossier, finding)
            )
            severity = SEVERITY[finding.severity].render(self.language)
            where = told_place(place, place.file.rsplit("/", 1)[-1]).render(self.language)
            yield f"- **{escaped(where)}** {words}"
            yield f"  {sentence(self.say(finding.message))} *{severity}, {escaped(finding.rule)}*"
            if finding.replacement is not None and finding.words:
                yield f"  ⇒ {self.say(finding.replacement.told(self.dossier.language))}"
            if finding.advice is not None:
                reference = f"{escaped(finding.place.file.rsplit('/', 1)[-1])}:{finding.place.line}"
                yield f"  → {sentence(self.say(finding.advice))} ({reference})"
            if finding.instructions:
                yield f"  ⌂ {escaped(finding.instructions)}"
        yield ""

    def _table(self, summary: Summary) -> Iterator[str]:
        if not summary.rows:
            return
        title = M("What it hangs on")
        yield f"## {self.say(title)}"
        yield ""
        headings = (M("Status"), M("What is said"), M("Reports"), M("Origins"), M("Hangs on"))
        yield "| " + " | ".join(self.say(h) for h in headings) + " |"
        yield "| --- | --- | ---: | ---: | --- |"
        for row in summary.rows:
            name = f"[{self.say(row.text)}](#{_anchor(row.claim)})"
            cells = (self.say(row.status), name, str(row.reports), self.say(row.origins), self.say(row.hangs_on))
            yield f"| {' | '.join(cells)} |"
        yield ""

    def _claims(self, summary: Summary) -> Iterator[str]:
        if summary.rows:
            title = M("Claim by claim")
            yield f"## {self.say(title)}"
            yield ""
        for row in summary.rows:
            explained = explain_claim(self.audit, row.assessment)
            yield f'<a id="{_anchor(row.claim)}"></a>'
            yield ""
            yield f"### {self.say(row.text)}"
            yield ""
            yield f"**{capital(self.say(explained.headline))}** (`{_code(row.claim)}`)"
            yield ""
            if self.diagrams:
                yield f"![{self.say(row.text)}](claims/{safe_name(row.claim)}.svg)"
                yield ""
            yield " ".join(sentence(self.say(reason)) for reason in (*explained.reasons, explained.counts))
            yield ""
            yield from (f"- {capital(self.say(statement))}" for statement in explained.statements)
            yield ""
            yield from self._bullets(M("Evidence"), explained.evidence, level=4)
            yield from self._bullets(M("One voice"), explained.voices, level=4)
            yield from self._bullets(M("Proof"), explained.proof, level=4)
            yield from self._bullets(M("Checks and questions"), explained.log, level=4)
            yield from self._bullets(M("Would change it"), explained.changes, level=4)

    def _bullets(self, heading: Message, lines: Iterable[Message], level: int = 2) -> Iterator[str]:
        lines = list(lines)
        if lines:
            yield f"{'#' * level} {self.say(heading)}"
            yield ""
            yield from (f"- {capital(self.say(line))}" for line in lines)
            yield ""

    def _inputs(self) -> Iterator[str]:
        """What the report was made from, so that it can be made again."""
        title = M("Made from")
        yield f"## {self.say(title)}"
        yield ""
        yield f"- `{_code(self.dossier.file)}`"
        for document in self.dossier.documents.values():
            if document.text_sha256 is not None:
                yield f"- `{_code(document.path or document.id)}` (SHA-256 `{document.text_sha256}`)"
        yield ""


def _anchor(claim: str) -> str:
    return f"claim-{safe_name(claim)}"


def _code(text: str) -> str:
    return one_line(text).replace("`", "ˋ")
