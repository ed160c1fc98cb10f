"""One dossier as machine formats see it: its findings in words, where their proof stands, what their repair writes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.auditing import DossierAudit
from provenance.files.edit import Editor
from provenance.files.load import is_unreadable
from provenance.files.text_edits import TextEdit
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding
from provenance.model.labels import SEVERITY
from provenance.model.message import M
from provenance.model.place import Place, Pointer
from provenance.model.plain import one_line
from provenance.model.suppression import SuppressedFinding, Suppression

Edits = Mapping[str, tuple[Editor, tuple[TextEdit, ...]]]


@dataclass(frozen=True)
class RenderedFinding:
    """One finding in words. `related` are the places of its proof, `replacements` what its repair writes where.

    `answer` is the suppression that sets it aside; `known` says that the baseline does.
    """

    finding: Finding
    language: str
    related: tuple[tuple[Place, str], ...] = ()
    replacements: tuple[tuple[Place, str], ...] = ()
    suppression: Suppression | None = None
    in_baseline: bool = False
    #: The words to put in the place of those of the article, in its language.
    replacement: str = ""

    @property
    def counts(self) -> bool:
        return self.suppression is None and not self.in_baseline

    @property
    def message(self) -> str:
        return self.finding.message.render(self.language)

    @property
    def advice(self) -> str | None:
        return self.finding.advice.render(self.language) if self.finding.advice is not None else None

    @property
    def severity(self) -> str:
        return SEVERITY[self.finding.severity].render(self.language)

    @property
    def title(self) -> str:
        return f"{self.finding.code} {self.finding.rule}"

    @property
    def told(self) -> tuple[str, ...]:
        """Message, the words of the article and those to put there, fix, newsroom instructions."""
        finding = self.finding
        parts = [self.message]
        if finding.article is not None:
            quoted = M("“{words}”", words=one_line(finding.words)).render(self.language)
            parts.append(f"{finding.article}: {quoted}" if finding.words else str(finding.article))
        if self.replacement:
            parts.append(f"⇒ {self.replacement}")
        if self.advice:
            parts.append(f"→ {self.advice}")
        if finding.instructions:
            parts.append(finding.instructions)
        return tuple(map(one_line, parts))

    @property
    def full_text(self) -> str:
        """All that is told, a line each."""
        return "\n".join(self.told)

    @property
    def full_line(self) -> str:
        """The same, where there is one line for it."""
        message, *more = self.told
        return message + "".join(f" {part}" if part.startswith(("⇒", "→")) else f" · {part}" for part in more)


@dataclass(frozen=True)
class DossierReport:
    """What one dossier, or the project itself (no `claims`), gave."""

    id: str
    file: str
    readable: bool
    claims: tuple[str, ...]
    findings: tuple[RenderedFinding, ...]
    #: The verdict on its texts, in words, and the numbers of it; none for the project, nor where nothing is audited.
    verdict: "RenderedVerdict | None" = None


@dataclass(frozen=True)
class RenderedVerdict:
    """The verdict on the texts of a dossier, as machine formats carry it."""

    text: str
    beside: tuple[str, ...]
    held: bool
    corrections: int
    precisions: int
    faults: int
    set_aside: int


def audit_report(audit: DossierAudit, language: str | None, edits: Edits | None = None) -> DossierReport:
    """A dossier and its findings, those set aside last. `edits` are what their fixes come to, by fingerprint."""
    found = dossier_report(audit.dossier, audit.findings, audit.suppressed, language, edits or {})
    verdict, chosen = audit.verdict, language or audit.dossier.language
    return replace(
        found,
        verdict=RenderedVerdict(
            verdict.headline().render(chosen),
            tuple(one.render(chosen) for one in verdict.beside()),
            verdict.held,
            len(verdict.corrections),
            len(verdict.precisions),
            len(verdict.faults),
            len(verdict.set_aside),
        ),
    )


def dossier_report(
    dossier: Dossier,
    findings: Sequence[Finding],
    suppressed: Sequence[SuppressedFinding],
    language: str | None,
    edits: Edits,
) -> DossierReport:
    """A dossier and its findings, those set aside last."""
    chosen = language or dossier.language
    places = _Places(dossier)
    rendered = [places.rendered(finding, chosen, edits) for finding in findings]
    rendered += [
        places.rendered(one.finding, chosen, {}, one.suppression, one.suppression is None) for one in suppressed
    ]  # fmt: skip
    return DossierReport(dossier.id, dossier.file, not is_unreadable(dossier), tuple(dossier.claims), tuple(rendered))


def project_report(findings: Sequence[Finding], language: str | None) -> DossierReport:
    """What is wrong with the project's own files."""
    file = findings[0].place.file if findings else ""
    return DossierReport("", file, True, (), tuple(RenderedFinding(finding, language or "en") for finding in findings))


def with_project(
    dossiers: Sequence[DossierReport], findings: Sequence[Finding], language: str | None
) -> Sequence[DossierReport]:
    """The reports, and last what is wrong with the project's own files."""
    return [*dossiers, project_report(findings, language)] if findings else dossiers


def by_severity(rendered: Sequence[RenderedFinding]) -> list[RenderedFinding]:
    """The strongest first, by place among equals."""
    return sorted(rendered, key=lambda one: -one.finding.severity.rank)


class _Places:
    """Where in the claim file the things stand that proofs name by their ids."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.pointers: dict[str, tuple[Pointer, str]] = {}
        self._found: dict[str, tuple[Place, str]] = {}
        for source in dossier.sources.values():
            self._add(source.id, source.pointer, source.label)
        for document in dossier.documents.values():
            self._add(document.id, document.pointer, document.id)
        for claim in dossier.claims.values():
            self._add(claim.id, claim.pointer, claim.text)
        for statement in dossier.statements:
            self._add(statement.id, statement.pointer, statement.quote or statement.text or statement.id)

    def _add(self, name: str, pointer: Pointer, said: str) -> None:
        if pointer:
            self.pointers.setdefault(name, (pointer, said))

    def rendered(
        self,
        finding: Finding,
        language: str,
        edits: Edits,
        answer: Suppression | None = None,
        known: bool = False,
    ) -> RenderedFinding:
        # A fingerprint is a hash of everything: it is asked for only where there is something to find by it.
        editor, replacements = edits.get(finding.fingerprint, (None, ())) if edits else (None, ())
        written = tuple((editor.place(edit), edit.text) for edit in replacements) if editor is not None else ()
        put = finding.replacement if finding.words else None
        told = put.told(self.dossier.language).render(language) if put is not None else ""
        return RenderedFinding(finding, language, tuple(self._related(finding)), written, answer, known, told)

    def _related(self, finding: Finding) -> Iterator[tuple[Place, str]]:
        """The words in the article, then every thing the proof names, in its order."""
        if finding.article is not None:
            yield finding.article, finding.words
        for item in finding.proof.items:
            if item in self.pointers:
                if item not in self._found:
                    pointer, said = self.pointers[item]
                    self._found[item] = self.dossier.place(pointer, True), said
                if self._found[item][0] != finding.place:
                    yield self._found[item]
