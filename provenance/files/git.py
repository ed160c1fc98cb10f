"""Asking git."""

import subprocess
from pathlib import Path

from provenance.model.errors import UsageError


class GitError(UsageError):
    """What git refuses; the message says why, as git does."""


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What `git` says on standard output. Raises GitError."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    except (OSError, ValueError) as error:
        raise GitError(str(error)) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else "no such revision")
    return done.stdout
