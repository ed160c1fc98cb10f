"""The browser the pages are tested in: found where it is, installed where that can be done, else said to be missing."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MISSING = (
    "no Chromium: the tests of tests/browser are left out. Install the package `chromium`, or set CHROMIUM to the path"
    " of a Chromium or Chrome."
)
#: No sandbox because containers have none to give; nothing that calls home.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip


def found() -> str | None:
    """The path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    if found() is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("installing chromium")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update", "-qq"],
            ["install", "-qq", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        ):
            subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    if found() is None:
        print(MISSING, file=sys.stderr)
        # Where the project is checked, leaving tests out is a failure.
        return int(bool(os.environ.get("CI")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
