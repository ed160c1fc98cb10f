"""Which findings count: those nobody answers for and that were not there before; what is wrong with the answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from provenance.model.dates import When, today
from provenance.model.finding import Finding, Problem
from provenance.model.message import M, Message
from provenance.model.suppression import SuppressedFinding, Suppression
from provenance.project.baseline import Baseline, BaselineEntry
from provenance.project.config import unknown_rule

EXPIRED, UNMATCHED = "suppression-expired", "suppression-unmatched"


@dataclass(frozen=True)
class FilterResult:
    """The findings that count, those set aside, what is wrong with the answers to them, and the answers that served."""

    findings: list[Finding]
    suppressed: list[SuppressedFinding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    matched: frozenset[Suppression] = frozenset()


def apply_suppressions(
    findings: Sequence[Finding],
    own: Iterable[Suppression],
    shared: Sequence[Suppression],
    baseline: Iterable[BaselineEntry],
    on: When | None = None,
    neutral: Mapping[str, str] | None = None,
) -> FilterResult:
    """`own` are the suppressions of the dossier, `shared` those of the project; `on` is the day they are judged, today
    if none is given.

    `neutral` gives the ids under which findings speak of things whose ids must not be shown.
    """
    own, baseline = list(own), list(baseline)
    if not (own or shared or baseline):
        return FilterResult(list(findings))
    on = on or today()
    problems: list[Problem] = []
    valid: list[Suppression] = []
    for suppression in own:
        reason = _invalid(suppression, on)
        if reason is None:
            valid.append(suppression)
        else:
            problems.append(reason)
    valid += [one for one in shared if one.until is None or on.earliest <= one.until.latest]
    kept, suppressed, matched = [], [], set()
    by_rule: dict[str, list[Suppression]] = {}
    for one in valid:
        by_rule.setdefault(one.rule.lower(), []).append(one)
    for finding in findings:
        answers = [*by_rule.get(finding.rule, ()), *by_rule.get(finding.code.lower(), ())]
        covering = [one for one in answers if one.covers(finding, neutral or {})]
        matched.update(covering)
        if covering:
            suppressed.append(SuppressedFinding(finding, covering[0]))
        else:
            kept.append(finding)
    problems += [_unmatched(one) for one in valid if one.place is None and one not in matched]
    kept, known, stale = _split_by_baseline(kept, baseline)
    return FilterResult(kept, suppressed + known, problems + stale, frozenset(matched))


def project_problems(
    suppressions: Iterable[Suppression], matched: Collection[object], on: When, complete: bool
) -> list[Problem]:
    """What is wrong with the suppressions of a configuration, once its files were audited (`complete`: all of them)."""
    found = []
    for one in suppressions:
        expired = _expired(one, on)
        if expired is not None:
            found.append(expired)
        elif complete and one not in matched and not _is_on_demand(one):
            found.append(_unmatched(one))
    return found


def _is_on_demand(suppression: Suppression) -> bool:
    from provenance.rules import rule_named

    rule = rule_named(suppression.rule)
    return rule is not None and rule.on_demand


def unmatched_baseline(baseline: Baseline, dossiers: Collection[str]) -> list[Problem]:
    """The entries of dossiers that are no longer there, once all files were audited."""
    return [
        _stale_baseline_problem(known)
        for name, entries in baseline.by_dossier.items()
        if name not in dossiers
        for known in entries
    ]


def _split_by_baseline(
    findings: Iterable[Finding], baseline: Iterable[BaselineEntry]
) -> tuple[list[Finding], list[SuppressedFinding], list[Problem]]:
    entries = {known.fingerprint: known for known in baseline}
    if not entries:
        # A fingerprint is a hash of everything a finding holds: without a baseline nobody asks for it.
        return list(findings), [], []
    left = {fingerprint: known.count for fingerprint, known in entries.items()}
    kept, suppressed = [], []
    for finding in findings:
        if left.get(finding.fingerprint, 0) > 0:
            left[finding.fingerprint] -= 1
            suppressed.append(SuppressedFinding(finding, None))
        else:
            kept.append(finding)
    return (
        kept,
        suppressed,
        [_stale_baseline_problem(known) for fingerprint, known in entries.items() if left[fingerprint] > 0],
    )


def _stale_baseline_problem(known: BaselineEntry) -> Problem:
    message = M(
        "the baseline knows a finding of {rule} about `{subject}` that is no longer there",
        rule=known.rule,
        subject=known.subject,
    )
    fix = M("take the entry out, or write the baseline again")
    return Problem(UNMATCHED, message, place=known.place, subject=known.subject, advice=fix)


def _invalid(suppression: Suppression, on: When) -> Problem | None:
    from provenance.rules import known_rules, rule_named

    if rule_named(suppression.rule) is None:
        message, fix = unknown_rule(suppression.rule, [rule.name for rule in known_rules()])
        return _problem(UNMATCHED, suppression, message, fix)
    return _expired(suppression, on)


def _expired(suppression: Suppression, on: When) -> Problem | None:
    if suppression.until is None or on.earliest <= suppression.until.latest:
        return None
    return _problem(
        EXPIRED,
        suppression,
        M("this answer to {rule} held until {until}: “{reason}”",
          rule=suppression.rule, until=suppression.until, reason=suppression.reason),
        M("mend what it was about, or give it another date and say why"),
    )  # fmt: skip


def _unmatched(suppression: Suppression) -> Problem:
    return _problem(
        UNMATCHED,
        suppression,
        M("nothing is left for this answer to {rule}", rule=suppression.rule),
        M("remove it: what it was about is mended, or it stands in the wrong place"),
    )


def _problem(rule: str, suppression: Suppression, message: Message, fix: Message | None) -> Problem:
    return Problem(
        rule,
        message,
        pointer=suppression.own_pointer,
        place=suppression.place,
        subject=_subject(suppression),
        advice=fix,
    )


def _subject(suppression: Suppression) -> str:
    return suppression.subject or (str(suppression.pointer[1]) if suppression.pointer else suppression.rule)
