"""Verdicts worked by hand from the definitions, by somebody who had not seen the program.

Each case of `cases.yaml` has a claim file and its texts, and says which documents are under audit, whether one is held,
the exit code, and what is to be corrected where. A list of rules means that the definitions leave open which of them
speaks.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from provenance.auditing import AuditOptions, audit_paths
from provenance.cli import main
from provenance.model import dates

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_verdict_is_the_one_worked_by_hand(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.claims.yaml").write_text(case["file"], "utf-8")
    for name, text in (case.get("texts") or {}).items():
        Path(name).write_text(text, "utf-8")
    day = str(case.get("as_of", "2022-12-01"))
    (audit,) = audit_paths([Path("x.claims.yaml")], AuditOptions(dates.parse(day)))
    verdict = audit.verdict
    found = [f"{f.rule} {f.words!r} {f.severity.value} {f.role}: {f.message.render('en')}" for f in audit.findings]
    assert list(verdict.texts) == case["texts_under_audit"]
    assert verdict.held is case["held"], found
    told = sorted((f.words, f.rule) for f in verdict.corrections)
    wanted = sorted(case["corrections"], key=lambda one: one["words"])
    assert [words for words, _ in told] == [one["words"] for one in wanted], found
    left = [rule for _, rule in told]
    for one in wanted:
        rules = [one["rule"]] if isinstance(one["rule"], str) else one["rule"]
        spoken = next(
            (rule for (words, rule) in told if words == one["words"] and rule in rules and rule in left), None
        )
        assert spoken is not None, (rules, found)
        left.remove(spoken)
    rules_found = {f.rule for f in audit.findings}
    assert rules_found.isdisjoint(case.get("silent") or ()), found
    assert rules_found.issuperset(case.get("speaks") or ()), found
    for claim, status in (case.get("status") or {}).items():
        assert audit.assessor[claim].status == status
    done = CliRunner().invoke(main, ["audit", "x.claims.yaml", "--as-of", day])
    assert done.exit_code == case["exit"], done.output
