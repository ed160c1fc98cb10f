"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from provenance.model.errors import OutputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name and move it into place, so that half a file is never seen.

    Text is UTF-8; what cannot be in it is escaped. Raises OutputError.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe must not be replaced: what is there is written to.
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None


def append(path: Path, content: str) -> None:
    """Add to the end of a file that others write too. Raises OutputError."""
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(content)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        mask = os.umask(0)
        os.umask(mask)
        # What is replaced keeps its mode: a file that others may not read stays so.
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
