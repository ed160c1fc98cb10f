"""One verdict on the texts under audit: what is to be corrected before they run, and what is to be made more precise.

Every output, count and exit code reads it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.model.finding import Finding, Role
from provenance.model.message import MN, M, Message
from provenance.model.place import Place
from provenance.model.suppression import SuppressedFinding
from provenance.model.vocabulary import FailOn, Severity, fails
from provenance.rules import rule_named


@dataclass(frozen=True)
class Verdict:
    """`texts` are the documents under audit; `corrections` and `precisions` the findings about them, in the order of
    the text; `faults` the errors of the claim file; `others` the rest of what counts; `set_aside` the corrections that
    somebody answers for, or that were there before.
    """

    readable: bool
    texts: tuple[str, ...]
    corrections: tuple[Finding, ...]
    precisions: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    others: tuple[Finding, ...]
    set_aside: tuple[Finding, ...]

    @property
    def held(self) -> bool:
        """Whether a text must not run as it stands."""
        return bool(self.corrections)

    def failing(self, fail_on: FailOn) -> tuple[Finding, ...]:
        """What makes a run that fails on that severity fail: on errors, what holds a text and faults of the file."""
        if fail_on == "error":
            return (*self.corrections, *self.faults)
        counting = (*self.corrections, *self.precisions, *self.faults, *self.others)
        return tuple(finding for finding in counting if fails(finding.severity, fail_on))

    def headline(self) -> Message:
        """« Ne pas publier : 4 corrections », « Peut paraître : 3 précisions »."""
        if not self.readable:
            return M("Not judged: the claim file could not be read")
        if self.corrections:
            return MN("Do not publish: {n} correction", "Do not publish: {n} corrections", len(self.corrections))
        if not self.texts:
            return M("No text is under audit")
        if self.precisions:
            return MN("May run: {n} precision", "May run: {n} precisions", len(self.precisions))
        return M("May run")

    def beside(self) -> tuple[Message, ...]:
        """What is said beside it: precisions of a text that is held, faults of the file, corrections set aside."""
        told = []
        if self.corrections and self.precisions:
            told.append(MN("{n} precision", "{n} precisions", len(self.precisions)))
        if self.faults:
            told.append(MN("{n} fault in the claim file", "{n} faults in the claim file", len(self.faults)))
        if self.set_aside:
            told.append(MN("{n} correction set aside", "{n} corrections set aside", len(self.set_aside)))
        return tuple(told)


def verdict_on(
    texts: Sequence[str], findings: Iterable[Finding], suppressed: Iterable[SuppressedFinding], readable: bool
) -> Verdict:
    """The verdict on some texts, from what was found and counts, and from what was set aside."""
    by_role: dict[Role, list[Finding]] = {"correction": [], "precision": [], "fault": [], "other": []}
    for finding in findings:
        by_role[finding.role].append(finding)
    aside = (one.finding for one in suppressed if one.finding.role == "correction")
    return Verdict(
        readable,
        tuple(texts),
        tuple(sorted(by_role["correction"], key=_text_order)),
        tuple(sorted(by_role["precision"], key=_text_order)),
        tuple(by_role["fault"]),
        tuple(by_role["other"]),
        tuple(sorted(aside, key=_text_order)),
    )


def without_repetition(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those that a correction of the same passage says too told under it: as notes, which ask nothing."""
    covering: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        rule = rule_named(finding.rule) if finding.role == "correction" else None
        for name in rule.covers if rule is not None else ():
            covering.setdefault((name, *_passage(finding)), finding)
    if not covering:
        return list(findings)
    told: dict[str, Finding] = {}
    for finding in findings:
        other = covering.get((finding.rule, *_passage(finding)))
        if other is not None and finding.role in ("correction", "precision"):
            told[finding.fingerprint] = other
    return [_rearranged(finding, told) for finding in findings]


def _rearranged(finding: Finding, told: Mapping[str, Finding]) -> Finding:
    """What is told by a correction goes under that, and what stood under it with it; the correction stands free."""
    other = told.get(finding.fingerprint)
    if other is not None:
        # An error is to be corrected or mended: one that nobody asks for would be counted beside the corrections.
        return replace(finding.under(other), role="other", severity=Severity.NOTE)
    above = told.get(finding.folded_under or "")
    if above is None:
        return finding
    return finding.under(above) if finding.fingerprint != above.fingerprint else replace(finding, folded_under=None)


def _passage(finding: Finding) -> tuple[str, str]:
    return finding.document or "", finding.subject


def _text_order(finding: Finding) -> tuple[bool, Place, int, str]:
    """What has a place in its text first, in the order of the text."""
    return finding.article is None, finding.article or finding.place, -finding.severity.rank, finding.code
