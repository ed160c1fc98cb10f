"""The pictures: those of the documentation, and twelve views to look at (`make pictures`).

`docs/images` holds what the pages show; `pictures/` (not kept in git) the report in two languages and two themes, on a
desk, on a phone, and as it prints. Nothing compares them: fonts and browsers differ. They are there to be looked at.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from docs.gallery import write_folder
from provenance.auditing import AuditOptions, audit_paths
from provenance.cli import main
from provenance.model import dates
from provenance.review.desk import Desk
from provenance.review.server import ReviewServer
from tests.browser.chromium import ARGUMENTS, MISSING, found
from tests.browser.conftest import page_of
from tests.conftest import ROOT

IMAGES, VIEWS = ROOT / "docs/images", ROOT / "pictures"
DESK, PHONE = {"width": 1200, "height": 800}, {"width": 390, "height": 844}
TUTORIAL = ROOT / "docs/tutorial"
#: The report of the demonstration: its opening, its article, one claim.
REPORTS = {
    "en": ("report-brief.png", "report-article.png", "report-claim.png"),
    "fr": ("rapport-verdict.png", "rapport-article.png", "rapport-affirmation.png"),
}


@contextmanager
def opened(browser: Browser, path: Path, fragment: str = "", **how: Any) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", **{"viewport": DESK, **how})
    page = context.new_page()
    page.goto(path.as_uri() + fragment)
    page.wait_for_selector("html[data-ready]", state="attached")
    yield page
    context.close()


def report(folder: Path, source: Path, language: str, as_of: str | None = None) -> Path:
    """The page of the first dossier under `source`."""
    audit = next(iter(audit_paths([source], AuditOptions(dates.parse(as_of) if as_of else None))))
    path = folder / f"{source.name}-{language}.html"
    path.write_text(page_of(audit, language), "utf-8")
    return path


def documentation(browser: Browser, demonstration: dict[str, Path], folder: Path) -> None:
    for language, (brief, article, claim) in REPORTS.items():
        with opened(browser, demonstration[language]) as page:
            page.screenshot(path=IMAGES / brief)
            words = page.locator("a.said", has_text="le 15 juillet")
            words.scroll_into_view_if_needed()
            words.hover()
            page.screenshot(path=IMAGES / article)
        with opened(browser, demonstration[language], "#claim-visit-june-8", color_scheme="dark") as page:
            page.screenshot(path=IMAGES / claim)
    for name, language, image in (
        ("from-an-article-to-a-signed-report.md", "en", "report-bridge.png"),
        ("from-an-article-to-a-signed-report.fr.md", "fr", "rapport-pont.png"),
    ):
        (dossier,) = write_folder(TUTORIAL / name, folder / language)
        with opened(browser, report(folder, dossier, language)) as page:
            page.screenshot(path=IMAGES / image)


#: An article to review, in each language of the page.
ARTICLES = {
    "en": "The bridge is shut, the mayor said on Monday. According to the Example agency, citing a person familiar with the"
    " matter, the builder could be fined.\n\n“Nobody was hurt”, said Ada Lovelace, a firefighter. The builder declined to"
    " comment.\n",
    "fr": "Le pont est fermé, a dit le maire lundi. Selon l'agence Exemple, citant une source proche du dossier, le constructeur"
    " pourrait être mis à l'amende.\n\n« Personne n'a été blessé », a déclaré Ada Lovelace, pompière. Le constructeur n'a pas"
    " souhaité commenter.\n",
}


def reviews(browser: Browser, folder: Path) -> None:
    """The page on which a draft is reviewed, two decisions in."""
    for language, article in ARTICLES.items():
        text = folder / f"review-{language}" / "article.txt"
        text.parent.mkdir()
        text.write_text(article, "utf-8")
        file = text.with_name("article.claims.yaml")
        with suppress(SystemExit):
            main(["extract", str(text), "-q", "-o", str(file)], standalone_mode=False)
        server = ReviewServer(0)
        server.desk = Desk([file], server.host, "picture", "Ada")
        server.begin()
        page = browser.new_context(reduced_motion="reduce", viewport={"width": 1300, "height": 760}).new_page()
        page.goto(f"http://{server.host}/#token=picture")
        page.wait_for_selector("html[data-ready]", state="attached")
        for _ in range(2):
            page.keyboard.press("a")
            page.wait_for_timeout(700)
        page.screenshot(path=IMAGES / f"review-{language}.png")
        page.context.close()
        server.end()


def views(browser: Browser, demonstration: dict[str, Path]) -> None:
    VIEWS.mkdir(exist_ok=True)
    for language, path in demonstration.items():
        for theme in ("light", "dark"):
            for device, viewport in (("desk", DESK), ("phone", PHONE)):
                with opened(browser, path, color_scheme=theme, viewport=viewport) as page:
                    page.screenshot(path=VIEWS / f"{language}-{theme}-{device}.png", full_page=True)
        with opened(browser, path, "#claim-second-visit-july-15") as page:
            page.screenshot(path=VIEWS / f"{language}-claim.png")
        with opened(browser, path) as page:
            page.pdf(path=VIEWS / f"{language}-print.pdf", format="A4", print_background=True)


def make() -> None:
    executable = found()
    if executable is None:
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        demonstration = {language: report(folder, ROOT / "seeds", language, "2022-07-20") for language in ("fr", "en")}
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        documentation(browser, demonstration, folder)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        reviews(browser, folder)
        views(browser, demonstration)
        browser.close()


if __name__ == "__main__":
    make()
