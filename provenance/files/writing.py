"""Writing files: whole or not at all, and never over what somebody else wrote.

An output of the tool bears a mark (`MARK`), so that it is known again: only such a file is written over without being
told to (`force`). What a run that was killed left behind is removed by the next one.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from provenance.files.texts import reason_of, was_read
from provenance.model.errors import OutputError
from provenance.model.mark import MARK
from provenance.model.message import M

#: How much of a file's beginning and end is looked at for it.
_HEAD, _TAIL = 4096, 1024
#: A list in JSON has no place for the mark: that of GitLab is known by the codes of our rules in its entries.
_OURS = re.compile(rb'^\[\s*\{[^{}]*"description": "[^"]*\bPV\d{3}\b')
#: Names of what is read: an output that had one would be taken for it, or written over it.
_READ = ("provenance.toml", "pyproject.toml", "sources.yaml", ".gitignore", ".gitattributes", ".gitmodules")
_READ_ENDINGS = (".claims.yaml", ".claims.yml", ".claims.json", ".claims.jsonl", ".private.yaml", ".private.yml")
_PART = re.compile(r"\..*\.(?P<process>\d+)\.[^.]+\.part")
#: The path by which standard output is meant.
STANDARD_OUTPUT = Path("-")
#: Folders in which what was left behind has been looked for.
_swept: set[Path] = set()


def write_output(path: Path, content: str | bytes, force: bool = False) -> None:
    """Write an output of the tool, to standard output where that is meant. Raises OutputError for a file that does not
    bear the mark, and for the names of what the tool reads.
    """
    if path == STANDARD_OUTPUT:
        show(content)
        return
    refuse_name_of_input(path)
    refuse_own_input(path)
    if not force and not may_replace(path) and not holds(path, content):
        raise OutputError(M("{path}: there is a file that provenance did not write; --force writes over it", path=path))
    write_whole(path, content)


def show(content: str | bytes) -> None:
    """Write to standard output, what bytes there are as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(_encoded(content))
    sys.stdout.buffer.flush()


def write_folder(folder: Path, files: Mapping[str, bytes], force: bool = False) -> None:
    """Write the files of a folder by their names in it, none of them where one may not be written. Claim files may be
    among them, as in a package of a dossier; what is there already and differs is written over with `force` alone.

    Raises OutputError.
    """
    if folder == STANDARD_OUTPUT:
        raise OutputError(M("several files do not go to standard output: give a folder"))
    changed = {folder / name: content for name, content in files.items() if not holds(folder / name, content)}
    for path in changed:
        if not force and not may_replace(path):
            raise OutputError(
                M("{path} stands there already, with something else in it; --force writes over it", path=path)
            )
        refuse_own_input(path)
    with locked(folder.absolute()):
        for path, content in changed.items():
            write_whole(path, content)


def refuse_name_of_input(path: Path) -> None:
    """No output is called as what the tool or git reads, in large or small letters: file systems that do not tell them
    apart take the one for the other. Raises OutputError.
    """
    name = path.name.casefold()
    if name in _READ or name.endswith(_READ_ENDINGS) or ".git" in map(str.casefold, path.absolute().parts):
        raise OutputError(M("{path}: so are files called that are read; an output needs another name", path=path))


def refuse_own_input(path: Path) -> None:
    """What was read is never written over by what is made of it. Raises OutputError."""
    if path.is_file() and was_read(path):
        raise OutputError(M("{path}: this file was read for it; it is not written over", path=path))


def may_replace(path: Path) -> bool:
    """Whether nothing is lost: there is no file, it is empty or an empty list, or it is an output of the tool."""
    try:
        if not path.is_file():
            return True
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(0, path.stat().st_size - _TAIL))
            tail = stream.read(_TAIL)
    except OSError:
        return False
    return head.strip() in (b"", b"[]") or MARK.encode() in head + tail or _OURS.search(head) is not None


def holds(path: Path, content: str | bytes) -> bool:
    """Whether a file is already what would be written."""
    data = _encoded(content)
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def write_whole(path: Path, content: str | bytes, mode: int | None = None) -> None:
    """Write a file under a temporary name and move it into place, so that half a file is never seen.

    Text is UTF-8; what cannot be in it is escaped. `mode` is that of a new file. Raises OutputError.
    """
    data = _encoded(content)
    if path.is_symlink() and not path.exists():
        raise OutputError(
            M("{path}: this is a link to a file that is not there; nothing is written through it", path=path)
        )
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe must not be replaced: what is there is written to.
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data, mode)
    except (OSError, ValueError, RuntimeError) as error:
        raise OutputError(M("{path}: cannot be written ({why})", path=path, why=reason_of(error))) from None


def append(path: Path, content: str) -> None:
    """Add to the end of a file that others write too. Raises OutputError."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OutputError(M("{path}: this is a link, or no regular file; nothing is added to it", path=path))
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(content)
    except (OSError, ValueError) as error:
        raise OutputError(M("{path}: cannot be written ({why})", path=path, why=reason_of(error))) from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder of outputs for one run: another one waits until this one has ended, however it ended."""
    try:
        import fcntl
    except ImportError:
        # Where there are no such locks each file is still written whole.
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise OutputError(M("{path}: cannot be written ({why})", path=folder, why=reason_of(error))) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    prefix = f".{path.name[:40]}.{os.getpid()}."
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        mask = os.umask(0)
        os.umask(mask)
        # What is replaced keeps its mode: a file that others may not read stays so.
        os.chmod(temporary, _mode(path, 0o666 & ~mask if mode is None else mode))
        os.replace(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _mode(path: Path, default: int) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return default


def _sweep(folder: Path) -> None:
    """Remove what runs that no longer live left half-written in a folder."""
    if folder in _swept:
        return
    _swept.add(folder)
    for name in os.listdir(folder):
        found = _PART.fullmatch(name)
        if found is not None and not is_running(int(found["process"])):
            try:
                os.unlink(folder / name)
            except OSError:
                continue


def is_running(process: int) -> bool:
    """Whether a process of that id is there; in doubt it is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
