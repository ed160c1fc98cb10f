"""LibreOffice and pandoc, by which documents are made and read for the tests: found, installed where that can be done, else
said to be missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MISSING = (
    "no LibreOffice or no pandoc: the tests that make and read documents with them are left out. Install the packages"
    " `libreoffice-writer`, `libreoffice-calc`, `python3-uno` and `pandoc`."
)
PACKAGES = ("libreoffice-writer", "libreoffice-calc", "python3-uno", "pandoc")
#: The interpreter that Debian's package for LibreOffice's interface belongs to.
SYSTEM_PYTHON = "/usr/bin/python3"


def found() -> bool:
    """Whether both programs are there."""
    return bool(shutil.which("soffice") and shutil.which("pandoc"))


def converted(path: Path, ending: str, folder: Path) -> Path:
    """A document as LibreOffice writes it: `ending` is that of the file, with a filter behind a colon if need be."""
    command = [
        "soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--norestore",
        "--convert-to", ending, "--outdir", str(folder / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    made = folder / "out" / f"{path.stem}.{ending.split(':')[0]}"
    assert made.exists()
    return made


def pandoc(markdown: str, path: Path) -> Path:
    """A document that pandoc makes of Markdown."""
    subprocess.run(["pandoc", "-f", "markdown", "-o", str(path)], input=markdown.encode(), check=True, timeout=60)
    return path


def main() -> int:
    if not found() and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("installing LibreOffice and pandoc")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    if not found():
        print(MISSING, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
