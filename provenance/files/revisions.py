"""What a git revision holds of some path: the tree as it was, unpacked where it can be read."""

import io
import subprocess
import tarfile
from pathlib import Path

#: Files above a path that decide how it is read.
_ABOVE = ("provenance.toml", "pyproject.toml", "sources.yaml")


class RevisionError(Exception):
    """A revision that cannot be read; the message says why, as git does."""


def unpack(revision: str, path: Path, into: Path) -> Path:
    """Unpack `path` as it was at `revision` below `into`, and what stands above it; where it lies there.

    Raises RevisionError. A path that did not exist yet gives a folder that holds nothing.
    """
    start = path.absolute()
    while not start.is_dir():
        start = start.parent
    top = Path(_git(start, "rev-parse", "--show-toplevel").decode().strip())
    commit = (
        _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    )
    # The top as git spells it may be another spelling of the same folder.
    inside = path.resolve().relative_to(top.resolve())
    names = [str(folder / name) for folder in inside.parents for name in _ABOVE] if inside.parts else []
    wanted = [inside.as_posix() or ".", *names]
    held = [name for name in wanted if name == "." or _git(top, "ls-tree", "--name-only", "-z", commit, "--", name)]
    # The mark of a repository ends the search for configurations there, as it does in the checkout.
    (into / ".git").mkdir(parents=True)
    if held:
        archive = _git(top, "archive", "--format=tar", commit, "--", *held)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(into, filter="data")
    return into / inside


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(said[-1] if said else "no such revision")
    return done.stdout
