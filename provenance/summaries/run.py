"""What a run over some dossiers came to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from provenance.auditing import DossierAudit
from provenance.files.locale import common_language
from provenance.model.finding import Finding
from provenance.model.message import MN, M, Message
from provenance.model.plain import width, wrapped
from provenance.model.vocabulary import FailOn, Severity, fails

#: What a run ends with: something found at the threshold or above, something that could not be read.
FOUND, UNREADABLE = 1, 3


@dataclass(frozen=True)
class RunSummary:
    """The figures of a run; `project` are the findings about the project's own files.

    `held` counts the dossiers with a text that must not run, `faulty` those whose claim file has errors, `unread` those
    that could not be read, `set_aside` the findings that somebody answers for or that were there before.
    """

    project: tuple[Finding, ...] = ()
    dossiers: int = 0
    held: int = 0
    faulty: int = 0
    unread: int = 0
    set_aside: int = 0
    findings: dict[Severity, int] = field(default_factory=dict)
    failing: int = 0
    fail_on: FailOn = "error"
    #: That of the dossiers, where they have one.
    language: str = "en"

    @property
    def exit_code(self) -> int:
        return UNREADABLE if self.unread else FOUND if self.failing else 0

    def text(self, language: str | None = None) -> str:
        """One line: how many dossiers, how they stand, what was found, why the run ends as it does."""
        return " ".join(self._parts(language or self.language))

    def lines(self, columns: int, language: str | None = None) -> list[str]:
        """The same for a terminal: where it does not fit in one line, why the run ends so begins its own."""
        said = self.text(language)
        parts = [said] if width(said) <= columns else self._parts(language or self.language)
        return [line for part in parts for line in wrapped(part, columns)]

    def _parts(self, language: str) -> tuple[str, str]:
        return ", ".join(message.render(language) for message in self.figures()), f"· {self.why().render(language)}"

    def figures(self) -> Iterable[Message]:
        yield MN("{n} dossier", "{n} dossiers", self.dossiers)
        if self.held:
            yield MN("{n} with a text that must not run", "{n} with a text that must not run", self.held)
        if self.faulty:
            yield MN("{n} with faults in its claim file", "{n} with faults in their claim files", self.faulty)
        if self.unread:
            yield MN("{n} not read", "{n} not read", self.unread)
        count = self.findings
        yield MN("{n} error", "{n} errors", count.get(Severity.ERROR, 0))
        yield MN("{n} warning", "{n} warnings", count.get(Severity.WARNING, 0))
        yield MN("{n} note", "{n} notes", count.get(Severity.NOTE, 0))
        if self.set_aside:
            yield MN("{n} set aside", "{n} set aside", self.set_aside)

    def why(self) -> Message:
        """Why the run ends as it does."""
        if self.unread:
            return MN("exit 3: {n} file could not be read", "exit 3: {n} files could not be read", self.unread)
        if self.failing:
            return MN(
                "exit 1: {n} finding at --fail-on {level} or above",
                "exit 1: {n} findings at --fail-on {level} or above",
                self.failing,
                level=self.fail_on,
            )
        return M("exit 0")


class RunCount:
    """Counts audits as they come, keeping none."""

    def __init__(self, fail_on: FailOn) -> None:
        self._fail_on = fail_on
        self._dossiers = self._held = self._faulty = self._unread = self._set_aside = self._failing = 0
        self._findings: Counter[Severity] = Counter()
        self._languages: set[str] = set()

    def add(self, audit: DossierAudit) -> None:
        verdict = audit.verdict
        self._dossiers += 1
        self._languages.add(audit.dossier.language)
        self._held += verdict.held
        self._faulty += bool(verdict.faults) and audit.readable
        self._unread += not audit.readable
        self._set_aside += len(audit.suppressed)
        self._failing += len(verdict.failing(self._fail_on))
        self._findings.update(finding.severity for finding in audit.findings)

    def summary(self, project: Sequence[Finding]) -> RunSummary:
        """The figures, with the findings about the project's own files."""
        findings = self._findings + Counter(finding.severity for finding in project)
        failing = self._failing + sum(fails(finding.severity, self._fail_on) for finding in project)
        return RunSummary(
            tuple(project), self._dossiers, self._held, self._faulty, self._unread, self._set_aside, dict(findings),
            failing, self._fail_on, common_language(self._languages),
        )  # fmt: skip
