"""Names that are hidden leave dates alone."""

from pathlib import Path

import pytest

from provenance.auditing import AuditOptions, audit_paths

TIMED = """
language: en
documents:
  one: {publisher: Outlet A, published: "2022-07-05T10:00+02:00"}
  two: {publisher: Outlet B, published: "2022-07-05T09:00Z"}
claims: {c1: A claim.}
statements:
  - {chain: Ann, in: one, denies: {c1: words}}
  - {chain: Ann, in: two, says: {c1: words}}
"""


@pytest.mark.parametrize("secret", ["Bob", "2022-07-05T10"])
def test_times_are_compared_and_told_where_names_are_hidden(secret: str, tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(TIMED, "utf-8")
    (open_,) = audit_paths([tmp_path / "x.claims.yaml"])
    (hiding,) = audit_paths([tmp_path / "x.claims.yaml"], AuditOptions(secrets=(secret,)))
    told = [[finding.message.render("en") for finding in audit.findings] for audit in (open_, hiding)]
    assert told[0] == told[1]
    assert told[0]
