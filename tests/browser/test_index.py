"""The page over several dossiers, in a real browser."""

from collections.abc import Callable
from pathlib import Path

from provenance.auditing import AuditOptions, audit_paths
from provenance.model import dates
from provenance.report.html.index import index_entry, index_text
from tests.browser.conftest import Opened
from tests.conftest import ROOT


def test_on_a_phone_the_verdict_is_in_sight_and_figures_keep_their_words(
    opened: Callable[..., Opened], tmp_path: Path
) -> None:
    audits = audit_paths([ROOT / "seeds"], AuditOptions(dates.parse("2022-07-20")))
    (tmp_path / "index.html").write_text(index_text([index_entry(a, "#") for a in audits], "fr"), "utf-8")
    shown = opened(
        tmp_path / "index.html", java_script_enabled=False, viewport={"width": 390, "height": 844}
    ).page.locator(".index")
    for cell in shown.locator("tbody tr > *").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
    label = shown.locator("td.n").evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Affirmations" in label
