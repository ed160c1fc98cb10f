"""The short way through the layers: load → rules about the files. No graph, no assessment: fit for every save."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from provenance.model import dates
from provenance.model.confidential import Redact, masked, redactor
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding, Problem
from provenance.model.suppression import SuppressedFinding
from provenance.project.baseline import Baseline, BaselineEntry
from provenance.project.config import Settings
from provenance.project.filtering import EXPIRED, UNMATCHED, FilterResult, apply_suppressions
from provenance.rules import family, rule_named
from provenance.rules.base import Context
from provenance.rules.running import folded, in_order, run


def validate_dossier(
    dossier: Dossier,
    settings: Settings | None = None,
    baseline: Baseline | None = None,
    secrets: tuple[str, ...] = (),
) -> tuple[Dossier, FilterResult]:
    """The dossier with its confidential names and `secrets` hidden, and what was found about its files."""
    settings = settings or Settings()
    dossier = masked(dossier, secrets)
    rules = family("file")
    findings = run(rules, Context(dossier, None), settings.rules)
    # Answers to rules that did not run are neither kept nor broken.
    ran = {word for rule in rules for word in (rule.name, rule.code.lower())}
    own = tuple(one for one in dossier.suppressions if one.rule.lower() in ran)
    known = tuple(k for k in baseline.of(dossier.id) if k.rule in ran) if baseline is not None else ()
    return dossier, filtered_findings(replace(dossier, suppressions=own), findings, settings, known)


def filtered_findings(
    dossier: Dossier,
    findings: Sequence[Finding],
    settings: Settings,
    known: Iterable[BaselineEntry],
    on: dates.When | None = None,
    tell: bool = True,
) -> FilterResult:
    """The findings once they have met the answers to them, as they hold on a day (today's without one); with `tell`,
    what is wrong with the answers among them.
    """
    found = apply_suppressions(findings, dossier.suppressions, settings.suppressions, known, on, dossier.neutral_ids)
    if dossier.is_masked:
        found = replace(found, suppressed=[_redacted(one, redactor(dossier)) for one in found.suppressed])
    if not found.problems or not tell:
        return replace(found, findings=folded(found.findings))
    wrong = _suppression_findings(replace(dossier, problems=tuple(found.problems)), settings)
    return replace(found, findings=folded(in_order([*found.findings, *wrong])))


def project_findings(problems: Sequence[Problem], settings: Settings) -> list[Finding]:
    """What is wrong with the answers that stand in a project's own files: each problem knows its place."""
    nothing = Dossier("", "", "en", "", {}, {}, {}, (), {}, problems=tuple(problems))
    return folded(_suppression_findings(nothing, settings))


def _redacted(one: SuppressedFinding, redact: Redact) -> SuppressedFinding:
    """The same without confidential names in the words of the answer, which may stand in a file that has no secrets."""
    answer = one.suppression
    if answer is None:
        return one
    return replace(
        one, suppression=replace(answer, reason=redact(answer.reason), by=redact(answer.by) if answer.by else answer.by)
    )


def _suppression_findings(dossier: Dossier, settings: Settings) -> list[Finding]:
    rules = [rule for rule in map(rule_named, (EXPIRED, UNMATCHED)) if rule is not None]
    return run(rules, Context(dossier, None), settings.rules)
