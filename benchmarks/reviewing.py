"""From a key of decision to the new status on the page of `provenance review`: `python -m benchmarks.reviewing`.

A real Chromium presses `a` on undecided statements, one after the other; the time runs to the frame in which the page
shows what came of it. Medians; the program is a process of its own.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import corpus
from benchmarks.__main__ import row
from tests.browser.chromium import ARGUMENTS, found

#: Statements, milliseconds wanted, decisions.
SIZES = ((100, 150, 15), (1_000, 400, 9), (10_000, 2_000, 5))
_PRESS = """() => new Promise((done) => {
  const bar = document.getElementById('progress'), before = bar.value, started = performance.now();
  const told = () => bar.value > before && document.querySelector('.row[aria-current="true"]')?.classList.contains('open');
  const look = () => (told() ? requestAnimationFrame(() => done(performance.now() - started)) : requestAnimationFrame(look));
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}));
  look();
})"""


def draft(size: int, folder: Path) -> Path:
    """A claim file in YAML of some statements that nobody has decided upon."""
    from provenance.files.spelling import block

    data = {**corpus.dossier(size), "draft": True, "dossier": f"review-{size}"}
    path = folder / f"{size}.claims.yaml"
    path.write_text("\n".join(block(json.loads(json.dumps(data)), "")) + "\n", "utf-8")
    return path


def main() -> None:
    print("| what | measured | wanted | met |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        for size, wanted, times in SIZES:
            command = [
                sys.executable,
                "-m",
                "provenance",
                "review",
                str(draft(size, folder)),
                "--no-browser",
                "--by",
                "Ada",
            ]
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, text=True, env={**os.environ, "XDG_STATE_HOME": str(folder / "state")}
            )
            assert process.stdout is not None
            page = browser.new_page()
            page.goto(process.stdout.readline().strip())
            page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
            taken = statistics.median(page.evaluate(_PRESS) for _ in range(times))
            row(f"a decision among {size:,} statements", f"{taken:.0f} ms", f"≤ {wanted:,} ms", taken <= wanted)
            page.close()
            process.terminate()
            process.wait()
        browser.close()


if __name__ == "__main__":
    main()
