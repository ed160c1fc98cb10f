"""The folder `evidence/` of a dossier: files under their hashes (FIPS 180-4), of any size, read block by block."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from provenance.files.load import display_path
from provenance.files.texts import opened, reason_of
from provenance.model.errors import OutputError
from provenance.model.message import M

FOLDER = "evidence"
#: How the name of the record of a file ends, after its hash.
RECORD = ".capture.json"
#: Kept files are not to be written to again.
_MODE = 0o444
_BLOCK = 1 << 20


class Held(NamedTuple):
    """The hash of some bytes, in hexadecimal, and how many they are."""

    sha256: str
    size: int


def evidence_folder(dossier: Path) -> Path:
    """The folder of evidence in that of a dossier, made where there is none. Raises OutputError."""
    folder = dossier / FOLDER
    if folder.is_symlink():
        raise OutputError(
            M("{path}: this is a link; evidence is kept in a folder of the dossier", path=display_path(folder))
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            M("{path}: cannot be written ({why})", path=display_path(folder), why=reason_of(error))
        ) from None
    return folder


def read_blocks(stream: BinaryIO) -> Iterator[bytes]:
    """What is left of a stream."""
    while block := stream.read(_BLOCK):
        yield block


def hash_of(path: Path) -> Held:
    """The hash of a file. Raises Unreadable."""
    digest, size = hashlib.sha256(), 0
    with opened(path, display_path(path)) as stream:
        for block in read_blocks(stream):
            digest.update(block)
            size += len(block)
    return Held(digest.hexdigest(), size)


def kept_file(folder: Path, sha256: str) -> Path | None:
    """The file of a hash in a folder of evidence, whatever its ending."""
    found = (path for path in folder.glob(f"{sha256}*") if not path.name.endswith(RECORD))
    return min(found, default=None)


def keep(content: Iterable[bytes], folder: Path, ending: str) -> tuple[Path, Held]:
    """Write a file under its hash, whole or not at all; where it is now. What is kept already stays as it is, under the
    ending it was given. Raises OutputError.
    """
    digest, size = hashlib.sha256(), 0
    try:
        # The name under which `files.writing` removes what a run that was killed left behind.
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=f".capture.{os.getpid()}.", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for block in content:
                    digest.update(block)
                    size += len(block)
                    stream.write(block)
            target = kept_file(folder, digest.hexdigest())
            if target is None:
                target = folder / (digest.hexdigest() + ending)
                os.chmod(temporary, _MODE)
                os.replace(temporary, target)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
    except OSError as error:
        raise OutputError(
            M("{path}: cannot be written ({why})", path=display_path(folder), why=reason_of(error))
        ) from None
    return target, Held(digest.hexdigest(), size)
