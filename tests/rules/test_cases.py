"""Cases worked by hand from the definitions, one file a rule: what a dossier says, and where the rule must speak.

A file in `cases/` is named after its rule and holds a list. Each case has a `name`, a claim file (`file`), and `finds`:
the subjects of the findings, once each finding, in any order; `[]` where the rule must be silent. Optional: `texts`
(files beside it), `as_of`, `config` (a provenance.toml), `severity` (of every finding), `words` (those of the article
that a finding must be at, in the order of `finds`), `says` (pieces of the English sentence that must be there).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from provenance.auditing import DossierAudit

CASES = Path(__file__).parent / "cases"
KEYS = {"name", "why", "file", "texts", "as_of", "config", "finds", "severity", "words", "says", "instead"}


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


@pytest.mark.parametrize(("rule", "case"), cases())
def test_the_rule_speaks_where_the_definition_says(
    rule: str, case: dict[str, Any], audited: Callable[..., DossierAudit]
) -> None:
    assert set(case) <= KEYS
    audit = audited(
        case["file"],
        as_of=str(case.get("as_of", "2022-12-01")),
        config=case.get("config", ""),
        **{name: str(text) for name, text in case.get("texts", {}).items()},
    )
    found = sorted((f for f in audit.findings if f.rule == rule), key=lambda f: f.subject)
    wanted = sorted(case["finds"])
    assert [f.subject for f in found] == wanted, [f.message.render("en") for f in found]
    if "severity" in case:
        assert {f.severity.value for f in found} == {case["severity"]}
    if "words" in case:
        assert sorted(f.words for f in found) == sorted(case["words"])
    for piece in case.get("says", []):
        assert any(piece in f.message.render("en") for f in found), [f.message.render("en") for f in found]
    if "instead" in case:
        assert [f.replacement and f.replacement.told("en").render("en") for f in found] == case["instead"]
