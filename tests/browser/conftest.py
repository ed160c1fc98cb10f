"""A browser, and pages made for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from provenance.auditing import AuditOptions, DossierAudit, audit_paths
from provenance.diagram.layout_pool import LayoutPool
from provenance.model import dates
from provenance.report.html.page import page_text
from tests.conftest import ROOT


def page_of(audit: DossierAudit, language: str | None = None) -> str:
    notes: list[str] = []
    with LayoutPool() as draughtsmen:
        text = page_text(audit, language, draughtsmen, notes.append)
    assert notes == []
    return text


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the demonstration dossier, in both languages."""
    folder = tmp_path_factory.mktemp("seed")
    pages = {}
    for language in ("fr", "en"):
        (audit,) = audit_paths([ROOT / "seeds"], AuditOptions(dates.parse("2022-07-20")))
        pages[language] = folder / f"{language}.html"
        pages[language].write_text(page_of(audit, language), "utf-8")
    return pages


@dataclass
class Opened:
    """A page in the browser, and what it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def eval(self, script: str) -> Any:
        return self.page.evaluate(script)

    def day(self, number: int) -> None:
        """Move the slider as a hand would."""
        self.page.locator("#day").evaluate(
            "(slider, n) => { slider.value = n; slider.dispatchEvent(new Event('input', {bubbles: true})); }", number
        )
        dates = self.eval("JSON.parse(document.getElementById('page').textContent).dates")
        expect(self.page.locator("#date")).to_have_text(dates[number])


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file with the network off, in a context of its own."""
    contexts = []

    def run(path: Path, fragment: str = "", **context: Any) -> Opened:
        made = browser.new_context(offline=True, **context)
        contexts.append(made)
        shown = Opened(made.new_page())
        shown.page.on("console", lambda message: shown.said.append(message.text))
        shown.page.on("pageerror", lambda error: shown.said.append(str(error)))
        shown.page.on("request", lambda request: shown.asked.append(request.url))
        shown.page.goto(path.as_uri() + fragment)
        if context.get("java_script_enabled", True):
            shown.page.wait_for_selector("html[data-ready]", state="attached")
        return shown

    yield run
    for made in contexts:
        made.close()
