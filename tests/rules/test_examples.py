"""Every rule finds its bad example and leaves its good one alone; its metadata is whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.auditing import DossierAudit
from provenance.rules import FAMILIES, family, rule_named, shipped_rules
from provenance.rules.base import Rule
from tests.conftest import rules_of

RULES = shipped_rules()
#: These are about what is no claim file: tests/rules/test_plugins.py and tests/disclosure have them.
WITHOUT_EXAMPLES = {"rule-crashed", "private-file-exposed", "status-below-required"}
WITH_EXAMPLES = [rule for rule in RULES if rule.name not in WITHOUT_EXAMPLES]
#: The rules that were asked for first; those that need to read sentences come with the extraction.
EXPECTED = [
    "schema-violation",
    "unknown-reference",
    "duplicate-id",
    "duplicate-source",
    "unused-source",
    "anchor-not-found",
    "anchor-moved",
    "text-changed",
    "unarchived-source",
    "chain-reversed",
    "primary-source-available",
    "origin-not-found",
    "impossible-chronology",
    "single-origin",
    "single-anonymous-source",
    "false-multiplicity",
    "single-point-of-failure",
    "same-owner-corroboration",
    "circular-reporting",
    "copied-text",
    "shared-error-fingerprint",
    "unconfirmed-claim",
    "status-overclaimed",
    "status-outdated",
    "voice-unclear",
    "party-only-confirmation",
    "claimant-supplied-evidence",
    "interest-undisclosed",
    "contradictory-values",
    "self-contradiction",
    "unresolved-contradiction",
    "rival-spelling",
    "denial-scope-mismatch",
    "denial-predates-claim",
    "no-comment-misread",
    "other-side-missing",
    "superseded-version-used",
    "correction-not-propagated",
    "retracted-source-used",
    "undated-claim",
    "stale-status",
]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.name)
def test_the_bad_example_is_found_with_its_line(rule: Rule, audited: Callable[..., DossierAudit]) -> None:
    audit = audited(rule.bad, config="" if rule.enabled else f'[rules]\n{rule.name} = "note"\n', **rule.texts)
    found = [f for f in audit.findings if f.rule == rule.name]
    assert found
    for finding in found:
        assert 1 <= finding.place.line <= rule.bad.count("\n")
        assert finding.proof.items
        assert finding.message.render("fr")
        assert "{" not in finding.message.render("en").replace("{…}", "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_good_example_is_left_alone(rule: Rule, audited: Callable[..., DossierAudit]) -> None:
    assert rule.name not in rules_of(audited(rule.good, **rule.texts))


def test_every_rule_has_a_table_of_cases() -> None:
    tables = {path.stem for path in (Path(__file__).parent / "cases").glob("*.yaml")}
    assert tables == {rule.name for rule in RULES} - {"rule-crashed", "private-file-exposed"}


def test_the_rules_that_were_promised_are_there() -> None:
    assert set(EXPECTED) <= {rule.name for rule in RULES}


def test_codes_and_names_are_unique_and_well_formed() -> None:
    assert len({r.code for r in RULES}) == len({r.name for r in RULES}) == len(RULES)
    for number, name in enumerate(FAMILIES, 1):
        for rule in family(name):
            assert re.fullmatch(rf"PV{number}\d\d", rule.code)
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
            assert rule_named(rule.code.lower()) is rule
            assert len(rule.why.render("en")) > 60
            assert rule.origin


def test_findings_about_one_place_fold_under_the_strongest(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {x: {name: X, kind: anonymous}}\nclaims: {c1: A claim.}\nstatements: [{chain: x, says: {c1: words}}]\n"
    )
    at_claim = [f for f in audit.findings if f.subject == "c1"]
    strongest = [f for f in at_claim if f.folded_under is None]
    assert [f.rule for f in strongest] == ["single-anonymous-source"]
    assert {f.folded_under for f in at_claim if f is not strongest[0]} == {strongest[0].fingerprint}


def test_a_fingerprint_survives_moved_lines_and_translation(audited: Callable[..., DossierAudit]) -> None:
    text = "sources: {m: {name: M}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n"
    before = {f.fingerprint for f in audited(text).findings}
    after = {f.fingerprint for f in audited("# a comment\n\n" + text).findings}
    assert before == after
