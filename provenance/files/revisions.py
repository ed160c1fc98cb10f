"""What a git revision holds of some path: the files as they were, written where they can be read."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from provenance.model.errors import UsageError

#: Files anywhere in the repository that decide how claim files are read: configurations, lexicons, registries.
_NAMES, _SUFFIXES = ("sources.yaml",), (".toml",)
_REGULAR = ("100644", "100755")


class RevisionError(UsageError):
    """A revision that cannot be read; the message says why, as git does."""


def unpack_revision(revision: str, path: Path, into: Path) -> Path:
    """Write the files of `path` as they were at `revision` below `into`, with what decides how they are read; where
    `path` lies there.

    Raises RevisionError. A path that did not exist yet gives one that holds nothing. Symbolic links are left out.
    """
    start = path.absolute()
    while not start.is_dir():
        start = start.parent
    top = Path(_git(start, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    named = f"{revision}^{{commit}}"
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", named).decode().strip()
    try:
        inside = path.resolve().relative_to(top)
    except ValueError:
        raise RevisionError(f"{path} lies outside the repository") from None
    # A claim file is read with the texts beside it.
    folder = PurePosixPath(inside.as_posix() if path.is_dir() or not inside.parts else inside.parent.as_posix())
    # The mark of a repository ends the search for configurations there, as it does in the checkout.
    (into / ".git").mkdir(parents=True)
    wanted = [
        (file, blob)
        for file, blob in _files(top, commit)
        if file.is_relative_to(folder) or file.name in _NAMES or file.suffix in _SUFFIXES
    ]
    for (file, _), content in zip(wanted, _contents(top, [blob for _, blob in wanted])):
        target = into / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return into / inside


def _contents(top: Path, blobs: list[str]) -> Iterator[bytes]:
    """What the blobs hold, in order: one process for all of them."""
    said = _git(top, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    position = 0
    for _ in blobs:
        end = said.index(b"\n", position)
        size = int(said[position:end].split(b" ")[2])
        yield said[end + 1 : end + 1 + size]
        position = end + size + 2


def _files(top: Path, commit: str) -> list[tuple[PurePosixPath, str]]:
    """The regular files of a commit: name and blob."""
    found = []
    for entry in _git(top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode, _, rest = head.decode().partition(" ")
        if mode in _REGULAR:
            found.append((PurePosixPath(os.fsdecode(name)), rest.split(" ")[1]))
    return found


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    except (OSError, ValueError) as error:
        raise RevisionError(str(error)) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(said[-1] if said else "no such revision")
    return done.stdout
