"""A rule that is not asked would have had nothing to say: what it says it looks at is what it looks at."""

import random
from pathlib import Path
from typing import Any

import pytest

from provenance.auditing import DossierAudit, audit_paths
from provenance.rules import running
from provenance.rules.needs import Need
from tests.corpus.made import corpus
from tests.corpus.odd import odd_dossier, plain_dossier, write_lines


def findings(path: Path) -> list[Any]:
    def of(audit: DossierAudit) -> list[Any]:
        return [(one, one.fingerprint, one.folded_under) for one in audit.findings]

    return [of(audit) for audit in audit_paths([path])]


@pytest.mark.parametrize("seed", range(2))
def test_rules_are_silent_where_they_are_not_asked(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    made = [rng.choice([plain_dossier, odd_dossier])(rng, f"story-{n}") for n in range(20)]
    path = write_lines(tmp_path / "c.claims.jsonl", [*made, *corpus(8, seed)], rng)
    asked = findings(path)
    monkeypatch.setattr(running, "needs_met", lambda *arguments: set(Need))
    assert asked == findings(path)
