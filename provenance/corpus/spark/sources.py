"""The files of a corpus as Spark is to read them: by their lines, whole because they are packed, or as claim files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from provenance.corpus.listing import corpus_files
from provenance.corpus.reading import RECORDS, Lost
from provenance.corpus.spark.session import Storage
from provenance.model.errors import InputError, UsageError
from provenance.model.message import M
from provenance.model.place import Place

#: Bytes of a packed file that one worker can read: it holds it several times over.
MAX_WHOLE = 1 << 30
#: Bytes of files that one job of Spark works on. What it came to is kept: a rerun begins behind it.
GROUP = 64 << 30
#: An address with a scheme; `pathlib` leaves one of its slashes.
_URI = re.compile(r"([a-z][a-z0-9+.-]*):/+(?=.)")
#: What is a pattern to Hadoop.
_PATTERN = re.compile(r"([\\\[\]{}*?])")
Kind = Literal["lines", "whole", "claims"]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file: how it is told and read, and where whatever governs it is looked for (`path`)."""

    shown: str
    uri: str
    kind: Kind
    size: int
    modified: int
    path: Path

    @property
    def literal(self) -> str:
        """Its address where Spark would take it for a pattern."""
        return _PATTERN.sub(r"\\\1", self.uri)


def address(path: Path) -> str:
    """The address of a path for Spark. One without a scheme is a folder that all workers see."""
    found = _URI.match(str(path))
    if found is None:
        return f"file:{path.absolute()}"
    scheme, rest = found[1], str(path)[found.end() :]
    return f"file:/{rest}" if scheme == "file" else f"{scheme}://{rest}"


def is_remote(path: Path) -> bool:
    """Whether a path is in a storage that only Spark reaches."""
    return not address(path).startswith("file:")


def plain_address(uri: str) -> str:
    """The address that Spark gives a row of a file (`_metadata.file_path`), as Hadoop lists it."""
    return unquote(re.sub(r"^file:/+", "file:/", uri))


def sources(paths: Sequence[Path], storage: Storage) -> list[InputFile]:
    """The files at some paths. Raises InputError for what is not there, UsageError for a pipe."""
    found: list[InputFile] = []
    for path in paths:
        if str(path) == "-":
            raise UsageError(
                M("many machines cannot read one pipe: put the records into a file, or leave out --engine")
            )
        found += _remote(path, storage) if is_remote(path) else _shared(path)
    return list(dict.fromkeys(found))


def _shared(path: Path) -> Iterator[InputFile]:
    for file in corpus_files([path]):
        try:
            stamp = file.path.stat()
            file.shown.encode("utf-8")
        except (OSError, UnicodeEncodeError) as error:
            why = getattr(error, "strerror", None) or "a name that is not UTF-8"
            raise InputError(M("this file cannot be read: {why}", why=why), Place(file.shown)) from None
        where = file.path.absolute()
        yield InputFile(file.shown, f"file:{where}", _kind(where.name), stamp.st_size, stamp.st_mtime_ns, where)


def _remote(path: Path, storage: Storage) -> Iterator[InputFile]:
    """Files of records in a storage. What governs them (`provenance.toml`, `sources.yaml`) is that of this folder."""
    uri = address(path)
    held = [one for one in storage.files(uri) if one.uri.endswith(RECORDS)]
    if not held:
        raise InputError(M("there is no such file"), Place(uri))
    for one in held:
        name = one.uri.rpartition("/")[2]
        yield InputFile(one.uri, one.uri, _kind(name), one.size, one.modified, Path.cwd() / name)


def _kind(name: str) -> Kind:
    if not name.endswith(RECORDS):
        return "claims"
    return "lines" if name.endswith(".jsonl") else "whole"


def too_large(source: InputFile) -> Lost | None:
    """Why a file cannot be read by one worker, if it cannot."""
    if source.kind != "whole" or source.size <= MAX_WHOLE:
        return None
    limit = f"{MAX_WHOLE >> 20} MiB"
    why = M("a packed file of more than {limit}: one worker reads it whole; pack it in several", limit=limit)
    return Lost(source.shown, None, why)


def groups(numbered: Iterable[tuple[int, InputFile]]) -> Iterator[list[int]]:
    """Files by their numbers, cut into jobs in their order."""
    held: list[int] = []
    size = 0
    for number, source in numbered:
        if held and size + source.size > GROUP:
            yield held
            held, size = [], 0
        held.append(number)
        size += source.size
    if held:
        yield held
