"""Some paths under audit: the configurations that govern them, their claim files, and what is wrong beside them.

The command and the library both audit through here, so that they find the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier, dossiers
from provenance.files.discover import claim_files
from provenance.files.load import display_path
from provenance.files.texts import read_text
from provenance.model import dates
from provenance.model.confidential import Redact, redacted_problem, redactor
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding, Problem
from provenance.project.baseline import read_baseline
from provenance.project.config import Configuration, Projects
from provenance.project.filtering import project_problems, unmatched_baseline
from provenance.project.selection import claim_files_to_audit, files_concerned
from provenance.rules import give
from provenance.rules.base import Rule
from provenance.rules.plugins import checked, installed_rules, rules_in
from provenance.validation import project_findings


class AuditSession:
    """The audits of the claim files at some paths.

    The first path's configuration speaks for the session: its language, its threshold, its baseline. `options` are what
    is asked of the audits, `policy` a name that this configuration knows, `baseline` the file of findings that were
    there before, in place of the configuration's; without `with_baseline` none is read. With `in_project` the paths are
    whatever changed, and stand for the claim files that it concerns. Raises ProvenanceError.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        options: AuditOptions | None = None,
        policy: str | None = None,
        baseline: Path | None = None,
        with_baseline: bool = True,
        in_project: bool = False,
    ) -> None:
        self.projects = Projects()
        self.paths = tuple(paths)
        self.configuration: Configuration = self.projects.of(self.paths[0])
        choose = files_concerned if in_project else claim_files_to_audit
        self.files = choose(self.projects, self.paths)
        chosen = self.configuration.policy_named(policy, None) if policy is not None else None
        file = baseline or self.configuration.baseline
        self.baseline_file = file
        known = read_baseline(file, display_path(file)) if with_baseline and file is not None else None
        options = options or AuditOptions()
        self.options = replace(options, policy=chosen or options.policy, baseline=known)

    def audits(self, files: Sequence[Path] | None = None, beside: Iterable[Path] = ()) -> Iterator[DossierAudit]:
        """The audits of the files (all of them, if none are given), one after the other.

        `beside` are other files, with whose ids theirs may not collide.
        """
        for dossier in dossiers(self.files if files is None else files, self.projects, beside):
            yield self.audit(dossier)

    def audit(self, dossier: Dossier) -> DossierAudit:
        """The audit of one dossier, under the configuration that governs its file."""
        file = Path(dossier.file)
        return audit_dossier(dossier, self.projects.of(file).settings(file), self.options)


class ProjectCheck:
    """What is wrong with the project's own files, once every audit of a session has been added."""

    def __init__(self, session: AuditSession) -> None:
        self.session = session
        self._matched: set[object] = set()
        self._dossiers: set[str] = set()
        self._files: set[Path] = set()
        self._redactors: list[Redact] = []

    def add(self, audit: DossierAudit) -> None:
        self._matched |= audit.matched_suppressions
        self._dossiers.add(audit.dossier.id)
        self._files.add(Path(audit.dossier.file).absolute())
        if audit.dossier.is_masked:
            self._redactors.append(redactor(audit.dossier))

    def findings(self) -> list[Finding]:
        """The findings about the configurations and the baseline."""
        session, options = self.session, self.session.options
        problems: list[Problem] = []
        on = options.as_of or dates.today()
        for configuration in session.projects.known():
            suppressions = [one for _, one in configuration.suppressions]
            complete = bool(suppressions) and self._covers(configuration)
            problems += project_problems(suppressions, self._matched, on, complete)
        if options.baseline is not None and self._covers(session.configuration) and self._has_seen_all_of_baseline():
            problems += unmatched_baseline(options.baseline, self._dossiers)
        for redact in self._redactors:
            problems = [redacted_problem(problem, redact) for problem in problems]
        return project_findings(problems, session.configuration.settings(Path("-")))

    def _has_seen_all_of_baseline(self) -> bool:
        """Whether every file below the baseline's folder was audited: an answer is judged only where it was asked."""
        file = self.session.baseline_file
        if file is None:
            return False
        projects = self.session.projects
        asked = (one for one in claim_files([file.parent]) if not projects.of(one).ignores(one))
        return all(one.absolute() in self._files for one in asked)

    def _covers(self, configuration: Configuration) -> bool:
        """Whether every file that a configuration governs was audited."""
        projects = self.session.projects
        everything = claim_files([configuration.folder])
        governed = (f for f in everything if projects.of(f) is configuration and not configuration.ignores(f))
        return all(file.absolute() in self._files for file in governed)


def rules_of_files(files: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules that Python files define, which are then known to this process. Raises
    ConfigurationError, InputError.
    """
    found = [rule for file in files for rule in rules_in(read_text(file, str(file)), file)]
    checked([*installed_rules(), *found])
    return give(found)
