"""The program as its users run it: a process of its own, with whatever streams and limits an attack needs."""

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from provenance.cli import main

SMALL = (
    "language: en\nas_of: 2022-08-01\nsources: {m: {name: The minister, kind: person}, w: {name: A witness, kind: person}}\n"
    "documents: {d: {publisher: The Paper, published: 2022-07-01, file: article.txt}}\n"
    "claims: {c1: The bridge closes.}\nstatements:\n"
    "  - {chain: m, in: d, says: {c1: The bridge closes}}\n  - {chain: w, in: d, denies: {c1: it stays open}}\n"
)
ARTICLE = "The bridge closes, the minister said. A witness said: it stays open.\n"


def provenance(*arguments: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run it; what it says is text. It must end within a minute."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
    return subprocess.run(
        [sys.executable, "-m", "provenance", *arguments], cwd=cwd, timeout=60, text=True, encoding="utf-8", check=False,
        **options,
    )  # fmt: skip


def inside(*arguments: str, cwd: Path) -> Result:
    """The same within this process, where what is tested does not depend on it: quicker."""
    with contextlib.chdir(cwd):
        return CliRunner().invoke(main, list(arguments))


def dossier(folder: Path, name: str = "x") -> Path:
    """A small dossier with its text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    (folder / f"{name}.claims.yaml").write_text(SMALL, "utf-8")
    return folder / f"{name}.claims.yaml"


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    names = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *names, *arguments], cwd=folder, input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()
