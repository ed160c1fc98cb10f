"""What a git revision holds of some path: the files as they were, written where they can be read."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from provenance.files.git import GitError, git
from provenance.files.writing import is_running

#: Files anywhere in the repository that decide how claim files are read: configurations, lexicons, registries.
_NAMES, _SUFFIXES = ("sources.yaml",), (".toml",)
_LEFT = re.compile(r"provenance-diff-(?P<process>\d+)-\w{8}")
_REGULAR, _EXECUTABLE, _LINK, _SUBMODULE = "100644", "100755", "120000", "160000"


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
    top = _top(path)
    try:
        inside = path.resolve().relative_to(top)
    except ValueError:
        raise GitError(f"{path} lies outside the repository") from None
    repository = Path(_line(top, "rev-parse", "--absolute-git-dir"))
    commit = _line(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    # A claim file is read with the texts beside it.
    folder = into / (inside if path.is_dir() or not inside.parts else inside.parent)
    try:
        _unpack(repository, top, commit, into, folder)
    except (OSError, ValueError) as error:
        raise GitError(f"{revision} holds a name that cannot be written here ({error})") from None
    return into / inside


def has_checkout(path: Path) -> bool:
    """Whether files may lie at a path: in a bare repository there are none."""
    try:
        return _line(_existing(path), "rev-parse", "--is-bare-repository") != "true"
    except GitError:
        return True


def _top(path: Path) -> Path:
    """Where the repository of a path begins: that of the working folder too, if the path lies in a submodule of it."""
    start = _existing(path)
    if not has_checkout(path):
        return Path(_line(start, "rev-parse", "--absolute-git-dir")).resolve()
    first = top = Path(_line(start, "rev-parse", "--show-toplevel")).resolve()
    while not Path.cwd().is_relative_to(top):
        outer = _line(top, "rev-parse", "--show-superproject-working-tree")
        if not outer:
            return first
        top = Path(outer).resolve()
    return top


def _existing(path: Path) -> Path:
    start = path.absolute()
    while not start.is_dir():
        start = start.parent
    return start


def _line(folder: Path, *arguments: str) -> str:
    return os.fsdecode(git(folder, *arguments)).rstrip("\n")


def _ask(places: Mapping[str, Path], *arguments: str, given: bytes = b"") -> bytes:
    return git(places["GIT_WORK_TREE"], *arguments, given=given, places=places)


def _unpack(repository: Path, top: Path, commit: str, into: Path, folder: Path) -> None:
    """Write what a commit holds of a folder, its submodules as they are checked out at `top` with it."""
    # The mark of a repository ends the search for configurations there, as it does in the checkout.
    (into / ".git").mkdir(parents=True)
    places = {"GIT_DIR": repository, "GIT_WORK_TREE": into}
    files, submodules = _entries(commit, places)
    # Git looks for attributes in the checkout: those of the commit are there before the filters are asked for.
    attributes = [(file, blob) for file, blob in files.items() if file.name == ".gitattributes"]
    _write(attributes, places)
    wanted = [
        (file, blob)
        for file, blob in files.items()
        if (into / file).is_relative_to(folder) or file.name in _NAMES or file.suffix in _SUFFIXES
    ]
    _write(wanted, places)
    for submodule, held in submodules.items():
        inner = _submodule_repository(repository, top / submodule, submodule)
        if inner is not None:
            _unpack(inner, top / submodule, held, into / submodule, folder)


def _submodule_repository(repository: Path, checkout: Path, name: PurePosixPath) -> Path | None:
    """Where git keeps a submodule: that which is checked out, or was; None where it never was."""
    if (checkout / ".git").exists() and not checkout.is_symlink():
        return Path(_line(checkout, "rev-parse", "--resolve-git-dir", ".git")).absolute()
    kept = repository / "modules" / name
    return kept if kept.is_dir() else None


def _write(files: list[tuple[PurePosixPath, str]], places: Mapping[str, Path]) -> None:
    for (file, _), content in zip(files, _contents(files, places)):
        target = places["GIT_WORK_TREE"] / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _contents(files: list[tuple[PurePosixPath, str]], places: Mapping[str, Path]) -> Iterator[bytes]:
    """What the files hold, in order, as a checkout has them (ends of lines, filters): one process for all of them.

    The size that git gives is that before the filters, so a question about an object that does not exist ends each
    answer: its name holds the hash of what comes before it, which nothing can hold itself.
    """
    ends = [b"end-of-" + blob.encode() for _, blob in files]
    asked = b"".join(
        blob.encode() + b" " + os.fsencode(file.as_posix()) + b"\n" + end + b" x\n"
        for (file, blob), end in zip(files, ends)
    )
    said = _ask(places, "cat-file", "--batch", "--filters", given=asked)
    position = 0
    for (file, _), end in zip(files, ends):
        start = said.index(b"\n", position) + 1
        if said[position:start].endswith(b" missing\n"):
            raise GitError(f"this copy of the repository lacks what it held of {file}")
        stop = said.index(b"\n" + end + b" missing\n", start - 1)
        yield said[start:stop]
        position = stop + len(end) + len(b"\n missing\n")


def _entries(commit: str, places: Mapping[str, Path]) -> tuple[dict[PurePosixPath, str], dict[PurePosixPath, str]]:
    """The regular files of a commit, and the links to one of them, by name with their blob; its submodules.

    A name is data: git fetches trees that hold `..` or names that begin with a slash, and such a tree is refused.
    """
    kinds: dict[str, dict[PurePosixPath, str]] = {_LINK: {}, _SUBMODULE: {}}
    found = kinds[_REGULAR] = kinds[_EXECUTABLE] = {}
    listed = _ask(places, "ls-tree", "-r", "-z", "--full-tree", commit)
    for entry in listed.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode, _, rest = head.decode().partition(" ")
        if mode in kinds:
            kinds[mode][_checked(os.fsdecode(name))] = rest.split(" ")[1]
    for link, blob in kinds[_LINK].items():
        target = os.fsdecode(_ask(places, "cat-file", "blob", blob))
        meant = PurePosixPath(os.path.normpath(link.parent / target))
        if meant in found:
            # What a link inside the tree leads to is read as the file itself.
            found[link] = found[meant]
    return found, kinds[_SUBMODULE]


def _checked(name: str) -> PurePosixPath:
    parts = name.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts) or "\n" in name or "\\" in name:
        raise GitError(f"it holds the name {name!r}, which no checkout has")
    if os.name == "nt" and ":" in name:
        raise GitError(f"it holds the name {name!r}, which no checkout has")
    return PurePosixPath(name)
