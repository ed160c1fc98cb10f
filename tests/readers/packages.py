"""Packages of others that read what we write, from their own lock: installed where that can be done, else said to be
missing.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent.parent / "requirements" / "readers.txt"
NAMES = ("bagit", "followthemoney", "nanopub", "pyld", "rdflib", "rocrate", "stix2", "stix2validator")


def missing() -> list[str]:
    """The packages that are not there."""
    return [name for name in NAMES if find_spec(name) is None]


def main() -> int:
    if missing():
        print("installing packages that read our formats")
        command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*command, "-r", str(LOCK)], check=False)
    if missing():
        print(
            f"not there: {', '.join(missing())}; the tests that read our formats with them are left out",
            file=sys.stderr,
        )
        # Where the project is checked, leaving tests out is a failure.
        return int(bool(os.environ.get("CI")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
