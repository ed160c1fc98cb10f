"""The pictures of the documentation, taken of the rendered report: `python -m tests.browser.pictures`."""

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, found
from tests.conftest import ROOT

IMAGES = ROOT / "docs/images"


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
        page.goto((ROOT / "reports/tehran-2022-07/report.html").as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.screenshot(path=IMAGES / "report-brief.png")
        words = page.locator("a.said", has_text="le 15 juillet")
        words.scroll_into_view_if_needed()
        words.hover()
        page.screenshot(path=IMAGES / "report-article.png")
        browser.close()
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1200, "height": 800}, color_scheme="dark", reduced_motion="reduce")
        page.goto((ROOT / "reports/tehran-2022-07/report.html").as_uri() + "#claim-visit-june-8")
        page.wait_for_selector("html[data-ready]", state="attached")
        page.locator("#claim-visit-june-8 [data-do=organisations]").check()
        page.evaluate("document.getElementById('claim-visit-june-8').scrollIntoView()")
        page.screenshot(path=IMAGES / "report-claim.png")
        browser.close()


if __name__ == "__main__":
    main()
