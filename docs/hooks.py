"""What the site holds beside its pages: the live report that its home opens on."""

from pathlib import Path
from typing import Any

from provenance.auditing import AuditOptions, audit_paths
from provenance.diagram.layout_pool import LayoutPool
from provenance.model import dates
from provenance.report.html.page import page_text

ROOT = Path(__file__).resolve().parent.parent


def on_post_build(config: Any, **_: Any) -> None:
    """Write the report of the demonstration in the language of the site that was built (a hook of MkDocs)."""
    (audit,) = audit_paths([ROOT / "seeds"], AuditOptions(dates.parse("2022-07-20")))
    folder = Path(config["site_dir"]) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    with LayoutPool() as layout_pool:
        text = page_text(audit, config["theme"]["language"], layout_pool, print)
    (folder / "report.html").write_text(text, "utf-8")
