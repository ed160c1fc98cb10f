"""What a page costs: bytes, the time until it answers, and how smoothly a large drawing moves. `python -m
benchmarks.pages`.

Times are the browser's own, medians of several openings. Needs a Chromium (see tests/browser/chromium.py).
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import corpus
from benchmarks.__main__ import ROOT, row
from tests.browser.chromium import ARGUMENTS, found

RUNS = 5


def crowd(people: int) -> dict[str, Any]:
    """People who each speak in a document of their own: a drawing of twice as many boxes."""
    return {
        "dossier": "crowd",
        "language": "en",
        "as_of": "2022-08-01",
        "sources": {f"p{i}": {"name": f"Person {i}", "kind": "person"} for i in range(people)},
        "documents": {f"d{i}": {"publisher": f"p{(i * 7) % people}", "published": "2022-07-01"} for i in range(people)},
        "claims": {f"c{i}": {"text": f"What is said number {i}."} for i in range(10)},
        "statements": [
            {"chain": f"p{i} → d{(i * 3) % people}", "in": f"d{i}", "says": {f"c{i % 10}": "words"}}
            for i in range(people)
        ],
    }


def written(data: dict[str, Any], folder: Path, name: str) -> tuple[Path, float]:
    """The page of a dossier, and the seconds the command took."""
    source, page = folder / f"{name}.claims.json", folder / f"{name}.html"
    source.write_text(json.dumps(data), "utf-8")
    return page, audited(source, "--output", f"html={page}")


def audited(path: Path, *how: str) -> float:
    """Run `provenance audit` on it; the seconds it took."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "provenance", "audit", str(path), *how, "--fail-on", "never"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def opened(browser: Browser, path: Path) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri(), timeout=120_000)
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    return page


def interactive(browser: Browser, path: Path) -> float:
    """Milliseconds from the navigation to the end of our script, as the browser counts them; the median."""
    taken = []
    for _ in range(RUNS):
        page = opened(browser, path)
        taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
        page.close()
    return statistics.median(taken)


def slowest_frame(browser: Browser, path: Path) -> tuple[float, int]:
    """The longest milliseconds between two frames while the drawing of the dossier is dragged about, and its boxes."""
    page = opened(browser, path)
    page.evaluate("document.getElementById('chains').open = true")
    page.locator("#chains").scroll_into_view_if_needed()
    page.wait_for_selector("#chains .tools")
    page.locator("#chains [data-do=in]").click()
    page.locator("#chains .stage").scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    frames = page.evaluate(
        """async () => {
          const stage = document.querySelector('#chains .stage'), rect = stage.getBoundingClientRect();
          const at = (type, x, y) => stage.querySelector('canvas').dispatchEvent(
            new PointerEvent(type, {bubbles: true, pointerId: 1, clientX: rect.left + x, clientY: rect.top + y}));
          stage.setPointerCapture = () => {};
          const frame = () => new Promise(requestAnimationFrame);
          at('pointerdown', 300, 200);
          const found = [];
          let before = await frame();
          for (let i = 0; i < 90; i++) {
            at('pointermove', 300 + 200 * Math.sin(i / 9), 200 + 100 * Math.cos(i / 7));
            const now = await frame();
            found.push(now - before);
            before = now;
          }
          at('pointerup', 300, 200);
          return found;
        }"""
    )
    boxes = page.evaluate("JSON.parse(document.querySelector('#chains .stage script').textContent).boxes.length")
    page.close()
    return max(frames), boxes


def main() -> None:
    print("| what | measured | wanted | met |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        seed = ROOT / "reports/tehran-2022-07/report.html"
        size = seed.stat().st_size
        row("page of the demonstration dossier", f"{size / 1000:.0f} kB", "< 500 kB", size < 500_000)
        empty = folder / "empty.html"
        empty.write_text("<!doctype html><html data-ready='yes'><title>Nothing</title><p>Nothing.</p>", "utf-8")
        taken, least = interactive(browser, seed), interactive(browser, empty)
        limit = 1.5 * least + 150
        row(f"interactive (an empty page: {least:.0f} ms)", f"{taken:.0f} ms", f"< {limit:.0f} ms", taken < limit)
        page, seconds = written(corpus.dossier(3_000), folder, "large")
        taken = interactive(browser, page)
        what = (
            f"a dossier of 1,000 claims, 3,000 statements ({page.stat().st_size / 1e6:.1f} MB, made in {seconds:.0f} s)"
        )
        row(what, f"{taken:.0f} ms", "< 1,500 ms", taken < 1500)
        page, seconds = written(crowd(2_500), folder, "crowd")
        longest, boxes = slowest_frame(browser, page)
        row(f"slowest frame of {boxes:,} boxes dragged about", f"{longest:.0f} ms", "≤ 50 ms", longest <= 50)
        browser.close()
        one = written(corpus.dossier(60), folder, "one")[1]
        (folder / "many").mkdir()
        for number in range(100):
            data = {**corpus.dossier(60), "dossier": f"bench-{number}"}
            (folder / "many" / f"{number}.claims.json").write_text(json.dumps(data), "utf-8")
        ratio = audited(folder / "many", "--output", f"html={folder / 'out'}") / (100 * one)
        row("100 dossiers against 100 times one", f"{ratio:.2f} times", "≤ 1", ratio <= 1)
        (folder / "forty").mkdir()
        for number in range(40):
            data = {**corpus.dossier(8), "dossier": f"small-{number}"}
            (folder / "forty" / f"{number}.claims.json").write_text(json.dumps(data), "utf-8")
        plain = audited(folder / "forty")
        ratio = audited(folder / "forty", "--reports", str(folder / "reports")) / plain
        row("40 small dossiers reported, against audited", f"{ratio:.1f} times", "≤ 3", ratio <= 3)


if __name__ == "__main__":
    main()
