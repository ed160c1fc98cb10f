"""Records of a corpus as lines, whatever they stand in: JSONL, plain or packed (gzip, zstd), Parquet, a pipe."""

import gzip
import hashlib
import io
import mmap
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import IO, Any

from provenance.corpus.columns import record_line
from provenance.corpus.libraries import library
from provenance.files.json_reader import may_be_too_deep, writes_keys
from provenance.files.load import display_path
from provenance.model.errors import InputError
from provenance.model.finding import Problem
from provenance.model.message import M, Message
from provenance.model.place import Place

#: What files of records end with.
RECORDS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
#: How what is packed begins: of what comes in by a pipe there is no name to go by.
_BEGINNINGS = {b"\x1f\x8b": ".jsonl.gz", b"\x28\xb5\x2f\xfd": ".jsonl.zst", b"PAR1": ".parquet"}
#: Bytes of one record; a longer one is no record.
MAX_LINE = 64 << 20
_BLOCK = 1 << 20
#: Bytes of a file that are hashed at a time.
_PIECE = 16 << 20
#: What a file of UTF-8 may begin with.
MARK = b"\xef\xbb\xbf"

#: What is raised where a file cannot be read further.
DAMAGED = (EOFError, zlib.error, OSError, ValueError)


class TooLong(Exception):
    """A line is no record, as it is too long."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that could not be read: where, why, and what to do about it. The rest was."""

    file: str
    line: int | None
    message: Message
    advice: Message | None = None

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line is not None else self.file

    def __str__(self) -> str:
        return f"{self.where}: {self.message.render('en')}"


def lost_by(problem: Problem, file: str) -> Lost:
    """What a problem keeps from being read."""
    line = problem.place.line if problem.place is not None else None
    return Lost(file, line, problem.message, problem.advice)


@dataclass
class RecordFile:
    """The lines of one file, numbered from 1, and what of it was lost."""

    path: Path
    lost: list[Lost] = field(default_factory=list)
    #: What came in by a pipe, on disk: it may have to be read twice.
    spool: IO[bytes] | None = None
    #: The bytes of the file as they stand, where they were read elsewhere, and how the file is called there.
    data: bytes | None = None
    name: str | None = None

    def keep(self, folder: Path) -> None:
        """Put what comes in by a pipe on disk, in a file of `folder` that ends with this run."""
        if str(self.path) == "-" and self.spool is None:
            self.spool = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
            shutil.copyfileobj(sys.stdin.buffer, self.spool, _BLOCK)
            self.spool.flush()

    def close(self) -> None:
        if self.spool is not None:
            self.spool.close()

    @property
    def shown(self) -> str:
        if self.name is not None:
            return self.name
        return "-" if str(self.path) == "-" else display_path(self.path)

    def is_plain(self) -> bool:
        """Whether its lines stand in it as they are, so that a part of them can be read alone."""
        if self.spool is not None:
            return self._ending == ".jsonl" and hasattr(os, "pread")
        return self.data is None and self._ending == ".jsonl"

    def part(self, start: int, size: int) -> bytes:
        """Some bytes of a file that is plain, as far as they are there."""
        if self.spool is not None:
            return _read_at(self.spool.fileno(), start, size)
        with self.path.open("rb") as stream:
            stream.seek(start)
            return stream.read(size)

    def blocks(self) -> Iterator[bytes]:
        """All the bytes of a file that is plain, in blocks of whole lines; the last one may have no end. Raises
        OSError and TooLong.
        """
        rest = b""
        with self._opened() as stream:
            while block := stream.read(_BLOCK):
                end = block.rfind(b"\n") + 1
                if not end:
                    rest += block
                    if len(rest) > MAX_LINE:
                        raise TooLong
                    continue
                yield _short_enough(rest + block[:end])
                rest = block[end:]
        if rest:
            yield _short_enough(rest)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines that are not empty. One that is too long is passed over, what is cut short ends there, and both are
        told. Raises InputError for what cannot be opened or holds no records.
        """
        if self._ending == ".parquet":
            yield from self._rows()
            return
        number = 0
        try:
            with self._opened() as stream:
                while line := stream.readline(MAX_LINE + 1):
                    number += 1
                    if len(line) > MAX_LINE:
                        why = M("a line of more than {limit}", limit=f"{MAX_LINE >> 20} MiB")
                        self.lost.append(Lost(self.shown, number, why))
                        _pass_over(stream, line)
                        continue
                    if number == 1:
                        line = line.removeprefix(MARK)
                    if line and not line.isspace():
                        yield number, line
        except DAMAGED as error:
            self.lose_rest(number, error)

    def lose_rest(self, number: int, error: Exception) -> None:
        """Note that nothing can be read after this line. Raises InputError where nothing could be read at all."""
        if number == 0 and not isinstance(error, EOFError):
            raise InputError(M("this file cannot be read: {why}", why=str(error)), Place(self.shown)) from None
        why = M("cut short or damaged after this line ({why}): the rest is lost", why=str(error)[:120])
        self.lost.append(Lost(self.shown, number, why))

    @cached_property
    def _ending(self) -> str:
        """What a file of its kind ends with."""
        if self.spool is None:
            return next((ending for ending in RECORDS if self.path.name.endswith(ending)), ".jsonl")
        self.spool.seek(0)
        head = self.spool.read(4)
        return next((ending for begins, ending in _BEGINNINGS.items() if head.startswith(begins)), ".jsonl")

    def _opened(self) -> AbstractContextManager[IO[bytes]]:
        if str(self.path) == "-" and self.spool is None:
            return nullcontext(sys.stdin.buffer)
        if self._ending == ".jsonl.gz":
            return gzip.open(self._held(), "rb")  # type: ignore[return-value]
        if self._ending == ".jsonl.zst":
            arrow = library("pyarrow")
            return io.BufferedReader(_Raw(arrow.CompressedInputStream(self._held_by(arrow), "zstd")), _BLOCK)
        held = self._held()
        return held.open("rb", buffering=_BLOCK) if isinstance(held, Path) else nullcontext(held)

    def _held(self) -> Path | IO[bytes]:
        if self.spool is not None:
            self.spool.seek(0)
            return self.spool
        return self.path if self.data is None else io.BytesIO(self.data)

    def _held_by(self, arrow: Any) -> Any:
        """The same as Arrow has it, which closes what it has read."""
        if self.spool is not None:
            return arrow.BufferReader(mmap.mmap(self.spool.fileno(), 0, access=mmap.ACCESS_READ))
        return arrow.OSFile(str(self.path)) if self.data is None else arrow.BufferReader(self.data)

    def _rows(self) -> Iterator[tuple[int, bytes]]:
        """The rows of a Parquet file: a column `record` that holds them as JSON, or a column for each key."""
        parquet, orjson = library("pyarrow.parquet"), library("orjson")
        try:
            file = parquet.ParquetFile(self._held())
            names = set(file.schema_arrow.names)
        except Exception as error:
            why = M("this is no Parquet file: {why}", why=str(error).splitlines()[0][:160])
            raise InputError(why, Place(self.shown)) from None
        if names.isdisjoint(("record", "type")):
            advice = M("a column `record` (JSON), or `type`, `dossier`, `id` and the keys of each record")
            found = ", ".join(sorted(names)[:12])
            raise InputError(
                M("no records stand in these columns: {names}", names=found),
                Place(self.shown),
                advice,
            )
        number = 0
        try:
            for batch in file.iter_batches(batch_size=4096):
                for row in batch.to_pylist():
                    number += 1
                    yield number, record_line(row, orjson)
        except Exception as error:
            why = M("cut short or damaged after this line ({why}): the rest is lost", why=str(error)[:120])
            self.lost.append(Lost(self.shown, number, why))


def _short_enough(lines: bytes) -> bytes:
    """Some lines. Raises TooLong where one of them is."""
    begin = 0 if len(lines) > MAX_LINE else len(lines)
    while begin < len(lines):
        end = lines.find(b"\n", begin) + 1 or len(lines)
        if end - begin > MAX_LINE:
            raise TooLong
        begin = end
    return lines


def _pass_over(stream: IO[bytes], line: bytes) -> None:
    """Read on to the end of a line that has begun with this, and hold no more of it than a block."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(_BLOCK)


def _read_at(file: int, start: int, size: int) -> bytes:
    """Some bytes of an open file. Where it is read from else does not matter: forked processes share that."""
    found: list[bytes] = []
    while size > 0 and (data := os.pread(file, size, start)):
        found.append(data)
        start, size = start + len(data), size - len(data)
    return b"".join(found)


class _Raw(io.RawIOBase):
    """A stream of Arrow as one of Python, which raises when it is cut short."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def read_quickly(line: bytes, loads: Any) -> Any:
    """The data of a line read by the fast reader, where that reads the same as the strict one; else None."""
    try:
        record = loads(line)
    except ValueError:
        return None
    # Left to the strict reader: a key that is written twice, a number that only it can hold whole, what may be nested
    # too deep.
    if not isinstance(record, dict) or not writes_keys(line, _keys(record)) or may_be_too_deep(line):
        return None
    return record


def _keys(value: Any) -> int:
    """How many keys stand in some data; far below 0 where it holds a number that is not an integer of 64 bits."""
    if isinstance(value, dict):
        found, inside = len(value), value.values()
    else:
        found, inside = 0, value
    for one in inside:
        if isinstance(one, dict | list):
            found += _keys(one)
        elif isinstance(one, float):
            return -(1 << 30)
    return found


def text_of(line: bytes) -> str:
    """A line as text; bytes that are no UTF-8 are kept as what they are."""
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return line.decode("utf-8", "surrogateescape").rstrip("\r\n")


def file_hash(path: Path) -> bytes:
    """The hash of the bytes of a file as they stand: that of the hashes of its pieces, of which two are read at a time.
    Raises OSError.
    """
    begins = range(0, path.stat().st_size, _PIECE)
    if len(begins) < 2:
        return _piece_hash(path, 0)
    with ThreadPoolExecutor(2) as threads:
        pieces = threads.map(partial(_piece_hash, path), begins)
        return hashlib.blake2b(b"".join(pieces), digest_size=16).digest()


def _piece_hash(path: Path, begin: int) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    view = memoryview(bytearray(_BLOCK))
    with path.open("rb", buffering=0) as stream:
        stream.seek(begin)
        left = _PIECE
        while left and (size := stream.readinto(view[:left])):
            digest.update(view[:size])
            left -= size
    return digest.digest()
