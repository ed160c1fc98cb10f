"""Claim files: read, and checked without an audit."""

from collections.abc import Iterator
from pathlib import Path

from provenance.api.arguments import PathArgument, language_of, path_of
from provenance.api.findings import Finding, Findings, finding_of
from provenance.files.discover import claim_files
from provenance.files.load import display_path
from provenance.files.load import load as load_files
from provenance.files.private import disclosed
from provenance.model.confidential import masked
from provenance.model.dossier import Dossier
from provenance.model.errors import InputError, UsageError
from provenance.model.plain import one_line
from provenance.project.baseline import read_baseline
from provenance.project.config import Projects
from provenance.project.selection import claim_files_to_audit
from provenance.report.json_report import finding_record
from provenance.validation import validate_dossier


def load(path: PathArgument, *, show_confidential: bool = False) -> Dossier:
    """The one dossier at a path, names resolved and quotes found; `dossier.problems` says what is wrong with it.

    Raises InputError where it cannot be read, UsageError where there is none or more than one.
    """
    where = path_of(path)
    found = list(load_all(where, show_confidential=show_confidential))
    if len(found) > 1:
        raise UsageError(f"{one_line(str(where))} holds {len(found)} dossiers: use load_all")
    (dossier,) = found
    fatal = next((problem for problem in dossier.problems if problem.fatal), None)
    if fatal is not None:
        raise InputError(fatal.message, fatal.place, fatal.advice)
    return dossier


def load_all(path: PathArgument, *, show_confidential: bool = False) -> Iterator[Dossier]:
    """The dossiers at a path. One that cannot be read is empty, with the problem that says why."""
    where = path_of(path)
    files = claim_files([where])
    if not files:
        raise UsageError(f"no claim file (*.claims.yaml, .yml, .json, .jsonl) at {one_line(str(where))}")
    return (disclosed(dossier) if show_confidential else masked(dossier) for dossier in load_files(files))


def validate(path: PathArgument, *, language: str | None = None) -> Findings:
    """What is wrong with the files at a path, as `provenance validate` finds it; empty where nothing is.

    Raises UsageError, ConfigurationError. A file that cannot be read is a finding.
    """
    where, chosen = path_of(path), language_of(language)
    projects = Projects()
    files = claim_files_to_audit(projects, [where])
    baseline = projects.of(where).baseline
    known = read_baseline(baseline, display_path(baseline)) if baseline is not None else None
    found: list[Finding] = []
    for dossier in load_files(files):
        file = Path(dossier.file)
        dossier, checked = validate_dossier(dossier, projects.of(file).settings(file), known)
        said = chosen or projects.of(file).entry.language or dossier.language
        for finding in checked.findings:
            claim = finding.subject if finding.subject in dossier.claims else None
            found.append(finding_of(finding_record(finding, said), claim, finding.words))
    return Findings(found)
