"""The page over several dossiers, in a real browser."""

from collections.abc import Callable
from pathlib import Path

from provenance.auditing import AuditOptions, audit_paths
from provenance.model import dates
from provenance.report.html.corpus import CorpusFigures, Hanging, Relays, corpus_text
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


def test_on_a_phone_no_name_of_a_corpus_is_split_within_a_word(opened: Callable[..., Opened], tmp_path: Path) -> None:
    name = "Préfecture de la Seine-Maritime"
    figures = CorpusFigures(
        dossiers=1, claims=1, lost=0, statuses={}, periods=[], undated=0, voices=[], single_voices=0,
        hanging=[Hanging(name, 1, 1, 1)], relays=Relays(["Le Phare"], [(name, [1])], 0), withdrawn=[], still_printed=0,
        rules=[("single-origin", 38, 29), ("of-the-newsroom", 1, 1)],
    )  # fmt: skip
    (tmp_path / "corpus.html").write_text(corpus_text(figures, "fr"), "utf-8")
    page = opened(tmp_path / "corpus.html", java_script_enabled=False, viewport={"width": 390, "height": 844}).page
    for cell in page.locator("tbody th", has_text="Préfecture").all():
        # The boxes of the first word: one for each line it stands on.
        assert (
            cell.evaluate("""(cell) => {
            const node = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
            range.setStart(node, 0); range.setEnd(node, "Préfecture".length);
            return range.getClientRects().length;
        }""")
            == 1
        )
    # Rules under what they are called; what a newsroom added has its name alone.
    assert page.locator("#rules tbody th").all_inner_texts() == ["Une seule origine.", "of-the-newsroom"]
