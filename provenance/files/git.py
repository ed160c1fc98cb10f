"""Asking git."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from provenance.model.errors import UsageError


class GitError(UsageError):
    """What git refuses; the message says why, as git does."""


def git(folder: Path, *arguments: str, given: bytes = b"", places: Mapping[str, Path] | None = None) -> bytes:
    """What `git` says on standard output, told by its variables where things are. Raises GitError."""
    command = ["git", "-C", str(folder), *arguments]
    environment = os.environ | {name: str(place) for name, place in (places or {}).items()}
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    except (OSError, ValueError) as error:
        raise GitError(str(error)) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else "no such revision")
    return done.stdout
