"""What a git revision holds of some path: the files as they were, written where they can be read."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from provenance.files.git import GitError, git
from provenance.files.writing import is_running

#: Files anywhere in the repository that decide how claim files are read: configurations, lexicons, registries.
_NAMES, _SUFFIXES = ("sources.yaml",), (".toml",)
_LEFT = re.compile(r"provenance-diff-(?P<process>\d+)-\w{8}")
_REGULAR, _LINK = ("100644", "100755"), "120000"


@contextmanager
def unpacking_folder() -> Iterator[Path]:
    """A folder of its own for what revisions hold, which goes when it is left; what a run that was killed left of such
    folders goes first.
    """
    for left in Path(tempfile.gettempdir()).iterdir():
        found = _LEFT.fullmatch(left.name)
        if found is not None and not is_running(int(found["process"])) and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"provenance-diff-{os.getpid()}-") as folder:
        yield Path(folder).resolve()


def unpack_revision(revision: str, path: Path, into: Path) -> Path:
    """Write the files of `path` as they were at `revision` below `into`, with what decides how they are read; where
    `path` lies there.

    Raises GitError. A path that did not exist yet gives one that holds nothing.
    """
    start = path.absolute()
    while not start.is_dir():
        start = start.parent
    top = Path(git(start, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    named = f"{revision}^{{commit}}"
    commit = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", named).decode().strip()
    try:
        inside = path.resolve().relative_to(top)
    except ValueError:
        raise GitError(f"{path} lies outside the repository") from None
    # A claim file is read with the texts beside it.
    folder = PurePosixPath(inside.as_posix() if path.is_dir() or not inside.parts else inside.parent.as_posix())
    # The mark of a repository ends the search for configurations there, as it does in the checkout.
    (into / ".git").mkdir(parents=True)
    wanted = [
        (file, blob)
        for file, blob in _files(top, commit)
        if file.is_relative_to(folder) or file.name in _NAMES or file.suffix in _SUFFIXES
    ]
    for (file, _), content in zip(wanted, _contents(top, wanted)):
        target = into / file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except (OSError, ValueError) as error:
            raise GitError(f"{revision} holds a name that cannot be written here ({error})") from None
    return into / inside


def _contents(top: Path, wanted: list[tuple[PurePosixPath, str]]) -> Iterator[bytes]:
    """What the files hold, in order, as a checkout has them (ends of lines, filters): one process for all of them.

    The size that git gives is that before the filters, so a question about an object that does not exist ends each
    answer: its name holds the hash of what comes before it, which nothing can hold itself.
    """
    ends = [b"end-of-" + blob.encode() for _, blob in wanted]
    asked = b"".join(
        blob.encode() + b" " + os.fsencode(file.as_posix()) + b"\n" + end + b" x\n"
        for (file, blob), end in zip(wanted, ends)
    )
    said = git(top, "cat-file", "--batch", "--filters", given=asked)
    position = 0
    for (file, _), end in zip(wanted, ends):
        start = said.index(b"\n", position) + 1
        if said[position:start].endswith(b" missing\n"):
            raise GitError(f"this copy of the repository lacks what it held of {file}")
        stop = said.index(b"\n" + end + b" missing\n", start - 1)
        yield said[start:stop]
        position = stop + len(end) + len(b"\n missing\n")


def _files(top: Path, commit: str) -> list[tuple[PurePosixPath, str]]:
    """The regular files of a commit, and the links to one of them: name and blob.

    A name is data: git fetches trees that hold `..` or names that begin with a slash, and such a tree is refused.
    """
    found: dict[PurePosixPath, str] = {}
    links: dict[PurePosixPath, str] = {}
    for entry in git(top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode, _, rest = head.decode().partition(" ")
        if mode in (*_REGULAR, _LINK):
            (links if mode == _LINK else found)[_checked(os.fsdecode(name))] = rest.split(" ")[1]
    for link, blob in links.items():
        target = os.fsdecode(git(top, "cat-file", "blob", blob))
        meant = PurePosixPath(os.path.normpath(link.parent / target))
        if meant in found:
            # What a link inside the tree leads to is read as the file itself.
            found[link] = found[meant]
    return list(found.items())


def _checked(name: str) -> PurePosixPath:
    parts = name.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts) or "\n" in name or "\\" in name:
        raise GitError(f"it holds the name {name!r}, which no checkout has")
    if os.name == "nt" and ":" in name:
        raise GitError(f"it holds the name {name!r}, which no checkout has")
    return PurePosixPath(name)
