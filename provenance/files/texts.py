"""Reading a file as text, whatever it turns out to be."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from provenance.files.located import Lines, Unreadable, unreadable_error
from provenance.model.message import M
from provenance.model.place import Place

MAX_BYTES = 64 * 1024 * 1024
#: How the names of private files end: only what says `private` opens one.
PRIVATE = ".private.yaml"
#: The files that were read in this process, as they were named; and, of those that were looked at since, as they are.
_read: set[str] = set()
_really_read: set[str] = set()


def is_private(name: str) -> bool:
    """Whether a file of this name is somebody's private file, or was meant as one."""
    return name.casefold().endswith((PRIVATE, ".private.yml"))


def read_bytes(path: Path, shown: str, private: bool = False) -> bytes:
    """The bytes of a regular file of at most `MAX_BYTES`. Raises Unreadable; never waits on a pipe or a device."""
    with opened(path, shown, private) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > MAX_BYTES:
            message = M("{size} MiB: a file may have {limit} at most", size=size >> 20, limit=MAX_BYTES >> 20)
            raise unreadable_error(message, Place(shown))
        return stream.read(MAX_BYTES + 1)


@contextmanager
def opened(path: Path, shown: str, private: bool = False) -> Iterator[BinaryIO]:
    """A regular file of any size, to be read piece by piece. Raises Unreadable, also for what fails while it is read;
    never waits on a pipe or a device.
    """
    whole = Place(shown)
    if not private and (is_private(path.name) or is_private(os.path.realpath(path))):
        raise unreadable_error(M("this is a private file: it is not read for this"), whole)
    _read.add(os.path.abspath(path))
    try:
        # O_NONBLOCK: a FIFO with no writer must not hang the audit between the look and the opening.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise unreadable_error(M("there is no such file"), whole) from None
    except PermissionError:
        raise unreadable_error(M("this file may not be read (permission denied)"), whole) from None
    except (OSError, ValueError) as error:
        raise unreadable_error(M("this file cannot be opened: {why}", why=reason_of(error)), whole) from None
    try:
        _check_regular(os.fstat(descriptor), whole)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            yield stream
    except OSError as error:
        raise unreadable_error(M("this file cannot be read: {why}", why=reason_of(error)), whole) from None
    finally:
        os.close(descriptor)


def was_read(path: Path) -> bool:
    """Whether a file is one of those that were read, whatever links say."""
    _really_read.update(map(os.path.realpath, _read))
    _read.clear()
    return os.path.realpath(path) in _really_read


def _check_regular(status: os.stat_result, whole: Place) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise unreadable_error(M("this is a folder, not a file"), whole)
    if not stat.S_ISREG(status.st_mode):
        raise unreadable_error(M("this is not a regular file (a pipe, a socket or a device)"), whole)


def decode(data: bytes, shown: str) -> str:
    """UTF-8 text, without its byte-order mark. Raises Unreadable at the line and column of the first bad byte."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable_error(M("this file is UTF-16; save it as UTF-8"), Place(shown))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8-sig", "replace")
        line, column = good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1
        if error.reason == "unexpected end of data":
            message = M("this file ends in the middle of a character: it was cut short")
            raise unreadable_error(message, Place(shown, line, column, line, column + 1)) from None
        raise _no_utf8(data[error.start], Place(shown, line, column, line, column + 1)) from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        column = nul - (text.rfind("\n", 0, nul) + 1) + 1
        raise unreadable_error(M("a NUL byte: this is not a text file"), Place(shown, line, column, line, column + 1))
    return text


def check_decoded(line: str, lines: Lines) -> None:
    """Check that a line that was read with `surrogateescape` was UTF-8. Raises Unreadable at the first bad byte."""
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise _no_utf8(ord(line[error.start]) & 0xFF, lines.place((error.start, error.start + 1))) from None


def _no_utf8(byte: int, place: Place) -> Unreadable:
    return unreadable_error(M("this file is not UTF-8 (byte 0x{byte}); save it as UTF-8", byte=f"{byte:02X}"), place)


def read_text(path: Path, shown: str, private: bool = False) -> str:
    """The text of a file, which messages call `shown`. Raises Unreadable."""
    return decode(read_bytes(path, shown, private), shown)


def reason_of(error: Exception) -> str:
    """Why the system refused, in its own words, without the number and the path."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
